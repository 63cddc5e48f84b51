"""Relations between the entities of a paper, each with the sentence that says it.

A trained judge weighs the signs of `extractors.relation_signs`. Where the
paper's own contribution is meant but not named, the sentence that names the
other end is the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.annotations import ENTITIES, RELATIONS, evidence_in, sentences
from extractors.judge import load_judge
from extractors.relation_pairs import find_pairs
from extractors.relation_signs import read_signs
from extractors.views import Scene, View, look_at
from ontology.records import Evidence, PaperEntity, Relation

__all__ = ["COMPONENT", "JUDGE", "RelationFinder", "find_relations", "make_relations"]

COMPONENT = "relations"
JUDGE = "relations.npz"


def find_relations(doc: Doc, entities: tuple[PaperEntity, ...]) -> list[Relation]:
    """Find the relations that a text states.

    Args:
        doc: The text with sentence starts.
        entities: With their roles.

    Returns:
        One relation for each head, relation and tail, with every sentence.
    """
    scene = look_at(doc, entities)
    pairs = find_pairs(scene)
    judge = load_judge(JUDGE)
    signs = (read_signs(scene, pair.head, pair.relation, pair.tail) for pair in pairs)
    spans = list(sentences(doc))
    return [
        Relation(
            pair.head.index,
            pair.relation,
            pair.tail.index,
            _evidence(spans, scene, pair.head, pair.tail, chance),
        )
        for pair, (chance,) in zip(pairs, judge.answers(signs), strict=True)
        if chance >= judge.bounds[0]
    ]


def _evidence(
    spans: Sequence[Span], scene: Scene, head: View, tail: View, chance: float
) -> tuple[Evidence, ...]:
    """The sentences that name both; where there is none, one that names the tail."""
    # The judge takes both ends for granted; whether they are there comes on top.
    confidence = round(chance * min(head.entity.confidence, tail.entity.confidence), 4)
    common = sorted(head.places.keys() & tail.places.keys())
    if not common:
        numbers = sorted(tail.places, key=lambda n: (not scene.own[n], n == 0, n))
        place = tail.places[numbers[0]][0]
        return (evidence_in(spans[numbers[0]], [place], COMPONENT, confidence),)
    return tuple(
        evidence_in(spans[n], sorted({head.places[n][0], tail.places[n][0]}), COMPONENT, confidence)
        for n in common
    )


class RelationFinder:
    """Finds relations between the entities of a text."""

    def find(self, doc: Doc) -> list[Relation]:
        """All relations of the text."""
        return find_relations(doc, ENTITIES.get(doc))

    def __call__(self, doc: Doc) -> Doc:
        """Leave them on the Doc."""
        return RELATIONS.set(doc, self.find(doc))


@Language.factory(
    "paperkg_relations",
    assigns=["doc._.paperkg_relations"],
    requires=["doc._.paperkg_entities", "token.is_sent_start"],
)
def make_relations(nlp: Language, name: str) -> RelationFinder:
    """Make the component."""
    return RelationFinder()
