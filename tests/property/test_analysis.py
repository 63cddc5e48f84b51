"""Analysis: what holds for every corpus."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby, pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.analysis.centrality import find_central
from kg.analysis.communities import find_communities
from kg.analysis.filtering import filter_graph
from kg.analysis.gaps import find_gaps
from kg.analysis.leaderboards import find_leaderboards
from kg.analysis.paths import LONGEST, find_paths
from kg.analysis.similarity import find_similar
from kg.assembly import assemble
from kg.graph import check_graph
from ontology.records import Extraction, Paper
from ontology.schema import RELATIONS, EntityType, NodeType, ResultLink

Corpus = tuple[tuple[Paper, Extraction], ...]


def graph_of(corpus: Corpus) -> nx.MultiDiGraph[str]:
    return assemble([paper for paper, _ in corpus], [said for _, said in corpus]).graph


conditions: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "min_confidence": st.sampled_from((0.0, 0.3, 0.7)),
        "years": st.none() | st.tuples(st.none() | st.integers(1900, 2100), st.none()),
        "types": st.none() | st.sets(st.sampled_from((*EntityType, "Result")), min_size=1),
        "relations": st.none() | st.sets(st.sampled_from(tuple(RELATIONS)), min_size=1),
        "papers": st.integers(0, 3),
    }
)


@settings(max_examples=40)
@given(data=st.data())
def test_filter_keeps_the_contract(data: st.DataObject, corpora: st.SearchStrategy[Corpus]) -> None:
    graph = graph_of(data.draw(corpora))
    before = graph.copy()
    wanted = data.draw(conditions)
    found = filter_graph(graph, **wanted)
    check_graph(found)
    assert nx.utils.graphs_equal(graph, before)
    for head, tail, key, said in found.edges(keys=True, data=True):
        assert graph.edges[head, tail, key] == said
        assert said["paper"] in found
        assert said["confidence"] >= wanted["min_confidence"]
    for node, said in found.nodes(data=True):
        if said["type"] == NodeType.RESULT:
            assert set(found.edges(node, keys=True)) == set(graph.edges(node, keys=True))
        elif said["type"] in set(EntityType):
            assert wanted["papers"] <= said["papers"] <= graph.nodes[node]["papers"]
    assert nx.utils.graphs_equal(filter_graph(found), found)


@settings(max_examples=40)
@given(data=st.data())
def test_filter_by_nothing_leaves_every_claim(
    data: st.DataObject, corpora: st.SearchStrategy[Corpus]
) -> None:
    graph = graph_of(data.draw(corpora))
    found = filter_graph(graph)
    assert list(found.edges(keys=True)) == list(graph.edges(keys=True))
    assert all(found.nodes[node] == graph.nodes[node] for node in found)
    assert all(graph.degree(node) == 0 for node in set(graph) - set(found))


@settings(max_examples=40)
@given(data=st.data())
def test_paths_are_ways_of_claims_that_meet_nowhere_else(
    data: st.DataObject, corpora: st.SearchStrategy[Corpus]
) -> None:
    graph = graph_of(data.draw(corpora))
    nodes = sorted(node for node, said in graph.nodes(data=True) if said["type"] != "Result")
    assume(len(nodes) > 1)
    one, other = data.draw(st.lists(st.sampled_from(nodes), min_size=2, max_size=2, unique=True))
    found = find_paths(graph, one, other)
    inner: set[str] = set()
    for _, group in groupby(found, key=lambda step: step.path):
        steps = list(group)
        assert (steps[0].start_id, steps[-1].end_id) == (one, other)
        assert len(steps) <= LONGEST
        assert all(a.end_id == b.start_id for a, b in pairwise(steps))
        for step in steps:
            ends = ((step.start_id, step.end_id), (step.end_id, step.start_id))
            claims = [c for a, b in ends for c in (graph.get_edge_data(a, b) or {}).values()]
            assert step.sentence in {claim["sentence"] for claim in claims}
        between = [step.end_id for step in steps[:-1]]
        assert len(set(between)) == len(between)
        assert not inner & set(between)
        inner.update(between)
    links = set(ResultLink)
    bare = nx.Graph((a, b) for a, b, c in graph.edges(data=True) if c["relation"] not in links)
    near = one in bare and other in bare and nx.has_path(bare, one, other)
    if near and nx.shortest_path_length(bare, one, other) <= LONGEST:
        assert found


@settings(max_examples=40)
@given(data=st.data())
def test_analysis_does_not_depend_on_the_order_of_papers(
    data: st.DataObject, corpora: st.SearchStrategy[Corpus]
) -> None:
    corpus = data.draw(corpora)
    graph, turned = graph_of(corpus), graph_of(corpus[::-1])
    for ask in (find_central, find_communities, find_gaps, find_leaderboards):
        assert ask(graph) == ask(turned)
    nodes = sorted(node for node, said in graph.nodes(data=True) if said["type"] != "Result")
    node = data.draw(st.sampled_from(nodes))
    assert find_similar(graph, node) == find_similar(turned, node)


@settings(max_examples=40)
@given(data=st.data())
def test_communities_part_the_entities(
    data: st.DataObject, corpora: st.SearchStrategy[Corpus]
) -> None:
    graph = graph_of(data.draw(corpora))
    found = find_communities(graph, least=1)
    members = [node for community in found for node in community.members]
    assert sorted(members) == sorted(
        node for node, said in graph.nodes(data=True) if said["type"] in set(EntityType)
    )
    assert [len(c.members) for c in found] == sorted((len(c.members) for c in found), reverse=True)
    assert all(community.name for community in found)
    assert [asdict(community)["number"] for community in found] == list(range(len(found)))


@pytest.mark.parametrize("ask", [find_central, find_communities, find_gaps, find_leaderboards])
def test_analysis_of_nothing_is_nothing(ask: object) -> None:
    assert len(ask(nx.MultiDiGraph())) == 0  # type: ignore[operator]
