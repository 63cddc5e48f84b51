"""Relations between the entities of a paper."""

from __future__ import annotations

from kg.evaluation.annotation import End
from kg.evaluation.counts import Counts
from kg.evaluation.matching import Pairing

__all__ = ["RELATIONS_ALL", "count_relations"]

RELATIONS_ALL = "relations"


def count_relations(pairing: Pairing) -> dict[str, Counts]:
    """Count head, relation and tail together.

    A relation with an end that makes no difference makes none either; one with
    an end that is no entity is wrong.
    """
    things = pairing.gold.things

    def is_passing(end: End) -> bool:
        return isinstance(end, int) and not things[end].core

    def as_gold(end: End) -> End:
        if isinstance(end, int) and end in pairing.matched:
            return pairing.matched[end]
        return f"built {end!r}"

    there = {
        (head, relation, tail)
        for head, relation, tail in pairing.gold.relations
        if isinstance(head, int) and isinstance(tail, int)
    }
    core = {r for r in there if not (is_passing(r[0]) or is_passing(r[2]))}
    found = {
        (as_gold(head), relation, as_gold(tail)) for head, relation, tail in pairing.built.relations
    }
    wrong = {r for r in found - there if not (is_passing(r[0]) or is_passing(r[2]))}
    return {RELATIONS_ALL: Counts(len(found & core), len(wrong), len(core - found))}
