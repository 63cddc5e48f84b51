"""Properties of resolution, for any corpus: order is nothing, nothing is lost, ends exist."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from exports.rdf import triples
from kg.assembly import assemble
from kg.resolution import resolve
from ontology.keys import name_key
from ontology.records import Extraction, Paper
from ontology.schema import EntityRelation

Corpora = st.SearchStrategy[tuple[tuple[Paper, Extraction], ...]]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_resolution_order_of_papers_changes_nothing(corpora: Corpora, data: st.DataObject) -> None:
    said = [extraction for _, extraction in data.draw(corpora)]
    assert resolve(data.draw(st.permutations(said))) == resolve(said)


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_resolution_order_of_papers_changes_no_node_edge_or_triple(
    corpora: Corpora, data: st.DataObject
) -> None:
    corpus = data.draw(corpora)
    papers, said = [paper for paper, _ in corpus], [extraction for _, extraction in corpus]
    one = assemble(papers, said)
    other = assemble(data.draw(st.permutations(papers)), data.draw(st.permutations(said)))
    assert list(one.graph.nodes(data=True)) == list(other.graph.nodes(data=True))
    assert list(one.graph.edges(keys=True, data=True)) == list(
        other.graph.edges(keys=True, data=True)
    )
    assert [str(triple) for triple in triples(one)] == [str(triple) for triple in triples(other)]
    assert replace(one, graph=other.graph) == other


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_resolution_loses_no_entity_and_says_why_names_are_one(
    corpora: Corpora, data: st.DataObject
) -> None:
    said = [extraction for _, extraction in data.draw(corpora)]
    found = resolve(said)
    by_id = {entity.id: entity for entity in found.entities}
    assert len(by_id) == len(found.entities)
    logged = {(merge.type, merge.source, merge.target) for merge in found.merges}
    linked = set()
    for extraction in said:
        for entity, id_ in zip(extraction.entities, found.links[extraction.paper], strict=True):
            name = by_id[id_].name
            forms = {entity.name, *(mention.text for mention in entity.mentions)}
            assert forms <= {name, *by_id[id_].aliases}
            assert entity.type is by_id[id_].type
            if name_key(entity.name) != name_key(name):
                assert (entity.type, entity.name, name) in logged
            linked.add(id_)
    assert linked == set(by_id)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_resolution_claims_and_results_point_at_what_is_there(
    corpora: Corpora, data: st.DataObject
) -> None:
    corpus = data.draw(corpora)
    found = resolve(extraction for _, extraction in corpus)
    papers = {paper.node for paper, _ in corpus}
    known = {entity.id for entity in found.entities} | papers
    for claim in found.claims:
        assert {claim.head, claim.tail, claim.paper} <= known
        assert (claim.head in papers) != isinstance(claim.relation, EntityRelation)
        assert 0 <= claim.confidence <= 1
        assert claim.evidence
    for result in found.results:
        assert {node for _, node in result.links} <= known
