"""Our annotations without text: the file keeps to the schema, and finds its way back to texts."""

from __future__ import annotations

import gzip
import json
import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from extractors.training.readings import READINGS, RESERVED, read_abstracts, read_readings
from ontology.schema import (
    RELATIONS,
    EntityRelation,
    EntityType,
    NodeType,
    ResultKind,
    Role,
    Subtype,
    check_claim,
)

READ, KEPT = (
    [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    for file in (READINGS, RESERVED)
)
LINES: list[dict[str, Any]] = READ + KEPT
ENTITIES = [entity for line in LINES for entity in line["entities"]]


def paper(number: int, words: int = 80) -> dict[str, Any]:
    return {"title": f"Moths {number}", "abstract": "We test MothNet. " + "moth " * words}


@pytest.fixture
def abstracts(tmp_path: Path) -> Path:
    """Ten papers, one of them too short."""
    file = tmp_path / "abstracts.jsonl.gz"
    papers = [*(paper(number) for number in range(9)), paper(9, words=3)]
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(one) + "\n" for one in papers)
    return file


@pytest.mark.parametrize("lines", [READ, KEPT], ids=["readings", "reserved"])
def test_readings_are_told_by_digests_in_order(lines: list[dict[str, Any]]) -> None:
    digests = [line["text"] for line in lines]
    assert len(digests) > 1000
    assert digests == sorted(set(digests))
    assert [d for d in digests if not re.fullmatch("[0-9a-f]{16}", d)] == []


def test_readings_that_are_reserved_are_others() -> None:
    assert {line["text"] for line in READ}.isdisjoint(line["text"] for line in KEPT)


def test_readings_keep_to_the_schema() -> None:
    for entity in ENTITIES:
        type_ = NodeType(EntityType(entity["type"]))
        assert all(type_ in RELATIONS[Role(role)].range for role in entity["roles"])
        assert ("subtype" in entity) == (type_ is NodeType.MODEL)
        assert entity.get("subtype") in {None, *Subtype}


def test_readings_hold_places_and_no_text() -> None:
    assert {key for entity in ENTITIES for key in entity} == {
        "type", "subtype", "roles", "core", "places",
    }  # fmt: skip
    for line in LINES:
        places = sorted(tuple(place) for entity in line["entities"] for place in entity["places"])
        assert all(start < end for start, end in places)
        assert all(one[1] <= other[0] for one, other in pairwise(places))


def test_readings_relations_keep_to_the_schema() -> None:
    for line in LINES:
        types = [NodeType(entity["type"]) for entity in line["entities"]]
        told = [(head, relation, tail) for head, relation, tail in line["relations"]]
        assert told == sorted(set(told))
        for head, relation, tail in told:
            check_claim(EntityRelation(relation), types[head], types[tail])


def test_readings_results_keep_to_the_schema() -> None:
    slots = {
        "model": "Model", "task": "Task", "dataset": "Dataset", "metric": "Metric",
        "baseline": "Model",
    }  # fmt: skip
    results = [(line, result) for line in LINES for result in line["results"]]
    assert len(results) > 500
    for line, result in results:
        assert ResultKind(result["kind"]) in ResultKind
        assert result["value"].strip() == result["value"] != ""
        for slot in result.keys() - {"value", "kind"}:
            assert line["entities"][result[slot]]["type"] == slots[slot]


def test_readings_come_back_as_records(tmp_path: Path) -> None:
    text = "{title}\n{abstract}".format(**paper(1))
    start = text.index("MothNet")
    entity = {
        "type": "Model", "subtype": "model", "roles": ["uses"], "core": True,
        "places": [[start, start + 7]],
    }  # fmt: skip
    line = {
        "text": sha256(text.encode()).hexdigest()[:16],
        "entities": [entity],
        "relations": [[0, "basedOn", 0]],
        "results": [{"value": "3%", "kind": "delta", "model": 0}],
    }
    (tmp_path / "kept.jsonl").write_text(json.dumps(line) + "\n")
    (record,) = read_readings([paper(0), paper(1), paper(2)], tmp_path / "kept.jsonl")
    assert record["title"] == "Moths 1"
    assert record["entities"][0]["mentions"] == ["MothNet"]
    assert record["mentions"] == [
        {"start": start, "end": start + 7, "text": "MothNet", "entity": 0}
    ]
    name = record["entities"][0]["name"]
    assert record["relations"] == [[name, "basedOn", name]]
    (result,) = record["results"]
    assert (result["value"], result["model"], result["metric"]) == ("3%", name, None)


def test_abstracts_leave_out_what_is_annotated_or_short(abstracts: Path) -> None:
    found = read_abstracts(abstracts, without=[{"title": "MOTHS 3"}])
    assert sorted(one["title"] for one in found) == [f"Moths {n}" for n in range(9) if n != 3]
    assert found == read_abstracts(abstracts, without=[paper(3)])
