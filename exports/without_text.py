"""Knowledge without the words of its papers, for publishing where these may not be passed on.

What stays are names, offsets, numbers and who wrote what, with its licence:
facts, and where they stand. Who has the abstracts can put the sentences back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import networkx as nx

from ontology.knowledge import Claim, Knowledge, ResultNode
from ontology.records import Evidence, Extraction, PaperRole, Relation, Result

__all__ = ["without_text"]


def _evidence(evidence: Evidence) -> Evidence:
    return replace(evidence, sentence="")


S = TypeVar("S", Claim, PaperRole, Relation)


def _said(said: S) -> S:
    return replace(said, evidence=tuple(map(_evidence, said.evidence)))


R = TypeVar("R", ResultNode, Result)


def _result(result: R) -> R:
    return replace(result, evidence=_evidence(result.evidence))


def _extraction(extraction: Extraction) -> Extraction:
    return replace(
        extraction,
        entities=tuple(
            replace(entity, roles=tuple(_said(role) for role in entity.roles))
            for entity in extraction.entities
        ),
        relations=tuple(_said(relation) for relation in extraction.relations),
        results=tuple(_result(result) for result in extraction.results),
    )


def without_text(knowledge: Knowledge) -> Knowledge:
    """Leave out abstracts and sentences; titles, names and offsets stay.

    Args:
        knowledge: What to publish; it is not changed.

    Returns:
        The same with an empty abstract and an empty sentence everywhere; exports that
        can leave these out do so.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((node, dict(data)) for node, data in knowledge.graph.nodes(data=True))
    for head, tail, key, data in knowledge.graph.edges(keys=True, data=True):
        graph.add_edge(head, tail, key, **{**data, "sentence": ""})
    return replace(
        knowledge,
        papers=tuple(replace(paper, abstract="") for paper in knowledge.papers),
        extractions=tuple(map(_extraction, knowledge.extractions)),
        claims=tuple(_said(claim) for claim in knowledge.claims),
        results=tuple(_result(result) for result in knowledge.results),
        graph=graph,
    )
