"""Makes the pictures in the README, docs/graph.png and graph-evidence.png, of the example papers.

Run from the root of the project: python docs/picture.py (needs Chromium).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

import kg

SIZE = ViewportSize(width=1280, height=800)
SOUGHT = "BERT"


def take_picture(target: Path) -> None:
    """Open the page of the example papers, select an entity, and take a picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        kg.build(["examples/papers.jsonl"], folder)
        address = (Path(folder) / "graph.html").as_uri()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        page.goto(address)
        page.wait_for_selector("body[data-loaded=true]")
        page.screenshot(path=target)
        page.fill("#search", SOUGHT)
        page.wait_for_selector("#hits [aria-selected=true]")
        page.keyboard.press("Enter")
        page.wait_for_selector("#panel mark")
        page.evaluate("document.activeElement.blur()")
        page.screenshot(path=target.with_stem(f"{target.stem}-evidence"))
        browser.close()


if __name__ == "__main__":
    take_picture(Path(__file__).with_name("graph.png"))
