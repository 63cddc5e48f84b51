"""Similarity: what shares rare things is alike, and the table says which."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.similarity import find_similar
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def sea(thing: Thing, tell: Tell, graph_of: GraphOf) -> nx.MultiDiGraph[str]:
    """All papers share accuracy; a and b also the rare Gauges, where Tide and Ebb stand."""
    accuracy, gauges = thing("accuracy", METRIC), thing("Gauges", DATASET)
    return graph_of(
        tell("a", accuracy, gauges, thing("Tide", MODEL)),
        tell("b", accuracy, gauges, thing("Ebb", MODEL)),
        tell("c", accuracy, thing("Foam", MODEL), thing("Shells", DATASET)),
        tell("d", accuracy, thing("Foam", MODEL)),
    )


def test_similarity_of_papers_by_rare_entities(sea: nx.MultiDiGraph[str]) -> None:
    found = find_similar(sea, "Paper a")
    assert [(row.name, row.shared) for row in found] == [
        ("Paper b", "Gauges, accuracy"), ("Paper d", "accuracy"), ("Paper c", "accuracy")
    ]  # fmt: skip
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)
    assert all(0 < row.score < 1 for row in found)


def test_similarity_of_entities_by_what_stands_beside(sea: nx.MultiDiGraph[str]) -> None:
    found = find_similar(sea, "Tide", least=1)
    assert [(row.name, row.score, row.shared) for row in found][:1] == [
        ("Ebb", 1.0, "Gauges, accuracy")
    ]
    assert {row.type for row in found} == {"Model"}
    assert [row.name for row in find_similar(sea, "Tide")] == ["Foam"]
    assert len(find_similar(sea, "Tide", most=1, least=1)) == 1


def test_similarity_of_what_stands_alone_is_none(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(tell("a", thing("Tide", MODEL)), tell("b"))
    assert find_similar(graph, "Tide").rows() == []
    assert find_similar(graph, "Paper b").rows() == []


def test_similarity_of_results_is_none(corpus: Knowledge) -> None:
    assert find_similar(corpus.graph, corpus.results[0].id).rows() == []


def test_similarity_of_nothing_is_refused(sea: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(GraphError, match=r"^nothing is called 'Tied'"):
        find_similar(sea, "Tied")
