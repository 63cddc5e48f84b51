"""What a reader gets and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ontology.records import Paper

__all__ = ["Format", "Skipped", "SourceText"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The decoded text of a source and its name for messages."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that could not be read: where it is and what to do about it."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Format:
    """A source format.

    Attributes:
        name: For messages and help.
        matches: Whether a text is in this format, by its content.
        read: The papers of a text, and what had to be skipped.
    """

    name: str
    matches: Callable[[str], bool]
    read: Callable[[SourceText], Iterator[Paper | Skipped]]
