"""Golden files: what is built from twenty papers; see CONTRIBUTING for updating.

Confidences need only be alike: the network counts in eight bits, and kernels
of other processors may round otherwise. All else must be equal.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.builder import Build
from ontology.namespaces import ID_BASE, PK

FOLDER = Path(__file__).parent
NAMES = ("records.jsonl", "graph.ttl", "merges.tsv")
ALIKE = 0.05


@pytest.fixture(scope="module")
def written(built: Build, request: pytest.FixtureRequest) -> dict[str, Path]:
    """The files of the build by name; kept as the golden ones where that is asked for."""
    found = {path.name: path for path in built.files.values()}
    if request.config.getoption("--update-golden"):
        for name in NAMES:
            golden(name).parent.mkdir(exist_ok=True)
            golden(name).write_bytes(found[name].read_bytes())
    return found


def golden(name: str) -> Path:
    return FOLDER / "expected" / name


def _records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _confidences(records: list[Any]) -> list[float]:
    return [entity.pop("confidence") for record in records for entity in record["entities"]]


def test_golden_records(written: dict[str, Path]) -> None:
    found, expected = _records(written["records.jsonl"]), _records(golden("records.jsonl"))
    assert _confidences(found) == pytest.approx(_confidences(expected), abs=ALIKE)
    assert found == expected, "if that is meant: pytest tests/golden --update-golden"


def test_golden_merges(written: dict[str, Path]) -> None:
    assert written["merges.tsv"].read_bytes() == golden("merges.tsv").read_bytes()


def _split(path: Path) -> tuple[set[Any], dict[Any, float]]:
    """Triples without confidences, and confidences by subject; not those of program and run."""
    graph = rdflib.Graph().parse(path)
    for part in ("program/", "run/", "library/"):  # they change with the version
        for subject in {s for s in graph.subjects() if str(s).startswith(f"{ID_BASE}{part}")}:
            graph.remove((subject, None, None))
    confidence = rdflib.URIRef(PK["confidence"])
    values = {s: float(o) for s, p, o in graph if p == confidence}  # type: ignore[arg-type]
    return {triple for triple in graph if triple[1] != confidence}, values


def test_golden_turtle(written: dict[str, Path]) -> None:
    triples, confidences = _split(written["graph.ttl"])
    expected, expected_confidences = _split(golden("graph.ttl"))
    assert triples == expected
    assert confidences == pytest.approx(expected_confidences, abs=ALIKE)


def test_golden_papers_are_twenty(built: Build) -> None:
    assert len(built.knowledge.papers) == 20
    assert built.skipped == ()
