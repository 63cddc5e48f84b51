"""Views: a text and its entities by sentences, as judges look at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from extractors.annotations import ENTITIES
from extractors.views import Scene, look_at, mark_words, speaks_of_itself
from ontology.schema import EntityType, NodeType, Role

Marker = Callable[..., Doc]
TEXT = (
    "MixNet: layers that mix\n"
    "We propose MixNet for image classification. It is built on ResNet. "
    "Our MixNet, MixNet and MixNet, MixNet again, outperforms ResNet."
)
NAMES = {
    "MixNet": EntityType.MODEL,
    "ResNet": EntityType.MODEL,
    "image classification": EntityType.TASK,
}


@pytest.fixture(name="scene")
def _scene(by_cues: Marker) -> Scene:
    doc = by_cues(TEXT, NAMES)
    return look_at(doc, ENTITIES.get(doc))


def test_views_know_the_sentences(scene: Scene) -> None:
    assert len(scene.starts) == 4
    assert [scene.text[start : start + 3] for start in scene.starts] == ["Mix", "We ", "It ", "Our"]
    assert scene.own == (False, True, True, True)
    assert scene.end_of(3) == len(TEXT)
    assert scene.end_of(0) == scene.starts[1]


def test_views_places_are_mentions_by_sentence_and_few(scene: Scene) -> None:
    view = next(view for view in scene.views if view.entity.name == "MixNet")
    assert sorted(view.places) == [0, 1, 3]
    assert len(view.places[3]) == 3  # of four
    for places in view.places.values():
        assert {scene.text[start:end] for start, end in places} == {"MixNet"}


def test_views_named_are_those_of_a_sentence(scene: Scene) -> None:
    names = {n: {v.entity.name for v in views} for n, views in scene.named.items()}
    assert names == {
        0: {"MixNet"}, 1: {"MixNet", "image classification"}, 2: {"ResNet"},
        3: {"MixNet", "ResNet"},
    }  # fmt: skip


def test_views_count_types_and_own_models(scene: Scene) -> None:
    assert scene.types == {NodeType.MODEL: 2, NodeType.TASK: 1}
    assert scene.own_models == 1
    own = [view for view in scene.views if Role.INTRODUCES in view.roles]
    assert [view.entity.name for view in own] == ["MixNet"]
    assert own[0].rank == 0


def test_views_leave_out_what_is_only_mentioned(by_cues: Marker) -> None:
    doc = by_cues(TEXT, NAMES)
    first, *rest = ENTITIES.get(doc)
    (role, *_) = first.roles
    mentioned = replace(first, roles=(replace(role, role=Role.MENTIONS),))
    assert [view.index for view in look_at(doc, (mentioned, *rest)).views] == [1, 2]


@pytest.mark.parametrize(
    ("sentence", "own"),
    [("We beat it.", True), ("This work is new.", True), ("Networks grow.", False)],
)
def test_views_speaks_of_itself(sentence: str, own: bool) -> None:
    assert speaks_of_itself(sentence) is own


def test_views_mark_words_knows_words_and_beginnings() -> None:
    none = mark_words("relation_words.txt", [])
    marked = mark_words("relation_words.txt", ["outperforming", "on", "unheard"])
    assert not any(none)
    assert len(marked) == len(none)
    assert sum(marked) == 2
