"""Filters: each choice has a count, all can be combined, and the address keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from kg.builder import Build
from ontology.schema import NodeType, ResultLink, Role

pytestmark = pytest.mark.browser

Count = Callable[[Page], int]


@pytest.fixture
def drawer(opened: Page) -> Locator:
    """The filters, opened."""
    opened.click("#filters-button")
    return opened.locator("#filters")


def choice(drawer: Locator, name: str) -> Locator:
    return drawer.locator(".choice", has=drawer.page.get_by_text(name, exact=True))


def test_filters_count_types_and_relations(drawer: Locator, built: Build) -> None:
    graph = built.knowledge.graph
    models = sum(d["type"] == NodeType.MODEL for _, d in graph.nodes(data=True))
    expect(choice(drawer, "Models").locator(".count")).to_have_text(str(models))
    uses = sum(d["relation"] == Role.USES for *_, d in graph.edges(data=True))
    expect(choice(drawer, "uses").locator(".count")).to_have_text(str(uses))


def test_filters_tell_relations_apart_by_their_lines(drawer: Locator) -> None:
    lines = drawer.locator(".choice .line").evaluate_all(
        "(all) => all.map((e) => `${e.style.borderTopColor} ${e.style.borderTopStyle}`)"
    )
    assert len(lines) > 10
    assert len(set(lines)) == len(lines)


def test_filter_by_type_in_legend_and_drawer_are_one(
    opened: Page, drawer: Locator, shown: Count
) -> None:
    before = shown(opened)
    key = opened.locator(f"#legend button[data-type={NodeType.MODEL}]")
    key.click()
    expect(key).to_have_attribute("aria-pressed", "false")
    expect(choice(drawer, "Models").locator("input")).not_to_be_checked()
    assert 0 < shown(opened) < before
    choice(drawer, "Models").locator("input").check()
    expect(key).to_have_attribute("aria-pressed", "true")
    assert shown(opened) == before


def test_filter_by_papers_keeps_what_many_name(opened: Page, drawer: Locator, built: Build) -> None:
    drawer.get_by_label("At least").first.select_option("3")
    opened.click("#tab-list")
    graph = built.knowledge.graph
    names = {
        d["name"] for _, d in graph.nodes(data=True)
        if d["papers"] >= 3 or d["type"] == NodeType.PAPER
    }  # fmt: skip
    listed = opened.locator("#stage tbody .link").all_text_contents()
    assert listed
    assert set(listed) <= names


def test_filter_by_year_leaves_claims_of_those_years(
    opened: Page, drawer: Locator, built: Build, look_for: Callable[[Page, str], None]
) -> None:
    drawer.get_by_label("From").select_option("2024")
    graph = built.knowledge.graph
    years = {n: d.get("year", 0) for n, d in graph.nodes(data=True)}
    expected = [
        (head, data) for head, _, data in graph.in_edges("metric/accuracy", data=True)
        if data["relation"] == Role.REPORTS and years[data["paper"]] >= 2024
    ]  # fmt: skip
    look_for(opened, "accuracy")
    section = opened.locator("#panel details", has_text="reported by")
    expect(section.locator("h3 .count")).to_have_text(str(len(expected)))
    expect(opened.locator("#panel .note")).to_contain_text("Filters are on")


def test_filter_by_year_leaves_results_of_those_years(
    opened: Page, drawer: Locator, built: Build, look_for: Callable[[Page, str], None]
) -> None:
    graph = built.knowledge.graph
    given = [
        graph.nodes[data["paper"]].get("year", 0)
        for _, _, data in graph.in_edges("metric/accuracy", data=True)
        if data["relation"] == ResultLink.IN_METRIC
    ]
    left = sum(year >= 2024 for year in given)
    assert 0 < left < len(given)
    look_for(opened, "accuracy")
    number = opened.locator("#panel details", has_text="Results").first.locator("h3 .count")
    expect(number).to_have_text(str(len(given)))
    drawer.get_by_label("From").select_option("2024")
    expect(number).to_have_text(str(left))


def test_filter_by_type_leaves_claims_about_the_others(
    opened: Page, drawer: Locator, built: Build, look_for: Callable[[Page, str], None]
) -> None:
    graph = built.knowledge.graph
    paper = max(
        (node for node, data in graph.nodes(data=True) if data["type"] == NodeType.PAPER),
        key=lambda node: len({graph.nodes[tail]["type"] for tail in graph.succ[node]}),
    )
    look_for(opened, graph.nodes[paper]["name"])
    dots = opened.locator("#panel ol .chip .link")
    before = dots.count()
    choice(drawer, "Models").locator("input").uncheck()
    assert 0 < dots.count() < before
    named = dots.evaluate_all("(all) => all.map((e) => e.dataset.node)")
    assert not any(node.startswith("model/") for node in named)


def test_filters_show_what_is_chosen_whatever_it_leaves(
    page: Page, built: Build, visit_page: Callable[..., Page]
) -> None:
    visit_page(page, built.files["html"], "#papers=1000&confidence=93&from=2999")
    page.click("#filters-button")
    drawer = page.locator("#filters")
    expect(drawer.get_by_label("At least").first).to_have_value("1000")
    expect(drawer.get_by_label("At least").nth(1)).to_have_value("90")
    expect(drawer.get_by_label("From")).to_have_value("2999")


def test_filters_pass_over_a_community_that_is_not_there(
    page: Page, built: Build, visit_page: Callable[..., Page], shown: Count
) -> None:
    whole = shown(visit_page(page, built.files["html"]))
    page.goto("about:blank")
    assert shown(visit_page(page, built.files["html"], "#community=9999")) == whole


@pytest.mark.parametrize("view", ["compare", "leaderboards"])
def test_filters_say_where_they_do_not_apply(opened: Page, drawer: Locator, view: str) -> None:
    opened.click(f"#tab-{view}")
    note = opened.locator("#stage .note")
    expect(note).to_have_count(0)
    choice(drawer, "Tasks").locator("input").uncheck()
    expect(note).to_have_text("Filters do not apply here.")
    drawer.get_by_role("button", name="Clear").click()
    expect(note).to_have_count(0)


def test_filter_by_confidence_and_relation_together(
    opened: Page, drawer: Locator, built: Build
) -> None:
    drawer.get_by_label("At least").nth(1).select_option("90")
    sure = [d for *_, d in built.knowledge.graph.edges(data=True) if d["confidence"] >= 0.9]
    uses = sum(d["relation"] == Role.USES for d in sure)
    expect(choice(drawer, "uses").locator(".count")).to_have_text(str(uses))
    choice(drawer, "uses").locator("input").uncheck()
    expect(choice(drawer, "uses").locator(".count")).to_have_text(str(uses))
    drawer.get_by_role("button", name="Clear").click()
    expect(choice(drawer, "uses").locator("input")).to_be_checked()
    expect(drawer.get_by_role("button", name="Clear")).to_be_disabled()


def test_filter_by_relation_leaves_its_papers_in_the_years(drawer: Locator, built: Build) -> None:
    for line in drawer.locator(".choice", has=drawer.page.locator(".line")).all():
        if line.locator(".name").text_content() != "compares with":
            line.locator("input").uncheck()
    graph = built.knowledge.graph
    papers = {
        head for head, _, data in graph.edges(data=True) if data["relation"] == Role.COMPARES_WITH
    }
    years = Counter(
        graph.nodes[paper]["year"] for paper in papers if graph.nodes[paper].get("year")
    )
    options = drawer.get_by_label("From").locator("option").all_text_contents()[1:]
    told = {int(text[:4]): int(text[6:-1]) for text in options}
    assert Counter(told) == years  # a year without any counts as none


def test_filter_by_community(opened: Page, drawer: Locator, shown: Count) -> None:
    before = shown(opened)
    drawer.get_by_label("Belongs to").select_option("1")
    assert 0 < shown(opened) < before
    assert "community=1" in opened.url


def test_filters_keep_the_focus_where_it_was(opened: Page, drawer: Locator) -> None:
    box = choice(drawer, "Tasks").locator("input")
    box.focus()
    opened.keyboard.press("Space")
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()
    opened.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(opened.locator("#filters-button")).to_be_focused()
