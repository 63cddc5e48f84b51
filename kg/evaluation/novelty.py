"""New names: in no vocabulary and in no training data. To find these is the point."""

from __future__ import annotations

from collections.abc import Iterable

from kg.evaluation.annotation import Annotation, Thing
from ontology.keys import name_key
from ontology.known import known_entities

__all__ = ["is_new", "known_keys"]


def known_keys(seen: Iterable[Annotation] = ()) -> frozenset[str]:
    """Keys of all names that could be known before reading.

    Args:
        seen: What a tagger was trained on.

    Returns:
        Keys as the vocabulary compares them.
    """
    surfaces = {surface for entity in known_entities() for surface in entity.surfaces}
    for annotation in seen:
        for thing in annotation.things:
            surfaces.update((thing.name, *thing.surfaces))
    return frozenset(map(name_key, surfaces))


def is_new(thing: Thing, known: frozenset[str]) -> bool:
    """Whether neither its name nor any form of it is known.

    >>> from kg.evaluation.annotation import EntityRecord, Record, annotate
    >>> from ontology.schema import EntityType
    >>> thing = annotate(Record("T", (EntityRecord("Zyx", EntityType.MODEL),))).things[0]
    >>> is_new(thing, known_keys()), is_new(thing, frozenset({"zyx"}))
    (True, False)
    """
    return not any(name_key(surface) in known for surface in (thing.name, *thing.surfaces))
