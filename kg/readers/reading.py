"""Reading sources: open each, tell its format, read it, make one paper of the same paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.readers.detect import detect_format, why_unknown
from kg.readers.format import Skipped, SourceText
from kg.readers.merging import Found, merge_papers
from kg.readers.opening import open_source
from ontology.errors import SourceError
from ontology.records import Paper

__all__ = ["Reading", "Records", "complaint", "read_records", "read_sources"]


@dataclass(frozen=True, slots=True)
class Records:
    """What sources hold.

    Attributes:
        found: Papers as the sources have them, with the name of the file, in the order given.
        counts: Source name and number of papers in it, in the order given.
        skipped: What could not be read.
    """

    found: tuple[Found, ...]
    counts: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        papers: Each paper once, sorted by id.
        counts: Source name and number of papers in it, in the order given.
        skipped: What could not be read.
        conflicts: What sources disagree about of a paper that was read.
    """

    papers: tuple[Paper, ...]
    counts: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
    conflicts: tuple[Skipped, ...]


def _read(opened: SourceText | Skipped) -> Iterator[Found | Skipped]:
    """The papers of one text, each with the name of the text."""
    if isinstance(opened, Skipped):
        yield opened
        return
    format_ = detect_format(opened.text)
    if format_ is None:
        yield Skipped(opened.name, why_unknown(opened.text))
        return
    empty = True
    for item in format_.read(opened):
        empty = False
        yield item if isinstance(item, Skipped) else (opened.name, item)
    if empty:
        yield Skipped(opened.name, f"no records in this {format_.name}; give a file with papers")


def read_records(sources: Iterable[str], *, strict: bool = False) -> Records:
    """Read records from files and folders, as they are.

    Args:
        sources: Paths, or ``-`` for standard input.
        strict: Stop where a record cannot be read.

    Raises:
        SourceError: If there is no such file, or no paper in all of the
            sources; with `strict`, also for anything that is skipped.
    """
    papers: list[Found] = []
    counts: list[tuple[str, int]] = []
    skipped: list[Skipped] = []
    for source in sources:
        before = len(papers)
        empty = True
        for item in (item for opened in open_source(source) for item in _read(opened)):
            empty = False
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                papers.append(item)
        if empty:
            skipped.append(Skipped(source, "a folder without files; give one with papers"))
        counts.append(("standard input" if source == "-" else source, len(papers) - before))
    if skipped and (strict or not papers):
        raise SourceError(complaint(skipped))
    return Records(tuple(papers), tuple(counts), tuple(skipped))


def read_sources(sources: Iterable[str], *, strict: bool = False) -> Reading:
    """Read papers from files and folders.

    Args:
        sources: Paths, or ``-`` for standard input.
        strict: Stop where a record cannot be read, or sources disagree.

    Returns:
        Each paper once, how many each source held, and what was skipped.

    Raises:
        SourceError: If there is no such file, or no paper in all of the
            sources; with `strict`, also for anything that is skipped.
    """
    records = read_records(sources, strict=strict)
    merged, conflicts = merge_papers(records.found)
    if strict and conflicts:
        raise SourceError(complaint(conflicts))
    return Reading(merged, records.counts, records.skipped, conflicts)


def complaint(skipped: Iterable[Skipped]) -> str:
    """The first of some trouble, and how much more there is."""
    first, *others = skipped
    more = f" (and {len(others)} more)" if others else ""
    return f"{first.where}: {first.reason}{more}"
