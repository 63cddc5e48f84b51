"""Golden files: what is built from twenty papers, to the byte; see CONTRIBUTING for updating."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.builder import Build

FOLDER = Path(__file__).parent
FILES = ("records.jsonl", "graph.ttl", "merges.tsv")


@pytest.mark.parametrize("name", FILES)
def test_golden_file_is_what_is_built(
    name: str, built: Build, request: pytest.FixtureRequest
) -> None:
    written = {path.name: path for path in built.files.values()}[name].read_bytes()
    golden = FOLDER / "expected" / name
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(written)
    hint = f"{golden} differs; if that is meant: pytest tests/golden --update-golden, read the diff"
    assert written == golden.read_bytes(), hint


def test_golden_turtle_holds_the_same_triples_for_rdflib(built: Build) -> None:
    expected = rdflib.Graph().parse(FOLDER / "expected" / "graph.ttl")
    assert isomorphic(rdflib.Graph().parse(built.files["turtle"]), expected)


def test_golden_papers_are_twenty(built: Build) -> None:
    assert len(built.knowledge.papers) == 20
    assert built.skipped == ()
