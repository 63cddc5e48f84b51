"""Communities: what papers name together, and how that is called."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import networkx as nx
import pytest

from kg.analysis.communities import find_communities
from ontology.knowledge import Knowledge
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def fields(thing: Thing, tell: Tell, graph_of: GraphOf) -> nx.MultiDiGraph[str]:
    """Three papers on moths, two on tides, all with the same metric; one of its own."""
    moths = [thing("moth counting", TASK), thing("Lanterns", DATASET), thing("MothNet", MODEL)]
    moths += [thing("Wingbeat", MODEL)]
    tides = [thing("tide forecasting", TASK), thing("Gauges", DATASET), thing("Surge", MODEL)]
    metric = thing("accuracy", METRIC)
    alone = thing("Gauge Reader", MODEL)
    return graph_of(
        *(tell(f"m{n}", *moths, metric) for n in range(3)),
        tell("t0", *tides, metric, alone),
        tell("t1", *tides),
        tell("s", thing("Silence", MODEL)),
    )


def test_communities_are_the_fields(fields: nx.MultiDiGraph[str]) -> None:
    found = find_communities(fields)
    assert [(c.number, set(c.members)) for c in found] == [
        (
            0,
            {
                "task/moth-counting",
                "dataset/lantern",
                "model/mothnet",
                "model/wingbeat",
                "metric/accuracy",
            },
        ),
        (1, {"task/tide-forecasting", "dataset/gauge", "model/surge", "model/gauge-reader"}),
    ]


def test_communities_are_named_by_what_tells_most_a_task_first(
    fields: nx.MultiDiGraph[str],
) -> None:
    assert [community.name for community in find_communities(fields)] == [
        "moth counting · Lanterns · MothNet",
        "tide forecasting · Gauges · Surge",
    ]


def test_communities_name_members_by_papers(fields: nx.MultiDiGraph[str]) -> None:
    assert find_communities(fields)[1].members[-1] == "model/gauge-reader"


def test_communities_of_one_only_where_asked_for(fields: nx.MultiDiGraph[str]) -> None:
    assert [c.members for c in find_communities(fields, least=1)][2:] == [("model/silence",)]


def test_communities_a_name_says_nothing_twice(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    graph = graph_of(tell("a", thing("moth detection", TASK), thing("night moth detection", TASK)))
    assert [c.name for c in find_communities(graph)] == ["moth detection"]


def test_communities_of_metrics_alone_have_a_name_too(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(tell("a", thing("accuracy", METRIC), thing("speed", METRIC)))
    assert [c.name for c in find_communities(graph)] == ["accuracy · speed"]


def test_communities_a_claim_ties_too(corpus: Knowledge) -> None:
    members = {n for community in find_communities(corpus.graph) for n in community.members}
    assert members == {entity.id for entity in corpus.entities}


def test_communities_do_not_depend_on_the_order_of_papers(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    told = [
        tell(f"{a}{b}", *(thing(name, TASK) for name in (f"task {a}", f"task {b}", f"way {a}{b}")))
        for a, b in product("pqrs", "uvw")
    ]
    assert find_communities(graph_of(*told)) == find_communities(graph_of(*reversed(told)))
    assert len(find_communities(graph_of(*told))) > 1


def test_communities_of_nothing_are_none() -> None:
    assert find_communities(nx.MultiDiGraph()) == ()


def test_communities_use_roles_of_every_kind(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    graph = graph_of(
        tell("a", thing("Surge", MODEL, Role.INTRODUCES), thing("Gauges", DATASET, Role.MENTIONS))
    )
    assert [c.members for c in find_communities(graph)] == [("dataset/gauge", "model/surge")]
