"""Doc to Extraction: everything is taken off, and offsets that do not fit are refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, MERGES, RELATIONS, RESULTS
from extractors.calibration import calibrated
from extractors.convert import to_extraction
from ontology.errors import PaperkgError
from ontology.records import (
    Evidence,
    Extraction,
    Mention,
    Merge,
    Paper,
    PaperEntity,
    PaperRole,
    Relation,
    Result,
)
from ontology.schema import EntityRelation, EntityType, ResultKind, Role, Subtype

DocMaker = Callable[..., Doc]

PAPER = Paper("p-1", "TideNet \U0001f30a", "It beats RippleNet by 2%.")
EVIDENCE = Evidence(PAPER.abstract, 10, 35, ((19, 29),), "hand", 0.6)
MERGE = Merge("Tide Net", "TideNet", EntityType.MODEL, "abbreviation", "")


def entity(text: str, start: int) -> PaperEntity:
    mention = Mention(start, start + len(text), text, "hand", 0.6)
    return PaperEntity(text, EntityType.MODEL, Subtype.MODEL, (mention,), (), True, 0.6)


ENTITY_PAIR = (entity("TideNet", 0), entity("RippleNet", 19))


def test_convert_takes_everything_off(make_doc: DocMaker) -> None:
    relation = Relation(0, EntityRelation.OUTPERFORMS, 1, (EVIDENCE,))
    result = Result(
        0, None, None, None, 1, "2%", 2.0, "%", ResultKind.DELTA, None, replace(EVIDENCE, spans=())
    )
    doc = ENTITIES.set(make_doc(PAPER.text), ENTITY_PAIR)
    RESULTS.set(RELATIONS.set(doc, [relation]), [result])
    MERGES.set(doc, [MERGE])
    assert to_extraction(doc, PAPER, "f00d") == Extraction(
        "p-1", "f00d", ENTITY_PAIR, (relation,), (result,), (replace(MERGE, paper="p-1"),)
    )


def test_convert_of_a_doc_with_nothing_on_it_is_empty(make_doc: DocMaker) -> None:
    found = to_extraction(make_doc(PAPER.text), PAPER, "f00d")
    assert found == Extraction("p-1", "f00d", (), (), (), ())


def test_convert_leaves_the_doc_alone(make_doc: DocMaker) -> None:
    doc = MERGES.set(ENTITIES.set(make_doc(PAPER.text), ENTITY_PAIR), [MERGE])
    before = doc.to_bytes()
    to_extraction(doc, PAPER, "f00d")
    assert doc.to_bytes() == before


@pytest.mark.parametrize("start", [18, 20, 500])
def test_convert_refuses_offsets_that_do_not_fit(make_doc: DocMaker, start: int) -> None:
    doc = ENTITIES.set(make_doc(PAPER.text), [ENTITY_PAIR[0], entity("RippleNet", start)])
    with pytest.raises(PaperkgError) as caught:
        to_extraction(doc, PAPER, "f00d")
    message = str(caught.value)
    there = PAPER.text[start : start + 9]
    assert message.startswith("p-1: component 'hand' put 'RippleNet' at ")
    assert f"{start}:{start + 9}, where the text has {there!r}" in message
    assert "offsets count code points of title + line end + abstract" in message


def test_convert_checks_every_mention(make_doc: DocMaker) -> None:
    wrong = Mention(1, 8, "TideNet", "tagger", 0.6)
    first = ENTITY_PAIR[0]
    doc = ENTITIES.set(make_doc(PAPER.text), [replace(first, mentions=(first.mentions[0], wrong))])
    with pytest.raises(PaperkgError, match="'TideNet' at 1:8, where the text has 'ideNet '"):
        to_extraction(doc, PAPER, "f00d")


def test_convert_makes_confidences_honest(make_doc: DocMaker) -> None:
    said = replace(EVIDENCE, component="relations")
    sure = replace(ENTITY_PAIR[0].mentions[0], component="tagger")
    entities = (replace(ENTITY_PAIR[0], mentions=(sure,)), ENTITY_PAIR[1])
    doc = ENTITIES.set(make_doc(PAPER.text), entities)
    RELATIONS.set(doc, [Relation(0, EntityRelation.OUTPERFORMS, 1, (said,))])
    found = to_extraction(doc, PAPER, "f00d")
    assert found.entities[0].mentions[0].confidence == calibrated("tagger", 0.6) != 0.6
    assert found.relations[0].evidence[0].confidence == calibrated("relations", 0.6) != 0.6


def refused(doc: Doc) -> str:
    with pytest.raises(PaperkgError) as caught:
        to_extraction(doc, PAPER, "f00d")
    return str(caught.value)


def test_convert_refuses_an_entity_without_a_mention(make_doc: DocMaker) -> None:
    doc = ENTITIES.set(make_doc(PAPER.text), [replace(ENTITY_PAIR[0], mentions=())])
    assert refused(doc) == "p-1: a component left the entity 'TideNet' without a mention"


@pytest.mark.parametrize(
    ("evidence", "message"),
    [
        (replace(EVIDENCE, start=11), "put the sentence 'It beats RippleNet by 2%.' at 11:35"),
        (replace(EVIDENCE, spans=((0, 7),)), "marked 0:7, which is not in its sentence at 10:35"),
        (replace(EVIDENCE, spans=((19, 36),)), "marked 19:36, which is not in its"),
        (replace(EVIDENCE, spans=((19, 19),)), "marked 19:19, which is not in its"),
    ],
)
def test_convert_refuses_evidence_that_does_not_fit(
    make_doc: DocMaker, evidence: Evidence, message: str
) -> None:
    role = PaperRole(Role.USES, (evidence,))
    relation = Relation(0, EntityRelation.OUTPERFORMS, 1, (evidence,))
    result = Result(None, None, None, None, None, "2%", 2.0, "%", ResultKind.DELTA, None, evidence)
    of_role = ENTITIES.set(make_doc(PAPER.text), [replace(ENTITY_PAIR[0], roles=(role,))])
    of_relation = RELATIONS.set(ENTITIES.set(make_doc(PAPER.text), ENTITY_PAIR), [relation])
    of_result = RESULTS.set(make_doc(PAPER.text), [result])
    for doc in (of_role, of_relation, of_result):
        assert refused(doc).startswith(f"p-1: component 'hand' {message}")


def test_convert_refuses_entities_that_are_not_there(make_doc: DocMaker) -> None:
    relation = Relation(0, EntityRelation.OUTPERFORMS, 2, (EVIDENCE,))
    doc = RELATIONS.set(ENTITIES.set(make_doc(PAPER.text), ENTITY_PAIR), [relation])
    told = "gave outperforms the entity number 2; there are 2, from 0 on"
    assert refused(doc) == f"p-1: component 'hand' {told}"
    result = Result(-1, None, None, None, None, "2%", 2.0, "%", ResultKind.DELTA, None, EVIDENCE)
    doc = RESULTS.set(ENTITIES.set(make_doc(PAPER.text), ENTITY_PAIR), [result])
    assert "gave model the entity number -1; there are 2" in refused(doc)
