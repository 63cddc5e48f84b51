"""Relations between the entities of a paper, each with the sentence that says it.

The paper's own contribution is the subject of most statements even where it
is not named ("our method outperforms X"): there it stands in as the head.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.annotations import ENTITIES, RELATIONS, sentences
from ontology.records import Evidence, PaperEntity, Relation
from ontology.schema import EntityRelation, EntityType, Role

__all__ = ["COMPONENT", "RelationFinder", "find_relations", "make_relations", "own_models"]

COMPONENT = "relations"
BOTH_NAMED = 0.6
STANDS_IN = 0.5
_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Ii]ts?|[Tt]he proposed|[Tt]his (?:method|model|approach|framework))\b"
)

# Relation, role of the head, role of the tail, whether the own contribution may stand in.
_BY_ROLES: tuple[tuple[EntityRelation, Role, Role, bool], ...] = (
    (EntityRelation.EVALUATED_ON, Role.INTRODUCES, Role.EVALUATES_ON, True),
    (EntityRelation.EVALUATED_ON, Role.USES, Role.EVALUATES_ON, False),
    (EntityRelation.APPLIED_TO, Role.INTRODUCES, Role.ADDRESSES, True),
    (EntityRelation.APPLIED_TO, Role.USES, Role.ADDRESSES, False),
    (EntityRelation.OUTPERFORMS, Role.INTRODUCES, Role.COMPARES_WITH, True),
    (EntityRelation.BASED_ON, Role.INTRODUCES, Role.USES, True),
    (EntityRelation.BENCHMARK_FOR, Role.INTRODUCES, Role.ADDRESSES, False),
    (EntityRelation.BENCHMARK_FOR, Role.EVALUATES_ON, Role.ADDRESSES, False),
    (EntityRelation.MEASURED_BY, Role.ADDRESSES, Role.REPORTS, False),
)
_HEAD_TYPE = {
    EntityRelation.EVALUATED_ON: EntityType.MODEL,
    EntityRelation.APPLIED_TO: EntityType.MODEL,
    EntityRelation.OUTPERFORMS: EntityType.MODEL,
    EntityRelation.BASED_ON: EntityType.MODEL,
    EntityRelation.BENCHMARK_FOR: EntityType.DATASET,
    EntityRelation.MEASURED_BY: EntityType.TASK,
}
_TAIL_TYPE = {
    EntityRelation.EVALUATED_ON: EntityType.DATASET,
    EntityRelation.APPLIED_TO: EntityType.TASK,
    EntityRelation.OUTPERFORMS: EntityType.MODEL,
    EntityRelation.BASED_ON: EntityType.MODEL,
    EntityRelation.BENCHMARK_FOR: EntityType.TASK,
    EntityRelation.MEASURED_BY: EntityType.METRIC,
}


def _with_role(entities: tuple[PaperEntity, ...], type_: EntityType, role: Role) -> list[int]:
    return [
        index
        for index, entity in enumerate(entities)
        if entity.type is type_ and any(r.role is role for r in entity.roles)
    ]


def own_models(entities: tuple[PaperEntity, ...]) -> list[int]:
    """The models a paper introduces, the most often named first."""
    own = _with_role(entities, EntityType.MODEL, Role.INTRODUCES)
    return sorted(own, key=lambda i: (-len(entities[i].mentions), entities[i].mentions[0].start))


def _evidence(
    sentence: Span, head: PaperEntity, tail: PaperEntity, stands_in: bool
) -> Evidence | None:
    inside = [
        next(
            (
                (m.start, m.end)
                for m in entity.mentions
                if sentence.start_char <= m.start < sentence.end_char
            ),
            None,
        )
        for entity in (head, tail)
    ]
    if inside[1] is None or inside[0] == inside[1]:
        return None
    if inside[0] is None and not (stands_in and _OWN.search(sentence.text)):
        return None
    spans = tuple(sorted(span for span in inside if span is not None))
    confidence = STANDS_IN if inside[0] is None else BOTH_NAMED
    return Evidence(
        sentence.text, sentence.start_char, sentence.end_char, spans, COMPONENT, confidence
    )


def _pairs(entities: tuple[PaperEntity, ...]) -> Iterator[tuple[EntityRelation, int, int, bool]]:
    own = own_models(entities)[:1]
    for relation, head_role, tail_role, may_stand_in in _BY_ROLES:
        heads: Iterable[int] = _with_role(entities, _HEAD_TYPE[relation], head_role)
        tails = _with_role(entities, _TAIL_TYPE[relation], tail_role)
        for head, tail in product(heads, tails):
            if head != tail:
                yield relation, head, tail, may_stand_in and head in own


def find_relations(doc: Doc, entities: tuple[PaperEntity, ...]) -> list[Relation]:
    """Find the relations that sentences of a text state.

    Args:
        doc: The text with sentence starts.
        entities: With their roles.

    Returns:
        One relation for each head, relation and tail, with every sentence.
    """
    in_order = list(sentences(doc))
    found: dict[tuple[int, EntityRelation, int], list[Evidence]] = defaultdict(list)
    for relation, head, tail, stands_in in _pairs(entities):
        for sentence in in_order:
            evidence = _evidence(sentence, entities[head], entities[tail], stands_in)
            if evidence is not None and evidence not in found[head, relation, tail]:
                found[head, relation, tail].append(evidence)
    return [
        Relation(head, relation, tail, tuple(sorted(found[head, relation, tail], key=_order)))
        for head, relation, tail in sorted(found, key=lambda key: (key[0], key[1], key[2]))
        if found[head, relation, tail]
    ]


def _order(evidence: Evidence) -> tuple[float, int]:
    return (-evidence.confidence, evidence.start)


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
