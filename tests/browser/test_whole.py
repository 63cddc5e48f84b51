"""The page opens by itself: first picture, whole graph, no other host, no script of a paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

import kg
from kg.builder import Build
from ontology.knowledge import Knowledge
from ontology.schema import NodeType

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]
Count = Callable[[Page], int]


def test_page_holds_the_entire_graph(opened: Page, built: Build) -> None:
    body, graph = opened.locator("body"), built.knowledge.graph
    expect(body).to_have_attribute("data-nodes", str(graph.number_of_nodes()))
    expect(body).to_have_attribute("data-edges", str(graph.number_of_edges()))


def test_page_asks_for_itself_only(opened: Page, requested: list[str], built: Build) -> None:
    assert requested == [built.files["html"].as_uri()]


def test_page_draws_many_colours(opened: Page) -> None:
    colours = opened.evaluate(
        """() => {
          const canvas = document.querySelector('#canvas canvas');
          const { width, height } = canvas;
          const { buffer } = canvas.getContext('2d').getImageData(0, 0, width, height).data;
          return new Set(new Uint32Array(buffer)).size;
        }"""
    )
    assert colours > 20


def test_page_draws_before_the_graph_is_read(page: Page, built: Build, tmp_path: Path) -> None:
    html = built.files["html"].read_text(encoding="utf-8")
    before, _, after = html.partition('<script type="application/gzip;base64" id="numbers">')
    cut = tmp_path / "cut.html"
    cut.write_text(before + '<script type="application/gzip;base64" id="numbers">AAAA' + after)
    page.goto(cut.as_uri())
    page.wait_for_selector("body[data-ready=true]")
    page.wait_for_selector("body[data-loaded=failed]")
    assert int(page.locator("body").get_attribute("data-shown") or 0) > 100
    expect(page.locator("#hint")).to_contain_text("cannot be read")
    use_everything(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate("location.hash = 'view=list'")
    expect(page.locator("#canvas")).to_be_visible()


def use_everything(page: Page) -> None:
    """Press every button, tab and key; the fixture of the page fails where one goes wrong."""
    buttons = page.locator("nav button, #legend button, #theme, #fit")
    buttons.evaluate_all("(all) => all.forEach((button) => button.click())")
    page.fill("#search", "net")
    page.locator("#canvas").click()
    for key in ("ArrowRight", "Enter", *"e2phofflbn+-0", "Escape"):
        page.keyboard.press(key)
    page.dispatch_event("#theme", "click")


def test_page_does_what_was_asked_before_the_graph_was_read(page: Page, built: Build) -> None:
    page.add_init_script(
        """const read = Response.prototype.arrayBuffer;
        const released = new Promise((resolve) => { window.release = resolve; });
        Response.prototype.arrayBuffer = async function () {
          await released;
          return read.call(this);
        };"""
    )
    page.goto(built.files["html"].as_uri())
    page.wait_for_selector("body[data-ready=true]")
    use_everything(page)
    page.click("#tab-list")
    expect(page.locator("#stage")).to_be_hidden()
    page.evaluate("window.release()")
    expect(page.locator("#stage table")).to_be_visible()
    expect(page.locator("#tab-list")).to_have_attribute("aria-selected", "true")


def probed(built: Build, folder: Path, name: str, script: str) -> Path:
    """A page with a value of its scripts as a name of the window."""
    html = re.sub("<meta http-equiv=.*?>", "", built.files["html"].read_text(encoding="utf-8"))
    path = folder / "probe.html"
    probe = f"\nwindow.{name} = {script};\n}})();</script>"
    path.write_text(html.replace("\n})();</script>", probe), encoding="utf-8")
    return path


def test_page_joins_nodes_as_python_joined_those_shown_first(
    page: Page, built: Build, tmp_path: Path, visit_page: Callable[..., Page]
) -> None:
    joined = "() => [first.edges, edgesAmong(new Set(first.nodes.map((node) => node.id)))]"
    visit_page(page, probed(built, tmp_path, "joined", joined))
    python, script = page.evaluate("joined()")
    keys = ("from", "to", "relation", "claims")
    assert len(python) > 100
    assert sorted([edge[key] for key in keys] for edge in script) == [
        [edge[key] for key in keys] for edge in python
    ]


def test_page_measures_labels_by_their_letters(
    page: Page, built: Build, tmp_path: Path, visit_page: Callable[..., Page]
) -> None:
    measured = "(letters) => halfWidth({ id: -1, label: 'Moth', size: 1, letters }) - AIR"
    visit_page(page, probed(built, tmp_path, "measured", measured))
    assert page.evaluate("measured(24)") == pytest.approx(2 * page.evaluate("measured(12)"))


def test_page_says_which_texts_cannot_be_read(
    page: Page, built: Build, tmp_path: Path, visit_page: Callable[..., Page], look_for: Look
) -> None:
    html = built.files["html"].read_text(encoding="utf-8")
    before, at, after = html.partition('<script type="application/gzip;base64" id="texts-0">')
    cut = tmp_path / "cut.html"
    cut.write_text(f"{before}{at}AAAA{after}", encoding="utf-8")
    visit_page(page, cut)
    look_for(page, "ImageNet")
    expect(page.locator("#panel")).to_contain_text("The sentence cannot be read.")
    expect(page.locator("#panel blockquote")).to_have_count(0)
    look_for(page, built.knowledge.papers[0].title)
    expect(page.locator("#panel")).to_contain_text("The abstract cannot be read.")


def test_legend_has_every_type_with_its_count(opened: Page, built: Build) -> None:
    keys = opened.locator("#legend-types button")
    types = [t for t in NodeType if t is not NodeType.RESULT]
    counts = [sum(d["type"] == t for _, d in built.knowledge.graph.nodes(data=True)) for t in types]
    assert [keys.nth(n).get_attribute("data-type") for n in range(len(types))] == types
    assert keys.locator(".count").all_text_contents() == [str(count) for count in counts]
    expect(opened.locator("#legend-lines")).to_contain_text("evaluated on")


def test_hostile_text_stays_text(opened: Page, built: Build, look_for: Look) -> None:
    (paper,) = [p for p in built.knowledge.papers if "<script>" in p.abstract]
    opened.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    look_for(opened, paper.title)
    expect(opened.locator("#panel h2")).to_have_text(paper.title)
    expect(opened.locator("#panel .abstract")).to_contain_text("<script>")
    assert opened.locator("#panel script").count() == 0


def test_hostile_names_in_every_place_stay_text(
    page: Page, hostile: Knowledge, tmp_path: Path, visit_page: Callable[..., Page], look_for: Look
) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    visit_page(page, kg.view(hostile.graph).save(tmp_path / "hostile.html"))
    look_for(page, "alert(1)")
    page.click("#filters-button")
    page.click("#tab-list")
    assert page.locator("main script, main iframe, main img").count() == 0
    expect(page.locator("#stage table")).to_contain_text("<script>alert(1)</script>")


def test_page_of_a_graph_alone_has_its_sentences(
    page: Page, small: Knowledge, tmp_path: Path, visit_page: Callable[..., Page], look_for: Look
) -> None:
    visit_page(page, kg.view(small.graph).save(tmp_path / "graph.html"))
    look_for(page, "FlyNet")
    expect(page.locator("#panel blockquote")).to_have_text("This is 2.5 points over FlyNet.")
    expect(page.locator("#panel blockquote mark")).to_have_text("FlyNet")
    look_for(page, "Counting Moths at Night")
    expect(page.locator("#panel details").first).to_contain_text("The abstract is not in this file")


def test_page_of_a_part_names_papers_that_it_has_not(
    page: Page, small: Knowledge, tmp_path: Path, visit_page: Callable[..., Page], look_for: Look
) -> None:
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        small.graph.subgraph(["model/mothnet", "dataset/lantern"])
    )
    visit_page(page, kg.view(part).save(tmp_path / "part.html"))
    look_for(page, "Lantern")
    expect(page.locator("#panel blockquote mark").first).to_be_visible()
    expect(page.locator("#panel .source").first).to_contain_text("paper/arxiv-2101")


def test_page_of_nothing_opens(
    page: Page, nothing: Knowledge, tmp_path: Path, visit_page: Callable[..., Page], shown: Count
) -> None:
    visit_page(page, kg.view(nothing.graph).save(tmp_path / "nothing.html"))
    assert shown(page) == 0


def test_page_shows_itself_in_a_notebook(
    page: Page, small: Knowledge, tmp_path: Path, look_for: Look
) -> None:
    frame = tmp_path / "notebook.html"
    frame.write_text(f"<!doctype html>{kg.view(small.graph)._repr_html_()}", encoding="utf-8")
    page.goto(frame.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("body[data-loaded=true]").wait_for()
    inside.locator("#search").fill("FlyNet")
    inside.locator("#hits [aria-selected=true]").wait_for()
    inside.locator("#search").press("Enter")
    expect(inside.locator("#panel h2")).to_have_text("FlyNet")
    inside.locator("#back").click()
    expect(inside.locator("#panel")).to_be_hidden()
