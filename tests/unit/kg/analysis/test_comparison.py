"""Two entities side by side."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.comparison import compare
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, PaperEntity, Relation
from ontology.schema import EntityRelation, EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
Say = Callable[..., Evidence]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def rivals(thing: Thing, tell: Tell, say: Say, graph_of: GraphOf) -> nx.MultiDiGraph[str]:
    """Tide beats Ebb twice and is beaten once; Foam is only held against both."""

    def beats(paper: str, one: str, other: str) -> Extraction:
        relation = Relation(0, EntityRelation.OUTPERFORMS, 1, (say(),))
        return tell(paper, thing(one), thing(other), relations=(relation,))

    foam = thing("Foam", MODEL, Role.INTRODUCES)
    others = [thing(name, MODEL, Role.COMPARES_WITH) for name in ("Tide", "Ebb")]
    return graph_of(
        beats("a", "Tide", "Ebb"),
        beats("b", "Tide", "Ebb"),
        beats("c", "Ebb", "Tide"),
        tell("d", foam, *others),
        years=(2020, 2021, 2022, 2023),
    )


def test_comparison_profiles_and_what_is_said(rivals: nx.MultiDiGraph[str]) -> None:
    found = compare(rivals, "Ebb", "Tide")
    assert (found.one.name, found.other.name, found.together) == ("Ebb", "Tide", 4)
    assert (found.one.papers, found.one.first, found.one.last) == (4, 2020, 2023)
    assert found.one.introduced is None
    assert compare(rivals, "Foam", "Tide").one.introduced == "Paper d"
    assert [(row.head, row.relation, row.tail, row.paper) for row in found.said] == [
        ("Tide", "outperforms", "Ebb", "Paper a"),
        ("Tide", "outperforms", "Ebb", "Paper b"),
        ("Ebb", "outperforms", "Tide", "Paper c"),
    ]


def test_comparison_counts_what_stands_beside(corpus: Knowledge) -> None:
    found = compare(corpus.graph, "MothNet", "FlyNet")
    assert [(row.name, row.one, row.other) for row in found.beside] == [
        ("Lanterns", 2, 2), ("accuracy", 2, 2), ("moth counting", 2, 1), ("Streetlamps", 0, 1)
    ]  # fmt: skip
    assert found.boards.rows() == []


def test_comparison_shows_boards_with_both(built_scores: nx.MultiDiGraph[str]) -> None:
    found = compare(built_scores, "Tide", "Ebb")
    assert [(row.rank, row.model, row.value) for row in found.boards] == [
        (1, "Tide", "80%"), (2, "Ebb", "70%")
    ]  # fmt: skip


def test_comparison_refuses_one_thing_twice_and_papers(corpus: Knowledge) -> None:
    with pytest.raises(GraphError, match=r"^'mothnets' and 'MothNet' are the same: MothNet "):
        compare(corpus.graph, "mothnets", "MothNet")
    with pytest.raises(GraphError, match=r"^'paper/first' is no entity; give a model"):
        compare(corpus.graph, "paper/first", "MothNet")
