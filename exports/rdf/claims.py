"""Claims: one plain triple each, and an rdf:Statement for every sentence that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from exports.rdf.terms import Pair, boolean, integer, number, resource, term, text, types
from ontology.iris import digest
from ontology.knowledge import Claim
from ontology.namespaces import ID_BASE
from ontology.records import Evidence
from ontology.terms import PROPERTIES

__all__ = ["evidence_iri", "evidence_pairs", "place", "said_of", "sentence"]


def _said(claims: Iterable[Claim]) -> list[Pair]:
    """The plain triples of claims about one head; the same one from several papers once."""
    said: dict[tuple[str, str], Pair] = {}
    for claim in claims:
        tail = resource(claim.tail)
        relation = f"pk:{claim.relation}"
        said[relation, claim.tail] = (term(relation), tail)
        for parent in PROPERTIES[claim.relation].parents:
            said[parent, claim.tail] = (term(parent), tail)
    return [said[key] for key in sorted(said)]


def said_of(claims: tuple[Claim, ...]) -> Callable[[str], list[Pair]]:
    """A function from a node to the plain triples about it.

    Only the borders are kept, so that a large graph can be written in little memory.

    Args:
        claims: Sorted by their head.
    """
    borders: dict[str, tuple[int, int]] = {}
    for head, found in groupby(enumerate(claims), key=lambda item: item[1].head):
        places = [place for place, _ in found]
        borders[head] = places[0], places[-1] + 1
    return lambda node: _said(claims[slice(*borders.get(node, (0, 0)))])


def sentence(evidence: Evidence) -> Iterator[Pair]:
    """The sentence, unless it was left out."""
    if evidence.sentence:
        yield term("pk:sentence"), text(evidence.sentence)


def place(evidence: Evidence) -> tuple[Pair, ...]:
    """Where something is said, how sure that is, and by whom it was found."""
    return (
        (term("pk:sentenceStart"), integer(evidence.start)),
        (term("pk:sentenceEnd"), integer(evidence.end)),
        (term("pk:start"), integer(evidence.spans[0][0])),
        (term("pk:end"), integer(evidence.spans[-1][1])),
        (term("pk:confidence"), number(evidence.confidence)),
        (term("pk:component"), text(evidence.component)),
    )


def evidence_iri(claim: Claim, evidence: Evidence) -> ox.NamedNode:
    """The IRI of evidence: what is said, where, and found by whom."""
    where = f"{evidence.start} {evidence.spans} {evidence.component}"
    name = f"{digest(claim.id, where)}{digest('second', claim.id, where)}"
    return ox.NamedNode(f"{ID_BASE}evidence/{name}")


def evidence_pairs(claim: Claim, evidence: Evidence) -> Iterator[Pair]:
    """The claim as a statement, with a sentence that makes it."""
    yield from types("Evidence")
    yield term("rdf:subject"), resource(claim.head)
    yield term("rdf:predicate"), term(f"pk:{claim.relation}")
    yield term("rdf:object"), resource(claim.tail)
    yield term("pk:paper"), resource(claim.paper)
    yield from sentence(evidence)
    yield from place(evidence)
    if evidence is claim.evidence[0]:
        yield term("pk:core"), boolean(claim.core)
        yield term("pk:support"), integer(len(claim.evidence))
