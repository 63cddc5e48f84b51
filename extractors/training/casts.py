"""The entities of an annotated paper as a judge meets them: as annotated, or as they are found.

What is found differs from what is annotated as it will in new papers: judges
that have only seen the annotation trust their entities too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES
from ontology.keys import name_keys
from ontology.records import Evidence, Mention, PaperEntity, PaperRole
from ontology.schema import EntityType, Role, Subtype

__all__ = ["Cast", "as_annotated", "as_found", "match_entities"]


@dataclass(frozen=True, slots=True)
class Cast:
    """A text with entities, and what the annotation knows them by.

    Attributes:
        doc: The text with sentence starts.
        record: The annotated paper.
        entities: With their roles.
        names: For each its name in the annotation; None where it has none.
        doubtful: Places of those that the annotation only mentions in passing.
    """

    doc: Doc
    record: dict[str, Any]
    entities: tuple[PaperEntity, ...]
    names: tuple[str | None, ...]
    doubtful: frozenset[int]


def as_annotated(record: dict[str, Any], nlp: Language) -> Cast:
    """The entities as annotated, those that have a place in the text.

    Those that make no difference have no roles, as where they are found.

    Args:
        record: An annotated paper.
        nlp: Finds the sentences.
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
    doc = nlp(f"{record['title']}\n{record['abstract']}")
    return Cast(doc, record, tuple(found.values()), tuple(found), frozenset())


def as_found(record: dict[str, Any], nlp: Language) -> Cast:
    """The entities as the pipeline finds them.

    Args:
        record: An annotated paper that the network has not learnt from.
        nlp: Finds entities with their roles.
    """
    doc = nlp(f"{record['title']}\n{record['abstract']}")
    entities = ENTITIES.get(doc)
    matched = match_entities(record["entities"], entities)
    of = [record["entities"][matched[n]] if n in matched else None for n in range(len(entities))]
    names = tuple(None if entity is None else entity["name"] for entity in of)
    doubtful = frozenset(n for n, entity in enumerate(of) if entity and not entity["core"])
    return Cast(doc, record, entities, names, doubtful)


def match_entities(
    annotated: Sequence[dict[str, Any]], found: Sequence[PaperEntity]
) -> dict[int, int]:
    """Which annotated entity each found one is: of its type, with a name in common.

    One to one; those that the paper is about first, then those with most names
    in common.

    Returns:
        From place among the found to place among the annotated.
    """
    ours = [name_keys(m.text for m in entity.mentions) for entity in found]
    theirs = [name_keys(entity["mentions"]) for entity in annotated]
    pairs = sorted(
        (not annotated[j]["core"], -len(ours[i] & theirs[j]), i, j)
        for i, entity in enumerate(found)
        for j in range(len(annotated))
        if annotated[j]["type"] == entity.type and ours[i] & theirs[j]
    )
    matched: dict[int, int] = {}
    for _, _, i, j in pairs:
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched
