"""Names that papers use for things of several types, as a table: decided paper by paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exports.tables import write_tsv
from ontology.keys import name_key
from ontology.knowledge import Knowledge
from ontology.schema import EntityType

__all__ = ["TypeConflict", "find_type_conflicts", "write_type_conflicts"]

COLUMNS = ("name", "type", "entity", "papers", "example")


@dataclass(frozen=True, slots=True)
class TypeConflict:
    """One of the types of a name.

    Attributes:
        key: The comparison key that the names share.
        name: The most frequent spelling for this type.
        type: The type.
        entity: Node id of what most papers mean.
        papers: Ids of the papers that mean this type, sorted.
    """

    key: str
    name: str
    type: EntityType
    entity: str
    papers: tuple[str, ...]


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))


def find_type_conflicts(knowledge: Knowledge) -> list[TypeConflict]:
    """Find the names that stand for things of several types.

    Returns:
        The types of each such name; the names that most papers use first, then
        by key, the types of a name by the number of papers.
    """
    spellings: dict[tuple[str, EntityType], Counter[str]] = defaultdict(Counter)
    entities: dict[tuple[str, EntityType], Counter[str]] = defaultdict(Counter)
    papers: dict[tuple[str, EntityType], set[str]] = defaultdict(set)
    types: dict[str, set[EntityType]] = defaultdict(set)
    for extraction in knowledge.extractions:
        ids = knowledge.links[extraction.paper]
        for entity, id_ in zip(extraction.entities, ids, strict=True):
            for form, count in Counter(mention.text for mention in entity.mentions).items():
                place = name_key(form), entity.type
                spellings[place][form] += count
                entities[place][id_] += extraction.paper not in papers[place]
                papers[place].add(extraction.paper)
                types[place[0]].add(entity.type)
    found = [
        TypeConflict(
            key, _most(spellings[key, type_]), type_, _most(entities[key, type_]),
            tuple(sorted(papers[key, type_])),
        )
        for key, several in types.items()
        if key and len(several) > 1
        for type_ in several
    ]  # fmt: skip
    total = {
        key: len(set().union(*(papers[key, type_] for type_ in several)))
        for key, several in types.items()
    }
    return sorted(found, key=lambda c: (-total[c.key], c.key, -len(c.papers), c.type))


def _rows(knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    for conflict in find_type_conflicts(knowledge):
        count = str(len(conflict.papers))
        yield conflict.name, conflict.type, conflict.entity, count, conflict.papers[0]


def write_type_conflicts(knowledge: Knowledge, path: Path) -> None:
    """Write every type of every name that has several: name, type, entity, papers, an example."""
    write_tsv(path, COLUMNS, _rows(knowledge))
