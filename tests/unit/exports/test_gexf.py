"""GEXF: no date, labels for Gephi, offsets that are no times."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest

from exports.gexf import gexf_bytes, write_gexf
from ontology.knowledge import Knowledge

NAMESPACE = "{http://www.gexf.net/1.2draft}"


def parse(graph: nx.MultiDiGraph[str]) -> ET.Element:
    return ET.fromstring(gexf_bytes(graph))  # noqa: S314 - our own file


def test_gexf_does_not_change_with_the_date(
    small: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = gexf_bytes(small.graph)
    monkeypatch.setattr(time, "strftime", lambda *_: "1999-12-31")
    assert gexf_bytes(small.graph) == today
    assert b"1999" not in today


def test_gexf_has_no_name_of_a_program_or_version(small: Knowledge) -> None:
    root = parse(small.graph)
    assert root.tag == f"{NAMESPACE}gexf"
    assert [child.tag for child in root] == [f"{NAMESPACE}graph"]
    assert b"NetworkX" not in gexf_bytes(small.graph)


def test_gexf_is_read_by_networkx_as_a_multigraph(small: Knowledge) -> None:
    back = nx.read_gexf(BytesIO(gexf_bytes(small.graph)))
    assert isinstance(back, nx.MultiDiGraph)
    assert list(back) == list(small.graph)
    assert set(back.edges) == set(small.graph.edges)  # keys too


def test_gexf_is_a_static_directed_graph_though_edges_have_start_and_end(
    small: Knowledge,
) -> None:
    (graph,) = parse(small.graph)
    assert (graph.get("mode"), graph.get("defaultedgetype")) == ("static", "directed")
    assert graph.get("timeformat") is None
    for edge in graph.iter(f"{NAMESPACE}edge"):
        assert set(edge.attrib) == {"id", "source", "target", "label"}


def test_gexf_attributes_have_our_names_and_a_type(small: Knowledge) -> None:
    found = {
        a.get("title"): a.get("type") for a in parse(small.graph).iter(f"{NAMESPACE}attribute")
    }
    assert {found[key] for key in ("name", "type", "relation", "sentence")} == {"string"}
    assert {found[key] for key in ("papers", "start", "end", "support")} == {"long"}
    assert (found["core"], found["confidence"], found["number"]) == ("boolean", "double", "double")


def test_gexf_labels_are_names_and_relations(small: Knowledge) -> None:
    root = parse(small.graph)
    nodes = {node.get("id"): node.get("label") for node in root.iter(f"{NAMESPACE}node")}
    assert nodes["model/mothnet"] == "MothNet"
    labels = [edge.get("label") for edge in root.iter(f"{NAMESPACE}edge")]
    assert labels == [data["relation"] for data in small.graph.edges.values()]


def test_gexf_file_holds_the_bytes(small: Knowledge, tmp_path: Path) -> None:
    write_gexf(small, tmp_path / "graph.gexf")
    assert (tmp_path / "graph.gexf").read_bytes() == gexf_bytes(small.graph)
