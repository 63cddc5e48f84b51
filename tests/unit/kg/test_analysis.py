"""Analysis: counts, names found however they are spelled, who says what, shared neighbours."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis import (
    SeenClaim,
    Summary,
    claims_of,
    find_nodes,
    find_papers,
    most_connected,
    project,
    similar_names,
    summarise,
)
from kg.assembly import assemble
from ontology.errors import GraphError
from ontology.records import Extraction, Knowledge, Paper, PaperEntity
from ontology.schema import EntityRelation, EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

FIRST = ("paper/first", "MothNet: Counting Moths")
SECOND = ("paper/second", "Moths Again")
THIRD = ("paper/third", "FlyNet at Dusk")

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]


def graph_of(*extractions: Extraction) -> nx.MultiDiGraph[str]:
    """The graph of some extractions, each of a paper of its own."""
    papers = [Paper(e.paper, f"Paper {e.paper}", "Text.") for e in extractions]
    return assemble(papers, extractions).graph


def test_analysis_summary_counts_by_type_and_relation(corpus: Knowledge) -> None:
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


def test_analysis_summary_has_a_fixed_order(corpus: Knowledge) -> None:
    summary = summarise(corpus, top=0)
    assert list(summary.entities) == [MODEL, DATASET, TASK, METRIC]
    assert list(summary.claims)[:5] == ["evaluatesOn", "addresses", "appliedTo", "reports", "uses"]
    assert summary.connected == ()


def test_analysis_summary_of_nothing_is_all_noughts() -> None:
    assert summarise(assemble([], [])) == Summary(0, dict.fromkeys(EntityType, 0), {}, 0, ())


def test_analysis_most_connected_by_papers_then_edges_then_id(thing: Thing, tell: Tell) -> None:
    graph = graph_of(
        tell("a", thing("Two", MODEL), thing("Busy", MODEL, Role.USES, Role.INTRODUCES)),
        tell("b", thing("Two", MODEL), thing("Able", MODEL), thing("Zed", DATASET)),
    )
    assert most_connected(graph, 9) == ["model/two", "model/busy", "dataset/zed", "model/able"]
    assert most_connected(graph, 1) == ["model/two"]
    assert most_connected(graph, 0) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MothNet", ["model/mothnet"]),
        ("mothnets", ["model/mothnet"]),
        ("the Moth Counting", ["task/moth-counting"]),
        ("model/mothnet", ["model/mothnet"]),
        ("paper/first", ["paper/first"]),
        ("Moth", []),
        ("", []),
        ("?!", []),
    ],
)
def test_analysis_finds_entities_by_name_alias_and_id(
    name: str, expected: list[str], corpus: Knowledge
) -> None:
    assert find_nodes(corpus.graph, name) == expected


def test_analysis_finds_every_entity_of_a_name_but_names_before_aliases(
    thing: Thing, tell: Tell
) -> None:
    graph = graph_of(
        tell("a", thing("Tide", MODEL), thing("Tide", DATASET)),
        tell("b", thing("Tide", DATASET), thing("tidal set", TASK, forms=("tidal set", "Tide"))),
        tell("c", thing("moth error", METRIC, forms=("moth error", "ME"))),
    )
    assert find_nodes(graph, "tide") == ["dataset/tide", "model/tide"]
    assert find_nodes(graph, "me") == ["metric/moth-error"]


def test_analysis_claims_of_an_entity_read_from_its_side(corpus: Knowledge) -> None:
    claims = claims_of(corpus.graph, "model/flynet")
    assert {label: [claim.other for claim in found] for label, found in claims.items()} == {
        "compared by": [FIRST[1]],
        "used by": [THIRD[1]],
        "outperformed by": ["MothNet"],
    }
    scored = (
        "MothNet reaches an accuracy of 83.8% on Lanterns and is 2.5 points better than FlyNet."
    )
    assert claims["outperformed by"] == [
        SeenClaim("MothNet", FIRST[1], scored, 0.7, is_paper=False)
    ]
    assert claims["used by"][0].is_paper


def test_analysis_claims_of_a_paper_lead_to_what_it_names(corpus: Knowledge) -> None:
    claims = claims_of(corpus.graph, "paper/third")
    assert {label: [claim.other for claim in found] for label, found in claims.items()} == {
        "uses": ["FlyNet"],
        "evaluates on": ["Lanterns", "Streetlamps"],
        "mentions": ["accuracy"],
    }
    assert all(claim.is_paper for found in claims.values() for claim in found)


def test_analysis_claims_stand_the_surest_first(corpus: Knowledge) -> None:
    for node in corpus.graph:
        for claims in claims_of(corpus.graph, node).values():
            order = [(-claim.confidence, claim.other, claim.paper) for claim in claims]
            assert order == sorted(order)


def test_analysis_claims_leave_results_out(corpus: Knowledge) -> None:
    assert claims_of(corpus.graph, corpus.results[0].id) == {}
    assert "states" not in claims_of(corpus.graph, "paper/first")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mothnt", ["MothNet", "moth counting"]),
        ("LANTERNS", ["Lanterns"]),
        ("FlyNets", ["FlyNet"]),
        ("qqqq", []),
    ],
)
def test_analysis_names_what_is_spelled_alike(
    name: str, expected: list[str], corpus: Knowledge
) -> None:
    assert similar_names(corpus.graph, name) == expected


def test_analysis_names_no_more_than_asked(thing: Thing, tell: Tell) -> None:
    graph = graph_of(tell("a", *(thing(f"MothNet-{n}") for n in range(9))))
    assert len(similar_names(graph, "MothNet", most=3)) == 3


@pytest.mark.parametrize(
    ("entity", "role", "expected"),
    [
        ("Lanterns", None, [FIRST, SECOND, THIRD]),
        ("lantern", "evaluatesOn", [FIRST, SECOND, THIRD]),
        ("MothNets", None, [FIRST, SECOND]),
        ("MothNet", "introduces", [FIRST]),
        ("model/mothnet", Role.USES, [SECOND]),
        ("accuracy", "mentions", [THIRD]),
        ("MothNet", "reports", []),
        ("nothing", None, []),
    ],
)
def test_analysis_finds_papers_by_entity_and_role(
    entity: str, role: str | None, expected: list[tuple[str, str]], corpus: Knowledge
) -> None:
    assert find_papers(corpus.graph, entity, role) == expected


def test_analysis_unknown_role_names_the_right_ones(corpus: Knowledge) -> None:
    message = r"^unknown role 'use' \(did you mean 'uses'\?\); there are: addresses, compares"
    with pytest.raises(GraphError, match=message):
        find_papers(corpus.graph, "MothNet", "use")


def test_analysis_projection_joins_by_shared_papers(corpus: Knowledge) -> None:
    projection = project(corpus.graph, "Dataset")
    assert type(projection) is nx.Graph
    assert list(projection.nodes) == ["dataset/lantern", "dataset/streetlamp"]
    assert list(projection.edges(data=True)) == [
        ("dataset/lantern", "dataset/streetlamp", {"weight": 1})
    ]
    assert projection.nodes["dataset/lantern"] == corpus.graph.nodes["dataset/lantern"]


def test_analysis_projection_counts_each_shared_neighbour_once(corpus: Knowledge) -> None:
    papers = project(corpus.graph, "Paper", via="Dataset")
    assert {(min(a, b), max(a, b)): data["weight"] for a, b, data in papers.edges(data=True)} == {
        (FIRST[0], SECOND[0]): 1,
        (FIRST[0], THIRD[0]): 1,
        (SECOND[0], THIRD[0]): 1,
    }
    models = project(corpus.graph, "Paper", via="Model")
    assert models.edges[FIRST[0], SECOND[0]] == {"weight": 1}
    assert models.edges[FIRST[0], THIRD[0]] == {"weight": 1}
    assert not models.has_edge(SECOND[0], THIRD[0])


@pytest.mark.parametrize(("type_", "via"), [("Datasets", "Paper"), ("Dataset", "paper")])
def test_analysis_projection_of_an_unknown_type_is_refused(
    type_: str, via: str, corpus: Knowledge
) -> None:
    wrong, right = (type_, "Dataset") if type_ == "Datasets" else (via, "Paper")
    message = f"^unknown node type '{wrong}' \\(did you mean '{right}'\\?\\); there are: Dataset, "
    with pytest.raises(GraphError, match=message):
        project(corpus.graph, type_, via)


def test_analysis_changes_no_graph(corpus: Knowledge) -> None:
    before = corpus.graph.copy()
    summarise(corpus)
    claims_of(corpus.graph, "model/mothnet")
    find_papers(corpus.graph, "MothNet")
    projection = project(corpus.graph, "Model")
    projection.nodes["model/mothnet"]["name"] = "changed"
    assert nx.utils.graphs_equal(corpus.graph, before)


@pytest.mark.parametrize("title", ["Moths Again", "moths again", "Moths  again."])
def test_analysis_finds_a_paper_by_its_title(title: str, corpus: Knowledge) -> None:
    assert find_nodes(corpus.graph, title) == ["paper/second"]
