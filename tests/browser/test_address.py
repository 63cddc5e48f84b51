"""The address holds the view; PNG and CSV take it home."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.builder import Build

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]
Visit = Callable[..., Page]
Count = Callable[[Page], int]


def drawn(page: Page) -> object:
    """Everything that the picture shows, where."""
    page.wait_for_timeout(50)  # the picture follows the layout of the page
    return page.evaluate("document.querySelector('#canvas canvas').toDataURL()")


def test_address_brings_back_the_same_view(
    opened: Page, built: Build, look_for: Look, visit_page: Visit, shown: Count
) -> None:
    look_for(opened, "ImageNet")
    opened.get_by_role("button", name="2 hops").click()
    opened.locator("#legend button[data-type=Metric]").click()
    opened.click("#fit")
    address, count, picture = opened.url.partition("#")[2], shown(opened), drawn(opened)
    assert "node=dataset/imagenet" in address
    opened.goto("about:blank")
    again = visit_page(opened, built.files["html"], f"#{address}")
    expect(again.locator("#panel h2")).to_have_text("ImageNet")
    assert shown(again) == count
    again.click("#fit")
    assert drawn(again) == picture


def test_nothing_moves_where_the_room_changes(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    opened.click("#panel .close")
    opened.click("#fit")
    before = drawn(opened)
    opened.click("#filters-button")
    opened.click("#theme")
    opened.click("#theme")  # drawn anew beside the filters
    opened.click("#filters .close")
    opened.click("#fit")
    assert drawn(opened) == before


def test_address_of_other_nodes_is_passed_over(
    page: Page, built: Build, visit_page: Visit, shown: Count
) -> None:
    visit_page(page, built.files["html"], "#node=model/no-such&open=x&papers=many&view=nowhere")
    expect(page.locator("#panel")).to_be_hidden()
    assert shown(page) > 100


def test_address_typed_anew_is_followed(opened: Page, look_for: Look) -> None:
    opened.evaluate("location.hash = 'node=metric/accuracy&around=metric/accuracy'")
    expect(opened.locator("#panel h2")).to_have_text("accuracy")
    opened.click("#back")
    expect(opened.locator("#panel")).to_be_hidden()


def test_address_holds_the_colours(opened: Page, built: Build, visit_page: Visit) -> None:
    light = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.click("#theme")
    dark = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    address = opened.url.partition("#")[2]
    opened.goto("about:blank")
    visit_page(opened, built.files["html"], f"#{address}")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_way_back_outlives_a_reload(opened: Page, look_for: Look) -> None:
    def reload() -> None:
        opened.reload()
        opened.wait_for_selector("body[data-loaded=true]")

    look_for(opened, "ImageNet")
    look_for(opened, "CIFAR-100")
    reload()
    expect(opened.locator("#forward")).to_be_disabled()
    opened.click("#back")
    expect(opened.locator("#panel h2")).to_have_text("ImageNet")
    reload()
    expect(opened.locator("#back")).to_be_enabled()
    opened.click("#forward")
    expect(opened.locator("#panel h2")).to_have_text("CIFAR-100")
    opened.click("#back")
    opened.click("#back")
    expect(opened.locator("#panel")).to_be_hidden()
    expect(opened.locator("#back")).to_be_disabled()


def test_way_back_keeps_the_colours(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    opened.click("#theme")
    dark = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.click("#back")
    expect(opened.locator("#panel")).to_be_hidden()
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert "theme=dark" in opened.url


def test_png_is_a_picture(opened: Page, tmp_path: Path) -> None:
    with opened.expect_download() as saved:
        opened.click("#save-png")
    saved.value.save_as(tmp_path / "graph.png")
    data = (tmp_path / "graph.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 10_000


def test_png_is_there_where_a_picture_is(built: Build, page: Page, visit_page: Visit) -> None:
    opened = visit_page(page, built.files["html"], "#view=entities")
    expect(opened.locator("#save-png")).to_be_disabled()
    opened.get_by_role("tab", name="Graph").click()
    with opened.expect_download():
        opened.click("#save-png")


def test_csv_has_what_the_list_shows(
    opened: Page, built: Build, tmp_path: Path, look_for: Look, shown: Count
) -> None:
    look_for(opened, "ImageNet")
    with opened.expect_download() as saved:
        opened.click("#save-csv")
    saved.value.save_as(tmp_path / "nodes.csv")
    with (tmp_path / "nodes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == shown(opened)
    found = {row["Name"]: row for row in rows}
    assert found["ImageNet"]["Type"] == "Dataset"
    papers = built.knowledge.graph.nodes["dataset/imagenet"]["papers"]
    assert found["ImageNet"]["Papers"] == str(papers)


def test_address_with_what_cannot_be_drawn(
    built: Build, page: Page, visit_page: Visit, shown: Count
) -> None:
    graph = built.knowledge.graph
    result = next(node for node, data in graph.nodes(data=True) if data["type"] == "Result")
    whole = shown(visit_page(page, built.files["html"]))
    page.goto("about:blank")
    address = f"#node={result}&around={result}&open={result}&pin=1e999,x,dataset/imagenet"
    opened = visit_page(page, built.files["html"], address)
    assert shown(opened) == whole
    expect(opened.locator("#panel")).to_be_hidden()


def test_the_tools_are_in_sight_on_a_phone(built: Build, page: Page, visit_page: Visit) -> None:
    page.set_viewport_size({"width": 375, "height": 720})
    opened = visit_page(page, built.files["html"])
    for name in ("Back", "Filters", "CSV"):
        tool = opened.get_by_role("button", name=name, exact=True)
        expect(tool).to_be_in_viewport(ratio=1)
