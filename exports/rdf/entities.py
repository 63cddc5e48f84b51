"""Entities: concepts with names, what the vocabulary knows of them, and IRIs they have no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from exports.rdf.terms import Pair, Subject, integer, resource, term, text, types
from ontology.iris import entity_id
from ontology.knowledge import Entity
from ontology.known import find_known, find_known_among
from ontology.links import WIKIDATA, known_links
from ontology.records import Merge
from ontology.schema import EntityType, Subtype

__all__ = ["entity_pairs", "retired"]


def entity_pairs(entity: Entity) -> Iterator[Pair]:
    """What an entity is, how it is called and what else is known of it."""
    yield from types("Method" if entity.subtype is Subtype.METHOD else entity.type)
    yield term("skos:prefLabel"), text(entity.name)
    for alias in entity.aliases:
        yield term("skos:altLabel"), text(alias)
    yield term("pk:paperCount"), integer(len(entity.papers))
    if entity.subtype is not None:
        yield term("pk:subtype"), text(entity.subtype)
    yield from _known(entity)


def _known(entity: Entity) -> Iterator[Pair]:
    """What the vocabulary says of a thing of this name, and where else it is described."""
    known = find_known(entity.type, entity.name)
    if known is not None and known.unit:
        yield term("pk:unit"), text(known.unit)
    if known is not None and known.direction is not None:
        yield term("pk:direction"), text(known.direction)
    for link in known_links(entity.type, entity.name):
        is_concept = link.startswith(WIKIDATA)
        yield term("skos:exactMatch" if is_concept else "foaf:page"), ox.NamedNode(link)


def retired(entities: Iterable[Entity], merges: Iterable[Merge]) -> Iterator[Subject]:
    """IRIs that a name would give, or has given, and that no entity has: each with its successors.

    A name that was merged or replaced by another had an IRI of its own while
    nothing else was known, or in a library without the other papers. So these
    follow from what the library holds and not from how it grew. A name of
    several things leads to each of them.

    Args:
        entities: All of them, sorted by id.
        merges: All of them.

    Yields:
        Each such IRI once, sorted.
    """
    successors: dict[str, set[str]] = defaultdict(set)
    named: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    live = set()
    for entity in entities:
        live.add(entity.id)
        names = (entity.name, *entity.aliases)
        known = find_known_among(entity.type, names)  # so it is called unless the user decided
        for name in (*names, *((known.name,) if known else ())):
            named[entity.type, name].add(entity.id)
    for (type_, name), ids in named.items():
        successors[entity_id(type_, name)] |= ids
    for merge in merges:
        successors[entity_id(merge.type, merge.source)] |= named.get(
            (merge.type, merge.target), set()
        )
    for old in sorted(successors.keys() - live):
        links = ((term("dcterms:isReplacedBy"), resource(new)) for new in sorted(successors[old]))
        if pairs := tuple(links):
            yield resource(old), pairs
