"""What follows from the extractions, kept so that loading need not resolve again.

Kept are the papers, the entities, which paper names which of them, and what
only the whole corpus says (kin, names joined across papers). Claims and the
graph are made anew: each follows from one paper and its links.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from kg.claims import all_claims, all_results
from kg.graph import build_graph, shown_aliases
from kg.kinship import is_kin
from kg.library.database import Connection, pack, unpack
from kg.library.extractions import extracted
from kg.memory import collecting_later
from kg.overrides.apply import override
from kg.overrides.tables import Overrides
from kg.resolution import all_merges
from ontology.keys import name_key, title_key
from ontology.records import Claim, Entity, Evidence, Extraction, Knowledge, Merge, Paper
from ontology.schema import EntityRelation

__all__ = [
    "KIN_ROWS",
    "decided",
    "kin_of",
    "load_papers",
    "load_resolved",
    "paper_digest",
    "paper_digests",
    "save_resolved",
]

KIN_ROWS = """
SELECT heads.node, tails.node, papers.node, kin.record FROM kin
JOIN entities AS heads ON heads.number = head JOIN entities AS tails ON tails.number = tail
JOIN papers ON papers.number = kin.paper"""

_TABLES = ("papers", "entities", "names", "links", "kin", "merges")


@dataclass(frozen=True, slots=True)
class _Kin:
    """What is kept of a claim of kin beside its ends and its paper."""

    relation: EntityRelation
    evidence: tuple[Evidence, ...]
    confidence: float
    core: bool


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
    connection.executemany(
        "INSERT INTO kin VALUES (?, ?, ?, ?)",
        (
            (
                entities[claim.head], entities[claim.tail], papers[claim.paper],
                pack(_kin(claim)),
            )
            for claim in knowledge.claims
            if is_kin(claim)
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO merges VALUES (?)",
        ((pack(merge),) for merge in knowledge.merges if not merge.paper),
    )


def _kin(claim: Claim) -> _Kin:
    relation = EntityRelation(claim.relation)
    return _Kin(relation, claim.evidence, claim.confidence, claim.core)


def _names(entities: Iterable[Entity]) -> Iterator[tuple[str, int, int]]:
    """Each key of a name of each entity, and whether it is that of its canonical name."""
    for number, entity in enumerate(entities):
        own = name_key(entity.name)
        for key in sorted({own, *map(name_key, shown_aliases(entity))} - {""}):
            yield key, number, int(key == own)


def kin_of(rows: Iterable[tuple[str, str, str, bytes]]) -> Iterator[Claim]:
    """The claims of rows that `KIN_ROWS` gives."""
    for head, tail, paper, said in rows:
        kin = unpack(said, _Kin)
        yield Claim(head, kin.relation, tail, paper, kin.evidence, kin.confidence, core=kin.core)


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


def decided(
    connection: Connection, kept: Collection[tuple[Paper, str]], overrides: Overrides
) -> Iterator[Extraction]:
    """What was extracted from papers, with the user's decisions applied.

    Args:
        connection: To the database.
        kept: Papers, each with the fingerprint of its extraction.
        overrides: The decisions.

    Yields:
        An extraction a paper, in their order.
    """
    for (paper, _), extraction in zip(kept, extracted(connection, kept), strict=True):
        yield override(extraction, paper, overrides)


@collecting_later()
def load_resolved(connection: Connection, overrides: Overrides) -> Knowledge:
    """Put the knowledge together from what was kept.

    Args:
        connection: Open for reading.
        overrides: Those that were in force when it was resolved.

    Returns:
        The same as was saved.

    Raises:
        LibraryError: If the database is damaged.
    """
    kept = load_papers(connection)
    papers = tuple(paper for paper, _ in kept)
    extractions = tuple(decided(connection, kept, overrides))
    rows = connection.execute("SELECT record FROM entities ORDER BY number")
    entities = tuple(unpack(row[0], Entity) for row in rows)
    links = dict(zip((p.id for p in papers), _links(connection, papers, entities), strict=True))
    claims = all_claims(extractions, links, kin_of(connection.execute(KIN_ROWS)))
    results = all_results(extractions, links)
    across = (unpack(row[0], Merge) for row in connection.execute("SELECT record FROM merges"))
    return Knowledge(
        papers=papers,
        extractions=extractions,
        entities=entities,
        claims=claims,
        results=results,
        merges=all_merges(across, extractions),
        links=links,
        graph=build_graph(papers, entities, claims, results),
    )


def _links(
    connection: Connection, papers: tuple[Paper, ...], entities: tuple[Entity, ...]
) -> Iterator[tuple[str, ...]]:
    """The entity ids of each paper, in the order of the papers."""
    rows = connection.execute("SELECT paper, entity FROM links ORDER BY paper, place")
    named: list[list[str]] = [[] for _ in papers]
    for paper, entity in rows:
        named[paper].append(entities[entity].id)
    yield from map(tuple, named)
