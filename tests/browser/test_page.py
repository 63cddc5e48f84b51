"""The page in a real browser: it draws, finds, explains, filters, and asks nobody for anything."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from kg.builder import Build
from ontology.schema import NodeType

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(page: Page, built: Build) -> Page:
    page.goto(built.files["html"].as_uri())
    page.wait_for_selector("body[data-ready=true]")
    return page


def _shown(page: Page) -> int:
    return int(page.locator("body").get_attribute("data-shown") or 0)


def test_page_holds_the_entire_graph(opened: Page, built: Build) -> None:
    body = opened.locator("body")
    graph = built.knowledge.graph
    expect(body).to_have_attribute("data-nodes", str(graph.number_of_nodes()))
    expect(body).to_have_attribute("data-edges", str(graph.number_of_edges()))


def test_page_asks_for_itself_only(opened: Page, requested: list[str], built: Build) -> None:
    assert requested == [built.files["html"].as_uri()]


def test_page_draws_something(opened: Page) -> None:
    colours = opened.evaluate(
        """() => {
          const canvas = document.querySelector('#canvas canvas');
          const { width, height } = canvas;
          const { buffer } = canvas.getContext('2d').getImageData(0, 0, width, height).data;
          return new Set(new Uint32Array(buffer)).size;
        }"""
    )
    assert colours > 20


def test_search_finds_an_alias_and_shows_its_evidence(opened: Page) -> None:
    opened.keyboard.press("/")
    opened.keyboard.type("imagenet")
    expect(opened.locator("#hits li").first).to_contain_text("ImageNet")
    opened.keyboard.press("Enter")
    panel = opened.locator("#panel")
    expect(panel.locator("h2")).to_have_text(re.compile("ImageNet"))
    expect(panel.locator("blockquote mark").first).to_have_text(re.compile("ImageNet|ILSVRC"))


def test_search_says_when_nothing_has_the_name(opened: Page) -> None:
    opened.fill("#search", "zzzzzz")
    expect(opened.locator("#hits")).to_have_text("Nothing has this name")


def test_legend_hides_and_shows_a_type(opened: Page) -> None:
    before = _shown(opened)
    models = opened.locator(f"#legend button[data-type={NodeType.MODEL}]")
    models.click()
    expect(models).to_have_attribute("aria-pressed", "false")
    assert 0 < _shown(opened) < before
    models.click()
    assert _shown(opened) == before


def test_neighbourhood_opens_and_the_overview_comes_back(opened: Page) -> None:
    before = _shown(opened)
    opened.fill("#search", "ImageNet")
    opened.keyboard.press("Enter")
    opened.click("#around")
    assert 1 < _shown(opened) < before
    opened.click("#overview")
    assert _shown(opened) == before


def test_escape_closes_the_panel(opened: Page) -> None:
    opened.fill("#search", "ImageNet")
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator("#panel")).to_be_hidden()


def test_hostile_text_stays_text(opened: Page, built: Build) -> None:
    hostile = [p for p in built.knowledge.papers if "<script>" in p.abstract]
    assert len(hostile) == 1
    opened.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    opened.fill("#search", hostile[0].title)
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text(hostile[0].title)
    assert opened.locator("#panel script").count() == 0


def test_page_fits_a_phone(opened: Page) -> None:
    opened.set_viewport_size({"width": 375, "height": 700})
    opened.fill("#search", "ImageNet")
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel")).to_be_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 375
