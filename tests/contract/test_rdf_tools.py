"""Tools by three hands read the RDF alike: rdflib, pyoxigraph, and Debian's raptor and rasqal."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from exports.rdf import triples, write_ntriples, write_turtle
from ontology.knowledge import Knowledge
from ontology.namespaces import PREFIXES

needs_raptor = pytest.mark.skipif(
    not (shutil.which("rapper") and shutil.which("roqet")),
    reason="needs rapper and roqet: apt-get install raptor2-utils rasqal-utils",
)
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
QUERIES = {
    "introduced": "SELECT ?p ?m WHERE { ?p pk:introduces ?m }",
    "evidence": "SELECT ?e WHERE { ?e a pk:Evidence ; pk:confidence ?c FILTER(?c >= 0.5) }",
    "scores": 'SELECT ?r ?n ?m WHERE { ?r pk:kind "absolute" ; pk:number ?n ; pk:ofModel ?m }',
    "mentions": "SELECT ?a ?t ?x WHERE { ?a oa:hasTarget ?t . ?t oa:hasSource ?x }",
    "retired": "SELECT ?old ?new WHERE { ?old dcterms:isReplacedBy ?new }",
}


# No hostile one: raptor, in C, takes U+0000 for the end of the file.
@pytest.fixture(params=["small", "knowledge"])
def corpus(request: pytest.FixtureRequest) -> Knowledge:
    """Corpora that there is a fixture for."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Knowledge)
    return found


def said_by_rapper(path: Path, kind: str) -> int:
    command = ["rapper", "--quiet", "--count", "--input", kind, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"returned (\d+) triples", done.stderr)
    if found is None:  # where --quiet takes the count away too
        lines = subprocess.run(
            ["rapper", "--quiet", "--input", kind, str(path)], capture_output=True, check=True
        )
        return lines.stdout.count(b"\n")
    return int(found[1])


@needs_raptor
def test_tools_count_the_same_triples(corpus: Knowledge, tmp_path: Path) -> None:
    write_turtle(corpus, tmp_path / "graph.ttl")
    write_ntriples(corpus, tmp_path / "graph.nt")
    expected = len(list(triples(corpus)))
    for name, kind in (("graph.ttl", "turtle"), ("graph.nt", "ntriples")):
        path = tmp_path / name
        assert len(list(ox.parse(path=str(path)))) == expected
        assert len(Graph().parse(path)) == expected
        assert said_by_rapper(path, kind) == expected


@needs_raptor
@pytest.mark.parametrize("name", QUERIES)
def test_tools_answer_the_same_number_of_rows(
    name: str, knowledge: Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "graph.ttl"
    write_turtle(knowledge, path)
    query = HEAD + QUERIES[name]
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    answer = store.query(query)
    assert isinstance(answer, ox.QuerySolutions)
    expected = len(list(answer))
    assert expected > 0
    assert len(Graph().parse(path).query(query)) == expected
    (tmp_path / "query.rq").write_text(query, encoding="utf-8")
    command = [
        "roqet",
        "--quiet",
        "--results",
        "csv",
        "--data",
        str(path),
        str(tmp_path / "query.rq"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) - 1 == expected
