"""One suite for every component of the pipeline: what each must do with any text."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extractors import annotations as left
from extractors.annotations import (
    ABBREVIATIONS,
    CANDIDATES,
    ENTITIES,
    MENTIONS,
    RELATIONS,
    RESULTS,
    SPANS,
    Layer,
)
from extractors.labels import LABELS
from extractors.pipeline import COMPONENTS, make_nlp
from extractors.reading import MOST_PIECES
from ontology.records import Evidence

PREFIX = "paperkg_"
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
LAYERS = (*(layer for layer in vars(left).values() if isinstance(layer, Layer)), LABELS)

USUAL = (
    "TideNet: Unsupervised Lane Detection \U0001f30a at Night\n"
    "Unsupervised lane detection (ULD) is hard, e.g. in rain. We propose TideNet, a new model "
    "built on graph neural networks (GNNs). On ImageNet and CIFAR-10/100, TideNet reaches "
    r"83.8\% accuracy and outperforms ResNet-50 by 2.1 points. "
    r"TideNet is $5.18\times$ faster than an MLP and ViT-B/16; ULD of the na\"ive kind fails."
)
FILLER = (
    "The boats go out at dawn and come back at dusk, whatever the weather says (or the owners). "
    "On some days TideNet is still right in 9 of 10 cases."
)
TEXTS = {
    "usual": USUAL,
    "empty": "",
    "one word": "TideNet",
    "no abstract": "TideNet: Unsupervised Lane Detection (ULD)\n",
    "no title": "\nWe propose TideNet, a new model for lane detection.",
    "one line": "We propose TideNet for lane detection. It outperforms ResNet-50 by 2%.",
    "gaps": "  \n\t \n ",
    "punctuation": "?! ... -- ([{}]) $$ \\ / _ % + - , ; :\n.,;:()()((--%%$",
    "emoji": "\U0001f30a TideNet \U0001f680\nWe propose \U0001f9e0-Net (\U0001f44d\U0001f3fd) for "
    "lane detection \U0001f3f3\ufe0f\u200d\U0001f308. \U0001f389",
    "several windows": " ".join([USUAL, *[FILLER] * 16]),
    "20,000 words": " ".join([USUAL, *[FILLER] * 800]),
}
LONG = TEXTS["20,000 words"]
# The network needs seconds for the longest text (its own tests have one): the components behind
# it get that text as if it had found nothing.
NETWORK = "paperkg_tagger"
# What a component changes in some texts only: labels go where their entity goes.
SOMETIMES = {"paperkg_roles": {"doc._.paperkg_labels"}}


@cache
def pipeline() -> Language:
    return make_nlp()


@cache
def _bytes_before(name: str, text: str) -> bytes:
    """The Doc that a component gets: what all components in front of it have left."""
    place = COMPONENTS.index(name)
    if place == 0:
        data: bytes = pipeline().make_doc(text).to_bytes()
        return data
    before = COMPONENTS[place - 1]
    doc = doc_before(before, text)
    data = (doc if (before, text) == (NETWORK, LONG) else component(before)(doc)).to_bytes()
    return data


def doc_before(name: str, text: str) -> Doc:
    """A fresh Doc, as the component gets it."""
    return Doc(pipeline().vocab).from_bytes(_bytes_before(name, text))


def component(name: str) -> Callable[[Doc], Doc]:
    found: Callable[[Doc], Doc] = pipeline().get_pipe(name)
    return found


@cache
def upto(name: str) -> Language:
    """A pipeline that ends in a component."""
    return make_nlp(COMPONENTS[: COMPONENTS.index(name) + 1])


def problems(nlp: Language) -> dict[str, list[str]]:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    found: dict[str, list[str]] = analysis["problems"]
    return found


def left_on(doc: Doc) -> dict[str, Any]:
    """All that components have left on a Doc."""
    return {
        **{f"doc._.{key[1]}": value for key, value in doc.user_data.items()},
        "doc.spans": {
            key: [(s.start_char, s.end_char, s.label_, s.id_) for s in spans]
            for key, spans in doc.spans.items()
        },
        "doc.tensor": (doc.tensor.shape, doc.tensor.tobytes()),
        "token.is_sent_start": [token.is_sent_start for token in doc],
    }


def offsets(doc: Doc) -> Iterator[tuple[int, int]]:
    """Every stretch of text that anything on a Doc points at."""
    for pair in ABBREVIATIONS.get(doc):
        yield pair.long_start, pair.long_end
        yield pair.short_start, pair.short_end
    for candidate in (*CANDIDATES.get(doc), *MENTIONS.get(doc)):
        yield candidate.start, candidate.end
    for mention in (mention for entity in ENTITIES.get(doc) for mention in entity.mentions):
        yield mention.start, mention.end
    for evidence in all_evidence(doc):
        yield evidence.start, evidence.end
        yield from evidence.spans
    for span in doc.spans.get(SPANS, ()):
        yield span.start_char, span.end_char


def all_evidence(doc: Doc) -> Iterator[Evidence]:
    for entity in ENTITIES.get(doc):
        for role in entity.roles:
            yield from role.evidence
    for relation in RELATIONS.get(doc):
        yield from relation.evidence
    for result in RESULTS.get(doc):
        yield result.evidence


every_component = pytest.mark.parametrize("name", COMPONENTS)
every_text = pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(name, text, id=f"{name}-{key}")
        for name in COMPONENTS
        for key, text in TEXTS.items()
        if (name, text) != (NETWORK, LONG)
    ],
)


def test_suite_covers_every_registered_component() -> None:
    registered = [
        point.name
        for point in entry_points(group="spacy_factories")
        if point.name.startswith(PREFIX)
    ]
    assert sorted(registered) == sorted(COMPONENTS)


def test_suite_covers_every_component_of_pyproject() -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    assert sorted(project["entry-points"]["spacy_factories"]) == sorted(COMPONENTS)


@every_component
def test_component_is_registered_under_its_name(name: str) -> None:
    (point,) = entry_points(group="spacy_factories", name=name)
    module, _, function = point.value.partition(":")
    assert function == name.replace(PREFIX, "make_")
    assert function in importlib.import_module(module).__all__
    assert Language.get_factory_meta(name).factory == name


@every_text
def test_component_returns_the_same_doc_with_the_same_text(name: str, text: str) -> None:
    doc = doc_before(name, text)
    tokens = [token.text_with_ws for token in doc]
    assert component(name)(doc) is doc
    assert doc.text == text
    assert [token.text_with_ws for token in doc] == tokens


@every_text
def test_component_stays_inside_the_text(name: str, text: str) -> None:
    doc = component(name)(doc_before(name, text))
    assert [(a, b) for a, b in offsets(doc) if not 0 <= a < b <= len(text)] == []
    for entity in ENTITIES.get(doc):
        assert entity.mentions
        assert [m for m in entity.mentions if text[m.start : m.end] != m.text] == []
    for evidence in all_evidence(doc):
        assert text[evidence.start : evidence.end] == evidence.sentence


@every_text
def test_component_points_at_entities_that_are_there(name: str, text: str) -> None:
    doc = component(name)(doc_before(name, text))
    results = [(r.model, r.task, r.dataset, r.metric, r.baseline) for r in RESULTS.get(doc)]
    ends = {end for relation in RELATIONS.get(doc) for end in (relation.head, relation.tail)}
    ends.update(end for result in results for end in result if end is not None)
    assert ends <= set(range(len(ENTITIES.get(doc))))


@every_text
def test_component_twice_is_once(name: str, text: str) -> None:
    doc = component(name)(doc_before(name, text))
    once = left_on(doc)
    assert left_on(component(name)(doc)) == once


@every_text
def test_component_leaves_what_survives_bytes(name: str, text: str) -> None:
    doc = component(name)(doc_before(name, text))
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert again.text == text
    assert left_on(again) == left_on(doc)
    assert [layer.get(again) for layer in LAYERS] == [layer.get(doc) for layer in LAYERS]


@every_component
def test_component_leaves_what_it_says_and_nothing_else(name: str) -> None:
    doc = doc_before(name, USUAL)
    before = left_on(doc)
    after = left_on(component(name)(doc))
    changed = {key for key in after if after[key] != before.get(key)}
    says = set(pipeline().get_pipe_meta(name).assigns)
    assert changed <= says
    assert says - changed <= SOMETIMES.get(name, set())


@every_component
def test_component_find_changes_nothing(name: str) -> None:
    doc = doc_before(name, USUAL)
    before = left_on(doc)
    finder: Any = component(name)
    assert finder.find(doc)
    assert left_on(doc) == before


@every_component
def test_component_does_the_same_alone_and_in_a_batch(name: str) -> None:
    texts = [text for text in TEXTS.values() if text != LONG]
    alone = [left_on(upto(name)(text)) for text in texts]
    for order in (1, -1):
        batch = upto(name).pipe(texts[::order], batch_size=3)
        assert [left_on(doc) for doc in batch] == alone[::order]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # Python's, of forks with threads
@every_component
def test_component_does_the_same_in_two_processes(name: str) -> None:
    texts = [text for text in TEXTS.values() if text != LONG]
    docs = list(upto(name).pipe(texts, n_process=2, batch_size=2))
    assert [doc.text for doc in docs] == texts
    assert [left_on(doc) for doc in docs] == [left_on(upto(name)(text)) for text in texts]


def test_components_together_get_all_they_need() -> None:
    assert problems(pipeline()) == {name: [] for name in COMPONENTS}


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("paperkg_spreading", {"doc._.paperkg_candidates", "doc._.paperkg_abbreviations"}),
        ("paperkg_overlaps", {"doc._.paperkg_candidates", "token.is_sent_start"}),
        ("paperkg_grouping", {"doc._.paperkg_mentions", "doc._.paperkg_abbreviations"}),
        ("paperkg_labels", {"doc._.paperkg_entities", "doc.tensor", "token.is_sent_start"}),
        ("paperkg_roles", {"doc._.paperkg_entities", "token.is_sent_start"}),
        ("paperkg_relations", {"doc._.paperkg_entities", "token.is_sent_start"}),
        ("paperkg_results", {"doc._.paperkg_entities", "token.is_sent_start"}),
    ],
)
def test_component_alone_is_reported_for_what_it_lacks(name: str, needs: set[str]) -> None:
    assert set(problems(make_nlp([name]))[name]) == needs


@pytest.mark.parametrize("text", ["empty", "gaps", "punctuation"])
def test_components_find_nothing_where_there_are_no_words(text: str) -> None:
    doc = pipeline()(TEXTS[text])
    assert {layer.name: layer.get(doc) for layer in LAYERS} == {layer.name: () for layer in LAYERS}
    assert [span.text for span in doc.spans[SPANS]] == []


def test_components_leave_something_in_every_layer() -> None:
    # Else the suite would hold for components that do nothing.
    doc = pipeline()(USUAL)
    assert [layer.name for layer in LAYERS if not layer.get(doc)] == []


def test_suite_has_long_texts() -> None:
    assert 20_000 <= len(LONG.split()) < 25_000
    assert len(TEXTS["several windows"].split()) > MOST_PIECES
