"""What must hold of the RDF export: one table, read by the SHACL file and by our own checker.

Only constraints that SHACL Core has and that can be told from one subject and
the types of what it points to, so that both ways give the same verdict and
checking takes time linear in the size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ontology.schema import (
    NODE_TYPES,
    RELATIONS,
    Direction,
    EntityRelation,
    NodeType,
    RelationInfo,
    ResultKind,
    ResultLink,
    Role,
    Subtype,
)
from ontology.terms import ENTITY

__all__ = ["LEXICAL", "NUMBER", "SHAPES", "Constraint", "Shape"]

NUMBER = "number"  # in place of a datatype: xsd:decimal, or xsd:double where that is no help


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must hold of the values of one property; terms are written with their prefix.

    Attributes:
        path: The property.
        repair: What to do where it does not hold.
        least: Fewest values.
        most: Most values; None is any number.
        datatype: Of every value; `NUMBER` is a decimal or a double.
        of_class: A class that every value has.
        is_iri: Whether every value is an IRI.
        allowed: The values there are: texts, or terms where `is_iri`.
        low: Lowest number.
        high: Highest number.
        pattern: A regular expression to be found in every value.
        below: A property whose values are all higher.
        has: A term that is among the values.
    """

    path: str
    repair: str
    least: int = 0
    most: int | None = None
    datatype: str = ""
    of_class: str = ""
    is_iri: bool = False
    allowed: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    pattern: str = ""
    below: str = ""
    has: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What must hold of some subjects.

    Attributes:
        about: What they are, for a reader.
        of_class: They are the instances of this class; or else
        having: They are the subjects of this property.
        constraints: On their values.
    """

    about: str
    of_class: str
    having: str
    constraints: tuple[Constraint, ...]


# Spellings of the datatypes in use, https://www.w3.org/TR/xmlschema-2/.
LEXICAL: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "xsd:boolean": re.compile(r"true|false|1|0"),
        "xsd:decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
        "xsd:double": re.compile(
            r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
        ),
        "xsd:gYear": re.compile(r".*", re.DOTALL),  # rdflib takes any: the shape has a pattern
        "xsd:integer": re.compile(r"[+-]?[0-9]+"),
        "xsd:nonNegativeInteger": re.compile(r"\+?[0-9]+|-0+"),
        "xsd:string": re.compile(r".*", re.DOTALL),
    }
)

_AGAIN = "write the file again with paperkg export"
_BROKEN = f"it is no value that paperkg writes; {_AGAIN}"


def _one(path: str, datatype: str, repair: str = _AGAIN, **more: object) -> Constraint:
    return Constraint(path, repair, 1, 1, datatype, **more)  # type: ignore[arg-type]


def _at_most_one(path: str, datatype: str, repair: str = _AGAIN, **more: object) -> Constraint:
    return Constraint(path, repair, 0, 1, datatype, **more)  # type: ignore[arg-type]


def _links(type_: NodeType) -> tuple[Constraint, ...]:
    """Where the relations of a type lead; a relation with several types leads to an entity."""
    found = []
    for relation, info in RELATIONS.items():
        if type_ not in info.domain:
            continue
        single = next(iter(info.range)) if len(info.range) == 1 else None
        found.append(
            Constraint(
                f"pk:{relation}",
                f"a {info.label} link leads to {single or 'an entity'}: say what its end is, "
                "or take the link out",
                least=int(relation is ResultLink.FROM_PAPER),
                most=1 if isinstance(relation, ResultLink) else None,
                of_class=f"pk:{single}" if single else ENTITY,
            )
        )
    return tuple(found)


_PAPER = (
    _one("dcterms:title", "xsd:string", "give the paper its title"),
    _one("dcterms:identifier", "xsd:string", "give the paper its identifier"),
    _at_most_one("dcterms:abstract", "xsd:string", "keep one abstract"),
    _at_most_one(
        "dcterms:issued", "xsd:gYear", "write the year with four digits, as xsd:gYear",
        pattern="^-?[0-9]{4,}$",
    ),
    Constraint("dcterms:creator", "write each author's name as a text", datatype="xsd:string"),
    _at_most_one(
        "fabio:hasArXivId", "xsd:string", "write the identifier without arXiv: and version",
        pattern=r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+(\.[a-z]{2})?/[0-9]{7})$",
    ),
    _at_most_one(
        "prism:doi", "xsd:string", "write the DOI without https://doi.org/", pattern=r"^10\.[0-9]+/"
    ),
    _at_most_one("prism:publicationName", "xsd:string", "keep one venue"),
)  # fmt: skip

_ENTITY = (
    _one("skos:prefLabel", "xsd:string", "keep one preferred name, the others as skos:altLabel"),
    Constraint("skos:altLabel", "write each name as a text", datatype="xsd:string"),
    _one("pk:paperCount", "xsd:integer", "count the papers that name it", low=1),
    Constraint("skos:exactMatch", "name the concept by its IRI", is_iri=True),
)

_PLACE = (
    _one("pk:sentenceStart", "xsd:integer", _BROKEN, low=0, below="pk:sentenceEnd"),
    _one("pk:sentenceEnd", "xsd:integer", _BROKEN, low=0),
    _one("pk:start", "xsd:integer", _BROKEN, low=0, below="pk:end"),
    _one("pk:end", "xsd:integer", _BROKEN, low=0),
    _at_most_one("pk:sentence", "xsd:string", "keep one sentence"),
)
_SURE = _one("pk:confidence", NUMBER, "write a number from 0 to 1", low=0, high=1)
_BY = _one("pk:component", "xsd:string", "say which component concluded it")

_UNIT = _at_most_one("pk:unit", "xsd:string", "keep one unit")
_DIRECTION = _at_most_one(
    "pk:direction", "xsd:string", "choose one of these", allowed=tuple(Direction)
)

_RESULT = (
    _one("pk:valueText", "xsd:string", "give the value as the text has it"),
    _at_most_one("pk:number", NUMBER, "write one plain number, such as 83.8"),
    _UNIT,
    _one("pk:kind", "xsd:string", "choose one of these kinds", allowed=tuple(ResultKind)),
    _DIRECTION,
)

_EVIDENCE = (
    _one("rdf:subject", "", "name the head of the claim by its IRI", is_iri=True),
    _one(
        "rdf:predicate", "", "use a role or a relation of the ontology", is_iri=True,
        allowed=tuple(f"pk:{relation}" for relation in (*Role, *EntityRelation)),
    ),
    _one("rdf:object", "", "name the tail of the claim by its IRI", of_class=ENTITY),
    _one("pk:paper", "", "name the paper that says it", of_class=f"pk:{NodeType.PAPER}"),
    *_PLACE,
    _SURE,
    _BY,
    _at_most_one("pk:core", "xsd:boolean", "write true or false"),
    _at_most_one("pk:support", "xsd:integer", "count the places that say so", low=1),
)  # fmt: skip

_MENTION = (
    _one("oa:hasBody", "", "name the entity that is mentioned", of_class=ENTITY),
    _one("oa:hasTarget", "", "name the place by its IRI", of_class="oa:SpecificResource"),
    _SURE,
    _BY,
)
_POSITION = (
    _one("oa:start", "xsd:nonNegativeInteger", _BROKEN, below="oa:end"),
    _one("oa:end", "xsd:nonNegativeInteger", _BROKEN),
)

_EXTRA: Mapping[NodeType, tuple[Constraint, ...]] = {
    NodeType.PAPER: _PAPER,
    NodeType.MODEL: (
        *_ENTITY,
        _at_most_one("pk:subtype", "xsd:string", "choose one of these", allowed=tuple(Subtype)),
    ),
    NodeType.DATASET: _ENTITY,
    NodeType.TASK: _ENTITY,
    NodeType.METRIC: (*_ENTITY, _UNIT, _DIRECTION),
    NodeType.RESULT: _RESULT,
}


def _type_shape(type_: NodeType) -> Shape:
    label = NODE_TYPES[type_].label
    return Shape(label, f"pk:{type_}", "", (*_EXTRA[type_], *_links(type_)))


def _domain_shape(relation: str, info: RelationInfo) -> Shape:
    """Whatever has a relation is of the type that may."""
    (type_,) = info.domain
    repair = f"only a {type_} {info.label} something: say that it is one, or take the link out"
    kind = Constraint("rdf:type", repair, has=f"pk:{type_}")
    return Shape(f"what {info.label} something", "", f"pk:{relation}", (kind,))


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        **{str(type_): _type_shape(type_) for type_ in NodeType},
        "Method": Shape("method", "pk:Method", "", (
            _one("pk:subtype", "xsd:string", "a pk:Method has this subtype",
                 allowed=(Subtype.METHOD,)),
        )),
        "Evidence": Shape("evidence", "pk:Evidence", "", _EVIDENCE),
        "Text": Shape("text of a paper", "pk:Text", "", (
            _one("pk:textOf", "", "name the paper", of_class=f"pk:{NodeType.PAPER}"),
        )),
        "Mention": Shape("mention", "oa:Annotation", "", _MENTION),
        "Place": Shape("place of a mention", "oa:SpecificResource", "", (
            _one("oa:hasSource", "", "name the text it stands in", of_class="pk:Text"),
            Constraint("oa:hasSelector", "name a selector by its IRI", 1, is_iri=True),
        )),
        "Position": Shape("offsets of a mention", "oa:TextPositionSelector", "", _POSITION),
        "Quote": Shape("words of a mention", "oa:TextQuoteSelector", "", (
            _one("oa:exact", "xsd:string", "give the words as the text has them"),
        )),
        "Run": Shape("run", "prov:Activity", "", (
            Constraint("prov:wasAssociatedWith", "name the program that ran", 1,
                       of_class="prov:SoftwareAgent"),
        )),
        "Program": Shape("program", "prov:SoftwareAgent", "", (
            _one("rdfs:label", "xsd:string", "give the program its name"),
            _one("schema:softwareVersion", "xsd:string", "say its version"),
        )),
        "Library": Shape("library", "", "void:uriSpace", (
            _one("void:triples", "xsd:integer", "count the triples", low=0),
            _one("prov:wasGeneratedBy", "", "name the run", of_class="prov:Activity"),
        )),
        "Retired": Shape("retired IRI", "", "dcterms:isReplacedBy", (
            Constraint("dcterms:isReplacedBy", "name the entity that took its place",
                       of_class=ENTITY),
            Constraint("rdf:type", "an IRI that is in use needs no successor", most=0),
        )),
        **{f"{relation}Subject": _domain_shape(relation, info)
           for relation, info in RELATIONS.items()},
    }
)  # fmt: skip
