"""A user's decisions about names, applied to what was extracted from a paper.

Every decision is about the places where a name stands: a thing with several
names may become two, and what is said at a place goes with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.overrides.facts import Part, move_relations, move_results
from kg.overrides.tables import Overrides
from ontology.keys import name_key
from ontology.records import Evidence, Extraction, Mention, Merge, Paper, PaperEntity, PaperRole
from ontology.schema import RELATIONS, EntityType, NodeType, Role, Subtype, usual_role

__all__ = ["override"]


@dataclass(frozen=True, slots=True)
class _Decider:
    """The decisions, for one paper."""

    paper: Paper
    overrides: Overrides
    evidence: tuple[Evidence, ...]

    def parts(self, entity: PaperEntity) -> Iterator[PaperEntity]:
        """What becomes of an entity: itself, nothing, or several."""
        names = self._whole(entity)
        mentions: dict[EntityType, list[Mention]] = defaultdict(list)
        for mention in entity.mentions:
            keys = (*names, name_key(mention.text))
            types = [self.overrides.type_of(self.paper.id, entity.type, key) for key in keys]
            type_ = next((t for t in types if t is not entity.type), entity.type)
            if not any(
                self.overrides.is_rejected(self.paper.id, told, key)
                for told in (entity.type, type_)
                for key in keys
            ):
                mentions[type_].append(mention)
        for type_, found in sorted(mentions.items()):
            for group in self._apart(type_, found):
                yield self._part(entity, type_, group)

    def _whole(self, entity: PaperEntity) -> tuple[str, ...]:
        """The key of a name that stands nowhere and so is meant at every mention."""
        key = name_key(entity.name)
        return () if key in {name_key(m.text) for m in entity.mentions} else (key,)

    def _apart(self, type_: EntityType, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
        """Mentions of what is one thing; the names that stand first stay together."""
        groups: list[tuple[set[str], list[Mention]]] = []
        for mention in mentions:
            key = self.overrides.called(type_, name_key(mention.text))
            others = self.overrides.distinct.get((type_, key), frozenset())
            group = next((g for g in groups if g[0].isdisjoint(others)), None)
            if group is None:
                groups.append(group := (set(), []))
            group[0].add(key)
            group[1].append(mention)
        yield from (found for _, found in groups)

    def _part(
        self, entity: PaperEntity, type_: EntityType, mentions: Sequence[Mention]
    ) -> PaperEntity:
        part = replace(
            entity,
            mentions=tuple(mentions),
            name=self._name(entity, type_, mentions),
            confidence=max(mention.confidence for mention in mentions),
        )
        if len(mentions) < len(entity.mentions):
            part = replace(part, roles=self._roles_at(entity, mentions))
        if type_ is entity.type:
            return part
        subtype = Subtype.METHOD if type_ is EntityType.MODEL else None
        return replace(part, type=type_, subtype=subtype, roles=_roles_of(part.roles, type_))

    def _name(self, entity: PaperEntity, type_: EntityType, mentions: Sequence[Mention]) -> str:
        """The name as it was, unless it belongs to another part or to something else."""
        forms = Counter(mention.text for mention in mentions)
        key = self.overrides.called(type_, name_key(entity.name))
        others = self.overrides.distinct.get((type_, key), frozenset())
        keys = {self.overrides.called(type_, name_key(form)) for form in forms}
        split = len(mentions) < len(entity.mentions) and name_key(entity.name) not in {
            name_key(form) for form in forms
        }
        if split or not others.isdisjoint(keys):
            return min(forms, key=lambda form: (-forms[form], form))
        return entity.name

    def _roles_at(self, entity: PaperEntity, mentions: Sequence[Mention]) -> tuple[PaperRole, ...]:
        """The roles with evidence at some mentions; without any, these only stand there."""
        places = {(mention.start, mention.end) for mention in mentions}
        found = (
            (role.role, tuple(e for e in role.evidence if not places.isdisjoint(e.spans)))
            for role in entity.roles
        )
        roles = tuple(PaperRole(role, evidence) for role, evidence in found if evidence)
        return roles or (PaperRole(Role.MENTIONS, (self._told_at(mentions[0]),)),)

    def _told_at(self, mention: Mention) -> Evidence:
        """The sentence of a mention, or its line where no sentence is known."""
        span = (mention.start, mention.end)
        for evidence in self.evidence:
            if evidence.start <= mention.start and mention.end <= evidence.end:
                return replace(
                    evidence, spans=(span,), component=mention.component,
                    confidence=mention.confidence,
                )  # fmt: skip
        text = self.paper.text
        start = text.rfind("\n", 0, mention.start) + 1
        end = text.find("\n", mention.end)
        end = len(text) if end < 0 else end
        return Evidence(text[start:end], start, end, (span,), mention.component, mention.confidence)


def _roles_of(roles: Iterable[PaperRole], type_: EntityType) -> tuple[PaperRole, ...]:
    """Roles as a type can have them: what it cannot have becomes the usual one."""
    found: dict[Role, tuple[Evidence, ...]] = {}
    for role in roles:
        allowed = NodeType(type_) in RELATIONS[role.role].range
        name = role.role if allowed else usual_role(type_)
        found[name] = (*found.get(name, ()), *role.evidence)
    return tuple(PaperRole(role, found[role]) for role in Role if role in found)


def _all_evidence(extraction: Extraction) -> tuple[Evidence, ...]:
    roles = (role for entity in extraction.entities for role in entity.roles)
    return (
        *(evidence for role in roles for evidence in role.evidence),
        *(evidence for relation in extraction.relations for evidence in relation.evidence),
        *(result.evidence for result in extraction.results),
    )


def _merges(merges: Iterable[Merge], entities: Sequence[PaperEntity]) -> Iterator[Merge]:
    """The merges of names that still are names of one thing."""
    named: dict[str, set[int]] = defaultdict(set)
    for number, entity in enumerate(entities):
        for name in entity.names:
            named[name_key(name)].add(number)
    for merge in merges:
        both = named[name_key(merge.source)] & named[name_key(merge.target)]
        if both:
            yield replace(merge, type=entities[min(both)].type)


def override(extraction: Extraction, paper: Paper, overrides: Overrides) -> Extraction:
    """Apply decisions to one paper: retype, reject, part.

    Args:
        extraction: As the extractors made it.
        paper: Of which it is.
        overrides: The decisions; aliases come in when papers are put together.

    Returns:
        The extraction with other entities; relations and results go with the
        places they are about, and are gone where these are.
    """
    if not (overrides.distinct or overrides.rejects or overrides.retypes):
        return extraction
    decider = _Decider(paper, overrides, _all_evidence(extraction))
    entities: list[PaperEntity] = []
    parts: dict[int, list[Part]] = defaultdict(list)
    for number, entity in enumerate(extraction.entities):
        for part in decider.parts(entity):
            parts[number].append(Part(len(entities), part))
            entities.append(part)
    if tuple(entities) == extraction.entities:
        return extraction
    return replace(
        extraction,
        entities=tuple(entities),
        relations=tuple(move_relations(extraction, parts)),
        results=tuple(move_results(extraction, parts)),
        merges=tuple(_merges(extraction.merges, entities)),
    )
