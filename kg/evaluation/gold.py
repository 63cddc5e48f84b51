"""Annotated abstracts: papers and what careful readers say of them, in one file.

A line holds a paper with ``title``, ``abstract``, ``entities``, ``mentions``,
``relations`` and ``results``. Relations and results refer to entities by name,
mentions by index; offsets count in title + line end + abstract, which are
taken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.evaluation.annotation import Annotation, Record, annotate
from kg.evaluation.rows import read_rows
from kg.readers.format import Skipped
from ontology.iris import paper_id
from ontology.records import Paper

__all__ = ["Gold", "read_gold"]


@dataclass(frozen=True, slots=True)
class Gold:
    """Annotated papers.

    Attributes:
        papers: In the order of the file.
        annotations: One a paper.
        skipped: Lines that could not be read.
    """

    papers: tuple[Paper, ...]
    annotations: tuple[Annotation, ...]
    skipped: tuple[Skipped, ...]


def _paper(record: Record) -> Paper:
    return Paper(record.id.strip() or paper_id(record.title), record.title, record.abstract)


def _problems(record: Record) -> Iterator[str]:
    if not record.title.strip() or not record.abstract.strip():
        yield 'no title or no abstract; both are needed, as "title" and "abstract"'
    names = [entity.name for entity in record.entities]
    known = set(names)
    for name in sorted(name for name in known if names.count(name) > 1):
        yield f"two entities are called {name!r}; relations and results need names of their own"
    text = _paper(record).text
    for place in record.mentions:
        if not 0 <= place.entity < len(names):
            yield f"mention {place.text!r} is of entity {place.entity}; there are {len(names)}"
        if text[place.start : place.end] != place.text:
            yield (
                f"mention {place.text!r} at {place.start}:{place.end}, where the text has "
                f"{text[place.start : place.end]!r}; offsets count in title + line end + abstract"
            )
    for head, relation, tail in record.relations:
        for end in sorted({head, tail} - known):
            yield f"{relation} names {end!r}, which is none of the entities"


def _check(record: Record) -> None:
    problem = next(_problems(record), None)
    if problem is not None:
        raise ValueError(problem)


def read_gold(sources: Iterable[str]) -> Gold:
    """Read annotated abstracts.

    Args:
        sources: Paths of JSONL files, or ``-``.

    Returns:
        Each paper once: of two with one title or one id the first.

    Raises:
        SourceError: If a file cannot be read or holds no annotated abstract.
    """
    rows, skipped = read_rows(sources, Record, _check)
    papers: dict[str, Paper] = {}
    annotations: dict[str, Annotation] = {}
    for where, record in rows:
        paper, annotation = _paper(record), annotate(record)
        if paper.id in papers or annotation.key in annotations:
            skipped.append(Skipped(where, f"title or id has come before: {paper.title[:60]!r}"))
            continue
        papers[paper.id] = paper
        annotations[annotation.key] = annotation
    return Gold(tuple(papers.values()), tuple(annotations.values()), tuple(skipped))
