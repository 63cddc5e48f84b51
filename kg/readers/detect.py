"""Reading sources: open, decode, tell the format by content, merge the same paper."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.readers.format import Format, Skipped, SourceText
from kg.readers.paper_list import looks_like_paper_list, read_paper_list
from kg.readers.records import looks_like_json, looks_like_jsonl, read_json, read_jsonl
from ontology.errors import SourceError
from ontology.keys import text_key, title_key
from ontology.records import Paper

__all__ = ["FORMATS", "Reading", "detect_format", "read_sources"]

# In the order they are tried.
FORMATS: tuple[Format, ...] = (
    Format("JSONL", looks_like_jsonl, read_jsonl),
    Format("JSON", looks_like_json, read_json),
    Format("paper list", looks_like_paper_list, read_paper_list),
)
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read.

    Attributes:
        papers: Each paper once, sorted by id.
        counts: Source name and number of papers in it, in the order given.
        skipped: Records that could not be read, and repeats whose text differs.
    """

    papers: tuple[Paper, ...]
    counts: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]


def detect_format(source: SourceText) -> Format:
    """Tell the format of a source by its content.

    Args:
        source: Its name and text.

    Returns:
        The first format that matches.

    Raises:
        SourceError: If none does.

    >>> detect_format(SourceText("x", '{"title": "A", "abstract": "b"}')).name
    'JSONL'
    """
    for format_ in FORMATS:
        if format_.matches(source.text):
            return format_
    names = ", ".join(format_.name for format_ in FORMATS)
    msg = f"{source.name}: no papers found; formats that are read: {names}"
    raise SourceError(msg)


def _open(source: str) -> SourceText:
    if source == STDIN:
        return SourceText("standard input", _decode("standard input", sys.stdin.buffer.read()))
    path = Path(source)
    try:
        if path.is_dir():
            msg = (
                f"{source}: is a folder; name the files in it, for instance {source.rstrip('/')}/*"
            )
            raise SourceError(msg)
        return SourceText(source, _decode(source, path.read_bytes()))
    except FileNotFoundError as error:
        msg = f"{source}: no such file"
        raise SourceError(msg) from error
    except OSError as error:
        msg = f"{source}: cannot be read ({error.strerror})"
        raise SourceError(msg) from error


def _decode(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        msg = f"{name}:{line}: not UTF-8 (byte {data[error.start]:#04x}); save the file as UTF-8"
        raise SourceError(msg) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _merge(papers: Iterable[Paper]) -> tuple[tuple[Paper, ...], list[Skipped]]:
    """One paper a normalised title; the smallest record stays, whatever the order."""
    by_title: dict[str, list[Paper]] = {}
    for paper in papers:
        by_title.setdefault(title_key(paper.title), []).append(paper)
    kept, skipped = [], []
    for same in by_title.values():
        best = min(same, key=_completeness)
        kept.append(best)
        others = {text_key(p.abstract) for p in same} - {text_key(best.abstract)}
        if others:
            reason = f"{len(others) + 1} different abstracts under one title; the longest is kept"
            skipped.append(Skipped(f"paper {best.id} ({best.title[:60]})", reason))
    skipped.sort(key=lambda item: item.where)
    by_id: dict[str, Paper] = {}
    for paper in sorted(kept, key=lambda p: (p.id, _completeness(p))):
        if by_id.setdefault(paper.id, paper) is not paper:
            reason = (
                f"id is used by another paper too ({by_id[paper.id].title[:60]}); give it its own"
            )
            skipped.append(Skipped(f"paper {paper.id} ({paper.title[:60]})", reason))
    return tuple(by_id.values()), skipped


def _completeness(paper: Paper) -> tuple[int, int, str, str, str, str]:
    """Sorts the fullest record first: longest abstract, most fields, then by content."""
    fields = (paper.year, paper.venue, paper.url, paper.authors or None)
    return (
        -len(paper.abstract),
        sum(f is None for f in fields),
        paper.id,
        paper.title,
        paper.abstract,
        repr(fields),
    )


def read_sources(sources: Iterable[str], *, strict: bool = False) -> Reading:
    """Read papers from files.

    Args:
        sources: Paths, or ``-`` for standard input.
        strict: Stop at the first record that cannot be read.

    Returns:
        Each paper once, how many each source held, and what was skipped.

    Raises:
        SourceError: If a source cannot be read, or holds no paper at all;
            with `strict`, also for a record that cannot be read.
    """
    papers: list[Paper] = []
    counts: list[tuple[str, int]] = []
    skipped: list[Skipped] = []
    for name in sources:
        source = _open(name)
        found = list(detect_format(source).read(source))
        good = [item for item in found if isinstance(item, Paper)]
        bad = [item for item in found if isinstance(item, Skipped)]
        if not good:
            reason = bad[-1].reason if bad else "no records"
            msg = f"{source.name}: no paper could be read; the last record: {reason}"
            raise SourceError(msg)
        papers += good
        skipped += bad
        counts.append((source.name, len(good)))
    kept, conflicts = _merge(papers)
    skipped += conflicts
    if strict and skipped:
        msg = f"{skipped[0].where}: {skipped[0].reason}"
        raise SourceError(msg)
    return Reading(kept, tuple(counts), tuple(skipped))
