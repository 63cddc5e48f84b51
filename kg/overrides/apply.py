"""A user's decisions about names, applied to what was extracted from a paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kg.overrides.tables import Overrides
from ontology.keys import name_key
from ontology.records import (
    Evidence,
    Extraction,
    Mention,
    PaperEntity,
    PaperRole,
    Relation,
    Result,
)
from ontology.schema import (
    RELATIONS,
    RESULT_SLOTS,
    EntityType,
    NodeType,
    Role,
    Subtype,
    usual_role,
)

__all__ = ["override"]


def override(extraction: Extraction, overrides: Overrides) -> Extraction:
    """Apply decisions to one paper: part, reject, retype.

    Args:
        extraction: As the extractors made it.
        overrides: The decisions; aliases come in when papers are put together.

    Returns:
        The extraction with other entities; relations and results that these
        can no longer have are gone, or have lost the slot.
    """
    if not (overrides.distinct or overrides.rejects or overrides.retypes):
        return extraction
    entities: list[PaperEntity] = []
    place: dict[int, int] = {}  # of an old entity among the new ones
    for number, entity in enumerate(extraction.entities):
        for part in _parts(entity, overrides):
            kept = _without_rejected(part, extraction.paper, overrides)
            if kept is not None:
                place.setdefault(number, len(entities))
                entities.append(_retyped(kept, extraction.paper, overrides))
    return replace(
        extraction,
        entities=tuple(entities),
        relations=tuple(_relations(extraction.relations, place, entities)),
        results=tuple(_result(result, place, entities) for result in extraction.results),
    )


def _select(entity: PaperEntity, wanted: Callable[[Mention], bool]) -> PaperEntity | None:
    """An entity with some of its mentions, and what is said at these; None without any."""
    mentions = tuple(mention for mention in entity.mentions if wanted(mention))
    if len(mentions) == len(entity.mentions):
        return entity
    if not mentions:
        return None
    forms = Counter(mention.text for mention in mentions)
    name = entity.name if entity.name in forms else min(forms, key=lambda f: (-forms[f], f))
    return replace(entity, name=name, mentions=mentions, roles=_roles_at(entity, mentions))


def _roles_at(entity: PaperEntity, mentions: tuple[Mention, ...]) -> tuple[PaperRole, ...]:
    """The roles with evidence at the mentions; with none at all, they only stand there."""
    places = {(mention.start, mention.end) for mention in mentions}

    def here(evidence: Evidence) -> bool:
        return not places.isdisjoint(evidence.spans)

    found = ((role.role, tuple(filter(here, role.evidence))) for role in entity.roles)
    roles = tuple(PaperRole(role, evidence) for role, evidence in found if evidence)
    if roles:
        return roles
    best = entity.roles[0].evidence[0]
    spans = ((mentions[0].start, mentions[0].end),)
    return (PaperRole(Role.MENTIONS, (replace(best, spans=spans),)),)


def _parts(entity: PaperEntity, overrides: Overrides) -> Iterator[PaperEntity]:
    """An entity, or two where some of its names are to be apart."""
    keys = {name_key(mention.text) for mention in entity.mentions}
    pairs = sorted(
        sorted(pair, key=lambda key: (key != name_key(entity.name), key))
        for type_, pair in overrides.distinct
        if type_ is entity.type and pair <= keys
    )
    if not pairs:
        yield entity
        return
    away = pairs[0][1]
    for wanted in (lambda m: name_key(m.text) != away, lambda m: name_key(m.text) == away):
        part = _select(entity, wanted)
        if part is not None:
            yield from _parts(part, overrides)


def _without_rejected(entity: PaperEntity, paper: str, overrides: Overrides) -> PaperEntity | None:
    def wanted(mention: Mention) -> bool:
        key = name_key(mention.text)
        return all((where, entity.type, key) not in overrides.rejects for where in (paper, ""))

    return _select(entity, wanted)


def _retyped(entity: PaperEntity, paper: str, overrides: Overrides) -> PaperEntity:
    key = name_key(entity.name)
    asked = ((where, type_, key) for where in (paper, "") for type_ in (entity.type, None))
    to = next((overrides.retypes[a] for a in asked if a in overrides.retypes), entity.type)
    if to is entity.type:
        return entity
    return replace(
        entity,
        type=to,
        subtype=Subtype.METHOD if to is EntityType.MODEL else None,
        roles=_roles_of(entity.roles, to),
    )


def _roles_of(roles: Iterable[PaperRole], type_: EntityType) -> tuple[PaperRole, ...]:
    """Roles as a type can have them: what it cannot have becomes the usual one."""
    found: dict[Role, tuple[Evidence, ...]] = {}
    for role in roles:
        allowed = NodeType(type_) in RELATIONS[role.role].range
        name = role.role if allowed else usual_role(type_)
        found[name] = (*found.get(name, ()), *role.evidence)
    return tuple(PaperRole(role, found[role]) for role in Role if role in found)


def _relations(
    relations: Iterable[Relation], place: dict[int, int], entities: list[PaperEntity]
) -> Iterator[Relation]:
    for relation in relations:
        head, tail = place.get(relation.head), place.get(relation.tail)
        if head is None or tail is None:
            continue
        info = RELATIONS[relation.relation]
        fits = NodeType(entities[head].type) in info.domain
        if fits and NodeType(entities[tail].type) in info.range:
            yield replace(relation, head=head, tail=tail)


def _result(result: Result, place: dict[int, int], entities: list[PaperEntity]) -> Result:
    def moved(slot: str) -> int | None:
        old: int | None = getattr(result, slot)
        new = place.get(old) if old is not None else None
        allowed = RELATIONS[RESULT_SLOTS[slot]].range
        return new if new is not None and NodeType(entities[new].type) in allowed else None

    metric = moved("metric")
    return replace(
        result,
        model=moved("model"),
        task=moved("task"),
        dataset=moved("dataset"),
        metric=metric,
        baseline=moved("baseline"),
        direction=result.direction if metric is not None else None,
    )
