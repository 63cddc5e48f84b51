"""Properties of what is written: a table stays a table and XML stays XML, for any text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import networkx as nx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.graphml import graphml_bytes
from exports.tables import tsv_lines
from exports.text import xml_safe

ANY = st.text(alphabet=st.characters())  # lone surrogates and control characters too
# A parser reads every line end as one line feed, so only that one comes back.
COMES_BACK = ANY.map(lambda text: xml_safe(text).replace("\r", ""))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(ANY, min_size=3, max_size=3), max_size=5))
@example([["a\tb", "c\u2028d", "\x85\x1c"]])
def test_escaping_table_has_a_line_a_row_and_all_its_cells(rows: list[list[str]]) -> None:
    lines = list(tsv_lines(["a", "b", "c"], rows))
    assert "".join(lines).splitlines(keepends=True) == lines
    cells = [line.removesuffix("\n").split("\t") for line in lines[1:]]
    assert cells == [[" ".join(cell.split()) for cell in row] for row in rows]


@settings(max_examples=200, deadline=None)
@given(ANY)
@example("\x00\x0b\ufffe\ud800")
def test_escaping_xml_safe_text_can_be_parsed(text: str) -> None:
    safe = xml_safe(text)
    assert len(safe) == len(text)
    assert xml_safe(safe) == safe
    root = ET.fromstring(f"<a>{escape(safe)}</a>".encode())  # noqa: S314 - our own text
    assert root.text or safe.replace("\r\n", "\n").replace("\r", "\n") == ""


@settings(max_examples=100, deadline=None)
@given(ANY)
def test_escaping_xml_safe_changes_only_what_must_be(text: str) -> None:
    for before, after in zip(text, xml_safe(text), strict=True):
        control = ord(before) < 0x20 and before not in "\t\n\r"
        forbidden = control or "\ud800" <= before <= "\udfff" or before in "\ufffe\uffff"
        assert after == ("\ufffd" if forbidden else before)


@settings(max_examples=50, deadline=None)
@given(COMES_BACK)
def test_escaping_graphml_reads_back_any_name(name: str) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("model/x", name=name)
    back = nx.parse_graphml(graphml_bytes(graph).decode("utf-8"))
    assert back.nodes["model/x"].get("name", "") == name
