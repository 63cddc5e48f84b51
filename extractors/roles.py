"""Roles: what the paper does with each of its entities, and with what sentence it says so.

Where the trained network has labelled the entities its probabilities decide,
and the cue words choose the sentence; without labels the cue words decide
alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, sentences
from extractors.cues import USUAL_CONFIDENCE, find_evidence, first_own_sentence
from extractors.labels import COMPONENT as LABELS_COMPONENT
from extractors.labels import LABELS
from extractors.network import LABELED_ROLES, Bounds, Labels, load_network
from ontology.known import find_known
from ontology.records import Evidence, PaperEntity, PaperRole
from ontology.schema import RELATIONS, ROLES, EntityType, NodeType, Role, Subtype, usual_role

__all__ = ["RoleFinder", "make_roles"]

NAMED_OUTRIGHT = 0.9  # of cues that stand right at the name: only these introduce what is known
LESSER = 0.9  # how much less a sentence counts that is not the best for a role
EVEN = 0.5  # from which on a Model is a model rather than a method

_Found = dict[Role, list[Evidence]]


def _was_there_before(entity: PaperEntity, introducing: list[Evidence]) -> bool:
    """Whether a cue that leaves room for other words takes a known thing for a new one."""
    sure = any(evidence.confidence >= NAMED_OUTRIGHT for evidence in introducing)
    return not sure and find_known(entity.type, entity.name) is not None


def _roles_by_cues(entity: PaperEntity, found: _Found) -> set[Role]:
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


def _by_cues(entity: PaperEntity, found: _Found, *, core: bool) -> PaperEntity:
    kept = _roles_by_cues(entity, found) if core else {Role.MENTIONS}
    named = [e for role in ROLES for e in found.get(role, ())]
    roles = tuple(
        PaperRole(role, _ordered(found.get(role) or named)) for role in ROLES if role in kept
    )
    return replace(entity, roles=roles, core=core)


def _by_labels(
    entity: PaperEntity, found: _Found, labels: Labels, bounds: Bounds
) -> PaperEntity | None:
    """The entity with the roles that are likely enough; None where it is too doubtful itself."""
    core = entity.confidence >= bounds.entity and labels.core >= _core_bound(found, bounds)
    if not core and entity.confidence < bounds.passing:
        return None
    type_ = NodeType(entity.type)
    chances: dict[Role, float] = {
        role: chance
        for role, chance in zip(LABELED_ROLES, labels.roles, strict=True)
        if core and type_ in RELATIONS[role].range and chance >= _bound(role, found, bounds)
    }
    if Role.INTRODUCES in chances:
        chances.pop(Role.USES, None)  # in 1,140 annotated introductions the two go together 4 times
    # The network says how likely a role is of a thing that is there; whether it is comes on top.
    roles = tuple(
        PaperRole(role, _said(found, role, chance * entity.confidence))
        for role, chance in (chances or {Role.MENTIONS: 1.0}).items()
    )
    subtype = entity.subtype
    if entity.type is EntityType.MODEL:
        subtype = Subtype.MODEL if labels.model >= EVEN else Subtype.METHOD
    return replace(entity, roles=roles, core=core, subtype=subtype)


def _is_outright(role: Role, found: _Found) -> bool:
    """Whether a cue for a role stands right at the name."""
    return any(evidence.confidence >= NAMED_OUTRIGHT for evidence in found.get(role, ()))


def _core_bound(found: _Found, bounds: Bounds) -> float:
    outright = any(_is_outright(role, found) for role in found)
    return min(bounds.cued, bounds.core) if outright else bounds.core


def _bound(role: Role, found: _Found, bounds: Bounds) -> float:
    """From which probability on a role is kept: less is asked where a cue stands at the name."""
    return min(bounds.cued, bounds.roles[role]) if _is_outright(role, found) else bounds.roles[role]


def _said(found: _Found, role: Role, chance: float) -> tuple[Evidence, ...]:
    """The sentences for a role: one with a cue for it first, as sure as the role itself."""
    named = [e for other in ROLES for e in found.get(other, ()) if other is not role]
    ranked = _ordered(found.get(role, [])) + _ordered(named)
    places: dict[tuple[tuple[int, int], ...], Evidence] = {}
    for evidence in ranked:
        places.setdefault(evidence.spans, evidence)
    return tuple(
        replace(
            evidence,
            component=LABELS_COMPONENT,
            confidence=round(chance * (LESSER if number else 1), 4),
        )
        for number, evidence in enumerate(places.values())
    )


def _ordered(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """Most confident first, one for each place."""
    best: dict[tuple[tuple[int, int], ...], Evidence] = {}
    for item in sorted(evidence, key=lambda e: (-e.confidence, e.start, e.spans)):
        best.setdefault(item.spans, item)
    return tuple(best.values())


class RoleFinder:
    """Gives the entities of a text their roles."""

    def find(self, doc: Doc) -> list[PaperEntity]:
        """The entities, each with its roles in the order of the schema."""
        return [entity for _, entity in self._decide(doc)]

    def _decide(self, doc: Doc) -> list[tuple[int, PaperEntity]]:
        """The entities that stay, with the number each had before."""
        labels = LABELS.get(doc)
        first_own = first_own_sentence(doc)
        done: list[tuple[int, PaperEntity]] = []
        for number, entity in enumerate(ENTITIES.get(doc)):
            found: _Found = defaultdict(list)
            for role, evidence in find_evidence(doc, entity, first_own):
                found[role].append(evidence)
            if not labels:
                core = _is_core(entity, doc, first_own)
                done.append((number, _by_cues(entity, found, core=core)))
                continue
            kept = _by_labels(entity, found, labels[number], load_network().bounds)
            if kept is not None:
                done.append((number, kept))
        return done

    def __call__(self, doc: Doc) -> Doc:
        """Leave the entities with their roles, and the labels of these entities only."""
        done = self._decide(doc)
        labels = LABELS.get(doc)
        if labels:
            LABELS.set(doc, (labels[number] for number, _ in done))
        return ENTITIES.set(doc, (entity for _, entity in done))


@Language.factory(
    "paperkg_roles",
    assigns=["doc._.paperkg_entities", "doc._.paperkg_labels"],
    requires=["doc._.paperkg_entities", "token.is_sent_start"],
)
def make_roles(nlp: Language, name: str) -> RoleFinder:
    """Make the component."""
    return RoleFinder()
