"""Relations: what sentences say of two entities, as the trained judge reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, RELATIONS
from extractors.judge import load_judge
from extractors.relation_pairs import find_pairs
from extractors.relation_signs import read_signs
from extractors.relations import JUDGE
from extractors.views import look_at
from ontology.records import Relation
from ontology.schema import EntityRelation, EntityType, NodeType, check_claim

Marker = Callable[..., Doc]
TEXT = (
    "MixNet: layers that mix\n"
    "We propose MixNet for image classification. It is built on ResNet. "
    "MixNet outperforms BERT. We test on CIFAR-10."
)
NAMES = {
    "MixNet": EntityType.MODEL,
    "ResNet": EntityType.MODEL,
    "BERT": EntityType.MODEL,
    "CIFAR-10": EntityType.DATASET,
    "image classification": EntityType.TASK,
    "parsing": EntityType.TASK,
}


def named(doc: Doc) -> set[tuple[str, EntityRelation, str]]:
    entities = ENTITIES.get(doc)
    return {(entities[r.head].name, r.relation, entities[r.tail].name) for r in RELATIONS.get(doc)}


def relation_of(doc: Doc, kind: EntityRelation) -> Relation:
    return next(r for r in RELATIONS.get(doc) if r.relation is kind)


@pytest.mark.parametrize(
    "relation",
    [
        ("MixNet", EntityRelation.APPLIED_TO, "image classification"),
        ("MixNet", EntityRelation.BASED_ON, "ResNet"),
        ("MixNet", EntityRelation.OUTPERFORMS, "BERT"),
        ("MixNet", EntityRelation.EVALUATED_ON, "CIFAR-10"),
    ],
)
def test_relations_finds(by_cues: Marker, relation: tuple[str, EntityRelation, str]) -> None:
    assert relation in named(by_cues(TEXT, NAMES))


def test_relations_keep_to_the_schema(by_cues: Marker) -> None:
    doc = by_cues(TEXT, NAMES)
    entities = ENTITIES.get(doc)
    assert RELATIONS.get(doc)
    for r in RELATIONS.get(doc):
        check_claim(r.relation, NodeType(entities[r.head].type), NodeType(entities[r.tail].type))


def test_relations_need_one_sentence_or_an_own_contribution(by_cues: Marker) -> None:
    doc = by_cues("A title\nWe study parsing here. The benchmark of all is CIFAR-10.", NAMES)
    assert find_pairs(look_at(doc, ENTITIES.get(doc))) == []
    doc = by_cues("A title\nWe study parsing on CIFAR-10.", NAMES)
    assert {p.relation for p in find_pairs(look_at(doc, ENTITIES.get(doc)))} == {
        EntityRelation.BENCHMARK_FOR
    }


def test_relations_evidence_names_both_ends_where_a_sentence_does(by_cues: Marker) -> None:
    doc = by_cues(TEXT, NAMES)
    beats = relation_of(doc, EntityRelation.OUTPERFORMS).evidence[0]
    tested = relation_of(doc, EntityRelation.EVALUATED_ON).evidence[0]
    assert (beats.sentence, len(beats.spans)) == ("MixNet outperforms BERT.", 2)
    assert (tested.sentence, len(tested.spans)) == ("We test on CIFAR-10.", 1)


def test_relations_judge_fits_the_signs(by_cues: Marker) -> None:
    doc = by_cues(TEXT, NAMES)
    scene = look_at(doc, ENTITIES.get(doc))
    signs = [read_signs(scene, p.head, p.relation, p.tail) for p in find_pairs(scene)]
    assert {len(row) for row in signs} == {load_judge(JUDGE).inner.shape[1]}


def test_relations_are_at_most_as_sure_as_their_ends(by_cues: Marker) -> None:
    doc = by_cues(TEXT, NAMES)
    entities = ENTITIES.get(doc)
    assert RELATIONS.get(doc)
    for r in RELATIONS.get(doc):
        sure = min(entities[r.head].confidence, entities[r.tail].confidence)
        assert all(0 < evidence.confidence <= sure for evidence in r.evidence)


def test_relations_evidence_is_in_the_text(by_cues: Marker) -> None:
    doc = by_cues(TEXT, NAMES)
    for relation in RELATIONS.get(doc):
        for evidence in relation.evidence:
            assert doc.text[evidence.start : evidence.end] == evidence.sentence
            assert all(evidence.start <= a < b <= evidence.end for a, b in evidence.spans)
