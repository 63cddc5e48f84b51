"""The first view: small, plain, and all that is needed to draw it."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from exports.html.data import PageData
from exports.html.first import first_view
from exports.html.labels import label
from exports.html.texts import knowledge_texts
from ontology.knowledge import Knowledge
from ontology.schema import NODE_TYPES, RELATIONS, EntityType, NodeType, ResultLink


def data_of(knowledge: Knowledge) -> PageData:
    return PageData(knowledge.graph, knowledge.layout, knowledge_texts(knowledge))


@pytest.fixture
def first(small: Knowledge) -> dict[str, Any]:
    """The first view of the small corpus."""
    return first_view(data_of(small))


def test_first_is_plain_json(first: dict[str, Any]) -> None:
    read = json.loads(json.dumps(first))
    assert list(read) == list(first)


def test_first_schema_is_that_of_the_ontology(first: dict[str, Any]) -> None:
    assert [t["id"] for t in first["types"]] == list(NODE_TYPES)
    assert [t["colour"] for t in first["types"]] == [info.colour for info in NODE_TYPES.values()]
    assert [r["id"] for r in first["relations"]] == list(RELATIONS)
    results = [r["id"] for r in first["relations"] if r["result"]]
    assert results == list(ResultLink)
    evaluates = next(r for r in first["relations"] if r["id"] == "evaluatesOn")
    assert (evaluates["label"], evaluates["inverse"]) == ("evaluates on", "evaluated by")
    assert evaluates["role"]


def test_first_nodes_are_the_start_of_the_layout(small: Knowledge, first: dict[str, Any]) -> None:
    data = data_of(small)
    ids = list(data.index)
    assert [ids[node["id"]] for node in first["nodes"]] == list(small.layout.start)
    for node in first["nodes"]:
        known = small.graph.nodes[ids[node["id"]]]
        assert (node["label"], node["type"]) == (known["name"], known["type"])
        assert (node["x"], node["y"]) == small.layout.places[ids[node["id"]]]
        assert (node["size"], node["letters"]) == small.layout.sizes[ids[node["id"]]]
        assert node["physics"] is False


def test_first_edges_join_what_is_shown_once_a_pair(
    small: Knowledge, first: dict[str, Any]
) -> None:
    data = data_of(small)
    pairs = [(edge["from"], edge["to"]) for edge in first["edges"]]
    assert all(one < other for one, other in pairwise(pairs))
    shown = set(small.layout.start)
    expected = {(h, t) for h, t in small.graph.edges() if {h, t} <= shown}
    assert set(pairs) == {(data.index[h], data.index[t]) for h, t in expected}
    claims = sum(edge["claims"] for edge in first["edges"])
    assert claims == sum({h, t} <= shown for h, t in small.graph.edges())


def test_first_edge_has_the_most_frequent_relation(knowledge: Knowledge, small: Knowledge) -> None:
    data = data_of(small)
    edge = next(
        e
        for e in first_view(data)["edges"]
        if (e["from"], e["to"]) == (data.index["model/mothnet"], data.index["task/moth-counting"])
    )
    assert (edge["relation"], edge["claims"]) == ("appliedTo", 2)


def test_first_keeps_hostile_text_as_it_is(hostile: Knowledge, hostile_text: str) -> None:
    nodes = first_view(data_of(hostile))["nodes"]
    named = [node["type"] for node in nodes if node["label"] == hostile_text]
    assert sorted(named) == sorted([NodeType.PAPER, *EntityType])


def test_first_of_nothing(nothing: Knowledge) -> None:
    first = first_view(data_of(nothing))
    assert (first["nodes"], first["edges"], first["ties"]) == ([], [], [])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MothNet", "MothNet"),
        ("m" * 24, "m" * 24),
        ("m" * 25, "m" * 23 + "\u2026"),
        ("a name that ends in one  and more", "a name that ends in one\u2026"),
        ("", ""),
    ],
)
def test_labels_are_short(name: str, expected: str) -> None:
    assert label(name) == expected
    assert len(label(name, 5)) <= 5
