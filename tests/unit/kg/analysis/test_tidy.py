"""Tables: sequences of records that become data frames."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest

from kg.analysis.tidy import Table


@dataclass(frozen=True, slots=True)
class Moth:
    name: str
    wings: int | None


MOTHS = Table(Moth, (Moth("Ada", 4), Moth("Bo", None)))
NONE = Table(Moth, ())


def test_tidy_is_a_sequence() -> None:
    assert (len(MOTHS), MOTHS[1], list(MOTHS)) == (2, Moth("Bo", None), list(MOTHS.records))
    assert MOTHS[:1] == Table(Moth, (Moth("Ada", 4),))
    assert Moth("Ada", 4) in MOTHS
    assert not NONE
    assert hash(MOTHS) == hash(Table(Moth, (Moth("Ada", 4), Moth("Bo", None))))


def test_tidy_has_columns_without_rows_too() -> None:
    assert (MOTHS.columns, NONE.columns) == (("name", "wings"), ("name", "wings"))
    assert (MOTHS.rows(), NONE.rows()) == ([("Ada", 4), ("Bo", None)], [])


def test_tidy_becomes_a_pandas_frame() -> None:
    frame = MOTHS.to_pandas()
    assert list(frame.columns) == ["name", "wings"]
    assert list(frame["name"]) == ["Ada", "Bo"]
    assert list(NONE.to_pandas().columns) == ["name", "wings"]


def test_tidy_becomes_a_polars_frame() -> None:
    frame = MOTHS.to_polars()
    assert frame.columns == ["name", "wings"]
    assert frame.rows() == [("Ada", 4), ("Bo", None)]
    assert NONE.to_polars().columns == ["name", "wings"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_tidy_says_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ImportError, match=f"^to_{library} needs {library}: pip install {library}$"):
        getattr(MOTHS, f"to_{library}")()
