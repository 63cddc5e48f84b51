"""Gold files: what is read, what is skipped and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.gold import Gold, read_gold
from ontology.errors import SourceError

GOOD: dict[str, Any] = {
    "id": "p1",
    "title": "Owls  at dusk",
    "abstract": " We test OwlNet. ",
    "entities": [
        {"id": "m", "name": "OwlNet", "type": "Model", "roles": ["uses"], "mentions": ["OwlNet"]},
        {"name": "dusk", "type": "Task", "core": False, "mentions": ["dusk"]},
    ],
    "mentions": [{"start": 23, "end": 29, "text": "OwlNet", "entity": 0}],
    "relations": [["OwlNet", "appliedTo", "dusk"]],
    "results": [{"model": "OwlNet", "value": "5%", "kind": "delta", "baseline": None}],
}

Read = Callable[..., Gold]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """A function from records or lines to what is read from a file of them."""

    def call(*records: dict[str, Any] | str) -> Gold:
        lines = [r if isinstance(r, str) else json.dumps(r) for r in records]
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8", errors="surrogateescape")
        return read_gold([str(path)])

    return call


def changed(**fields: Any) -> dict[str, Any]:
    return {**GOOD, "id": "p2", "title": "Owls at  noon", "mentions": [], **fields}


def test_gold_takes_the_text_as_it_stands(read: Read) -> None:
    gold = read(GOOD)
    assert gold.papers[0].text == "Owls  at dusk\n We test OwlNet. "
    assert gold.annotations[0].spans(core=True) == {(23, 29, "Model")}
    assert [thing.core for thing in gold.annotations[0].things] == [True, False]
    assert gold.skipped == ()


def test_gold_without_id_gets_the_one_of_its_title(read: Read) -> None:
    assert read({**GOOD, "id": ""}).papers[0].id.startswith("owls-at-dusk-")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "Input data was truncated"),
        ('{"title": "\udcff"}', "not UTF-8 (byte 0xff); save the file as UTF-8"),
        ('{"x": ' + "[" * 100_000, "nested too deeply"),
        ('{"title": "T"}', "Object missing required field `entities`"),
        (changed(abstract=" "), 'no title or no abstract; both are needed, as "title" and'),
        (changed(entities=[{"name": "x", "type": "Tool"}]), "Invalid enum value 'Tool' - at"),
        (
            changed(entities=[{"name": "x", "type": "Task"}, {"name": "x", "type": "Model"}]),
            "two entities are called 'x'; relations and results need names of their own",
        ),
        (
            changed(relations=[["OwlNet", "basedOn", "Owl"]]),
            "basedOn names 'Owl', which is none of the entities",
        ),
        (
            changed(mentions=[{"start": 0, "end": 4, "text": "Owls", "entity": 2}]),
            "mention 'Owls' is of entity 2; there are 2",
        ),
        (
            changed(mentions=[{"start": 1, "end": 5, "text": "Owls", "entity": 0}]),
            "mention 'Owls' at 1:5, where the text has 'wls '; offsets count in title + line",
        ),
        ({**GOOD, "id": "other"}, "title or id has come before: 'Owls  at dusk'"),
        (changed(id="p1"), "title or id has come before: 'Owls at  noon'"),
    ],
    ids=["cut", "bytes", "deep", "field", "abstract", "type", "names", "relation", "index",
         "offset", "title", "id"],
)  # fmt: skip
def test_gold_a_bad_line_is_told_and_the_others_are_read(
    bad: dict[str, Any] | str, reason: str, read: Read
) -> None:
    gold = read(GOOD, "", bad, changed(id="p3", title="Last"))
    assert [paper.id for paper in gold.papers] == ["p1", "p3"]
    (skipped,) = gold.skipped
    assert skipped.where.endswith("gold.jsonl:3")
    assert skipped.reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "reason"), [("", "it is empty"), ("[]", "Expected `object`, got `array`")]
)
def test_gold_refuses_a_file_without_any(text: str, reason: str, read: Read) -> None:
    with pytest.raises(SourceError, match=rf"gold.jsonl: no annotated text .* line: {reason}"):
        read(text)


def test_gold_refuses_a_file_that_is_not_there() -> None:
    with pytest.raises(SourceError, match=r"^nowhere.jsonl: no such file"):
        read_gold(["nowhere.jsonl"])
