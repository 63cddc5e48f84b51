"""Properties of what is read back: any text in any place of a graph comes through every format."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyarrow.parquet import read_table
from rdflib import Graph
from rdflib.namespace import DCTERMS

from exports.formats import FORMATS
from exports.text import utf8_safe, xml_safe
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper

ANY = st.text(alphabet=st.characters())  # lone surrogates and control characters too
HEAD, TAIL = "model/x", "task/y"

# Name of the head, name of the tail, sentence of the edge between them.
Texts = tuple[str, str, str]


def known(texts: Texts) -> Knowledge:
    """Knowledge of a paper with such a title and abstract, and a graph with such names."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node(HEAD, name=texts[0])
    graph.add_node(TAIL, name=texts[1])
    for paper in ("paper/a", "paper/b"):
        edge = {"relation": "appliedTo", "paper": paper, "sentence": texts[2]}
        graph.add_edge(HEAD, TAIL, f"appliedTo@{paper}", **edge)
    described = Paper("a", texts[0], texts[1], authors=(texts[2],))
    found = Extraction("a", "", (), (), (), ())
    return Knowledge((described,), (found,), (), (), (), (), {"a": ()}, graph)


def texts_of(graph: nx.Graph[str]) -> Texts:
    """The texts again; an empty one may be missing."""
    assert isinstance(graph, nx.MultiDiGraph)
    first, second = (d.get("sentence", "") for d in graph[HEAD][TAIL].values())
    assert first == second
    return graph.nodes[HEAD].get("name", ""), graph.nodes[TAIL].get("name", ""), first


def read_rdf(path: Path) -> Texts:
    graph = Graph().parse(path)
    (found,) = [
        (
            str(title),
            str(graph.value(paper, DCTERMS.abstract) or ""),  # an empty one is left out
            str(graph.value(paper, DCTERMS.creator)),
        )
        for paper, title in graph.subject_objects(DCTERMS.title)
    ]
    return found


def read_csv(folder: Path) -> Texts:
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        head, tail = (row["Label"] for row in csv.DictReader(file))
    with (folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        first, second = (row["sentence"] for row in csv.DictReader(file))
    assert first == second
    return head, tail, first


def read_parquet(folder: Path) -> Texts:
    head, tail = read_table(folder / "nodes.parquet")["name"].to_pylist()
    first, second = read_table(folder / "edges.parquet")["sentence"].to_pylist()
    assert first == second
    return head, tail, first


READERS: Mapping[str, tuple[Callable[[Path], Texts], Callable[[str], str]]] = {
    "turtle": (read_rdf, utf8_safe),
    "ntriples": (read_rdf, utf8_safe),
    "jsonld": (read_rdf, utf8_safe),
    "graphml": (lambda p: texts_of(nx.read_graphml(p, force_multigraph=True)), xml_safe),
    "gexf": (lambda p: texts_of(nx.read_gexf(p)), xml_safe),
    "json": (
        lambda p: texts_of(nx.node_link_graph(json.loads(p.read_bytes()), edges="edges")),
        utf8_safe,
    ),
    "csv": (read_csv, xml_safe),
    "parquet": (read_parquet, utf8_safe),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples; each replaces the files of the one before."""
    return tmp_path_factory.mktemp("round_trip")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader uses it
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=100, deadline=None)
@given(texts=st.tuples(ANY, ANY, ANY))
@example(texts=(" a\r\nb\rc\nd\t", "\x00\x0b\x1f\x85\ufffe\ud800", '\\"\'",\\'))
@example(texts=("", " ", "\u2028\u2029\x1c\x1d\x1e"))
@example(texts=("</data>]]>&amp;<!--", "=1+1|2", "\U0001f98b\u202e{{ }} ${x} @en ^^<x> ."))
def test_round_trip_gives_any_text_back(name: str, folder: Path, texts: Texts) -> None:
    read, safe = READERS[name]
    path = folder / FORMATS[name].filename
    FORMATS[name].write(known(texts), path)
    assert read(path) == tuple(map(safe, texts))


def test_round_trip_is_tried_for_every_format_of_the_graph() -> None:
    # The page, the records and the tables of names are not the graph; the contract suite has them.
    assert set(FORMATS) - set(READERS) == {"html", "records", "merges", "types"}
