"""Doc to Extraction: the door out of spaCy, where offsets are checked."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from extractors.annotations import ENTITIES, MERGES, RELATIONS, RESULTS
from extractors.calibration import calibrated_entity, calibrated_relation, calibrated_result
from ontology.errors import PaperkgError
from ontology.records import Extraction, Paper

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
        PaperkgError: If a component left a mention whose offsets do not fit the text.
    """
    entities = ENTITIES.get(doc)
    for entity in entities:
        for mention in entity.mentions:
            if paper.text[mention.start : mention.end] != mention.text:
                msg = (
                    f"{paper.id}: component {mention.component!r} put {mention.text!r} at "
                    f"{mention.start}:{mention.end}, where the text has "
                    f"{paper.text[mention.start : mention.end]!r}; offsets count code points "
                    "of title + line end + abstract"
                )
                raise PaperkgError(msg)
    return Extraction(
        paper=paper.id,
        fingerprint=fingerprint,
        entities=tuple(map(calibrated_entity, entities)),
        relations=tuple(map(calibrated_relation, RELATIONS.get(doc))),
        results=tuple(map(calibrated_result, RESULTS.get(doc))),
        merges=tuple(replace(merge, paper=paper.id) for merge in MERGES.get(doc)),
    )
