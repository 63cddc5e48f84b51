"""A page of headless Chromium that cannot reach any other host."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from kg.builder import Build

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium; CI must install one")
        pytest.skip("no Chromium on this machine (Debian: apt install chromium)")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def graph(built: Build) -> nx.MultiDiGraph[str]:
    """The graph of the golden library."""
    return built.knowledge.graph


@pytest.fixture
def requested() -> list[str]:
    """Every address that the page asks for."""
    return []


@pytest.fixture
def page(browser: Browser, requested: list[str]) -> Iterator[Page]:
    """A fresh page; errors and console messages of the page fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("request", lambda request: requested.append(request.url))

    def only_files(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", only_files)
    yield opened
    context.close()
    assert trouble == []


@pytest.fixture
def opened(page: Page, built: Build) -> Page:
    """The page of the golden library, the whole graph read."""
    return visit(page, built.files["html"])


def visit(page: Page, path: Path, address: str = "") -> Page:
    """Open a page and wait until the whole graph has been read."""
    page.goto(path.as_uri() + address)
    page.wait_for_selector("body[data-ready=true]")
    page.wait_for_selector("body[data-loaded=true]")
    return page


@pytest.fixture
def visit_page() -> Callable[..., Page]:
    """A function that opens a page, perhaps at an address, and waits for the whole graph."""
    return visit


def look_up(page: Page, text: str) -> None:
    """Search for a text and take the first hit."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector("#hits [aria-selected=true]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h2")


@pytest.fixture
def look_for() -> Callable[[Page, str], None]:
    """A function that searches for a text and takes the first hit."""
    return look_up


# What a control is called by: its own text counts, but the options of a select are no name.
NAMELESS = """(within) => {
  const controls = 'button, input, select, [role=application]';
  const labelled = ({ labels, ariaLabel }) => ariaLabel || [...labels ?? []]
    .flatMap((label) => [...label.childNodes]).filter((part) => !part.matches?.('select'))
    .map((part) => part.textContent).join('').trim();
  return [...document.querySelector(within).querySelectorAll(controls)]
    .filter((e) => e.checkVisibility() && !e.closest('[aria-hidden=true]') && !labelled(e)
      && (e.matches('select') || !e.textContent.trim()))
    .map((e) => e.outerHTML);
}"""


@pytest.fixture
def nameless() -> Callable[[Page, str], list[str]]:
    """A function that finds the controls without a name within what a selector finds."""

    def find(page: Page, within: str) -> list[str]:
        return list(page.evaluate(NAMELESS, within))

    return find


@pytest.fixture
def shown() -> Callable[[Page], int]:
    """A function that counts the nodes that are drawn."""

    def count(page: Page) -> int:
        return int(page.locator("body").get_attribute("data-shown") or 0)

    return count
