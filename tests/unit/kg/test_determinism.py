"""The same papers give the same bytes: in any order, under any hash seed, in two pieces or one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from kg.builder import Build, build_library
from kg.library.database import DATABASE, LOCK

# Records that are skipped, repeated or at odds with each other; all depend on more than one line.
ODD = (
    '{"id": "odd-1", "title": "Moths at Dusk", "abstract": "We test ResNet on ImageNet."}',
    '{"id": "odd-1", "title": "Moths at Dusk!", "abstract": "We test ResNet on CIFAR-10."}',
    '{"id": "odd-2", "title": "Owls at Dusk", "abstract": "We count owls.", "year": 2020}',
    '{"id": "odd-2", "title": "Owls at Dusk", "abstract": "We count owls.", "year": 2021}',
    '{"id": "odd-3", "title": "Bats", "abstract": "Bats hang."}',
    '{"id": "odd-3", "title": "Wasps", "abstract": "Wasps sting."}',
    '{"id": "odd-4", "title": "Ants", "abstract": "Ants run."}',
    '{"id": "odd-4", "title": "ANTS", "abstract": "Ants sit."}',
)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a library folder by name, but the database."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in paths if path.name not in {DATABASE, LOCK}}


@pytest.fixture(scope="module")
def lines(golden_source: Path) -> list[str]:
    """The golden papers and the odd ones, a line each."""
    return [*golden_source.read_text(encoding="utf-8").splitlines(), *ODD]


def build(lines: list[str], folder: Path, name: str) -> dict[str, bytes]:
    """The files of a library of some lines; the source always has the same name."""
    (folder / name).mkdir()
    with chdir(folder / name):
        Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
        build_library(["papers.jsonl"], Path("out"))
        return contents(Path("out"))


def test_determinism_order_of_papers_changes_no_byte(lines: list[str], tmp_path: Path) -> None:
    shuffled = list(lines)
    random.Random(7).shuffle(shuffled)  # noqa: S311
    assert shuffled != lines
    one, other = build(lines, tmp_path, "one"), build(shuffled, tmp_path, "other")
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert one["conflicts.tsv"].count(b"\n") == 4


def test_determinism_order_and_number_of_sources_change_no_byte(
    built: Build, golden_source: Path, tmp_path: Path
) -> None:
    lines = golden_source.read_text(encoding="utf-8").splitlines()
    for name, part in (("b", lines[:9]), ("a", lines[7:])):  # two papers stand in both
        (tmp_path / name).write_text("\n".join(part), encoding="utf-8")
    build_library([str(tmp_path / "a"), str(tmp_path / "b")], tmp_path / "out")
    assert contents(tmp_path / "out") == contents(built.files["html"].parent)


@pytest.mark.slow
def test_determinism_hash_seed_changes_no_byte(
    built: Build, golden_source: Path, tmp_path: Path
) -> None:
    code = "import kg, sys; kg.build(sys.argv[1:2], sys.argv[2])"
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(golden_source), str(tmp_path / seed)]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
    one, other = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert [name for name in one if one[name] != other[name]] == []
    assert one == contents(built.files["html"].parent)
