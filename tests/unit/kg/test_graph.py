"""The graph: one edge a claim with its sentence, scalars only, and a contract that is checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import pytest

from kg.graph import build_graph, check_graph
from ontology.errors import GraphError
from ontology.knowledge import Entity, Knowledge, ResultNode
from ontology.records import Evidence, Paper
from ontology.schema import Direction, EntityType, ResultKind, ResultLink, Subtype

Graph = nx.MultiDiGraph


def rebuilt(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """The graph of some knowledge, made anew, to be changed."""
    return build_graph(knowledge.papers, knowledge.entities, knowledge.claims, knowledge.results)


def test_graph_of_nothing_is_empty_and_keeps_the_contract() -> None:
    graph = build_graph([], [], [], [])
    assert isinstance(graph, nx.MultiDiGraph)
    assert (len(graph), graph.number_of_edges()) == (0, 0)
    check_graph(graph)


def test_graph_paper_node_has_what_is_known_of_the_paper() -> None:
    full = Paper("a", "Moths", "Text.", 2021, ("Ada Falter", "Bo"), "NIGHT", "https://example.org")
    graph = build_graph([full, Paper("b", "Owls", "Text.")], [], [], [])
    assert graph.nodes["paper/a"] == {
        "type": "Paper", "name": "Moths", "papers": 1, "year": 2021, "venue": "NIGHT",
        "url": "https://example.org", "authors": "Ada Falter|Bo",
    }  # fmt: skip
    assert graph.nodes["paper/b"] == {"type": "Paper", "name": "Owls", "papers": 1}


def test_graph_entity_node_joins_its_aliases() -> None:
    papers = ("paper/a", "paper/b")
    full = Entity("model/m", EntityType.MODEL, Subtype.METHOD, "M", ("m|1", "m2"), papers)
    bare = Entity("task/t", EntityType.TASK, None, "t", (), papers[:1])
    graph = build_graph([], [full, bare], [], [])
    assert graph.nodes["model/m"] == {
        "type": "Model", "subtype": "method", "name": "M", "aliases": "m/1|m2", "papers": 2,
    }  # fmt: skip
    assert graph.nodes["task/t"] == {"type": "Task", "name": "t", "papers": 1}


def test_graph_result_node_has_its_value(say: Callable[..., Evidence]) -> None:
    result = ResultNode(
        "result/r", "paper/a", None, None, None, None, None, "83.80%", 83.8, "%",
        ResultKind.ABSOLUTE, Direction.HIGHER, say(),
    )  # fmt: skip
    bare = replace(result, id="result/s", number=None, unit="", direction=None)
    graph = build_graph([Paper("a", "A", "b")], [], [], [result, bare])
    assert graph.nodes["result/r"] == {
        "type": "Result", "name": "83.80%", "papers": 1, "value": "83.80%", "number": 83.8,
        "unit": "%", "kind": "absolute", "direction": "higher",
    }  # fmt: skip
    assert graph.nodes["result/s"] == {
        "type": "Result", "name": "83.80%", "papers": 1, "value": "83.80%", "kind": "absolute",
    }  # fmt: skip


def test_graph_claim_is_an_edge_with_its_best_sentence(
    corpus: Knowledge, say: Callable[..., Evidence]
) -> None:
    (claim,) = [c for c in corpus.claims if c.relation == "outperforms"]
    best = Evidence("Best one.", 40, 49, ((40, 42), (44, 47)), "judge", 0.9)
    told = replace(claim, evidence=(best, say()), confidence=0.98)
    graph = build_graph(corpus.papers, corpus.entities, [told], [])
    edges = list(graph.edges(keys=True, data=True))
    assert edges == [
        (
            "model/mothnet",
            "model/flynet",
            "outperforms@paper/first",
            {
                "relation": "outperforms", "paper": "paper/first", "sentence": "Best one.",
                "sentence_start": 40, "sentence_end": 49, "start": 40, "end": 47,
                "confidence": 0.98, "core": False, "component": "judge", "support": 2,
            },
        )
    ]  # fmt: skip


def test_graph_has_one_edge_a_claim_and_one_a_link_of_a_result(corpus: Knowledge) -> None:
    expected = {(claim.head, claim.tail, claim.key) for claim in corpus.claims}
    links = {
        (result.id, node, f"{link}@{result.paper}")
        for result in corpus.results
        for link, node in result.links
    }
    assert len(expected) == len(corpus.claims)
    assert set(corpus.graph.edges(keys=True)) == expected | links
    assert corpus.graph.number_of_edges() == len(expected) + len(links)


def test_graph_joins_a_result_to_all_it_is_of(corpus: Knowledge) -> None:
    gain = next(r for r in corpus.results if r.kind is ResultKind.DELTA)
    edges = corpus.graph.out_edges(gain.id, data=True)
    assert {(d["relation"], tail) for _, tail, d in edges} == {
        (ResultLink.FROM_PAPER, "paper/first"),
        (ResultLink.OF_MODEL, "model/mothnet"),
        (ResultLink.OVER_BASELINE, "model/flynet"),
    }


def test_graph_papers_that_say_the_same_have_an_edge_each(corpus: Knowledge) -> None:
    assert set(corpus.graph["model/mothnet"]["task/moth-counting"]) == {
        "appliedTo@paper/first",
        "appliedTo@paper/second",
    }


def test_graph_of_real_extractions_keeps_the_contract(knowledge: Knowledge) -> None:
    check_graph(knowledge.graph)
    assert len(knowledge.graph) == (
        len(knowledge.papers) + len(knowledge.entities) + len(knowledge.results)
    )


def test_graph_keeps_the_order_given(corpus: Knowledge) -> None:
    given = [*(p.node for p in corpus.papers), *(e.id for e in corpus.entities)]
    assert list(corpus.graph)[: len(given)] == given
    assert nx.utils.graphs_equal(corpus.graph, rebuilt(corpus))


EDGE = ("paper/first", "model/mothnet", "introduces@paper/first")


@pytest.mark.parametrize(
    ("node", "changes", "message"),
    [
        ("x", {}, "x: node without name, papers, type"),
        ("x", {"type": "Paper", "papers": 1}, "x: node without name"),
        (
            "x",
            {"type": "Thing", "name": "X", "papers": 1},
            "x: type 'Thing'; there are: Paper, Model, Dataset, Task, Metric, Result",
        ),
        (
            "model/mothnet",
            {"year": None},
            "model/mothnet: attribute 'year' is NoneType; only str, int, float, bool are allowed",
        ),
        ("model/mothnet", {"aliases": ["M"]}, "model/mothnet: attribute 'aliases' is list; only "),
    ],
)
def test_graph_check_names_a_bad_node(
    corpus: Knowledge, node: str, changes: dict[str, object], message: str
) -> None:
    graph = rebuilt(corpus)
    graph.add_node(node, **changes)
    with pytest.raises(GraphError) as caught:
        check_graph(graph)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"support": None}, "attribute 'support' is NoneType; only str, int, float, bool are"),
        ({"colour": "red"}, "attributes missing or unknown: colour"),
        ({"relation": "uses"}, "the key must be relation@paper"),
        ({"paper": "paper/second"}, "the key must be relation@paper"),
        ({"sentence": ""}, "no sentence; every edge needs the one that says so"),
    ],
)
def test_graph_check_names_a_bad_edge(
    corpus: Knowledge, changes: dict[str, object], message: str
) -> None:
    graph = rebuilt(corpus)
    graph.edges[EDGE].update(changes)
    with pytest.raises(GraphError) as caught:
        check_graph(graph)
    head, tail, key = EDGE
    assert str(caught.value).startswith(f"{head} -{key}-> {tail}: {message}")


def test_graph_check_names_a_missing_attribute(corpus: Knowledge) -> None:
    graph = rebuilt(corpus)
    del graph.edges[EDGE]["core"], graph.edges[EDGE]["start"]
    with pytest.raises(GraphError, match=r"attributes missing or unknown: core, start$"):
        check_graph(graph)


@pytest.mark.parametrize(
    ("relation", "paper", "ends", "message"),
    [
        (
            "admires",
            "paper/first",
            EDGE[:2],
            "relation 'admires' is not in the schema; there are: introduces, uses, comparesWith",
        ),
        ("uses", "paper/fifth", EDGE[:2], "paper 'paper/fifth' is no node"),
        (
            "uses",
            "paper/first",
            ("paper/first", "dataset/lantern"),
            "uses leads from Paper to Model, not from Paper to Dataset",
        ),
        (
            "ofModel",
            "paper/first",
            EDGE[:2],
            "ofModel leads from Result to Model, not from Paper to Model",
        ),
    ],
)
def test_graph_check_knows_what_may_be_said(
    corpus: Knowledge, relation: str, paper: str, ends: tuple[str, str], message: str
) -> None:
    graph = rebuilt(corpus)
    data = {**graph.edges[EDGE], "relation": relation, "paper": paper}
    graph.add_edge(*ends, f"{relation}@{paper}", **data)
    with pytest.raises(GraphError) as caught:
        check_graph(graph)
    assert message in str(caught.value)


def test_graph_check_does_not_change_the_graph(corpus: Knowledge) -> None:
    graph = rebuilt(corpus)
    check_graph(graph)
    assert nx.utils.graphs_equal(graph, corpus.graph)
