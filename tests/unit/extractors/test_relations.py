"""Relations: what one sentence names together, by the roles of both ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, RELATIONS
from extractors.relations import BOTH_NAMED, STANDS_IN, own_models
from ontology.records import Relation
from ontology.schema import EntityRelation, NodeType, check_claim

Maker = Callable[[str], Doc]
TEXT = (
    "MixNet: layers that mix\n"
    "We propose MixNet for image classification. It is built on ResNet. "
    "MixNet outperforms BERT. We test on CIFAR-10."
)


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
def test_relations_finds(full_doc: Maker, relation: tuple[str, EntityRelation, str]) -> None:
    assert relation in named(full_doc(TEXT))


def test_relations_keep_to_the_schema(full_doc: Maker) -> None:
    doc = full_doc(TEXT)
    entities = ENTITIES.get(doc)
    assert RELATIONS.get(doc)
    for r in RELATIONS.get(doc):
        check_claim(r.relation, NodeType(entities[r.head].type), NodeType(entities[r.tail].type))


def test_relations_need_one_sentence(full_doc: Maker) -> None:
    doc = full_doc("A title\nWe study parsing here. The benchmark of all is CIFAR-10.")
    assert {r for r in named(doc) if r[1] is EntityRelation.BENCHMARK_FOR} == set()


def test_relations_are_surer_where_both_ends_are_named(full_doc: Maker) -> None:
    doc = full_doc(TEXT)
    beats = relation_of(doc, EntityRelation.OUTPERFORMS).evidence[0]
    tested = relation_of(doc, EntityRelation.EVALUATED_ON).evidence[0]
    assert (beats.confidence, len(beats.spans)) == (BOTH_NAMED, 2)
    assert (tested.confidence, len(tested.spans)) == (STANDS_IN, 1)


def test_relations_evidence_is_in_the_text(full_doc: Maker) -> None:
    doc = full_doc(TEXT)
    for relation in RELATIONS.get(doc):
        for evidence in relation.evidence:
            assert doc.text[evidence.start : evidence.end] == evidence.sentence
            assert all(evidence.start <= a < b <= evidence.end for a, b in evidence.spans)


def test_relations_own_models_are_the_introduced_ones(full_doc: Maker) -> None:
    entities = ENTITIES.get(full_doc(TEXT))
    assert [entities[i].name for i in own_models(entities)] == ["MixNet"]
