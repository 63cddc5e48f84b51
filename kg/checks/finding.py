"""A finding of the quality report, and the kinds there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "FindingKind"]


class FindingKind(StrEnum):
    """What may be wrong, the worst first."""

    MERGE = "suspicious-merge"
    TYPES = "two-types"
    DUPLICATE = "near-duplicate"
    HUB = "generic-hub"
    EMPTY = "empty-paper"
    DOUBT = "low-confidence"
    UNUSED = "unused-override"

    @property
    def meaning(self) -> str:
        """One sentence for a reader."""
        return _MEANINGS[self]


_MEANINGS = {
    FindingKind.MERGE: "Two names were joined that share no word and are no abbreviation.",
    FindingKind.TYPES: "One name stands for things of several types.",
    FindingKind.DUPLICATE: "Two nodes of one type are called almost alike.",
    FindingKind.HUB: "A common word, which many papers may mean differently, is a node.",
    FindingKind.EMPTY: "Nothing was found in a paper.",
    FindingKind.DOUBT: "Every role of an entity is unsure.",
    FindingKind.UNUSED: "A line in overrides/ fits nothing in the library.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may be wrong.

    Attributes:
        kind: What.
        damage: How many papers it touches.
        subject: The entity or paper, for a reader.
        detail: What is the matter with it.
        table: In ``overrides/``, to which `line` would be added; empty where none would help.
        line: Cells with tabs between.
    """

    kind: FindingKind
    damage: int
    subject: str
    detail: str
    table: str = ""
    line: str = ""
