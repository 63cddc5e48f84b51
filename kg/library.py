"""What is on disk: a folder that holds the papers and what was extracted from them.

``manifest.json`` says which version wrote it; ``papers.jsonl`` and
``extractions.jsonl`` hold one record a line. Entities, claims and the graph
follow from these and are made anew on loading. What the user decides stands
in ``overrides/`` and is never written over. Every file is replaced as a whole
or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from exports.files import replacing
from exports.tables import write_tsv
from kg.graph import build_graph, check_graph
from kg.overrides.apply import override
from kg.overrides.tables import NO_OVERRIDES, Overrides, read_overrides, write_templates
from kg.readers.format import Skipped
from kg.resolution import resolve
from ontology.errors import GraphError, LibraryError
from ontology.records import Extraction, Knowledge, Paper
from ontology.version import __version__

__all__ = [
    "Manifest",
    "assemble",
    "read_extractions",
    "read_knowledge",
    "read_parts",
    "restore",
    "write_library",
]

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
PAPERS = "papers.jsonl"
EXTRACTIONS = "extractions.jsonl"
SKIPPED = "skipped.tsv"
CONFLICTS = "conflicts.tsv"

Record = TypeVar("Record", Paper, Extraction)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library folder says of itself."""

    schema: int
    version: str
    papers: int


def assemble(
    papers: Iterable[Paper],
    extractions: Iterable[Extraction],
    overrides: Overrides = NO_OVERRIDES,
) -> Knowledge:
    """Resolve and build: papers and extractions to knowledge.

    Args:
        papers: In any order.
        extractions: One for each paper, in any order.
        overrides: What the user decided.

    Returns:
        Knowledge whose graph keeps its contract.

    >>> len(assemble([], []).graph)
    0
    """
    ordered = tuple(sorted(papers, key=lambda paper: paper.node))
    by_paper = {extraction.paper: extraction for extraction in extractions}
    kept = tuple(override(by_paper[paper.id], paper, overrides) for paper in ordered)
    resolution = resolve(kept, overrides)
    graph = build_graph(ordered, resolution.entities, resolution.claims, resolution.results)
    check_graph(graph)
    return Knowledge(
        papers=ordered,
        extractions=kept,
        entities=resolution.entities,
        claims=resolution.claims,
        results=resolution.results,
        merges=resolution.merges,
        links=resolution.links,
        graph=graph,
    )


def write_library(
    folder: Path,
    papers: Iterable[Paper],
    extractions: Iterable[Extraction],
    skipped: Iterable[Skipped] = (),
    conflicts: Iterable[Skipped] = (),
) -> None:
    """Write the library folder; the manifest last, so that a folder with one is whole.

    Args:
        folder: Where; made if need be.
        papers: What to keep.
        extractions: Of these, as the extractors made them.
        skipped: Records that could not be read, for the user to look at.
        conflicts: What sources disagree about, for the same.

    Raises:
        ExportError: If the folder cannot be written.
    """
    encoder = msgspec.json.Encoder()
    kept = sorted(papers, key=lambda paper: paper.node)
    found = {extraction.paper: extraction for extraction in extractions}
    ordered = [found[paper.id] for paper in kept]
    for name, records in ((PAPERS, kept), (EXTRACTIONS, ordered)):
        with replacing(folder / name) as file:
            file.writelines(encoder.encode(record) + b"\n" for record in records)
    for name, items in ((SKIPPED, skipped), (CONFLICTS, conflicts)):
        write_tsv(folder / name, ("where", "reason"), ((i.where, i.reason) for i in items))
    write_templates(folder)
    with replacing(folder / MANIFEST) as file:
        manifest = Manifest(SCHEMA_VERSION, __version__, len(kept))
        file.write(msgspec.json.format(encoder.encode(manifest), indent=2) + b"\n")


def _read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        msg = f"{folder}: no library here; make one with: paperkg build SOURCES --out {folder}"
        raise LibraryError(msg) from error
    except (OSError, msgspec.DecodeError) as error:
        msg = f"{path}: cannot be read ({error}); delete {folder} and build the library again"
        raise LibraryError(msg) from error
    if manifest.schema != SCHEMA_VERSION:
        msg = (
            f"{path}: library of schema {manifest.schema}, this version reads {SCHEMA_VERSION}; "
            f"delete {folder} and build it again with: paperkg build SOURCES --out {folder}"
        )
        raise LibraryError(msg)
    return manifest


def _read_records(path: Path, record: type[Record]) -> tuple[Record, ...]:
    decoder = msgspec.json.Decoder(record)
    found: list[Record] = []
    number = 0
    try:
        for line in path.read_bytes().split(b"\n"):
            number += 1
            if line:
                found.append(decoder.decode(line))
    except FileNotFoundError as error:
        msg = f"{path}: missing; delete {path.parent} and build the library again"
        raise LibraryError(msg) from error
    except (OSError, msgspec.DecodeError) as error:
        msg = (
            f"{path}:{number}: damaged ({error}); delete {path.parent} and build the library again"
        )
        raise LibraryError(msg) from error
    return tuple(found)


def read_extractions(folder: Path) -> dict[str, Extraction]:
    """What was extracted before, by fingerprint of text and pipeline; empty where nothing was."""
    if not (folder / MANIFEST).exists():
        return {}
    _read_manifest(folder)
    return {e.fingerprint: e for e in _read_records(folder / EXTRACTIONS, Extraction)}


def read_parts(folder: Path) -> tuple[tuple[Paper, ...], tuple[Extraction, ...], Overrides]:
    """What a library folder holds: papers, what was extracted, what the user decided.

    Args:
        folder: Written by `write_library`.

    Raises:
        LibraryError: If there is none, of another version, or damaged.
    """
    manifest = _read_manifest(folder)
    papers = _read_records(folder / PAPERS, Paper)
    extractions = _read_records(folder / EXTRACTIONS, Extraction)
    if len(papers) != manifest.papers or {p.id for p in papers} != {e.paper for e in extractions}:
        msg = (
            f"{folder}: {PAPERS} and {EXTRACTIONS} do not belong together; build the library again"
        )
        raise LibraryError(msg)
    return papers, extractions, read_overrides(folder)


def read_knowledge(folder: Path) -> Knowledge:
    """Restore the knowledge of a library folder.

    Args:
        folder: Written by `write_library`.

    Returns:
        The same knowledge.

    Raises:
        LibraryError: If there is none, of another version, or damaged.
    """
    return restore(folder, *read_parts(folder))


def restore(
    folder: Path,
    papers: Iterable[Paper],
    extractions: Iterable[Extraction],
    overrides: Overrides,
) -> Knowledge:
    """Put together what was read from a library folder.

    Raises:
        LibraryError: If an extraction is damaged.
    """
    try:
        return assemble(papers, extractions, overrides)
    except (IndexError, GraphError) as error:
        msg = f"{folder / EXTRACTIONS}: damaged ({error}); build the library again"
        raise LibraryError(msg) from error
