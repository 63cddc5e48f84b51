"""Entities: which were found, which are wrong, which are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.evaluation.annotation import Thing
from kg.evaluation.counts import Counts
from kg.evaluation.matching import Pairing
from ontology.schema import ENTITY_TYPES

__all__ = ["ENTITIES", "ENTITIES_NEW", "ENTITIES_UNTYPED", "Verdict", "count_entities", "judge"]

ENTITIES = "entities"
ENTITIES_NEW = "entities, new names"
ENTITIES_UNTYPED = "entities, type ignored"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The entities of a paper, judged.

    Attributes:
        right: Gold things that were found.
        wrong: Built things that are none, or one that was found already.
        missed: Gold things that were not found.
    """

    right: tuple[Thing, ...]
    wrong: tuple[Thing, ...]
    missed: tuple[Thing, ...]

    def count(self, wanted: Callable[[Thing], bool]) -> Counts:
        """Counts of the things for which something holds."""
        right, wrong, missed = (
            sum(map(wanted, things)) for things in (self.right, self.wrong, self.missed)
        )
        return Counts(right, wrong, missed)


def judge(pairing: Pairing) -> Verdict:
    """Judge the entities of a paper.

    A thing that makes no difference is neither right nor wrong, and neither is
    another one that shares a form with it and with no core thing.
    """
    gold, built, matched = pairing.gold.things, pairing.built.things, pairing.matched
    core = frozenset[str]().union(*(thing.all_forms for thing in gold if thing.core))
    passing = frozenset[str]().union(*(thing.all_forms for thing in gold if not thing.core)) - core
    return Verdict(
        right=tuple(gold[j] for j in matched.values() if gold[j].core),
        wrong=tuple(
            thing for i, thing in enumerate(built) if i not in matched and not thing.forms & passing
        ),
        missed=pairing.missed,
    )


def count_entities(
    pairing: Pairing, untyped: Pairing, is_new: Callable[[Thing], bool]
) -> dict[str, Counts]:
    """Count the entities of a paper: all, by type, with new names, with the type ignored.

    Args:
        pairing: Matched by type and name.
        untyped: The same paper, matched by name alone.
        is_new: Whether a name was never seen before.
    """
    verdict = judge(pairing)
    counts = {ENTITIES: verdict.count(lambda thing: True)}
    for type_ in ENTITY_TYPES:
        counts[type_] = verdict.count(lambda thing, t=type_: thing.type is t)  # type: ignore[misc]
    found = sum(untyped.gold.things[j].core for j in untyped.matched.values())
    beyond = len(untyped.built.things) - len(untyped.matched)
    counts[ENTITIES_UNTYPED] = Counts(found, beyond, len(untyped.missed))
    counts[ENTITIES_NEW] = verdict.count(is_new)
    return {str(name): count for name, count in counts.items()}
