"""Per-paper records: their shape, what was joined, and the file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from exports.records import paper_record, write_records
from ontology.knowledge import Entity, Knowledge
from ontology.records import Relation
from ontology.schema import EntityRelation, EntityType


@pytest.fixture
def record(small: Knowledge) -> dict[str, Any]:
    """The record of the first of the small papers."""
    return record_of(small, 0)


def record_of(knowledge: Knowledge, place: int) -> dict[str, Any]:
    paper = knowledge.papers[place]
    return paper_record(
        paper,
        knowledge.extractions[place],
        knowledge.links[paper.id],
        {entity.id: entity for entity in knowledge.entities},
        [result for result in knowledge.results if result.paper == paper.node],
    )


def test_records_have_a_fixed_shape(record: dict[str, Any]) -> None:
    assert list(record) == ["id", "title", "entities", "relations", "results"]
    assert record["id"] == "arxiv:2101.00001"
    assert record["title"] == "MothNet: Counting Moths at Night"
    assert json.loads(json.dumps(record)) == record


def test_records_entity_has_its_roles_and_mentions(
    record: dict[str, Any], small: Knowledge
) -> None:
    text = small.papers[0].text
    one, two = text.index("MothNet for"), text.index("MothNet reaches")
    assert record["entities"][0] == {
        "id": "model/mothnet",
        "name": "MothNet",
        "type": "Model",
        "subtype": "model",
        "roles": ["introduces", "uses"],
        "confidence": 0.9,
        "mentions": [
            {"start": one, "end": one + 7, "text": "MothNet"},
            {"start": two, "end": two + 7, "text": "MothNet"},
        ],
    }


def test_records_entities_stand_in_the_order_of_the_extraction(record: dict[str, Any]) -> None:
    assert [(entity["id"], entity["subtype"]) for entity in record["entities"]] == [
        ("model/mothnet", "model"),
        ("task/moth-counting", None),
        ("metric/accuracy", None),
        ("dataset/lantern", None),
        ("model/flynet", "method"),
    ]


def test_records_mentions_point_at_their_text(knowledge: Knowledge) -> None:
    for place, paper in enumerate(knowledge.papers):
        for entity in record_of(knowledge, place)["entities"]:
            assert entity["mentions"]
            for mention in entity["mentions"]:
                assert paper.text[mention["start"] : mention["end"]] == mention["text"]


def test_records_relations_are_triples_in_order(record: dict[str, Any]) -> None:
    assert record["relations"] == [
        ["model/mothnet", "appliedTo", "task/moth-counting"],
        ["model/mothnet", "evaluatedOn", "dataset/lantern"],
    ]


def test_records_results_stand_in_the_order_of_the_text(record: dict[str, Any]) -> None:
    assert record["results"] == [
        {
            "model": "model/mothnet",
            "task": "task/moth-counting",
            "dataset": "dataset/lantern",
            "metric": "metric/accuracy",
            "value": "83.80%",
            "unit": "%",
            "kind": "absolute",
            "baseline": None,
            "sentence": "MothNet reaches an accuracy of 83.80% on Lanterns.",
        },
        {
            "model": "model/mothnet",
            "task": None,
            "dataset": None,
            "metric": None,
            "value": "2.5 points",
            "unit": "points",
            "kind": "delta",
            "baseline": "model/flynet",
            "sentence": "This is 2.5 points over FlyNet.",
        },
    ]


def test_records_mere_mention_is_no_role(small: Knowledge) -> None:
    model, task = record_of(small, 1)["entities"]
    assert (model["name"], model["roles"]) == ("MothNet", ["uses"])
    assert model["mentions"][0]["text"] == "MothNets"
    assert (task["id"], task["roles"]) == ("task/moth-counting", [])


def test_records_entities_of_one_id_stand_together(small: Knowledge) -> None:
    """What resolution joined within a paper: roles and mentions united, relations not to itself."""
    extraction = small.extractions[0]
    first, last = extraction.entities[0], extraction.entities[4]
    assert last.mentions[0].start > first.mentions[-1].start
    unordered = (replace(last, confidence=0.95), first)
    relation = Relation(0, EntityRelation.BASED_ON, 1, extraction.relations[0].evidence)
    changed = replace(extraction, entities=unordered, relations=(relation,), results=())
    entities = {"model/m": Entity("model/m", EntityType.MODEL, None, "M", (), ())}
    record = paper_record(small.papers[0], changed, ("model/m", "model/m"), entities, [])
    assert record["relations"] == []
    (entity,) = record["entities"]
    assert (entity["name"], entity["subtype"], entity["confidence"]) == ("M", None, 0.95)
    assert entity["roles"] == ["introduces", "uses", "comparesWith"]  # in the schema's order
    assert [mention["text"] for mention in entity["mentions"]] == ["MothNet", "MothNet", "FlyNet"]


def test_records_file_has_one_line_a_paper(small: Knowledge, tmp_path: Path) -> None:
    write_records(small, tmp_path / "records.jsonl")
    lines = (tmp_path / "records.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line) for line in lines] == [record_of(small, place) for place in (0, 1)]


def test_records_file_is_readable_utf8(
    hostile: Knowledge, hostile_text: str, tmp_path: Path
) -> None:
    write_records(hostile, tmp_path / "records.jsonl")
    lines = (tmp_path / "records.jsonl").read_text(encoding="utf-8").split("\n")
    assert len(lines) == 3
    record = json.loads(lines[1])
    expected = hostile_text.replace("\ud800", "\ufffd")  # UTF-8 has no lone surrogates
    assert record["title"] == expected
    assert {entity["name"] for entity in record["entities"]} == {expected}
    assert "\U0001f98b" in lines[1]


def test_records_of_nothing_are_an_empty_file(nothing: Knowledge, tmp_path: Path) -> None:
    write_records(nothing, tmp_path / "records.jsonl")
    assert (tmp_path / "records.jsonl").read_bytes() == b""
