"""Records of sources: kept as they are, replaced by what the same source says now, taken out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.library.database import transaction, writing
from kg.library.sources import add_records, all_records, put_records, remove_papers_from
from ontology.errors import LibraryError
from ontology.records import Paper

MOTHS = Paper("a", "Counting Moths", "We count.", doi="10.5555/moths", arxiv="2101.00001")
OWLS = Paper("b", "Counting Owls", "We count too.")
BATS = Paper("b", "Counting Bats", "We count as well.")


def test_sources_records_come_back_sorted(tmp_path: Path) -> None:
    records = [("y", OWLS), ("y", BATS), ("x", OWLS), ("\udcff.jsonl", MOTHS), ("x", MOTHS)]
    with writing(tmp_path) as connection:
        with transaction(connection):
            put_records(connection, [("old", MOTHS)])
            put_records(connection, records)
        expected = [("x", MOTHS), ("x", OWLS), ("y", OWLS), ("y", BATS), ("\udcff.jsonl", MOTHS)]
        assert all_records(connection) == expected


def test_sources_a_record_gives_way_to_that_of_the_same_source_and_id() -> None:
    before = [("x", MOTHS), ("x", OWLS), ("y", OWLS)]
    newer = replace(OWLS, abstract="We count now.")
    assert add_records(before, [("./x", newer)]) == [("x", MOTHS), ("y", OWLS), ("./x", newer)]
    # The same id for something else, as in the list of another year, takes nobody's place.
    assert add_records(before, [("x", BATS)]) == [*before, ("x", BATS)]


@pytest.mark.parametrize(
    "name",
    [
        "a",
        "z",
        "paper/z",
        "10.5555/moths",
        "https://doi.org/10.5555/Moths",
        "2101.00001",
        "arxiv:2101.00001v2",
        "Counting Moths",
        "counting moths!",
    ],
)
def test_sources_a_paper_is_taken_out_whatever_it_is_called(name: str) -> None:
    other = replace(MOTHS, id="z", abstract="We count longer.")
    records = [("x", MOTHS), ("y", OWLS), ("y", other)]
    assert remove_papers_from(records, [name]) == [("y", OWLS)]


def test_sources_an_id_means_that_paper_alone() -> None:
    records = [("x", OWLS), ("y", replace(MOTHS, title="B", doi="b"))]
    assert remove_papers_from(records, ["b"]) == [("y", replace(MOTHS, title="B", doi="b"))]


@pytest.mark.parametrize("name", ["P-1", "p1 ", "p1!"])
def test_sources_an_id_is_not_folded(name: str) -> None:
    with pytest.raises(LibraryError, match="no paper has the id"):
        remove_papers_from([("x", Paper("p1", "Owls", "We count."))], [name])


def test_sources_a_paper_that_is_not_there_is_told_with_the_nearest() -> None:
    message = r"the id, DOI, arXiv identifier or title 'Counting Mots' \(did you mean 'Counting Mo"
    with pytest.raises(LibraryError, match=message):
        remove_papers_from([("x", MOTHS), ("y", OWLS)], ["Counting Mots"])
    with pytest.raises(LibraryError, match=r"^no paper has the id"):
        remove_papers_from([], ["a"])
