"""What a library holds, in numbers, and the entities that most papers name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from ontology.knowledge import Knowledge
from ontology.schema import ENTITY_TYPES, EntityRelation, EntityType, Role

__all__ = ["Summary", "most_connected", "summarise"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of a library, for a table.

    Attributes:
        papers: How many.
        entities: Number by type.
        claims: Number by relation.
        results: How many.
        connected: Name, type and number of papers of the most connected entities.
    """

    papers: int
    entities: Mapping[EntityType, int]
    claims: Mapping[Role | EntityRelation, int]
    results: int
    connected: tuple[tuple[str, str, int], ...]


def summarise(knowledge: Knowledge, top: int = 10) -> Summary:
    """Count what a library holds.

    Args:
        knowledge: The library.
        top: How many of the most connected entities to name.

    Returns:
        The counts, in a fixed order.
    """
    types = Counter(entity.type for entity in knowledge.entities)
    relations = Counter(claim.relation for claim in knowledge.claims)
    graph = knowledge.graph
    connected = tuple(
        (graph.nodes[n]["name"], graph.nodes[n]["type"], graph.nodes[n]["papers"])
        for n in most_connected(graph, top)
    )
    return Summary(
        papers=len(knowledge.papers),
        entities={type_: types[type_] for type_ in EntityType},
        claims=dict(sorted(relations.items(), key=lambda item: (-item[1], item[0]))),
        results=len(knowledge.results),
        connected=connected,
    )


def most_connected(graph: nx.MultiDiGraph[str], top: int | None = None) -> list[str]:
    """The entities, or so many, that most papers name; then by number of edges, then by id.

    >>> most_connected(nx.MultiDiGraph(), 3)
    []
    """
    entities = [n for n, data in graph.nodes(data=True) if data["type"] in ENTITY_TYPES]
    entities.sort(key=lambda n: (-graph.nodes[n]["papers"], -graph.degree(n), n))
    return entities[:top]
