"""The shapes checked subject by subject, in time linear in the size of the graph.

Two passes: the first keeps the types of whatever a link may lead to, the
second checks. The verdict is that of SHACL, constraint by constraint.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.rdf_file import Described, Value, plain
from kg.validation.report import Kind, Violation
from ontology.describe import shape_name
from ontology.namespaces import full
from ontology.shapes import LEXICAL, NUMBER, SHAPES, Constraint
from ontology.terms import NUMBERS

__all__ = ["Census", "check", "take_census"]

Types = Mapping[str, frozenset[str]]

_TYPE = full("rdf:type")
_COUNTED = (*NUMBERS, "xsd:integer", "xsd:nonNegativeInteger")


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


Test = Callable[[Value, Types], bool]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A constraint made ready: terms in full, what each value has to be as functions."""

    name: str
    path: str
    least: int
    most: int | None
    of_class: str
    below: str
    has: str
    tests: tuple[tuple[Kind, Test], ...]


def _rule(name: str, constraint: Constraint) -> _Rule:
    c = constraint
    return _Rule(
        name=shape_name(name, c),
        path=full(c.path),
        least=c.least,
        most=c.most,
        of_class=full(c.of_class) if c.of_class else "",
        below=full(c.below) if c.below else "",
        has=full(c.has) if c.has else "",
        tests=tuple(_tests(c)),
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


def _shapes_of(pairs: Iterable[tuple[str, Value]]) -> list[str]:
    """The shapes that a subject has to keep."""
    of_class, having = _targets()
    found: dict[str, None] = {}
    for predicate, value in pairs:
        if predicate == _TYPE:
            found.update(dict.fromkeys(of_class.get(plain(value), ())))
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
        own = _asked_for() & {plain(value) for predicate, value in pairs if predicate == _TYPE}
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
    rules = _rules()
    for name, pairs in subjects:
        shapes = _shapes_of(pairs)
        values: dict[str, list[Value]] = defaultdict(list)
        for predicate, value in dict.fromkeys(pairs):  # a set, as RDF has it
            values[predicate].append(value)
        for shape in shapes:
            for rule in rules[shape]:
                found = values.get(rule.path, [])
                if found or rule.least or rule.has:
                    for kind, wrong in _broken(rule, found, values, types):
                        yield Violation(rule.name, kind, name, wrong)


def _broken(
    rule: _Rule, found: list[Value], values: Mapping[str, list[Value]], types: Types
) -> Iterator[tuple[Kind, str | None]]:
    """What does not hold of the values of one property."""
    if len(found) < rule.least:
        yield Kind.MIN_COUNT, None
    if rule.most is not None and len(found) > rule.most:
        yield Kind.MAX_COUNT, None
    if rule.has and all(plain(value) != rule.has for value in found):
        yield Kind.HAS_VALUE, None
    for value in found:
        for kind, holds in rule.tests:
            if not holds(value, types):
                yield kind, plain(value)
        for other in values.get(rule.below, ()) if rule.below else ():
            if not _is_below(value, other):
                yield Kind.LESS_THAN, plain(value)


def _tests(c: Constraint) -> Iterator[tuple[Kind, Test]]:
    """What each single value has to be."""
    if c.datatype == NUMBER:
        yield Kind.NODE, lambda value, _: _is_one_of(value, NUMBERS)
    elif c.datatype:
        datatype = (c.datatype,)
        yield Kind.DATATYPE, lambda value, _: _is_one_of(value, datatype)
    if c.of_class:
        wanted, none = full(c.of_class), frozenset[str]()
        yield Kind.CLASS, lambda value, types: wanted in types.get(plain(value), none)
    if c.is_iri:
        yield Kind.NODE_KIND, lambda value, _: isinstance(value, ox.NamedNode)
    if c.allowed:
        allowed = frozenset(map(full, c.allowed) if c.is_iri else map(str, c.allowed))
        yield Kind.IN, lambda value, _: plain(value) in allowed
    if c.low is not None:
        low = c.low
        yield Kind.MIN_INCLUSIVE, lambda value, _: _number(value) >= low
    if c.high is not None:
        high = c.high
        yield Kind.MAX_INCLUSIVE, lambda value, _: _number(value) <= high
    if c.pattern:
        pattern = re.compile(c.pattern)
        yield Kind.PATTERN, lambda value, _: pattern.search(plain(value)) is not None


def _is_one_of(value: Value, datatypes: tuple[str, ...]) -> bool:
    """Whether a value is a literal of one of some datatypes, and spelled like one."""
    if not isinstance(value, ox.Literal):
        return False
    lexical = _spellings(datatypes).get(value.datatype.value)
    return lexical is not None and lexical.fullmatch(value.value) is not None


@cache
def _spellings(datatypes: tuple[str, ...]) -> Mapping[str, re.Pattern[str]]:
    return {full(datatype): LEXICAL[datatype] for datatype in datatypes}


def _number(value: Value) -> float:
    """A number; for all else one that is neither above nor below any."""
    return float(plain(value)) if _is_one_of(value, _COUNTED) else math.nan


def _is_below(value: Value, other: Value) -> bool:
    one, two = _number(value), _number(other)
    if math.isnan(two):  # of a number with a wrong spelling that is said, not more
        return not math.isnan(one) and _is_misspelled(other)
    return one < two


def _is_misspelled(value: Value) -> bool:
    """Whether a value has the datatype of a number and is none."""
    return isinstance(value, ox.Literal) and value.datatype.value in _spellings(_COUNTED)
