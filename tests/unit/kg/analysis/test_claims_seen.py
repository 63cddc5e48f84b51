"""What is said of a node, from its side."""

from __future__ import annotations

from kg.analysis.claims_seen import SeenClaim, claims_of
from ontology.knowledge import Knowledge

FIRST = ("paper/first", "MothNet: Counting Moths")
SECOND = ("paper/second", "Moths Again")
THIRD = ("paper/third", "FlyNet at Dusk")


def test_claims_seen_claims_of_an_entity_read_from_its_side(corpus: Knowledge) -> None:
    claims = claims_of(corpus.graph, "model/flynet")
    assert {label: [claim.other for claim in found] for label, found in claims.items()} == {
        "compared by": [FIRST[1]],
        "used by": [THIRD[1]],
        "outperformed by": ["MothNet"],
    }
    scored = (
        "MothNet reaches an accuracy of 83.8% on Lanterns and is 2.5 points better than FlyNet."
    )
    assert claims["outperformed by"] == [
        SeenClaim("MothNet", FIRST[1], scored, 0.7, is_paper=False)
    ]
    assert claims["used by"][0].is_paper


def test_claims_seen_claims_of_a_paper_lead_to_what_it_names(corpus: Knowledge) -> None:
    claims = claims_of(corpus.graph, "paper/third")
    assert {label: [claim.other for claim in found] for label, found in claims.items()} == {
        "uses": ["FlyNet"],
        "evaluates on": ["Lanterns", "Streetlamps"],
        "mentions": ["accuracy"],
    }
    assert all(claim.is_paper for found in claims.values() for claim in found)


def test_claims_seen_claims_stand_the_surest_first(corpus: Knowledge) -> None:
    for node in corpus.graph:
        for claims in claims_of(corpus.graph, node).values():
            order = [(-claim.confidence, claim.other, claim.paper) for claim in claims]
            assert order == sorted(order)


def test_claims_seen_claims_leave_results_out(corpus: Knowledge) -> None:
    assert claims_of(corpus.graph, corpus.results[0].id) == {}
    assert "states" not in claims_of(corpus.graph, "paper/first")
