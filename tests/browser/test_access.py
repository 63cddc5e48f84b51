"""For everybody: keyboard alone, roles and names of all controls, contrast, small screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]
Count = Callable[[Page], int]

# Every text that is seen, with the contrast to what lies behind it (WCAG 2.2, relative luminance).
CONTRASTS = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.map((v) => linear(v / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(at).backgroundColor);
      if (a > 0.9) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest('script, mark, .unseen, dialog, :disabled')) continue;
    const [a, b] = [parse(getComputedStyle(element).color).slice(0, 3), behind(element)].map(light);
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), walker.currentNode.data.trim()]);
  }
  return found;
}"""


def test_keyboard_alone_explores(opened: Page, shown: Count) -> None:
    opened.locator("#canvas").focus()
    opened.keyboard.press("ArrowRight")
    first = opened.locator("#panel h2").text_content()
    opened.keyboard.press("ArrowDown")
    expect(opened.locator("#panel h2")).not_to_have_text(first or "")
    before = shown(opened)
    opened.keyboard.press("Enter")
    expect(opened.locator("#hint")).to_contain_text(
        opened.locator("#panel h2").text_content() or ""
    )
    opened.keyboard.press("o")
    expect(opened.locator("#panel")).to_be_hidden()
    assert shown(opened) == before


def test_keys_open_search_filters_list_and_help(opened: Page) -> None:
    opened.keyboard.press("l")
    expect(opened.locator("#stage table")).to_be_visible()
    opened.keyboard.press("l")
    expect(opened.locator("#canvas")).to_be_visible()
    opened.keyboard.press("f")
    expect(opened.locator("#filters")).to_be_visible()
    opened.keyboard.press("Escape")
    opened.keyboard.press("?")
    expect(opened.locator("#help")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.locator("#help")).to_be_hidden()
    opened.keyboard.press("/")
    expect(opened.locator("#search")).to_be_focused()
    opened.keyboard.type("lf?")
    expect(opened.locator("#search")).to_have_value("lf?")


def test_tab_reaches_every_part(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    reached = set()
    opened.locator("#search").focus()
    for _ in range(60):
        opened.keyboard.press("Tab")
        reached.add(opened.evaluate("document.activeElement.closest('[id]')?.id"))
    assert {"theme", "tab-graph", "filters-button", "save-csv", "canvas", "panel"} <= reached


def test_tabs_go_by_arrows(opened: Page) -> None:
    opened.locator("#tab-graph").focus()
    opened.keyboard.press("ArrowRight")
    expect(opened.locator("#tab-list")).to_be_focused()
    expect(opened.locator("#tab-list")).to_have_attribute("aria-selected", "true")
    expect(opened.locator("#stage")).to_be_visible()


def test_list_has_what_the_picture_shows(opened: Page, look_for: Look, shown: Count) -> None:
    look_for(opened, "ImageNet")
    count = shown(opened)
    opened.click("#tab-list")
    rows = opened.locator("#stage tbody tr")
    expect(rows).to_have_count(count)
    link = rows.locator(".link").last
    name = link.text_content() or ""
    link.click()
    expect(opened.locator("#canvas")).to_be_visible()
    expect(opened.locator("#panel h2")).to_have_text(name)


def test_every_control_has_a_name(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    opened.click("#filters-button")
    nameless = opened.evaluate(
        """() => [...document.querySelectorAll('button, input, select, [role=application]')]
          .filter((e) => e.checkVisibility() && !(e.ariaLabel || e.textContent.trim()
            || e.labels?.[0]?.textContent.trim())).map((e) => e.outerHTML)"""
    )
    assert nameless == []


def test_changes_are_spoken(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    expect(opened.locator("#spoken")).to_have_text("Dataset ImageNet")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_contrast_is_aa(opened: Page, look_for: Look, theme: str) -> None:
    opened.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    look_for(opened, "accuracy")
    opened.click("#filters-button")
    contrasts = opened.evaluate(CONTRASTS)
    assert len(contrasts) > 50
    assert [pair for pair in contrasts if pair[0] < 4.5] == []


@pytest.mark.parametrize("width", [375, 1024])
def test_page_fits_small_screens(opened: Page, look_for: Look, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 740})
    look_for(opened, "ImageNet")
    expect(opened.locator("#panel")).to_be_visible()
    expect(opened.locator("#canvas")).to_be_visible()
    opened.click("#filters-button")
    expect(opened.locator("#filters")).to_be_visible()
    opened.keyboard.press("Escape")
    opened.click("#tab-list")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.evaluate("document.documentElement.scrollHeight") <= 740


def test_colours_follow_the_system(opened: Page) -> None:
    light = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.emulate_media(color_scheme="dark")
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") != light
