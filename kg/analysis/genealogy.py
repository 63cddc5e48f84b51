"""Where a model comes from and what came of it: `basedOn` and `variantOf`, step by step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.analysis.incidence import name_of, year_of
from kg.analysis.names import must_find
from kg.analysis.tidy import Table
from ontology.schema import DESCENT, RELATIONS, EntityRelation, EntityType, words

__all__ = ["Kin", "find_family"]


@dataclass(frozen=True, slots=True)
class Kin:
    """One step of descent.

    Attributes:
        depth: Steps from the model asked for: below 0 what it comes from,
            above 0 what came of it.
        name: Of the model that this step leads to.
        relation: Of that model, read towards `of`: "based on", "basis of" ...
        of: Name of the model one step nearer to the one asked for.
        papers: How many papers say so.
        year: Of the first of them whose year is known.
        paper: Title of the paper that says so most surely.
        sentence: What it says.
        confidence: From 0 to 1.
        id: Node id of the model.
        of_id: Node id of the one nearer.
        paper_id: Node id of the paper.
    """

    depth: int
    name: str
    relation: str
    of: str
    papers: int
    year: int | None
    paper: str
    sentence: str
    confidence: float
    id: str
    of_id: str
    paper_id: str


def find_family(graph: nx.MultiDiGraph[str], name: str, depth: int = 2) -> Table[Kin]:
    """Follow what a model is based on or a variant of, and what is so of it.

    Each statement stands once, at the smaller distance; where statements go
    round in a circle the walk ends.

    Args:
        graph: Of a library.
        name: Name, alias or node id of a model.
        depth: Most steps each way.

    Returns:
        Forebears from the farthest on, then descendants from the nearest on.

    Raises:
        GraphError: If no model is called so.

    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("model/tide", type="Model", name="Tide", papers=1)
    >>> graph.add_node("model/ebb", type="Model", name="Ebb", papers=1)
    >>> graph.add_node("paper/a", type="Paper", name="Tides", papers=1)
    >>> said = {"paper": "paper/a", "sentence": "Tide is built on Ebb.", "confidence": 0.9}
    >>> key = graph.add_edge("model/tide", "model/ebb", relation="basedOn", **said)
    >>> [(kin.depth, kin.name, kin.relation, kin.of) for kin in find_family(graph, "Tide")]
    [(-1, 'Ebb', 'basis of', 'Tide')]
    """
    root = must_find(graph, name, EntityType.MODEL)[0]
    rows = [step for way in (True, False) for step in _walk(graph, root, depth, forward=way)]
    rows.sort(key=lambda kin: (kin.depth, -kin.papers, kin.id, kin.relation, kin.of_id))
    return Table(Kin, tuple(rows))


def _walk(graph: nx.MultiDiGraph[str], root: str, depth: int, *, forward: bool) -> list[Kin]:
    """The steps one way: with the claims to forebears, or against them to descendants."""
    rows: list[Kin] = []
    seen, shore = {root}, [root]
    for step in range(1, depth + 1):
        reached: set[str] = set()
        for node in shore:
            for (other, relation), claims in sorted(_steps(graph, node, forward=forward).items()):
                if other not in seen:
                    reached.add(other)
                    at = -step if forward else step
                    rows.append(_kin(graph, at, other, relation, node, claims))
        seen |= reached
        shore = sorted(reached)
    return rows


def _steps(
    graph: nx.MultiDiGraph[str], node: str, *, forward: bool
) -> dict[tuple[str, EntityRelation], list[Mapping[str, Any]]]:
    """The claims of descent at a node, by other end and relation."""
    found: dict[tuple[str, EntityRelation], list[Mapping[str, Any]]] = defaultdict(list)
    beside = graph.succ[node] if forward else graph.pred[node]
    for other, claims in beside.items():
        for said in claims.values():
            if said["relation"] in DESCENT and other != node:
                found[other, EntityRelation(said["relation"])].append(said)
    return found


def _kin(
    graph: nx.MultiDiGraph[str],
    depth: int,
    node: str,
    relation: EntityRelation,
    of: str,
    claims: list[Mapping[str, Any]],
) -> Kin:
    surest = min(claims, key=lambda said: (-said["confidence"], said["paper"]))
    years = [year for said in claims if (year := year_of(graph, said["paper"])) is not None]
    info = RELATIONS[relation]
    return Kin(
        depth=depth,
        name=name_of(graph, node),
        relation=words(info.inverse) if depth < 0 else info.label,
        of=name_of(graph, of),
        papers=len({said["paper"] for said in claims}),
        year=min(years, default=None),
        paper=name_of(graph, surest["paper"]),
        sentence=surest["sentence"],
        confidence=surest["confidence"],
        id=node,
        of_id=of,
        paper_id=surest["paper"],
    )
