"""The data files: columns, values, patterns that compile, order, and where they are from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

import pytest

from extractors.numbers import find_numbers, units
from extractors.resources import read_table, read_words
from extractors.tokenizer import WORD
from ontology.keys import name_key, singular
from ontology.schema import EntityType, Role

FOLDER = files("extractors") / "data"
NAMES = sorted(file.name for file in FOLDER.iterdir())
COLUMNS = {
    "own_words.tsv": ["said of", "pattern"],
    "role_cues.tsv": ["role", "type", "side", "confidence", "pattern"],
    "units.tsv": ["unit", "written", "pattern", "about", "cost", "only"],
}
LISTS = (
    "generic.txt",
    "generic_words.txt",
    "little_words.txt",
    "relation_words.txt",
    "result_words.txt",
)
SORTED = (
    "generic_words.txt",
    "little_words.txt",
    "relation_words.txt",
    "result_words.txt",
)  # of the rest, the order matters or groups


def lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def entries(name: str) -> list[str]:
    """Lines that are neither comment nor header."""
    found = [line for line in lines(name) if not line.startswith("#")]
    return found[1:] if name in COLUMNS else found


def values(name: str, column: str) -> set[str]:
    return {row[column] for row in read_table(name)}


def test_data_holds_these_files_only() -> None:
    assert sorted([*COLUMNS, *LISTS]) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_data_says_on_top_where_it_is_from(name: str) -> None:
    head = []
    for line in lines(name):
        if not line.startswith("#"):
            break
        head.append(line)
    assert re.search(r"\bSource: \w", " ".join(head))


@pytest.mark.parametrize("name", NAMES)
def test_data_entries_are_unique_and_not_empty(name: str) -> None:
    found = entries(name)
    assert found
    assert all(found)
    assert [entry for entry in found if found.count(entry) > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_data_ends_lines_one_way(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.endswith(b"\n\n")


@pytest.mark.parametrize("name", SORTED)
def test_data_is_sorted(name: str) -> None:
    words = [entry.split("\t")[0] for entry in entries(name)]
    assert words == sorted(words)


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_data_columns(name: str, columns: list[str]) -> None:
    for row in read_table(name):
        assert list(row) == columns  # too many cells would stand under None
        assert None not in row.values()  # too few would be None


@pytest.mark.parametrize("name", COLUMNS)
def test_data_patterns_compile(name: str) -> None:
    for row in read_table(name):
        pattern = re.compile(row["pattern"])
        assert pattern.groups == 0, f"{name}: {row['pattern']} captures; (?:...) does not"


@pytest.mark.parametrize("name", COLUMNS)
def test_data_patterns_match_more_than_nothing(name: str) -> None:
    # One that matches the empty text would hold everywhere.
    anywhere = [row["pattern"] for row in read_table(name) if re.fullmatch(row["pattern"], "")]
    assert anywhere == []


@pytest.mark.parametrize(
    ("name", "column", "allowed"),
    [
        ("units.tsv", "written", ["sign", "kept", "left"]),
        ("units.tsv", "cost", ["yes", ""]),
        ("role_cues.tsv", "role", Role),
        ("role_cues.tsv", "type", EntityType),
        ("role_cues.tsv", "side", ["before", "after", "title", "title end"]),
    ],
)
def test_data_values(name: str, column: str, allowed: Iterable[str]) -> None:
    assert values(name, column) <= set(allowed)


def test_data_confidences_lie_between_0_and_1() -> None:
    found = values("role_cues.tsv", "confidence")
    assert [value for value in found if not re.fullmatch(r"0\.\d{1,2}|1(?:\.0)?", value)] == []


@pytest.mark.parametrize("name", ["generic_words.txt", "little_words.txt"])
def test_data_words_are_single_and_lower_case(name: str) -> None:
    words = read_words(name)
    assert [word for word in words if word != word.lower() or not WORD.fullmatch(word)] == []


@pytest.mark.parametrize("name", ["relation_words.txt", "result_words.txt"])
def test_data_cue_words_are_words_beginnings_or_one_sign(name: str) -> None:
    found = read_words(name)
    assert [word for word in found if not re.fullmatch(r"[a-z]+\*?|[(),:;=~/$]", word)] == []


def test_data_generic_words_are_in_the_singular() -> None:
    # A word is generic where its singular is listed: a plural in the list would be no more.
    assert [word for word in read_words("generic_words.txt") if singular(word) != word] == []


def test_data_generic_phrases_are_keys() -> None:
    # They are compared with keys: any other spelling would never hold.
    assert [phrase for phrase in read_words("generic.txt") if name_key(phrase) != phrase] == []


def test_data_role_cues_fit_the_type() -> None:
    # A data set is not compared with, a task is not used: the schema has no such role.
    models_only = {Role.USES.value, Role.COMPARES_WITH.value}
    for row in read_table("role_cues.tsv"):
        assert row["type"] == EntityType.MODEL or row["role"] not in models_only


def test_data_units_have_one_name_each() -> None:
    names = [row["unit"] for row in read_table("units.tsv")]
    assert len(names) == len(set(names))


def test_data_units_are_found_behind_a_number() -> None:
    written = {
        "points": "points",
        "m": "meters",
        "h": "hours",
        "degrees": "degrees",
        "parameters": "M parameters",
    }
    for unit in units():
        (number,) = find_numbers(f"about 3 {written.get(unit.name, unit.name)}")
        assert number.unit == unit.name
