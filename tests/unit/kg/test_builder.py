"""The build: a library that holds exactly the sources, and only what is new is extracted."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from exports.formats import FORMATS, USUAL
from kg import builder
from kg.builder import (
    CONFLICTS,
    SKIPPED,
    Build,
    Changes,
    add_papers,
    build_library,
    export_files,
    export_library,
    remove_papers,
    update_library,
)
from kg.library import store
from kg.library.database import DATABASE, LOCK, Connection, writing
from kg.library.store import Content, read_knowledge
from kg.overrides.tables import FOLDER as OVERRIDES
from kg.progress import Progress
from ontology.errors import ExportError, LibraryError, SourceError
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper

ONE = Paper("one", "Counting Moths", "We propose MS-MLP and test it on ImageNet.")
TWO = Paper("two", "Counting Owls", "We test ResNet on ImageNet.")


class Watch(Progress):
    """Notes what came by, how much was announced, and what was said."""

    def __init__(self) -> None:
        self.papers: list[str] = []
        self.stages: list[str] = []
        self.total = -1

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def reading(self, extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
        self.total = total
        for extraction in extractions:
            self.papers.append(extraction.paper)
            yield extraction


def write(path: Path, *papers: Paper) -> str:
    """A file of papers; gives its name as a source."""
    records = [{"id": p.id, "title": p.title, "abstract": p.abstract} for p in papers]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def _then(
    change: Callable[[Connection, Path, Content], None], stop: Callable[[object, Path], None]
) -> Callable[[Connection, Path, Content], None]:
    """A change that something else follows at once."""

    def both(connection: Connection, folder: Path, content: Content) -> None:
        change(connection, folder, content)
        stop(connection, folder)

    return both


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a library folder by name, but the database."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in paths if path.name not in {DATABASE, LOCK}}


def test_builder_tells_every_stage(tmp_path: Path) -> None:
    watch = Watch()
    build_library([write(tmp_path / "x", ONE, TWO)], tmp_path / "out", progress=watch)
    assert (watch.papers, watch.total) == (["one", "two"], 2)
    assert watch.stages[:3] == ["putting papers together", "laying out", "writing graph.html"]
    assert watch.stages[-1] == "storing"


def test_builder_takes_what_was_extracted_under_another_id(tmp_path: Path) -> None:
    build_library([write(tmp_path / "x", TWO)], tmp_path / "out")
    watch, source = Watch(), write(tmp_path / "y", replace(TWO, id="new"), ONE)
    made = build_library([source], tmp_path / "out", progress=watch)
    assert (watch.papers, made.reused) == (["one"], 1)
    assert {extraction.paper for extraction in made.knowledge.extractions} == {"one", "new"}
    assert made.changes == Changes(added=2, changed=0, removed=1, unchanged=0)


def test_builder_adds_and_brings_up_to_date(tmp_path: Path) -> None:
    source = write(tmp_path / "x", ONE, TWO)
    build_library([source], tmp_path / "out")
    three = Paper("three", "Counting Bats", "We test it on CIFAR-10.")
    write(tmp_path / "x", replace(TWO, abstract="We test it on Cora."), three)
    made = add_papers([source], tmp_path / "out")
    assert made.changes == Changes(added=1, changed=1, removed=0, unchanged=1)
    assert [paper.id for paper in made.knowledge.papers] == ["one", "three", "two"]
    assert "dataset/cora" in made.knowledge.graph
    assert "model/resnet" not in made.knowledge.graph


def test_builder_adds_to_nothing_too(tmp_path: Path) -> None:
    made = add_papers([write(tmp_path / "x", ONE)], tmp_path / "out")
    assert made.changes == Changes(added=1, changed=0, removed=0, unchanged=0)


def test_builder_removes_with_all_that_only_the_paper_says(tmp_path: Path) -> None:
    build_library([write(tmp_path / "x", ONE, TWO)], tmp_path / "out")
    made = remove_papers(["Counting Owls"], tmp_path / "out")
    build_library([write(tmp_path / "x", ONE)], tmp_path / "alone")
    assert made.changes == Changes(added=0, changed=0, removed=1, unchanged=1)
    assert contents(tmp_path / "out") == contents(tmp_path / "alone")
    assert b"ResNet" not in (tmp_path / "out" / DATABASE).read_bytes()


@pytest.mark.parametrize(
    "change", [lambda out: remove_papers(["a"], out), update_library, export_library]
)
def test_builder_changes_no_library_that_is_not_there(
    change: Callable[[Path], object], tmp_path: Path
) -> None:
    with pytest.raises(LibraryError, match="no library here"):
        change(tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with writing(tmp_path / "out"):
        pass
    with pytest.raises(LibraryError, match="its first build has not ended"):
        change(tmp_path / "out")


def test_builder_brings_a_library_up_to_date_with_its_overrides(tmp_path: Path) -> None:
    source, out = write(tmp_path / "x", ONE, TWO), tmp_path / "out"
    build_library([source], out)
    (out / "overrides" / "reject.tsv").write_text("type\tname\tpaper\nModel\tResNet\t\n")
    made = update_library(out)
    assert made.changes == Changes(added=0, changed=0, removed=0, unchanged=2)
    assert "model/resnet" not in made.knowledge.graph
    assert "ResNet" not in (out / "graph.ttl").read_text(encoding="utf-8").split("abstract")[0]


def test_builder_goes_on_with_what_was_broken_off_whatever_comes_between(tmp_path: Path) -> None:
    class Stop(Progress):
        def reading(self, extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
            yield next(iter(extractions))
            raise KeyboardInterrupt

    one, two, watch = write(tmp_path / "x", ONE), write(tmp_path / "y", TWO), Watch()
    with pytest.raises(KeyboardInterrupt):
        build_library([one], tmp_path / "out", progress=Stop())
    add_papers([two], tmp_path / "out")
    made = add_papers([one], tmp_path / "out", progress=watch)
    assert (watch.papers, len(made.knowledge.papers)) == ([], 2)


def test_builder_puts_in_place_first_what_an_earlier_build_could_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write(tmp_path / "x", ONE, TWO), tmp_path / "out"
    build_library([source], out)

    def stop(connection: object, folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(builder, "change", _then(store.change, stop))
        with pytest.raises(KeyboardInterrupt):
            remove_papers(["two"], out)
    assert b"Counting Owls" in (out / "records.jsonl").read_bytes()
    with pytest.raises(LibraryError, match="no paper has the id"):
        remove_papers(["two"], out)
    assert b"Counting Owls" not in (out / "records.jsonl").read_bytes()


def test_builder_brings_every_export_up_to_date_that_stands_there(tmp_path: Path) -> None:
    source, out = write(tmp_path / "x", ONE, TWO), tmp_path / "out"
    made = build_library([source], out)
    export_files(made.knowledge, out, ["gexf", "csv"])
    remove_papers(["two"], out)
    export_files(read_knowledge(out), tmp_path / "new", ["gexf", "csv"])
    for name in ("graph.gexf", "csv/nodes.csv", "csv/edges.csv"):
        assert (out / name).read_bytes() == (tmp_path / "new" / name).read_bytes()


def test_builder_with_strict_refuses_what_contradicts_the_library(tmp_path: Path) -> None:
    build_library([write(tmp_path / "x", ONE)], tmp_path / "out")
    before = contents(tmp_path / "out")
    other = write(tmp_path / "y", replace(ONE, abstract="We propose something else."))
    with pytest.raises(SourceError, match="2 different abstracts of one paper"):
        add_papers([other], tmp_path / "out", strict=True)
    with pytest.raises(SourceError, match="2 different abstracts of one paper"):
        add_papers([other, str(tmp_path / "x")], tmp_path / "new", strict=True)
    assert not (tmp_path / "new").exists()
    assert contents(tmp_path / "out") == before
    assert len(add_papers([other], tmp_path / "out").conflicts) == 1


def test_builder_stopped_while_reading_keeps_what_is_read(tmp_path: Path) -> None:
    class Stop(Progress):
        def reading(self, extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
            yield next(iter(extractions))
            raise KeyboardInterrupt

    source, watch = write(tmp_path / "x", ONE, TWO), Watch()
    with pytest.raises(KeyboardInterrupt):
        build_library([source], tmp_path / "out", progress=Stop())
    with pytest.raises(LibraryError, match="its first build has not ended"):
        read_knowledge(tmp_path / "out")
    build_library([source], tmp_path / "out", progress=watch)
    assert watch.papers == ["two"]


def test_builder_that_cannot_write_an_export_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_library([write(tmp_path / "x", ONE)], tmp_path / "out")
    before, known = contents(tmp_path / "out"), read_knowledge(tmp_path / "out").papers

    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match=r"No space left on device\); what stood there is"):
        build_library([write(tmp_path / "x", ONE, TWO)], tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert read_knowledge(tmp_path / "out").papers == known


def test_builder_exports_only_the_formats_asked_for(corpus: Knowledge, tmp_path: Path) -> None:
    paths = export_files(corpus, tmp_path / "new", ["turtle", "merges"])
    assert paths == {
        "turtle": tmp_path / "new" / "graph.ttl",
        "merges": tmp_path / "new" / "merges.tsv",
    }
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"graph.ttl", "merges.tsv"}


def test_builder_lays_out_only_for_what_shows_it(corpus: Knowledge, tmp_path: Path) -> None:
    watch = Watch()
    export_files(corpus, tmp_path, ["merges"], watch)
    export_files(corpus, tmp_path, ["merges", "html"], watch)
    assert watch.stages == [
        "writing merges.tsv", "laying out", "writing merges.tsv", "writing graph.html"
    ]  # fmt: skip


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
        DATABASE, LOCK, SKIPPED, CONFLICTS, OVERRIDES,
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


def test_builder_says_where_it_cannot_write(tmp_path: Path) -> None:
    source = write(tmp_path / "x", ONE)
    with pytest.raises(LibraryError, match=r"x: cannot be written \(.+\); choose another folder"):
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
