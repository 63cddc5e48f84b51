"""The README is true: its examples run, its tables are those of the schema."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exports.formats import FORMATS
from kg import questions
from kg.cli.app import app
from kg.overrides.tables import TABLES
from ontology.schema import NODE_TYPES, RELATIONS, EntityRelation, ResultLink, Role, TypeInfo

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (paperkg .*)$", README, re.MULTILINE)


@pytest.fixture
def with_examples(in_folder: Path) -> Path:
    (in_folder / "examples").symlink_to(ROOT / "examples")
    (in_folder / "this-week.jsonl").write_text('{"title": "Moths", "abstract": "We count."}')
    return in_folder


def test_readme_commands_run(with_examples: Path) -> None:
    assert len(COMMANDS) == 18
    for command in COMMANDS:
        done = CliRunner().invoke(app, shlex.split(command, comments=True)[1:])
        assert (command, done.exit_code, bool(done.stdout)) == (command, 0, True), done.output


def test_readme_python_runs(with_examples: Path) -> None:
    test = doctest.DocTestParser().get_doctest(README, {}, "README", "README.md", 0)
    assert len(test.examples) > 10
    report: list[str] = []
    outcome = doctest.DocTestRunner().run(test, out=report.append)
    assert outcome.failed == 0, "".join(report)


@pytest.mark.parametrize("info", NODE_TYPES.values(), ids=lambda info: info.label)
def test_readme_defines_every_type(info: TypeInfo) -> None:
    assert f"| {info.label} | {info.definition} |" in README


@pytest.mark.parametrize("relation", [*Role, *EntityRelation])
def test_readme_defines_every_relation(relation: Role | EntityRelation) -> None:
    info = RELATIONS[relation]
    ends = f"{', '.join(sorted(info.domain))} | {', '.join(sorted(info.range))}"
    assert f"| {relation} | {ends} | {info.definition} |" in README


@pytest.mark.parametrize("link", ResultLink)
def test_readme_names_every_link_of_a_result(link: ResultLink) -> None:
    assert f"`{link}`" in README


def test_readme_pictures_exist() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert [(ROOT / picture).is_file() for picture in pictures] == [True, True]


@pytest.mark.parametrize("name", FORMATS)
def test_readme_names_every_export(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize(("table", "columns"), TABLES.items())
def test_readme_names_the_columns_of_every_override(table: str, columns: tuple[str, ...]) -> None:
    assert f"| {table}.tsv | {', '.join(columns)} |" in README


@pytest.mark.parametrize("name", questions.__all__)
def test_readme_names_every_question(name: str) -> None:
    assert f"| `kg.{name}` | " in README
