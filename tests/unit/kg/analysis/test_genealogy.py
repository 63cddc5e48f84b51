"""Genealogy: forebears, descendants, circles."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.genealogy import find_family
from ontology.errors import GraphError
from ontology.records import Evidence, Extraction, PaperEntity, Relation
from ontology.schema import EntityRelation, EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
Say = Callable[..., Evidence]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]
Family = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def family(thing: Thing, tell: Tell, say: Say, graph_of: GraphOf) -> Family:
    """A function from (paper, model, its base) to the graph of that."""

    def make(*said: tuple[str, str, str], years: tuple[int, ...] = ()) -> nx.MultiDiGraph[str]:
        told = [
            tell(
                paper, thing(one), thing(base),
                relations=(Relation(0, EntityRelation.BASED_ON, 1, (say(f"{one} of {base}."),)),),
            )
            for paper, one, base in said
        ]  # fmt: skip
        return graph_of(*told, years=years)

    return make


def steps(graph: nx.MultiDiGraph[str], name: str, depth: int = 9) -> list[tuple[int, str, str]]:
    return [(kin.depth, kin.name, kin.of) for kin in find_family(graph, name, depth)]


def test_genealogy_goes_both_ways(family: Family) -> None:
    graph = family(
        ("a", "Wave", "Tide"), ("b", "Tide", "Ebb"), ("c", "Ebb", "Moon"), ("d", "Surf", "Wave")
    )
    assert steps(graph, "Tide") == [
        (-2, "Moon", "Ebb"), (-1, "Ebb", "Tide"), (1, "Wave", "Tide"), (2, "Surf", "Wave")
    ]  # fmt: skip
    assert steps(graph, "Tide", depth=1) == [(-1, "Ebb", "Tide"), (1, "Wave", "Tide")]


def test_genealogy_words_and_evidence_are_those_of_the_step(family: Family) -> None:
    graph = family(("a", "Wave", "Tide"), ("b", "Wave", "Tide"), years=(2021, 2020))
    (kin,) = find_family(graph, "Tide")
    assert (kin.relation, kin.papers, kin.year, kin.paper) == ("based on", 2, 2020, "Paper a")
    assert (kin.sentence, kin.confidence) == ("Wave of Tide.", 0.8)
    (back,) = find_family(graph, "Wave")
    assert (back.depth, back.name, back.relation, back.of) == (-1, "Tide", "basis of", "Wave")


def test_genealogy_ends_where_it_goes_round(family: Family) -> None:
    graph = family(("a", "Wave", "Tide"), ("b", "Tide", "Ebb"), ("c", "Ebb", "Wave"))
    assert steps(graph, "Tide") == [
        (-2, "Wave", "Ebb"), (-1, "Ebb", "Tide"), (1, "Wave", "Tide"), (2, "Ebb", "Wave")
    ]  # fmt: skip


def test_genealogy_two_ways_to_one_forebear_are_both_told(family: Family) -> None:
    graph = family(("a", "Tide", "Ebb"), ("b", "Tide", "Surf"), ("c", "Ebb", "Moon"),
                   ("d", "Surf", "Moon"))  # fmt: skip
    assert steps(graph, "Tide") == [
        (-2, "Moon", "Ebb"), (-2, "Moon", "Surf"), (-1, "Ebb", "Tide"), (-1, "Surf", "Tide")
    ]  # fmt: skip


def test_genealogy_variants_belong_to_it(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    graph = graph_of(tell("a", thing("MothNet"), thing("MothNet-Large")))
    assert [(kin.name, kin.relation) for kin in find_family(graph, "MothNet")] == [
        ("MothNet-Large", "variant of")
    ]


def test_genealogy_in_a_part_without_its_papers(family: Family) -> None:
    graph = family(("a", "Wave", "Tide"), ("b", "Tide", "Ebb"))
    part = graph.subgraph(["model/wave", "model/tide"])
    (kin,) = find_family(part, "Tide")
    assert (kin.name, kin.year, kin.paper) == ("Wave", None, kin.paper_id)


def test_genealogy_is_of_models(thing: Thing, tell: Tell, graph_of: GraphOf) -> None:
    graph = graph_of(tell("a", thing("Gauges", EntityType.DATASET)))
    with pytest.raises(GraphError, match=r"^no Model is called 'Gauges'$"):
        find_family(graph, "Gauges")
