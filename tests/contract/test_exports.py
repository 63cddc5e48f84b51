"""One suite for every export format: what is read back is what was known, whatever the names."""

from __future__ import annotations

import base64
import csv
import gzip
import json
import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet
import pytest
from rdflib import RDF, BNode, Graph

import kg
from exports.columns import EDGE_COLUMNS, NODE_COLUMNS
from exports.formats import FORMATS, LEAN
from exports.rdf import to_rdflib
from exports.records import paper_record
from exports.tables import tsv_lines
from exports.text import safe_values, utf8_safe, xml_safe
from exports.type_conflicts import COLUMNS, find_type_conflicts
from kg.builder import Build
from kg.layout import lay_out
from ontology.errors import ExportError
from ontology.knowledge import Knowledge

Facts = tuple[dict[Any, dict[str, Any]], dict[Any, dict[str, Any]]]
Record = dict[str, Any]


@dataclass(frozen=True)
class Promise:
    """What a format gives back, and what it should."""

    read: Callable[[Path], object]
    expected: Callable[[Knowledge], object]


def graph_with(safe: Callable[[str], str]) -> Callable[[Knowledge], Facts]:
    """The whole graph, but for the characters that a format cannot hold."""

    def expected(knowledge: Knowledge) -> Facts:
        clean = knowledge.graph.copy()
        for data in (*clean.nodes.values(), *clean.edges.values()):
            data.update(safe_values(data, safe))
        return facts(clean)

    return expected


def facts(graph: nx.MultiDiGraph[str]) -> Facts:
    """Nodes and edges by their keys, each with its attributes and their types."""
    assert graph.is_directed()
    assert graph.is_multigraph()
    return (
        {node: with_types(data) for node, data in graph.nodes.items()},
        {edge: with_types(data) for edge, data in graph.edges.items()},
    )


def with_types(data: Mapping[str, object]) -> dict[str, tuple[type, object]]:
    return {key: (type(value), value) for key, value in data.items()}


def with_keys(
    nodes: Iterable[tuple[str, Record]], edges: Iterable[tuple[str, str, Record]]
) -> Facts:
    """The same of a format that leaves the keys to be made of relation and paper."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    for head, tail, data in edges:
        key = f"{data['relation']}@{data['paper']}"
        assert not graph.has_edge(head, tail, key)
        graph.add_edge(head, tail, key, **data)
    return facts(graph)


def read_graphml(path: Path) -> Facts:
    graph = nx.read_graphml(path, force_multigraph=True)
    return with_keys(graph.nodes(data=True), graph.edges(data=True))


def read_gexf(path: Path) -> Facts:
    graph = nx.read_gexf(path)  # without parallel edges it is no multigraph
    for _, data in graph.nodes(data=True):
        assert data.pop("label") == data["name"]
    for _, _, data in graph.edges(data=True):
        assert data.pop("label") == data["relation"]
        assert data.pop("id").isdigit()
    back = with_keys(graph.nodes(data=True), graph.edges(data=True))
    if graph.is_multigraph():
        assert set(graph.edges) == set(back[1])
    return back


def read_node_link(path: Path) -> Facts:
    graph = nx.node_link_graph(json.loads(path.read_bytes()), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    return facts(graph)


def tables(nodes: Iterable[Record], edges: Iterable[Record]) -> Facts:
    """Facts from rows, in which None is what is unknown."""
    known = [
        [{k: v for k, v in row.items() if v is not None} for row in rows] for rows in (nodes, edges)
    ]
    return with_keys(
        ((row.pop("id"), row) for row in known[0]),
        ((row.pop("source"), row.pop("target"), row) for row in known[1]),
    )


def read_csv(folder: Path) -> Facts:
    names = {"Id": "id", "Source": "source", "Target": "target"}
    nodes = read_table(folder / "nodes.csv", {**names, "Label": "name"}, NODE_COLUMNS)
    edges = read_table(folder / "edges.csv", {**names, "Label": "relation"}, EDGE_COLUMNS)
    assert all(row.pop("Type") == "Directed" for row in edges)
    return tables(nodes, edges)


def read_table(path: Path, names: dict[str, str], types: Mapping[str, type]) -> list[Record]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{names.get(k, k): v for k, v in row.items()} for row in csv.DictReader(file)]
    return [{k: typed(v, types.get(k, str)) for k, v in row.items()} for row in rows]


def typed(cell: str, type_: type) -> object:
    if not cell:
        return None
    return {"true": True, "false": False}[cell] if type_ is bool else type_(cell)


def read_parquet(folder: Path) -> Facts:
    read = pyarrow.parquet.read_table
    return tables(*(read(folder / f"{name}.parquet").to_pylist() for name in ("nodes", "edges")))


def triples_as(format_: str) -> Promise:
    """The triples, as rdflib reads them; no blank nodes, so that isomorphic is equal."""

    def read(path: Path) -> object:
        graph = Graph().parse(path, format=format_)
        assert not any(isinstance(term, BNode) for triple in graph for term in triple)
        return set(graph)

    return Promise(read, lambda knowledge: set(to_rdflib(knowledge)))


PAGE_TEXTS = (
    "authors",
    "venue",
    "url",
    "license",
    "subtype",
    "aliases",
    "kind",
)


def blocks(html: str) -> dict[str, bytes]:
    """The packed blocks of a page by name."""
    found = re.findall(
        r'<script type="application/gzip;base64" id="([^"]+)">([^<]*)</script>', html
    )
    return {name: gzip.decompress(base64.b64decode(packed)) for name, packed in found}


def page_columns(html: str) -> Record:
    """All columns of a page, numbers and strings, and what it has at once as `first`."""
    (found,) = re.findall(r'<script type="application/json" id="first">(.*?)</script>', html)
    first, packed = json.loads(found), blocks(html)
    columns: Record = json.loads(packed["strings"])
    kinds = {"Uint8": "B", "Uint16": "H", "Uint32": "I", "Float64": "d"}
    for name, (kind, at, length) in first["numbers"].items():
        form = f"<{length}{kinds[kind]}"
        columns[name] = struct.unpack_from(form, packed["numbers"], at)
    texts = [json.loads(packed[name]) for name in packed if name.startswith("texts-")]
    columns["text"] = [text.encode("utf-16-le") for shard in texts for text in shard["text"]]
    return columns | {"first": first}


def read_page(path: Path) -> object:
    page = page_columns(path.read_text(encoding="utf-8"))
    first, ids = page["first"], page["id"]
    nodes = {}
    for type_, (start, length) in first["ranges"].items():
        for n in range(start, start + length):
            told = {
                key: page[key][n - first["starts"].get(key, 0)]
                for key in PAGE_TEXTS
                if 0 <= n - first["starts"].get(key, 0) < len(page[key])
            }
            known = {key: value for key, value in told.items() if value}
            nodes[ids[n]] = {
                "type": type_,
                "name": page["name"][n],
                "papers": page["papers"][n],
                **known,
            }
    edges = []
    for head, node in enumerate(ids):
        for e in range(page["out"][head], page["out"][head + 1]):
            text = page["text"][page["paper"][e]]
            begin = page["sentence"][e]
            start = begin + page["start"][e]
            sentence = text[2 * begin : 2 * (begin + page["sentence_length"][e])]
            marked = text[2 * start : 2 * (start + page["length"][e])]
            edges.append(
                (
                    node, ids[page["tail"][e]], first["relations"][page["relation"][e]]["id"],
                    ids[page["paper"][e]], sentence.decode("utf-16-le"), marked.decode("utf-16-le"),
                    page["confidence"][e], page["support"][e],
                )
            )  # fmt: skip
    return nodes, sorted(edges)


def expected_page(knowledge: Knowledge) -> object:
    graph = knowledge.graph
    nodes = {
        utf8_safe(node): {
            key: utf8_safe(value) if isinstance(value, str) else value
            for key, value in data.items()
            if key in {"type", "name", "papers", *PAGE_TEXTS}
        }
        for node, data in graph.nodes(data=True)
    }
    edges = []
    for head, tail, data in graph.edges(data=True):
        begin = data["sentence_start"]
        marked = data["sentence"][data["start"] - begin : data["end"] - begin]
        texts = (head, tail, data["relation"], data["paper"], data["sentence"], marked)
        numbers = round(10_000 * data["confidence"]), data["support"]
        edges.append((*map(utf8_safe, texts), *numbers))
    return nodes, sorted(edges)


def expected_records(knowledge: Knowledge) -> list[Record]:
    entities = {entity.id: entity for entity in knowledge.entities}
    records = []
    for paper, extraction in zip(knowledge.papers, knowledge.extractions, strict=True):
        results = [result for result in knowledge.results if result.paper == paper.node]
        ids = knowledge.links[paper.id]
        records.append(paper_record(paper, extraction, ids, entities, results))
    loaded: list[Record] = json.loads(utf8_safe(json.dumps(records, ensure_ascii=False)))
    return loaded


def expected_merges(knowledge: Knowledge) -> list[str]:
    rows = ((m.source, m.target, m.type, m.rule, m.paper) for m in knowledge.merges)
    return [xml_safe(line) for line in tsv_lines(("from", "to", "type", "rule", "paper"), rows)]


def expected_types(knowledge: Knowledge) -> list[str]:
    rows = (
        (c.name, c.type, c.entity, str(len(c.papers)), c.papers[0])
        for c in find_type_conflicts(knowledge)
    )
    return [xml_safe(line) for line in tsv_lines(COLUMNS, rows)]


PROMISES: Mapping[str, Promise] = {
    "html": Promise(read_page, expected_page),
    "turtle": triples_as("turtle"),
    "ntriples": triples_as("nt"),
    "jsonld": triples_as("json-ld"),
    "graphml": Promise(read_graphml, graph_with(xml_safe)),
    "gexf": Promise(read_gexf, graph_with(xml_safe)),
    "json": Promise(read_node_link, graph_with(utf8_safe)),
    "csv": Promise(read_csv, graph_with(xml_safe)),
    "parquet": Promise(read_parquet, graph_with(utf8_safe)),
    "records": Promise(
        lambda path: [json.loads(line) for line in path.read_bytes().splitlines()],
        expected_records,
    ),
    "merges": Promise(
        lambda path: path.read_text(encoding="utf-8").splitlines(keepends=True), expected_merges
    ),
    "types": Promise(
        lambda path: path.read_text(encoding="utf-8").splitlines(keepends=True), expected_types
    ),
}

every_format = pytest.mark.parametrize("name", PROMISES)


@pytest.fixture(params=["small", "hostile", "nothing", "knowledge"])
def corpus(request: pytest.FixtureRequest) -> Knowledge:
    """Each corpus that there is a fixture for."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Knowledge)
    return replace(found, layout=lay_out(found.graph))


def write(name: str, knowledge: Knowledge, folder: Path) -> Path:
    path = folder / FORMATS[name].filename
    FORMATS[name].write(knowledge, path)
    return path


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder, by name."""
    files = path.rglob("*") if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files if file.is_file()}


def test_suite_covers_every_registered_format() -> None:
    assert sorted(PROMISES) == sorted(FORMATS)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader uses it
@every_format
def test_export_reads_back_as_what_was_known(name: str, corpus: Knowledge, tmp_path: Path) -> None:
    promise = PROMISES[name]
    assert promise.read(write(name, corpus, tmp_path)) == promise.expected(corpus)


@pytest.mark.parametrize("name", LEAN)
def test_export_of_rdf_reads_back_as_the_graph(
    name: str, corpus: Knowledge, tmp_path: Path
) -> None:
    graph = kg.read_rdf(write(name, corpus, tmp_path))
    assert facts(graph) == graph_with(utf8_safe)(corpus)
    assert list(graph) == list(corpus.graph)
    assert list(graph.edges(keys=True)) == list(corpus.graph.edges(keys=True))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's reader uses it
@pytest.mark.parametrize("name", LEAN)
def test_export_lean_has_no_evidence_and_no_mentions(
    name: str, corpus: Knowledge, tmp_path: Path
) -> None:
    path = tmp_path / FORMATS[name].filename
    write_lean = FORMATS[name].write_lean
    assert write_lean is not None
    write_lean(corpus, path)
    lean = Graph().parse(path, format={"ntriples": "nt", "jsonld": "json-ld"}.get(name, name))
    assert set(lean) == set(to_rdflib(corpus, lean=True))
    kinds = {str(kind).rpartition("#")[2] for kind in lean.objects(None, RDF.type)}
    assert kinds & {"Evidence", "Statement", "Annotation", "SpecificResource", "Text"} == set()


@every_format
def test_export_changes_nothing_and_gives_the_same_bytes_twice(
    name: str, corpus: Knowledge, tmp_path: Path
) -> None:
    before = corpus.graph.copy()
    one, two = write(name, corpus, tmp_path / "one"), write(name, corpus, tmp_path / "two")
    assert contents(one) == contents(two)
    assert nx.utils.graphs_equal(before, corpus.graph)
    assert list(before) == list(corpus.graph)


@every_format
def test_export_gives_the_same_bytes_whatever_the_order_of_papers(
    name: str, small: Knowledge, small_reversed: Knowledge, tmp_path: Path
) -> None:
    one, two = write(name, small, tmp_path / "1"), write(name, small_reversed, tmp_path / "2")
    assert contents(one) == contents(two)
    named = any(b"MothNet" in data for data in contents(one).values())
    assert named or name == "types"  # no name has two types here


@pytest.mark.slow
def test_export_gives_the_same_bytes_under_any_hash_seed(built: Build, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.builder import export_files; import kg;"
        "from exports.formats import FORMATS;"
        "export_files(kg.load(sys.argv[1]), Path(sys.argv[2]), FORMATS)"
    )
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-c",
            code,
            str(built.files["html"].parent),
            str(tmp_path / seed),
        ]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert [file for file in one if one[file] != two[file]] == []
    assert set(one) == set(two)
    assert {path.name for path in (tmp_path / "1").iterdir()} == {
        format_.filename for format_ in FORMATS.values()
    }


@every_format
def test_export_says_nothing_of_today(name: str, small: Knowledge, tmp_path: Path) -> None:
    today = date.today().isoformat().encode()
    for data in contents(write(name, small, tmp_path)).values():
        assert today not in data
        assert b"lastmodified" not in data.lower()


@pytest.mark.parametrize("name", sorted(set(PROMISES) - {"parquet"}))
def test_export_is_utf8(name: str, hostile: Knowledge, tmp_path: Path) -> None:
    for data in contents(write(name, hostile, tmp_path)).values():
        text = data.decode("utf-8")
        assert "\U0001f98b" in text or "\U0001f98b" in blocks(text)["strings"].decode("utf-8")


@every_format
def test_export_reports_a_place_that_cannot_be_written(
    name: str, small: Knowledge, tmp_path: Path
) -> None:
    (tmp_path / "out").write_bytes(b"a file, no folder")
    with pytest.raises(ExportError, match=rf"^{tmp_path}/out/.*: cannot be written \("):
        write(name, small, tmp_path / "out")
    assert contents(tmp_path) == {"out": b"a file, no folder"}


@every_format
def test_export_replaces_what_stood_there_and_leaves_nothing_else(
    name: str, hostile: Knowledge, nothing: Knowledge, tmp_path: Path
) -> None:
    old = contents(write(name, hostile, tmp_path))
    new = contents(write(name, nothing, tmp_path))
    assert (set(old), contents(tmp_path)) == (set(new), new)
    assert all(old[file] != new[file] for file in new)
