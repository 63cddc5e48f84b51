"""By year: adoption."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.trends import adoption
from ontology.errors import GraphError
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]


@pytest.fixture
def years(thing: Thing, tell: Tell, graph_of: GraphOf) -> nx.MultiDiGraph[str]:
    """Tide from 2019 to 2022 with a gap, Gauges from 2020 on; one paper without a year."""
    return graph_of(
        tell("a", thing("Tide", MODEL, Role.INTRODUCES)),
        tell("b", thing("Tide", MODEL, Role.USES, Role.COMPARES_WITH), thing("Gauges", DATASET)),
        tell("c", thing("Gauges", DATASET, Role.EVALUATES_ON)),
        tell("d", thing("Tide", MODEL, Role.USES)),
        tell("e", thing("Foam", MODEL, Role.INTRODUCES), thing("Sand", MODEL)),
        tell("f", thing("Tide", MODEL), thing("Late", MODEL)),
        years=(2019, 2020, 2020, 2022, 2018),
    )


def test_trends_count_papers_by_year_with_their_share(years: nx.MultiDiGraph[str]) -> None:
    found = adoption(years, "tide")
    assert [(row.year, row.papers, row.share) for row in found] == [
        (2019, 1, 1.0), (2020, 1, 0.5), (2021, 0, 0.0), (2022, 1, 1.0)
    ]  # fmt: skip
    assert {(row.name, row.id, row.role) for row in found} == {("Tide", "model/tide", None)}


def test_trends_of_several_cover_the_same_years(years: nx.MultiDiGraph[str]) -> None:
    found = adoption(years, "Gauges", "Tide", "model/tide")
    assert [(row.name, row.year, row.papers) for row in found] == [
        ("Gauges", 2019, 0), ("Gauges", 2020, 2), ("Gauges", 2021, 0), ("Gauges", 2022, 0),
        ("Tide", 2019, 1), ("Tide", 2020, 1), ("Tide", 2021, 0), ("Tide", 2022, 1),
    ]  # fmt: skip


def test_trends_of_a_role(years: nx.MultiDiGraph[str]) -> None:
    found = adoption(years, "Tide", role="uses")
    assert [(row.year, row.papers) for row in found] == [(2020, 1), (2021, 0), (2022, 1)]
    assert {row.role for row in found} == {"uses"}


def test_trends_by_role_split_the_papers(years: nx.MultiDiGraph[str]) -> None:
    found = adoption(years, "Tide", by_role=True)
    assert [(row.role, row.year) for row in found if row.papers] == [
        ("introduces", 2019), ("uses", 2020), ("uses", 2022), ("comparesWith", 2020)
    ]  # fmt: skip
    assert len(found) == 3 * 4


def test_trends_of_what_no_dated_paper_names_are_empty(years: nx.MultiDiGraph[str]) -> None:
    assert adoption(years, "Late").rows() == []
    assert adoption(years, "Gauges", role="introduces").rows() == []


def test_trends_tell_of_all_that_were_asked_for(years: nx.MultiDiGraph[str]) -> None:
    found = adoption(years, "Late", "Tide", role="uses")
    assert [(row.name, row.year, row.papers, row.role) for row in found] == [
        ("Late", 2020, 0, "uses"), ("Late", 2021, 0, "uses"), ("Late", 2022, 0, "uses"),
        ("Tide", 2020, 1, "uses"), ("Tide", 2021, 0, "uses"), ("Tide", 2022, 1, "uses"),
    ]  # fmt: skip


def test_trends_are_of_entities(years: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(GraphError, match=r"^'Paper a' is no entity; give a model"):
        adoption(years, "Paper a")


def test_trends_refuse_unknown_names_and_roles(years: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(GraphError, match=r"^nothing is called 'Tied'; near to it: Tide$"):
        adoption(years, "Tied")
    with pytest.raises(GraphError, match=r"^unknown role 'used'"):
        adoption(years, "Tide", role="used")
