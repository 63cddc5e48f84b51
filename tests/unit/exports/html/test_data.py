"""The page's data: columns by node number, papers first, nothing lost."""

from __future__ import annotations

import math
from array import array
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from exports.html.data import PageData
from exports.html.texts import graph_texts, knowledge_texts
from ontology.knowledge import Community, Knowledge
from ontology.schema import RELATIONS, NodeType

Columns = dict[str, Any]


def of(knowledge: Knowledge) -> PageData:
    return PageData(knowledge.graph, knowledge.layout, knowledge_texts(knowledge))


@pytest.fixture
def data(small: Knowledge) -> PageData:
    """What the page knows of the small corpus."""
    return of(small)


@pytest.fixture
def columns(data: PageData) -> Columns:
    """Its columns, numbers and strings."""
    return {**data.numbers, **{key: list(values) for key, values in data.strings().items()}}


def test_data_numbers_nodes_by_type_papers_first(data: PageData) -> None:
    ranges = data.ranges()
    assert list(ranges) == [str(type_) for type_ in NodeType]
    assert ranges["Paper"] == (0, 2)
    at = 0
    for start, length in ranges.values():
        assert start == at
        at += length
    assert at == len(data.index) == len(data.graph)


def test_data_strings_start_at_the_first_node_of_their_type(
    data: PageData, columns: Columns
) -> None:
    starts = data.starts()
    number = data.index["model/mothnet"]
    assert columns["aliases"][number - starts["aliases"]] == "MothNets"
    assert columns["subtype"][number - starts["subtype"]] == "model"
    assert "authors" not in starts
    assert columns["authors"][0] == "Ada Falter|Bo Nachtigall"
    assert len(columns["kind"]) == data.ranges()["Result"][1]


def test_data_numbers_of_nodes(small: Knowledge, data: PageData, columns: Columns) -> None:
    for node, number in data.index.items():
        assert columns["papers"][number] == small.graph.nodes[node]["papers"]
        assert (columns["radius"][number], columns["letters"][number]) == small.layout.sizes[node]
    assert columns["year"].tolist() == [2021, 0]
    numbers = [small.graph.nodes[n].get("number", math.nan) for n in data.by_type["Result"]]
    assert columns["number"].tolist() == pytest.approx(numbers, nan_ok=True)


def test_data_edges_of_a_node_lie_together(
    small: Knowledge, data: PageData, columns: Columns
) -> None:
    relations = [str(relation) for relation in RELATIONS]
    found = []
    for node, number in data.index.items():
        for edge in range(columns["out"][number], columns["out"][number + 1]):
            tail = list(data.index)[columns["tail"][edge]]
            paper = data.papers[columns["paper"][edge]]
            found.append((node, relations[columns["relation"][edge]], tail, paper))
    expected = [(h, d["relation"], t, d["paper"]) for h, t, d in small.graph.edges(data=True)]
    assert sorted(found) == sorted(expected)


def test_data_confidence_keeps_its_decimals(small: Knowledge) -> None:
    graph = small.graph.copy()
    for _, _, said in graph.edges(data=True):
        said.update(confidence=0.9451, support=300)
    numbers = PageData(graph, small.layout, graph_texts(graph)).numbers
    assert set(numbers["confidence"]) == {9451}
    assert set(numbers["support"]) == {300}


def test_data_communities_are_counted_from_one(small: Knowledge) -> None:
    found = (Community(0, "moths", ("model/mothnet", "dataset/lantern")),)
    data = of(replace(small, layout=replace(small.layout, communities=found)))
    column = data.numbers["community"]
    members = {node for node, number in data.index.items() if column[number]}
    assert members == {"model/mothnet", "dataset/lantern"}
    assert max(column) == 1
    assert data.tables()["communities"] == ["moths"]


def test_data_of_a_part_numbers_papers_that_it_has_not(small: Knowledge) -> None:
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        small.graph.subgraph(["model/mothnet", "dataset/lantern"])
    )
    data = PageData(part, small.layout, graph_texts(part))
    assert data.by_type["Paper"] == []
    assert list(data.strings()["elsewhere"]) == data.papers == [small.papers[0].node]


def test_data_columns_are_as_narrow_as_they_can_be(data: PageData) -> None:
    kinds = {name: column.typecode for name, column in data.numbers.items()}
    assert kinds["number"] == "d"
    assert {kinds[name] for name in ("relation", "support", "radius", "tail")} == {"B"}
    assert {kinds[name] for name in ("year", "confidence")} == {"H"}


def test_data_does_not_change_the_graph(small: Knowledge) -> None:
    before = small.graph.copy()
    data = of(small)
    assert data.numbers
    assert {key: list(values) for key, values in data.strings().items()}
    assert nx.utils.graphs_equal(before, small.graph)


def test_data_needs_a_size_for_every_node(small: Knowledge) -> None:
    data = PageData(small.graph, replace(small.layout, sizes={}), knowledge_texts(small))
    with pytest.raises(KeyError, match="paper/arxiv"):
        assert data.numbers


def test_data_of_nothing(nothing: Knowledge) -> None:
    data = of(nothing)
    assert data.numbers["out"] == array("B", [0])
    assert all(not list(values) for values in data.strings().values())
    assert data.papers == []
