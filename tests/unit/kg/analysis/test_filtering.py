"""Filter: what stays, what goes with it, and that the contract is kept."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.filtering import filter_graph
from kg.graph import check_graph
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, PaperEntity, Relation
from ontology.schema import EntityRelation, EntityType, ResultLink


def relations(graph: nx.MultiDiGraph[str]) -> set[str]:
    return {said["relation"] for _, _, said in graph.edges(data=True)}


def results(graph: nx.MultiDiGraph[str]) -> set[str]:
    return {data["value"] for _, data in graph.nodes(data=True) if data["type"] == "Result"}


def test_filtering_by_nothing_leaves_out_only_what_says_nothing(corpus: Knowledge) -> None:
    found = filter_graph(corpus.graph)
    assert set(corpus.graph) - set(found) == {"paper/fourth"}
    expected = corpus.graph.copy()
    expected.remove_node("paper/fourth")
    assert nx.utils.graphs_equal(found, expected)
    assert list(found) == list(expected)


def test_filtering_by_years_counts_papers_anew(corpus: Knowledge) -> None:
    found = filter_graph(corpus.graph, years=2022)
    check_graph(found)
    assert {n for n in found if n.startswith("paper/")} == {"paper/second"}
    assert (corpus.graph.nodes["dataset/lantern"]["papers"], 3) == (3, 3)
    assert found.nodes["dataset/lantern"]["papers"] == 1
    assert results(found) == {"85.1%"}


@pytest.mark.parametrize(
    ("years", "papers"),
    [
        ((2021, 2022), {"paper/first", "paper/second"}),
        ((None, 2021), {"paper/first"}),
        ((2022, None), {"paper/second"}),
        ((None, None), {"paper/first", "paper/second"}),
        ((2023, 2021), set()),
    ],
)
def test_filtering_by_first_and_last_year(
    years: tuple[int | None, int | None], papers: set[str], corpus: Knowledge
) -> None:
    found = filter_graph(corpus.graph, years=years)
    assert {node for node in found if node.startswith("paper/")} == papers


def test_filtering_by_confidence(corpus: Knowledge) -> None:
    found = filter_graph(corpus.graph, min_confidence=0.8)
    assert "outperforms" in relations(corpus.graph) - relations(found)
    assert min(said["confidence"] for _, _, said in found.edges(data=True)) >= 0.8
    assert set(filter_graph(corpus.graph, min_confidence=0.85)) == {"paper/first", "model/mothnet"}


def test_filtering_by_types_keeps_papers(corpus: Knowledge) -> None:
    found = filter_graph(corpus.graph, types=["Model", "Dataset"])
    check_graph(found)
    assert {data["type"] for _, data in found.nodes(data=True)} == {"Model", "Dataset", "Paper"}
    assert filter_graph(corpus.graph, types="Model").nodes.keys() < found.nodes.keys()


def test_filtering_results_stay_whole_or_go(corpus: Knowledge) -> None:
    kept = filter_graph(corpus.graph, types=["Model", "Dataset", "Result"])
    assert results(kept) == {"2.5 points"}  # all others have a metric
    assert results(filter_graph(corpus.graph, types=[*EntityType, "Result"])) == results(
        corpus.graph
    )
    for node, data in kept.nodes(data=True):
        if data["type"] == "Result":
            assert list(kept.edges(node, keys=True)) == list(corpus.graph.edges(node, keys=True))


def test_filtering_by_relations(corpus: Knowledge) -> None:
    found = filter_graph(corpus.graph, relations=["outperforms"])
    check_graph(found)
    assert set(found) == {"model/mothnet", "model/flynet", "paper/first"}
    assert found.nodes["model/mothnet"]["papers"] == 1
    with_results = filter_graph(
        corpus.graph, relations=["evaluatesOn", "reports", "uses", "ofModel"]
    )
    assert relations(with_results) >= {"evaluatesOn", *ResultLink} - {"forTask", "overBaseline"}


def test_filtering_by_papers_counts_those_that_are_left(corpus: Knowledge) -> None:
    many = filter_graph(corpus.graph, papers=3)
    assert {n for n in many if not n.startswith("paper/")} == {"dataset/lantern", "metric/accuracy"}
    assert list(filter_graph(corpus.graph, papers=2, years=2022)) == []


def test_filtering_by_papers_goes_on_until_all_have_as_many(
    thing: Callable[..., PaperEntity],
    tell: Callable[..., Extraction],
    say: Callable[..., Evidence],
    graph_of: Callable[..., nx.MultiDiGraph[str]],
) -> None:
    def beats(paper: str, one: str, other: str) -> Extraction:
        said = Relation(0, EntityRelation.OUTPERFORMS, 1, (say(),))
        return tell(paper, thing(one), thing(other), relations=(said,))

    chain = [beats("a", "Ebb", "Tide"), beats("b", "Tide", "Moon"), beats("c", "Moon", "Sun")]
    ring = [beats(f"r{n}", *pair) for n, pair in enumerate((("Cod", "Eel"), ("Eel", "Cod")))]
    found = filter_graph(graph_of(*chain, *ring), relations="outperforms", papers=2)
    assert set(found) == {"model/cod", "model/eel", "paper/r0", "paper/r1"}
    assert found.nodes["model/cod"]["papers"] == 2


def test_filtering_a_part_without_its_papers(corpus: Knowledge) -> None:
    whole = corpus.graph
    models = whole.subgraph(n for n, data in whole.nodes(data=True) if data["type"] == "Model")
    assert set(filter_graph(models, relations="outperforms")) == {"model/mothnet", "model/flynet"}
    assert list(filter_graph(models, years=2020)) == []  # of no paper the year is known


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"types": ["Modell"]}, r"^unknown node type 'Modell' \(did you mean 'Model'\?\)"),
        ({"relations": ["use"]}, r"^unknown relation 'use' \(did you mean 'uses'\?\)"),
        ({"years": (2020,)}, r"^years: \(2020,\); give one year, or the first and the last"),
        ({"years": "20"}, r"^years: '20'; give one year"),
    ],
)
def test_filtering_refuses_what_is_none(
    conditions: dict[str, object], message: str, corpus: Knowledge
) -> None:
    with pytest.raises(GraphError, match=message):
        filter_graph(corpus.graph, **conditions)  # type: ignore[arg-type]
