"""What the page knows: the whole graph as plain data, smaller than its JSON form.

Nodes are referred to by index; sentences stand once. Offsets count code
points; the page counts them the same way (``Array.from``), not UTF-16 units.
"""

from __future__ import annotations

from typing import Any

import networkx as nx

from ontology.records import Layout
from ontology.schema import NODE_TYPES, RELATIONS, NodeType, words

__all__ = ["page_data"]

_OPTIONAL = ("subtype", "year", "url", "venue", "license", "kind", "unit", "direction")


def _node(graph: nx.MultiDiGraph[str], node: str, layout: Layout) -> dict[str, Any]:
    data = graph.nodes[node]
    (x, y), (radius, letters) = layout.places[node], layout.sizes[node]
    record: dict[str, Any] = {
        "id": node, "type": data["type"], "name": data["name"], "papers": data["papers"],
        "x": x, "y": y, "radius": radius, "letters": letters,
    }  # fmt: skip
    record |= {key: data[key] for key in _OPTIONAL if key in data}
    for key in ("aliases", "authors"):
        if key in data:
            record[key] = data[key].split("|")
    return record


def page_data(graph: nx.MultiDiGraph[str], layout: Layout) -> dict[str, Any]:
    """All that the page shows.

    Args:
        graph: Keeps the contract of `kg.graph`.
        layout: A place and sizes for every node.

    Returns:
        Plain data for JSON: ``types, relations, nodes, edges, sentences,
        start``. An edge is ``[head, tail, relation, paper, sentence, start,
        end, confidence]``, offsets within the sentence.
    """
    index = {node: i for i, node in enumerate(graph)}
    sentences: dict[str, int] = {}
    edges = []
    for head, tail, data in graph.edges(data=True):
        sentence = sentences.setdefault(data["sentence"], len(sentences))
        begin = data["sentence_start"]
        edges.append(
            [
                index[head], index[tail], data["relation"], index[data["paper"]], sentence,
                data["start"] - begin, data["end"] - begin, data["confidence"],
            ]
        )  # fmt: skip
    return {
        "types": {
            str(type_): {"label": info.label, "plural": info.plural, "colour": info.colour}
            for type_, info in NODE_TYPES.items()
        },
        "relations": {
            str(relation): {
                "label": info.label, "inverse": words(info.inverse), "colour": info.colour,
                "result": NodeType.RESULT in info.domain,
            }
            for relation, info in RELATIONS.items()
        },
        "nodes": [_node(graph, node, layout) for node in graph],
        "edges": edges,
        "sentences": list(sentences),
        "start": [index[node] for node in layout.start],
    }  # fmt: skip
