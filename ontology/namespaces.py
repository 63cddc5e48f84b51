"""The namespaces of the RDF export; ours is closed: an unknown term raises."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rdflib.namespace import ClosedNamespace, Namespace

from ontology.schema import NODE_TYPES, RELATIONS

__all__ = ["FABIO", "ID_BASE", "MLS", "PK", "PREFIXES", "SCHEMA_ORG"]

ID_BASE = "https://w3id.org/paperkg/id/"

_CLASSES = [*NODE_TYPES, "Method", "Evidence"]
_PROPERTIES = [
    *RELATIONS, "paper", "sentence", "sentenceStart", "sentenceEnd", "confidence", "component",
    "core", "support", "valueText", "number", "unit", "kind", "direction", "paperCount",
]  # fmt: skip

PK = ClosedNamespace(
    "https://w3id.org/paperkg/ontology#", terms=[str(term) for term in (*_CLASSES, *_PROPERTIES)]
)
FABIO = Namespace("http://purl.org/spar/fabio/")
MLS = Namespace("http://www.w3.org/ns/mls#")
SCHEMA_ORG = Namespace("https://schema.org/")

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": str(FABIO),
        "foaf": "http://xmlns.com/foaf/0.1/",
        "mls": str(MLS),
        "owl": "http://www.w3.org/2002/07/owl#",
        "pk": "https://w3id.org/paperkg/ontology#",
        "pkd": f"{ID_BASE}dataset/",
        "pki": f"{ID_BASE}metric/",
        "pkm": f"{ID_BASE}model/",
        "pkp": f"{ID_BASE}paper/",
        "pkr": f"{ID_BASE}result/",
        "pkt": f"{ID_BASE}task/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": str(SCHEMA_ORG),
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
