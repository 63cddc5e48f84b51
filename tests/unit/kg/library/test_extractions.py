"""Extractions are kept as they come by, whatever breaks off the work, and found by fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from kg.library import extractions as module
from kg.library.database import writing
from kg.library.extractions import extracted, forget, known_fingerprints, storing
from ontology.errors import LibraryError
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Merge, Paper
from ontology.schema import EntityType

MERGE = Merge("MothNets", "MothNet", EntityType.MODEL, "plural", "a")


def made(count: int) -> Iterator[Extraction]:
    for number in range(count):
        yield Extraction("a", f"print {number}", (), (), (), (MERGE,))


@pytest.mark.parametrize("seconds", [0.0, 1e9])
def test_extractions_are_kept_when_the_work_is_broken_off(
    seconds: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", seconds)
    with writing(tmp_path) as connection:
        with closing(storing(connection, made(9))) as stored:
            assert len(list(islice(stored, 4))) == 4
        assert known_fingerprints(connection) == {f"print {number}" for number in range(4)}


def test_extractions_come_back_under_the_id_of_the_paper(tmp_path: Path) -> None:
    with writing(tmp_path) as connection:
        assert list(storing(connection, made(1))) == list(made(1))
        (same,) = extracted(connection, [(Paper("a", "t", ""), "print 0")])
        (other,) = extracted(connection, [(Paper("b", "t", ""), "print 0")])
    assert same == next(made(1))
    assert (other.paper, {merge.paper for merge in other.merges}) == ("b", {"b"})


def test_extractions_that_are_missing_are_told(tmp_path: Path) -> None:
    with (
        writing(tmp_path) as connection,
        pytest.raises(LibraryError, match="extracted of paper b is gone"),
    ):
        list(extracted(connection, [(Paper("b", "t", ""), "print 0")]))


@pytest.mark.parametrize("spare", [True, False])
def test_extractions_of_no_paper_are_spared_where_a_build_may_go_on(
    spare: bool, tmp_path: Path, corpus: Knowledge, write_library: Callable[[Path, Knowledge], None]
) -> None:
    write_library(tmp_path, corpus)
    had = {extraction.fingerprint for extraction in corpus.extractions}
    kept = sorted(had)[0]
    with writing(tmp_path) as connection:
        list(storing(connection, made(3)))  # of a build that was broken off
        forget(connection, [kept, "print 7"], spare=spare)
        others = {"print 0", "print 1", "print 2"} if spare else set()
        assert known_fingerprints(connection) == {kept, *others}
