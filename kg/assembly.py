"""Papers and what was extracted from them, put together: resolution, claims, graph."""

from __future__ import annotations

from collections.abc import Iterable

from kg.graph import build_graph, check_graph
from kg.memory import collecting_later
from kg.overrides.apply import override
from kg.overrides.tables import NO_OVERRIDES, Overrides
from kg.resolution import resolve
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper

__all__ = ["assemble"]


@collecting_later()
def assemble(
    papers: Iterable[Paper],
    extractions: Iterable[Extraction],
    overrides: Overrides = NO_OVERRIDES,
) -> Knowledge:
    """Resolve and build: papers and extractions to knowledge.

    Args:
        papers: In any order.
        extractions: One for each paper, in any order.
        overrides: What the user decided.

    Returns:
        Knowledge whose graph keeps its contract.

    >>> len(assemble([], []).graph)
    0
    """
    ordered = tuple(sorted(papers, key=lambda paper: paper.node))
    by_paper = {extraction.paper: extraction for extraction in extractions}
    kept = tuple(override(by_paper[paper.id], paper, overrides) for paper in ordered)
    resolution = resolve(kept, overrides)
    graph = build_graph(ordered, resolution.entities, resolution.claims, resolution.results)
    check_graph(graph)
    return Knowledge(
        papers=ordered,
        extractions=kept,
        entities=resolution.entities,
        claims=resolution.claims,
        results=resolution.results,
        merges=resolution.merges,
        links=resolution.links,
        graph=graph,
    )
