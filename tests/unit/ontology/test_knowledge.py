"""What is said of the corpus: ids, keys and links of the records."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx

from ontology.knowledge import Claim, Knowledge, Layout, ResultNode
from ontology.records import Evidence
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


def test_knowledge_claim_key_and_id() -> None:
    assert CLAIM.key == "introduces@paper/p"
    assert CLAIM.id == "paper/p introduces model/mothnet @paper/p"


def test_knowledge_claim_id_is_what_is_said_not_where() -> None:
    elsewhere = replace(CLAIM, evidence=(replace(EVIDENCE, start=0),), confidence=0.1, core=False)
    assert elsewhere.id == CLAIM.id
    others = [
        replace(CLAIM, head="model/flynet"),
        replace(CLAIM, relation=EntityRelation.BASED_ON),
        replace(CLAIM, tail="model/flynet"),
        replace(CLAIM, paper="paper/q"),
    ]
    assert len({claim.id for claim in (CLAIM, *others)}) == 5


def test_knowledge_result_links_in_a_fixed_order() -> None:
    assert RESULT.links == (
        (ResultLink.FROM_PAPER, "paper/p"),
        (ResultLink.OF_MODEL, "model/mothnet"),
        (ResultLink.FOR_TASK, "task/moth-counting"),
        (ResultLink.ON_DATASET, "dataset/lanterns"),
        (ResultLink.IN_METRIC, "metric/accuracy"),
        (ResultLink.OVER_BASELINE, "model/flynet"),
    )


def test_knowledge_result_links_leave_out_what_is_unknown() -> None:
    bare = replace(RESULT, model=None, task=None, dataset=None, metric=None, baseline=None)
    assert bare.links == ((ResultLink.FROM_PAPER, "paper/p"),)


def test_knowledge_has_an_empty_layout_until_drawn() -> None:
    knowledge = Knowledge((), (), (), (), (), (), {}, nx.MultiDiGraph())
    assert knowledge.layout == Layout({}, {}, ())
