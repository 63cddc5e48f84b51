"""The timeline of introductions, and what all views of the stage have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kg.builder import Build
from ontology.schema import ENTITY_TYPES, EntityType, Role

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
Nameless = Callable[[Page, str], list[str]]
VIEWS = (
    "entities",
    "leaderboards",
    "timeline",
    "compare&option.one=dataset/imagenet&option.other=metric/accuracy",
    "paths&option.one=dataset/imagenet&option.other=metric/accuracy",
)


@pytest.fixture(scope="module")
def introduced(built: Build) -> dict[str, int]:
    """Year in which each entity was first introduced."""
    graph = built.knowledge.graph
    years: dict[str, int] = {}
    for paper, node, said in graph.edges(data=True):
        year = graph.nodes[paper].get("year")
        if said["relation"] == Role.INTRODUCES and year:
            years[node] = min(year, years.get(node, year))
    return years


def counts(page: Page) -> dict[int, int]:
    rows = page.locator(".year-row h3").all_text_contents()
    return {int(row[:4]): int(row[4:]) for row in rows}


def test_timeline_counts_introductions_by_year(opened: Page, introduced: dict[str, int]) -> None:
    opened.click("#tab-timeline")
    assert counts(opened) == Counter(introduced.values())


def test_timeline_looks_at_one_year(opened: Page, introduced: dict[str, int]) -> None:
    opened.click("#tab-timeline")
    year, number = Counter(introduced.values()).most_common(1)[0]
    opened.get_by_role("button", name=str(year), exact=True).click()
    expect(opened.locator(".arrival")).to_have_count(number)
    found = opened.locator(".arrival").evaluate_all("(all) => all.map((e) => e.dataset.node)")
    assert set(found) == {node for node, came in introduced.items() if came == year}
    assert f"option.year={year}" in opened.url
    opened.get_by_role("button", name="All years").click()
    assert len(counts(opened)) > 1


def test_timeline_of_one_year_is_read_from_its_top(opened: Page) -> None:
    opened.set_viewport_size({"width": 700, "height": 420})
    opened.click("#tab-timeline")
    opened.locator(".year-row h3 .link").last.focus()
    assert opened.evaluate("document.querySelector('#stage').scrollTop") > 0
    opened.keyboard.press("Enter")
    expect(opened.locator("#stage h2").last).to_contain_text("introduced")
    expect(opened.locator("#stage h2").first).to_be_focused()
    assert opened.evaluate("document.querySelector('#stage').scrollTop") == 0


def test_timeline_is_larger_where_more_papers_are(
    page: Page, built: Build, visit_page: Visit
) -> None:
    opened = visit_page(page, built.files["html"], "#view=timeline&option.dates=named")
    sizes = opened.locator(".arrival").evaluate_all(
        "(all) => all.map((e) => [e.dataset.node, e.querySelector('.dot').offsetWidth])"
    )
    papers = {node: built.knowledge.graph.nodes[node]["papers"] for node, _ in sizes}
    most, fewest = (choose(sizes, key=lambda s: papers[s[0]]) for choose in (max, min))
    assert papers[most[0]] > papers[fewest[0]]
    assert most[1] > fewest[1]


def test_timeline_by_first_naming_has_what_no_paper_introduces(
    opened: Page, built: Build, introduced: dict[str, int]
) -> None:
    opened.click("#tab-timeline")
    opened.get_by_label("When it was").select_option(label="first named")
    graph = built.knowledge.graph
    dated = {
        node
        for paper, node in graph.edges()
        if graph.nodes[node]["type"] in ENTITY_TYPES and graph.nodes[paper].get("year")
    }
    assert sum(counts(opened).values()) == len(dated) > len(introduced)


def test_timeline_is_switched_by_type_and_selects(
    opened: Page, built: Build, introduced: dict[str, int]
) -> None:
    opened.click("#tab-timeline")
    key = opened.locator("#stage .key", has_text="Models")
    key.click()
    expect(key).to_have_attribute("aria-pressed", "false")
    graph = built.knowledge.graph
    left = [n for n in introduced if graph.nodes[n]["type"] != EntityType.MODEL]
    assert sum(counts(opened).values()) == len(left)
    key.click()
    arrival = opened.locator(".arrival").first
    name = arrival.text_content() or ""
    arrival.click()
    expect(opened.locator("#panel h2")).to_have_text(name)
    expect(opened.locator(".year-columns")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_view_fits_a_phone_and_names_its_controls(
    page: Page, built: Build, visit_page: Visit, nameless: Nameless, view: str
) -> None:
    page.set_viewport_size({"width": 375, "height": 740})
    visit_page(page, built.files["html"], f"#view={view}")
    expect(page.locator("#stage h2").first).to_be_visible()
    expect(page.locator("#tabs [aria-selected=true]")).to_be_in_viewport(ratio=0.99)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert (
        page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('#stage'))") <= 0
    )
    assert nameless(page, "#stage") == []
