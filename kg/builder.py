"""The one orchestration: sources to papers to extractions to knowledge to files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from exports.formats import FORMATS, LEAN, USUAL, ExportFormat, find_format
from exports.tables import write_tsv
from kg.assembly import assemble
from kg.layout import lay_out
from kg.library.database import DATABASE, Connection, compact, transaction, writing
from kg.library.extractions import extracted, known_fingerprints, storing
from kg.library.publishing import announce, publish, staging
from kg.library.resolved import paper_digest, paper_digests
from kg.library.sources import add_records, all_records, remove_papers_from
from kg.library.store import Content, change, must_be_built, read_knowledge
from kg.overrides.tables import Overrides, read_overrides, write_templates
from kg.progress import SILENT, Progress
from kg.readers.format import Skipped
from kg.readers.merging import Found, merge_papers
from kg.readers.reading import Records, complaint, read_records
from kg.workers import extract_in_processes
from ontology.errors import ExportError, SourceError
from ontology.knowledge import Knowledge
from ontology.records import Paper

__all__ = [
    "CONFLICTS",
    "SKIPPED",
    "Build",
    "Changes",
    "add_papers",
    "build_library",
    "export_files",
    "export_library",
    "remove_papers",
    "update_library",
]

SKIPPED = "skipped.tsv"
CONFLICTS = "conflicts.tsv"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many papers a build made new, changed, took out, or left as they were."""

    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made.

    Attributes:
        knowledge: Of all papers of the library.
        counts: Source name and number of papers in it.
        skipped: What could not be read.
        conflicts: What sources disagree about.
        changes: What became of the papers.
        reused: How many papers did not have to be extracted again.
        files: Where the exports stand, by format name.
    """

    knowledge: Knowledge
    counts: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
    conflicts: tuple[Skipped, ...]
    changes: Changes
    reused: int
    files: dict[str, Path]


def build_library(
    sources: Iterable[str],
    folder: Path,
    *,
    progress: Progress = SILENT,
    strict: bool = False,
    workers: int = 1,
) -> Build:
    """Make a library hold exactly the papers of some sources, and write its exports.

    Args:
        sources: Paths, or ``-`` for standard input.
        folder: The library folder.
        progress: Told of every stage.
        strict: Stop where a record cannot be read, before anything is written.
        workers: Most processes that read papers at once.

    Returns:
        What was made.

    Raises:
        SourceError: If a source cannot be read; with `strict`, if a record cannot.
        LibraryError: If the folder cannot be written, holds a library of another
            version, or overrides that cannot be understood.
        ExportError: If an export cannot be written.
    """
    read = read_records(sources, strict=strict)
    if strict:
        _refuse(merge_papers(read.found)[1])
    with _changing(folder) as (connection, overrides):
        return _make(connection, folder, overrides, read.found, read, progress, workers)


def add_papers(
    sources: Iterable[str],
    folder: Path,
    *,
    progress: Progress = SILENT,
    strict: bool = False,
    workers: int = 1,
) -> Build:
    """Add the papers of some sources to a library, or bring up to date those it has.

    A record takes the place of the one with the same id and title that the same
    source gave; all others stay. Arguments, what is given back and errors are those of
    `build_library`; with `strict`, only what is new may not disagree.
    """
    read = read_records(sources, strict=strict)
    if strict and not (folder / DATABASE).exists():
        _refuse(merge_papers(read.found)[1])
    with _changing(folder) as (connection, overrides):
        before = all_records(connection)
        records = add_records(before, read.found)
        if strict:
            known = merge_papers(before)[1]
            _refuse([note for note in merge_papers(records)[1] if note not in known])
        return _make(connection, folder, overrides, records, read, progress, workers, spare=True)


def remove_papers(
    names: Iterable[str], folder: Path, *, progress: Progress = SILENT, workers: int = 1
) -> Build:
    """Take papers out of a library, with all that only they say.

    Args:
        names: Of papers: id, node id, DOI, arXiv identifier or title.
        folder: The library folder.
        progress: Told of every stage.
        workers: Most processes that read papers at once.

    Returns:
        What was made.

    Raises:
        LibraryError: If no paper is called so, or the folder cannot be written.
        ExportError: If an export cannot be written.
    """
    must_be_built(folder)
    with _changing(folder) as (connection, overrides):
        records = remove_papers_from(all_records(connection), names)
        return _make(connection, folder, overrides, records, None, progress, workers)


def update_library(folder: Path, *, progress: Progress = SILENT, workers: int = 1) -> Build:
    """Bring a library up to date with this version and with its overrides, exports and all.

    Args:
        folder: The library folder.
        progress: Told of every stage.
        workers: Most processes that read papers at once.

    Returns:
        What was made.

    Raises:
        LibraryError: If there is no library, or it cannot be written.
        ExportError: If an export cannot be written.
    """
    must_be_built(folder)
    with _changing(folder) as (connection, overrides):
        records = all_records(connection)
        return _make(connection, folder, overrides, records, None, progress, workers)


@contextmanager
def _changing(folder: Path) -> Iterator[tuple[Connection, Overrides]]:
    """A library to be changed, after what an earlier build could not put in place."""
    overrides = read_overrides(folder)  # before anything is written: it may be refused
    with writing(folder) as connection:
        publish(connection, folder)
        yield connection, overrides
        compact(connection)


def _refuse(conflicts: Sequence[Skipped]) -> None:
    if conflicts:
        raise SourceError(complaint(conflicts))


def _make(
    connection: Connection,
    folder: Path,
    overrides: Overrides,
    records: Sequence[Found],
    read: Records | None,
    progress: Progress,
    workers: int,
    *,
    spare: bool = False,
) -> Build:
    """Bring a library from what it holds to what follows from some records."""
    from extractors.pipeline import fingerprint

    papers, conflicts = merge_papers(records)
    changes = _changes(connection, papers)
    prints = {paper.id: fingerprint(paper) for paper in papers}
    known = known_fingerprints(connection)
    new = [paper for paper in papers if prints[paper.id] not in known]
    with closing(extract_in_processes(new, workers)) as extracting:
        shown = progress.reading(extracting, len(new))
        with closing(storing(connection, shown)) as stored:
            for _ in stored:
                pass
    progress.stage("putting papers together")
    wanted = ((paper, prints[paper.id]) for paper in papers)
    knowledge = assemble(papers, extracted(connection, wanted), overrides)
    files = _stage(folder, knowledge, read, conflicts, progress)
    progress.stage("storing")
    change(connection, folder, Content(records, prints, knowledge, overrides, spare))
    publish(connection, folder)
    write_templates(folder)
    return Build(
        knowledge=knowledge,
        counts=read.counts if read else (),
        skipped=read.skipped if read else (),
        conflicts=conflicts,
        changes=changes,
        reused=len(papers) - len(new),
        files=files,
    )


def _changes(connection: Connection, papers: Iterable[Paper]) -> Changes:
    """What becomes of the papers of a library when it holds these."""
    before = paper_digests(connection)
    after = {paper.node: paper_digest(paper) for paper in papers}
    both = before.keys() & after.keys()
    same = sum(before[node] == after[node] for node in both)
    return Changes(
        added=len(after) - len(both),
        changed=len(both) - same,
        removed=len(before) - len(both),
        unchanged=same,
    )


def _stage(
    folder: Path,
    knowledge: Knowledge,
    read: Records | None,
    conflicts: Iterable[Skipped],
    progress: Progress,
) -> dict[str, Path]:
    """Get ready all files that show the library: the usual ones, and those that stand there."""
    names = [n for n, f in FORMATS.items() if f.usual or (folder / f.filename).exists()]
    with staging(folder) as stage:
        export_files(knowledge, stage, names, progress)
        tables = [(CONFLICTS, conflicts)]
        if read is not None:
            tables.append((SKIPPED, read.skipped))
        for name, items in tables:
            write_tsv(stage / name, ("where", "reason"), ((i.where, i.reason) for i in items))
    return {name: folder / FORMATS[name].filename for name in names}


def export_library(folder: Path, formats: Iterable[str] = USUAL) -> dict[str, Path]:
    """Write exports into the folder of their library, while nobody changes it.

    Args:
        folder: The library folder.
        formats: Names of formats; by default the usual ones.

    Returns:
        Path by format name.

    Raises:
        LibraryError: If there is no library, or it cannot be written.
        ExportError: If a format is unknown or a file cannot be written.
    """
    chosen = [find_format(name).name for name in formats]
    must_be_built(folder)
    with _changing(folder) as (connection, _):
        with staging(folder) as stage:
            export_files(read_knowledge(folder), stage, chosen)
        with transaction(connection):
            announce(connection, folder)
        publish(connection, folder)
    return {name: folder / FORMATS[name].filename for name in chosen}


def export_files(
    knowledge: Knowledge,
    folder: Path,
    formats: Iterable[str] = USUAL,
    progress: Progress = SILENT,
    *,
    lean: bool = False,
) -> dict[str, Path]:
    """Write exports into a folder under their usual names.

    Args:
        knowledge: What to write.
        folder: Where.
        formats: Names of formats; by default the usual ones.
        progress: Told of every file.
        lean: Whether to leave out evidence and mentions; only RDF can.

    Returns:
        Path by format name.

    Raises:
        ExportError: If a format is unknown or cannot be lean, or a file cannot be written.
    """
    chosen = [find_format(name) for name in formats]
    writers = {format_.name: _writer(format_, lean=lean) for format_ in chosen}
    if any(format_.shows_layout for format_ in chosen):
        progress.stage("laying out")
        knowledge = replace(knowledge, layout=lay_out(knowledge.graph))
    paths = {}
    for format_ in chosen:
        progress.stage(f"writing {format_.filename}")
        paths[format_.name] = folder / format_.filename
        writers[format_.name](knowledge, paths[format_.name])
    return paths


def _writer(format_: ExportFormat, *, lean: bool) -> Callable[[Knowledge, Path], None]:
    """What writes a format, with or without evidence and mentions."""
    if not lean:
        return format_.write
    if format_.write_lean is None:
        msg = f"{format_.name}: there is no lean form of it; there is of: {', '.join(LEAN)}"
        raise ExportError(msg)
    return format_.write_lean
