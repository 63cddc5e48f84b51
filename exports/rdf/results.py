"""Results: a value, what it is of, and the sentence that states it."""

from __future__ import annotations

from collections.abc import Iterator

from exports.rdf.claims import place, sentence
from exports.rdf.terms import LABEL, TYPE, Pair, number, resource, term, text, types
from ontology.knowledge import ResultNode
from ontology.schema import NodeType, ResultKind

__all__ = ["result_pairs"]


def result_pairs(result: ResultNode, *, lean: bool) -> Iterator[Pair]:
    """All that is said of a result.

    Args:
        result: The result.
        lean: Whether to leave out where it is stated.
    """
    yield from types(NodeType.RESULT)
    if result.kind is ResultKind.ABSOLUTE:
        yield from _evaluation(result)
    yield LABEL, text(result.value)
    yield term("pk:valueText"), text(result.value)
    if result.number is not None:
        yield term("pk:number"), number(result.number)
    if result.unit:
        yield term("pk:unit"), text(result.unit)
    yield term("pk:kind"), text(result.kind)
    if result.direction is not None:
        yield term("pk:direction"), text(result.direction)
    for link, node in result.links:
        yield term(f"pk:{link}"), resource(node)
    if not lean:
        yield from sentence(result.evidence)
        yield from place(result.evidence)


def _evaluation(result: ResultNode) -> Iterator[Pair]:
    """A plain score is the evaluation of a model in the sense of ML Schema."""
    yield TYPE, term("mls:ModelEvaluation")
    if result.metric is not None:
        yield term("mls:specifiedBy"), resource(result.metric)
    if result.number is not None:
        yield term("mls:hasValue"), number(result.number)
