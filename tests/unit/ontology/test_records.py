"""The records: frozen, comparable, and the few things they work out."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import networkx as nx
import pytest

from ontology.records import (
    Claim,
    Evidence,
    Knowledge,
    Layout,
    Mention,
    Paper,
    ResultNode,
)
from ontology.schema import Direction, EntityRelation, ResultKind, ResultLink, Role

EVIDENCE = Evidence("MothNet wins.", 10, 23, ((10, 17),), "hand", 0.5)
CLAIM = Claim("paper/p", Role.INTRODUCES, "model/mothnet", "paper/p", (EVIDENCE,), 0.5, core=True)
RESULT = ResultNode(
    id="result/1",
    paper="paper/p",
    model="model/mothnet",
    task="task/moth-counting",
    dataset="dataset/lanterns",
    metric="metric/accuracy",
    baseline="model/flynet",
    value="83.80%",
    number=83.8,
    unit="%",
    kind=ResultKind.ABSOLUTE,
    direction=Direction.HIGHER,
    evidence=EVIDENCE,
)


@pytest.mark.parametrize(
    ("title", "abstract", "text"),
    [
        ("On Moths", "They fly.", "On Moths\nThey fly."),
        ("On Moths ", "", "On Moths \n"),
        ("  \U0001d4aan\u00a0Moths", " a\n b ", "  \U0001d4aan\u00a0Moths\n a\n b "),
    ],
)
def test_records_paper_text_is_title_and_abstract_untouched(
    title: str, abstract: str, text: str
) -> None:
    assert Paper("p", title, abstract).text == text


def test_records_paper_needs_three_fields_only() -> None:
    paper = Paper("p", "On Moths", "")
    assert (paper.year, paper.authors, paper.venue, paper.url) == (None, (), None, None)
    assert paper.node == "paper/p"


def test_records_are_frozen_and_take_no_new_fields() -> None:
    mention = Mention(0, 7, "MothNet", "hand", 1.0)
    with pytest.raises(FrozenInstanceError):
        mention.start = 3  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        mention.note = "x"  # type: ignore[attr-defined]


def test_records_with_the_same_fields_are_equal_and_hash_alike() -> None:
    assert replace(EVIDENCE) == EVIDENCE
    assert len({EVIDENCE, replace(EVIDENCE), replace(EVIDENCE, confidence=0.6)}) == 2
    assert hash(CLAIM) == hash(replace(CLAIM))


def test_records_claim_key_and_id() -> None:
    assert CLAIM.key == "introduces@paper/p"
    assert CLAIM.id == "paper/p introduces model/mothnet @paper/p"


def test_records_claim_id_is_what_is_said_not_where() -> None:
    elsewhere = replace(CLAIM, evidence=(replace(EVIDENCE, start=0),), confidence=0.1, core=False)
    assert elsewhere.id == CLAIM.id
    others = [
        replace(CLAIM, head="model/flynet"),
        replace(CLAIM, relation=EntityRelation.BASED_ON),
        replace(CLAIM, tail="model/flynet"),
        replace(CLAIM, paper="paper/q"),
    ]
    assert len({claim.id for claim in (CLAIM, *others)}) == 5


def test_records_result_links_in_a_fixed_order() -> None:
    assert RESULT.links == (
        (ResultLink.FROM_PAPER, "paper/p"),
        (ResultLink.OF_MODEL, "model/mothnet"),
        (ResultLink.FOR_TASK, "task/moth-counting"),
        (ResultLink.ON_DATASET, "dataset/lanterns"),
        (ResultLink.IN_METRIC, "metric/accuracy"),
        (ResultLink.OVER_BASELINE, "model/flynet"),
    )


def test_records_result_links_leave_out_what_is_unknown() -> None:
    bare = replace(RESULT, model=None, task=None, dataset=None, metric=None, baseline=None)
    assert bare.links == ((ResultLink.FROM_PAPER, "paper/p"),)


def test_records_knowledge_has_an_empty_layout_until_drawn() -> None:
    knowledge = Knowledge((), (), (), (), (), (), {}, nx.MultiDiGraph())
    assert knowledge.layout == Layout({}, {}, ())
