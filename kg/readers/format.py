"""What a reader gets and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ontology.records import Paper

__all__ = ["Format", "Skipped", "SourceText", "numbered_lines"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The decoded text of a source and its name for messages.

    Lines end with a line feed, whatever they ended with in the file; a byte
    that is not UTF-8 is a half surrogate, U+DC80 to U+DCFF.
    """

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
        about: What is read, in a sentence.
        matches: Whether a text is in this format, by its content.
        read: The papers of a text, and what had to be skipped.
        example: A short text in this format.
    """

    name: str
    about: str
    matches: Callable[[str], bool]
    read: Callable[[SourceText], Iterator[Paper | Skipped]]
    example: str


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    r"""The lines of a text, from 1, one at a time; only a line feed ends one.

    >>> list(numbered_lines("a\u2028b\nc"))
    [(1, 'a\u2028b'), (2, 'c')]
    """
    number, start = 1, 0
    while (end := text.find("\n", start)) >= 0:
        yield number, text[start:end]
        number, start = number + 1, end + 1
    yield number, text[start:]
