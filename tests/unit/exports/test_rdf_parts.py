"""RDF: mentions, retired IRIs, the library's description, links and units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, PROV, RDF, SKOS, VOID

from exports.rdf import descriptions, to_rdflib, triples
from exports.rdf.entities import entity_pairs, retired
from exports.without_text import without_text
from kg.assembly import assemble
from kg.overrides.tables import NO_OVERRIDES
from ontology.iris import iri
from ontology.knowledge import Entity, Knowledge
from ontology.namespaces import ID_BASE, ONTOLOGY, PK, PREFIXES
from ontology.records import Merge
from ontology.schema import EntityType, Subtype
from ontology.version import __version__

OA = Namespace(PREFIXES["oa"])


@pytest.fixture(scope="module")
def graph(knowledge: Knowledge) -> Graph:
    """The golden papers; read it, do not write to it."""
    return to_rdflib(knowledge)


def test_mentions_have_the_words_at_their_offsets(graph: Graph, knowledge: Knowledge) -> None:
    texts = {URIRef(iri(ID_BASE, paper.node)): paper.text for paper in knowledge.papers}
    annotations = list(graph.subjects(RDF.type, OA.Annotation))
    assert len(annotations) == sum(
        len(entity.mentions) for found in knowledge.extractions for entity in found.entities
    )
    for annotation in annotations:
        assert (graph.value(annotation, OA.hasBody), RDF.type, SKOS.Concept) in graph
        target = graph.value(annotation, OA.hasTarget)
        paper = graph.value(graph.value(target, OA.hasSource), PK.textOf)
        by_type = {
            graph.value(selector, RDF.type): selector
            for selector in graph.objects(target, OA.hasSelector)
        }
        position = by_type[OA.TextPositionSelector]
        start, end = (int(str(graph.value(position, side))) for side in (OA.start, OA.end))
        quote = str(graph.value(by_type[OA.TextQuoteSelector], OA.exact))
        assert isinstance(paper, URIRef)
        assert texts[paper][start:end] == quote


def test_mentions_without_text_quote_only_titles(knowledge: Knowledge) -> None:
    published = to_rdflib(without_text(knowledge))
    titles = " ".join(paper.title for paper in knowledge.papers)
    quotes = [str(quote) for quote in published.objects(None, OA.exact)]
    assert quotes
    assert all(quote in titles for quote in quotes)
    positions = set(published.subjects(RDF.type, OA.TextPositionSelector))
    assert len(positions) > len(quotes)


def entity(name: str, *aliases: str) -> Entity:
    id_ = f"model/{name.lower().replace(' ', '-')}"
    return Entity(id_, EntityType.MODEL, Subtype.MODEL, name, aliases, ("paper/a",))


def successors(entities: list[Entity], merges: list[Merge] | None = None) -> dict[str, list[str]]:
    return {
        subject.value.removeprefix(ID_BASE): [
            value.value.removeprefix(ID_BASE) for _, value in pairs
        ]
        for subject, pairs in retired(entities, merges or [])
    }


def test_retired_iri_leads_to_what_took_its_place() -> None:
    assert successors([entity("Lamp Net", "LampNet2000", "lamp nets")]) == {
        "model/lampnet2000": ["model/lamp-net"]  # lamp nets have the same IRI
    }


def test_retired_iri_of_a_live_thing_is_none() -> None:
    assert successors([entity("lamp net", "moth net"), entity("moth net")]) == {}


def test_retired_iri_of_a_name_of_two_things_leads_to_both() -> None:
    found = successors([entity("glow moth", "gm"), entity("grey moth", "gm")])
    assert found == {"model/gm": ["model/glow-moth", "model/grey-moth"]}


def test_retired_iri_of_a_merge_whose_name_stands_nowhere() -> None:
    merge = Merge("old lamp", "lamp net", EntityType.MODEL, "override", "")
    assert successors([entity("lamp net")], [merge]) == {"model/old-lamp": ["model/lamp-net"]}


def test_retired_iri_of_the_known_name_that_the_user_replaced() -> None:
    found = successors([entity("night lamp", "multi-layer perceptrons", "MLP")])
    assert found["model/multilayer-perceptron"] == ["model/night-lamp"]
    other = successors([entity("moth light protocol", "MLP")])  # MLP is short for something else
    assert other == {"model/mlp": ["model/moth-light-protocol"]}


def test_retired_iris_cover_every_merge_and_every_former_name(
    small: Knowledge, make_known: Callable[..., Knowledge]
) -> None:
    # What the user calls another thing has had an IRI of its own before.
    key = (EntityType.MODEL, "mothnet")
    renamed = assemble(
        small.papers, small.extractions, replace(NO_OVERRIDES, aliases={key: "Night Lamp"})
    )
    graph = to_rdflib(renamed)
    old, new = (URIRef(f"{ID_BASE}model/{name}") for name in ("mothnet", "night-lamp"))
    assert (old, DCTERMS.isReplacedBy, new) in graph
    assert (old, RDF.type, None) not in graph
    assert (new, RDF.type, PK.Model) in graph
    before = {e.id for e in small.entities}
    after = {e.id for e in renamed.entities}
    gone = {str(s).removeprefix(ID_BASE) for s in graph.subjects(DCTERMS.isReplacedBy)}
    assert before <= after | gone


def test_library_describes_itself(graph: Graph, knowledge: Knowledge) -> None:
    (data,) = graph.subjects(VOID.uriSpace)
    assert graph.value(data, VOID.triples) == Literal(len(graph))
    assert graph.value(data, VOID.distinctSubjects) == Literal(len(set(graph.subjects())))
    assert (data, DCTERMS.conformsTo, URIRef(ONTOLOGY)) in graph
    classes = Counter(graph.objects(None, RDF.type))
    properties = Counter(graph.predicates())
    for link, counts, kind, what in (
        (VOID.classPartition, classes, VOID["class"], VOID.entities),
        (VOID.propertyPartition, properties, VOID.property, VOID.triples),
    ):
        parts = list(graph.objects(data, link))
        said = {graph.value(p, kind): int(str(graph.value(p, what))) for p in parts}
        assert said == dict(counts)


def test_library_names_the_program_that_made_it_and_no_time(graph: Graph) -> None:
    (run,) = graph.subjects(RDF.type, PROV.Activity)
    program = graph.value(run, PROV.wasAssociatedWith)
    assert (program, RDF.type, PROV.SoftwareAgent) in graph
    assert str(program).endswith(f"paperkg-{__version__}")
    assert list(graph.subject_objects(PROV.startedAtTime)) == []
    assert list(graph.subject_objects(OWL.sameAs)) == []


def test_library_iri_comes_from_what_it_holds(small: Knowledge, hostile: Knowledge) -> None:
    names = [
        next(to_rdflib(found, lean=lean).subjects(VOID.uriSpace))
        for found in (small, hostile)
        for lean in (False, True)
    ]
    assert len(set(names)) == len(names)


def test_lean_is_a_part_of_all(small: Knowledge) -> None:
    def said(lean: bool) -> set[str]:
        library = f"{ID_BASE}library/"
        return {str(t) for t in triples(small, lean=lean) if library not in str(t)}

    kept = {line for line in said(True) if "#" in line}
    places = ("sentence", "start", "end", "confidence", "component")
    assert kept <= said(False)
    assert [line for line in kept if any(f"ontology#{name}" in line for name in places)] == []
    assert len(list(descriptions(small, lean=True))) < len(list(descriptions(small)))


@pytest.mark.parametrize(
    ("type_", "name", "expected"),
    [
        (EntityType.DATASET, "COCO", {(FOAF.page, URIRef("https://cocodataset.org/"))}),
        (
            EntityType.MODEL,
            "LSTM",
            {(SKOS.exactMatch, URIRef("http://www.wikidata.org/entity/Q6673524"))},
        ),
        (EntityType.METRIC, "perplexity", {(PK.direction, Literal("lower"))}),
        (EntityType.TASK, "COCO", set()),
    ],
)
def test_entity_has_what_the_vocabulary_knows(
    type_: EntityType, name: str, expected: set[tuple[URIRef, URIRef]]
) -> None:
    known = Entity("x", type_, None, name, (), ())
    found = {(str(p.value), str(o.value)) for p, o in entity_pairs(known)}
    wanted = {(str(predicate), str(value)) for predicate, value in expected}
    beyond = {FOAF.page, SKOS.exactMatch, PK.direction}
    assert {pair for pair in found if URIRef(pair[0]) in beyond} == wanted
