"""Nodes found by name, however it is spelled."""

from __future__ import annotations

from difflib import get_close_matches

import networkx as nx

from kg.analysis.counting import most_connected
from ontology.errors import GraphError
from ontology.keys import name_key, title_key
from ontology.schema import ENTITY_TYPES, NodeType

__all__ = ["find_nodes", "is_part", "must_find", "must_find_entity", "similar_names"]


def find_nodes(graph: nx.MultiDiGraph[str], name: str, type_: str | None = None) -> list[str]:
    """The entities of a name, or the papers of a title; case, hyphens and plural are folded.

    Args:
        graph: Of a library.
        name: Name, alias, title or node id.
        type_: Only nodes of this type.

    Returns:
        Node ids, those that most papers name first: the node of that id, else
        the entities of that name, else of that alias, else the paper of that title.

    >>> find_nodes(nx.MultiDiGraph(), "ResNet")
    []
    """
    if name in graph and type_ in {None, graph.nodes[name]["type"]}:
        return [name]
    key = name_key(name)
    if not key:
        return []
    entities = [n for n in most_connected(graph) if type_ in {None, graph.nodes[n]["type"]}]
    named = [n for n in entities if name_key(graph.nodes[n]["name"]) == key]
    aliased = [
        n
        for n in entities
        if any(name_key(alias) == key for alias in graph.nodes[n].get("aliases", "").split("|"))
    ]
    titled = _titled(graph, title_key(name)) if type_ in {None, NodeType.PAPER} else []
    return named or aliased or titled


def _titled(graph: nx.MultiDiGraph[str], key: str) -> list[str]:
    return sorted(
        n
        for n, data in graph.nodes(data=True)
        if data["type"] == NodeType.PAPER and title_key(data["name"]) == key
    )


def similar_names(
    graph: nx.MultiDiGraph[str], name: str, most: int = 5, type_: str | None = None
) -> list[str]:
    """Names of entities, of one type if it is given, spelled much like a name, most alike first.

    >>> similar_names(nx.MultiDiGraph(), "ResNet")
    []
    """
    entities = [n for n in most_connected(graph) if type_ in {None, graph.nodes[n]["type"]}]
    names = {graph.nodes[n]["name"].casefold(): n for n in entities}
    near = get_close_matches(name.casefold(), sorted(names), n=most)
    return [graph.nodes[names[key]]["name"] for key in near]


def must_find(graph: nx.MultiDiGraph[str], name: str, type_: str | None = None) -> list[str]:
    """The nodes of a name, as `find_nodes` finds them.

    Raises:
        GraphError: If there is none; the message has the names most like it.
    """
    nodes = find_nodes(graph, name, type_)
    if not nodes:
        near = similar_names(graph, name, type_=type_)
        hint = f"; near to it: {', '.join(near)}" if near else ""
        what = "nothing" if type_ is None else f"no {type_}"
        msg = f"{what} is called {name!r}{hint}"
        raise GraphError(msg)
    return nodes


def must_find_entity(graph: nx.MultiDiGraph[str], name: str) -> str:
    """The entity of a name; of several the one that most papers name.

    Raises:
        GraphError: If nothing is called so, or only a paper or a result.
    """
    node = must_find(graph, name)[0]
    if graph.nodes[node]["type"] not in ENTITY_TYPES:
        msg = f"{name!r} is no entity; give a model, data set, task or metric"
        raise GraphError(msg)
    return node


def is_part(name: str, other: str) -> bool:
    """Whether one name says nothing that the other does not.

    >>> is_part("3D object detection", "Object Detection"), is_part("COCO", "object detection")
    (True, False)
    """
    words, others = set(name_key(name).split()), set(name_key(other).split())
    return words <= others or others <= words
