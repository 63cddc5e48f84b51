"""Centrality: what much leans on comes first."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.centrality import find_central
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


def test_centrality_what_more_papers_use_comes_first(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(
        *(tell(f"a{n}", thing("Tide", MODEL, Role.USES)) for n in range(3)),
        tell("b", thing("Ebb", MODEL, Role.USES), thing("Gauges", DATASET, Role.EVALUATES_ON)),
    )
    found = find_central(graph)
    assert [(row.rank, row.name) for row in found] == [(1, "Tide"), (2, "Gauges"), (3, "Ebb")]
    assert found[0].papers == 3
    assert found[1].score == found[2].score
    assert [(row.rank, row.name) for row in find_central(graph, "Dataset")] == [(1, "Gauges")]
    assert len(find_central(graph, most=2)) == 2


def test_centrality_what_is_used_by_what_is_used_counts(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(
        tell("new", thing("Tide", MODEL, Role.INTRODUCES), thing("Moon", MODEL, Role.USES)),
        *(tell(f"a{n}", thing("Tide", MODEL, Role.USES)) for n in range(3)),
        tell("old", thing("Dust", MODEL, Role.USES)),
    )
    score = {row.name: row.score for row in find_central(graph)}
    assert score["Moon"] > score["Dust"]


def test_centrality_what_is_new_and_used_in_one_paper_holds_nothing_up(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(
        tell("a", thing("Tide", MODEL, Role.INTRODUCES, Role.USES)),
        tell("b", thing("Ebb", MODEL, Role.INTRODUCES)),
    )
    score = {row.name: row.score for row in find_central(graph)}
    assert score["Tide"] == score["Ebb"]


def test_centrality_scores_sum_to_one_at_most(corpus: Knowledge) -> None:
    scores = [row.score for row in find_central(corpus.graph)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) < 1


def test_centrality_of_papers_is_refused(corpus: Knowledge) -> None:
    with pytest.raises(GraphError, match=r"^unknown node type 'Paper'"):
        find_central(corpus.graph, "Paper")
