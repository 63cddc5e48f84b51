"""Analysis shared by page, command line and scripts: counts, who names what, projections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import networkx as nx

from ontology.errors import GraphError, invalid_value
from ontology.keys import name_key, title_key
from ontology.records import Knowledge
from ontology.schema import RELATIONS, EntityRelation, EntityType, NodeType, ResultLink, Role, words

__all__ = [
    "SeenClaim",
    "Summary",
    "check_role",
    "check_type",
    "claims_of",
    "ego",
    "find_nodes",
    "find_papers",
    "induced",
    "most_connected",
    "must_find",
    "project",
    "similar_names",
    "summarise",
    "surroundings",
]


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


def most_connected(graph: nx.MultiDiGraph[str], top: int) -> list[str]:
    """The entities that most papers name; then by number of edges, then by id.

    >>> most_connected(nx.MultiDiGraph(), 3)
    []
    """
    entities = [n for n, data in graph.nodes(data=True) if data["type"] in set(EntityType)]
    entities.sort(key=lambda n: (-graph.nodes[n]["papers"], -graph.degree(n), n))
    return entities[:top]


def find_nodes(graph: nx.MultiDiGraph[str], name: str) -> list[str]:
    """The entities of a name, or the papers of a title; case, hyphens and plural are folded.

    Args:
        graph: Of a library.
        name: Name, alias, title or node id.

    Returns:
        Node ids, those that most papers name first: the node of that id, else
        the entities of that name, else of that alias, else the paper of that title.

    >>> find_nodes(nx.MultiDiGraph(), "ResNet")
    []
    """
    if name in graph:
        return [name]
    key = name_key(name)
    if not key:
        return []
    entities = most_connected(graph, len(graph))
    named = [n for n in entities if name_key(graph.nodes[n]["name"]) == key]
    aliased = [
        n
        for n in entities
        if any(name_key(alias) == key for alias in graph.nodes[n].get("aliases", "").split("|"))
    ]
    return named or aliased or _titled(graph, title_key(name))


def _titled(graph: nx.MultiDiGraph[str], key: str) -> list[str]:
    return sorted(
        n
        for n, data in graph.nodes(data=True)
        if data["type"] == NodeType.PAPER and title_key(data["name"]) == key
    )


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


def similar_names(graph: nx.MultiDiGraph[str], name: str, most: int = 5) -> list[str]:
    """Names of entities spelled much like a name, the most alike first.

    >>> similar_names(nx.MultiDiGraph(), "ResNet")
    []
    """
    names = {graph.nodes[n]["name"].casefold(): n for n in most_connected(graph, len(graph))}
    near = get_close_matches(name.casefold(), sorted(names), n=most)
    return [graph.nodes[names[key]]["name"] for key in near]


def find_papers(
    graph: nx.MultiDiGraph[str], entity: str, role: str | None = None
) -> list[tuple[str, str]]:
    """The papers that name an entity.

    Args:
        graph: Of a library.
        entity: Name, alias or node id; see `find_nodes`.
        role: Only papers with this role for it (``"evaluatesOn"``).

    Returns:
        Node id and title of each paper, sorted.

    Raises:
        GraphError: If the role is unknown.
    """
    check_role(role)
    wanted = set(find_nodes(graph, entity))
    papers = {
        head
        for head, tail, data in graph.edges(data=True)
        if tail in wanted
        and graph.nodes[head]["type"] == NodeType.PAPER
        and (role is None or data["relation"] == role)
    }
    return sorted((paper, graph.nodes[paper]["name"]) for paper in papers)


def check_type(name: str) -> None:
    """Refuse what is no type of a node.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name not in set(NodeType):
        raise GraphError(invalid_value("node type", name, NodeType))


def check_role(name: str | None) -> None:
    """Refuse what is no role; None stands for any.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name is not None and name not in set(Role):
        raise GraphError(invalid_value("role", name, Role))


def ego(graph: nx.MultiDiGraph[str], name: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """What surrounds an entity or a paper.

    Args:
        graph: Of a library.
        name: Name, alias, title or node id; see `find_nodes`.
        hops: How many edges away, whichever way they point.

    Returns:
        A new graph of the nodes that near, all claims among them, and the
        papers that make these claims.

    Raises:
        GraphError: If nothing is called so.
    """
    return surroundings(graph, must_find(graph, name), hops)


def must_find(graph: nx.MultiDiGraph[str], name: str) -> list[str]:
    """The nodes of a name, as `find_nodes` finds them.

    Raises:
        GraphError: If there is none; the message has the names most like it.
    """
    nodes = find_nodes(graph, name)
    if not nodes:
        near = similar_names(graph, name)
        hint = f"; near to it: {', '.join(near)}" if near else ""
        msg = f"nothing is called {name!r}{hint}"
        raise GraphError(msg)
    return nodes


def surroundings(
    graph: nx.MultiDiGraph[str], nodes: Iterable[str], hops: int = 1
) -> nx.MultiDiGraph[str]:
    """What surrounds some nodes: see `ego`."""
    ball = set(nodes)
    for _ in range(hops):
        ball |= {n for node in ball for n in (*graph.successors(node), *graph.predecessors(node))}
    ball |= {d["paper"] for _, tail, d in graph.out_edges(ball, data=True) if tail in ball}
    return induced(graph, ball)


def induced(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> nx.MultiDiGraph[str]:
    """Some nodes with all edges among them, in the order of the graph.

    Args:
        graph: Any; it is not changed.
        nodes: Ids of nodes in it.

    >>> list(induced(nx.MultiDiGraph([("a", "b"), ("b", "c")]), {"b", "a"}).edges())
    [('a', 'b')]
    """
    inside = set(nodes)
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    part.add_nodes_from((n, dict(data)) for n, data in graph.nodes(data=True) if n in inside)
    for head in list(part):
        for _, tail, key, data in graph.out_edges(head, keys=True, data=True):
            if tail in inside:
                part.add_edge(head, tail, key, **data)
    return part


def project(graph: nx.MultiDiGraph[str], type_: str, via: str = NodeType.PAPER) -> nx.Graph[str]:
    """Nodes of one type, joined where they share neighbours of another.

    Args:
        graph: Of a library.
        type_: Type of the nodes to keep (``"Dataset"``).
        via: Type of the neighbours they share.

    Returns:
        A new undirected graph; edge attribute `weight` = number shared.

    Raises:
        GraphError: If a type is unknown.
    """
    for name in (type_, via):
        check_type(name)
    projection: nx.Graph[str] = nx.Graph()
    projection.add_nodes_from((n, dict(d)) for n, d in graph.nodes(data=True) if d["type"] == type_)
    shared: Counter[tuple[str, str]] = Counter()
    for node, data in graph.nodes(data=True):
        if data["type"] == via:
            near = {*graph.successors(node), *graph.predecessors(node)}
            kept = sorted(n for n in near if graph.nodes[n]["type"] == type_)
            shared.update((a, b) for i, a in enumerate(kept) for b in kept[i + 1 :])
    for (a, b), weight in sorted(shared.items()):
        projection.add_edge(a, b, weight=weight)
    return projection
