"""Claims and results as rows, so that some of them can be read without the others.

A sentence is not kept a second time: it is cut from the text of its paper, by
its offsets. Only one that does not stand there is kept as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import msgspec

from kg.library.database import DATABASE, Connection, pack, unpack
from ontology.errors import LibraryError
from ontology.knowledge import Claim, Knowledge, ResultNode
from ontology.records import Evidence, Paper
from ontology.schema import EntityRelation, Role

__all__ = ["CLAIM", "RESULT", "claims_of", "results_of", "save_claims"]

CLAIM = "claims.number, head, relation, tail, paper, core, evidence"
RESULT = "results.record"

ClaimRow = tuple[int, int | None, str, int, int, int, bytes]
# Evidence with its sentence last: None where the offsets tell it.
_Place = tuple[int, int, tuple[tuple[int, int], ...], str, float, str | None]
_RELATIONS: Mapping[str, Role | EntityRelation] = {str(r): r for r in (*Role, *EntityRelation)}
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[_Place, ...]).decode


def save_claims(
    connection: Connection,
    knowledge: Knowledge,
    papers: Mapping[str, int],
    entities: Mapping[str, int],
) -> None:
    """Keep claims and results.

    Args:
        connection: In a transaction; the tables are empty.
        knowledge: What has them.
        papers: Number of each paper, by node id.
        entities: Number of each entity, by id.
    """
    texts = {paper.node: paper.text for paper in knowledge.papers}
    connection.executemany(
        "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number, entities.get(claim.head), str(claim.relation), entities[claim.tail],
                papers[claim.paper], claim.core,
                _encode([_place(e, texts[claim.paper]) for e in claim.evidence]),
            )
            for number, claim in enumerate(knowledge.claims)
        ),
    )  # fmt: skip
    connection.executemany(
        "INSERT INTO results VALUES (?, ?, ?, ?)",
        (
            (number, result.id, papers[result.paper], pack(result))
            for number, result in enumerate(knowledge.results)
        ),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO ends VALUES (?, ?)",  # a model may be its own baseline
        (
            (entities[node], number)
            for number, result in enumerate(knowledge.results)
            for _, node in result.links
            if node in entities
        ),
    )


def _place(evidence: Evidence, text: str) -> _Place:
    start, end = evidence.start, evidence.end
    other = None if text[start:end] == evidence.sentence else evidence.sentence
    return start, end, evidence.spans, evidence.component, evidence.confidence, other


def claims_of(
    rows: Iterable[ClaimRow], papers: Mapping[int, Paper], entities: Callable[[int], str]
) -> Iterator[Claim]:
    """The claims of rows of `CLAIM`.

    Args:
        rows: Of the table.
        papers: By number, those that make the claims.
        entities: From the number of an entity to its id.

    Raises:
        LibraryError: If a row is damaged.
    """
    nodes = {number: paper.node for number, paper in papers.items()}
    sentence = cache(lambda paper, start, end: texts[paper][start:end])
    texts = {number: paper.text for number, paper in papers.items()}
    for number, head, relation, tail, paper, core, told in rows:
        try:
            best, *others = (
                Evidence(
                    sentence(paper, start, end) if other is None else other,
                    start,
                    end,
                    spans,
                    component,
                    sure,
                )
                for start, end, spans, component, sure, other in _decode(told)
            )
        except (msgspec.DecodeError, ValueError) as error:
            msg = f"{DATABASE} is damaged (claim {number}: {error}); delete it and build it again"
            raise LibraryError(msg) from error
        yield Claim(
            nodes[paper] if head is None else entities(head), _RELATIONS[relation],
            entities(tail), nodes[paper], (best, *others), best.confidence, core=bool(core),
        )  # fmt: skip


def results_of(rows: Iterable[tuple[bytes]]) -> Iterator[ResultNode]:
    """The results of rows of `RESULT`.

    Raises:
        LibraryError: If a row is damaged.
    """
    return (unpack(record, ResultNode) for (record,) in rows)
