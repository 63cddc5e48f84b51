"""Co-use: pairs that papers use together."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.co_use import find_co_use
from ontology.errors import GraphError
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def used(thing: Thing, tell: Tell, graph_of: GraphOf) -> nx.MultiDiGraph[str]:
    """Lanterns and Gauges twice together, Lanterns and Shells once, and once only mentioned."""
    lanterns, gauges, shells = (
        thing(name, DATASET, Role.EVALUATES_ON) for name in ("Lanterns", "Gauges", "Shells")
    )
    metrics = [thing(name, METRIC, Role.REPORTS) for name in ("moth error", "glow")]
    return graph_of(
        tell("a", lanterns, gauges, *metrics),
        tell("b", lanterns, gauges, *metrics),
        tell("c", lanterns, shells),
        tell("d", lanterns, thing("Shells", DATASET)),
    )


def test_co_use_counts_papers_that_use_both(used: nx.MultiDiGraph[str]) -> None:
    assert find_co_use(used, least=1).rows() == [
        ("Lanterns", "Gauges", 2, 4, 2, 0.5, "dataset/lantern", "dataset/gauge"),
        ("Lanterns", "Shells", 1, 4, 1, 0.25, "dataset/lantern", "dataset/shell"),
    ]
    assert [row.other for row in find_co_use(used)] == ["Gauges"]


def test_co_use_of_metrics_and_of_another_role(used: nx.MultiDiGraph[str]) -> None:
    assert [(r.one, r.other, r.papers) for r in find_co_use(used, "Metric")] == [
        ("glow", "moth error", 2)
    ]
    assert find_co_use(used, role="mentions", least=1).rows() == []


def test_co_use_refuses_what_is_no_type_or_role(used: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(GraphError, match=r"^unknown node type 'Paper'"):
        find_co_use(used, "Paper")
    with pytest.raises(GraphError, match=r"^unknown role 'use'"):
        find_co_use(used, role="use")
