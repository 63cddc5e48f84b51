"""Doc to Extraction: the door out of spaCy, where offsets and indices are checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extractors.annotations import ENTITIES, MERGES, RELATIONS, RESULTS
from extractors.calibration import calibrated_entity, calibrated_relation, calibrated_result
from ontology.errors import PaperkgError
from ontology.records import Evidence, Extraction, Mention, Paper, PaperEntity, Relation, Result
from ontology.schema import RESULT_SLOTS

__all__ = ["to_extraction"]


def to_extraction(doc: Doc, paper: Paper, fingerprint: str) -> Extraction:
    """Take the plain records off a Doc.

    Args:
        doc: The paper's text, after the pipeline.
        paper: The paper.
        fingerprint: Of text and pipeline.

    Returns:
        Everything that was found, with the paper's id filled in and calibrated confidences.

    Raises:
        PaperkgError: If a component left something that does not fit the text or the entities.
    """
    entities, relations, results = ENTITIES.get(doc), RELATIONS.get(doc), RESULTS.get(doc)
    problems = (
        *_wrong_entities(entities, paper.text),
        *_wrong_relations(relations, entities, paper.text),
        *_wrong_results(results, entities, paper.text),
    )
    if problems:
        raise PaperkgError(f"{paper.id}: {problems[0]}")
    return Extraction(
        paper=paper.id,
        fingerprint=fingerprint,
        entities=tuple(map(calibrated_entity, entities)),
        relations=tuple(map(calibrated_relation, relations)),
        results=tuple(map(calibrated_result, results)),
        merges=tuple(replace(merge, paper=paper.id) for merge in MERGES.get(doc)),
    )


def _wrong_entities(entities: Iterable[PaperEntity], text: str) -> Iterator[str]:
    for entity in entities:
        if not entity.mentions:
            yield f"a component left the entity {entity.name!r} without a mention"
        for mention in entity.mentions:
            yield from _wrong_mention(mention, text)
        for role in entity.roles:
            yield from _wrong_evidence(role.evidence, text)


def _wrong_relations(
    relations: Iterable[Relation], entities: Sequence[PaperEntity], text: str
) -> Iterator[str]:
    for relation in relations:
        for end in (relation.head, relation.tail):
            yield from _wrong_index(relation.relation, end, entities, relation.evidence)
        yield from _wrong_evidence(relation.evidence, text)


def _wrong_results(
    results: Iterable[Result], entities: Sequence[PaperEntity], text: str
) -> Iterator[str]:
    for result in results:
        for field in RESULT_SLOTS:
            index = getattr(result, field)
            if index is not None:
                yield from _wrong_index(field, index, entities, (result.evidence,))
        yield from _wrong_evidence((result.evidence,), text)


def _wrong_mention(mention: Mention, text: str) -> Iterator[str]:
    there = text[mention.start : mention.end]
    if there != mention.text:
        yield (
            f"component {mention.component!r} put {mention.text!r} at "
            f"{mention.start}:{mention.end}, where the text has {there!r}; offsets count code "
            "points of title + line end + abstract"
        )


def _wrong_evidence(found: Iterable[Evidence], text: str) -> Iterator[str]:
    for evidence in found:
        there = text[evidence.start : evidence.end]
        if there != evidence.sentence:
            yield (
                f"component {evidence.component!r} put the sentence {evidence.sentence!r} at "
                f"{evidence.start}:{evidence.end}, where the text has {there!r}"
            )
        for start, end in evidence.spans:
            if not evidence.start <= start < end <= evidence.end:
                yield (
                    f"component {evidence.component!r} marked {start}:{end}, which is not in its "
                    f"sentence at {evidence.start}:{evidence.end}"
                )


def _wrong_index(
    what: str, index: int, entities: Sequence[PaperEntity], evidence: Sequence[Evidence]
) -> Iterator[str]:
    if not 0 <= index < len(entities):
        component = evidence[0].component if evidence else "?"
        yield (
            f"component {component!r} gave {what} the entity number {index}; "
            f"there are {len(entities)}, from 0 on"
        )
