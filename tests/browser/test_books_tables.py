"""The table of all entities, and leaderboards as Python ranked them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

import kg
from kg.analysis.leaderboards import find_leaderboards
from kg.builder import Build
from ontology.schema import ENTITY_TYPES, EntityType, Role

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
MANY = 3_000


@pytest.fixture(scope="module")
def crowd(graph: nx.MultiDiGraph[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph with thousands of models."""
    many = graph.copy()
    paper, one, said = next(
        edge for edge in graph.edges(data=True) if graph.nodes[edge[1]]["type"] == EntityType.MODEL
    )
    for number in range(MANY):
        node = f"model/moth-{number}"
        many.add_node(node, **(graph.nodes[one] | {"name": f"Moth {number}", "papers": 1}))
        many.add_edge(paper, node, key=f"{said['relation']}@{paper}", **said)
    path = tmp_path_factory.mktemp("crowd") / "graph.html"
    return kg.view(many).save(path)


@pytest.fixture(scope="module")
def two_boards(graph: nx.MultiDiGraph[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a graph in which the results of a leaderboard stand on another data set too."""
    board = next(b for b in find_leaderboards(graph) if len(b.rows) > 1)
    other = next(
        node
        for node, data in graph.nodes(data=True)
        if data["type"] == EntityType.DATASET and node != board.dataset
    )
    more = graph.copy()
    for row in board.rows:
        again = f"{row.result}-again"
        more.add_node(again, **graph.nodes[row.result])
        for _, end, key, said in graph.out_edges(row.result, keys=True, data=True):
            more.add_edge(again, other if end == board.dataset else end, key=key, **said)
    path = tmp_path_factory.mktemp("boards") / "graph.html"
    return kg.view(more).save(path)


def read_csv(page: Page, path: Path) -> list[dict[str, str]]:
    with page.expect_download() as saved:
        page.click("#save-csv")
    saved.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_entities_are_all_there(opened: Page, graph: nx.MultiDiGraph[str], tmp_path: Path) -> None:
    opened.click("#tab-entities")
    entities = {n: d for n, d in graph.nodes(data=True) if d["type"] in ENTITY_TYPES}
    expect(opened.locator("#stage table")).to_have_attribute(
        "aria-rowcount", str(len(entities) + 1)
    )
    rows = read_csv(opened, tmp_path / "entities.csv")
    assert sorted(row["Name"] for row in rows) == sorted(d["name"] for d in entities.values())
    counts = [int(row["Papers"]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    introduced = {t for _, t, said in graph.edges(data=True) if said["relation"] == Role.INTRODUCES}
    assert sum(row["Introduced by"] != "" for row in rows) == len(introduced)


def test_entities_are_sorted_by_their_heads_and_the_address_says_so(
    opened: Page, visit_page: Visit, built: Build
) -> None:
    opened.click("#tab-entities")
    names = opened.locator("#stage td.col-name .link")
    opened.get_by_role("button", name="Name", exact=True).click()
    head = opened.locator("th.col-name")
    expect(head).to_have_attribute("aria-sort", "ascending")
    shown = [name.lower() for name in names.all_text_contents()]
    letters = [name for name in shown if name[0].isalpha()]
    assert [n[0] for n in letters] == sorted(n[0] for n in letters)
    address = opened.url.partition("#")[2]
    opened.goto("about:blank")
    visit_page(opened, built.files["html"], f"#{address}")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert [name.lower() for name in names.all_text_contents()] == shown


def test_entities_keep_to_the_filters(opened: Page, graph: nx.MultiDiGraph[str]) -> None:
    opened.click("#tab-entities")
    opened.evaluate("location.hash = 'view=entities&without=Model&without=Metric&papers=2'")
    expected = sum(
        data["type"] in {EntityType.DATASET, EntityType.TASK} and data["papers"] > 1
        for _, data in graph.nodes(data=True)
    )
    expect(opened.locator("#stage table")).to_have_attribute("aria-rowcount", str(expected + 1))
    assert set(opened.locator("#stage td.col-type").all_text_contents()) == {"Dataset", "Task"}


def test_entity_is_told_beside_its_table(opened: Page) -> None:
    opened.click("#tab-entities")
    link = opened.locator("#stage td.col-name .link").nth(3)
    name = link.text_content() or ""
    link.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text(name)
    expect(opened.locator("#stage tr.chosen")).to_have_count(1)
    expect(opened.locator("#stage tr.chosen")).to_contain_text(name)
    expect(link).to_be_focused()


def test_thousands_of_rows_are_drawn_where_they_are_seen(
    page: Page, crowd: Path, visit_page: Visit
) -> None:
    visit_page(page, crowd, "#view=entities&option.sort=name-up")
    rows = page.locator("#stage tbody tr[aria-rowindex]")
    assert rows.count() < 80
    page.locator("#stage td.col-name .link").first.focus()
    page.keyboard.press("End")
    last = page.locator("#stage tbody tr[aria-rowindex]").last
    total = int(page.locator("#stage table").get_attribute("aria-rowcount") or 0)
    assert total > MANY
    expect(last).to_have_attribute("aria-rowindex", str(total))
    expect(last.locator(".link").first).to_be_focused()
    assert rows.count() < 80
    page.keyboard.press("ArrowUp")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(page.locator("tr[aria-rowindex='2'] .link").first).to_be_focused()


def test_leaderboard_has_the_ranks_of_the_analysis(
    opened: Page, graph: nx.MultiDiGraph[str]
) -> None:
    board = next(b for b in find_leaderboards(graph) if b.direction and len(b.rows) > 1)
    title = f"{graph.nodes[board.dataset]['name']} · {graph.nodes[board.metric]['name']}"
    opened.click("#tab-leaderboards")
    opened.locator("#stage tbody").get_by_role("button", name=title).first.click()
    expect(opened.locator("#stage h2")).to_have_text(title)
    rows = opened.locator("#stage tbody tr")
    expect(rows).to_have_count(len(board.rows))
    for at, row in enumerate(board.rows):
        cells = rows.nth(at).locator("td")
        assert cells.nth(0).text_content() == str(row.rank)
        assert cells.nth(1).text_content() == graph.nodes[row.model]["name"]
        assert row.value in (cells.nth(2).text_content() or "")
    rows.first.locator(".value").click()
    expect(rows.first.locator("blockquote")).to_have_text(board.rows[0].sentence)
    opened.get_by_role("button", name="All leaderboards").click()
    expect(opened.locator("#stage h2")).to_have_text("Leaderboards")


def test_leaderboards_are_chosen_by_what_they_are_of(
    page: Page, two_boards: Path, visit_page: Visit, tmp_path: Path
) -> None:
    visit_page(page, two_boards, "#view=leaderboards")
    rows = page.locator("#stage tbody tr")
    before = rows.count()
    select = page.get_by_label("Dataset")
    option = select.locator("option").nth(1)
    name, _, number = (option.text_content() or "").rpartition(" ")
    select.select_option(index=1)
    expect(rows).to_have_count(int(number.strip("()")))
    assert rows.count() < before
    assert all(text.startswith(name) for text in rows.locator("td:first-child").all_text_contents())
    assert "option.dataset=dataset/" in page.url
    assert len(read_csv(page, tmp_path / "boards.csv")) == rows.count()
