"""A query as text: what is refused before it runs, its variables, and where it breaks.

pyoxigraph would follow SERVICE, and its grammar is laxer than the standard's
(``SERVICESILENT<...>``), so a second parser could be led astray by a text that
the two read differently. What looks like an IRI or a string may be the tail of
an expression; so SERVICE is refused wherever it cannot be ruled out. Where
queries of strangers run (`kg.sparql.worker`), the process can open nothing at
all besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ontology.errors import QueryError

__all__ = ["LINE_END", "blanked", "check_allowed", "explain", "fill", "parameters_in"]

LINE_END = r"(?:\r\n?|\n)"  # ends a comment, for pyoxigraph and the standard
# What is escaped outside of a string is read over in one: else each of many \" would begin one
# that has no end, and looking for that end takes as long as the text is.
_OPAQUE = (
    r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'"
    r"|<[^<>\"{}|^`\x00-\x20]*+>|#[^\r\n]*+|\\."
)
_LITERALS = re.compile(_OPAQUE, re.DOTALL)
_PARAMETERS = re.compile(rf"{_OPAQUE}|\$(?P<name>\w+)", re.DOTALL)
_HEADER = re.compile(rf"(?:[ \t]*+(?:#[^\r\n]*+)?(?:{LINE_END}|\Z))*+")
_REFUSED = re.compile(
    r"(?<![\w?$:.-])(?:SERVICE|FROM|LOAD|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
_SAID = "The SELECT contains a variable that is unbound"  # by pyoxigraph, among what it expected
_SECOND_OPINION = 10_000  # characters of a query beyond which rdflib is not asked: it is slow


def check_allowed(query: str) -> None:
    """Refuse a query that asks for anything outside the library.

    Args:
        query: As the user wrote it, before values are filled in.

    Raises:
        QueryError: If it might; the message has the word that is refused.

    >>> check_allowed("SELECT ?x { ?x rdfs:label 'load' }")
    >>> check_allowed("SELECT * FROM <file:///etc/passwd> {}")
    Traceback (most recent call last):
    ...
    ontology.errors.QueryError: FROM is not allowed: queries read this library and nothing else
    """
    body = query[_header_end(query) :]
    refused = _REFUSED.search(_LITERALS.sub(" ", body))
    if refused:
        word = refused.group().upper()
        raise QueryError(f"{word} is not allowed: queries read this library and nothing else")
    if _may_fetch(body):
        msg = 'SERVICE is not allowed: the word may stand in a plain "string" and nowhere else'
        raise QueryError(msg)


def _header_end(query: str) -> int:
    """Where the comments that a query begins with end: nothing else can start with ``#``."""
    found = _HEADER.match(query)
    return found.end() if found else 0


def _may_fetch(query: str) -> bool:
    """Whether SERVICE may stand in a query outside of a plain string; in doubt it may."""
    lowered = query.lower()
    if "service" not in lowered:
        return False
    if re.search(r"[\\'#]|\"\"\"", query):
        return True
    return any("service" in outside for outside in lowered.split('"')[::2])


def parameters_in(query: str) -> Iterator[str]:
    """The names written with a dollar sign, where values can be filled in.

    >>> list(parameters_in("SELECT ?x { ?x ?y $model } # $no"))
    ['model']
    """
    for found in _PARAMETERS.finditer(query):
        if found["name"]:
            yield found["name"]


def fill(query: str, terms: Mapping[str, str]) -> str:
    """Put terms in the places of parameters.

    Args:
        query: SPARQL in which parameters are written as ``$name``.
        terms: Name to a whole SPARQL term; the places of others stay variables.

    Returns:
        The query with the terms, texts and IRIs untouched.

    >>> fill("SELECT ?x { ?x rdfs:label $name }", {"name": '"a $name"'})
    'SELECT ?x { ?x rdfs:label "a $name" }'
    """
    return _PARAMETERS.sub(lambda found: terms.get(found["name"] or "", found[0]), query)


def explain(query: str, said: str, *, thorough: bool = True) -> str:
    """What is wrong with a query that does not parse, with the place under the line it is in.

    Args:
        query: The query as it was run.
        said: What pyoxigraph says.
        thorough: Ask rdflib as well. It is slow to give up on brackets in
            brackets, so not for the queries of strangers.
    """
    found = _PLACE.match(said)
    if found is None:
        return f"the query does not parse: {' '.join(said.split())}"
    line, column, expected = int(found[1]), int(found[2]), " ".join(found[3].split())
    reason = f"expected {expected.removeprefix('expected ')}" if len(expected) < 200 else ""
    if _SAID in expected:
        reason = "a variable is selected that is not grouped by or has a value already"
    elif undeclared := _undeclared(query):
        line, column = _line_of(query, undeclared.start())
        reason = f"the prefix {undeclared[1]}: is not declared"
    elif thorough and (second := _second_opinion(query)):
        line, column, reason = second
    lines = query.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 1 - 60)
    excerpt = shown[start : start + 120].replace("\t", " ")
    where = f"line {line}, column {column}"
    what = f": {reason}" if reason else ""
    return (
        f"the query does not parse at {where}{what}\n  {excerpt}\n  {' ' * (column - 1 - start)}^"
    )


def blanked(query: str) -> str:
    """A query with blanks in place of texts, IRIs and comments; what is left keeps its place.

    >>> blanked('?s pk:name "pk:no" # pk:no')
    '?s pk:name                '
    """
    return _LITERALS.sub(lambda m: m[0] if m[0][0] == "\\" else " " * len(m[0]), query)


def _line_of(query: str, place: int) -> tuple[int, int]:
    return query.count("\n", 0, place) + 1, place - query.rfind("\n", 0, place)


def _undeclared(query: str) -> re.Match[str] | None:
    """The first name whose prefix neither the query nor we declare."""
    from ontology.namespaces import PREFIXES

    blank = blanked(query)
    declared = {m[1] for m in re.finditer(r"(?i)\bPREFIX\s+([\w.-]*):", blank)} | set(PREFIXES)
    names = re.finditer(r"(?<![\w?$:.-])([A-Za-z][\w.-]*):(?=[\w%\\])", blank)
    return next((name for name in names if name[1] not in declared), None)


def _second_opinion(query: str) -> tuple[int, int, str] | None:
    """Line, column and reason by rdflib, which tells the start of what it cannot read.

    pyoxigraph tells how far it came by the way it tried last, often lines below.
    """
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    if len(query) > _SECOND_OPINION:
        return None
    try:
        parseQuery(query)
    except ParseBaseException as error:
        line, column = _line_of(query, min(error.loc, len(query)))
        found = re.match(r"[\w?$:]+|\S", query[error.loc :])
        return line, column, f"cannot go on from {found[0]!r}" if found else "it ends too early"
    except RecursionError:
        return None
    return None
