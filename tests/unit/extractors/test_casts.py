"""The entities of annotated papers as judges meet them: matched with what was found."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES
from extractors.pipeline import make_nlp
from extractors.training.casts import as_annotated, as_found, match_entities
from ontology.records import Mention, PaperEntity
from ontology.schema import EntityType, Role, Subtype

MODEL, DATASET, TASK, _ = EntityType

TITLE, ABSTRACT = "TideNet for boats", "TideNets beat Moth nets on TideBench. Boat counting."
TEXT = f"{TITLE}\n{ABSTRACT}"


def annotated(
    type_: str, *forms: str, core: bool = True, roles: tuple[str, ...] = ()
) -> dict[str, Any]:
    subtype = {"subtype": "method"} if type_ == "Model" else {}
    return {
        "type": type_, "name": forms[0].upper(), "mentions": list(forms), "core": core,
        "roles": list(roles), **subtype,
    }  # fmt: skip


def found(type_: EntityType, *forms: str) -> PaperEntity:
    mentions = tuple(Mention(0, len(form), form, "hand", 0.9) for form in forms)
    return PaperEntity(forms[0], type_, None, mentions, (), core=True, confidence=0.9)


OURS = (found(DATASET, "TideBench"), found(TASK, "Boat counting"), found(MODEL, "TideNet"))


@Language.component("test_casts_finder")
def finder(doc: Doc) -> Doc:
    """Finds the same in every text."""
    return ENTITIES.set(doc, OURS)


def record(*entities: dict[str, Any]) -> dict[str, Any]:
    """A paper with the first place of each form of its entities."""
    mentions = [
        {"start": TEXT.index(form), "end": TEXT.index(form) + len(form), "text": form, "entity": n}
        for n, entity in enumerate(entities)
        for form in entity["mentions"]
        if form in TEXT
    ]
    return {"title": TITLE, "abstract": ABSTRACT, "entities": list(entities), "mentions": mentions}


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ([annotated("Model", "TideNet")], [found(MODEL, "Tide-Nets")], {}),
        ([annotated("Model", "TideNet")], [found(MODEL, "TideNets")], {0: 0}),  # plural
        ([annotated("Model", "Tide net")], [found(MODEL, "tide-net")], {0: 0}),  # case, hyphen
        ([annotated("Model", "TideNet")], [found(TASK, "TideNet")], {}),  # of another type
        ([annotated("Model", "TideNet")], [found(MODEL, "net"), found(MODEL, "TideNet")], {1: 0}),
        # One to one: that with most names in common.
        ([annotated("Model", "a net", "b net")],
         [found(MODEL, "a net"), found(MODEL, "b net", "a net")], {1: 0}),
        # What the paper is about comes before what it names in passing.
        ([annotated("Model", "a net", "b net", core=False), annotated("Model", "c net")],
         [found(MODEL, "a net", "b net", "c net")], {0: 1}),
        ([], [found(MODEL, "a net")], {}),
        ([annotated("Model", "a net")], [], {}),
    ],
)  # fmt: skip
def test_casts_match_entities(
    theirs: list[dict[str, Any]], ours: list[PaperEntity], expected: dict[int, int]
) -> None:
    assert match_entities(theirs, ours) == expected


def test_casts_as_annotated() -> None:
    paper = record(
        annotated("Model", "TideNet", "TideNets", roles=("introduces",)),
        annotated("Dataset", "TideBench", core=False, roles=("evaluatesOn",)),
        annotated("Task", "no such words"),
    )
    cast = as_annotated(paper, make_nlp(["paperkg_sentences"]))
    assert cast.names == ("TIDENET", "TIDEBENCH")  # the task has no place
    assert [m.text for m in cast.entities[0].mentions] == ["TideNet", "TideNets"]
    assert [(e.subtype, e.core) for e in cast.entities] == [(Subtype.METHOD, True), (None, False)]
    roles = [[role.role for role in entity.roles] for entity in cast.entities]
    assert roles == [[Role.INTRODUCES], []]  # in passing: as where it is found
    assert next(sentence.text.strip() for sentence in cast.doc.sents) == TITLE
    assert not cast.doubtful


def test_casts_as_found() -> None:
    paper = record(annotated("Model", "TideNet"), annotated("Dataset", "TideBench", core=False))
    nlp = make_nlp(["paperkg_sentences"])
    nlp.add_pipe("test_casts_finder")
    cast = as_found(paper, nlp)
    assert cast.entities == OURS
    assert cast.names == ("TIDEBENCH", None, "TIDENET")
    assert cast.doubtful == {0}  # neither right nor wrong
