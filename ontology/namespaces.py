"""The namespaces of the RDF export; ours is closed: an unknown term raises."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from rdflib.namespace import ClosedNamespace, Namespace

from ontology.terms import CLASSES, PROPERTIES

__all__ = ["FABIO", "ID_BASE", "MLS", "ONTOLOGY", "PK", "PREFIXES", "SCHEMA_ORG", "full", "short"]

ID_BASE = "https://w3id.org/paperkg/id/"
ONTOLOGY = "https://w3id.org/paperkg/ontology"

PK = ClosedNamespace(f"{ONTOLOGY}#", terms=[*CLASSES, *PROPERTIES])
FABIO = Namespace("http://purl.org/spar/fabio/")
MLS = Namespace("http://www.w3.org/ns/mls#")
SCHEMA_ORG = Namespace("https://schema.org/")

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcmitype": "http://purl.org/dc/dcmitype/",
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": str(FABIO),
        "foaf": "http://xmlns.com/foaf/0.1/",
        "mls": str(MLS),
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "pk": f"{ONTOLOGY}#",
        "pkd": f"{ID_BASE}dataset/",
        "pke": f"{ID_BASE}evidence/",
        "pki": f"{ID_BASE}metric/",
        "pkm": f"{ID_BASE}model/",
        "pkn": f"{ID_BASE}mention/",
        "pkp": f"{ID_BASE}paper/",
        "pkr": f"{ID_BASE}result/",
        "pkt": f"{ID_BASE}task/",
        "pkx": f"{ID_BASE}text/",
        "prism": "http://prismstandard.org/namespaces/basic/2.0/",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": str(SCHEMA_ORG),
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

_SHORT = {namespace: prefix for prefix, namespace in PREFIXES.items()}


@cache
def full(curie: str) -> str:
    """The IRI of a term written with its prefix; a term of ours must exist.

    Raises:
        KeyError: If the prefix or the term of ours is unknown.

    >>> full("pk:Model"), full("oa:hasBody")
    ('https://w3id.org/paperkg/ontology#Model', 'http://www.w3.org/ns/oa#hasBody')
    """
    prefix, _, local = curie.partition(":")
    return str(PK[local]) if prefix == "pk" else PREFIXES[prefix] + local


def short(iri: str) -> str:
    """An IRI with its prefix, where what is left has no slash or sharp sign; else as it is.

    >>> short("https://w3id.org/paperkg/ontology#Model"), short("https://example.org/")
    ('pk:Model', 'https://example.org/')
    """
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _SHORT.get(iri[:end])
    return iri if prefix is None else f"{prefix}:{iri[end:]}"
