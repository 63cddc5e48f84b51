"""The library: what is written comes back the same; what is not whole is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from kg.library import (
    CONFLICTS,
    EXTRACTIONS,
    MANIFEST,
    PAPERS,
    SKIPPED,
    assemble,
    read_extractions,
    read_knowledge,
    write_library,
)
from kg.readers.format import Skipped
from ontology.errors import ExportError, LibraryError
from ontology.records import Extraction, Knowledge, Paper
from ontology.version import __version__


@pytest.fixture
def folder(corpus: Knowledge, tmp_path: Path) -> Path:
    """A library of the corpus, to be changed."""
    write_library(tmp_path / "out", corpus.papers, corpus.extractions)
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["corpus", "knowledge"])
def test_library_gives_back_what_was_written(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    written: Knowledge = request.getfixturevalue(name)
    write_library(tmp_path, written.papers, written.extractions)
    read = read_knowledge(tmp_path)
    assert nx.utils.graphs_equal(read.graph, written.graph)
    assert list(read.graph) == list(written.graph)
    assert replace(read, graph=written.graph) == written


def test_library_of_nothing_comes_back(tmp_path: Path) -> None:
    write_library(tmp_path, [], [])
    assert read_knowledge(tmp_path).papers == ()
    assert read_extractions(tmp_path) == {}


def test_library_holds_its_files_and_no_leftovers(folder: Path) -> None:
    files = {MANIFEST, PAPERS, EXTRACTIONS, SKIPPED, CONFLICTS, "overrides"}
    assert {path.name for path in folder.iterdir()} == files
    assert json.loads((folder / MANIFEST).read_text()) == {
        "schema": 1,
        "version": __version__,
        "papers": 4,
    }
    assert (folder / PAPERS).read_bytes().count(b"\n") == 4
    assert (folder / EXTRACTIONS).read_bytes().count(b"\n") == 4


def test_library_lists_skipped_records(corpus: Knowledge, tmp_path: Path) -> None:
    skipped = (Skipped("a.jsonl:3", "no title;\tadd one"), Skipped("\udcff.jsonl:1", "not\nJSON"))
    write_library(tmp_path, corpus.papers, corpus.extractions, skipped)
    assert (tmp_path / SKIPPED).read_text(encoding="utf-8").split("\n") == [
        "where\treason",
        "a.jsonl:3\tno title; add one",
        "\ufffd.jsonl:1\tnot JSON",
        "",
    ]


def test_library_is_replaced_as_a_whole(folder: Path, corpus: Knowledge) -> None:
    write_library(folder, corpus.papers[:1], corpus.extractions[:1])
    assert [paper.id for paper in read_knowledge(folder).papers] == ["first"]


def test_library_that_was_not_finished_has_no_manifest(corpus: Knowledge, tmp_path: Path) -> None:
    (tmp_path / SKIPPED / "in the way").mkdir(parents=True)
    with pytest.raises(ExportError, match=f"{SKIPPED}: cannot be written"):
        write_library(tmp_path, corpus.papers, corpus.extractions)
    assert not (tmp_path / MANIFEST).exists()
    with pytest.raises(LibraryError, match="no library here"):
        read_knowledge(tmp_path)


def test_library_assembles_papers_in_any_order(corpus: Knowledge) -> None:
    turned = assemble(reversed(corpus.papers), reversed(corpus.extractions))
    assert nx.utils.graphs_equal(turned.graph, corpus.graph)
    assert list(turned.graph) == list(corpus.graph)
    assert replace(turned, graph=corpus.graph) == corpus


def test_library_assembles_only_the_papers_given(corpus: Knowledge) -> None:
    (paper,) = (paper for paper in corpus.papers if paper.id == "third")
    alone = assemble([paper], corpus.extractions)
    assert [entity.name for entity in alone.entities if entity.type == "Model"] == ["FlyNet"]
    assert {entity.papers for entity in alone.entities} == {("paper/third",)}
    assert alone.merges == ()


def test_library_sorts_papers_by_node(tell: Callable[..., Extraction]) -> None:
    papers = [Paper(id_, f"About {id_}", "Text.") for id_ in ("b", "A", "a")]
    knowledge = assemble(papers, [tell(paper.id) for paper in papers])
    nodes = [paper.node for paper in knowledge.papers]
    assert nodes == sorted(nodes)
    assert [e.paper for e in knowledge.extractions] == [p.id for p in knowledge.papers]


def test_library_extractions_are_found_by_fingerprint(folder: Path, corpus: Knowledge) -> None:
    found = read_extractions(folder)
    assert found == {extraction.fingerprint: extraction for extraction in corpus.extractions}
    assert "print of first" in found


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_library_has_no_extractions_where_there_is_none(name: str, in_folder: Path) -> None:
    assert read_extractions(in_folder / name) == {}


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_library_that_is_not_there_says_how_to_make_one(name: str, in_folder: Path) -> None:
    message = f"^{name}: no library here; make one with: paperkg build SOURCES --out {name}$"
    with pytest.raises(LibraryError, match=message):
        read_knowledge(Path(name))


@pytest.mark.parametrize("read", [read_knowledge, read_extractions])
def test_library_of_another_schema_is_refused(read: Callable[[Path], object], folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | {"schema": 2}))
    with pytest.raises(LibraryError) as caught:
        read(folder)
    assert str(caught.value) == (
        f"{folder / MANIFEST}: library of schema 2, this version reads 1; delete {folder} "
        f"and build it again with: paperkg build SOURCES --out {folder}"
    )


@pytest.mark.parametrize(
    "manifest", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": "1"}', b'{"schema": 1}']
)
def test_library_with_a_broken_manifest_is_refused(manifest: bytes, folder: Path) -> None:
    (folder / MANIFEST).write_bytes(manifest)
    message = rf"{MANIFEST}: cannot be read \(.+\); delete .+ and build the library again$"
    with pytest.raises(LibraryError, match=message):
        read_knowledge(folder)


@pytest.mark.parametrize("name", [PAPERS, EXTRACTIONS])
def test_library_with_a_missing_file_is_refused(name: str, folder: Path) -> None:
    (folder / name).unlink()
    with pytest.raises(LibraryError, match=f"{name}: missing; delete .+ and build the library"):
        read_knowledge(folder)


@pytest.mark.parametrize("name", [PAPERS, EXTRACTIONS])
@pytest.mark.parametrize("line", [b"{", b'{"id": 1, "paper": 2}', b'"\xff"', b"null"])
def test_library_names_the_damaged_line(name: str, line: bytes, folder: Path) -> None:
    lines = (folder / name).read_bytes().split(b"\n")
    (folder / name).write_bytes(b"\n".join([*lines[:2], line, *lines[2:]]))
    message = rf"{name}:3: damaged \(.+\); delete .+ and build the library again$"
    with pytest.raises(LibraryError, match=message):
        read_knowledge(folder)


def test_library_of_an_entity_that_is_not_there_is_damaged(folder: Path) -> None:
    path = folder / EXTRACTIONS
    broken = re.sub(rb'"head":\d+', b'"head":999', path.read_bytes(), count=1)
    assert broken != path.read_bytes()
    path.write_bytes(broken)
    with pytest.raises(LibraryError, match=rf"{EXTRACTIONS}: damaged"):
        read_knowledge(folder)


@pytest.mark.parametrize("kept", [(1, 2, 3), (0, 1, 2, 3, 3), ()])
def test_library_of_files_that_do_not_belong_together_is_refused(
    kept: tuple[int, ...], folder: Path
) -> None:
    lines = (folder / PAPERS).read_bytes().splitlines(keepends=True)
    (folder / PAPERS).write_bytes(b"".join(lines[number] for number in kept))
    message = f"{PAPERS} and {EXTRACTIONS} do not belong together; build the library again$"
    with pytest.raises(LibraryError, match=message):
        read_knowledge(folder)


def test_library_overrides_win_and_what_was_extracted_stays(
    folder: Path, corpus: Knowledge
) -> None:
    reject = folder / "overrides" / "reject.tsv"
    reject.write_text("type\tname\tpaper\nModel\tFlyNet\t\n")
    found = read_knowledge(folder)
    assert "FlyNet" not in {entity.name for entity in found.entities}
    extracted = read_extractions(folder).values()
    assert sorted(extracted, key=lambda e: e.paper) == sorted(
        corpus.extractions, key=lambda e: e.paper
    )
    write_library(folder, corpus.papers, extracted)
    assert replace(read_knowledge(folder), graph=found.graph) == found
    reject.unlink()
    assert replace(read_knowledge(folder), graph=corpus.graph) == corpus
