"""Node-link JSON: the shape that NetworkX and D3 read."""

from __future__ import annotations

import json
from pathlib import Path

from exports.node_link import node_link_bytes, write_node_link
from ontology.knowledge import Knowledge


def test_node_link_has_the_shape_of_networkx(small: Knowledge) -> None:
    data = json.loads(node_link_bytes(small.graph))
    assert list(data) == ["directed", "multigraph", "graph", "nodes", "edges"]
    assert (data["directed"], data["multigraph"], data["graph"]) == (True, True, {})
    assert [node["id"] for node in data["nodes"]] == list(small.graph)
    (introduced,) = [edge for edge in data["edges"] if edge["relation"] == "introduces"]
    assert introduced["target"] == "model/mothnet"
    assert introduced["key"] == f"introduces@{introduced['source']}"


def test_node_link_is_one_line_of_readable_utf8(hostile: Knowledge, hostile_text: str) -> None:
    data = node_link_bytes(hostile.graph)
    assert (data.count(b"\n"), data[-1:]) == (1, b"\n")
    assert "\U0001f98b" in data.decode("utf-8")
    names = {node["name"] for node in json.loads(data)["nodes"]}
    assert hostile_text.replace("\ud800", "\ufffd") in names  # UTF-8 has no lone surrogates


def test_node_link_file_holds_the_bytes(small: Knowledge, tmp_path: Path) -> None:
    write_node_link(small, tmp_path / "graph.json")
    assert (tmp_path / "graph.json").read_bytes() == node_link_bytes(small.graph)
