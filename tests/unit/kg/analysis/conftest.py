"""Graphs made by hand, for questions whose right answer is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import networkx as nx
import pytest

from kg.assembly import assemble
from ontology.records import Evidence, Extraction, Paper, PaperEntity, Result
from ontology.schema import Direction, EntityType, ResultKind


def graph_of(*told: Extraction, years: tuple[int, ...] = ()) -> nx.MultiDiGraph[str]:
    """The graph of some extractions, each of a paper of its own; years as far as they are given."""
    known = dict(zip((extraction.paper for extraction in told), years, strict=False))
    papers = [Paper(e.paper, f"Paper {e.paper}", "Text.", known.get(e.paper)) for e in told]
    return assemble(papers, told).graph


@pytest.fixture(name="graph_of", scope="session")
def graph_of_fixture() -> Callable[..., nx.MultiDiGraph[str]]:
    """A function from extractions, and years, to the graph of them."""
    return graph_of


@pytest.fixture(autouse=True)
def corpus_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test asks of the corpus, its graph is afterwards as it was."""
    if "corpus" not in request.fixturenames:
        yield
        return
    graph = request.getfixturevalue("corpus").graph
    before = graph.copy()
    yield
    assert nx.utils.graphs_equal(graph, before)


@pytest.fixture
def built_scores(
    thing: Callable[..., PaperEntity],
    tell: Callable[..., Extraction],
    say: Callable[..., Evidence],
) -> nx.MultiDiGraph[str]:
    """Two models with a score on one data set."""

    def score(paper: str, model: str, value: float) -> Extraction:
        things = (
            thing(model),
            thing("Lanterns", EntityType.DATASET),
            thing("accuracy", EntityType.METRIC),
        )
        result = Result(
            0, None, 1, 2, None, f"{value:.0f}%", value, "%",
            ResultKind.ABSOLUTE, Direction.HIGHER, say(),
        )  # fmt: skip
        return tell(paper, *things, results=(result,))

    return graph_of(score("a", "Ebb", 70), score("b", "Tide", 80))
