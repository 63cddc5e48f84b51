"""Counts of a library, and what most papers name."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx

from kg.analysis.counting import Summary, most_connected, summarise
from kg.assembly import assemble
from ontology.knowledge import Knowledge
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityRelation, EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


def test_counting_summary_counts_by_type_and_relation(corpus: Knowledge) -> None:
    assert summarise(corpus, top=3) == Summary(
        papers=4,
        entities={MODEL: 2, DATASET: 2, TASK: 1, METRIC: 1},
        claims={
            Role.EVALUATES_ON: 4,
            Role.ADDRESSES: 2,
            EntityRelation.APPLIED_TO: 2,
            Role.REPORTS: 2,
            Role.USES: 2,
            Role.COMPARES_WITH: 1,
            Role.INTRODUCES: 1,
            Role.MENTIONS: 1,
            EntityRelation.OUTPERFORMS: 1,
        },
        results=4,
        connected=(
            ("accuracy", "Metric", 3),
            ("Lanterns", "Dataset", 3),
            ("MothNet", "Model", 2),
        ),
    )


def test_counting_summary_has_a_fixed_order(corpus: Knowledge) -> None:
    summary = summarise(corpus, top=0)
    assert list(summary.entities) == [MODEL, DATASET, TASK, METRIC]
    assert list(summary.claims)[:5] == ["evaluatesOn", "addresses", "appliedTo", "reports", "uses"]
    assert summary.connected == ()


def test_counting_summary_of_nothing_is_all_noughts() -> None:
    assert summarise(assemble([], [])) == Summary(0, dict.fromkeys(EntityType, 0), {}, 0, ())


def test_counting_most_connected_by_papers_then_edges_then_id(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(
        tell("a", thing("Two", MODEL), thing("Busy", MODEL, Role.USES, Role.INTRODUCES)),
        tell("b", thing("Two", MODEL), thing("Able", MODEL), thing("Zed", DATASET)),
    )
    assert most_connected(graph, 9) == ["model/two", "model/busy", "dataset/zed", "model/able"]
    assert most_connected(graph, 1) == ["model/two"]
    assert most_connected(graph, 0) == []
