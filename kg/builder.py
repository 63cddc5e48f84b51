"""The one orchestration: sources to papers to extractions to knowledge to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from exports.formats import USUAL, find_format
from kg.layout import lay_out
from kg.library import assemble, read_extractions, write_library
from kg.overrides.tables import read_overrides
from kg.readers.format import Skipped
from kg.readers.reading import read_sources
from kg.workers import extract_in_processes
from ontology.records import Extraction, Knowledge, Paper

__all__ = ["Build", "Progress", "build_library", "export_files", "extract_new"]

# Called with the extractions to come and how many there will be; gives them on.
Progress = Callable[[Iterable[Extraction], int], Iterable[Extraction]]


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made.

    Attributes:
        knowledge: Of all papers.
        counts: Source name and number of papers in it.
        skipped: What could not be read.
        conflicts: What sources disagree about.
        reused: How many papers did not have to be extracted again.
        files: Where the exports stand, by format name.
    """

    knowledge: Knowledge
    counts: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
    conflicts: tuple[Skipped, ...]
    reused: int
    files: dict[str, Path]


def _no_progress(extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
    return extractions


def extract_new(
    papers: tuple[Paper, ...],
    before: dict[str, Extraction],
    progress: Progress = _no_progress,
    workers: int = 1,
) -> Iterator[Extraction]:
    """Extract the papers whose text or pipeline is new; take the others as they were.

    Args:
        papers: All papers.
        before: Earlier extractions by fingerprint.
        progress: Wraps those that are extracted now.
        workers: Most processes to use.

    Yields:
        One extraction a paper; those that were known first.
    """
    from extractors.pipeline import fingerprint

    known = {paper.id: before.get(fingerprint(paper)) for paper in papers}
    for paper in papers:
        old = known[paper.id]
        if old is not None:
            merges = tuple(replace(merge, paper=paper.id) for merge in old.merges)
            yield replace(old, paper=paper.id, merges=merges)
    new = [paper for paper in papers if known[paper.id] is None]
    yield from progress(extract_in_processes(new, workers), len(new))


def export_files(
    knowledge: Knowledge, folder: Path, formats: Iterable[str] = USUAL
) -> dict[str, Path]:
    """Write exports into a folder under their usual names.

    Args:
        knowledge: What to write.
        folder: Where.
        formats: Names of formats; by default the usual ones.

    Returns:
        Path by format name.

    Raises:
        ExportError: If a format is unknown or a file cannot be written.
    """
    chosen = [find_format(name) for name in formats]
    knowledge = replace(knowledge, layout=lay_out(knowledge.graph))
    paths = {}
    for format_ in chosen:
        paths[format_.name] = folder / format_.filename
        format_.write(knowledge, paths[format_.name])
    return paths


def build_library(
    sources: Iterable[str],
    folder: Path,
    *,
    progress: Progress = _no_progress,
    strict: bool = False,
    workers: int = 1,
) -> Build:
    """Make a library hold exactly the papers of some sources, and write the usual exports.

    Args:
        sources: Paths, or ``-`` for standard input.
        folder: The library folder.
        progress: Wraps the papers that are extracted now.
        strict: Stop where a record cannot be read, before anything is written.
        workers: Most processes that read papers at once.

    Returns:
        What was made.

    Raises:
        SourceError: If a source cannot be read; with `strict`, if a record cannot.
        LibraryError: If the folder holds a library of another version, or
            overrides that cannot be understood.
        ExportError: If the folder cannot be written.
    """
    reading = read_sources(sources, strict=strict)
    before = read_extractions(folder)
    overrides = read_overrides(folder)
    extractions = list(extract_new(reading.papers, before, progress, workers))
    knowledge = assemble(reading.papers, extractions, overrides)
    write_library(folder, reading.papers, extractions, reading.skipped, reading.conflicts)
    files = export_files(knowledge, folder)
    reused = sum(1 for e in extractions if e.fingerprint in before)
    return Build(knowledge, reading.counts, reading.skipped, reading.conflicts, reused, files)
