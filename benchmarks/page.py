"""The page against the plain pyvis page of the same graph, side by side in one Chromium.

Run from the root of the project: python benchmarks/page.py LIBRARY [--sizes 110,1000,10000].
Prints for each size: size of the file, seconds to the first picture and until the whole graph is
read, milliseconds of a search answer and of expanding a node, frames a second while the picture is
dragged; for the plain page (physics and all, as pyvis writes it) the size and the seconds until its
loading bar is gone, with the ratio. What takes longer than --most seconds is given up.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import median

import networkx as nx
from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from exports.html.page import write_page
from kg.assembly import assemble
from kg.layout import lay_out
from kg.library.store import read_parts
from ontology.knowledge import Knowledge

OPENINGS = 3  # of which the median counts
SEARCHED = ("imagenet", "language model", "accuracy")
ASK = """async (text) => {
  const input = document.querySelector('#search');
  input.focus();
  input.value = text;
  const before = performance.now();
  input.dispatchEvent(new Event('input'));
  while (!document.querySelector('#hits [role=option]')) await new Promise((go) => setTimeout(go));
  const taken = performance.now() - before;
  document.querySelector('#hits').replaceChildren();
  return taken;
}"""
EXPAND = """async () => {
  const canvas = document.querySelector('#canvas');
  canvas.focus();
  canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const taken = [];
  for (let turn = 0; turn < 7; turn += 1) { // expand, collapse, expand, ...
    const before = performance.now();
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true }));
    await new Promise((go) => requestAnimationFrame(go));
    taken.push(performance.now() - before);
    await new Promise((go) => setTimeout(go, 200));
  }
  return taken.sort((a, b) => a - b)[3];
}"""
COUNT_FRAMES = """() => {
  window.frames_ = 0;
  const next = () => { window.frames_ += 1; requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one page; seconds where nothing else is said."""

    megabytes: float
    first: float
    read: float
    search_ms: float
    expand_ms: float
    frames: float


def some(folder: Path, size: int) -> Knowledge:
    """So many papers of a library, chosen by the hash of their ids."""
    papers, extractions, overrides = read_parts(folder)
    chosen = sorted(papers, key=lambda paper: sha256(paper.id.encode()).digest())[:size]
    ids = {paper.id for paper in chosen}
    knowledge = assemble(chosen, [e for e in extractions if e.paper in ids], overrides)
    return replace(knowledge, layout=lay_out(knowledge.graph))


def plain_page(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """What pyvis writes of a graph; its lists are filled at once, since adding is quadratic."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", notebook=False)
    network.nodes = [
        {"id": node, "label": data["name"], "shape": "dot", "title": data["type"]}
        for node, data in graph.nodes(data=True)
    ]
    network.node_ids = list(graph)
    network.edges = [
        {"from": head, "to": tail, "title": data["sentence"]}
        for head, tail, data in graph.edges(data=True)
    ]
    path.write_text(network.generate_html(), encoding="utf-8")


def frames_while_dragging(page: Page) -> float:
    """Frames a second while the mouse drags the picture for about a second."""
    page.evaluate(COUNT_FRAMES)
    page.mouse.move(700, 420)
    page.mouse.down()
    began, frames = time.perf_counter(), page.evaluate("window.frames_")
    for step in range(60):
        page.mouse.move(700 + 4 * step, 420 + step)
    taken = time.perf_counter() - began
    drawn = page.evaluate("window.frames_") - frames
    page.mouse.up()
    return float(drawn / taken)


def open_page(page: Page, path: Path) -> tuple[float, float]:
    """Seconds until the first picture, and until the whole graph has been read."""
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_selector("body[data-loaded=true]")
    times = "name => performance.getEntriesByName(name)[0].startTime / 1000"
    return page.evaluate(times, "first picture"), page.evaluate(times, "graph read")


def measure(browser: Browser, path: Path, most: float) -> Figures:
    """Open our page and use it."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(1000 * most)
    marks = [open_page(page, path) for _ in range(OPENINGS)]
    first, read = (median(times) for times in zip(*marks, strict=True))
    page.evaluate(ASK, SEARCHED[0])  # the first waits until names are folded
    search = max(float(page.evaluate(ASK, text)) for text in SEARCHED)
    page.keyboard.press("Escape")
    frames = frames_while_dragging(page)
    expand = float(page.evaluate(EXPAND))
    page.close()
    size = path.stat().st_size / 1e6
    return Figures(size, first, read, search, expand, frames)


def measure_plain(browser: Browser, path: Path, most: float) -> float | None:
    """Seconds until the plain page has settled; None where that takes too long."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/*", lambda r: r.continue_() if r.request.url[:5] == "file:" else r.abort())
    began = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit", timeout=1000 * most)
        page.wait_for_selector("#loadingBar", state="hidden", timeout=1000 * most)
    except TimeoutError:
        return None
    finally:
        page.close()
    return time.perf_counter() - began


def report(browser: Browser, knowledge: Knowledge, folder: Path, most: float) -> None:
    """Measure one library and print."""
    graph = knowledge.graph
    print(
        f"{len(knowledge.papers):,} papers, {len(graph):,} nodes, {graph.number_of_edges():,} edges"
    )
    ours, plain = folder / "ours.html", folder / "plain.html"
    began = time.perf_counter()
    write_page(knowledge, ours)
    print(f"  written in          {time.perf_counter() - began:8.2f} s")
    found = measure(browser, ours, most)
    for name, value, unit in (
        ("file", found.megabytes, "MB"), ("first picture", found.first, "s"),
        ("graph read", found.read, "s"), ("search answer", found.search_ms, "ms"),
        ("expanding", found.expand_ms, "ms"), ("dragging", found.frames, "frames/s"),
    ):  # fmt: skip
        print(f"  {name:<20}{value:8.2f} {unit}")
    plain_page(graph, plain)
    settled = measure_plain(browser, plain, most)
    told = f"more than {most:.0f} s" if settled is None else f"{settled:8.2f} s"
    ratio = (most if settled is None else settled) / found.first
    print(f"  plain pyvis         {plain.stat().st_size / 1e6:8.2f} MB, settled after {told}")
    print(f"  ratio               {'over ' if settled is None else ''}{ratio:.0f}", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--sizes", default="110,1000,10000")
    parser.add_argument("--most", type=float, default=60.0, help="seconds that a page may take")
    options = parser.parse_args()
    arguments = ["--no-sandbox", "--disable-gpu"]
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        for size in map(int, options.sizes.split(",")):
            knowledge = some(options.library, size)
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=arguments
            )
            report(browser, knowledge, Path(name), options.most)
            browser.close()


if __name__ == "__main__":
    main()
