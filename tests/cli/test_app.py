"""The commands together: help with examples that work, version, wrong use."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import typer

from kg.cli.app import app
from ontology.version import __version__

Call = Callable[..., CompletedProcess[str]]


COMMANDS = {command.callback.__name__: command.callback for command in app.registered_commands
            if command.callback is not None}  # fmt: skip
EXAMPLES = [
    example
    for function in COMMANDS.values()
    for example in re.findall(r"Example:  `(paperkg .+)`", function.__doc__ or "")
]


def flat(text: str) -> str:
    """A help text as words: without boxes and line breaks."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


def test_app_has_these_commands() -> None:
    assert list(COMMANDS) == [
        "add", "build", "check", "compare", "evaluate", "export", "gaps", "leaderboard", "path",
        "query", "remove", "serve", "show", "sources", "stats", "top", "trend", "update",
        "validate", "view",
    ]  # fmt: skip


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_app_help_names_every_command_and_how_to_start(option: str, paperkg: Call) -> None:
    said = paperkg(option)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Start with: paperkg build papers.jsonl then paperkg view" in flat(said.stdout)
    for command in COMMANDS:
        assert re.search(rf"│ {command} +\w", said.stdout)


def test_app_without_arguments_shows_the_help(paperkg: Call) -> None:
    said = paperkg()
    assert said.returncode == 2
    assert "Start with: paperkg build papers.jsonl" in flat(said.stdout + said.stderr)


@pytest.mark.parametrize("command", COMMANDS)
def test_app_help_of_a_command_has_an_example(command: str, paperkg: Call) -> None:
    said = paperkg(command, "--help")
    assert said.returncode == 0
    assert f"Usage: paperkg {command} " in said.stdout
    assert f"Example: paperkg {command}" in flat(said.stdout)
    assert ("--out" in said.stdout) == (command != "sources")
    assert "`" not in said.stdout


@pytest.mark.parametrize("example", EXAMPLES)
def test_app_examples_of_the_help_work(
    example: str,
    paperkg: Call,
    library: Path,
    golden_source: Path,
    examples: Path,
    in_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typer, "launch", lambda url: 0)
    monkeypatch.setattr("kg.server.run.serve", lambda *_, **__: None)  # it would not end
    shutil.copytree(library, in_folder / "out")
    shutil.copy(golden_source, in_folder / "papers.jsonl")
    (in_folder / "examples").mkdir()
    shutil.copy(examples.with_name("gold.jsonl"), in_folder / "examples")
    record = {"id": "arxiv:1512.03385", "title": "Moths", "abstract": "We count moths."}
    (in_folder / "this-week.jsonl").write_text(json.dumps(record))
    if "remove" in example:
        paperkg("add", "this-week.jsonl")
    said = paperkg(*shlex.split(example)[1:])
    if "gaps" in example:  # twenty papers leave none
        assert (said.returncode, said.stderr[:14]) == (1, "error: no gaps")
    else:
        assert said.returncode == 0
        assert said.stdout


def test_app_has_an_example_for_each_command() -> None:
    assert {example.split()[1] for example in EXAMPLES} == set(COMMANDS)


def test_app_says_its_version(paperkg: Call) -> None:
    said = paperkg("--version")
    assert (said.returncode, said.stdout) == (0, f"paperkg {__version__}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld", "x"], "No such command 'biuld'. Did you mean 'build'?"),
        (["build"], "Missing argument 'SOURCES...'"),
        (["show"], "Missing argument"),
        (["stats", "--tpo", "3"], "No such option: --tpo"),
        (["stats", "--top", "-1"], "Invalid value for '--top'"),
        (["show", "ImageNet", "--most", "0"], "Invalid value for '--most'"),
        (["query", "top-models", "-f", "xml"], "Invalid value for '--format'"),
    ],
)
def test_app_wrong_use_ends_with_two_and_says_why(
    arguments: list[str], message: str, paperkg: Call
) -> None:
    said = paperkg(*arguments)
    assert (said.returncode, said.stdout) == (2, "")
    assert message in flat(said.stderr)
