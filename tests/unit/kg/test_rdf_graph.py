"""The graph back from RDF: equal, from any format, or an error that says what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

import kg
from exports.rdf import write_ntriples, write_turtle
from exports.without_text import without_text
from ontology.errors import GraphError, SourceError
from ontology.knowledge import Knowledge


@pytest.fixture
def turtle(small: Knowledge, tmp_path: Path) -> Path:
    """The small corpus as Turtle."""
    write_turtle(small, tmp_path / "graph.ttl")
    return tmp_path / "graph.ttl"


def test_read_rdf_gives_an_equal_graph(small: Knowledge, turtle: Path) -> None:
    graph = kg.read_rdf(turtle)
    assert isinstance(graph, nx.MultiDiGraph)
    assert nx.utils.graphs_equal(graph, small.graph)


def test_read_rdf_takes_a_path_as_text(small: Knowledge, turtle: Path) -> None:
    assert nx.utils.graphs_equal(kg.read_rdf(str(turtle)), small.graph)


def test_read_rdf_of_scattered_triples(small: Knowledge, tmp_path: Path) -> None:
    write_ntriples(small, tmp_path / "sorted.nt")
    lines = (tmp_path / "sorted.nt").read_bytes().splitlines(keepends=True)
    (tmp_path / "graph.nt").write_bytes(b"".join([*lines[::2], *reversed(lines[1::2])]))
    assert nx.utils.graphs_equal(kg.read_rdf(tmp_path / "graph.nt"), small.graph)


def test_read_rdf_of_a_graph_without_text(knowledge: Knowledge, tmp_path: Path) -> None:
    published = without_text(knowledge)
    write_turtle(published, tmp_path / "graph.ttl")
    assert nx.utils.graphs_equal(kg.read_rdf(tmp_path / "graph.ttl"), published.graph)


def test_read_rdf_writes_half_surrogates_as_replacement_characters(
    make_known: Callable[..., Knowledge], tmp_path: Path
) -> None:
    write_turtle(make_known(title="a\ud800b"), tmp_path / "graph.ttl")
    names = [data["name"] for _, data in kg.read_rdf(tmp_path / "graph.ttl").nodes(data=True)]
    assert "a\ufffdb" in names


@pytest.mark.parametrize("number", [0.1 + 0.2, 5e-324, 1.7976931348623157e308, -0.25, 1e18, 3.0])
def test_read_rdf_gives_exactly_the_same_numbers(
    number: float, small: Knowledge, tmp_path: Path
) -> None:
    results = tuple(replace(result, number=number) for result in small.results)
    write_turtle(replace(small, results=results), tmp_path / "graph.ttl")
    nodes = kg.read_rdf(tmp_path / "graph.ttl").nodes.values()
    assert {data["number"] for data in nodes if data["type"] == "Result"} == {number}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://example.org/a?b=c#d"])
def test_read_rdf_gives_back_any_address(
    url: str, make_known: Callable[..., Knowledge], tmp_path: Path
) -> None:
    known = make_known(url=url, license=url, authors=("A", "B", "A"))
    write_turtle(known, tmp_path / "graph.ttl")
    assert nx.utils.graphs_equal(kg.read_rdf(tmp_path / "graph.ttl"), known.graph)


def test_read_rdf_refuses_what_is_lean(small: Knowledge, tmp_path: Path) -> None:
    write_turtle(small, tmp_path / "graph.ttl", lean=True)
    with pytest.raises(GraphError, match=r"graph\.ttl: .*without --lean"):
        kg.read_rdf(tmp_path / "graph.ttl")


def test_read_rdf_refuses_a_claim_without_evidence(turtle: Path) -> None:
    text = turtle.read_text(encoding="utf-8")
    turtle.write_text(f"{text}pkm:flynet pk:basedOn pkm:mothnet .\n", encoding="utf-8")
    with pytest.raises(GraphError, match="no evidence for model/flynet basedOn model/mothnet"):
        kg.read_rdf(turtle)


def test_read_rdf_refuses_evidence_of_what_is_not_said(turtle: Path) -> None:
    text = turtle.read_text(encoding="utf-8")
    assert "pk:evaluatedOn pkd:lantern ." in text
    turtle.write_text(
        text.replace("pk:evaluatedOn pkd:lantern .", "rdfs:seeAlso pkd:lantern .", 1),
        encoding="utf-8",
    )
    with pytest.raises(GraphError, match="no triple for model/mothnet evaluatedOn dataset/lantern"):
        kg.read_rdf(turtle)


def test_read_rdf_refuses_links_to_what_is_not_described(turtle: Path) -> None:
    text = turtle.read_text(encoding="utf-8")
    turtle.write_text(
        text.replace("pkm:flynet a pk:Method , pk:Model", "pkm:flynet a pk:X"), "utf-8"
    )
    with pytest.raises(GraphError, match="nothing is said of model/flynet"):
        kg.read_rdf(turtle)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('<http://purl.org/dc/terms/issued> "', '<http://purl.org/dc/terms/issued> "in ', "'in "),
        ("ontology#introduces>", "ontology#invents>", "ontology#invents"),
        ('ontology#confidence> "', 'ontology#confidence> "x', "'x"),
        ("22-rdf-syntax-ns#_1>", "22-rdf-syntax-ns#_x>", "'x'"),
    ],
)
def test_read_rdf_says_what_is_not_as_it_was_written(
    right: str, wrong: str, said: str, small: Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / "graph.nt"
    write_ntriples(small, path)
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(GraphError, match=rf"not as paperkg export writes it .*{said}"):
        kg.read_rdf(path)


def test_read_rdf_refuses_authors_of_no_paper(small: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    write_ntriples(small, path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "authors> <" in line), encoding="utf-8")
    with pytest.raises(GraphError, match="nothing is said of their paper"):
        kg.read_rdf(path)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("graph.ttl", "pk:a pk:b", r"does not parse as RDF: .*line 1"),
        ("graph.nt", "<a> <b>", r"does not parse as RDF"),
        ("graph.jsonld", "{", r"does not parse as RDF"),
        ("graph.rdf", "", r"unknown RDF format '\.rdf'.*\.jsonld, \.nt, \.ttl"),
    ],
)
def test_read_rdf_says_where_a_file_is_wrong(
    name: str, text: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        kg.read_rdf(tmp_path / name)


def test_read_rdf_says_that_a_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"none\.ttl: cannot be read"):
        kg.read_rdf(tmp_path / "none.ttl")


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nt"])
def test_read_rdf_of_a_file_without_triples_says_so(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("# nothing yet\n")
    with pytest.raises(SourceError, match=r"holds no triples; give a file that paperkg export"):
        kg.read_rdf(tmp_path / name)
