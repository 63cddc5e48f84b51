"""Exports take their place at once, or are not there; what a kill broke off is finished."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.library.database import reading, transaction, writing
from kg.library.publishing import STAGE, announce, clear, finish, publish
from ontology.errors import ExportError


def stage(folder: Path, *, announced: bool) -> None:
    """Two files that are ready, in place of an old one."""
    folder.mkdir()
    (folder / "graph.ttl").write_text("old")
    made = clear(folder)
    (made / "csv").mkdir(parents=True)
    (made / "graph.ttl").write_text("new")
    (made / "csv" / "nodes.csv").write_text("new")
    with writing(folder) as connection:
        if announced:
            with transaction(connection):
                announce(connection, folder)


def test_publishing_puts_in_place_what_was_announced(tmp_path: Path) -> None:
    stage(tmp_path / "out", announced=True)
    finish(tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_text() == "new"
    assert (tmp_path / "out" / "csv" / "nodes.csv").read_text() == "new"
    assert not (tmp_path / "out" / STAGE).exists()
    (tmp_path / "out" / "graph.ttl").write_text("mine")
    finish(tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_text() == "mine"


def test_publishing_forgets_what_was_not_announced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    stage(folder, announced=False)
    finish(folder)
    assert (folder / "graph.ttl").read_text() == "old"
    with writing(folder) as connection:
        publish(connection, folder)
    assert (folder / "graph.ttl").read_text() == "old"
    assert not (folder / STAGE).exists()


def test_publishing_goes_on_where_it_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    stage(folder, announced=True)
    (folder / STAGE / "graph.ttl").replace(folder / "graph.ttl")
    finish(folder)
    assert (folder / "graph.ttl").read_text() == "new"
    assert (folder / "csv" / "nodes.csv").read_text() == "new"


def test_publishing_says_what_is_in_the_way_and_tries_again(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    stage(folder, announced=True)
    (folder / "csv" / "nodes.csv").mkdir(parents=True)
    message = r"nodes\.csv: cannot be replaced \(.+\); move away what is there and run the command"
    with writing(folder) as connection, pytest.raises(ExportError, match=message):
        publish(connection, folder)
    (folder / "csv" / "nodes.csv").rmdir()
    finish(folder)
    assert (folder / "csv" / "nodes.csv").read_text() == "new"


def test_publishing_leaves_a_library_alone_that_another_changes(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    stage(folder, announced=True)
    with writing(folder):
        finish(folder)
        assert (folder / "graph.ttl").read_text() == "old"


def test_publishing_makes_no_library_by_looking_for_one(tmp_path: Path) -> None:
    finish(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    with writing(tmp_path / "out"), reading(tmp_path / "out"):
        assert (tmp_path / "out").is_dir()


def test_publishing_places_only_what_was_announced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    stage(folder, announced=True)
    (folder / STAGE / "stray.txt").write_text("left over")
    (folder / "papers.jsonl").write_text("of the user")
    finish(folder)
    assert not (folder / "stray.txt").exists()
    assert (folder / "papers.jsonl").read_text() == "of the user"


def test_publishing_what_is_in_the_way_is_not_for_a_reader_to_mend(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    stage(folder, announced=True)
    (folder / "csv" / "nodes.csv").mkdir(parents=True)
    finish(folder)
    assert (folder / STAGE / "graph.ttl").exists() or (folder / "graph.ttl").read_text() == "new"
