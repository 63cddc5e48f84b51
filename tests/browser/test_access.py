"""For everybody: keyboard alone, roles and names of all controls, contrast, small screens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]
Nameless = Callable[[Page, str], list[str]]
Count = Callable[[Page], int]

# Every text that is seen, and the line around every dot, with the contrast to what lies behind it
# (WCAG 2.2, relative luminance).
CONTRASTS = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map((part, at) =>
    Number(part) * (text.startsWith('color(srgb') && at < 3 ? 255 : 1));
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
  const contrast = (colour, element) => {
    const [a, b] = [parse(colour).slice(0, 3), behind(element)].map(light);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const mark = (dot) => {
    const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(dot);
    const colour = borderTopWidth === '0px' ? backgroundColor : borderTopColor;
    return [contrast(colour, dot.parentElement), dot.style.cssText];
  };
  const dots = [...document.querySelectorAll('.dot')].filter((dot) => dot.checkVisibility());
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest('script, mark, .unseen, dialog, :disabled, [aria-disabled=true]')) continue;
    const seen = contrast(getComputedStyle(element).color, element);
    texts.push([seen, walker.currentNode.data.trim()]);
  }
  return { texts, dots: dots.map(mark) };
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


def test_keys_of_one_letter_can_be_switched_off(opened: Page) -> None:
    opened.keyboard.press("?")
    opened.get_by_label("Keys of one letter").uncheck()
    opened.keyboard.press("Escape")
    expect(opened.locator("#help")).to_be_hidden()
    opened.keyboard.press("l")
    opened.keyboard.press("?")
    expect(opened.locator("#stage")).to_be_hidden()
    expect(opened.locator("#help")).to_be_hidden()


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


def test_every_control_has_a_name(opened: Page, look_for: Look, nameless: Nameless) -> None:
    look_for(opened, "ImageNet")
    opened.click("#filters-button")
    assert nameless(opened, "body") == []
    opened.evaluate("document.querySelectorAll('#filters .pick .name').forEach((e) => e.remove())")
    assert len(nameless(opened, "body")) == opened.locator("#filters select").count() > 3


def test_focus_of_a_panel_that_closes_stays_in_the_view(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    opened.locator("#panel").get_by_role("button", name="Close").click()
    expect(opened.locator("#canvas")).to_be_focused()
    opened.click("#tab-entities")
    link = opened.locator("#stage td.col-name .link").nth(2)
    link.click()
    opened.locator("#panel .tools button").first.focus()
    opened.keyboard.press("Escape")
    expect(opened.locator("#panel")).to_be_hidden()
    expect(link).to_be_focused()


def test_focus_of_hide_and_community_goes_to_the_picture(opened: Page, look_for: Look) -> None:
    for button in (".tools :text('Hide')", "p:has-text('community') button"):
        look_for(opened, "ImageNet")
        opened.locator(f"#panel {button}").focus()
        opened.keyboard.press("Enter")
        expect(opened.locator("#panel")).to_be_hidden()
        expect(opened.locator("#canvas")).to_be_focused()


def test_focus_stays_on_a_button_that_has_done_all_it_can(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    for name in ("back", "forward", "overview"):
        button = opened.locator(f"#{name}")
        button.focus()
        opened.keyboard.press("Enter")
        expect(button).to_be_disabled()
        expect(button).to_be_focused()
    address = opened.url
    opened.keyboard.press("Enter")
    assert opened.url == address


def test_focus_goes_to_the_first_row_that_is_added(opened: Page, look_for: Look) -> None:
    look_for(opened, "accuracy")
    rows = opened.locator("#panel .table tbody tr")
    before = rows.count()
    opened.locator("#panel .table .more").focus()
    opened.keyboard.press("Enter")
    assert rows.count() > before
    expect(rows.nth(before).locator("button").first).to_be_focused()


def test_escape_empties_a_field_and_stays_in_it(opened: Page) -> None:
    opened.fill("#search", "net")
    opened.keyboard.press("Escape")
    expect(opened.locator("#search")).to_have_value("")
    expect(opened.locator("#search")).to_be_focused()
    expect(opened.locator("#hits")).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Escape", "ArrowDown"])
def test_keys_of_an_input_method_are_left_to_it(opened: Page, key: str) -> None:
    opened.fill("#search", "net")
    mark = opened.locator("#hits [aria-selected=true]")
    expect(mark).to_have_id("hit-0")
    opened.dispatch_event(
        "#search", "keydown", {"key": key, "isComposing": True, "bubbles": True, "cancelable": True}
    )
    expect(mark).to_have_id("hit-0")
    expect(opened.locator("#search")).to_have_value("net")


def test_changes_are_spoken(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    expect(opened.locator("#spoken")).to_have_text("Dataset ImageNet")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_aa(opened: Page, look_for: Look, theme: str) -> None:
    opened.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    look_for(opened, "accuracy")
    opened.click("#filters-button")
    contrasts = opened.evaluate(CONTRASTS)
    for kind, least in (("texts", 4.5), ("dots", 3)):
        assert len(contrasts[kind]) > 10
        assert [pair for pair in contrasts[kind] if pair[0] < least] == []


def test_marks_have_the_line_around_them_that_dots_have(opened: Page) -> None:
    drawn, lines = opened.evaluate(
        """() => {
          const canvas = document.querySelector('#canvas canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 3).join());
          const lines = [...document.querySelectorAll('#legend .dot:not(.square)')].map((dot) =>
            getComputedStyle(dot).borderTopColor.match(/[\\d.]+/g).slice(0, 3)
              .map((part) => Math.round(255 * part)).join());
          return [[...found], lines];
        }"""
    )
    assert len(lines) == 4
    assert set(lines) <= set(drawn)


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
