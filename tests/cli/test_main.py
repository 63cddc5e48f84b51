"""The installed command: exit codes, one line for an error, never a traceback."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kg.library.database import DATABASE
from ontology.version import __version__

Call = Callable[..., CompletedProcess[str]]

GOOD = b'{"title": "Moths", "abstract": "We propose MS-MLP and test it on ImageNet."}\n'


@pytest.fixture
def fails(installed: Call, in_folder: Path) -> Callable[..., str]:
    """A function from arguments to the message of a call that ends with 2 and says one line."""

    def call(*arguments: str, stdin: bytes = b"", **env: str) -> str:
        said = installed(*arguments, stdin=stdin, cwd=in_folder, **env)
        assert said.returncode == 2
        assert said.stdout == ""
        assert said.stderr.startswith("error: ")
        assert said.stderr.endswith("\n")
        assert said.stderr.count("\n") == 1
        return said.stderr.removeprefix("error: ").rstrip("\n")

    return call


@pytest.fixture
def with_library(library: Path, in_folder: Path) -> Path:
    """The golden library as `out` in the working directory."""
    shutil.copytree(library, in_folder / "out")
    return in_folder / "out"


def test_main_without_fault_ends_with_nought(installed: Call, in_folder: Path) -> None:
    (in_folder / "papers.jsonl").write_bytes(GOOD)
    said = installed("build", "papers.jsonl", cwd=in_folder)
    assert said.returncode == 0
    assert said.stdout.splitlines()[-4] == "out/graph.html"
    assert installed("--version", cwd=in_folder).stdout == f"paperkg {__version__}\n"


def test_main_reads_standard_input(installed: Call, in_folder: Path) -> None:
    said = installed("build", "-", stdin=GOOD * 2, cwd=in_folder)
    assert (said.returncode, said.stderr) == (0, "standard input: 2 papers\n")
    query = b"SELECT (COUNT(?p) AS ?n) { ?p a pk:Paper }"
    assert installed("query", "-", "-f", "csv", stdin=query, cwd=in_folder).stdout == "n\r\n1\r\n"


def test_main_skipped_records_are_counted_and_listed(installed: Call, in_folder: Path) -> None:
    (in_folder / "x.jsonl").write_bytes(GOOD + b'{"title": "Owls"}\nnot JSON\n17\n')
    said = installed("build", "x.jsonl", cwd=in_folder)
    assert said.returncode == 0
    assert "warning: 3 records skipped: x.jsonl:2: no abstract; add" in said.stderr
    listed = (in_folder / "out" / "skipped.tsv").read_text().splitlines()
    assert [line.split("\t")[0] for line in listed] == [
        "where", "x.jsonl:2", "x.jsonl:3", "x.jsonl:4",
    ]  # fmt: skip


def test_main_strict_ends_with_two_and_writes_nothing(
    fails: Callable[..., str], in_folder: Path
) -> None:
    (in_folder / "x.jsonl").write_bytes(GOOD + b'{"title": "Owls"}\n')
    message = fails("build", "--strict", "x.jsonl")
    assert message == 'x.jsonl:2: no abstract; add a field "abstract" with text'
    assert [path.name for path in in_folder.iterdir()] == ["x.jsonl"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "x: no such file"),
        (b"", "x: empty; give a file with papers"),
        (b"\x00\x01\x02", "x: not text, or UTF-16 without its mark; give text in UTF-8"),
        (
            b'[{"abstract": "We count."}]',
            'x, record 1: no title; add a field "title" with text',
        ),
        (
            b"[" * 200_000,
            "x:1: not JSON (nested too deeply); papers may be missing: repair the file",
        ),
    ],
    ids=["missing", "empty", "binary", "no title", "deep"],
)
def test_main_source_that_cannot_be_read(
    content: bytes | None, message: str, fails: Callable[..., str], in_folder: Path
) -> None:
    if content is not None:
        (in_folder / "x").write_bytes(content)
    assert fails("build", "x") == message
    assert not (in_folder / "out").exists()


def test_main_line_that_is_not_utf8_is_skipped(installed: Call, in_folder: Path) -> None:
    (in_folder / "x").write_bytes(GOOD + b"\xe9t\xe9\n")
    said = installed("build", "x", cwd=in_folder)
    assert said.returncode == 0
    assert "warning: 1 record skipped: x:2: not JSO" in said.stderr


def test_main_source_that_is_a_folder(fails: Callable[..., str], in_folder: Path) -> None:
    (in_folder / "papers").mkdir()
    message = "papers/: a folder without files; give one with papers"
    assert fails("build", "papers/") == message


def test_main_standard_input_without_papers(fails: Callable[..., str]) -> None:
    assert fails("build", "-") == "standard input: empty; give a file with papers"


@pytest.mark.parametrize(
    "command", ["stats", "view", "show ImageNet", "query top-models", "export"]
)
def test_main_without_library(command: str, fails: Callable[..., str]) -> None:
    message = "out: no library here; make one with: paperkg build SOURCES --out out"
    assert fails(*command.split()) == message


@pytest.mark.parametrize("command", ["stats", "query top-models", "build x"])
def test_main_library_of_another_version(
    command: str, fails: Callable[..., str], with_library: Path
) -> None:
    (with_library.parent / "x").write_bytes(GOOD)
    with sqlite3.connect(with_library / DATABASE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert fails(*command.split()) == (
        "out/library.db: library of schema 99, this version reads 3; install a newer paperkg"
    )


def test_main_damaged_library(fails: Callable[..., str], with_library: Path) -> None:
    with (with_library / DATABASE).open("r+b") as file:
        file.write(b"no database any more")
    assert fails("stats").startswith("out/library.db: damaged (")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "top-modls"], "unknown query 'top-modls' (did you mean 'top-models'?); there"),
        (["query", "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"], "SERVICE is not allowed: "),
        (["query", "leaderboard"], "the query needs a value for dataset: --set dataset="),
        (["query", "none.rq"], "none.rq: the query cannot be read ([Errno 2] No such file or"),
        (["export", "-f", "turtel"], "unknown export format 'turtel' (did you mean 'turtle'?);"),
        (["show", "ImageNt"], "nothing is called 'ImageNt'; near to it: ImageNet"),
    ],
)
def test_main_wrong_question(
    arguments: list[str], message: str, fails: Callable[..., str], with_library: Path
) -> None:
    assert fails(*arguments).startswith(message)


def test_main_query_that_does_not_parse(installed: Call, with_library: Path) -> None:
    said = installed("query", "SELECT ?x\n{ ?x a }", cwd=with_library.parent)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == (
        "error: the query does not parse at line 2, column 3: cannot go on from '?x'\n"
        "  { ?x a }\n"
        "    ^\n"
    )


def test_main_query_that_is_not_utf8(fails: Callable[..., str], with_library: Path) -> None:
    message = fails("query", "-", stdin=b"\xff", PYTHONIOENCODING="utf-8:strict")
    assert message.startswith("-: the query cannot be read ('utf-8' codec can't decode byte 0xff")


def test_main_folder_that_cannot_be_made(fails: Callable[..., str], in_folder: Path) -> None:
    (in_folder / "x").write_bytes(GOOD)
    assert fails("build", "x", "--out", "x/out") == (
        "x/out: cannot be written (Not a directory); choose another folder with --out"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_main_folder_that_cannot_be_written(fails: Callable[..., str], in_folder: Path) -> None:
    (in_folder / "x").write_bytes(GOOD)
    (in_folder / "out").mkdir(mode=0o555)
    assert fails("build", "x") == (
        "out/papers.jsonl: cannot be written (Permission denied); choose another folder with --out"
    )


@pytest.mark.parametrize(
    "arguments", [["stats", "--colour"], ["fly"], ["build"], ["stats", "--out", "x"]]
)
def test_main_wrong_use(arguments: list[str], installed: Call, in_folder: Path) -> None:
    (in_folder / "x").write_bytes(GOOD)
    said = installed(*arguments, cwd=in_folder)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("Usage: paperkg ")


def test_main_is_silent_when_its_reader_has_gone(library: Path) -> None:
    script = Path(sysconfig.get_path("scripts")) / "paperkg"
    command = [str(script), "query", "SELECT * { ?s ?p ?o }", "-f", "csv", "--out", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
