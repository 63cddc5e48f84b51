"""The build: a library that holds exactly the sources, and only what is new is extracted."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from exports.formats import FORMATS, USUAL
from extractors.pipeline import extract
from kg.builder import Build, build_library, export_files, extract_new
from kg.library import CONFLICTS, EXTRACTIONS, MANIFEST, PAPERS, SKIPPED, read_knowledge
from kg.overrides.tables import FOLDER as OVERRIDES
from ontology.errors import ExportError, LibraryError, SourceError
from ontology.records import Extraction, Knowledge, Merge, Paper
from ontology.schema import EntityType

ONE = Paper("one", "Counting Moths", "We propose MS-MLP and test it on ImageNet.")
TWO = Paper("two", "Counting Owls", "We test ResNet on ImageNet.")


class Watch:
    """A progress that notes what came by and how much was announced."""

    def __init__(self) -> None:
        self.papers: list[str] = []
        self.total = -1

    def __call__(self, extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
        self.total = total
        for extraction in extractions:
            self.papers.append(extraction.paper)
            yield extraction


def write(path: Path, *papers: Paper) -> str:
    """A file of papers; gives its name as a source."""
    records = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p in papers]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_builder_extracts_every_paper_once_when_nothing_is_known() -> None:
    watch = Watch()
    found = list(extract_new((ONE, TWO), {}, watch))
    assert found == list(extract([ONE, TWO]))
    assert (watch.papers, watch.total) == (["one", "two"], 2)


def test_builder_takes_known_extractions_first_under_the_id_of_now() -> None:
    (known,) = extract([TWO])
    merge = Merge("ResNets", "ResNet", EntityType.MODEL, "plural", "two")
    renamed = replace(TWO, id="new")
    watch = Watch()
    before = {known.fingerprint: replace(known, merges=(merge,))}
    first, second = extract_new((ONE, renamed), before, watch)
    assert first == replace(known, paper="new", merges=(replace(merge, paper="new"),))
    assert second.paper == "one"
    assert (watch.papers, watch.total) == (["one"], 1)


def test_builder_exports_only_the_formats_asked_for(corpus: Knowledge, tmp_path: Path) -> None:
    paths = export_files(corpus, tmp_path / "new", ["turtle", "merges"])
    assert paths == {
        "turtle": tmp_path / "new" / "graph.ttl",
        "merges": tmp_path / "new" / "merges.tsv",
    }
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"graph.ttl", "merges.tsv"}


def test_builder_writes_nothing_where_a_format_is_unknown(
    corpus: Knowledge, tmp_path: Path
) -> None:
    message = r"^unknown export format 'turtel' \(did you mean 'turtle'\?\); there are: "
    with pytest.raises(ExportError, match=message):
        export_files(corpus, tmp_path / "new", ["html", "turtel"])
    assert not (tmp_path / "new").exists()


def test_builder_exports_without_changing_what_it_is_given(
    corpus: Knowledge, tmp_path: Path
) -> None:
    before = corpus.graph.copy()
    export_files(corpus, tmp_path)
    assert nx.utils.graphs_equal(corpus.graph, before)
    assert corpus.layout.places == {}


def test_builder_library_has_all_files_and_what_it_says(built: Build) -> None:
    folder = built.files["html"].parent
    assert {path.name for path in folder.iterdir()} == {
        MANIFEST, PAPERS, EXTRACTIONS, SKIPPED, CONFLICTS, OVERRIDES,
        *(FORMATS[name].filename for name in USUAL),
    }  # fmt: skip
    assert built.files == {name: folder / FORMATS[name].filename for name in USUAL}
    assert (len(built.knowledge.papers), built.reused, built.skipped) == (20, 0, ())
    assert [count for _, count in built.counts] == [20]
    read = read_knowledge(folder)
    assert replace(read, graph=built.knowledge.graph) == built.knowledge
    assert nx.utils.graphs_equal(read.graph, built.knowledge.graph)


def test_builder_finds_what_is_plain_to_see(tmp_path: Path) -> None:
    made = build_library([write(tmp_path / "x", ONE)], tmp_path / "out")
    graph = made.knowledge.graph
    assert graph.has_edge("paper/one", "model/ms-mlp", "introduces@paper/one")
    assert graph.nodes["dataset/imagenet"]["type"] == "Dataset"
    assert graph.has_edge("paper/one", "dataset/imagenet")


def test_builder_does_not_extract_again_and_gives_the_same_bytes(tmp_path: Path) -> None:
    source, watch = write(tmp_path / "x", ONE, TWO), Watch()
    build_library([source], tmp_path / "out")
    before = contents(tmp_path / "out")
    again = build_library([source], tmp_path / "out", progress=watch)
    assert again.reused == 2
    assert (watch.papers, watch.total) == ([], 0)
    assert contents(tmp_path / "out") == before


def test_builder_extracts_only_what_has_changed(tmp_path: Path) -> None:
    build_library([write(tmp_path / "x", ONE, TWO)], tmp_path / "out")
    changed, watch = replace(TWO, abstract="We test ResNet on CIFAR-10."), Watch()
    made = build_library([write(tmp_path / "x", ONE, changed)], tmp_path / "out", progress=watch)
    assert (made.reused, watch.papers) == (1, ["two"])
    assert "dataset/cifar-10" in made.knowledge.graph


def test_builder_library_after_a_change_equals_one_made_anew(tmp_path: Path) -> None:
    build_library([write(tmp_path / "x", ONE, TWO)], tmp_path / "out")
    source = write(tmp_path / "x", replace(ONE, id="other"))
    build_library([source], tmp_path / "out")
    build_library([source], tmp_path / "new")
    assert [paper.id for paper in read_knowledge(tmp_path / "out").papers] == ["other"]
    assert contents(tmp_path / "out") == contents(tmp_path / "new")


def test_builder_reports_and_lists_skipped_records(tmp_path: Path) -> None:
    source = Path(write(tmp_path / "x", ONE))
    source.write_text(source.read_text() + '{"title": "Owls"}\n')
    made = build_library([str(source)], tmp_path / "out")
    (skipped,) = made.skipped
    assert (made.counts, skipped.where) == (((str(source), 1),), f"{source}:2")
    listed = (tmp_path / "out" / SKIPPED).read_text().splitlines()
    assert listed == ["where\treason", f"{skipped.where}\t{skipped.reason}"]


def test_builder_with_strict_writes_nothing(tmp_path: Path) -> None:
    source = Path(write(tmp_path / "x", ONE))
    source.write_text(source.read_text() + "{\n")
    with pytest.raises(SourceError, match=":2: not JSON"):
        build_library([str(source)], tmp_path / "out", strict=True)
    assert not (tmp_path / "out").exists()


def test_builder_leaves_a_library_of_another_version_alone(tmp_path: Path) -> None:
    source = write(tmp_path / "x", ONE)
    build_library([source], tmp_path / "out")
    manifest = tmp_path / "out" / MANIFEST
    manifest.write_text('{"schema": 2, "version": "9", "papers": 1}')
    before = contents(tmp_path / "out")
    with pytest.raises(LibraryError, match="library of schema 2"):
        build_library([source], tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_builder_says_where_it_cannot_write(tmp_path: Path) -> None:
    source = write(tmp_path / "x", ONE)
    with pytest.raises(ExportError, match=r"x/papers\.jsonl: cannot be written \(.+\); choose an"):
        build_library([source], Path(source))


def test_builder_takes_text_that_files_can_hardly_hold(tmp_path: Path) -> None:
    text = "We propose MS-MLP\x00 \ud800 \ufffe \U0001f98b </script> ]]> and test it on ImageNet."
    made = build_library([write(tmp_path / "x", replace(ONE, abstract=text))], tmp_path / "out")
    (paper,) = read_knowledge(tmp_path / "out").papers
    assert paper.abstract == text.replace("\ud800", "\ufffd")
    for extraction in made.knowledge.extractions:
        for entity in extraction.entities:
            assert all(paper.text[m.start : m.end] == m.text for m in entity.mentions)
    assert "dataset/imagenet" in made.knowledge.graph
