"""The first view: a small part of the graph that is drawn before the rest is read.

It is a pyvis network: its nodes and edges are what vis-network takes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from exports.html.blocks import directory
from exports.html.data import SURE, PageData
from exports.html.labels import LABEL
from exports.html.texts import SHARD
from ontology.schema import NODE_TYPES, RELATIONS, NodeType, words

__all__ = ["first_view"]


def _schema() -> dict[str, Any]:
    """Types and relations as the page names and draws them; numbers are places in these lists."""
    return {
        "types": [
            {"id": str(type_), "label": info.label, "plural": info.plural, "colour": info.colour}
            for type_, info in NODE_TYPES.items()
        ],
        "relations": [
            {
                "id": str(relation), "label": info.label, "inverse": words(info.inverse),
                "colour": info.colour, "result": NodeType.RESULT in info.domain,
                "role": NodeType.PAPER in info.domain,
            }
            for relation, info in RELATIONS.items()
        ],
    }  # fmt: skip


def _joined(data: PageData) -> list[tuple[int, int, str, int]]:
    """Head, tail, most frequent relation and number of claims of each joined pair shown first."""
    shown = set(data.layout.start)
    relations: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for head in data.layout.start:
        for _, tail, edge in data.graph.out_edges(head, data=True):
            if tail in shown and tail != head:
                relations[data.index[head], data.index[tail]][edge["relation"]] += 1
    order = {str(relation): number for number, relation in enumerate(RELATIONS)}
    return [
        (head, tail, min(found, key=lambda r: (-found[r], order[r])), found.total())
        for (head, tail), found in sorted(relations.items())
    ]


def _network(data: PageData) -> dict[str, list[dict[str, Any]]]:
    from pyvis.network import Network

    network = Network(directed=True)
    for node in data.layout.start:
        attributes = data.graph.nodes[node]
        (x, y), (radius, letters) = data.layout.places[node], data.layout.sizes[node]
        network.add_node(
            data.index[node], label=attributes["name"], x=x, y=y, physics=False,
            size=radius, letters=letters, type=attributes["type"], papers=attributes["papers"],
        )  # fmt: skip
    for head, tail, relation, claims in _joined(data):
        network.add_edge(head, tail, relation=relation, claims=claims)
    nodes, edges, *_ = network.get_network_data()
    return {"nodes": nodes, "edges": edges}


def first_view(data: PageData) -> dict[str, Any]:
    """What the page needs at once: the schema, the first view, and where the rest lies.

    Args:
        data: The whole graph.

    Returns:
        Plain data for JSON.
    """
    return {
        **_schema(),
        "ranges": data.ranges(),
        "numbers": directory(data.numbers),
        "starts": data.starts(),
        "shard": SHARD,
        "sure": SURE,
        "labelLength": LABEL,
        "ties": [[data.index[a], data.index[b], papers] for a, b, papers in data.layout.ties],
        **_network(data),
    }
