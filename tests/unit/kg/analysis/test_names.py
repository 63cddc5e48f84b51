"""Nodes found however their name is spelled."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.names import find_nodes, must_find, similar_names
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MothNet", ["model/mothnet"]),
        ("mothnets", ["model/mothnet"]),
        ("the Moth Counting", ["task/moth-counting"]),
        ("model/mothnet", ["model/mothnet"]),
        ("paper/first", ["paper/first"]),
        ("Moth", []),
        ("", []),
        ("?!", []),
    ],
)
def test_names_finds_entities_by_name_alias_and_id(
    name: str, expected: list[str], corpus: Knowledge
) -> None:
    assert find_nodes(corpus.graph, name) == expected


def test_names_finds_every_entity_of_a_name_but_names_before_aliases(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(
        tell("a", thing("Tide", MODEL), thing("Tide", DATASET)),
        tell("b", thing("Tide", DATASET), thing("tidal set", TASK, forms=("tidal set", "Tide"))),
        tell("c", thing("moth error", METRIC, forms=("moth error", "ME"))),
    )
    assert find_nodes(graph, "tide") == ["dataset/tide", "model/tide"]
    assert find_nodes(graph, "me") == ["metric/moth-error"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mothnt", ["MothNet", "moth counting"]),
        ("LANTERNS", ["Lanterns"]),
        ("FlyNets", ["FlyNet"]),
        ("qqqq", []),
    ],
)
def test_names_names_what_is_spelled_alike(
    name: str, expected: list[str], corpus: Knowledge
) -> None:
    assert similar_names(corpus.graph, name) == expected


def test_names_names_no_more_than_asked(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    graph = graph_of(tell("a", *(thing(f"MothNet-{n}") for n in range(9))))
    assert len(similar_names(graph, "MothNet", most=3)) == 3


@pytest.mark.parametrize("title", ["Moths Again", "moths again", "Moths  again."])
def test_names_finds_a_paper_by_its_title(title: str, corpus: Knowledge) -> None:
    assert find_nodes(corpus.graph, title) == ["paper/second"]


def test_names_of_one_type_only(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    graph = graph_of(
        tell("a", thing("Tide", MODEL), thing("Tide", DATASET)),
        tell("b", thing("tidal set", TASK, forms=("tidal set", "Tide"))),
    )
    assert find_nodes(graph, "tide", "Dataset") == ["dataset/tide"]
    assert find_nodes(graph, "tide", "Task") == ["task/tidal-set"]
    assert find_nodes(graph, "model/tide", "Dataset") == []
    assert find_nodes(graph, "Paper a", "Paper") == ["paper/a"]
    assert find_nodes(graph, "Paper a", "Model") == []
    assert similar_names(graph, "Tied", type_="Task") == []
    with pytest.raises(GraphError, match=r"^no Metric is called 'Tide'$"):
        must_find(graph, "Tide", "Metric")
