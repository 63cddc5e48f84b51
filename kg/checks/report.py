"""The quality report: all findings, those that do most damage first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.checks.finding import Finding, FindingKind
from kg.checks.names import generic_hubs, near_duplicates, suspicious_merges, two_types
from kg.checks.papers import doubtful, empty_papers
from kg.overrides.tables import Overrides
from ontology.keys import name_key
from ontology.records import Extraction, Knowledge
from ontology.schema import EntityType

__all__ = ["check", "count", "exceeded"]

CHECKS = (suspicious_merges, generic_hubs, two_types, near_duplicates, empty_papers, doubtful)


def _unused(extractions: Mapping[str, Extraction], overrides: Overrides) -> Iterator[Finding]:
    """Decisions about names that no paper has."""
    there = {
        (entity.type, name_key(mention.text))
        for extraction in extractions.values()
        for entity in extraction.entities
        for mention in entity.mentions
    }
    keys = {key for _, key in there}
    decided: set[tuple[str, EntityType | None, str]] = {
        *(("aliases.tsv", type_, key) for type_, key in overrides.aliases),
        *(("distinct.tsv", type_, key) for type_, key in overrides.apart),
        *(("retype.tsv", type_, key) for _, type_, key in overrides.retypes),
        *(("reject.tsv", type_, key) for _, type_, key in overrides.rejects),
    }
    spelt = {(type_, name_key(name)) for (type_, _), name in overrides.aliases.items()}
    for table, type_, key in sorted(decided, key=lambda d: (d[0], d[1] or "", d[2])):
        used = key in keys if type_ is None else (type_, key) in there or (type_, key) in spelt
        if not used:
            subject = f"{key} ({type_})" if type_ else key
            detail = f"{table} speaks of it, no paper does"
            yield Finding(FindingKind.UNUSED, 0, subject, detail, f"delete the line in {table}")


def check(
    knowledge: Knowledge, extracted: Mapping[str, Extraction], overrides: Overrides
) -> list[Finding]:
    """Look for what may be wrong.

    Args:
        knowledge: Of a library.
        extracted: Its extractions before overrides, by any key.
        overrides: What the user decided.

    Returns:
        Findings, the most damage first; of equal damage by kind and subject.
    """
    found = [finding for look in CHECKS for finding in look(knowledge)]
    found += _unused(extracted, overrides)
    return sorted(found, key=lambda f: (-f.damage, f.kind, f.subject, f.detail))


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
