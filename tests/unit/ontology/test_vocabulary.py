"""The vocabulary files: complete lines, one meaning a name, a source each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from importlib.resources import files
from itertools import pairwise

import pytest

from ontology.keys import name_key
from ontology.known import known_entities
from ontology.schema import Direction, EntityType, Subtype

COLUMNS = {
    "datasets": ["name", "aliases", "source"],
    "metrics": ["name", "unit", "direction", "aliases", "source"],
    "models": ["name", "subtype", "aliases", "source"],
    "tasks": ["name", "aliases", "source"],
}

Table = list[dict[str, str]]


@pytest.fixture(scope="session")
def read_table() -> Callable[[str], Table]:
    """A function from the name of a vocabulary file to its rows."""

    def read(name: str) -> Table:
        text = (files("ontology") / "vocabulary" / f"{name}.tsv").read_text(encoding="utf-8")
        header, *lines = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
        return [dict(zip(header, line, strict=True)) for line in lines]

    return read


def test_vocabulary_has_one_file_a_type() -> None:
    folder = files("ontology") / "vocabulary"
    names = {"README.md", *(f"{name}.tsv" for name in COLUMNS)}
    assert {path.name for path in folder.iterdir()} == names


@pytest.mark.parametrize("name", COLUMNS)
def test_vocabulary_columns_are_complete(name: str, read_table: Callable[[str], Table]) -> None:
    rows = read_table(name)  # strict: each line has as many cells as the header
    assert list(rows[0]) == COLUMNS[name]
    assert len(rows) > 100


@pytest.mark.parametrize("name", COLUMNS)
def test_vocabulary_file_is_plain_utf8_with_one_line_end(name: str) -> None:
    data = (files("ontology") / "vocabulary" / f"{name}.tsv").read_bytes()
    assert data.decode("utf-8").replace("\t", "").replace("\n", "").isprintable()
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


@pytest.mark.parametrize("name", COLUMNS)
def test_vocabulary_cells_have_no_white_space_around(
    name: str, read_table: Callable[[str], Table]
) -> None:
    cells = [
        cell for row in read_table(name) for value in row.values() for cell in value.split("|")
    ]
    assert [cell for cell in cells if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_vocabulary_every_line_has_a_name_and_a_source(
    name: str, read_table: Callable[[str], Table]
) -> None:
    assert [row for row in read_table(name) if not (row["name"] and row["source"])] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_vocabulary_is_sorted_by_name(name: str, read_table: Callable[[str], Table]) -> None:
    names = [row["name"].casefold() for row in read_table(name)]
    assert [b for a, b in pairwise(names) if a > b] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_vocabulary_aliases_have_no_empty_part(
    name: str, read_table: Callable[[str], Table]
) -> None:
    parts = [row["aliases"].split("|") for row in read_table(name) if row["aliases"]]
    assert [part for part in parts if "" in part] == []


def test_vocabulary_metrics_have_a_valid_direction(read_table: Callable[[str], Table]) -> None:
    directions = {row["direction"] for row in read_table("metrics")}
    assert directions == {"", *Direction}


def test_vocabulary_models_have_a_subtype(read_table: Callable[[str], Table]) -> None:
    assert {row["subtype"] for row in read_table("models")} == set(Subtype)


def test_vocabulary_key_of_one_type_names_one_entity() -> None:
    owners: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    for entity in known_entities():
        for surface in entity.surfaces:
            owners[entity.type, name_key(surface)].add(entity.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_vocabulary_no_surface_has_an_empty_key_or_stands_twice() -> None:
    for entity in known_entities():
        assert all(name_key(surface) for surface in entity.surfaces), entity.name
        assert len(set(entity.surfaces)) == len(entity.surfaces), entity.name


@pytest.mark.parametrize(
    ("metric", "direction"),
    [
        ("accuracy", Direction.HIGHER),
        ("F1", Direction.HIGHER),
        ("BLEU", Direction.HIGHER),
        ("perplexity", Direction.LOWER),
        ("word error rate", Direction.LOWER),
        ("latency", Direction.LOWER),
    ],
)
def test_vocabulary_direction_of_common_metrics(metric: str, direction: Direction) -> None:
    (found,) = [
        entity
        for entity in known_entities()
        if entity.type is EntityType.METRIC and metric in entity.surfaces
    ]
    assert found.direction is direction
