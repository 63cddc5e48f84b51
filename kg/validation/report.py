"""What a validation finds, in words: what is wrong, with which value, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from ontology.describe import shape_name
from ontology.shapes import SHAPES, Constraint, Shape
from ontology.terms import NUMBERS

__all__ = ["Group", "Kind", "Report", "Violation", "group"]


class Kind(StrEnum):
    """Which part of a constraint does not hold: the constraint components of SHACL."""

    CLASS = "ClassConstraintComponent"
    DATATYPE = "DatatypeConstraintComponent"
    HAS_VALUE = "HasValueConstraintComponent"
    IN = "InConstraintComponent"
    LESS_THAN = "LessThanConstraintComponent"
    MAX_COUNT = "MaxCountConstraintComponent"
    MAX_INCLUSIVE = "MaxInclusiveConstraintComponent"
    MIN_COUNT = "MinCountConstraintComponent"
    MIN_INCLUSIVE = "MinInclusiveConstraintComponent"
    NODE = "NodeConstraintComponent"
    NODE_KIND = "NodeKindConstraintComponent"
    PATTERN = "PatternConstraintComponent"


@dataclass(frozen=True, slots=True)
class Violation:
    """One constraint that does not hold of one subject.

    Attributes:
        shape: Name of the property shape, see `ontology.describe.shape_name`.
        kind: What does not hold.
        node: IRI of the subject.
        value: The value that is wrong; None where it is their number.
    """

    shape: str
    kind: Kind
    node: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation.

    Attributes:
        triples: How many were looked at.
        checked: How many subjects there are, by what they are.
        engine: What checked.
        violations: Sorted; none if all is well.
    """

    triples: int
    checked: Mapping[str, int]
    engine: str
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether all is well."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class Group:
    """Violations of one kind of one constraint.

    Attributes:
        about: What the subjects are.
        path: The property.
        problem: What is wrong.
        allowed: What would be right.
        repair: What to do.
        violations: At least one.
    """

    about: str
    path: str
    problem: str
    allowed: str
    repair: str
    violations: tuple[Violation, ...]


@cache
def _constraints() -> Mapping[str, tuple[Shape, Constraint]]:
    return {
        shape_name(name, constraint): (shape, constraint)
        for name, shape in SHAPES.items()
        for constraint in shape.constraints
    }


def _words(kind: Kind, c: Constraint) -> tuple[str, str]:
    """What is wrong, and what is allowed."""
    return {
        Kind.CLASS: ("leads to something else", f"a {c.of_class}"),
        Kind.DATATYPE: ("is no such value", c.datatype),
        Kind.HAS_VALUE: ("has not the value it needs", c.has),
        Kind.IN: ("is not one of the values there are", ", ".join(c.allowed)),
        Kind.LESS_THAN: ("is not lower", f"lower than {c.below}"),
        Kind.MAX_COUNT: ("has too many values", f"at most {c.most}"),
        Kind.MAX_INCLUSIVE: ("is too high", f"at most {c.high}"),
        Kind.MIN_COUNT: ("is missing", f"at least {c.least}"),
        Kind.MIN_INCLUSIVE: ("is too low", f"at least {c.low}"),
        Kind.NODE: ("is no number", " or ".join(NUMBERS)),
        Kind.NODE_KIND: ("is no IRI", "an IRI"),
        Kind.PATTERN: ("is not of this form", c.pattern),
    }[kind]


def group(violations: Iterable[Violation]) -> list[Group]:
    """Violations by constraint and kind, the most frequent first.

    >>> found = group([Violation("Paper-dcterms-title", Kind.MIN_COUNT, "https://x", None)])
    >>> found[0].about, found[0].path, found[0].problem, found[0].allowed
    ('Paper', 'dcterms:title', 'is missing', 'at least 1')
    """
    members: dict[tuple[str, Kind], list[Violation]] = {}
    for violation in violations:
        members.setdefault((violation.shape, violation.kind), []).append(violation)
    groups = []
    for (name, kind), found in members.items():
        shape, constraint = _constraints()[name]
        problem, allowed = _words(kind, constraint)
        groups.append(
            Group(
                shape.about, constraint.path, problem, allowed, constraint.repair,
                tuple(sorted(found, key=lambda v: (v.node, v.value or ""))),
            )
        )  # fmt: skip
    return sorted(groups, key=lambda g: (-len(g.violations), g.about, g.path, g.problem))
