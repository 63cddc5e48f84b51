"""Paths: short, around hubs, each step with its sentence."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.paths import find_paths
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, PaperEntity, Relation
from ontology.schema import EntityRelation, EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
Say = Callable[..., Evidence]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


def ways(graph: nx.MultiDiGraph[str], one: str, other: str, most: int = 3) -> list[list[str]]:
    """The names along each path."""
    found: dict[int, list[str]] = {}
    for step in find_paths(graph, one, other, most):
        found.setdefault(step.path, [step.start]).append(step.end)
    return list(found.values())


def test_paths_go_through_what_both_papers_name(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(
        tell("a", thing("Tide", MODEL, Role.USES), thing("Gauges", DATASET, Role.EVALUATES_ON)),
        tell("b", thing("Ebb", MODEL, Role.USES), thing("Gauges", DATASET, Role.EVALUATES_ON)),
    )
    found = find_paths(graph, "Tide", "Ebb")
    assert [(s.path, s.step, s.start, s.relation, s.end) for s in found] == [
        (1, 1, "Tide", "used by", "Paper a"),
        (1, 2, "Paper a", "evaluates on", "Gauges"),
        (1, 3, "Gauges", "evaluated by", "Paper b"),
        (1, 4, "Paper b", "uses", "Ebb"),
    ]
    assert {(step.sentence, step.confidence) for step in found} == {("They say so.", 0.8)}
    assert [step.paper for step in found] == ["Paper a", "Paper a", "Paper b", "Paper b"]
    assert ways(graph, "Paper a", "Ebb") == [["Paper a", "Gauges", "Paper b", "Ebb"]]


def test_paths_go_around_hubs(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    hub, rare = thing("accuracy", METRIC), thing("Gauges", DATASET)
    graph = graph_of(
        tell("a", thing("Tide", MODEL), hub, rare),
        tell("b", thing("Ebb", MODEL), hub, rare),
        *(tell(f"n{n}", hub) for n in range(9)),
    )
    assert ways(graph, "Tide", "Ebb") == [["Tide", "Paper a", "Gauges", "Paper b", "Ebb"]]


def test_paths_each_further_one_goes_another_way(
    thing: Thing, tell: Tell, say: Say, graph_of: GraphOf
) -> None:
    tide, ebb = thing("Tide", MODEL, Role.USES), thing("Ebb", MODEL, Role.USES)
    said = (Relation(0, EntityRelation.OUTPERFORMS, 1, (say("Tide beats Ebb.", 0.9),)),)
    graph = graph_of(tell("a", tide, ebb, relations=said), tell("b", tide, ebb))
    assert ways(graph, "Ebb", "Tide") == [
        ["Ebb", "Tide"], ["Ebb", "Paper a", "Tide"], ["Ebb", "Paper b", "Tide"]
    ]  # fmt: skip
    assert ways(graph, "Ebb", "Tide", most=1) == [["Ebb", "Tide"]]
    (step,) = find_paths(graph, "Ebb", "Tide", most=1)
    assert (step.relation, step.sentence) == ("outperformed by", "Tide beats Ebb.")


def test_paths_take_the_surer_claim(thing: Thing, tell: Tell, say: Say, graph_of: GraphOf) -> None:
    def both(paper: str, confidence: float) -> Extraction:
        evidence = (say(confidence=confidence),)
        names = ("Tide", "Ebb")
        return tell(paper, *(thing(n, MODEL, Role.USES, evidence=evidence) for n in names))

    assert ways(graph_of(both("a", 0.5), both("b", 0.9)), "Tide", "Ebb") == [
        ["Tide", "Paper b", "Ebb"], ["Tide", "Paper a", "Ebb"]
    ]  # fmt: skip


def test_paths_of_what_does_not_hang_together_are_none(
    thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    graph = graph_of(tell("a", thing("Tide")), tell("b", thing("Ebb")))
    assert find_paths(graph, "Tide", "Ebb").rows() == []


def test_paths_that_are_too_long_are_none(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    names = [thing(name) for name in ("Tide", "Ebb", "Foam", "Surf", "Dune")]
    graph = graph_of(*(tell(f"p{n}", names[n], names[n + 1]) for n in range(4)))
    assert [len(way) - 1 for way in ways(graph, "Tide", "Surf")] == [6]
    assert ways(graph, "Tide", "Dune") == []


def test_paths_do_not_lead_through_results(corpus: Knowledge) -> None:
    graph = corpus.graph
    ends = {s.end_id for s in find_paths(graph, "moth counting", "Streetlamps", most=9)}
    assert ends
    assert all(graph.nodes[node]["type"] != "Result" for node in ends)


def test_paths_refuse_ends_that_are_none(corpus: Knowledge) -> None:
    graph = corpus.graph
    with pytest.raises(GraphError, match=r"^'mothnet' and 'MothNet' are the same: MothNet "):
        find_paths(graph, "mothnet", "MothNet")
    result = min(node for node, data in graph.nodes(data=True) if data["type"] == "Result")
    with pytest.raises(GraphError, match=rf"^'{result}' is a result, and no path leads to one"):
        find_paths(graph, "MothNet", result)


def test_paths_in_a_part_without_the_papers_name_them_by_id(corpus: Knowledge) -> None:
    whole = corpus.graph
    models = whole.subgraph(n for n, data in whole.nodes(data=True) if data["type"] == "Model")
    found = find_paths(models, "MothNet", "FlyNet", most=1)
    assert [step.paper for step in found] == ["paper/first"] == [step.paper_id for step in found]


def test_paths_of_nothing_are_refused(corpus: Knowledge) -> None:
    with pytest.raises(GraphError, match=r"^nothing is called 'MothNt'; near to it: MothNet"):
        find_paths(corpus.graph, "MothNt", "Lanterns")
