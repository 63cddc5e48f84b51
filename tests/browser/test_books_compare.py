"""Two entities side by side: claims both ways, results, what they share, their years."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from kg.analysis.comparison import compare
from kg.analysis.leaderboards import find_leaderboards
from kg.builder import Build
from ontology.schema import EntityRelation, EntityType, NodeType

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
Pair = tuple[str, str]


@pytest.fixture(scope="module")
def pair(graph: nx.MultiDiGraph[str]) -> Pair:
    """A model and one that it outperforms, in the order in which this is said."""
    return next(
        (head, tail)
        for head, tail, said in sorted(graph.edges(data=True), key=lambda edge: edge[:2])
        if said["relation"] == EntityRelation.OUTPERFORMS
    )


def address(pair: Pair) -> str:
    return f"#view=compare&option.one={pair[0]}&option.other={pair[1]}"


def heads(page: Page) -> list[str]:
    return page.locator("#stage .part > h3").all_text_contents()


def test_comparison_tells_what_is_said_with_its_sentence(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str], pair: Pair
) -> None:
    visit_page(page, built.files["html"], address(pair))
    told = compare(graph, *pair)
    one, other = told.one.name, told.other.name
    expect(page.locator(".profile h3")).to_have_text([one, other])
    part = page.locator(".part", has=page.get_by_text(f"{one} outperforms {other}"))
    said = next(row for row in told.said if row.relation == "outperforms")
    expect(part.locator("blockquote").first).to_have_text(said.sentence)
    expect(part.locator(".source .link").first).to_have_text(said.paper)


def test_comparison_reads_both_ways(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str], pair: Pair
) -> None:
    visit_page(page, built.files["html"], address(pair))
    before = heads(page)
    page.get_by_role("button", name="Swap the two").click()
    expect(page.locator(".profile h3").first).to_have_text(graph.nodes[pair[1]]["name"])
    said = [head for head in before if "outperforms" in head]
    assert set(said) <= set(heads(page))


def test_comparison_counts_what_both_are_named_beside(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str], pair: Pair
) -> None:
    visit_page(page, built.files["html"], address(pair))
    told = compare(graph, *pair)
    shared = [row for row in told.beside if row.one and row.other and row.type == NodeType.METRIC]
    table = page.locator(".part", has=page.get_by_text("Metrics beside both")).locator("tbody tr")
    found = {
        row.locator(".link").get_attribute("data-node"): row.locator(".number").all_text_contents()
        for row in table.all()
    }
    assert shared
    assert {node: counts[:2] for node, counts in found.items()} == {
        row.id: [str(row.one), str(row.other)] for row in shared[:8]
    }
    expect(page.get_by_text(f"Papers that name both ({told.together})")).to_be_visible()


def test_results_stand_side_by_side(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str]
) -> None:
    board = next(
        board for board in find_leaderboards(graph) if len({row.model for row in board.rows}) > 1
    )
    models = list(dict.fromkeys(row.model for row in board.rows))
    visit_page(page, built.files["html"], address((models[0], models[1])))
    part = page.locator(".part", has=page.get_by_text("Results on the same data set"))
    row = part.locator("tbody tr", has_text=graph.nodes[board.dataset]["name"]).first
    values = [next(r.value for r in board.rows if r.model == model) for model in models[:2]]
    for value in values:
        expect(row).to_contain_text(value)
    row.locator(".value").first.click()
    number = values[0].rstrip("%")  # the text may have a backslash before the sign
    expect(row.locator("blockquote")).to_contain_text(number)


def test_years_of_both_are_told(
    page: Page, built: Build, visit_page: Visit, graph: nx.MultiDiGraph[str]
) -> None:
    datasets = sorted(
        (n for n, data in graph.nodes(data=True) if data["type"] == EntityType.DATASET),
        key=lambda node: -graph.nodes[node]["papers"],
    )
    visit_page(page, built.files["html"], address((datasets[0], datasets[1])))
    told = compare(graph, datasets[0], datasets[1])
    years = page.locator(".pair-years")
    expect(years).to_have_attribute("role", "img")
    firsts = [profile.first for profile in (told.one, told.other) if profile.first]
    assert (years.get_attribute("aria-label") or "").startswith(f"{min(firsts)}: ")


def test_compare_starts_from_the_panel_and_from_examples(
    opened: Page, look_for: Callable[[Page, str], None]
) -> None:
    look_for(opened, "ImageNet")
    opened.get_by_role("button", name="Compare", exact=True).click()
    expect(opened.locator("#pick-one")).to_have_value("ImageNet")
    opened.keyboard.press("Escape")
    opened.locator("#stage .examples .link").first.click()
    expect(opened.locator(".profile")).to_have_count(2)


def test_compare_takes_entities_only(opened: Page, built: Build) -> None:
    opened.click("#tab-compare")
    opened.fill("#pick-one", built.knowledge.papers[0].title)
    expect(opened.locator("#found-one")).to_have_text("Nothing has this name")
    opened.keyboard.press("Escape")
    expect(opened.locator("#pick-one")).to_have_value("")
