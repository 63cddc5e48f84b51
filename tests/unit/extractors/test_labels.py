"""Labels: one a entity, by the words of all its mentions, as the judge has it; else none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from spacy.tokens import Doc

from extractors import labels
from extractors.annotations import ENTITIES
from extractors.calibration import EDGE
from extractors.entity_signs import SCALE
from extractors.judge import Judge, load_judge
from extractors.labels import JUDGE, LABELS, Labeler, read_labels, sign_rows
from extractors.network import LABELED_ROLES, Group, load_network
from extractors.tagger import Tagger
from ontology.records import Mention, PaperEntity
from ontology.schema import EntityType

DocMaker = Callable[..., Doc]
MODEL, DATASET = EntityType.MODEL, EntityType.DATASET

TEXT = "TideNet: boats  at night\nWe propose\n TideNet \U0001f30a on ImageNet."
WORDS = ["TideNet", ":", "boats", "at", "night", "We", "propose", "TideNet", "\U0001f30a", "on",
         "ImageNet", "."]  # fmt: skip


def entity(type_: EntityType, *places: tuple[int, int]) -> PaperEntity:
    mentions = tuple(Mention(a, b, TEXT[a:b], "hand", 0.9) for a, b in places)
    return PaperEntity(mentions[0].text, type_, None, mentions, (), core=False, confidence=0.9)


def place(text: str, start: int = 0) -> tuple[int, int]:
    at = TEXT.index(text, start)
    return at, at + len(text)


TIDENET = entity(MODEL, place("TideNet"), place("TideNet", 10))
IMAGENET = entity(DATASET, place("ImageNet"))


@pytest.fixture
def read(make_doc: DocMaker) -> Doc:
    """The text after the tagger."""
    return Tagger()(make_doc(TEXT))


def expected(groups: Mapping[EntityType, tuple[tuple[int, int], ...]]) -> list[object]:
    """What the network says of words by their numbers."""
    states, _ = load_network().states(load_network().read(TEXT))
    return [*load_network().labels(states, [Group(*group) for group in groups.items()])]


def test_labels_are_of_the_words_of_all_mentions(read: Doc) -> None:
    assert [token.text for token in read if not token.is_space] == WORDS
    found = read_labels(read, [TIDENET, IMAGENET])
    assert found == expected({MODEL: ((0, 0), (7, 7)), DATASET: ((10, 10),)})
    assert [len(one.roles) for one in found] == [len(LABELED_ROLES)] * 2


def test_labels_come_in_the_order_of_the_entities(read: Doc) -> None:
    found = read_labels(read, [IMAGENET, TIDENET])
    assert found == expected({DATASET: ((10, 10),), MODEL: ((0, 0), (7, 7))})


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("boats", "night", (2, 4)),  # a gap of two within
        ("oats", "nig", (2, 4)),  # from within a word into another one
        ("mage", "eNet.", (10, 11)),
        ("  at", "at", (2, 3)),  # white space at its start: the word before
    ],
)
def test_labels_of_mentions_that_do_not_fit_the_words(
    read: Doc, start: str, end: str, words: tuple[int, int]
) -> None:
    span = (place(start)[0], place(end, place(start)[0])[1])
    found = read_labels(read, [entity(DATASET, span)])
    assert found == expected({DATASET: (words,)})


def echo() -> Judge:
    """A judge that answers the first signs, the network's log-odds, as they are."""
    answers = len(LABELED_ROLES) + 1
    signs = load_judge(JUDGE).inner.shape[1]
    inner = np.zeros((1, signs, 2 * answers))
    outer = np.zeros((1, 2 * answers, answers))
    for k in range(answers):
        inner[0, k, 2 * k : 2 * k + 2] = SCALE, -SCALE  # one of the two is above zero
        outer[0, 2 * k : 2 * k + 2, k] = 1, -1
    empty = np.zeros((1, answers))
    return Judge(inner, np.zeros((1, 2 * answers)), outer, empty, (0.5,) * answers)


def test_labels_are_what_the_judge_answers(read: Doc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "load_judge", {JUDGE: echo()}.__getitem__)
    plain = read_labels(read, [TIDENET, IMAGENET])
    found = Labeler().find(ENTITIES.set(read, [TIDENET, IMAGENET]))
    for one, said in zip(found, plain, strict=True):
        clipped = np.clip((*said.roles, said.core), EDGE, 1 - EDGE)
        assert (*one.roles, one.core) == pytest.approx(clipped)
        assert one.model == said.model


def test_labels_judge_of_the_package_fits_the_signs(read: Doc) -> None:
    judge = load_judge(JUDGE)
    rows = sign_rows(read, [TIDENET, IMAGENET], read_labels(read, [TIDENET, IMAGENET]))
    assert [len(row) for row in rows] == [judge.inner.shape[1]] * 2
    assert len(judge.bounds) == judge.outer.shape[2] == len(LABELED_ROLES) + 1
    assert [bound for bound in judge.bounds if not 0 < bound < 1] == []


def test_labels_are_none_without_a_tagger(make_doc: DocMaker) -> None:
    doc = ENTITIES.set(make_doc(TEXT), [TIDENET])
    assert Labeler().find(doc) == []
    assert LABELS.get(Labeler()(doc)) == ()


def test_labels_are_none_where_another_component_left_its_tensor(read: Doc) -> None:
    ENTITIES.set(read, [TIDENET])
    assert Labeler().find(read)
    read.tensor = np.ones((len(read), 96), dtype=np.float32)
    assert Labeler().find(read) == []


def test_labels_are_none_without_entities(read: Doc) -> None:
    assert Labeler().find(read) == []


@pytest.mark.parametrize("text", ["", " \n "])
def test_labels_of_no_words(make_doc: DocMaker, text: str) -> None:
    assert LABELS.get(Labeler()(Tagger()(make_doc(text)))) == ()


def test_labels_component_leaves_them(read: Doc) -> None:
    ENTITIES.set(read, [TIDENET, IMAGENET])
    assert Labeler()(read) is read
    assert list(LABELS.get(read)) == Labeler().find(read)
    again = Doc(read.vocab).from_bytes(read.to_bytes())
    assert LABELS.get(again) == LABELS.get(read)


def test_labels_component_replaces_labels_from_before(read: Doc) -> None:
    Labeler()(ENTITIES.set(read, [TIDENET, IMAGENET]))
    once = LABELS.get(Labeler()(ENTITIES.set(read, [IMAGENET])))
    assert len(once) == 1
    assert LABELS.get(Labeler()(read)) == once


def test_labels_find_changes_nothing(read: Doc) -> None:
    doc = ENTITIES.set(read, [TIDENET, IMAGENET])
    before = doc.to_bytes()
    assert Labeler().find(doc)
    assert doc.to_bytes() == before
