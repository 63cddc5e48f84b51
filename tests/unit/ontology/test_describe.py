"""Ontology, shapes, context and exporter say the same, in files that are up to date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef

from exports.rdf import to_rdflib
from ontology.describe import FILES, context, ontology_text, shapes_text
from ontology.knowledge import Knowledge
from ontology.namespaces import ONTOLOGY, PK, PREFIXES, full, short
from ontology.schema import NODE_TYPES, RELATIONS, Role
from ontology.shapes import LEXICAL, NUMBER, SHAPES
from ontology.terms import CLASSES, FOREIGN, PROPERTIES

SH = Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = Namespace(PREFIXES["schema"])

# What no test corpus has, each with the reason.
NOT_EMITTED = {
    "schema:sameAs": "no paper of the corpora has a DOI",
    "prism:doi": "no paper of the corpora has a DOI",
    "dcterms:license": "no paper of the corpora has the address of a licence",
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=ontology_text(), format="turtle")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=shapes_text(), format="turtle")


@pytest.fixture(scope="module")
def exported(small: Knowledge, hostile: Knowledge, knowledge: Knowledge) -> Graph:
    """All that is exported of three corpora."""
    graph = Graph()
    for found in (small, hostile, knowledge):
        graph += to_rdflib(found)
    return graph


@pytest.mark.parametrize("name", FILES)
def test_describe_file_is_up_to_date(name: str) -> None:
    written = (files("ontology") / name).read_text(encoding="utf-8")
    assert written == FILES[name](), "run: python -m ontology.describe"


def test_describe_has_no_blank_nodes_and_no_times(ontology: Graph, shapes: Graph) -> None:
    for graph in (ontology, shapes):
        assert [term for triple in graph for term in triple if isinstance(term, BNode)] == []
        assert [t for t in graph if isinstance(t[2], Literal) and t[2].language] == []
        assert list(graph.subject_objects(URIRef(full("dcterms:modified")))) == []


def test_ontology_declares_every_term_with_label_and_comment(ontology: Graph) -> None:
    declared = {
        str(term).removeprefix(str(PK))
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
    }
    assert declared == {*CLASSES, *PROPERTIES}
    assert declared >= {str(term) for term in (*NODE_TYPES, *RELATIONS)}
    for name in declared:
        for said in (RDFS.label, RDFS.comment, RDFS.isDefinedBy):
            assert len(list(ontology.objects(PK[name], said))) == 1


def test_ontology_infers_nothing_from_domain_and_range(ontology: Graph) -> None:
    assert list(ontology.subject_objects(RDFS.domain)) == []
    assert list(ontology.subject_objects(RDFS.range)) == []
    for name in PROPERTIES:
        assert list(ontology.objects(PK[name], SCHEMA.domainIncludes))
        assert list(ontology.objects(PK[name], SCHEMA.rangeIncludes))


def test_ontology_says_of_relations_what_the_schema_says(ontology: Graph) -> None:
    for relation, info in RELATIONS.items():
        for said, types in (
            (SCHEMA.domainIncludes, info.domain),
            (SCHEMA.rangeIncludes, info.range),
        ):
            assert set(ontology.objects(PK[relation], said)) == {PK[type_] for type_ in types}
    roles = set(ontology.subjects(RDFS.subPropertyOf, PK.mentions))
    assert roles == {PK[role] for role in Role if role is not Role.MENTIONS}


def test_ontology_has_version_and_licence(ontology: Graph) -> None:
    head = URIRef(ONTOLOGY)
    assert (head, RDF.type, OWL.Ontology) in ontology
    assert str(ontology.value(head, OWL.versionIRI)).endswith(
        str(ontology.value(head, OWL.versionInfo))
    )
    assert "creativecommons" in str(ontology.value(head, URIRef(full("dcterms:license"))))


def classes_of(graph: Graph) -> set[str]:
    return {short(str(kind)) for kind in graph.objects(None, RDF.type)}


def properties_of(graph: Graph) -> set[str]:
    found = {short(str(predicate)) for predicate in graph.predicates()}
    return {name for name in found if not name.startswith("rdf:_")} - {"rdf:type"}


def test_exporter_and_ontology_know_the_same_properties(exported: Graph) -> None:
    declared = {*FOREIGN, *(f"pk:{name}" for name in PROPERTIES)}
    emitted = properties_of(exported)
    assert emitted - declared == set()
    assert declared - emitted == set(NOT_EMITTED)


def test_exporter_and_ontology_know_the_same_classes(exported: Graph) -> None:
    emitted = {name for name in classes_of(exported) if name.startswith("pk:")}
    assert emitted == {f"pk:{name}" for name in CLASSES}


def test_exporter_says_every_superclass_and_superproperty(exported: Graph) -> None:
    for name, kind in CLASSES.items():
        for instance in exported.subjects(RDF.type, PK[name]):
            said = {short(str(type_)) for type_ in exported.objects(instance, RDF.type)}
            assert said >= set(kind.parents)
    for name, term in PROPERTIES.items():
        for parent in term.parents:
            pairs = set(exported.subject_objects(PK[name]))
            assert pairs <= set(exported.subject_objects(URIRef(full(parent))))


def kinds_at(term: str, values: Graph, which: int) -> Iterator[set[str]]:
    """Per triple of a property the classes of its subject (0) or object (2), or the datatype."""
    for triple in values.triples((None, URIRef(full(term)), None)):
        end = triple[which]
        if isinstance(end, Literal):
            yield {short(str(end.datatype or full("xsd:string")))}
        else:
            yield {short(str(kind)) for kind in values.objects(end, RDF.type)}


@pytest.mark.parametrize("name", PROPERTIES)
def test_exporter_keeps_the_domain_and_range_that_are_documented(
    name: str, exported: Graph
) -> None:
    term = PROPERTIES[name]
    for found in kinds_at(f"pk:{name}", exported, 0):
        assert found & set(term.domain)
    for found in kinds_at(f"pk:{name}", exported, 2):
        assert found & set(term.range)


def test_shapes_cover_every_class_that_is_exported(exported: Graph, shapes: Graph) -> None:
    ours = {name for name in classes_of(exported) if name.split(":")[0] in {"pk", "oa", "prov"}}
    assert ours == {s.of_class for s in SHAPES.values() if s.of_class}
    targets = {short(str(kind)) for kind in shapes.objects(None, SH.targetClass)}
    assert targets == ours


def test_shapes_are_about_terms_that_are_declared() -> None:
    declared = {*FOREIGN, *(f"pk:{name}" for name in PROPERTIES), "rdf:type"}
    for shape in SHAPES.values():
        for constraint in shape.constraints:
            assert constraint.path in declared
            assert constraint.datatype in {"", NUMBER, *LEXICAL}
            assert constraint.repair
            if constraint.path in FOREIGN and constraint.datatype not in {"", NUMBER}:
                assert constraint.datatype in FOREIGN[constraint.path]


def test_shapes_constrain_every_property_of_their_class() -> None:
    constrained = {c.path for shape in SHAPES.values() for c in shape.constraints}
    own = {f"pk:{name}" for name in PROPERTIES}
    assert own - constrained == {"pk:authorList"}  # its members have no fixed properties


def test_context_names_every_term_once() -> None:
    meant = [
        meaning["@id"] if isinstance(meaning, dict) else meaning
        for name, meaning in context().items()
        if name not in PREFIXES and not name.startswith("@")
    ]
    assert len(set(meant)) == len(meant)
    assert set(meant) >= {*FOREIGN, *(f"pk:{name}" for name in (*CLASSES, *PROPERTIES))}
    json.loads((files("ontology") / "context.jsonld").read_bytes())
