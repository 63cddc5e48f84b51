"""Pairs of entities that a relation may join.

A pair is looked at where one sentence names both, or where its head is one of
the paper's own contributions: most statements of a paper are about these,
even where they are not named ("our method outperforms X").
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.annotations import sentences
from extractors.relation_signs import LEARNED, Counts, Told, View, read_signs, speaks_of_itself
from ontology.keys import name_key
from ontology.records import PaperEntity
from ontology.schema import RELATIONS, EntityRelation, EntityType, NodeType, Role

__all__ = ["RelationPair", "find_pairs"]

OWN = 3  # contributions that may be meant though not named
PLACES = 3  # of an entity in one sentence that are looked at


@dataclass(frozen=True, slots=True)
class RelationPair:
    """Two entities that a relation may join."""

    head: View
    relation: EntityRelation
    tail: View
    signs: tuple[float, ...]


def _look_at(entities: Sequence[PaperEntity], starts: Sequence[int]) -> list[View]:
    """The entities that the paper does something with; starts: of the sentences."""
    ranks = _ranks(entities)
    return [
        View(
            index=index,
            entity=entity,
            roles=roles,
            keys=frozenset(name_key(m.text) for m in entity.mentions),
            places=_places(entity, starts),
            rank=ranks[index],
        )
        for index, entity in enumerate(entities)
        if (roles := frozenset(role.role for role in entity.roles) - {Role.MENTIONS})
    ]


def _places(entity: PaperEntity, starts: Sequence[int]) -> dict[int, tuple[tuple[int, int], ...]]:
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for m in entity.mentions:
        places[max(bisect_right(starts, m.start) - 1, 0)].append((m.start, m.end))
    return {number: tuple(found[:PLACES]) for number, found in places.items()}


def _ranks(entities: Sequence[PaperEntity]) -> dict[int, int]:
    kinds: dict[tuple[NodeType, Role], list[int]] = defaultdict(list)
    for index, entity in enumerate(entities):
        for role in entity.roles:
            kinds[NodeType(entity.type), role.role].append(index)
    ranks: dict[int, int] = {}
    for members in kinds.values():
        often = sorted(
            members, key=lambda i: (-len(entities[i].mentions), entities[i].mentions[0].start)
        )
        for rank, index in enumerate(often):
            ranks[index] = min(rank, ranks.get(index, rank))
    return ranks


def find_pairs(doc: Doc, entities: Sequence[PaperEntity]) -> list[RelationPair]:
    """The pairs to judge.

    Args:
        doc: The text with sentence starts.
        entities: With their roles.

    Returns:
        Pairs in the order of head, relation and tail.
    """
    starts = tuple(sentence.start_char for sentence in sentences(doc))
    views = _look_at(entities, starts)
    own = tuple(speaks_of_itself(sentence.text) for sentence in sentences(doc))
    told = Told(doc.text, starts, own)
    chosen = sorted(_chosen(views), key=lambda pair: (pair[0].index, pair[1], pair[2].index))
    counts = _counts(views)
    return [
        RelationPair(head, relation, tail, read_signs(told, head, relation, tail, counts))
        for head, relation, tail in chosen
    ]


def _counts(views: Sequence[View]) -> Counts:
    types: dict[NodeType, int] = defaultdict(int)
    for view in views:
        types[NodeType(view.entity.type)] += 1
    own = sum(Role.INTRODUCES in v.roles and v.entity.type is EntityType.MODEL for v in views)
    return Counts(dict(types), own)


def _chosen(views: Sequence[View]) -> Iterator[tuple[View, EntityRelation, View]]:
    together: dict[int, list[View]] = defaultdict(list)
    for view in views:
        for number in view.places:
            together[number].append(view)
    pairs = {(a.index, b.index) for found in together.values() for a in found for b in found}
    own = [v for v in views if Role.INTRODUCES in v.roles and v.rank < OWN]
    pairs |= {(a.index, b.index) for a in own for b in views}
    by_index = {view.index: view for view in views}
    for one, other in pairs:
        head, tail = by_index[one], by_index[other]
        for relation in LEARNED:
            info = RELATIONS[relation]
            if (
                one != other
                and NodeType(head.entity.type) in info.domain
                and NodeType(tail.entity.type) in info.range
            ):
                yield head, relation, tail
