"""Roles by cue words alone, where no network has read the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extractors.annotations import sentences
from extractors.cues import USUAL_CONFIDENCE, find_evidence
from ontology.known import find_known
from ontology.records import Evidence, PaperEntity, PaperRole
from ontology.schema import ROLES, EntityType, Role, usual_role

__all__ = ["Said", "best_first", "decide_by_cues", "find_said"]

NAMED_OUTRIGHT = 0.9  # of cues that stand right at the name: only these introduce what is known

Said = Mapping[Role, Sequence[Evidence]]


def find_said(doc: Doc, entity: PaperEntity, first_own: int) -> Said:
    """What cue words say of an entity, by role.

    Args:
        doc: The text with sentence starts.
        entity: One of its entities.
        first_own: Offset from which the paper speaks of itself.
    """
    said: dict[Role, list[Evidence]] = {}
    for role, evidence in find_evidence(doc, entity, first_own):
        said.setdefault(role, []).append(evidence)
    return said


def best_first(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Most confident first, one for each place."""
    best: dict[tuple[tuple[int, int], ...], Evidence] = {}
    for item in sorted(evidence, key=lambda e: (-e.confidence, e.start, e.spans)):
        best.setdefault(item.spans, item)
    return tuple(best.values())


def decide_by_cues(doc: Doc, entity: PaperEntity, said: Said, first_own: int) -> PaperEntity:
    """The entity with the roles that cue words give it.

    Args:
        doc: The text with sentence starts.
        entity: One of its entities.
        said: What cue words say of it.
        first_own: Offset from which the paper speaks of itself.
    """
    core = _is_core(entity, doc, first_own)
    kept = _kept(entity, said) if core else {Role.MENTIONS}
    named = [e for role in ROLES for e in said.get(role, ())]
    roles = tuple(
        PaperRole(role, best_first(said.get(role) or named)) for role in ROLES if role in kept
    )
    return replace(entity, roles=roles, core=core)


def _was_there_before(entity: PaperEntity, introducing: Sequence[Evidence]) -> bool:
    """Whether a cue that leaves room for other words takes a known thing for a new one."""
    sure = any(evidence.confidence >= NAMED_OUTRIGHT for evidence in introducing)
    return not sure and find_known(entity.type, entity.name) is not None


def _kept(entity: PaperEntity, found: Said) -> set[Role]:
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
