"""Overlaps: one total order decides, generic candidates are no mentions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, permutations

import pytest
from spacy.tokens import Doc

from extractors import spreading, tagger, vocabulary
from extractors.annotations import CANDIDATES, MENTIONS, SPANS, Candidate
from extractors.overlaps import PRIORITY, OverlapResolver, without_overlaps
from ontology.keys import name_key
from ontology.schema import EntityType, Subtype

DocMaker = Callable[..., Doc]

TEXT = "TideNet: our method\nLane detection by TideNet-2."


def task(start: int, end: int, component: str = "vocabulary", confidence: float = 0.7) -> Candidate:
    return Candidate(start, end, EntityType.TASK, None, component, confidence)


def model(start: int, end: int, component: str = "tagger", confidence: float = 0.7) -> Candidate:
    return Candidate(start, end, EntityType.MODEL, Subtype.MODEL, component, confidence)


@pytest.mark.parametrize(
    ("winner", "loser"),
    [
        (task(0, 9, "vocabulary", 0.5), model(3, 9, "tagger", 0.9)),  # longer, whoever says so
        (task(0, 6, "tagger", 0.5), model(0, 6, "vocabulary", 0.9)),  # then by component
        (task(0, 6, "vocabulary", 0.5), model(0, 6, "mine", 0.9)),  # a component of the user's last
        (task(0, 6, "tagger", 0.9), model(0, 6, "tagger", 0.5)),  # then by confidence
        (task(0, 6), task(3, 9)),  # then the earlier
        (model(0, 6, "tagger"), task(0, 6, "tagger")),  # then by type
        (task(0, 6, "hers"), task(0, 6, "his")),  # then by name of the component
    ],
)
def test_overlaps_winner(winner: Candidate, loser: Candidate) -> None:
    assert without_overlaps([winner, loser]) == [winner]
    assert without_overlaps([loser, winner]) == [winner]


def test_overlaps_priority_names_the_finders_in_order() -> None:
    assert PRIORITY == (tagger.COMPONENT, spreading.COMPONENT, vocabulary.COMPONENT)
    ranked = [task(0, 6, component) for component in PRIORITY]
    for better, worse in pairwise(ranked):
        assert without_overlaps([worse, better]) == [better]


def test_overlaps_keeps_what_only_touches() -> None:
    assert without_overlaps([task(6, 9), task(0, 6)]) == [task(0, 6), task(6, 9)]


def test_overlaps_does_not_depend_on_order() -> None:
    candidates = [task(0, 10), model(8, 14), task(12, 20, "tagger"), model(20, 24), task(9, 13)]
    outcomes = {tuple(without_overlaps(order)) for order in permutations(candidates)}
    assert outcomes == {(task(0, 10), task(12, 20, "tagger"), model(20, 24))}


def test_overlaps_of_nothing_is_nothing() -> None:
    assert without_overlaps([]) == []


def test_overlaps_drops_generic_candidates_however_sure(make_doc: DocMaker) -> None:
    name, generic, weak = model(0, 7), model(9, 19, "vocabulary"), task(20, 34, confidence=0.1)
    doc = CANDIDATES.set(make_doc(TEXT), [name, generic, weak])
    assert OverlapResolver(frozenset({"our method"})).find(doc) == [name, weak]
    assert OverlapResolver(frozenset()).find(doc) == [name, generic, weak]


def test_overlaps_punctuation_is_no_mention(make_doc: DocMaker) -> None:
    doc = CANDIDATES.set(make_doc("T\nIt ends ..."), [task(10, 13), task(5, 13)])
    assert OverlapResolver(frozenset()).find(doc) == [task(5, 13)]
    doc = CANDIDATES.set(doc, [task(10, 13)])
    assert OverlapResolver(frozenset()).find(doc) == []


def test_overlaps_no_mention_runs_on_into_the_next_sentence(make_doc: DocMaker) -> None:
    inside, across = model(0, 4), model(0, 9)
    doc = CANDIDATES.set(make_doc("Tide\nNets. We use it."), [inside, across])
    assert OverlapResolver(frozenset()).find(doc) == [inside]


def test_overlaps_dropped_candidates_do_not_win_a_place(make_doc: DocMaker) -> None:
    generic_but_long, name = task(38, 47), model(38, 45)
    doc = CANDIDATES.set(make_doc(TEXT), [generic_but_long, name])
    generic = frozenset({name_key(doc.text[38:47])})
    assert OverlapResolver(generic).find(doc) == [name]


def test_overlaps_component_leaves_mentions_and_spans(make_doc: DocMaker) -> None:
    found = [model(0, 7), task(20, 34), model(38, 42)]  # the last ends within a word
    doc = CANDIDATES.set(make_doc(TEXT), found)
    assert OverlapResolver(frozenset())(doc) is doc
    assert list(MENTIONS.get(doc)) == found
    assert CANDIDATES.get(doc) == tuple(found)
    assert [(span.text, span.label_, span.id_) for span in doc.spans[SPANS]] == [
        ("TideNet", "Model", "tagger"),
        ("Lane detection", "Task", "vocabulary"),
        ("TideNet", "Model", "tagger"),  # spaCy's spans are whole tokens
    ]


def test_overlaps_component_replaces_mentions_from_before(make_doc: DocMaker) -> None:
    resolve = OverlapResolver(frozenset())
    doc = resolve(CANDIDATES.set(make_doc(TEXT), [model(0, 7)]))
    doc = resolve(CANDIDATES.set(doc, [task(20, 34)]))
    assert MENTIONS.get(doc) == (task(20, 34),)
    assert [span.text for span in doc.spans[SPANS]] == ["Lane detection"]
