"""All that is said of one node, read from its side."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from ontology.schema import RELATIONS, ResultLink, words

__all__ = ["SeenClaim", "claims_of"]


@dataclass(frozen=True, slots=True)
class SeenClaim:
    """A claim as seen from one of its ends.

    Attributes:
        other: Name of the node at the other end.
        paper: Title of the paper that says so.
        sentence: The most confident sentence.
        confidence: From 0 to 1.
        is_paper: Whether the other end is that paper.
    """

    other: str
    paper: str
    sentence: str
    confidence: float
    is_paper: bool


def claims_of(graph: nx.MultiDiGraph[str], node: str) -> dict[str, list[SeenClaim]]:
    """All claims about a node, by relation, the most confident first.

    Args:
        graph: Of a library.
        node: Id of a node in it.

    Returns:
        Label of the relation, read from the node, to its claims; results left out.
    """
    found: dict[str, list[SeenClaim]] = {}
    ends = [(tail, data, True) for _, tail, data in graph.out_edges(node, data=True)]
    ends += [(head, data, False) for head, _, data in graph.in_edges(node, data=True)]
    for other, data, forward in ends:
        relation = data["relation"]
        if relation in set(ResultLink):
            continue
        info = RELATIONS[relation]
        seen = SeenClaim(
            other=graph.nodes[other]["name"],
            paper=graph.nodes[data["paper"]]["name"],
            sentence=data["sentence"],
            confidence=data["confidence"],
            is_paper=data["paper"] in {other, node},
        )
        found.setdefault(info.label if forward else words(info.inverse), []).append(seen)
    for claims in found.values():
        claims.sort(key=lambda c: (-c.confidence, c.other, c.paper))
    return found
