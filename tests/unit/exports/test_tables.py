"""Tables as text: one row a record, whatever stands in the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exports.tables import tsv_lines, write_csv, write_merges
from ontology.knowledge import Knowledge

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


def test_tables_merges_hold_no_character_that_readers_stop_at(
    hostile: Knowledge, tmp_path: Path
) -> None:
    merge = replace(hostile.merges[0], source='a\ud800b\x00c\x08"d')
    write_merges(replace(hostile, merges=(merge,)), tmp_path / "merges.tsv")
    with (tmp_path / "merges.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[1][0] == 'a\ufffdb\ufffdc\ufffd"d'


def test_tables_csv_has_the_names_that_gephi_asks_for(nothing: Knowledge, tmp_path: Path) -> None:
    write_csv(nothing, tmp_path / "csv")
    assert (tmp_path / "csv" / "nodes.csv").read_bytes() == (
        b"Id,Label,type,subtype,aliases,papers,year,venue,url,license,authors,"
        b"value,number,unit,kind,direction\r\n"
    )
    assert (tmp_path / "csv" / "edges.csv").read_bytes() == (
        b"Source,Target,Label,paper,sentence,sentence_start,sentence_end,start,end,"
        b"confidence,core,component,support,Type\r\n"
    )


def test_tables_csv_cells_are_plain_and_empty_where_nothing_is_known(
    small: Knowledge, tmp_path: Path
) -> None:
    write_csv(small, tmp_path)
    nodes = (tmp_path / "nodes.csv").read_text(encoding="utf-8").splitlines()
    assert "model/mothnet,MothNet,Model,model,MothNets,2,,,,,,,,,," in nodes
    edges = (tmp_path / "edges.csv").read_text(encoding="utf-8").splitlines()
    (evaluated,) = [line for line in edges if ",evaluatedOn," in line]
    assert evaluated.startswith("model/mothnet,dataset/lantern,evaluatedOn,paper/arxiv-2101.00001~")
    assert evaluated.endswith(",0.8,true,hand,1,Directed")


def test_tables_csv_keeps_rows_whole_with_hostile_names(hostile: Knowledge, tmp_path: Path) -> None:
    write_csv(hostile, tmp_path)
    for name, width in (("nodes", 16), ("edges", 14)):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert {len(row) for row in rows} == {width}
    assert len(rows) == 1 + hostile.graph.number_of_edges()
