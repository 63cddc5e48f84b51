"""The terms of the ontology: classes and properties with what they mean and what they align to.

Types and relations come from `ontology.schema`; here stands what RDF needs
beside them. `ontology.namespaces`, the ontology file, the shapes and the
exporter all read these tables.

A superclass is true of every instance, and the exporter says it of each, so
that nobody needs a reasoner. Where a foreign term only comes near, it stands
under `related` and is written as rdfs:seeAlso: skos:closeMatch would make a
class a skos:Concept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ontology.schema import (
    NODE_TYPES,
    RELATIONS,
    EntityRelation,
    NodeType,
    RelationInfo,
    ResultLink,
    Role,
    Subtype,
    words,
)

__all__ = [
    "CLASSES", "ENTITY", "FOREIGN", "NUMBERS", "ONTOLOGY_VERSION", "PROPERTIES", "ClassTerm",
    "PropertyTerm",
]  # fmt: skip

ONTOLOGY_VERSION = "1.0.0"  # of the terms, not of the program; a changed meaning is a new one

ENTITY = "skos:Concept"  # what every model, data set, task and metric is


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class of ours; foreign terms are written with their prefix.

    Attributes:
        label: For a reader.
        comment: What its instances are.
        parents: Classes that every instance also has.
        related: Foreign classes that come near.
    """

    label: str
    comment: str
    parents: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyTerm:
    """A property of ours.

    Attributes:
        label: For a reader.
        comment: What it says.
        domain: Classes it is used with.
        range: Classes or datatypes of its values.
        parents: Properties that hold whenever it does.
        related: Foreign properties that come near.
        inverse: How it reads from value to subject, if it is a relation.
    """

    label: str
    comment: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    parents: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    inverse: str = ""


_PARENTS: Mapping[NodeType, tuple[str, ...]] = {
    NodeType.PAPER: ("fabio:ResearchPaper", "schema:ScholarlyArticle"),
    NodeType.MODEL: (ENTITY,),
    NodeType.DATASET: ("mls:Dataset", "schema:Dataset", ENTITY),
    NodeType.TASK: ("mls:Task", ENTITY),
    NodeType.METRIC: ("mls:EvaluationMeasure", ENTITY),
}
_RELATED: Mapping[NodeType, tuple[str, ...]] = {
    NodeType.MODEL: ("mls:Model",),  # there: a trained one
    NodeType.RESULT: ("mls:ModelEvaluation",),  # only plain scores are; the exporter says of which
}

CLASSES: Mapping[str, ClassTerm] = MappingProxyType(
    {
        **{
            str(type_): ClassTerm(
                info.label, info.definition, _PARENTS.get(type_, ()), _RELATED.get(type_, ())
            )
            for type_, info in NODE_TYPES.items()
        },
        "Method": ClassTerm(
            "Method",
            "A technique, algorithm, module or training procedure: a Model that is no network "
            "or system with a name of its own.",
            (f"pk:{NodeType.MODEL}",),
            ("mls:Algorithm",),
        ),
        "Evidence": ClassTerm(
            "Evidence",
            "A sentence of a paper for a claim: its subject, predicate and object are those of a "
            "plain triple of the graph.",
            ("rdf:Statement",),
            ("oa:Annotation",),
        ),
        "Text": ClassTerm(
            "Text",
            "What all offsets of a paper count in: its title, a line end (U+000A), its abstract: "
            "CONCAT(?title, '\\n', ?abstract) in SPARQL, so that it need not be said twice. "
            "Offsets count Unicode code points from 0; the end is the first not included.",
            ("dcmitype:Text",),
        ),
    }
)

_TYPES = {str(type_): (f"pk:{type_}",) for type_ in NodeType}
_ENTITIES = tuple(f"pk:{type_}" for type_ in NodeType if ENTITY in _PARENTS.get(type_, ()))
_EVIDENCE = ("pk:Evidence",)
_RESULT = (f"pk:{NodeType.RESULT}",)
_SAID = (*_EVIDENCE, *_RESULT)
NUMBERS = ("xsd:decimal", "xsd:double")  # what a number is: a double where no decimal will do


# The subproperties of pk:mentions get it too, in the data as well.
_SUPER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(Role, (f"pk:{Role.MENTIONS}",)),
    Role.MENTIONS: (),
    EntityRelation.BROADER: ("skos:broader",),
}
_NEAR: Mapping[str, tuple[str, ...]] = {
    Role.MENTIONS: ("schema:mentions",),
    EntityRelation.VARIANT_OF: ("schema:isVariantOf",),
    ResultLink.FROM_PAPER: ("prov:wasQuotedFrom",),
    ResultLink.IN_METRIC: ("mls:specifiedBy",),
}
_MORE: Mapping[str, str] = {
    Role.MENTIONS: "As an RDF property it also holds wherever one of its subproperties does.",
    ResultLink.IN_METRIC: "Of a plain score also as mls:specifiedBy.",
}


def _relation(relation: str, info: RelationInfo) -> PropertyTerm:
    return PropertyTerm(
        label=info.label,
        comment=f"{info.definition} {_MORE.get(relation, '')}".strip(),
        domain=tuple(f"pk:{type_}" for type_ in sorted(info.domain)),
        range=tuple(f"pk:{type_}" for type_ in sorted(info.range)),
        parents=_SUPER.get(relation, ()),
        related=_NEAR.get(relation, ()),
        inverse=words(info.inverse),
    )


PROPERTIES: Mapping[str, PropertyTerm] = MappingProxyType(
    {
        **{str(relation): _relation(relation, info) for relation, info in RELATIONS.items()},
        "paper": PropertyTerm(
            "paper", "The paper whose sentence it is.", _EVIDENCE, _TYPES[NodeType.PAPER]
        ),
        "sentence": PropertyTerm(
            "sentence", "The sentence that says it, exactly as in the text; left out where texts "
            "may not be passed on.", _SAID, ("xsd:string",),
        ),
        "sentenceStart": PropertyTerm(
            "sentence start", "Offset of the sentence in the paper's text.", _SAID,
            ("xsd:integer",), related=("oa:start",),
        ),
        "sentenceEnd": PropertyTerm(
            "sentence end", "Offset after the sentence.", _SAID, ("xsd:integer",),
            related=("oa:end",),
        ),
        "start": PropertyTerm(
            "start", "Offset of the first word that the statement is about.", _SAID,
            ("xsd:integer",), related=("oa:start",),
        ),
        "end": PropertyTerm(
            "end", "Offset after the last word that the statement is about.", _SAID,
            ("xsd:integer",), related=("oa:end",),
        ),
        "confidence": PropertyTerm(
            "confidence", "How sure the component is, from 0 to 1, calibrated: of statements with "
            "0.8 about four in five are right.", (*_SAID, "oa:Annotation"), NUMBERS,
        ),
        "component": PropertyTerm(
            "component", "The part of the program that concluded it.",
            (*_SAID, "oa:Annotation"), ("xsd:string",),
        ),
        "core": PropertyTerm(
            "core", "Whether the claim is central to its paper. Stands with pk:support.",
            _EVIDENCE, ("xsd:boolean",),
        ),
        "support": PropertyTerm(
            "support", "How many places of the paper say so. Stands on the surest evidence of a "
            "claim and only there, so that evidence with it is one a claim.",
            _EVIDENCE, ("xsd:integer",),
        ),
        "valueText": PropertyTerm(
            "value text", "The value as it is written.", _RESULT, ("xsd:string",)
        ),
        "number": PropertyTerm(
            "number", "The value as a number in its unit: 83.8 with the unit %, not 0.838. Of a "
            "plain score also as mls:hasValue.", _RESULT, NUMBERS,
        ),
        "unit": PropertyTerm(
            "unit", "The unit of a value, or the one a metric is usually given in.",
            (*_RESULT, *_TYPES[NodeType.METRIC]), ("xsd:string",),
        ),
        "kind": PropertyTerm(
            "kind", "absolute: a plain score; delta: a gain or loss in points; relative: a ratio, "
            "factor, relative per cent or share.", _RESULT, ("xsd:string",),
        ),
        "direction": PropertyTerm(
            "direction", "Whether higher or lower is better.",
            (*_RESULT, *_TYPES[NodeType.METRIC]), ("xsd:string",),
        ),
        "paperCount": PropertyTerm(
            "paper count", "How many papers name it.", _ENTITIES, ("xsd:integer",)
        ),
        "subtype": PropertyTerm(
            "subtype", f"{Subtype.MODEL}: a network, language model or named system; "
            f"{Subtype.METHOD}: a pk:Method. Missing where papers do not tell.",
            _TYPES[NodeType.MODEL], ("xsd:string",),
        ),
        "authorList": PropertyTerm(
            "author list", "The authors in order; dcterms:creator has them without.",
            _TYPES[NodeType.PAPER], ("rdf:Seq",), related=("bibo:authorList",),
        ),
        "textOf": PropertyTerm(
            "text of", "The paper whose text it is.", ("pk:Text",), _TYPES[NodeType.PAPER],
            related=("dcterms:isPartOf",),
        ),
    }
)  # fmt: skip

# Foreign properties that the exporter uses, with what their values are.
FOREIGN: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dcterms:abstract": ("xsd:string",),
        "dcterms:conformsTo": ("owl:Ontology",),
        "dcterms:creator": ("xsd:string",),
        "dcterms:identifier": ("xsd:string",),
        "dcterms:isReplacedBy": (ENTITY,),
        "dcterms:issued": ("xsd:gYear",),
        "dcterms:license": ("rdfs:Resource",),
        "dcterms:rights": ("xsd:string",),
        "dcterms:title": ("xsd:string",),
        "fabio:hasArXivId": ("xsd:string",),
        "foaf:page": ("rdfs:Resource",),
        "mls:hasValue": NUMBERS,
        "mls:specifiedBy": _TYPES[NodeType.METRIC],
        "oa:end": ("xsd:nonNegativeInteger",),
        "oa:exact": ("xsd:string",),
        "oa:hasBody": (ENTITY,),
        "oa:hasSelector": ("oa:Selector",),
        "oa:hasSource": ("pk:Text",),
        "oa:hasTarget": ("oa:SpecificResource",),
        "oa:start": ("xsd:nonNegativeInteger",),
        "prism:doi": ("xsd:string",),
        "prism:publicationName": ("xsd:string",),
        "prov:wasAssociatedWith": ("prov:SoftwareAgent",),
        "prov:wasGeneratedBy": ("prov:Activity",),
        "rdf:object": ("rdfs:Resource",),
        "rdf:predicate": ("rdf:Property",),
        "rdf:subject": ("rdfs:Resource",),
        "rdfs:label": ("xsd:string",),
        "schema:sameAs": ("rdfs:Resource",),
        "schema:softwareVersion": ("xsd:string",),
        "schema:url": ("xsd:string",),
        "skos:altLabel": ("xsd:string",),
        "skos:broader": _TYPES[NodeType.TASK],
        "skos:exactMatch": (ENTITY,),
        "skos:prefLabel": ("xsd:string",),
        "void:class": ("owl:Class",),
        "void:classPartition": ("void:Dataset",),
        "void:entities": ("xsd:integer",),
        "void:distinctSubjects": ("xsd:integer",),
        "void:property": ("rdf:Property",),
        "void:propertyPartition": ("void:Dataset",),
        "void:triples": ("xsd:integer",),
        "void:uriSpace": ("xsd:string",),
        "void:vocabulary": ("rdfs:Resource",),
    }
)
