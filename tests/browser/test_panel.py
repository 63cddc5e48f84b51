"""What a click tells: claims with marked sentences, results, abstracts; and what it offers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exports.html.texts import knowledge_texts
from kg.builder import Build
from ontology.knowledge import Knowledge

pytestmark = pytest.mark.browser

Look = Callable[[Page, str], None]
Count = Callable[[Page], int]


def words(text: str) -> str:
    """A text as a browser shows it."""
    return " ".join(text.split())


def test_panel_lists_every_claim_of_an_entity_by_relation(
    opened: Page, built: Build, look_for: Look
) -> None:
    look_for(opened, "ImageNet")
    claims = [c for c in built.knowledge.claims if c.tail == "dataset/imagenet"]
    evaluated = [c for c in claims if c.relation == "evaluatesOn"]
    section = opened.locator("#panel details", has_text="evaluated by")
    expect(section.locator("h3 .count")).to_have_text(str(len(evaluated)))
    sentences = {words(c.evidence[0].sentence) for c in evaluated}
    for quote in section.locator("blockquote").all():
        expect(quote.locator("mark").first).to_be_visible()
        assert words(quote.text_content() or "") in sentences


def test_panel_marks_the_words_that_were_found(opened: Page, built: Build, look_for: Look) -> None:
    (entity,) = [e for e in built.knowledge.entities if e.id == "dataset/imagenet"]
    look_for(opened, "ImageNet")
    marks = opened.locator("#panel details", has_text="evaluated by").locator("mark")
    expect(marks.first).to_have_text(re.compile("ImageNet|ILSVRC"))
    assert set(marks.all_text_contents()) <= {entity.name, *entity.aliases}


@pytest.mark.parametrize("title", ["悟空NER", "SafeQuote", "TideMixer"])
def test_panel_of_a_paper_marks_every_mention_in_the_abstract(
    opened: Page, built: Build, look_for: Look, title: str
) -> None:
    knowledge: Knowledge = built.knowledge
    (paper,) = [p for p in knowledge.papers if p.title.startswith(title)]
    found = knowledge_texts(knowledge).read(paper.node)
    begin = len(paper.title) + 1
    outer, end = [], 0
    for start, stop, _ in found.mentions:
        if start >= begin and start >= end:
            outer.append(words(paper.text[start:stop]))
            end = stop
    look_for(opened, paper.title)
    abstract = opened.locator("#panel .abstract")
    expect(abstract.locator("mark").first).to_be_visible()
    assert words(abstract.text_content() or "") == words(paper.abstract)
    shown = abstract.locator(":scope > mark").all_text_contents()
    assert [words(text) for text in shown] == outer


def test_panel_of_a_paper_has_year_authors_and_link(
    opened: Page, built: Build, look_for: Look
) -> None:
    (paper,) = [p for p in built.knowledge.papers if p.title.startswith("TideMixer")]
    look_for(opened, paper.title)
    panel = opened.locator("#panel")
    expect(panel).to_contain_text(str(paper.year))
    expect(panel.locator(".chip").first).to_have_text("Paper")


def test_results_are_a_table_that_sorts_and_quotes(opened: Page, look_for: Look) -> None:
    look_for(opened, "accuracy")
    section = opened.locator("#panel details", has_text="Results").first
    head = section.locator("th", has_text="Value")
    head.locator("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    first = section.locator("td .value").first
    value = first.text_content() or ""
    first.click()
    expect(section.locator("blockquote mark", has_text=value).first).to_be_visible()


def test_expand_adds_neighbours_and_collapse_takes_them_away(opened: Page, shown: Count) -> None:
    opened.locator("#canvas").focus()
    opened.keyboard.press("ArrowRight")
    before = shown(opened)
    opened.get_by_role("button", name="Expand").click()
    expect(opened.get_by_role("button", name="Collapse")).to_be_visible()
    assert shown(opened) > before
    opened.get_by_role("button", name="Collapse").click()
    assert shown(opened) == before


def test_two_hops_show_more_than_one(opened: Page, look_for: Look, shown: Count) -> None:
    look_for(opened, "ImageNet")
    one = shown(opened)
    opened.get_by_role("button", name="2 hops").click()
    assert shown(opened) > one
    opened.get_by_role("button", name="Only its neighbours").click()
    assert shown(opened) == one


def test_hide_takes_a_node_away_and_back_brings_it_again(opened: Page, shown: Count) -> None:
    before = shown(opened)
    opened.locator("#canvas").focus()
    opened.keyboard.press("ArrowRight")
    opened.get_by_role("button", name="Hide").click()
    expect(opened.locator("#panel")).to_be_hidden()
    assert shown(opened) == before - 1
    opened.click("#back")
    expect(opened.locator("#panel")).to_be_visible()
    assert shown(opened) == before


def test_neighbours_of_a_hidden_node_are_shown_with_it(
    opened: Page, look_for: Look, shown: Count
) -> None:
    look_for(opened, "ImageNet")
    count = shown(opened)
    opened.get_by_role("button", name="Hide").click()
    opened.evaluate("location.hash += '&node=dataset/imagenet'")
    expect(opened.locator("#panel h2")).to_have_text("ImageNet")
    opened.get_by_role("button", name="Only its neighbours").click()
    assert shown(opened) == count
    assert "hide=" not in opened.url


def test_pin_keeps_a_node_in_every_window(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    opened.get_by_role("button", name="Pin").click()
    expect(opened.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    look_for(opened, "HarborCast")
    opened.click("#tab-list")
    expect(opened.locator("#stage [data-node='dataset/imagenet']")).to_be_visible()


def test_back_and_forward_go_through_what_was_seen(opened: Page, look_for: Look) -> None:
    look_for(opened, "ImageNet")
    look_for(opened, "CIFAR-100")
    opened.click("#back")
    expect(opened.locator("#panel h2")).to_have_text("ImageNet")
    expect(opened.locator("#forward")).to_be_enabled()
    opened.click("#forward")
    expect(opened.locator("#panel h2")).to_have_text("CIFAR-100")
    opened.go_back()
    expect(opened.locator("#panel h2")).to_have_text("ImageNet")


def test_overview_comes_back(opened: Page, look_for: Look, shown: Count) -> None:
    before = shown(opened)
    look_for(opened, "ImageNet")
    opened.click("#overview")
    expect(opened.locator("#panel")).to_be_hidden()
    assert shown(opened) == before
