"""The known entities: names, aliases and facts from the TSV files in `ontology/vocabulary`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ontology.keys import name_key
from ontology.schema import NODE_TYPES, Direction, EntityType, NodeType, Subtype

__all__ = [
    "KnownEntity",
    "find_known",
    "find_known_among",
    "is_cased",
    "is_short",
    "known_entities",
    "long_name",
    "resemble",
]

RESEMBLANCE = 0.85  # of two long forms, by difflib's ratio


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """One line of the vocabulary.

    Attributes:
        name: Canonical name.
        type: Its type.
        subtype: For a Model.
        aliases: Other surface forms as papers write them.
        unit: For a Metric, the unit it is given in.
        direction: For a Metric, which way is better.
        source: Where the name is from.
    """

    name: str
    type: EntityType
    subtype: Subtype | None
    aliases: tuple[str, ...]
    unit: str
    direction: Direction | None
    source: str

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


def is_cased(surface: str) -> bool:
    """Whether a vocabulary form is matched case by case: it has a capital letter.

    >>> is_cased("CLIP"), is_cased("image classification")
    (True, False)
    """
    return surface != surface.lower()


def _rows(type_: EntityType) -> Iterator[KnownEntity]:
    path = files("ontology") / "vocabulary" / f"{NODE_TYPES[NodeType(type_)].plural.lower()}.tsv"
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield KnownEntity(
                name=row["name"],
                type=type_,
                subtype=Subtype(row["subtype"]) if row.get("subtype") else None,
                aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
                unit=row.get("unit") or "",
                direction=Direction(row["direction"]) if row.get("direction") else None,
                source=row["source"],
            )


@cache
def known_entities() -> tuple[KnownEntity, ...]:
    """All known entities, by type and name; read once, on first use."""
    return tuple(entity for type_ in EntityType for entity in _rows(type_))


@cache
def _by_key() -> Mapping[tuple[EntityType, str], KnownEntity]:
    """Type and key to known entity; a name wins over an alias."""
    table: dict[tuple[EntityType, str], KnownEntity] = {}
    for entity in known_entities():
        table.setdefault((entity.type, name_key(entity.name)), entity)
    for entity in known_entities():
        for alias in entity.aliases:
            table.setdefault((entity.type, name_key(alias)), entity)
    return MappingProxyType(table)


def find_known(type_: EntityType, surface: str) -> KnownEntity | None:
    """The known entity of a type that a surface form names, if any.

    >>> find_known(EntityType.MODEL, "Multi-Layer Perceptrons").name
    'multilayer perceptron'
    >>> find_known(EntityType.MODEL, "no such thing") is None
    True
    """
    return _by_key().get((type_, name_key(surface)))


def is_short(surface: str) -> bool:
    """Whether a surface form is a short form: one word with two capitals.

    >>> is_short("LoRA"), is_short("Retrieval"), is_short("RE tasks")
    (True, False, False)
    """
    return " " not in surface and sum(c.isupper() for c in surface) >= 2


def resemble(one: str, other: str) -> bool:
    """Whether two long forms are spelled so much alike that they are one name.

    >>> resemble("low-rank adaptation", "Low-Rank Adaption"), resemble("recursive", "recurrent")
    (True, False)
    """
    return SequenceMatcher(None, name_key(one), name_key(other)).ratio() >= RESEMBLANCE


def find_known_among(
    type_: EntityType, surfaces: Iterable[str], others: Iterable[str] = ()
) -> KnownEntity | None:
    """The known entity that the forms of one thing name together.

    A short form that the text gives another long form for than the vocabulary
    does is not the known thing: ANN may be an artificial neural network.

    Args:
        type_: Type of the thing.
        surfaces: Its forms, those to try first in front.
        others: Further forms, which only speak for or against what the first name.

    Returns:
        The first known entity that the long forms do not speak against.

    >>> find_known_among(EntityType.MODEL, ["LoRA", "Low-Rank Adaption"]).name
    'LoRA'
    >>> find_known_among(EntityType.MODEL, ["LoRA"], ["Longitudinal Radio Array"]) is None
    True
    """
    forms = list(surfaces)
    long = [form for form in (*forms, *others) if not is_short(form)]
    for form in sorted(forms, key=is_short):
        known = find_known(type_, form)
        if known is None:
            continue
        known_long = [surface for surface in known.surfaces if not is_short(surface)]
        if not (is_short(form) and long and known_long):
            return known
        if any(resemble(one, other) for one in long for other in known_long):
            return known
    return None


def long_name(ordered: Sequence[str], others: Iterable[str] = ()) -> str:
    """The first long form of a thing; its first name where it has none.

    For a thing whose short form means something else as well.

    Args:
        ordered: Its names, the one to show first.
        others: Further forms.

    >>> long_name(["LoRA", "Longitudinal Radio Array"]), long_name(["LoRA"])
    ('Longitudinal Radio Array', 'LoRA')
    """
    return next((form for form in (*ordered, *others) if not is_short(form)), ordered[0])
