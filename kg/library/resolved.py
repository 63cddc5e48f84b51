"""What follows from the extractions, kept so that loading need not resolve again.

Kept are the papers, the entities, which paper names which of them, claims,
results, and names joined across papers. The graph is made anew; what was
extracted is read where somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from kg.graph import build_graph, shown_aliases
from kg.library.claim_rows import CLAIM, RESULT, claims_of, results_of, save_claims
from kg.library.database import Connection, pack, reading, unpack
from kg.library.deferred import Deferred
from kg.library.extractions import extracted
from kg.memory import collecting_later
from kg.overrides.apply import override
from kg.overrides.tables import Overrides
from kg.resolution import all_merges
from ontology.keys import name_key, title_key
from ontology.knowledge import Entity, Knowledge
from ontology.records import Extraction, Merge, Paper

__all__ = ["load_papers", "load_resolved", "paper_digest", "paper_digests", "save_resolved"]

_TABLES = ("papers", "entities", "names", "links", "claims", "results", "ends", "merges")
Kept = Collection[tuple[Paper, str]]


def save_resolved(
    connection: Connection, knowledge: Knowledge, fingerprints: dict[str, str]
) -> None:
    """Keep what was resolved, in place of what was there.

    Args:
        connection: In a transaction.
        knowledge: Of all papers.
        fingerprints: Of the extraction of each paper, by paper id.
    """
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own names
    papers = {paper.node: number for number, paper in enumerate(knowledge.papers)}
    entities = {entity.id: number for number, entity in enumerate(knowledge.entities)}
    connection.executemany(
        "INSERT INTO papers VALUES (?, ?, ?, ?, ?)",
        (
            (number, paper.node, title_key(paper.title), fingerprints[paper.id], pack(paper))
            for number, paper in enumerate(knowledge.papers)
        ),
    )
    degree = knowledge.graph.degree
    connection.executemany(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?)",
        (
            (entities[e.id], e.id, str(e.type), len(e.papers), degree(e.id), pack(e))
            for e in knowledge.entities
        ),
    )
    connection.executemany("INSERT INTO names VALUES (?, ?, ?)", _names(knowledge.entities))
    connection.executemany(
        "INSERT INTO links VALUES (?, ?, ?)",
        (
            (number, place, entities[id_])
            for number, paper in enumerate(knowledge.papers)
            for place, id_ in enumerate(knowledge.links[paper.id])
        ),
    )
    save_claims(connection, knowledge, papers, entities)
    connection.executemany(
        "INSERT INTO merges VALUES (?)",
        ((pack(merge),) for merge in knowledge.merges if not merge.paper),
    )


def _names(entities: Iterable[Entity]) -> Iterator[tuple[str, int, int]]:
    """Each key of a name of each entity, and whether it is that of its canonical name."""
    for number, entity in enumerate(entities):
        own = name_key(entity.name)
        for key in sorted({own, *map(name_key, shown_aliases(entity))} - {""}):
            yield key, number, int(key == own)


def paper_digest(paper: Paper) -> bytes:
    """A hash by which a paper is told from what it was before."""
    return sha256(pack(paper)).digest()


def paper_digests(connection: Connection) -> dict[str, bytes]:
    """The hash of each paper of a library, by node id."""
    rows = connection.execute("SELECT node, record FROM papers")
    return {node: sha256(record).digest() for node, record in rows}


def load_papers(connection: Connection) -> list[tuple[Paper, str]]:
    """All papers, sorted by node id, each with the fingerprint of its extraction."""
    rows = connection.execute("SELECT record, fingerprint FROM papers ORDER BY number")
    return [(unpack(paper, Paper), fingerprint) for paper, fingerprint in rows]


def _decided(folder: Path, kept: Kept, overrides: Overrides) -> tuple[Extraction, ...]:
    """What was extracted from papers, with the user's decisions applied."""
    with reading(folder) as connection, collecting_later():
        found = extracted(connection, kept)
        return tuple(
            override(extraction, paper, overrides)
            for (paper, _), extraction in zip(kept, found, strict=True)
        )


@collecting_later()
def load_resolved(connection: Connection, folder: Path, overrides: Overrides) -> Knowledge:
    """Put the knowledge together from what was kept.

    Args:
        connection: Open for reading.
        folder: Of the library, which is opened again where somebody asks for
            what was extracted, or for the names that were joined.
        overrides: Those that were in force when it was resolved.

    Returns:
        The same as was saved.

    Raises:
        LibraryError: If the database is damaged.
    """
    kept = load_papers(connection)
    papers = tuple(paper for paper, _ in kept)
    rows = connection.execute("SELECT record FROM entities ORDER BY number")
    entities = tuple(unpack(row[0], Entity) for row in rows)
    ids = [entity.id for entity in entities]
    claims = tuple(
        claims_of(
            connection.execute(f"SELECT {CLAIM} FROM claims ORDER BY number"),  # noqa: S608
            dict(enumerate(papers)),
            ids.__getitem__,
        )
    )
    results = tuple(
        results_of(connection.execute(f"SELECT {RESULT} FROM results ORDER BY number"))  # noqa: S608
    )
    links = dict(zip((p.id for p in papers), _links(connection, papers, ids), strict=True))
    across = [unpack(row[0], Merge) for row in connection.execute("SELECT record FROM merges")]
    extractions = Deferred(partial(_decided, folder, kept, overrides))
    return Knowledge(
        papers=papers,
        extractions=extractions,
        entities=entities,
        claims=claims,
        results=results,
        merges=Deferred(lambda: all_merges(across, extractions)),
        links=links,
        graph=build_graph(papers, entities, claims, results),
    )


def _links(
    connection: Connection, papers: tuple[Paper, ...], ids: list[str]
) -> Iterator[tuple[str, ...]]:
    """The entity ids of each paper, in the order of the papers."""
    rows = connection.execute("SELECT paper, entity FROM links ORDER BY paper, place")
    named: list[list[str]] = [[] for _ in papers]
    for paper, entity in rows:
        named[paper].append(ids[entity])
    yield from map(tuple, named)
