"""The network: shapes, order and bounds; a text's outcome never depends on other texts."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from math import erf, exp, sqrt
from typing import cast

import numpy as np
import pytest
from onnxruntime import InferenceSession

from extractors import network
from extractors.chain import TAGS, find_stretches
from extractors.network import (
    LABELED_ROLES,
    Bounds,
    Group,
    Network,
    States,
    load_network,
)
from extractors.reading import SHAPE_SIZES
from extractors.wordpiece import WordPieces
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK = EntityType.MODEL, EntityType.DATASET, EntityType.TASK
TEXT = "TideNet: boats at night\nWe propose TideNet, a network for lane detection on ImageNet."
OTHERS = (
    "Other\nWords of another text (with brackets).",
    "x",
    " ".join(["The boats go out at dawn, or not."] * 100),
)


def states(text: str) -> tuple[States, bytes]:
    found, scores = load_network().states(load_network().read(text))
    return found, scores.tobytes()


def test_network_gives_each_word_a_state_and_scores_of_tags() -> None:
    reading = load_network().read(TEXT)
    found, scores = load_network().states(reading)
    assert found.shape[0] == scores.shape[0] == len(reading.starts) == 17
    assert scores.shape[1] == len(TAGS)
    assert (found.dtype, scores.dtype) == (np.dtype("float32"), np.dtype("float64"))
    assert np.isfinite(found).all()
    assert np.isfinite(scores).all()


def test_network_reads_a_text_the_same_after_other_texts() -> None:
    alone, scores = states(TEXT)
    for other in OTHERS:
        states(other)
    again, scores_again = states(TEXT)
    assert again.tobytes() == alone.tobytes()
    assert scores_again == scores


def test_network_that_was_loaded_anew_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone, _ = states(TEXT)
    mine = load_network()
    monkeypatch.setattr(network.os, "getpid", lambda: -1)  # type: ignore[attr-defined]
    assert load_network() is not mine  # sessions do not survive a fork
    assert states(TEXT)[0].tobytes() == alone.tobytes()
    network._load.cache_clear()


def test_network_is_loaded_once() -> None:
    assert load_network() is load_network()


def test_network_of_one_word() -> None:
    found, scores = load_network().states(load_network().read("TideNet"))
    assert len(found) == len(scores) == 1


def test_network_finds_in_every_window() -> None:
    reading = load_network().read("We test image classification on ImageNet. " * 120)
    found = find_stretches(load_network().states(reading)[1], load_network().chain)
    surfaces = [reading.surface(s.first, s.last) for s in found if s.probability > 0.5]
    assert surfaces.count("ImageNet") > 100


@pytest.mark.slow
def test_network_takes_20000_words() -> None:
    reading = load_network().read(" ".join(["tide", "."] * 10_000))
    assert len(reading.starts) == 20_000
    found, scores = load_network().states(reading)
    assert len(found) == len(scores) == 20_000
    assert np.isfinite(scores).all()


def test_network_knows_all_letters_and_digits() -> None:
    reading = load_network().read("tide Ripple 2024 ResNet50 \u00e9t\u00e9 ( - $ \\ %")
    unknown = load_network()._pieces.unknown
    assert [word for word in reading.pieces if unknown in word] == []


def test_network_pieces_are_unique_and_none_is_empty() -> None:
    text = (files("extractors") / "model" / "pieces.txt").read_text(encoding="utf-8")
    pieces = text.split("\n")
    assert len(set(pieces)) == len(pieces)
    assert all(pieces)


def test_network_chain_lets_no_mention_start_inside() -> None:
    chain = load_network().chain
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            begins = f"B{tag[1:]}"
            wrong = [row for row, before in enumerate(TAGS) if before not in {tag, begins}]
            assert (chain.steps[wrong, column] < -1000).all()
            assert chain.start[column] < -1000
            assert chain.steps[TAGS.index(begins), column] > -100


def test_network_bounds_are_probabilities() -> None:
    bounds = asdict(load_network().bounds)
    known = bounds.pop("known")
    assert [name for name, bound in bounds.items() if not 0 < bound < 1] == []
    assert known >= 1


def test_network_bounds_file_has_no_other_entries() -> None:
    text = (files("extractors") / "model" / "bounds.json").read_text(encoding="utf-8")
    assert json.loads(text).keys() == set(Bounds.__slots__)


def test_network_labels_all_roles_but_mentions() -> None:
    assert set(LABELED_ROLES) == set(Role) - {Role.MENTIONS}


GROUPS = (
    Group(MODEL, ((0, 0), (7, 7))),
    Group(TASK, ((12, 13),)),
    Group(DATASET, ((15, 15),)),
)


def test_network_labels_entities_in_their_order() -> None:
    found, _ = states(TEXT)
    labels = load_network().labels(found, GROUPS)
    assert len(labels) == len(GROUPS)
    for one in labels:
        assert len(one.roles) == len(LABELED_ROLES)
        assert all(0 <= p <= 1 for p in (*one.roles, one.core, one.model))
    turned = load_network().labels(found, GROUPS[::-1])[::-1]
    for one, other in zip(labels, turned, strict=True):
        assert other.roles == pytest.approx(one.roles, abs=1e-6)
        assert (other.core, other.model) == pytest.approx((one.core, one.model), abs=1e-6)


def test_network_labels_the_obvious() -> None:
    found, _ = states("MS-MLP\nWe propose MS-MLP, a network for image classification.")
    roles = load_network().labels(found, [Group(MODEL, ((0, 2), (5, 7)))])[0].roles
    assert LABELED_ROLES[roles.index(max(roles))] is Role.INTRODUCES


def test_network_labels_no_entities() -> None:
    assert load_network().labels(states(TEXT)[0], []) == []


def gelu(x: float) -> float:
    return x * (1 + erf(x / sqrt(2))) / 2


def small() -> Network:
    """A network whose heads can be followed by hand; nothing in it reads texts.

    States have two numbers, types one. A mention is told by the first number
    of its first word, the second of its last, their means and its type.
    """
    span = np.zeros((2, 7))  # first 2, last 2, mean 2, type 1
    span[0, 0] = span[0, 3] = 1.0
    span[1, 4] = span[1, 6] = 1.0
    heads = {
        "span": span,
        "entity": np.eye(7),  # maximum 2, mean 2, times, first, last
        "label": np.vstack((np.eye(6, 7), np.ones((1, 7)), np.eye(7)[6:])),
    }
    arrays = {f"{name}.weight": array.astype(np.float32) for name, array in heads.items()}
    arrays |= {f"{name}.bias": np.zeros(len(a), np.float32) for name, a in heads.items()}
    arrays["types.weight"] = np.array([[1], [2], [3], [4]], np.float32)
    arrays["chain.steps"] = np.zeros((len(TAGS), len(TAGS)), np.float32)
    arrays["chain.start"] = arrays["chain.end"] = np.zeros(len(TAGS), np.float32)
    nobody = cast(InferenceSession, None)
    pieces = WordPieces(["[UNK]", "[CLS]", "[SEP]"])
    return Network(nobody, nobody, pieces, arrays, load_network().bounds)


def test_network_labels_by_all_mentions_of_an_entity() -> None:
    words = np.array([[1.0, 0.0], [0.5, 2.0], [0.0, 0.0], [-1.0, 1.0]], np.float32)
    (labels,) = small().labels(words, [Group(TASK, ((0, 1), (3, 3)))])
    long = (gelu(1.0 + 2.0), gelu(0.75 + 3))
    short = (gelu(-1.0 + 1.0), gelu(-1.0 + 3))
    pooled = (
        *(max(pair) for pair in zip(long, short, strict=True)),
        *(sum(pair) / 2 for pair in zip(long, short, strict=True)),
        2 / 3 - 1,  # named twice
        0.0,  # first at the start of the text
        3 / 4,  # last at the fourth of four words
    )
    hidden = [gelu(x) for x in pooled]
    logits = [*hidden[:6], sum(hidden), hidden[6]]
    expected = [1 / (1 + exp(-x)) for x in logits]
    assert labels.roles == pytest.approx(expected[:6], abs=1e-6)
    assert (labels.core, labels.model) == pytest.approx(expected[6:], abs=1e-6)


def test_network_labels_leave_the_states_alone() -> None:
    words = np.ones((3, 2), np.float32)
    small().labels(words, [Group(MODEL, ((0, 2),))])
    assert (words == 1).all()


def test_network_shapes_are_those_of_the_reading() -> None:
    # Every value that a shape can have must be known to the weights.
    reading = load_network().read("net B Net CNN CNNs 16 v2 - ResNet\nA-B, go. It (is) so.")
    assert reading.shapes.max(axis=0).tolist() == [size - 1 for size in SHAPE_SIZES]
    assert np.isfinite(load_network().states(reading)[1]).all()
