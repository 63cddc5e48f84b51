"""Roles: what a paper does with what it names."""

from __future__ import annotations

from collections import Counter

from kg.evaluation.counts import Counts, add_up
from kg.evaluation.matching import Pairing
from ontology.schema import ROLES, Role

__all__ = ["ROLES_ALL", "count_roles"]

ROLES_ALL = "roles"


def count_roles(pairing: Pairing) -> dict[str, Counts]:
    """Count pairs of thing and role, together and by role.

    The roles of a wrong entity are wrong, those of a missed one are missed.
    """
    tp, fp, fn = Counter[Role](), Counter[Role](), Counter[Role]()
    for i, thing in enumerate(pairing.built.things):
        there = pairing.gold.things[pairing.matched[i]] if i in pairing.matched else None
        if there is not None and not there.core:
            continue
        want = there.roles if there is not None else frozenset()
        tp.update(thing.roles & want)
        fp.update(thing.roles - want)
        fn.update(want - thing.roles)
    for there in pairing.missed:
        fn.update(there.roles)
    by_role = {
        f"role {role}": Counts(tp[role], fp[role], fn[role])
        for role in ROLES
        if role is not Role.MENTIONS
    }
    return add_up([{ROLES_ALL: counts} for counts in by_role.values()]) | by_role
