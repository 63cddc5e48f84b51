"""Any generated knowledge comes back from RDF as the graph it was, and keeps its shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from exports.formats import FORMATS, LEAN
from exports.rdf import descriptions, triples
from kg.assembly import assemble
from kg.validation.engine import Engine
from kg.validation.validate import validate_knowledge
from ontology.namespaces import PREFIXES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rdf")


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_rdf_of_generated_knowledge_reads_back(
    data: st.DataObject, corpora: Any, folder: Path
) -> None:
    told = data.draw(corpora)
    knowledge = assemble([paper for paper, _ in told], [found for _, found in told])
    for name in LEAN:
        path = folder / FORMATS[name].filename
        FORMATS[name].write(knowledge, path)
        assert nx.utils.graphs_equal(kg.read_rdf(path), knowledge.graph)
    report = validate_knowledge(knowledge, Engine.STREAM)
    assert [v for v in report.violations if v.shape != "Paper-dcterms-issued"] == []


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_rdf_says_nothing_twice_and_counts_itself_right(data: st.DataObject, corpora: Any) -> None:
    told = data.draw(corpora)
    knowledge = assemble([paper for paper, _ in told], [found for _, found in told])
    found = list(triples(knowledge))
    assert len(set(found)) == len(found)
    subjects = [subject for subject, _ in descriptions(knowledge)]
    assert len(set(subjects)) == len(subjects)
    (counted,) = {
        triple.object
        for triple in found
        if triple.predicate.value == f"{PREFIXES['void']}triples" and "#" not in str(triple.subject)
    }
    assert isinstance(counted, ox.Literal)
    assert int(counted.value) == len(found)
