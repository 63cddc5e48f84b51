"""Tab-separated tables: one line a row, whatever stands in the cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.tables import tsv_lines, write_merges
from ontology.records import Knowledge

HEADER = "from\tto\ttype\trule\tpaper"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        ("", ""),
        ("a\tb", "a b"),
        ("a\r\nb\n", "a b"),
        ("  a  b ", "a b"),
        ("a\x0b\x0c\x1c\x85\u2028\u2029b", "a b"),
        ('say "hi" \\t', 'say "hi" \\t'),
    ],
)
def test_tables_cell_stays_within_its_cell(cell: str, written: str) -> None:
    assert list(tsv_lines(["a", "b"], [[cell, "x"]])) == ["a\tb\n", f"{written}\tx\n"]


def test_tables_without_rows_have_a_header() -> None:
    assert list(tsv_lines(("where", "reason"), ())) == ["where\treason\n"]


def test_tables_take_iterators() -> None:
    rows: Iterator[Iterator[str]] = (iter(row) for row in ("ab", "cd"))
    assert list(tsv_lines(iter("xy"), rows)) == ["x\ty\n", "a\tb\n", "c\td\n"]


def test_tables_merges_are_written_with_rule_and_paper(small: Knowledge, tmp_path: Path) -> None:
    write_merges(small, tmp_path / "merges.tsv")
    assert (tmp_path / "merges.tsv").read_text(encoding="utf-8") == (
        f"{HEADER}\nMothNets\tMothNet\tModel\tplural\tsecond\n"
    )


def test_tables_merges_keep_five_columns_with_hostile_names(
    hostile: Knowledge, tmp_path: Path
) -> None:
    write_merges(hostile, tmp_path / "merges.tsv")
    lines = (tmp_path / "merges.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.count("\t") for line in lines] == [4] * (1 + len(hostile.merges))
    assert lines[0] == HEADER
    assert all(line.startswith("</script><script>") for line in lines[1:])


def test_tables_merges_of_nothing_are_a_header(nothing: Knowledge, tmp_path: Path) -> None:
    write_merges(nothing, tmp_path / "merges.tsv")
    assert (tmp_path / "merges.tsv").read_text(encoding="utf-8") == f"{HEADER}\n"
