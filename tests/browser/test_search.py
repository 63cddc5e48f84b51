"""Search over names, aliases and titles, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]
Count = Callable[[Page], int]


def test_search_finds_and_shows_its_evidence(opened: Page, look_for: Look) -> None:
    look_for(opened, "imagenet")
    panel = opened.locator("#panel")
    expect(panel.locator("h2")).to_have_text("ImageNet")
    expect(panel.locator("blockquote mark").first).to_have_text(re.compile("ImageNet|ILSVRC"))


def test_search_goes_by_arrows(opened: Page) -> None:
    opened.keyboard.press("/")
    expect(opened.locator("#search")).to_be_focused()
    opened.keyboard.type("cifar")
    hits = opened.locator("#hits [role=option]")
    expect(hits.nth(1)).to_be_visible()
    second = hits.nth(1).locator(".name").text_content() or ""
    opened.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_have_attribute("aria-selected", "true")
    expect(opened.locator("#search")).to_have_attribute("aria-activedescendant", "hit-1")
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel h2")).to_have_text(second)
    expect(opened.locator("#canvas")).to_be_focused()


def test_search_folds_accents_case_and_hyphens(opened: Page, look_for: Look) -> None:
    look_for(opened, "CIFAR 100")
    expect(opened.locator("#panel h2")).to_have_text("CIFAR-100")


def test_search_finds_a_title_beyond_ascii(opened: Page, look_for: Look) -> None:
    look_for(opened, "悟空")
    expect(opened.locator("#panel h2")).to_contain_text("悟空NER")


def test_search_says_when_nothing_has_the_name(opened: Page) -> None:
    opened.fill("#search", "zzzzzz")
    expect(opened.locator("#hits")).to_have_text("Nothing has this name")
    expect(opened.locator("#spoken")).to_have_text("0 hits")


def test_search_centres_what_it_finds_with_its_neighbours(
    opened: Page, look_for: Look, shown: Count
) -> None:
    before = shown(opened)
    look_for(opened, "ImageNet")
    assert 1 < shown(opened) < before
    expect(opened.locator("#hint")).to_contain_text("ImageNet:")
