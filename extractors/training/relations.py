"""Fitting the judge of relations between entities (`extractors.relations`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language

from extractors.judge import Judge
from extractors.pipeline import make_nlp
from extractors.relation_pairs import find_pairs
from extractors.relation_signs import read_signs
from extractors.training.judge import fit_judge
from extractors.views import look_at
from ontology.records import Evidence, Mention, PaperEntity, PaperRole
from ontology.schema import EntityRelation, EntityType, Role, Subtype

__all__ = ["annotated_entities", "fit_relations"]

HIDDEN = 32
BOUND = 0.35


def annotated_entities(record: dict[str, Any]) -> dict[str, PaperEntity]:
    """The entities of an annotated paper that have a place in its text, by name.

    Those that make no difference have no roles, as where they are found.
    """
    found = {}
    for number, entity in enumerate(record["entities"]):
        mentions = tuple(
            Mention(m["start"], m["end"], m["text"], "gold", 1.0)
            for m in record["mentions"]
            if m["entity"] == number
        )
        evidence = (Evidence("", 0, 0, (), "gold", 1.0),)
        core = bool(entity["core"])
        if mentions:
            found[entity["name"]] = PaperEntity(
                name=entity["name"],
                type=EntityType(entity["type"]),
                subtype=Subtype(entity["subtype"]) if entity.get("subtype") else None,
                mentions=mentions,
                roles=tuple(PaperRole(Role(role), evidence) for role in entity["roles"] if core),
                core=core,
                confidence=1.0,
            )
    return found


def _pairs(record: dict[str, Any], nlp: Language) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signs of a paper's pairs, and whether the paper states them."""
    entities = annotated_entities(record)
    number = {name: index for index, name in enumerate(entities)}
    right = {
        (number[head], EntityRelation(relation), number[tail])
        for head, relation, tail in record["relations"]
        if head in number and tail in number
    }
    doc = nlp(f"{record['title']}\n{record['abstract']}")
    scene = look_at(doc, tuple(entities.values()))
    for pair in find_pairs(scene):
        signs = read_signs(scene, pair.head, pair.relation, pair.tail)
        yield signs, (pair.head.index, pair.relation, pair.tail.index) in right


def fit_relations(records: Sequence[dict[str, Any]]) -> Judge:
    """Fit the judge of relations on annotated papers."""
    nlp = make_nlp(("paperkg_sentences",))
    found = [item for record in records for item in _pairs(record, nlp)]
    return fit_judge(
        [signs for signs, _ in found],
        [[float(right)] for _, right in found],
        [[1.0]] * len(found),
        hidden=HIDDEN,
        bound=BOUND,
    )
