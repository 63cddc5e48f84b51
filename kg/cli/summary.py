"""The short tables that `build` and `stats` print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.console import make_table, output

if TYPE_CHECKING:
    from ontology.knowledge import Knowledge

__all__ = ["print_summary"]


def print_summary(knowledge: Knowledge, top: int = 10) -> None:
    """Print what a library holds: papers, entities by type, claims by relation, results.

    Args:
        knowledge: The library.
        top: How many of the most connected entities to name.
    """
    from kg.analysis.counting import summarise
    from ontology.schema import NODE_TYPES, RELATIONS, NodeType

    summary = summarise(knowledge, top)
    rows: list[tuple[str, int]] = [("papers", summary.papers)]
    rows += [(NODE_TYPES[NodeType(t)].plural.lower(), n) for t, n in summary.entities.items()]
    rows += [("results", summary.results)]
    claims = [(RELATIONS[relation].label, count) for relation, count in summary.claims.items()]
    console = output()
    console.print(make_table(("in the graph", "number"), rows))
    console.print(make_table(("claims", "number"), claims))
    console.print(make_table(("most connected", "type", "papers"), summary.connected))
