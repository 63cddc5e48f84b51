"""Relations and results after a user's decisions: they go with the places they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ontology.known import find_known
from ontology.records import Evidence, Extraction, PaperEntity, Relation, Result
from ontology.schema import (
    RELATIONS,
    RESULT_SLOTS,
    Direction,
    EntityRelation,
    EntityType,
    NodeType,
    ResultLink,
    Role,
)

__all__ = ["Part", "move_relations", "move_results"]


@dataclass(frozen=True, slots=True)
class Part:
    """What an entity became, or one of several: its new place and what it is now."""

    place: int
    entity: PaperEntity

    @property
    def node_type(self) -> NodeType:
        """The type of its node."""
        return NodeType(self.entity.type)


Parts = Mapping[int, Sequence[Part]]


def _places(entity: PaperEntity) -> set[tuple[int, int]]:
    return {(mention.start, mention.end) for mention in entity.mentions}


def _is_at(entity: PaperEntity, evidence: Evidence) -> bool:
    """Whether evidence is about a place of an entity."""
    return not _places(entity).isdisjoint(evidence.spans)


def _is_in(entity: PaperEntity, evidence: Evidence) -> bool:
    """Whether the sentence of evidence names an entity."""
    return any(evidence.start <= start < evidence.end for start, _ in _places(entity))


def _meant(old: PaperEntity, parts: Sequence[Part], evidence: Evidence) -> Part | None:
    """The part that evidence is about.

    Where it names none, the paper's own contribution is meant, else the first.
    """
    for near in (_is_at, _is_in):
        if near(old, evidence):
            return next((part for part in parts if near(part.entity, evidence)), None)
    own = (part for part in parts if Role.INTRODUCES in {role.role for role in part.entity.roles})
    return next(own, parts[0] if parts else None)


def move_relations(extraction: Extraction, parts: Parts) -> Iterator[Relation]:
    """The relations that still hold.

    Args:
        extraction: As it was.
        parts: What each of its entities became.
    """
    old = extraction.entities
    moved: dict[tuple[int, EntityRelation, int], list[Evidence]] = defaultdict(list)
    for relation in extraction.relations:
        info = RELATIONS[relation.relation]
        for evidence in relation.evidence:
            head, tail = (
                _meant(old[end], parts.get(end, ()), evidence)
                for end in (relation.head, relation.tail)
            )
            if head is None or tail is None or head == tail:
                continue
            if head.node_type in info.domain and tail.node_type in info.range:
                moved[head.place, relation.relation, tail.place].append(evidence)
    for (head_place, name, tail_place), evidence_ in moved.items():
        yield Relation(head_place, name, tail_place, tuple(evidence_))


def _direction(metric: Part | None) -> Direction | None:
    known = find_known(EntityType.METRIC, metric.entity.name) if metric else None
    return known.direction if known else None


def move_results(extraction: Extraction, parts: Parts) -> Iterator[Result]:
    """The results; a slot is empty where what was in it is gone or of another type."""

    def moved(result: Result, slot: str, link: ResultLink) -> Part | None:
        index: int | None = getattr(result, slot)
        if index is None:
            return None
        part = _meant(extraction.entities[index], parts.get(index, ()), result.evidence)
        fits = part is not None and part.node_type in RELATIONS[link].range
        return part if fits else None

    for result in extraction.results:
        found = {slot: moved(result, slot, link) for slot, link in RESULT_SLOTS.items()}
        slots = {slot: part.place if part else None for slot, part in found.items()}
        yield replace(
            result,
            model=slots["model"],
            task=slots["task"],
            dataset=slots["dataset"],
            metric=slots["metric"],
            baseline=slots["baseline"],
            direction=_direction(found["metric"]),
        )
