"""Roles: what the paper does with each of its entities, by the words around the mentions.

Each cue that holds is evidence with its sentence; what a type is usually
named for stands in where no cue holds. Background sentences (before the paper
speaks of itself) count less.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.annotations import ENTITIES, sentence_at, sentences
from extractors.resources import read_table
from ontology.known import find_known
from ontology.records import Evidence, Mention, PaperEntity, PaperRole
from ontology.schema import ROLES, EntityType, Role

__all__ = ["COMPONENT", "RoleFinder", "find_evidence", "make_roles", "usual_role"]

COMPONENT = "roles"
USUAL = {
    EntityType.MODEL: Role.USES,
    EntityType.DATASET: Role.EVALUATES_ON,
    EntityType.TASK: Role.ADDRESSES,
    EntityType.METRIC: Role.REPORTS,
}
USUAL_CONFIDENCE = 0.6
BACKGROUND_CONFIDENCE = 0.4
REACH = 300  # characters before a mention in which a cue may begin
NAMED_OUTRIGHT = 0.9  # of cues that stand right at the name: only these introduce what is known
_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Tt]his (?:paper|work|study|article|thesis|survey)|[Tt]he proposed|"
    r"[Ee]xperiments?|[Rr]esults?|[Ee]valuations?|is (?:proposed|presented|introduced))\b"
)


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


def usual_role(type_: EntityType) -> Role:
    """The role that entities of a type mostly have.

    >>> str(usual_role(EntityType.DATASET))
    'evaluatesOn'
    """
    return USUAL[type_]


def _holds(cue: _Cue, sentence: Span, mention: Mention, in_title: bool) -> bool:
    text = sentence.text
    start = mention.start - sentence.start_char
    end = mention.end - sentence.start_char
    before = text[max(0, start - REACH) : start]
    if cue.side == "before":
        return bool(cue.pattern.search(before))
    if cue.side == "title":
        return in_title and start == 0 and bool(cue.pattern.match(text[end:]))
    if cue.side == "title end":
        ends = in_title and not text[end:].strip(" .?")
        return ends and bool(cue.pattern.search(before))
    return bool(cue.pattern.match(text[end:]))


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
        in_title = sentence.start_char == 0
        held = [
            (cue.role, cue.confidence)
            for cue in _cues()
            if cue.type is entity.type and _holds(cue, sentence, mention, in_title)
        ]
        if not held:
            own = in_title or mention.start >= first_own
            held = [(usual, USUAL_CONFIDENCE if own else BACKGROUND_CONFIDENCE)]
        for role, confidence in held:
            spans = ((mention.start, mention.end),)
            yield (
                role,
                Evidence(
                    sentence.text,
                    sentence.start_char,
                    sentence.end_char,
                    spans,
                    COMPONENT,
                    confidence,
                ),
            )


def _first_own(doc: Doc) -> int:
    """Offset of the first sentence below the title in which the paper speaks of itself."""
    for sentence in sentences(doc):
        if sentence.start_char > 0 and _OWN.search(sentence.text):
            start: int = sentence.start_char
            return start
    return 0


def _was_there_before(entity: PaperEntity, introducing: list[Evidence]) -> bool:
    """Whether a cue that leaves room for other words takes a known thing for a new one."""
    sure = any(evidence.confidence >= NAMED_OUTRIGHT for evidence in introducing)
    return not sure and find_known(entity.type, entity.name) is not None


def _decide(entity: PaperEntity, found: dict[Role, list[Evidence]]) -> set[Role]:
    """Which of the roles with evidence to keep."""
    usual = usual_role(entity.type)
    said = {role for role in found if role is not usual}
    if _was_there_before(entity, found.get(Role.INTRODUCES, [])):
        said.discard(Role.INTRODUCES)
    if entity.type is EntityType.DATASET:
        return said | (set(found) & {usual}) or {usual}
    if Role.INTRODUCES in said:
        return {Role.INTRODUCES}
    if Role.COMPARES_WITH in said:
        best_usual = max((e.confidence for e in found.get(usual, ())), default=0.0)
        strong = best_usual > USUAL_CONFIDENCE
        return {Role.COMPARES_WITH, usual} if strong else {Role.COMPARES_WITH}
    return {usual}


def _is_core(entity: PaperEntity, doc: Doc, first_own: int) -> bool:
    title_end = next(sentences(doc)).end_char if len(doc) else 0
    return len(entity.mentions) > 1 or any(
        m.start < title_end or m.start >= first_own for m in entity.mentions
    )


class RoleFinder:
    """Gives the entities of a text their roles."""

    def find(self, doc: Doc) -> list[PaperEntity]:
        """The entities, each with its roles in the order of the schema."""
        first_own = _first_own(doc)
        done = []
        for entity in ENTITIES.get(doc):
            found: dict[Role, list[Evidence]] = defaultdict(list)
            for role, evidence in find_evidence(doc, entity, first_own):
                found[role].append(evidence)
            kept = _decide(entity, found)
            core = _is_core(entity, doc, first_own)
            if not core:
                kept = {Role.MENTIONS}
            named = [e for role in ROLES for e in found.get(role, ())]
            roles = tuple(
                PaperRole(role, _ordered(found.get(role) or named))
                for role in ROLES
                if role in kept
            )
            done.append(replace(entity, roles=roles, core=core))
        return done

    def __call__(self, doc: Doc) -> Doc:
        """Leave the entities with their roles."""
        return ENTITIES.set(doc, self.find(doc))


def _ordered(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """Most confident first, one for each place."""
    best: dict[tuple[tuple[int, int], ...], Evidence] = {}
    for item in sorted(evidence, key=lambda e: (-e.confidence, e.start, e.spans)):
        best.setdefault(item.spans, item)
    return tuple(best.values())


@Language.factory(
    "paperkg_roles",
    assigns=["doc._.paperkg_entities"],
    requires=["doc._.paperkg_entities", "token.is_sent_start"],
)
def make_roles(nlp: Language, name: str) -> RoleFinder:
    """Make the component."""
    return RoleFinder()
