"""JSON-LD: the triples of `exports.rdf` as one JSON object with a context.

Our own writer, since pyoxigraph's writes no context and rdflib's takes eight
times as long. Names are shortened by the prefixes, which the context
explains; one line a subject, in the order of the Turtle file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from exports.files import replacing
from exports.rdf import Object, Pair, descriptions
from ontology.namespaces import PREFIXES
from ontology.records import Knowledge

__all__ = ["write_json_ld"]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_SHORT = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def _short(iri: str) -> str:
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _SHORT.get(iri[:end])
    return iri if prefix is None else f"{prefix}:{iri[end:]}"


def _value(value: Object) -> str | dict[str, str]:
    if isinstance(value, ox.NamedNode):
        return {"@id": _short(value.value)}
    if value.datatype.value == _STRING:
        return value.value
    return {"@value": value.value, "@type": _short(value.datatype.value)}


def _node(subject: ox.NamedNode, said: Iterable[Pair]) -> str:
    types: list[str] = []
    values: dict[str, list[str | dict[str, str]]] = {}
    for predicate, value in said:
        if predicate.value == _TYPE:
            types.append(_short(value.value))
        else:
            values.setdefault(_short(predicate.value), []).append(_value(value))
    single = {key: found[0] if len(found) == 1 else found for key, found in values.items()}
    return json.dumps({"@id": _short(subject.value), "@type": types, **single}, ensure_ascii=False)


def write_json_ld(knowledge: Knowledge, path: Path) -> None:
    """Write all triples as JSON-LD 1.1."""
    context = json.dumps(dict(PREFIXES))
    with replacing(path) as file:
        file.write(f'{{"@context": {context}, "@graph": ['.encode())
        separator = "\n"
        for subject, said in descriptions(knowledge):
            file.write(f"{separator}{_node(subject, said)}".encode())
            separator = ",\n"
        file.write(b"\n]}\n")
