"""The shapes checked subject by subject, in time linear in the size of the graph.

Two passes: the first keeps the types of whatever a link may lead to, the
second checks. The verdict is that of SHACL, constraint by constraint.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from kg.rdf_file import Described, Value
from kg.validation.report import Kind, Violation
from ontology.describe import shape_name
from ontology.namespaces import full, short
from ontology.shapes import LEXICAL, NUMBER, SHAPES, Constraint

__all__ = ["Census", "check", "take_census"]

Types = Mapping[str, frozenset[str]]

_TYPE = full("rdf:type")
_NUMBERS = ("xsd:decimal", "xsd:double")
_COUNTED = (*_NUMBERS, "xsd:integer", "xsd:nonNegativeInteger")


@dataclass(frozen=True, slots=True)
class Census:
    """What the first pass finds.

    Attributes:
        triples: How many there are.
        checked: Number of subjects of each shape of a class, by what they are.
        types: The classes that links ask for, by IRI.
    """

    triples: int
    checked: Mapping[str, int]
    types: Types


@dataclass(frozen=True, slots=True)
class _Rule:
    """A constraint with its terms in full."""

    name: str
    path: str
    constraint: Constraint
    of_class: str
    below: str
    has: str
    allowed: frozenset[str]
    pattern: re.Pattern[str] | None


def _rule(name: str, constraint: Constraint) -> _Rule:
    c = constraint
    return _Rule(
        name=shape_name(name, c),
        path=full(c.path),
        constraint=c,
        of_class=full(c.of_class) if c.of_class else "",
        below=full(c.below) if c.below else "",
        has=full(c.has) if c.has else "",
        allowed=frozenset(map(full, c.allowed) if c.is_iri else map(str, c.allowed)),
        pattern=re.compile(c.pattern) if c.pattern else None,
    )


@cache
def _rules() -> Mapping[str, tuple[_Rule, ...]]:
    return {
        name: tuple(_rule(name, constraint) for constraint in shape.constraints)
        for name, shape in SHAPES.items()
    }


@cache
def _targets() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Names of shapes by the class and by the property of their subjects."""
    of_class: dict[str, list[str]] = defaultdict(list)
    having: dict[str, list[str]] = defaultdict(list)
    for name, shape in SHAPES.items():
        if shape.of_class:
            of_class[full(shape.of_class)].append(name)
        else:
            having[full(shape.having)].append(name)
    return dict(of_class), dict(having)


@cache
def _asked_for() -> frozenset[str]:
    return frozenset(r.of_class for rules in _rules().values() for r in rules if r.of_class)


def _plain(value: Value) -> str:
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else str(value)


def _shapes_of(pairs: Iterable[tuple[str, Value]]) -> list[str]:
    """The shapes that a subject has to keep."""
    of_class, having = _targets()
    found: dict[str, None] = {}
    for predicate, value in pairs:
        if predicate == _TYPE:
            found.update(dict.fromkeys(of_class.get(_plain(value), ())))
        elif predicate in having:
            found.update(dict.fromkeys(having[predicate]))
    return list(found)


def take_census(subjects: Iterable[Described]) -> Census:
    """The first pass.

    Args:
        subjects: Each once, with all that is said of it.
    """
    triples = 0
    checked: Counter[str] = Counter()
    types: dict[str, frozenset[str]] = {}
    known: dict[frozenset[str], frozenset[str]] = {}  # few different ones: each is kept once
    for name, pairs in subjects:
        triples += len(pairs)
        shapes = (SHAPES[name] for name in _shapes_of(pairs))
        checked.update(shape.about for shape in shapes if shape.of_class)
        own = _asked_for() & {_plain(value) for predicate, value in pairs if predicate == _TYPE}
        if own:
            types[name] = known.setdefault(own, own)
    return Census(triples, dict(sorted(checked.items())), types)


def check(subjects: Iterable[Described], types: Types) -> Iterator[Violation]:
    """The second pass: every constraint that does not hold.

    Args:
        subjects: The same again.
        types: From the first pass.

    >>> paper = ("https://x", [(full("rdf:type"), ox.NamedNode(full("pk:Paper")))])
    >>> [violation.shape for violation in check([paper], {})]
    ['Paper-dcterms-title', 'Paper-dcterms-identifier']
    """
    for name, pairs in subjects:
        shapes = _shapes_of(pairs)
        if not shapes:
            continue
        values: dict[str, list[Value]] = defaultdict(list)
        for predicate, value in dict.fromkeys(pairs):  # a set, as RDF has it
            values[predicate].append(value)
        for shape in shapes:
            for rule in _rules()[shape]:
                found = values.get(rule.path, [])
                for kind, wrong in _broken(rule, found, values, types):
                    yield Violation(rule.name, kind, name, wrong)


def _broken(
    rule: _Rule, found: list[Value], values: Mapping[str, list[Value]], types: Types
) -> Iterator[tuple[Kind, str | None]]:
    """What does not hold of the values of one property."""
    c = rule.constraint
    if len(found) < c.least:
        yield Kind.MIN_COUNT, None
    if c.most is not None and len(found) > c.most:
        yield Kind.MAX_COUNT, None
    if rule.has and all(_plain(value) != rule.has for value in found):
        yield Kind.HAS_VALUE, None
    for value in found:
        for kind, holds in _tests(rule, types):
            if not holds(value):
                yield kind, _plain(value)
        for other in values.get(rule.below, ()) if rule.below else ():
            if not _is_below(value, other):
                yield Kind.LESS_THAN, _plain(value)


Test = tuple[Kind, Callable[[Value], bool]]


def _tests(rule: _Rule, types: Types) -> Iterator[Test]:
    """What each single value has to be."""
    c = rule.constraint
    if c.datatype == NUMBER:
        yield Kind.NODE, lambda value: any(_is_a(value, kind) for kind in _NUMBERS)
    elif c.datatype:
        yield Kind.DATATYPE, lambda value: _is_a(value, c.datatype)
    if rule.of_class:
        nothing: frozenset[str] = frozenset()
        yield Kind.CLASS, lambda value: rule.of_class in types.get(_plain(value), nothing)
    if c.is_iri:
        yield Kind.NODE_KIND, lambda value: isinstance(value, ox.NamedNode)
    if rule.allowed:
        yield Kind.IN, lambda value: _plain(value) in rule.allowed
    if c.low is not None:
        yield Kind.MIN_INCLUSIVE, lambda value: _compared(value, low=c.low)
    if c.high is not None:
        yield Kind.MAX_INCLUSIVE, lambda value: _compared(value, high=c.high)
    if rule.pattern is not None:
        pattern = rule.pattern
        yield Kind.PATTERN, lambda value: pattern.search(_plain(value)) is not None


def _is_a(value: Value, datatype: str) -> bool:
    if not isinstance(value, ox.Literal) or short(value.datatype.value) != datatype:
        return False
    return LEXICAL[datatype].fullmatch(value.value) is not None


def _number(value: Value) -> Decimal | None:
    if any(_is_a(value, kind) for kind in _COUNTED):
        return Decimal(_plain(value).replace("INF", "Infinity"))
    return None


def _compared(value: Value, low: int | None = None, high: int | None = None) -> bool:
    number = _number(value)
    if number is None or number.is_nan():
        return False
    return (low is None or number >= low) and (high is None or number <= high)


def _is_below(value: Value, other: Value) -> bool:
    one, two = _number(value), _number(other)
    if one is None or two is None:  # of a number with a wrong spelling that is said, not more
        return one is not None and _is_misspelled(other)
    return one < two


def _is_misspelled(value: Value) -> bool:
    """Whether a value has the datatype of a number and is none."""
    return isinstance(value, ox.Literal) and short(value.datatype.value) in _COUNTED
