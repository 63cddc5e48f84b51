"""Cue words: what the words around a mention say of a paper's dealing with it.

Each cue that holds is evidence with its sentence; what a type is usually
named for stands in where no cue holds. Background sentences (before the paper
speaks of itself) count less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span

from extractors.annotations import sentence_at, sentences
from extractors.resources import own_words, read_table
from ontology.records import Evidence, Mention, PaperEntity
from ontology.schema import EntityType, Role, usual_role

__all__ = ["COMPONENT", "find_evidence", "first_own_sentence"]

COMPONENT = "roles"
USUAL_CONFIDENCE = 0.6
BACKGROUND_CONFIDENCE = 0.4
REACH = 300  # characters before and behind a mention in which a cue may stand


@dataclass(frozen=True, slots=True)
class _Cue:
    role: Role
    type: EntityType
    side: str
    confidence: float
    pattern: re.Pattern[str]


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(
            Role(row["role"]),
            EntityType(row["type"]),
            row["side"],
            float(row["confidence"]),
            re.compile(row["pattern"] + ("$" if row["side"] in {"before", "title end"} else "")),
        )
        for row in read_table("role_cues.tsv")
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a mention in its sentence."""

    before: str
    after: str
    in_title: bool


def _look_around(sentence: Span, text: str, mention: Mention) -> _Around:
    start, end = mention.start - sentence.start_char, mention.end - sentence.start_char
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    return _Around(before, after, in_title=sentence.start_char == 0)


def _holds(cue: _Cue, around: _Around) -> bool:
    if cue.side == "before":
        return bool(cue.pattern.search(around.before))
    if cue.side == "title":
        return around.in_title and not around.before and bool(cue.pattern.match(around.after))
    if cue.side == "title end":
        ends = around.in_title and not around.after.strip(" .?")
        return ends and bool(cue.pattern.search(around.before))
    return bool(cue.pattern.match(around.after))


def find_evidence(doc: Doc, entity: PaperEntity, first_own: int) -> Iterator[tuple[Role, Evidence]]:
    """All that the sentences say of one entity.

    Args:
        doc: The text with sentence starts.
        entity: One of its entities.
        first_own: Offset from which the paper speaks of itself.

    Yields:
        A role and its evidence, cue by cue; the usual role for each mention
        without a cue.
    """
    usual = usual_role(entity.type)
    for mention in entity.mentions:
        sentence = sentence_at(doc, mention.start, mention.end)
        text = sentence.text
        around = _look_around(sentence, text, mention)
        held = [
            (cue.role, cue.confidence)
            for cue in _cues()
            if cue.type is entity.type and _holds(cue, around)
        ]
        if not held:
            own = around.in_title or mention.start >= first_own
            held = [(usual, USUAL_CONFIDENCE if own else BACKGROUND_CONFIDENCE)]
        for role, confidence in held:
            spans = ((mention.start, mention.end),)
            yield (
                role,
                Evidence(
                    text,
                    sentence.start_char,
                    sentence.end_char,
                    spans,
                    COMPONENT,
                    confidence,
                ),
            )


def first_own_sentence(doc: Doc) -> int:
    """Offset of the first sentence below the title in which the paper speaks of its own work."""
    for sentence in sentences(doc):
        if sentence.start_char > 0 and own_words("own work").search(sentence.text):
            start: int = sentence.start_char
            return start
    return 0
