"""Papers put together: in any order, only those given, sorted by node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import networkx as nx

from kg.assembly import assemble
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper


def test_assembly_takes_papers_in_any_order(corpus: Knowledge) -> None:
    turned = assemble(reversed(corpus.papers), reversed(corpus.extractions))
    assert nx.utils.graphs_equal(turned.graph, corpus.graph)
    assert list(turned.graph) == list(corpus.graph)
    assert replace(turned, graph=corpus.graph) == corpus


def test_assembly_takes_only_the_papers_given(corpus: Knowledge) -> None:
    (paper,) = (paper for paper in corpus.papers if paper.id == "third")
    alone = assemble([paper], corpus.extractions)
    assert [entity.name for entity in alone.entities if entity.type == "Model"] == ["FlyNet"]
    assert {entity.papers for entity in alone.entities} == {("paper/third",)}
    assert alone.merges == ()


def test_assembly_sorts_papers_by_node(tell: Callable[..., Extraction]) -> None:
    papers = [Paper(id_, f"About {id_}", "Text.") for id_ in ("b", "A", "a")]
    knowledge = assemble(papers, [tell(paper.id) for paper in papers])
    nodes = [paper.node for paper in knowledge.papers]
    assert nodes == sorted(nodes)
    assert [e.paper for e in knowledge.extractions] == [p.id for p in knowledge.papers]
