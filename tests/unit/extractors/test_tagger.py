"""The tagger: mentions with offsets and probabilities, and a state for each token."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from spacy.tokens import Doc

from extractors import tagger
from extractors.annotations import CANDIDATES, Candidate
from extractors.chain import LEAST, TAGS, Floats, Stretch, find_stretches
from extractors.network import load_network
from extractors.reading import Reading
from extractors.tagger import COMPONENT, Tagger, raise_known
from ontology.schema import EntityType, Subtype

DocMaker = Callable[..., Doc]
MODEL, DATASET, TASK = EntityType.MODEL, EntityType.DATASET, EntityType.TASK

TEXT = (
    "MS-MLP: Mixing  \U0001f30a at Night\n"
    "We propose MS-MLP, a network for image classification.\n\n We evaluate it on ImageNet."
)
NO_WORDS = ("", " ", "\n", " \t\n \u00a0 ")


def reading_of(text: str) -> Reading:
    return load_network().read(text)


def scores_of(*tags: str) -> Floats:
    """Scores that leave no doubt."""
    scores = np.zeros((len(tags), len(TAGS)))
    for word, tag in enumerate(tags):
        scores[word, TAGS.index(tag)] = 40.0
    return scores


@pytest.mark.parametrize(("name", "type_"), [
    ("MS-MLP", MODEL), ("image classification", TASK), ("ImageNet", DATASET),
])  # fmt: skip
def test_tagger_finds_the_obvious(make_doc: DocMaker, name: str, type_: EntityType) -> None:
    found = {(TEXT[c.start : c.end], c.type) for c in Tagger().find(make_doc(TEXT))}
    assert (name, type_) in found


def test_tagger_candidates_are_in_order_without_overlap(make_doc: DocMaker) -> None:
    found = Tagger().find(make_doc(TEXT))
    assert all(a.end <= b.start for a, b in pairwise(found))
    for candidate in found:
        assert 0 <= candidate.start < candidate.end <= len(TEXT)
        assert candidate.component == COMPONENT
        assert LEAST / 4 < candidate.confidence <= 1
        assert candidate.confidence == round(candidate.confidence, 4)
        assert candidate.subtype is (Subtype.MODEL if candidate.type is MODEL else None)


def test_tagger_puts_mentions_where_the_scores_say() -> None:
    text = "Tide \U0001f30a-net (B/16) beats it"
    reading = reading_of(text)
    tags = ("O", "O", "O", "O", "O", "B-Model", "I-Model", "I-Model", "O", "O", "B-Task")
    found = tagger._mentions(reading, scores_of(*tags))
    assert found == [
        Candidate(12, 16, MODEL, Subtype.MODEL, COMPONENT, 1.0),
        Candidate(24, 26, TASK, None, COMPONENT, 1.0),
    ]
    assert [text[c.start : c.end] for c in found] == ["B/16", "it"]


def test_tagger_takes_the_likelier_type_with_its_probability() -> None:
    scores = scores_of("O", "B-Task", "O")
    scores[1, TAGS.index("B-Metric")] = 36.0
    (stretch,) = find_stretches(scores, load_network().chain)
    (found,) = tagger._mentions(reading_of("the tides rise"), scores)
    assert max(stretch.types) == stretch.types[2] < 1
    assert (found.type, found.confidence) == (TASK, round(stretch.types[2], 4))


def test_tagger_of_sure_scores_for_nothing_finds_nothing() -> None:
    assert tagger._mentions(reading_of("the tides rise"), scores_of("O", "O", "O")) == []


@pytest.mark.parametrize("text", NO_WORDS)
def test_tagger_of_no_words_leaves_the_doc_as_it_is(make_doc: DocMaker, text: str) -> None:
    doc = make_doc(text)
    assert Tagger().find(doc) == []
    assert Tagger()(doc) is doc
    assert CANDIDATES.get(doc) == ()
    assert doc.tensor.size == 0


@pytest.mark.parametrize("text", [TEXT, "TideNet", f"  {TEXT} \n ", "?! ... --", "a\u0301 b_c"])
def test_tagger_tensor_has_a_row_a_token(make_doc: DocMaker, text: str) -> None:
    doc = Tagger()(make_doc(text))
    reading = reading_of(text)
    states, _ = load_network().states(reading)
    assert doc.tensor.shape == (len(doc), states.shape[1])
    blank = [token.is_space for token in doc]
    assert not doc.tensor[blank].any()
    words = doc.tensor[[not is_blank for is_blank in blank]]
    assert words.dtype == np.float32
    assert words.tobytes() == states.tobytes()


def test_tagger_has_white_space_tokens_to_leave_out(make_doc: DocMaker) -> None:
    # Else the test above would hold for text without any.
    assert sum(token.is_space for token in make_doc(TEXT)) >= 3


def test_tagger_find_changes_nothing(make_doc: DocMaker) -> None:
    doc = make_doc(TEXT)
    before = doc.to_bytes()
    assert Tagger().find(doc)
    assert doc.to_bytes() == before


def test_tagger_adds_to_the_candidates_once(make_doc: DocMaker) -> None:
    other = Candidate(0, 2, TASK, None, "hers", 0.9)
    doc = CANDIDATES.set(make_doc(TEXT), [other])
    once = CANDIDATES.get(Tagger()(doc))
    assert set(once) == {other, *Tagger().find(doc)}
    assert CANDIDATES.get(Tagger()(doc)) == once


def test_tagger_leaves_what_survives_bytes(make_doc: DocMaker) -> None:
    doc = Tagger()(make_doc(TEXT))
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again.tensor.tobytes() == doc.tensor.tobytes()
    assert CANDIDATES.get(again) == CANDIDATES.get(doc)


def test_tagger_does_not_depend_on_texts_before(make_doc: DocMaker) -> None:
    alone = Tagger()(make_doc(TEXT))
    shared = Tagger()
    for text in ("Another\nWe use it on CIFAR-10.", "", "tide " * 600):
        shared(make_doc(text))
    again = shared(make_doc(TEXT))
    assert again.tensor.tobytes() == alone.tensor.tobytes()
    assert CANDIDATES.get(again) == CANDIDATES.get(alone)


def test_tagger_raises_what_the_vocabulary_knows() -> None:
    doubtful = Stretch(0, 0, (0.1, 0.2, 0.0, 0.1))
    raised = raise_known(doubtful, "CIFAR-10", 9.0)
    # Odds 0.4 to 0.6 times the root of 9; then the data set has 9 times its share.
    assert raised.probability == pytest.approx(2 / 3)
    assert raised.types[1] / raised.types[0] == pytest.approx(18)
    assert raised.types[0] == raised.types[3]
    assert (raised.first, raised.last) == (0, 0)


@pytest.mark.parametrize("surface", ["no such name", "", "tide net"])
def test_tagger_raises_nothing_unknown(surface: str) -> None:
    doubtful = Stretch(0, 0, (0.1, 0.2, 0.0, 0.1))
    assert raise_known(doubtful, surface, 9.0) == doubtful


def test_tagger_factor_of_one_raises_nothing() -> None:
    doubtful = Stretch(2, 3, (0.1, 0.2, 0.0, 0.1))
    raised = raise_known(doubtful, "CIFAR-10", 1.0)
    assert raised.types == pytest.approx(doubtful.types)


@pytest.mark.parametrize("types", [(0, 1, 0, 0), (0.5, 0.5, 0, 0), (0, 1 + 1e-12, 0, 0)])
def test_tagger_raised_is_still_a_probability(types: tuple[float, ...]) -> None:
    raised = raise_known(Stretch(0, 0, types), "CIFAR-10", 50.0)
    assert 0.9 < raised.probability <= 1
