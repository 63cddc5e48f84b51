"""What a query asks the user for: declared in the comments it begins with.

    # Models that papers evaluate on a data set, and in how many papers.
    # $dataset: Dataset, such as CIFAR-10
    # $year: year = any
    # $most: count = 50

A parameter is written ``$name`` where its value goes, as a whole term. Without
a default it must be given; with the default ``any`` it is a variable like any other. Its
kind says how a value is read: a type of the graph, Entity (of any type) or
Thing (an entity or a paper) means what has that name, alias, title or id;
text, number, count (a whole number from 0) and year are literals. A name that
nothing declares is read by what it is called (``$model`` is a Model); else a
number, an IRI or id, or text, by what the value looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.sparql.text import LINE_END, parameters_in
from ontology.errors import QueryError, invalid_value
from ontology.schema import EntityType, NodeType

__all__ = [
    "ENTITY",
    "GUESS",
    "THING",
    "THINGS",
    "Parameter",
    "Value",
    "choose",
    "declared",
    "summary",
]

Value = str | int | float

ANY = "any"
ENTITY = "Entity"
THING = "Thing"
THINGS = frozenset({*map(str, EntityType), str(NodeType.PAPER), ENTITY, THING})
LITERALS = frozenset({"text", "number", "count", "year"})
GUESS = "guess"  # the kind of what nothing declares
_LINE = re.compile(r"(\w+): (\w+)(?: = (.+?))?(?:, such as (.+))?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is to be filled in at a place of a query.

    Attributes:
        name: As written after the dollar sign.
        kind: A type of the graph, Entity, text, number, count or year.
        default: What it is unless given; None where it must be given.
        example: What might be given; empty where there is none.
    """

    name: str
    kind: str
    default: str | None = None
    example: str = ""

    def __str__(self) -> str:
        """As its declaration has it.

        >>> str(Parameter("dataset", "Dataset", None, "CIFAR-10"))
        'dataset: Dataset, such as CIFAR-10'
        """
        default = "" if self.default is None else f" = {self.default}"
        example = f", such as {self.example}" if self.example else ""
        return f"{self.name}: {self.kind}{default}{example}"


def _header(query: str) -> list[str]:
    lines = []
    for line in re.split(LINE_END, query.lstrip()):
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return lines


def summary(query: str) -> str:
    r"""What a query answers: the comment it begins with, up to its parameters.

    >>> summary("# Models of a year.\n# $year: year\nSELECT * {}")
    'Models of a year.'
    """
    lines = []
    for line in _header(query):
        if line.startswith("$"):
            break
        lines.append(line)
    return " ".join(lines)


def declared(query: str) -> tuple[Parameter, ...]:
    r"""The parameters that a query declares, in its order.

    Raises:
        QueryError: If a declaration cannot be read.

    >>> [str(p) for p in declared("# Papers.\n# $year: year = any\nSELECT * {}")]
    ['year: year = any']
    """
    return tuple(_read(line[1:]) for line in _header(query) if line.startswith("$"))


def _read(line: str) -> Parameter:
    found = _LINE.fullmatch(line)
    if found is None:
        msg = (
            f"a parameter cannot be read: ${line}; write: # $name: kind, such as EXAMPLE  "
            "or: # $name: kind = DEFAULT"
        )
        raise QueryError(msg)
    if found[2] not in THINGS | LITERALS:
        raise QueryError(invalid_value(f"kind of ${found[1]}", found[2], THINGS | LITERALS))
    return Parameter(found[1], found[2], found[3], found[4] or "")


def choose(query: str, given: Mapping[str, Value]) -> list[tuple[Parameter, str | None]]:
    """The value of every parameter that has one.

    Args:
        query: SPARQL, perhaps with declarations.
        given: Name to value, as the user gave them.

    Returns:
        Parameters with their values as text; None stands for any.

    Raises:
        QueryError: If something is given that the query does not ask for, or
            not given that it needs.
    """
    known = {parameter.name: parameter for parameter in declared(query)}
    for name in parameters_in(query):
        if name in given and name not in known:
            known[name] = Parameter(name, _kind_of(name))
    for name in given:
        if name not in known:
            raise QueryError(_unknown(query, name, known))
    values = {p.name: str(given[p.name]) if p.name in given else p.default for p in known.values()}
    missing = [parameter for parameter in known.values() if values[parameter.name] is None]
    if missing:
        raise QueryError(_missing(missing[0], tuple(known.values())))
    is_any = {name for name, value in values.items() if value == ANY == known[name].default}
    return [(known[name], None if name in is_any else values[name]) for name in known]


def _kind_of(name: str) -> str:
    kind = name.capitalize()
    return kind if kind in THINGS else GUESS


def _unknown(query: str, name: str, known: Mapping[str, Parameter]) -> str:
    if known:
        return f"{invalid_value('parameter', name, known)} ({_all(known.values())})"
    if re.search(rf"\?{re.escape(name)}\b", query):
        return f"?{name} is a variable: write ${name} where a value is to be filled in"
    return f"the query has no ${name}: it takes no parameters"


def _missing(parameter: Parameter, known: tuple[Parameter, ...]) -> str:
    example = parameter.example or "VALUE"
    return (
        f'the query needs a value for {parameter.name}: --set {parameter.name}="{example}" '
        f"(it takes {_all(known)})"
    )


def _all(known: Iterable[Parameter]) -> str:
    return "; ".join(map(str, known))
