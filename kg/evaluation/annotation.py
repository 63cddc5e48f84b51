"""What somebody says a paper names: the same record for a careful reader and for the graph.

`Record` is the shape of the files, as annotated abstracts and ``paperkg export
--format records`` write it. `Annotation` is what is compared: entities with
their keys, what is said of them by index.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluation.keys import surface_key, value_key
from ontology.keys import title_key
from ontology.schema import EntityRelation, EntityType, ResultKind, Role

__all__ = ["Annotation", "Place", "Record", "Span", "Stated", "Thing", "annotate"]

# Start, end and what it is: a type of ours or a label of others.
Span = tuple[int, int, str]
# An entity by its index, or the name of something that is not among them.
End = int | str
RESULT_ENDS = ("model", "dataset", "metric")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands; `entity` is an index where the entity does not hold the place."""

    start: int
    end: int
    text: str
    entity: int = 0


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity of a paper in a file."""

    name: str
    type: EntityType
    id: str | None = None
    roles: tuple[Role, ...] = ()
    core: bool = True
    mentions: tuple[str | Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """A result in a file; ends are names or ids."""

    value: str
    model: str | None = None
    dataset: str | None = None
    metric: str | None = None
    kind: ResultKind | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A paper in a file; fields that are not compared are left out."""

    title: str
    entities: tuple[EntityRecord, ...]
    id: str = ""
    abstract: str = ""
    mentions: tuple[Place, ...] = ()
    relations: tuple[tuple[str, EntityRelation, str], ...] = ()
    results: tuple[ResultRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of one paper.

    Attributes:
        id: The same in every paper that names the same thing; may be empty.
        name: For a reader.
        type: Its type.
        core: False where it makes no difference whether it is found.
        roles: What the paper does with it; mere mention is no role.
        surfaces: Every form the text has for it.
        spans: Where it is mentioned, as far as that is known.
        forms: Keys of the surfaces; of the name where there are none.
    """

    id: str
    name: str
    type: EntityType
    core: bool
    roles: frozenset[Role]
    surfaces: tuple[str, ...]
    spans: frozenset[tuple[int, int]]
    forms: frozenset[str]

    @property
    def all_forms(self) -> frozenset[str]:
        """Keys of the surfaces and of the name."""
        return self.forms | keys([self.name])


@dataclass(frozen=True, slots=True)
class Stated:
    """A result: key of its value, kind, and the keys of what it is of, on and in."""

    value: str
    kind: ResultKind | None
    ends: tuple[frozenset[str] | None, ...]  # in the order of RESULT_ENDS


@dataclass(frozen=True, slots=True)
class Annotation:
    """A paper as somebody reads it."""

    title: str
    things: tuple[Thing, ...]
    relations: frozenset[tuple[End, EntityRelation, End]] = frozenset()
    results: tuple[Stated, ...] = ()

    @property
    def key(self) -> str:
        """What papers are joined by."""
        return title_key(self.title)

    def spans(self, *, core: bool) -> frozenset[Span]:
        """Where core things, or those that make no difference, are mentioned, with their type."""
        return frozenset(
            (start, end, str(thing.type))
            for thing in self.things
            if thing.core == core
            for start, end in thing.spans
        )


def keys(surfaces: Iterable[str]) -> frozenset[str]:
    """Keys of surface forms, without those that have none.

    >>> sorted(keys(["The CNNs", "CNN", "..."]))
    ['cnn']
    """
    return frozenset(surface_key(surface) for surface in surfaces) - {""}


def _thing(index: int, entity: EntityRecord, record: Record) -> Thing:
    surfaces = tuple(dict.fromkeys(m if isinstance(m, str) else m.text for m in entity.mentions))
    places = [m for m in entity.mentions if isinstance(m, Place)]
    places += [place for place in record.mentions if place.entity == index]
    return Thing(
        id=entity.id or "",
        name=entity.name,
        type=entity.type,
        core=entity.core,
        roles=frozenset(entity.roles) - {Role.MENTIONS},
        surfaces=surfaces,
        spans=frozenset((place.start, place.end) for place in places),
        forms=keys(surfaces) if surfaces else keys([entity.name]),
    )


def annotate(record: Record) -> Annotation:
    """What a file says of a paper, ready to be compared.

    >>> record = Record("T", (EntityRecord("CNN", EntityType.MODEL, mentions=("CNNs",)),))
    >>> annotate(record).things[0].forms
    frozenset({'cnn'})
    """
    things = tuple(_thing(index, e, record) for index, e in enumerate(record.entities))
    index_of: dict[str, int] = {}
    for index, thing in enumerate(things):
        for name in filter(None, (thing.id, thing.name)):
            index_of.setdefault(name, index)

    def forms(name: str | None) -> frozenset[str] | None:
        if name is None:
            return None
        index = index_of.get(name)
        return frozenset([surface_key(name)]) if index is None else things[index].all_forms

    return Annotation(
        title=record.title,
        things=things,
        relations=frozenset(
            (index_of.get(head, head), relation, index_of.get(tail, tail))
            for head, relation, tail in record.relations
        ),
        results=tuple(
            Stated(
                value_key(result.value),
                result.kind,
                tuple(forms(getattr(result, end)) for end in RESULT_ENDS),
            )
            for result in record.results
        ),
    )
