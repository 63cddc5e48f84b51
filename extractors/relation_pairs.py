"""Pairs of entities that a relation may join.

A pair is looked at where one sentence names both, or where its head is one of
the paper's own contributions: most statements of a paper are about these,
even where they are not named ("our method outperforms X").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extractors.relation_signs import LEARNED, read_signs
from extractors.views import Scene, View, look_at
from ontology.records import PaperEntity
from ontology.schema import RELATIONS, EntityRelation, NodeType, Role

__all__ = ["RelationPair", "find_pairs"]

OWN = 3  # contributions that may be meant though not named


@dataclass(frozen=True, slots=True)
class RelationPair:
    """Two entities that a relation may join."""

    head: View
    relation: EntityRelation
    tail: View
    signs: tuple[float, ...]


def find_pairs(doc: Doc, entities: Sequence[PaperEntity]) -> list[RelationPair]:
    """The pairs to judge.

    Args:
        doc: The text with sentence starts.
        entities: With their roles.

    Returns:
        Pairs in the order of head, relation and tail.
    """
    scene = look_at(doc, entities)
    chosen = sorted(_chosen(scene), key=lambda pair: (pair[0].index, pair[1], pair[2].index))
    return [
        RelationPair(head, relation, tail, read_signs(scene, head, relation, tail))
        for head, relation, tail in chosen
    ]


def _chosen(scene: Scene) -> Iterator[tuple[View, EntityRelation, View]]:
    pairs = {(a.index, b.index) for found in scene.named.values() for a in found for b in found}
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
                yield head, relation, tail
