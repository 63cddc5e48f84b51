"""From gold annotations to figures: extract and resolve, or take a library, then score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

import msgspec

from exports.records import paper_record
from kg.assembly import assemble
from kg.evaluation.annotation import Annotation, Record, annotate
from kg.evaluation.gold import Gold
from kg.evaluation.novelty import is_new, known_keys
from kg.evaluation.scoring import Built, Evaluation, evaluate
from ontology.knowledge import Claim, Knowledge, ResultNode

__all__ = ["build_anew", "built_papers", "evaluate_knowledge"]


def build_anew(gold: Gold) -> Knowledge:
    """What the pipeline makes of the annotated papers."""
    from extractors.pipeline import extract

    return assemble(gold.papers, extract(gold.papers))


def built_papers(knowledge: Knowledge) -> Iterator[Built]:
    """Each paper as its record in ``paperkg export --format records``."""
    entities = {entity.id: entity for entity in knowledge.entities}
    results: dict[str, list[ResultNode]] = defaultdict(list)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for result in knowledge.results:
        results[result.paper].append(result)
    for claim in knowledge.claims:
        claims[claim.paper].append(claim)
    for paper, extraction in zip(knowledge.papers, knowledge.extractions, strict=True):
        ids = knowledge.links[paper.id]
        record = paper_record(paper, extraction, ids, entities, results[paper.node])
        annotation = annotate(msgspec.convert(record, Record))
        yield Built(annotation, extraction, tuple(claims[paper.node]))


def evaluate_knowledge(
    gold: Gold, knowledge: Knowledge, seen: tuple[Annotation, ...] = ()
) -> Evaluation:
    """Score a graph.

    Args:
        gold: What it should say.
        knowledge: Of these papers, or of more.
        seen: Annotations that were seen in training: their names are not new.

    Returns:
        All figures.
    """
    built = {paper.annotation.key: paper for paper in built_papers(knowledge)}
    return evaluate(gold.annotations, built, partial(is_new, known=known_keys(seen)))
