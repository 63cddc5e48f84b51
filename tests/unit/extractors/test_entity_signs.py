"""The signs of an entity: what the network says, where it stands, what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from extractors.calibration import EDGE, log_odds
from extractors.entity_signs import NOBODY, SCALE, Text, read_signs
from extractors.network import LABELED_ROLES, Labels
from ontology.records import Mention, PaperEntity
from ontology.schema import EntityType, Role, Subtype

MODEL, DATASET, TASK, METRIC = EntityType
TEXT = "TideNet: a Tide Network\nBoats sail. We propose a novel TideNet (TN). It beats 2D nets."
SIGNS = (
    *(str(role) for role in LABELED_ROLES), "core", "model", "confidence",
    *map(str, EntityType), "subtype", "known",
    "times", "in title", "before colon", "behind colon", "colon", "starts", "first", "last",
    "own", "last sentence",
    *(f"cue {role}" for role in LABELED_ROLES),
    "words", "coined", "digit", "lower", "plural", "forms",
    "surest alike", "surest of all", "new ones", "surer ones", "compared", "alike core",
    "others", "alike",
    "inside", "around",
    "in brackets", "pause", "article", "ours",
)  # fmt: skip


def entity(*forms: str, type_: EntityType = MODEL, text: str = TEXT) -> PaperEntity:
    """An entity with the first place of each form, in text order."""
    found = sorted(
        (Mention(text.index(f), text.index(f) + len(f), f, "hand", 0.9) for f in forms),
        key=lambda m: m.start,
    )
    subtype = Subtype.MODEL if type_ is MODEL else None
    return PaperEntity(forms[0], type_, subtype, tuple(found), (), core=False, confidence=0.5)


def labels(introduces: float = 0.5, compares: float = 0.5, core: float = 0.5) -> Labels:
    told = {Role.INTRODUCES: introduces, Role.COMPARES_WITH: compares}
    return Labels(tuple(told.get(role, 0.5) for role in LABELED_ROLES), core, 0.5)


def signs(
    entities: Sequence[PaperEntity],
    said: Sequence[Labels] | None = None,
    cues: Sequence[Mapping[Role, float]] | None = None,
    text: str = TEXT,
) -> list[dict[str, float]]:
    """The signs by name."""
    view = Text(text, text.find("We"), text.find("It"))
    plain = [labels()] * len(entities)
    rows = read_signs(view, entities, said or plain, cues or [{}] * len(entities))
    return [dict(zip(SIGNS, row, strict=True)) for row in rows]


def test_entity_signs_have_the_log_odds_of_the_network() -> None:
    (found,) = signs([entity("TideNet")], [labels(introduces=0.9, core=0.2)])
    assert found["introduces"] == log_odds(0.9) / SCALE > 0
    assert found["core"] == log_odds(0.2) / SCALE < 0
    assert found["uses"] == found["confidence"] == found["model"] == 0
    assert log_odds(0.0) == log_odds(EDGE / 2) == pytest.approx(-log_odds(1.0))


def test_entity_signs_of_the_kind() -> None:
    first, second = signs([entity("TideNet"), entity("Boats", type_=TASK)])
    assert [first[str(type_)] for type_ in EntityType] == [1, 0, 0, 0]
    assert [second[str(type_)] for type_ in EntityType] == [0, 0, 1, 0]
    assert (first["subtype"], second["subtype"]) == (1, 0)
    text = "On ImageNet\nx"
    (known,) = signs([entity("ImageNet", type_=DATASET, text=text)], text=text)
    assert (first["known"], known["known"]) == (0, 1)


def test_entity_signs_of_the_place() -> None:
    first, second, third = signs([entity("TideNet"), entity("Tide Network"), entity("nets")])
    names = ("in title", "before colon", "behind colon", "colon", "starts", "own", "last sentence")
    assert [first[name] for name in names] == [1, 1, 0, 1, 1, 0, 0]
    assert [second[name] for name in names] == [1, 0, 1, 1, 0, 0, 0]
    assert [third[name] for name in names] == [0, 0, 0, 1, 0, 1, 1]
    assert first["first"] == first["last"] == 0 < third["first"] < 1


def test_entity_signs_without_a_colon_in_the_title() -> None:
    text = "TideNet\nWe like: TideNet"
    (found,) = signs([entity("TideNet", text=text)], text=text)
    assert [found[n] for n in ("before colon", "behind colon", "colon", "in title")] == [0, 0, 0, 1]


def test_entity_signs_of_cues() -> None:
    (found,) = signs([entity("TideNet")], cues=[{Role.USES: 0.7}])
    assert [found[f"cue {role}"] for role in (Role.USES, Role.INTRODUCES)] == [0.7, 0]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("TideNet", {"words": 1 / 3, "coined": 1, "digit": 0, "lower": 0, "plural": 0}),
        ("2D nets", {"words": 2 / 3, "coined": 0, "digit": 1, "lower": 0, "plural": 1}),
        ("nets", {"words": 1 / 3, "coined": 0, "digit": 0, "lower": 1, "plural": 1}),
    ],
)
def test_entity_signs_of_how_a_name_is_written(form: str, expected: dict[str, float]) -> None:
    (found,) = signs([entity(form)])
    assert {name: found[name] for name in expected} == expected


def test_entity_signs_of_one_alone() -> None:
    (found,) = signs([entity("TideNet")])
    for name in ("surest alike", "surest of all", "compared", "alike core"):
        assert found[name] == NOBODY
    assert [found[n] for n in ("new ones", "surer ones", "alike", "inside", "around")] == [0] * 5


def test_entity_signs_of_what_stands_beside() -> None:
    entities = [entity("TideNet"), entity("Tide Network"), entity("Boats", type_=TASK)]
    said = [labels(0.3), labels(0.8, compares=0.6, core=0.7), labels(0.9)]
    first, second, third = signs(entities, said)
    assert first["surest alike"] == log_odds(0.8) / SCALE
    assert first["surest of all"] == log_odds(0.9) / SCALE
    assert (first["compared"], first["alike core"]) == (
        log_odds(0.6) / SCALE,
        log_odds(0.7) / SCALE,
    )
    assert [first[n] for n in ("new ones", "surer ones")] == [2 / 3, 2 / 3]
    assert [third[n] for n in ("new ones", "surer ones")] == [1 / 3, 0]
    assert (second["others"], second["alike"], third["alike"]) == (0.3, 0.2, 0)


def test_entity_signs_of_names_within_names() -> None:
    text = "A\nnet and deep net and Net"
    deep, plain = entity("deep net", text=text), entity("net", text=text)
    task = entity("Net", type_=TASK, text=text)
    first, second, third = signs([deep, plain, task], text=text)
    assert (first["inside"], first["around"]) == (0, 1)
    assert (second["inside"], second["around"]) == (1, 0)
    assert (third["inside"], third["around"]) == (0, 0)  # of another type


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\nTides (TN) rise", ["in brackets"]),
        ("A\nTN, a net", ["pause"]),
        ("A\nTN \u2014 a net", ["pause"]),
        ("A\nWe show a new TN here", ["article"]),
        ("A\nWe use an TN here", ["article"]),
        ("A\nOur TN is", ["ours"]),
        ("A\nthe proposed TN is", ["ours"]),
        ("A\nAll TN are", []),
    ],
)
def test_entity_signs_of_what_frames_a_mention(text: str, expected: list[str]) -> None:
    (found,) = signs([entity("TN", text=text)], text=text)
    names = ("in brackets", "pause", "article", "ours")
    assert [name for name in names if found[name]] == expected


def test_entity_signs_of_no_entities() -> None:
    assert signs([]) == []
