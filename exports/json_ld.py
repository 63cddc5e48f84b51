"""JSON-LD: the triples of `exports.rdf` as one JSON object with a context.

Our own writer, since pyoxigraph's writes no context and rdflib's takes eight
times as long. The context is that of `ontology/context.jsonld`: it explains
the names and says which values are links or numbers. One line a subject, in
the order of the Turtle file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from exports.files import replacing
from exports.rdf.describe import descriptions
from exports.rdf.terms import TYPE, Object, Pair
from ontology.describe import context
from ontology.knowledge import Knowledge
from ontology.namespaces import short

__all__ = ["write_json_ld"]

Value = str | dict[str, str]

_STRING = "xsd:string"


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Each term that the context has, as its name there and the type of its values."""
    names = {}
    for name, meaning in context().items():
        if isinstance(meaning, dict):
            names[meaning["@id"]] = (name, meaning["@type"])
        elif isinstance(meaning, str):
            names[meaning] = (name, _STRING)
    return names


@cache
def _name(iri: str) -> tuple[str, str]:
    """The name of a term, and the type its values have if they do not say so themselves."""
    known = short(iri)
    return _names().get(known, (known, _STRING))


def _value(value: Object, kind: str) -> Value:
    if isinstance(value, ox.NamedNode):
        found = short(value.value)
        return found if kind == "@id" else {"@id": found}
    datatype = short(value.datatype.value)
    return value.value if datatype == kind else {"@value": value.value, "@type": datatype}


def _node(subject: ox.NamedNode, said: Iterable[Pair]) -> str:
    types: list[str] = []
    values: dict[str, list[Value]] = {}
    for predicate, value in said:
        if predicate == TYPE:
            types.append(_name(value.value)[0])
        else:
            name, kind = _name(predicate.value)
            values.setdefault(name, []).append(_value(value, kind))
    single = {key: found[0] if len(found) == 1 else found for key, found in values.items()}
    head = {"id": short(subject.value), **({"type": types} if types else {})}
    return json.dumps({**head, **single}, ensure_ascii=False)


def write_json_ld(knowledge: Knowledge, path: Path, *, lean: bool = False) -> None:
    """Write all triples as JSON-LD 1.1; `lean` leaves out evidence and mentions."""
    with replacing(path) as file:
        file.write(f'{{"@context": {json.dumps(context())}, "@graph": ['.encode())
        separator = "\n"
        for subject, said in descriptions(knowledge, lean=lean):
            file.write(f"{separator}{_node(subject, said)}".encode())
            separator = ",\n"
        file.write(b"\n]}\n")
