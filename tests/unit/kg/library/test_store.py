"""The library: what is written comes back the same; what is not whole is refused."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest

from extractors.resources import contents_digest
from kg.library import store
from kg.library.database import DATABASE, LOCK, SCHEMA_VERSION, writing
from kg.library.store import read_knowledge, read_parts, restore
from ontology.errors import LibraryError
from ontology.knowledge import Knowledge, Layout

Write = Callable[[Path, Knowledge], None]


@pytest.fixture
def folder(corpus: Knowledge, tmp_path: Path, write_library: Write) -> Path:
    """A library of the corpus, to be changed."""
    write_library(tmp_path / "out", corpus)
    return tmp_path / "out"


def edit(folder: Path, statement: str) -> None:
    """Change the database by hand."""
    with sqlite3.connect(folder / DATABASE) as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("name", ["corpus", "knowledge", "nothing"])
def test_store_gives_back_what_was_written(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, write_library: Write
) -> None:
    written: Knowledge = replace(request.getfixturevalue(name), layout=Layout({}, {}, ()))
    write_library(tmp_path, written)
    read = read_knowledge(tmp_path)
    assert nx.utils.graphs_equal(read.graph, written.graph)
    assert list(read.graph) == list(written.graph)
    assert replace(read, graph=written.graph) == written


def test_store_holds_the_database_and_no_leftovers(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {DATABASE, LOCK}


def test_store_is_replaced_as_a_whole(
    folder: Path, corpus: Knowledge, write_library: Write
) -> None:
    alone = restore(folder, corpus.papers[:1], corpus.extractions[:1], read_parts(folder)[2])
    write_library(folder, alone)
    assert [paper.id for paper in read_knowledge(folder).papers] == ["first"]


def test_store_says_so_where_overrides_were_edited_while_it_was_built(
    corpus: Knowledge, tmp_path: Path, write_library: Write
) -> None:
    (tmp_path / "overrides").mkdir()
    reject = tmp_path / "overrides" / "reject.tsv"
    reject.write_text("type\tname\tpaper\nModel\tFlyNet\t\n")
    write_library(tmp_path, corpus)  # resolved without any
    assert "FlyNet" not in {entity.name for entity in read_knowledge(tmp_path).entities}


def test_store_forgets_in_the_file_too_what_nothing_speaks_of(
    folder: Path, corpus: Knowledge, write_library: Write
) -> None:
    alone = restore(folder, corpus.papers[:1], corpus.extractions[:1], read_parts(folder)[2])
    (third,) = (paper for paper in corpus.papers if paper.id == "third")
    assert third.node.encode() in (folder / DATABASE).read_bytes()
    write_library(folder, alone)
    assert third.node.encode() not in (folder / DATABASE).read_bytes()


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_store_that_is_not_there_says_how_to_make_one(name: str, in_folder: Path) -> None:
    message = f"^{name}: no library here; make one with: paperkg build SOURCES --out {name}$"
    with pytest.raises(LibraryError, match=message):
        read_knowledge(Path(name))


def test_store_of_the_first_schema_is_to_be_built_again(in_folder: Path) -> None:
    Path("manifest.json").write_text('{"schema": 1}')
    message = r"^\.: library of schema 1, this version reads 3; build it again with: paperkg build"
    with pytest.raises(LibraryError, match=message):
        read_knowledge(Path())


@pytest.mark.parametrize(
    ("schema", "remedy"),
    [
        (1, "delete it and build the library again with: paperkg build SOURCES --out {folder}"),
        (SCHEMA_VERSION + 1, "install a newer paperkg"),
    ],
)
def test_store_of_another_schema_is_refused(schema: int, remedy: str, folder: Path) -> None:
    edit(folder, f"PRAGMA user_version = {schema}")
    expected = (
        f"{folder / DATABASE}: library of schema {schema}, this version reads {SCHEMA_VERSION}; "
        + remedy.format(folder=folder)
    )
    with pytest.raises(LibraryError, match=f"^{re.escape(expected)}$"):
        read_knowledge(folder)
    with pytest.raises(LibraryError, match=f"^{re.escape(expected)}$"), writing(folder):
        pass


@pytest.mark.parametrize("content", [b"{" * 200, b"\xff" * 5000])
def test_store_that_is_no_database_is_refused(content: bytes, folder: Path) -> None:
    (folder / DATABASE).write_bytes(content)
    with pytest.raises(LibraryError, match=rf"{DATABASE}: damaged \(.+\); delete it and build"):
        read_knowledge(folder)


def test_store_whose_first_build_has_not_ended_says_so(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    with pytest.raises(LibraryError, match=r"its first build has not ended; the same command"):
        read_knowledge(tmp_path)
    with writing(tmp_path):
        pass
    with pytest.raises(LibraryError, match=r"its first build has not ended; the same command"):
        read_knowledge(tmp_path)


@pytest.mark.parametrize("table", ["papers", "entities", "results"])
def test_store_names_what_is_damaged(table: str, folder: Path) -> None:
    edit(folder, f"UPDATE {table} SET record = x'00'")  # noqa: S608
    with pytest.raises(LibraryError, match=r"damaged .+delete it and build the library again$"):
        read_knowledge(folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE links SET entity = 999",
        "UPDATE claims SET tail = 999",
        "UPDATE claims SET paper = 999",
        "UPDATE claims SET relation = 'eats'",
        "UPDATE claims SET evidence = x'90'",
        "UPDATE claims SET evidence = x'00'",
    ],
)
def test_store_whose_tables_do_not_belong_together_is_refused(statement: str, folder: Path) -> None:
    edit(folder, statement)
    with pytest.raises(LibraryError, match="damaged"):
        read_knowledge(folder)


def test_store_reads_what_was_extracted_only_for_those_who_ask(
    folder: Path, corpus: Knowledge
) -> None:
    read = read_knowledge(folder)
    edit(folder, "DELETE FROM extractions")
    assert read.claims == corpus.claims
    message = "paper first is gone: the library was changed after it was loaded"
    with pytest.raises(LibraryError, match=message):
        list(read.extractions)
    with pytest.raises(LibraryError, match=message):
        len(read.merges)


def test_store_overrides_win_and_what_was_extracted_stays(
    folder: Path, corpus: Knowledge, write_library: Write
) -> None:
    reject = folder / "overrides" / "reject.tsv"
    reject.parent.mkdir()
    reject.write_text("type\tname\tpaper\nModel\tFlyNet\t\n")
    found = read_knowledge(folder)
    assert "FlyNet" not in {entity.name for entity in found.entities}
    assert read_parts(folder)[:2] == (corpus.papers, corpus.extractions)
    reject.unlink()
    assert replace(read_knowledge(folder), graph=corpus.graph) == corpus


def test_store_resolves_only_where_the_overrides_or_the_version_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved: list[Path] = []
    monkeypatch.setattr(store, "restore", lambda folder, *_: resolved.append(folder))
    read_knowledge(folder)
    (folder / "overrides").mkdir()
    (folder / "overrides" / "reject.tsv").write_text("# nothing yet\ntype\tname\tpaper\n")
    read_knowledge(folder)
    assert resolved == []
    (folder / "overrides" / "reject.tsv").write_text("type\tname\tpaper\nModel\tX\t\n")
    read_knowledge(folder)
    assert resolved == [folder]
    (folder / "overrides" / "reject.tsv").unlink()
    monkeypatch.setattr(store, "__version__", "99")
    read_knowledge(folder)
    assert resolved == [folder, folder]


def test_store_resolves_again_by_other_rules_of_the_extractors(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved: list[Path] = []
    monkeypatch.setattr(store, "restore", lambda folder, *_: resolved.append(folder))

    def changed(*packages: str) -> str:
        return f"{contents_digest(*packages)}{'other' if 'extractors' in packages else ''}"

    monkeypatch.setattr(store, "contents_digest", changed)
    read_knowledge(folder)
    assert resolved == [folder]


def test_store_is_read_without_loading_spacy(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.library.store import read_knowledge; "
        "read_knowledge(Path(sys.argv[1])); sys.exit('spacy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
