"""Nodes joined by what they share."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.analysis.projection import project
from ontology.errors import GraphError
from ontology.knowledge import Knowledge

FIRST = ("paper/first", "MothNet: Counting Moths")
SECOND = ("paper/second", "Moths Again")
THIRD = ("paper/third", "FlyNet at Dusk")


def test_projection_projection_joins_by_shared_papers(corpus: Knowledge) -> None:
    projection = project(corpus.graph, "Dataset")
    assert type(projection) is nx.Graph
    assert list(projection.nodes) == ["dataset/lantern", "dataset/streetlamp"]
    assert list(projection.edges(data=True)) == [
        ("dataset/lantern", "dataset/streetlamp", {"weight": 1})
    ]
    assert projection.nodes["dataset/lantern"] == corpus.graph.nodes["dataset/lantern"]


def test_projection_projection_counts_each_shared_neighbour_once(corpus: Knowledge) -> None:
    papers = project(corpus.graph, "Paper", via="Dataset")
    assert {(min(a, b), max(a, b)): data["weight"] for a, b, data in papers.edges(data=True)} == {
        (FIRST[0], SECOND[0]): 1,
        (FIRST[0], THIRD[0]): 1,
        (SECOND[0], THIRD[0]): 1,
    }
    models = project(corpus.graph, "Paper", via="Model")
    assert models.edges[FIRST[0], SECOND[0]] == {"weight": 1}
    assert models.edges[FIRST[0], THIRD[0]] == {"weight": 1}
    assert not models.has_edge(SECOND[0], THIRD[0])


@pytest.mark.parametrize(("type_", "via"), [("Datasets", "Paper"), ("Dataset", "paper")])
def test_projection_projection_of_an_unknown_type_is_refused(
    type_: str, via: str, corpus: Knowledge
) -> None:
    wrong, right = (type_, "Dataset") if type_ == "Datasets" else (via, "Paper")
    message = f"^unknown node type '{wrong}' \\(did you mean '{right}'\\?\\); there are: Dataset, "
    with pytest.raises(GraphError, match=message):
        project(corpus.graph, type_, via)
