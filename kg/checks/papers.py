"""Doubts about papers and claims: nothing found, nothing sure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from shlex import quote

from kg.checks.finding import Finding, FindingKind
from ontology.knowledge import Claim, Knowledge
from ontology.schema import Role

__all__ = ["DOUBT", "doubtful", "empty_papers"]

DOUBT = 0.5  # confidence below which a role is unsure


def empty_papers(knowledge: Knowledge) -> Iterator[Finding]:
    """Papers of which nothing is claimed."""
    told = {claim.paper for claim in knowledge.claims}
    for paper in knowledge.papers:
        if paper.node not in told:
            detail = "nothing found" if paper.abstract.strip() else "there is no abstract"
            yield Finding(FindingKind.EMPTY, 1, paper.title, f"{detail} in {paper.id}")


def doubtful(knowledge: Knowledge) -> Iterator[Finding]:
    """Entities of which every role is unsure; what is only mentioned does not count."""
    roles: dict[str, list[Claim]] = defaultdict(list)
    for claim in knowledge.claims:
        if isinstance(claim.relation, Role) and claim.relation is not Role.MENTIONS:
            roles[claim.tail].append(claim)
    for entity in knowledge.entities:
        claims = roles[entity.id]
        best = max((claim.confidence for claim in claims), default=1.0)
        if best < DOUBT:
            yield Finding(
                FindingKind.DOUBT,
                len({claim.paper for claim in claims}),
                f"{entity.name} ({entity.type})",
                f"no role of it is surer than {best:.2f}; "
                f"read its sentences: paperkg show {quote(entity.name)}",
            )
