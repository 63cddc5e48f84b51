"""The error tree and the sentence for a value that is not allowed."""

from __future__ import annotations

import pytest

from ontology import errors
from ontology.errors import PaperkgError, invalid_value

CONCRETE = sorted(set(errors.__all__) - {"PaperkgError", "invalid_value"})


@pytest.mark.parametrize("name", CONCRETE)
def test_errors_are_caught_as_ours_and_as_value_errors(name: str) -> None:
    error = getattr(errors, name)
    assert issubclass(error, PaperkgError)
    assert issubclass(error, ValueError)
    assert str(error("papers.jsonl:3: no title")) == "papers.jsonl:3: no title"


def test_errors_root_is_not_a_value_error() -> None:
    assert not issubclass(PaperkgError, ValueError)


def test_errors_tree_is_flat() -> None:
    for name in CONCRETE:
        bases = getattr(errors, name).__bases__
        assert bases == (PaperkgError, ValueError)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("turtel", "unknown format 'turtel' (did you mean 'turtle'?); there are: graphml, turtle"),
        ("", "unknown format ''; there are: graphml, turtle"),
        ("xyz", "unknown format 'xyz'; there are: graphml, turtle"),
        ("it's", 'unknown format "it\'s"; there are: graphml, turtle'),
        ("a\nb", "unknown format 'a\\nb'; there are: graphml, turtle"),
    ],
)
def test_errors_invalid_value_says_what_is_allowed(value: str, expected: str) -> None:
    assert invalid_value("format", value, ["turtle", "graphml"]) == expected


def test_errors_invalid_value_takes_any_iterable_in_any_order() -> None:
    given = invalid_value("type", "Modle", (name for name in ("Task", "Model")))
    assert given == "unknown type 'Modle' (did you mean 'Model'?); there are: Model, Task"
    assert given == invalid_value("type", "Modle", {"Model": 1, "Task": 2})
