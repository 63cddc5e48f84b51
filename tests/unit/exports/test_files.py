"""Replacing a file: the old one or the new one, never half of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.files import replacing
from ontology.errors import ExportError


def test_files_replacing_writes_and_makes_the_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "graph.ttl"
    with replacing(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_files_replacing_keeps_the_old_file_until_the_end(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new and longer")
        file.flush()
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new and longer"


@pytest.mark.parametrize("error", [RuntimeError("stop"), KeyboardInterrupt(), ValueError("no")])
def test_files_replacing_lets_errors_through_and_keeps_the_old_file(
    error: BaseException, tmp_path: Path
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")

    def write_half() -> None:
        with replacing(path) as file:
            file.write(b"half")
            raise error

    with pytest.raises(type(error)) as raised:
        write_half()
    assert raised.value is error
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_files_replacing_reports_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"old")
    full = OSError(28, "No space left on device")
    with pytest.raises(ExportError) as raised, replacing(path):
        raise full
    assert str(raised.value) == (
        f"{path}: cannot be written (No space left on device); what stood there is unchanged"
    )
    assert raised.value.__cause__ is full
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_files_replacing_reports_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file, no folder")
    path = tmp_path / "out" / "graph.ttl"
    with pytest.raises(ExportError) as raised, replacing(path):
        pytest.fail("there is nothing to write to")
    assert str(raised.value).startswith(f"{path}: cannot be written (")
    assert str(raised.value).endswith("; choose another folder with --out")
    assert isinstance(raised.value.__cause__, OSError)


def test_files_replacing_does_not_replace_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.mkdir()
    with pytest.raises(ExportError, match="what stood there is unchanged"), replacing(path) as file:
        file.write(b"new")
    assert path.is_dir()
    assert list(tmp_path.iterdir()) == [path]


def test_files_replacing_twice_at_once_gives_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with replacing(path) as one, replacing(path) as other:
        one.write(b"one")
        other.write(b"other")
    assert path.read_bytes() == b"one"  # the last to end
    assert list(tmp_path.iterdir()) == [path]
