"""The store beside a library: made once, anew after a change, never half of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from exports.rdf import triples
from kg.library import publishing, triple_store
from kg.library.database import DATABASE, Connection, writing
from kg.library.extractions import storing
from kg.library.publishing import STORE
from kg.library.store import read_knowledge
from kg.library.triple_store import open_store, state_of
from kg.sparql.engine import make_store, run_query
from ontology.errors import LibraryError
from ontology.knowledge import Knowledge

Write = Callable[[Path, Knowledge], None]

TITLES = "SELECT ?title { ?p dcterms:title ?title } ORDER BY ?title"
DEFAULT = ox.DefaultGraph()


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store on disk for any library."""
    monkeypatch.setattr(triple_store, "WORTH", 0)


@pytest.fixture
def folder(tmp_path: Path, small: Knowledge, write_library: Write) -> Path:
    write_library(tmp_path / "out", small)
    return tmp_path / "out"


def stores(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / STORE).iterdir() if path.is_dir())


def test_triple_store_holds_every_triple(folder: Path, small: Knowledge) -> None:
    for _ in range(2):
        found = open_store(folder).quads_for_pattern(None, None, None, DEFAULT)
        in_memory = make_store(triples(small)).quads_for_pattern(None, None, None, DEFAULT)
        assert {quad.triple for quad in found} == {quad.triple for quad in in_memory}
        assert len(stores(folder)) == 1


def test_triple_store_is_read_without_the_library(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_store(folder)

    def refuse(folder: Path) -> Knowledge:
        pytest.fail(f"{folder} was loaded")

    monkeypatch.setattr("kg.library.store.read_knowledge", refuse)
    assert len(run_query(open_store(folder), TITLES)) == 2


def test_triple_store_follows_the_library(
    folder: Path, make_known: Callable[..., Knowledge], write_library: Write
) -> None:
    open_store(folder)
    (first,) = stores(folder)
    write_library(folder, make_known(title="Moths by Day"))
    assert not (folder / STORE).exists()  # nothing of what was removed stays behind
    assert run_query(open_store(folder), TITLES).rows == (("Moths by Day",),)
    assert stores(folder) != [first]


def test_triple_store_follows_the_overrides(folder: Path) -> None:
    names = "SELECT ?n { ?x a pk:Dataset ; skos:prefLabel ?n }"
    assert run_query(open_store(folder), names).rows == (("Lanterns",),)
    table = folder / "overrides" / "reject.tsv"
    table.parent.mkdir(exist_ok=True)
    table.write_text("type\tname\tpaper\nDataset\tLanterns\t\n", encoding="utf-8")
    assert run_query(open_store(folder), names).rows == ()
    assert len(stores(folder)) == 1


def test_triple_store_of_a_library_that_changes_meanwhile_is_of_what_it_is_then(
    folder: Path,
    make_known: Callable[..., Knowledge],
    write_library: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changes = iter([make_known(title="Moths by Day")])

    def change_after(folder: Path) -> Knowledge:
        found = read_knowledge(folder)
        for change in changes:
            write_library(folder, change)
        return found

    monkeypatch.setattr("kg.library.store.read_knowledge", change_after)
    assert run_query(open_store(folder), TITLES).rows == (("Moths by Day",),)
    assert len(stores(folder)) == 1


def test_triple_store_made_during_a_change_is_not_left_behind(
    folder: Path,
    make_known: Callable[..., Knowledge],
    write_library: Write,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask_before(connection: Connection, folder: Path) -> None:
        open_store(folder)
        publishing.announce(connection, folder)

    monkeypatch.setattr("kg.library.store.announce", ask_before)
    write_library(folder, make_known(title="Moths by Day"))
    assert not (folder / STORE).exists()


def test_triple_store_that_cannot_be_made_leaves_no_half(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_store: ox.Store) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("kg.sparql.names.add_keys", fail)
    assert open_store(folder).contains_named_graph(ox.NamedNode("urn:x")) is False
    assert stores(folder) == []


def test_triple_store_that_is_damaged_is_made_anew(folder: Path) -> None:
    open_store(folder)
    (place,) = stores(folder)
    (place / "CURRENT").write_text("nonsense")
    assert len(run_query(open_store(folder), TITLES)) == 2


def test_triple_store_of_a_broken_off_making_is_cleared(folder: Path) -> None:
    (folder / STORE / "new").mkdir(parents=True)
    (folder / STORE / "new" / "half").write_text("written")
    assert len(run_query(open_store(folder), TITLES)) == 2
    assert len(stores(folder)) == 1
    assert not (folder / STORE / "new").exists()


def test_triple_store_is_in_memory_where_none_can_be_written(folder: Path) -> None:
    (folder / STORE).write_text("in the way")
    assert len(run_query(open_store(folder), TITLES)) == 2
    assert (folder / STORE).read_text() == "in the way"


def test_triple_store_is_in_memory_where_the_library_is_small(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(triple_store, "WORTH", 3)
    assert len(run_query(open_store(folder), TITLES)) == 2
    assert not (folder / STORE).exists()


def test_triple_store_needs_a_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"no library here; make one with: paperkg build"):
        open_store(tmp_path)


def test_triple_store_of_a_damaged_library_says_so(
    tmp_path: Path, small: Knowledge, write_library: Write
) -> None:
    write_library(tmp_path, replace(small))
    (tmp_path / DATABASE).write_bytes(b"nonsense" * 1000)
    with pytest.raises(LibraryError, match=r"damaged"):
        open_store(tmp_path)


def test_triple_store_is_of_the_same_state_while_a_build_is_under_way(
    folder: Path, small: Knowledge
) -> None:
    before = state_of(folder)
    with writing(folder) as connection:
        for _ in storing(connection, [replace(small.extractions[0], fingerprint="new")]):
            pass
    assert state_of(folder) == before
