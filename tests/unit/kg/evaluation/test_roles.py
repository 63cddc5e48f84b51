"""Roles: pairs of thing and role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evaluation.annotation import EntityRecord
from kg.evaluation.counts import Counts
from kg.evaluation.matching import Pairing
from kg.evaluation.roles import count_roles
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType
Compare = Callable[[tuple[EntityRecord, ...], tuple[EntityRecord, ...]], Pairing]
Make = Callable[..., EntityRecord]


def test_roles_are_counted_by_name_and_together(entity: Make, compare: Compare) -> None:
    gold = (
        entity("CNN", MODEL, Role.USES, Role.COMPARES_WITH),
        entity("owl", TASK, Role.ADDRESSES),
    )
    built = (entity("CNN", MODEL, Role.USES, Role.INTRODUCES),)
    counts = count_roles(compare(gold, built))
    assert counts == {
        "roles": Counts(1, 1, 2),
        "role introduces": Counts(0, 1, 0),
        "role uses": Counts(1, 0, 0),
        "role comparesWith": Counts(0, 0, 1),
        "role evaluatesOn": Counts(),
        "role addresses": Counts(0, 0, 1),
        "role reports": Counts(),
    }


@pytest.mark.parametrize(("core", "expected"), [(True, Counts(0, 1, 1)), (False, Counts(0, 0, 0))])
def test_roles_of_background_make_no_difference(
    core: bool, expected: Counts, entity: Make, compare: Compare
) -> None:
    gold = (entity("CNN", MODEL, Role.USES, core=core),)
    built = (entity("CNN", MODEL, Role.INTRODUCES),)
    assert count_roles(compare(gold, built))["roles"] == expected


def test_roles_of_a_wrong_entity_are_wrong(entity: Make, compare: Compare) -> None:
    built = (entity("RNN", MODEL, Role.USES, Role.MENTIONS),)
    assert count_roles(compare((entity("CNN"),), built))["roles"] == Counts(0, 1, 0)
