"""Pairs of entities that a relation may join.

A pair is looked at where one sentence names both, or where its head is one of
the paper's own contributions: most statements of a paper are about these,
even where they are not named ("our method outperforms X").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.relation_signs import LEARNED
from extractors.views import Scene, View
from ontology.schema import RELATIONS, EntityRelation, NodeType, Role

__all__ = ["RelationPair", "find_pairs"]

OWN = 3  # contributions that may be meant though not named
NAMED = 40  # entities of one sentence that are paired


@dataclass(frozen=True, slots=True)
class RelationPair:
    """Two entities that a relation may join."""

    head: View
    relation: EntityRelation
    tail: View


def find_pairs(scene: Scene) -> list[RelationPair]:
    """The pairs to judge, in the order of head, relation and tail."""
    return sorted(_chosen(scene), key=lambda p: (p.head.index, p.relation, p.tail.index))


def _chosen(scene: Scene) -> Iterator[RelationPair]:
    together = [found[:NAMED] for found in scene.named.values()]
    pairs = {(a.index, b.index) for found in together for a in found for b in found}
    own = [v for v in scene.views if Role.INTRODUCES in v.roles and v.rank < OWN]
    pairs |= {(a.index, b.index) for a in own for b in scene.views}
    by_index = {view.index: view for view in scene.views}
    for one, other in pairs:
        head, tail = by_index[one], by_index[other]
        for relation in LEARNED:
            info = RELATIONS[relation]
            if (
                one != other
                and NodeType(head.entity.type) in info.domain
                and NodeType(tail.entity.type) in info.range
            ):
                yield RelationPair(head, relation, tail)
