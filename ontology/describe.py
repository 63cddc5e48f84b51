"""The ontology, its shapes and its JSON-LD context as files, written from the tables.

    python -m ontology.describe      # after a change of schema.py, terms.py or shapes.py

The files are committed, since others read them; a test fails where they differ.
There are no blank nodes: lists have IRIs too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ontology.namespaces import ONTOLOGY, PREFIXES
from ontology.shapes import NUMBER, SHAPES, Constraint, Shape
from ontology.terms import CLASSES, FOREIGN, ONTOLOGY_VERSION, PROPERTIES, PropertyTerm

__all__ = [
    "DESCRIPTION",
    "FILES",
    "LICENSE",
    "ONTOLOGY_PREFIXES",
    "SHAPES_IRI",
    "context",
    "context_text",
    "ontology_text",
    "shape_name",
    "shapes_text",
]

SHAPES_IRI = "https://w3id.org/paperkg/shapes"
LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"

DESCRIPTION = (
    "What research papers say of models, data sets, tasks, metrics and results. "
    "Domains and ranges are documentation (schema:domainIncludes, schema:rangeIncludes): nothing "
    "is inferred from them. Superclasses are said of every instance, so that no reasoner is "
    "needed. Texts have no language tag: names stand as the papers write them, whatever the "
    "language; labels and comments here are English. Lone surrogates, which no RDF text can "
    "hold, are written as U+FFFD. An IRI that a merge or a new name retires leads to its "
    "successors by dcterms:isReplacedBy. Confidences and numbers are xsd:decimal; those that 18 "
    "digits after the point cannot hold are xsd:double. Two things are never owl:sameAs."
)
_WHY = (
    "CC0, so that terms can stand in anybody's data without conditions; "
    "the program that writes it is under Apache-2.0."
)

_ANNOTATIONS = (
    "dcterms:description", "dcterms:license", "dcterms:rights", "dcterms:title",
    "schema:domainIncludes", "schema:rangeIncludes", "vann:preferredNamespacePrefix",
    "vann:preferredNamespaceUri",
)  # fmt: skip

# Those of the data, and two of terms that only the ontology speaks of.
ONTOLOGY_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        **PREFIXES,
        "bibo": "http://purl.org/ontology/bibo/",
        "vann": "http://purl.org/vocab/vann/",
    }
)

Said = Iterable[tuple[str, Iterable[str]]]


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _iri(value: str) -> str:
    return f"<{value}>"


def _block(subject: str, said: Said) -> str:
    """What is said of one subject, a predicate a line.

    >>> print(_block("pk:a", [("a", ["pk:B"]), ("pk:c", ["1", "2"])]))
    pk:a a pk:B ;
        pk:c 1, 2 .
    <BLANKLINE>
    """
    lines = [f"{predicate} {', '.join(objects)}" for predicate, objects in said if objects]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def _document(prefixes: Mapping[str, str], blocks: Iterable[str]) -> str:
    body = list(blocks)
    used = (p for p in sorted(prefixes) if any(f"{p}:" in block for block in body))
    return "\n".join(["".join(f"@prefix {p}: <{prefixes[p]}> .\n" for p in used), *body])


def _header(iri: str, title: str, description: str) -> list[tuple[str, list[str]]]:
    return [
        ("a", ["owl:Ontology"]),
        ("dcterms:title", [_text(title)]),
        ("dcterms:description", [_text(description)]),
        ("dcterms:license", [_iri(LICENSE)]),
        ("dcterms:rights", [_text(_WHY)]),
        ("owl:versionInfo", [_text(ONTOLOGY_VERSION)]),
        ("owl:versionIRI", [_iri(f"{iri}/{ONTOLOGY_VERSION}")]),
    ]


def _property_type(term: PropertyTerm) -> str:
    texts = all(kind.startswith("xsd:") for kind in term.range)
    return "owl:DatatypeProperty" if texts else "owl:ObjectProperty"


def _classes() -> Iterator[str]:
    for name, term in CLASSES.items():
        yield _block(
            f"pk:{name}",
            [
                ("a", ["owl:Class"]),
                ("rdfs:label", [_text(term.label)]),
                ("rdfs:comment", [_text(term.comment)]),
                ("rdfs:subClassOf", term.parents),
                ("rdfs:seeAlso", term.related),
                ("rdfs:isDefinedBy", [_iri(ONTOLOGY)]),
            ],
        )


def _properties() -> Iterator[str]:
    for name, term in PROPERTIES.items():
        yield _block(
            f"pk:{name}",
            [
                ("a", [_property_type(term)]),
                ("rdfs:label", [_text(term.label)]),
                ("rdfs:comment", [_text(term.comment)]),
                ("rdfs:subPropertyOf", term.parents),
                ("schema:domainIncludes", term.domain),
                ("schema:rangeIncludes", term.range),
                ("pk:inverseLabel", [_text(term.inverse)] if term.inverse else []),
                ("rdfs:seeAlso", term.related),
                ("rdfs:isDefinedBy", [_iri(ONTOLOGY)]),
            ],
        )


def ontology_text() -> str:
    """The ontology as Turtle.

    >>> "pk:Model a owl:Class" in ontology_text()
    True
    """
    header = [
        *_header(ONTOLOGY, "paperkg ontology", DESCRIPTION),
        ("vann:preferredNamespacePrefix", [_text("pk")]),
        ("vann:preferredNamespaceUri", [_text(f"{ONTOLOGY}#")]),
    ]
    inverse = _block(
        "pk:inverseLabel",
        [
            ("a", ["owl:AnnotationProperty"]),
            ("rdfs:label", [_text("inverse label")]),
            ("rdfs:comment", [_text("How a relation reads from its object to its subject.")]),
            ("rdfs:isDefinedBy", [_iri(ONTOLOGY)]),
        ],
    )
    foreign = (_block(name, [("a", ["owl:AnnotationProperty"])]) for name in _ANNOTATIONS)
    blocks = (_block(_iri(ONTOLOGY), header), *_classes(), *_properties(), inverse, *foreign)
    return _document(ONTOLOGY_PREFIXES, blocks)


def _list(name: str, items: Iterable[str]) -> Iterator[str]:
    """An RDF list whose nodes have IRIs: `name`-1, `name`-2 and so on."""
    found = list(items)
    for place, item in enumerate(found, 1):
        rest = f"{name}-{place + 1}" if place < len(found) else "rdf:nil"
        yield _block(f"{name}-{place}", [("rdf:first", [item]), ("rdf:rest", [rest])])


def shape_name(shape: str, constraint: Constraint) -> str:
    """The name of the property shape of a constraint, below that of its shape.

    >>> shape_name("Paper", SHAPES["Paper"].constraints[0])
    'Paper-dcterms-title'
    """
    return f"{shape}-{constraint.path.replace(':', '-')}"


def _property_shape(name: str, constraint: Constraint) -> Iterator[str]:
    c = constraint
    number = c.datatype == NUMBER
    yield _block(
        f"pks:{name}",
        [
            ("a", ["sh:PropertyShape"]),
            ("sh:path", [c.path]),
            ("sh:message", [_text(c.repair)]),
            ("sh:minCount", [str(c.least)] if c.least else []),
            ("sh:maxCount", [str(c.most)] if c.most is not None else []),
            ("sh:datatype", [c.datatype] if c.datatype and not number else []),
            ("sh:node", ["pks:Number"] if number else []),
            ("sh:class", [c.of_class] if c.of_class else []),
            ("sh:nodeKind", ["sh:IRI"] if c.is_iri else []),
            ("sh:in", [f"pks:{name}-1"] if c.allowed else []),
            ("sh:minInclusive", [str(c.low)] if c.low is not None else []),
            ("sh:maxInclusive", [str(c.high)] if c.high is not None else []),
            ("sh:pattern", [_text(c.pattern)] if c.pattern else []),
            ("sh:lessThan", [c.below] if c.below else []),
            ("sh:hasValue", [c.has] if c.has else []),
        ],
    )
    items = c.allowed if c.is_iri else tuple(_text(value) for value in c.allowed)
    yield from _list(f"pks:{name}", items)


def _shape(name: str, shape: Shape) -> Iterator[str]:
    yield _block(
        f"pks:{name}",
        [
            ("a", ["sh:NodeShape"]),
            ("rdfs:label", [_text(shape.about)]),
            ("sh:targetClass", [shape.of_class] if shape.of_class else []),
            ("sh:targetSubjectsOf", [shape.having] if shape.having else []),
            ("sh:property", [f"pks:{shape_name(name, c)}" for c in shape.constraints]),
        ],
    )
    for constraint in shape.constraints:
        yield from _property_shape(shape_name(name, constraint), constraint)


def shapes_text() -> str:
    """The SHACL shapes as Turtle.

    >>> "pks:Paper a sh:NodeShape" in shapes_text()
    True
    """
    prefixes = {**PREFIXES, "pks": f"{SHAPES_IRI}#", "sh": "http://www.w3.org/ns/shacl#"}
    number = [
        _block("pks:Number", [("a", ["sh:NodeShape"]), ("sh:or", ["pks:Number-1"])]),
        *_list("pks:Number", ["pks:Decimal", "pks:Double"]),
        _block("pks:Decimal", [("a", ["sh:NodeShape"]), ("sh:datatype", ["xsd:decimal"])]),
        _block("pks:Double", [("a", ["sh:NodeShape"]), ("sh:datatype", ["xsd:double"])]),
    ]
    shapes = (block for name, shape in SHAPES.items() for block in _shape(name, shape))
    header = _header(SHAPES_IRI, "paperkg shapes", "What must hold of the RDF of paperkg.")
    return _document(prefixes, (_block(_iri(SHAPES_IRI), header), *number, *shapes))


def _typed(term: str, ranges: tuple[str, ...]) -> str | dict[str, str]:
    """A term of the context: with the type of its values where that is no plain text."""
    kind = ranges[0] if ranges[0].startswith("xsd:") else "@id"
    return term if kind == "xsd:string" else {"@id": term, "@type": kind}


def _local(name: str) -> str:
    """The name without its prefix, unless a property of ours is called so."""
    local = name.partition(":")[2]
    return name if local in PROPERTIES else local


def context() -> dict[str, Any]:
    """The JSON-LD context: prefixes, classes, and properties with the types of their values.

    >>> context()["confidence"]
    {'@id': 'pk:confidence', '@type': 'xsd:decimal'}
    """
    foreign = {_local(name): _typed(name, kinds) for name, kinds in FOREIGN.items()}
    ours = {name: _typed(f"pk:{name}", term.range) for name, term in PROPERTIES.items()}
    return {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        **PREFIXES,
        **{name: f"pk:{name}" for name in CLASSES},
        **foreign,
        **ours,
    }


def context_text() -> str:
    """The context as a file of its own, a term a line.

    >>> context_text()[:13]
    '{"@context": '
    """
    lines = ",\n".join(
        f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in context().items()
    )
    return f'{{"@context": {{\n{lines}\n}}}}\n'


FILES = {
    "ontology.ttl": ontology_text,
    "shapes.ttl": shapes_text,
    "context.jsonld": context_text,
}


def main() -> None:
    """Write the files beside this one."""
    for name, text in FILES.items():
        Path(str(files("ontology") / name)).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
