"""The page: whole in one file, asks nobody for anything, and no name can break out."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from exports.html.data import PageData
from exports.html.first import first_view
from exports.html.page import Page, library_page, make_page, write_page
from exports.html.texts import graph_texts
from ontology.errors import ExportError
from ontology.knowledge import Knowledge
from ontology.schema import RELATIONS, NodeType, ResultLink

Attributes = dict[str, str | None]


@dataclass
class Element:
    """A start tag and the text up to the next tag."""

    tag: str
    attributes: Attributes
    text: str = ""


@dataclass
class Parsed(HTMLParser):
    """All elements of a page, in order; scripts are read as a browser reads them."""

    elements: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(Element("/" + tag, {}))

    def handle_data(self, data: str) -> None:
        if self.elements:
            self.elements[-1].text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]


def parse(html: str) -> Parsed:
    parsed = Parsed()
    parsed.feed(html)
    parsed.close()
    return parsed


def embedded(parsed: Parsed, id_: str) -> Any:
    (script,) = [s for s in parsed.all("script") if s.attributes.get("id") == id_]
    assert script.attributes["type"] == "application/json"
    return json.loads(script.text)


def policy(parsed: Parsed) -> dict[str, list[str]]:
    (meta,) = [
        m for m in parsed.all("meta")
        if m.attributes.get("http-equiv") == "Content-Security-Policy"
    ]  # fmt: skip
    parts = [part.split() for part in (meta.attributes["content"] or "").split(";")]
    return {name: values for name, *values in parts}


@pytest.fixture(scope="session")
def small_html(small: Knowledge) -> str:
    """The page of the small corpus."""
    return make_page(small.graph, small.layout).html


@pytest.fixture(scope="session")
def hostile_html(hostile: Knowledge) -> str:
    """The page of the hostile corpus."""
    return make_page(hostile.graph, hostile.layout).html


@pytest.fixture(scope="session", params=["small_html", "hostile_html"])
def html(request: pytest.FixtureRequest) -> str:
    """Each of the two pages."""
    return str(request.getfixturevalue(request.param))


def test_page_has_two_scripts_that_run_before_the_large_blocks(html: str) -> None:
    scripts = parse(html).all("script")
    assert [script.attributes for script in scripts] == [
        {"type": "application/json", "id": "first"},
        {},
        {},
        {"type": "application/gzip;base64", "id": "numbers"},
        {"type": "application/gzip;base64", "id": "strings"},
        {"type": "application/gzip;base64", "id": "texts-0"},
    ]
    assert html.count("</script") == 6


def test_page_policy_allows_exactly_the_scripts_of_the_file(html: str) -> None:
    parsed = parse(html)
    running = [script.text for script in parsed.all("script") if not script.attributes]
    hashes = [
        f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'" for text in running
    ]
    assert policy(parsed) == {
        "default-src": ["'none'"],
        "script-src": hashes,
        "style-src": ["'unsafe-inline'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


def test_page_policy_stands_before_any_style_or_script(html: str) -> None:
    tags = [element.tag for element in parse(html).elements]
    assert tags.index("meta") < tags.index("style") < tags.index("script")
    assert tags[:4] == ["html", "head", "meta", "meta"]


def test_page_scripts_hold_nothing_that_a_browser_reads_otherwise(html: str) -> None:
    # "<!--" then "<script" would hide the end of the element; line ends are normalised in parsing.
    assert "<!--" not in html
    assert "\r" not in html
    assert "\x00" not in html


def test_page_requests_nothing(html: str) -> None:
    parsed = parse(html)
    asking = {"src", "href", "srcset", "data", "action", "formaction", "poster", "background"}
    assert [e for e in parsed.elements if asking & set(e.attributes)] == []
    tags = {element.tag for element in parsed.elements}
    assert tags.isdisjoint({"link", "base", "img", "iframe", "object", "embed", "form"})
    (style,) = parsed.all("style")
    assert re.findall(r"@import|url\(|https?:", style.text) == []


def test_page_has_no_inline_handlers(html: str) -> None:
    names = [name for element in parse(html).elements for name in element.attributes]
    assert [name for name in names if name.startswith("on")] == []


def test_page_own_script_writes_text_only(html: str) -> None:
    script = parse(html).all("script")[2].text
    assert script.startswith("(() => {\n'use strict';\n")
    wrong = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function"
    assert re.findall(wrong, script) == []
    assert re.findall(r"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", script) == []


def test_page_embeds_the_first_view(small: Knowledge, small_html: str) -> None:
    data = PageData(small.graph, small.layout, graph_texts(small.graph))
    assert embedded(parse(small_html), "first") == json.loads(json.dumps(first_view(data)))


def test_page_keeps_the_licence_of_vis_network(small_html: str) -> None:
    vis = parse(small_html).all("script")[1].text
    assert vis.startswith("/**\n * vis-network\n")
    assert "@license" in vis
    assert "Apache 2.0 License" in vis


def test_page_never_has_a_hostile_name_as_markup(hostile_html: str) -> None:
    assert "alert(1)" in hostile_html
    assert "<script>alert" not in hostile_html.replace("\\u003c", "")
    assert "{{" not in re.sub(r"(?s)<script.*?</script>", "", hostile_html)
    for separator in "\u2028\u2029":
        assert separator not in parse(hostile_html).all("script")[0].text
    hostile_html.encode("utf-8")


def test_page_body_counts_nodes_and_edges(small: Knowledge, small_html: str) -> None:
    (body,) = parse(small_html).all("body")
    assert body.attributes == {
        "data-nodes": str(len(small.graph)),
        "data-edges": str(small.graph.number_of_edges()),
    }


def test_page_says_how_many_there_are(small_html: str) -> None:
    parsed = parse(small_html)
    assert parsed.all("title")[0].text == "paperkg: 2 papers"
    (search,) = (field for field in parsed.all("input") if field.attributes["id"] == "search")
    assert (search.attributes["placeholder"] or "").startswith("Search 5 entities and 2 papers")


def test_page_of_nothing_is_a_page(nothing: Knowledge) -> None:
    parsed = parse(make_page(nothing.graph, nothing.layout).html)
    assert parsed.all("title")[0].text == "paperkg: 0 papers"
    assert embedded(parsed, "first")["nodes"] == []


def test_page_is_the_same_bytes_twice_and_in_any_order_of_papers(
    small: Knowledge, small_reversed: Knowledge, small_html: str
) -> None:
    assert make_page(small.graph, small.layout).html == small_html
    assert make_page(small_reversed.graph, small_reversed.layout).html == small_html


def test_page_does_not_change_the_graph(small: Knowledge) -> None:
    before = small.graph.copy()
    list(library_page(small, small.layout))
    assert nx.utils.graphs_equal(before, small.graph)


def test_page_is_written_piece_by_piece(small: Knowledge) -> None:
    pieces = library_page(small, small.layout)
    start = next(pieces)
    assert "</style>" in start
    assert "texts-0" not in start
    assert len(list(pieces)) > 3


@pytest.mark.parametrize("make", [str, Path])
def test_page_save_writes_the_page_and_gives_the_path(
    make: Callable[[Path], str | Path], tmp_path: Path
) -> None:
    path = tmp_path / "new" / "graph.html"
    assert Page("<p>é</p>\n").save(make(path)) == path
    assert path.read_bytes() == "<p>é</p>\n".encode()


def test_page_save_reports_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        Page("<p></p>").save(tmp_path)


def test_page_write_page_is_the_page_of_the_library(hostile: Knowledge, tmp_path: Path) -> None:
    write_page(hostile, tmp_path / "graph.html")
    written = (tmp_path / "graph.html").read_text(encoding="utf-8")
    assert written == "".join(library_page(hostile, hostile.layout))


def test_page_of_a_library_has_its_abstracts(small: Knowledge) -> None:
    assert make_page(small, small.layout).html == "".join(library_page(small, small.layout))
    assert make_page(small, small.layout).html != make_page(small.graph, small.layout).html


def test_page_scripts_stand_in_files_of_their_own() -> None:
    folder = files("exports") / "html" / "scripts"
    order = (folder / "order.txt").read_text(encoding="utf-8").splitlines()[1:]
    found = {
        f"{part.name}/{file.name}"
        for part in folder.iterdir()
        if part.is_dir()
        for file in part.iterdir()
    }
    assert set(order) == found
    assert order == sorted(order, key=lambda name: not name.startswith("model/"))  # the model first


def test_page_scripts_speak_of_the_schema_only() -> None:
    folder = files("exports") / "html" / "scripts"
    names = (folder / "order.txt").read_text(encoding="utf-8").splitlines()[1:]
    script = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    types = re.findall(r"(?:typeNumbers\.get|model\.range|firstOf)\('(\w+)'", script)
    relations = re.findall(r"relationNumber\('(\w+)'\)", script)
    link = r"(?:of|on|for|in|over|from)[A-Z]\w*"
    links = re.findall(rf"'({link})'|\b(?:fields|row|rows\[\d\]|best)\.({link})", script)
    assert {"Paper", "Model", "Dataset", "Result"} <= set(types) <= set(NodeType)
    assert {"introduces", "comparesWith", "mentions"} <= set(relations) <= set(RELATIONS)
    assert {a or b for a, b in links} == set(ResultLink)


@pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine")
def test_page_script_parses(tmp_path: Path, small_html: str) -> None:
    (tmp_path / "page.js").write_text(parse(small_html).all("script")[2].text, encoding="utf-8")
    subprocess.run(["node", "--check", str(tmp_path / "page.js")], check=True)


def test_page_in_a_notebook_is_a_frame_of_its_own() -> None:
    html = "<p class=\"a\" title='b'>1 &lt; 2 & 3</p>"
    frame = Page(html)._repr_html_()
    elements = parse(frame).elements
    assert [element.tag for element in elements] == ["iframe", "/iframe"]
    assert elements[0].attributes["srcdoc"] == html
