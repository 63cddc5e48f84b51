"""Names of several types: told type by type, those that most papers use first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from exports.type_conflicts import COLUMNS, find_type_conflicts, write_type_conflicts
from ontology.knowledge import Knowledge
from ontology.schema import EntityType


def with_conflict(small: Knowledge) -> Knowledge:
    """The second paper takes what the first calls a model for a data set."""
    first, second = small.extractions
    turned = tuple(
        replace(entity, type=EntityType.DATASET) if entity.type is EntityType.MODEL else entity
        for entity in second.entities
    )
    return replace(small, extractions=(first, replace(second, entities=turned)))


def test_type_conflicts_without_any(small: Knowledge, tmp_path: Path) -> None:
    assert find_type_conflicts(small) == []
    write_type_conflicts(small, tmp_path / "types.tsv")
    assert (tmp_path / "types.tsv").read_text() == "\t".join(COLUMNS) + "\n"


def test_type_conflicts_tell_every_type_of_a_name(small: Knowledge, tmp_path: Path) -> None:
    found = find_type_conflicts(with_conflict(small))
    assert len({conflict.key for conflict in found}) == 1
    write_type_conflicts(with_conflict(small), tmp_path / "types.tsv")
    lines = (tmp_path / "types.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == list(COLUMNS)
    assert [line.split("\t")[1:4:2] for line in lines[1:]] == [["Dataset", "1"], ["Model", "1"]]
