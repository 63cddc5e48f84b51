"""GraphML: what is special to it; that it reads back as the graph is in the contract suite."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import networkx as nx

from exports.graphml import graphml_bytes, write_graphml
from exports.text import xml_safe
from ontology.knowledge import Knowledge


def read(data: bytes) -> nx.MultiDiGraph[str]:
    graph = nx.read_graphml(BytesIO(data), force_multigraph=True)
    assert isinstance(graph, nx.MultiDiGraph)
    return graph


def test_graphml_keeps_the_types_of_attributes(small: Knowledge) -> None:
    back = read(graphml_bytes(small.graph))
    paper = back.nodes["paper/second"]
    assert "year" not in paper  # what is unknown is left out
    (data,) = [d for _, _, d in back.edges(data=True) if d["relation"] == "introduces"]
    assert (data["core"], data["support"], data["confidence"]) == (True, 1, 0.8)
    assert [type(data[key]) for key in ("core", "support", "confidence")] == [bool, int, float]


def test_graphml_keeps_parallel_edges(small: Knowledge) -> None:
    back = read(graphml_bytes(small.graph))
    said = back.get_edge_data("model/mothnet", "task/moth-counting")
    assert {data["paper"] for data in said.values()} == {p.node for p in small.papers}


def test_graphml_is_xml_in_utf8_with_a_declaration(small: Knowledge) -> None:
    data = graphml_bytes(small.graph)
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<graphml ")
    root = ET.fromstring(data)  # noqa: S314 - our own file
    assert root.tag == "{http://graphml.graphdrawing.org/xmlns}graphml"
    assert [graph.attrib for graph in root.iterfind("{*}graph")] == [{"edgedefault": "directed"}]


def test_graphml_of_hostile_names_can_be_read(hostile: Knowledge, hostile_text: str) -> None:
    back = read(graphml_bytes(hostile.graph))
    assert set(back) == set(hostile.graph)
    names = [data["name"] for _, data in back.nodes(data=True)]
    assert names.count(xml_safe(hostile_text)) == 6  # the paper, four entities, a result
    sentences = {data["sentence"] for _, _, data in back.edges(data=True)}
    assert f"We introduce {xml_safe(hostile_text)} today." in sentences


def test_graphml_keeps_every_kind_of_line_end() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("model/x", name=" a\r\nb\rc\nd ")
    assert read(graphml_bytes(graph)).nodes["model/x"] == graph.nodes["model/x"]


def test_graphml_does_not_change_the_graph(hostile: Knowledge, hostile_text: str) -> None:
    before = hostile.graph.copy()
    graphml_bytes(hostile.graph)
    assert nx.utils.graphs_equal(before, hostile.graph)
    assert hostile_text in {data["name"] for _, data in hostile.graph.nodes(data=True)}


def test_graphml_of_nothing_is_an_empty_graph(nothing: Knowledge) -> None:
    assert len(read(graphml_bytes(nothing.graph))) == 0


def test_graphml_file_holds_the_bytes(small: Knowledge, tmp_path: Path) -> None:
    write_graphml(small, tmp_path / "graph.graphml")
    assert (tmp_path / "graph.graphml").read_bytes() == graphml_bytes(small.graph)
