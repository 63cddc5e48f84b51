"""Communities: the entities that papers name together, with names for a reader."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

import networkx as nx

from kg.analysis.louvain import louvain
from kg.analysis.names import is_part
from kg.memory import collecting_later
from ontology.knowledge import Community
from ontology.schema import ENTITY_TYPES, EntityType, NodeType

__all__ = ["find_communities"]

CLAIM = 1.0  # weight of a claim between two entities; a paper gives each of its entities about 1
NAMES = 3  # at most, in the name of a community
TELLING = 0.1  # of what the best name tells, that a further one must
BETWEEN = " \u00b7 "


@collecting_later()
def find_communities(graph: nx.MultiDiGraph[str], least: int = 2) -> tuple[Community, ...]:
    """Put the entities that papers name together in communities.

    Two entities are tied by each paper that names both (the more the fewer
    others it names: Newman, 2001) and by each claim about both. Communities
    are those of greatest modularity; see `kg.analysis.louvain`.

    Args:
        graph: Of a library.
        least: Members that a community must have.

    Returns:
        The communities, largest first, numbered from 0; the members of each
        by how many papers of the community name them.

    >>> find_communities(nx.MultiDiGraph())
    ()
    """
    named = _named(graph)
    entities = sorted(n for n, data in graph.nodes(data=True) if data["type"] in ENTITY_TYPES)
    number = _numbered(graph, named, entities)
    places = louvain(len(entities), _ties(graph, named, number))
    found: dict[int, list[str]] = defaultdict(list)
    for node in entities:
        found[places[number[node]]].append(node)
    kept = [members for members in found.values() if len(members) >= least]
    kept.sort(key=lambda members: (-len(members), members[0]))
    inside = _inside(named, {n: place for place, members in enumerate(kept) for n in members})
    return tuple(
        Community(
            place,
            _name(graph, members, inside),
            tuple(sorted(members, key=lambda n: (-inside[n], -graph.nodes[n]["papers"], n))),
        )
        for place, members in enumerate(kept)
    )


def _named(graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """The entities that each paper names, sorted."""
    return {
        paper: sorted(graph.successors(paper))
        for paper, data in graph.nodes(data=True)
        if data["type"] == NodeType.PAPER
    }


def _numbered(
    graph: nx.MultiDiGraph[str], named: Mapping[str, list[str]], entities: Iterable[str]
) -> dict[str, int]:
    """A number for each entity; those that one paper alone names are as one: they stay together."""
    number = {node: place for place, node in enumerate(entities)}
    for nodes in named.values():
        alone = [node for node in nodes if graph.nodes[node]["papers"] == 1]
        number.update(dict.fromkeys(alone, number[alone[0]]) if alone else {})
    return number


def _ties(
    graph: nx.MultiDiGraph[str], named: Mapping[str, list[str]], number: Mapping[str, int]
) -> list[tuple[int, int, float]]:
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for nodes in named.values():
        numbers = sorted(number[node] for node in nodes)
        for pair in combinations(numbers, 2):
            weights[pair] += 1 / (len(numbers) - 1)
    for head, tail in graph.edges():
        if head in number and tail in number and head != tail:
            one, other = number[head], number[tail]
            weights[min(one, other), max(one, other)] += CLAIM
    return [(one, other, weights[one, other]) for one, other in sorted(weights)]


def _papers(named: Mapping[str, list[str]], places: Mapping[str, int]) -> dict[str, int]:
    """The community of most entities of each paper; of several the largest."""
    found = {}
    for paper, nodes in named.items():
        counts = Counter(places[node] for node in nodes if node in places)
        if counts:
            found[paper] = min(counts, key=lambda place: (-counts[place], place))
    return found


def _inside(named: Mapping[str, list[str]], places: Mapping[str, int]) -> Counter[str]:
    """How many papers of its own community name each entity."""
    papers = _papers(named, places)
    return Counter(
        node
        for paper, place in papers.items()
        for node in named[paper]
        if places.get(node) == place
    )


def _name(graph: nx.MultiDiGraph[str], members: Iterable[str], inside: Mapping[str, int]) -> str:
    """The names that tell most of a community, a task first: named often, and seldom elsewhere."""
    told = {n: inside[n] ** 2 / max(1, graph.nodes[n]["papers"]) for n in members}
    ranked = sorted(told, key=lambda n: (-told[n], n))
    telling = [n for n in ranked if graph.nodes[n]["type"] != EntityType.METRIC] or ranked
    tasks = [n for n in telling if graph.nodes[n]["type"] == EntityType.TASK]
    first = tasks[0] if tasks and told[tasks[0]] >= TELLING * told[telling[0]] else telling[0]
    names = [graph.nodes[first]["name"]]
    for node in telling:
        name = graph.nodes[node]["name"]
        if len(names) == NAMES or told[node] < TELLING * told[telling[0]]:
            break
        if not any(is_part(name, other) for other in names):
            names.append(name)
    return BETWEEN.join(names)
