"""The quality report: all findings, those that do most damage first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.checks.finding import Finding, FindingKind
from kg.checks.names import generic_hubs, near_duplicates, suspicious_merges, two_types
from kg.checks.papers import doubtful, empty_papers
from kg.overrides.tables import Overrides
from ontology.keys import name_key
from ontology.knowledge import Knowledge
from ontology.records import Extraction
from ontology.schema import EntityType

__all__ = ["check", "count", "exceeded"]


def _names(extractions: Iterable[Extraction]) -> Iterator[tuple[str, EntityType, str]]:
    """Paper (and none, for every one), type and key of everything that is called something."""
    for extraction in extractions:
        for entity in extraction.entities:
            for name in entity.names:
                for where in ("", extraction.paper):
                    yield where, entity.type, name_key(name)


def _decided(overrides: Overrides) -> Iterator[tuple[str, str, EntityType | None, str]]:
    """Table, paper, type and key of everything that was decided about."""
    spelt = {(type_, name_key(name)) for (type_, _), name in overrides.aliases.items()}
    for type_, key in overrides.aliases.keys() - spelt:
        yield "aliases.tsv", "", type_, key
    for type_, key in overrides.distinct.keys() - spelt:
        yield "distinct.tsv", "", type_, key
    for paper, from_, key in overrides.retypes:
        yield "retype.tsv", paper, from_, key
    for paper, type_, key in overrides.rejects:
        yield "reject.tsv", paper, type_, key


def _unused(
    extracted: Iterable[Extraction], knowledge: Knowledge, overrides: Overrides
) -> Iterator[Finding]:
    """Decisions about names that no paper has, or not the paper that they are for."""
    there = {*_names(extracted), *_names(knowledge.extractions)}
    untyped = {(where, key) for where, _, key in there}
    for table, where, type_, key in sorted(_decided(overrides), key=str):
        used = (where, key) in untyped if type_ is None else (where, type_, key) in there
        if not used:
            subject = f"{key} ({type_})" if type_ else key
            nobody = f"{where} does not" if where else "no paper does"
            yield Finding(FindingKind.UNUSED, 0, subject, f"{table} speaks of it, {nobody}")


def check(
    knowledge: Knowledge, extracted: Iterable[Extraction], overrides: Overrides
) -> list[Finding]:
    """Look for what may be wrong.

    Args:
        knowledge: Of a library.
        extracted: Its extractions before overrides.
        overrides: What the user decided; it is not doubted.

    Returns:
        Findings, the most damage first; of equal damage the worst kind, then by subject.
    """
    found = [
        *suspicious_merges(knowledge, overrides),
        *generic_hubs(knowledge),
        *two_types(knowledge),
        *near_duplicates(knowledge, overrides),
        *empty_papers(knowledge),
        *doubtful(knowledge),
        *_unused(extracted, knowledge, overrides),
    ]
    worst = list(FindingKind)
    return sorted(found, key=lambda f: (-f.damage, worst.index(f.kind), f.subject, f.detail))


def count(findings: list[Finding]) -> dict[FindingKind, int]:
    """How many there are of each kind, in the order of the kinds.

    >>> count([])[FindingKind.EMPTY]
    0
    """
    return {kind: sum(finding.kind is kind for finding in findings) for kind in FindingKind}


def exceeded(findings: list[Finding], allowed: Mapping[FindingKind, int]) -> list[FindingKind]:
    """The kinds of which there are more findings than allowed.

    >>> exceeded([], {FindingKind.EMPTY: 0})
    []
    """
    counts = count(findings)
    return [kind for kind, most in allowed.items() if counts[kind] > most]
