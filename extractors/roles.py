"""Roles: what the paper does with each of its entities, and with what sentence it says so.

Where the entities are labelled, the probabilities decide and the cue words
choose the sentence; without labels the cue words decide alone.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES
from extractors.cued_roles import Said, best_first, decide_by_cues, find_said
from extractors.cues import first_own_sentence
from extractors.judge import load_judge
from extractors.labels import COMPONENT as LABELS_COMPONENT
from extractors.labels import JUDGE, LABELS
from extractors.network import LABELED_ROLES, Labels, load_network
from ontology.records import Evidence, PaperEntity, PaperRole
from ontology.schema import RELATIONS, ROLES, EntityType, NodeType, Role, Subtype

__all__ = ["RoleFinder", "make_roles"]

LESSER = 0.9  # how much less a sentence counts that is not the best for a role
EVEN = 0.5  # from which on a Model is a model rather than a method


def _by_labels(entity: PaperEntity, said: Said, labels: Labels) -> PaperEntity | None:
    """The entity with the roles that are likely enough; None where it is too doubtful itself."""
    *bounds, core_bound = load_judge(JUDGE).bounds
    core = labels.core >= core_bound
    if not core and entity.confidence < load_network().bounds.passing:
        return None
    type_ = NodeType(entity.type)
    chances: dict[Role, float] = {
        role: chance
        for role, chance, bound in zip(LABELED_ROLES, labels.roles, bounds, strict=True)
        if core and type_ in RELATIONS[role].range and chance >= bound
    }
    if Role.INTRODUCES in chances:
        chances.pop(Role.USES, None)  # in 1,140 annotated introductions the two go together 4 times
    roles = tuple(
        PaperRole(role, _evidence(said, role, LABELS_COMPONENT, chance))
        for role, chance in chances.items()
    )
    if not roles:
        surest = max(entity.mentions, key=lambda mention: mention.confidence)
        named = _evidence(said, Role.MENTIONS, surest.component, surest.confidence)
        roles = (PaperRole(Role.MENTIONS, named),)
    subtype = entity.subtype
    if entity.type is EntityType.MODEL:
        subtype = Subtype.MODEL if labels.model >= EVEN else Subtype.METHOD
    return replace(entity, roles=roles, core=core, subtype=subtype)


def _evidence(said: Said, role: Role, component: str, chance: float) -> tuple[Evidence, ...]:
    """The sentences for a role: one with a cue for it first, as sure as the role itself."""
    named = [e for other in ROLES for e in said.get(other, ()) if other is not role]
    places: dict[tuple[tuple[int, int], ...], Evidence] = {}
    for evidence in best_first(said.get(role, ())) + best_first(named):
        places.setdefault(evidence.spans, evidence)
    return tuple(
        replace(
            evidence,
            component=component,
            confidence=round(chance * (LESSER if number else 1), 4),
        )
        for number, evidence in enumerate(places.values())
    )


class RoleFinder:
    """Gives the entities of a text their roles."""

    def find(self, doc: Doc) -> list[PaperEntity]:
        """The entities, each with its roles in the order of the schema."""
        return [entity for _, entity in self._decide(doc)]

    def _decide(self, doc: Doc) -> list[tuple[int, PaperEntity]]:
        """The entities that stay, with the number each had before."""
        entities, labels = ENTITIES.get(doc), LABELS.get(doc)
        first_own = first_own_sentence(doc)
        said = [find_said(doc, entity, first_own) for entity in entities]
        if not labels:
            pairs = zip(entities, said, strict=True)
            return list(enumerate(decide_by_cues(doc, e, of, first_own) for e, of in pairs))
        decided = map(_by_labels, entities, said, labels)
        return [(number, kept) for number, kept in enumerate(decided) if kept is not None]

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
