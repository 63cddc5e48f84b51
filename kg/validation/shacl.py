"""The shapes checked by pySHACL: the judge of what SHACL means; a hundred microseconds a triple."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.rdf_file import Described, Value
from kg.validation.report import Kind, Violation
from ontology.describe import SHAPES_IRI

if TYPE_CHECKING:
    import rdflib

__all__ = ["check_by_pyshacl", "has_pyshacl"]


def has_pyshacl() -> bool:
    """Whether pySHACL is installed."""
    return find_spec("pyshacl") is not None


def _term(value: Value) -> rdflib.term.Node:
    import rdflib

    if isinstance(value, ox.NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, ox.Literal):
        if value.language is not None:
            return rdflib.Literal(value.value, lang=value.language)
        kind = rdflib.URIRef(value.datatype.value)
        if kind == rdflib.XSD.string:  # to rdflib a plain text is something else than a string
            return rdflib.Literal(value.value)
        return rdflib.Literal(value.value, datatype=kind, normalize=False)
    return rdflib.BNode(str(value))


def _graph(subjects: Iterable[Described]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for name, pairs in subjects:
        subject = rdflib.BNode(name) if name.startswith("_:") else rdflib.URIRef(name)
        for predicate, value in pairs:
            graph.add((subject, rdflib.URIRef(predicate), _term(value)))
    return graph


def check_by_pyshacl(subjects: Iterable[Described]) -> list[Violation]:
    """Every constraint that does not hold, as pySHACL sees it.

    Args:
        subjects: With all that is said of each.
    """
    import pyshacl
    import rdflib

    shapes = rdflib.Graph().parse(str(files("ontology") / "shapes.ttl"))
    _, results, _ = pyshacl.validate(_graph(subjects), shacl_graph=shapes, inference="none")
    found = []
    for result in results.objects(None, rdflib.SH.result):  # not what these have as details
        shape, kind, node, value = (
            results.value(result, rdflib.SH[part])
            for part in ("sourceShape", "sourceConstraintComponent", "focusNode", "value")
        )
        name = str(shape).removeprefix(f"{SHAPES_IRI}#")
        kind_ = Kind(str(kind).removeprefix(str(rdflib.SH)))
        found.append(Violation(name, kind_, str(node), None if value is None else str(value)))
    return found
