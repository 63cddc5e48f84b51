"""Paths between two nodes: chosen by search, listed step by step, drawn on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from kg.analysis.counting import most_connected
from kg.analysis.paths import Step, find_paths
from kg.builder import Build

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
Count = Callable[[Page], int]
Pair = tuple[str, str]

WAYS = """() => [...document.querySelectorAll('#stage .part')].map((part) =>
  [...part.querySelectorAll('.step-line')].map((line) => [
    ...[...line.querySelectorAll('.link')].map((link) => link.dataset.node),
    line.querySelector('.relation').textContent,
  ]))"""


@pytest.fixture(scope="module")
def pairs(graph: nx.MultiDiGraph[str]) -> list[Pair]:
    """Pairs of nodes far and near, a paper among them."""
    entities = most_connected(graph, 40)
    papers = sorted(node for node, data in graph.nodes(data=True) if data["type"] == "Paper")
    return [*pairwise(entities[::4]), (entities[-1], papers[0]), (papers[1], papers[-1])]


@pytest.fixture(scope="module")
def pair(graph: nx.MultiDiGraph[str], pairs: list[Pair]) -> Pair:
    """A pair with more than one way."""
    return next(pair for pair in pairs if steps_of(graph, pair)[-1].path > 1)


def steps_of(graph: nx.MultiDiGraph[str], pair: Pair) -> list[Step]:
    return list(find_paths(graph, *pair))


def address(pair: Pair) -> str:
    return f"#view=paths&option.one={pair[0]}&option.other={pair[1]}"


def test_ways_are_those_of_the_analysis(
    opened: Page, graph: nx.MultiDiGraph[str], pairs: list[Pair]
) -> None:
    for pair in pairs:
        opened.evaluate("(address) => { location.hash = address; }", address(pair))
        opened.wait_for_function(
            "(id) => document.querySelector('#pick-other')?.value"
            " && location.hash.includes(encodeURI(id))",
            arg=pair[1],
        )
        expected: list[Any] = [
            [[s.start_id, s.end_id, s.relation] for s in steps]
            for _, steps in groupby(steps_of(graph, pair), key=lambda s: s.path)
        ]
        assert opened.evaluate(WAYS) == expected


def test_both_ends_are_found_by_search(
    opened: Page, graph: nx.MultiDiGraph[str], pair: Pair
) -> None:
    opened.click("#tab-paths")
    for key, node in zip(("one", "other"), pair, strict=True):
        name = graph.nodes[node]["name"]
        field = opened.locator(f"#pick-{key}")
        field.click()
        opened.keyboard.type(name)
        expect(opened.locator(f"#found-{key} [aria-selected=true]")).to_contain_text(name)
        opened.keyboard.press("Enter")
        expect(field).to_have_value(name)
        expect(field).to_be_focused()
        expect(opened.locator(f"#found-{key}")).to_be_hidden()
    assert len(opened.evaluate(WAYS)) > 1
    assert f"option.one={pair[0]}" in opened.url


def test_steps_have_relation_sentence_and_paper(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str], pair: Pair
) -> None:
    visit_page(page, built.files["html"], address(pair))
    steps = steps_of(graph, pair)
    shown = page.locator("#stage .step")
    expect(shown).to_have_count(len(steps))
    for at, step in enumerate(steps):
        expect(shown.nth(at).locator("blockquote")).to_have_text(step.sentence)
        expect(shown.nth(at).locator("mark").first).to_be_visible()
        expect(shown.nth(at)).to_contain_text(step.paper)


def test_canvas_shows_the_ways_and_a_click_keeps_them(
    page: Page,
    built: Build,
    visit_page: Visit,
    graph: nx.MultiDiGraph[str],
    pair: Pair,
    shown: Count,
) -> None:
    visit_page(page, built.files["html"], address(pair))
    nodes = {node for step in steps_of(graph, pair) for node in (step.start_id, step.end_id)}
    expect(page.locator("#canvas")).to_be_visible()
    assert shown(page) == len(nodes)
    page.locator("#stage .step .link").first.click()
    expect(page.locator("#panel h2")).to_have_text(graph.nodes[pair[0]]["name"])
    assert shown(page) == len(nodes)
    page.click("#tab-graph")
    assert shown(page) > len(nodes)
    page.click("#back")
    assert shown(page) == len(nodes)


def test_paths_keep_to_what_the_filters_let_through(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str], pair: Pair
) -> None:
    through = {step.end_id for step in steps_of(graph, pair)} - {pair[1]}
    assert any(node.startswith("paper/") for node in through)
    visit_page(page, built.files["html"], f"{address(pair)}&without=Paper")
    expect(page.locator("#stage .note").first).to_contain_text("Filters are on")
    nodes = {node for way in page.evaluate(WAYS) for step in way for node in step[:2]}
    assert not any(node.startswith("paper/") for node in nodes)


def test_paths_say_when_there_is_none(
    page: Page, built: Build, visit_page: Visit, pair: Pair
) -> None:
    visit_page(page, built.files["html"], f"{address(pair)}&from=2999")
    expect(page.locator("#stage")).to_contain_text("No way of")
    expect(page.locator("#canvas")).to_be_hidden()
    page.get_by_role("button", name="Swap the two").click()
    assert f"option.one={pair[1]}" in page.url
    page.evaluate("(address) => { location.hash = address; }", address((pair[0], pair[0])))
    expect(page.locator("#stage")).to_contain_text("Both are the same")


def test_paths_start_from_the_panel(opened: Page, look_for: Callable[[Page, str], None]) -> None:
    look_for(opened, "ImageNet")
    opened.get_by_role("button", name="Path from here").click()
    expect(opened.locator("#pick-one")).to_have_value("ImageNet")
    expect(opened.locator("#pick-other")).to_have_value("")
    opened.locator("#stage .examples .link").first.click()
    expect(opened.locator("#stage .step").first).to_be_visible()
