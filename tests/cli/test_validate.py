"""`validate`: exit 0 with what was checked, exit 1 with what is wrong and how to repair it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ontology.errors import LibraryError, QueryError, SourceError

Call = Callable[..., CompletedProcess[str]]


@pytest.fixture
def edited(library: Path, in_folder: Path) -> Path:
    """The graph of the library with a bad year and a paper without a title."""
    text = (library / "graph.ttl").read_text(encoding="utf-8")
    bad = '<https://x.org/p> a pk:Paper ; dcterms:identifier "x" ; dcterms:issued "soon" .\n'
    path = in_folder / "edited.ttl"
    path.write_text(text + bad, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["library", "folder", "file"])
def test_validate_says_what_was_checked(name: str, paperkg: Call, library: Path) -> None:
    where = {"library": ("--out", library), "folder": (library,), "file": (library / "graph.ttl",)}
    said = paperkg("validate", "--engine", "stream", *where[name])
    assert said.returncode == 0
    assert "triples, checked by the streaming checker" in said.stderr
    assert "conforms" in said.stdout
    assert "evidence" in said.stdout


def test_validate_says_what_is_wrong_and_how_to_repair_it(paperkg: Call, edited: Path) -> None:
    said = paperkg("validate", edited, "--engine", "stream")
    assert said.returncode == 1
    assert said.stdout.splitlines() == [
        "1 x Paper: dcterms:issued is no such value; allowed: xsd:gYear",
        "    https://x.org/p  'soon'",
        "    to repair: write the year with four digits, as xsd:gYear",
        "1 x Paper: dcterms:issued is not of this form; allowed: ^-?[0-9]{4,}$",
        "    https://x.org/p  'soon'",
        "    to repair: write the year with four digits, as xsd:gYear",
        "1 x Paper: dcterms:title is missing; allowed: at least 1",
        "    https://x.org/p",
        "    to repair: give the paper its title",
    ]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_validate_gives_every_problem_as_data(form: str, paperkg: Call, edited: Path) -> None:
    said = paperkg("validate", edited, "--engine", "stream", "--format", form)
    lines = said.stdout.splitlines()
    rows = json.loads(said.stdout) if form == "json" else list(csv.DictReader(lines))
    assert said.returncode == 1
    assert [row["property"] for row in rows] == ["dcterms:issued"] * 2 + ["dcterms:title"]
    assert rows[0] == {
        "node": "https://x.org/p",
        "what": "Paper",
        "property": "dcterms:issued",
        "problem": "is no such value",
        "value": "soon",
        "allowed": "xsd:gYear",
        "repair": "write the year with four digits, as xsd:gYear",
    }


def test_validate_shows_some_nodes_of_each_problem(paperkg: Call, in_folder: Path) -> None:
    lines = "".join(
        f"<https://x.org/{n}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/paperkg/ontology#Text> .\n"
        for n in range(4)
    )
    Path("graph.nt").write_text(lines, encoding="utf-8")
    for engine, named in (("auto", "pySHACL"), ("stream", "the streaming checker")):
        said = paperkg("validate", "graph.nt", "--most", "2", "--engine", engine)
        assert said.stderr == f"4 triples, checked by {named}\n"
        assert said.stdout.splitlines() == [
            "4 x text of a paper: pk:textOf is missing; allowed: at least 1",
            "    https://x.org/0",
            "    https://x.org/1",
            "    and 2 more",
            "    to repair: name the paper",
        ]


def test_validate_without_pyshacl_says_what_to_install(
    paperkg: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.validation.validate.has_pyshacl", lambda: False)
    with pytest.raises(QueryError, match=r"pip install 'paperkg\[shacl\]'"):
        paperkg("validate", library / "graph.ttl", "--engine", "shacl")


def test_validate_says_that_there_is_nothing(paperkg: Call, in_folder: Path) -> None:
    with pytest.raises(LibraryError, match="no library here"):
        paperkg("validate")
    with pytest.raises(SourceError, match=r"none\.ttl: cannot be read"):
        paperkg("validate", "none.ttl")
