"""Terms and literals of RDF, made once where they come again."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

import pyoxigraph as ox

from exports.text import utf8_safe
from ontology.iris import iri
from ontology.namespaces import ID_BASE, full
from ontology.terms import CLASSES

__all__ = [
    "LABEL", "TYPE", "Object", "Pair", "Subject", "address", "boolean", "integer", "number",
    "resource", "term", "text", "types",
]  # fmt: skip

Object = ox.NamedNode | ox.Literal
Pair = tuple[ox.NamedNode, Object]
Subject = tuple[ox.NamedNode, tuple[Pair, ...]]

DIGITS = 18  # after the point: so many are numbers to every engine, beyond they are only text
_TOO_LARGE = 1e18
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


@cache
def term(curie: str) -> ox.NamedNode:
    """A term written with its prefix.

    Raises:
        KeyError: If it is one of ours and there is none such.

    >>> term("pk:Model")
    <NamedNode value=https://w3id.org/paperkg/ontology#Model>
    """
    return ox.NamedNode(full(curie))


TYPE = term("rdf:type")
LABEL = term("rdfs:label")


@lru_cache(maxsize=1 << 16)  # an entity is named by one claim after the other
def resource(node: str) -> ox.NamedNode:
    """The IRI of a node, or of what is minted like one."""
    return ox.NamedNode(iri(ID_BASE, node))


@cache
def types(name: str) -> tuple[Pair, ...]:
    """What is said of every instance of a class of ours: its class and all above.

    >>> [kind.value.rpartition("#")[2] for _, kind in types("Method")]
    ['Method', 'Model', 'Concept']
    """
    found: list[Pair] = [(TYPE, term(f"pk:{name}"))]
    for parent in CLASSES[name].parents:
        ours = parent.removeprefix("pk:")
        found += types(ours) if ours in CLASSES else [(TYPE, term(parent))]
    return tuple(found)


def address(written: str) -> ox.NamedNode | None:
    """The address that a text is, unless it is none that RDF can have as an IRI.

    >>> address("javascript:alert(1)") is None, address("https://example.org/<") is None
    (True, True)
    """
    if not _SCHEME.match(written):
        return None
    try:
        return ox.NamedNode(written)
    except ValueError:
        return None


def text(value: str) -> ox.Literal:
    """A plain text, without a language."""
    return ox.Literal(utf8_safe(value))


def integer(value: int, kind: str = "xsd:integer") -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(value), datatype=term(kind))


def boolean(value: bool) -> ox.Literal:
    """True or false."""
    return ox.Literal("true" if value else "false", datatype=term("xsd:boolean"))


def number(value: float) -> ox.Literal:
    """A number with the fewest digits that give exactly this float back.

    A decimal; a double where that would take more digits than engines compare.

    >>> number(83.80).value, number(1e-7).value, number(5e-324).value
    ('83.8', '0.0000001', '5e-324')
    """
    plain = Decimal(repr(float(value))).normalize()
    exponent = plain.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -DIGITS and abs(value) < _TOO_LARGE:
        return ox.Literal(f"{plain:f}", datatype=term("xsd:decimal"))
    return ox.Literal(repr(float(value)), datatype=term("xsd:double"))
