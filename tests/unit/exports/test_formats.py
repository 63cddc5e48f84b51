"""The table of export formats, and what every format keeps to."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from exports.formats import FORMATS, find_format
from ontology.errors import ExportError
from ontology.records import Knowledge


def test_formats_are_those_we_promise() -> None:
    assert {name: format_.filename for name, format_ in FORMATS.items()} == {
        "html": "graph.html",
        "turtle": "graph.ttl",
        "graphml": "graph.graphml",
        "records": "records.jsonl",
        "merges": "merges.tsv",
    }


@pytest.mark.parametrize("name", FORMATS)
def test_formats_find_format_gives_the_row_of_a_name(name: str) -> None:
    assert find_format(name) is FORMATS[name]
    assert find_format(name).name == name
    assert find_format(name).description


@pytest.mark.parametrize(("name", "hint"), [("turtel", " (did you mean 'turtle'?)"), ("pdf", "")])
def test_formats_unknown_name_lists_all(name: str, hint: str) -> None:
    with pytest.raises(ExportError) as raised:
        find_format(name)
    assert str(raised.value) == (
        f"unknown export format {name!r}{hint}; there are: graphml, html, merges, records, turtle"
    )


def test_formats_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="item assignment"):
        FORMATS["pdf"] = FORMATS["html"]  # type: ignore[index]


@pytest.mark.parametrize("name", FORMATS)
def test_formats_write_the_same_bytes_whatever_the_order_of_papers(
    name: str, small: Knowledge, small_reversed: Knowledge, tmp_path: Path
) -> None:
    graph = small.graph.copy()
    for file, knowledge in (("one", small), ("two", small), ("three", small_reversed)):
        find_format(name).write(knowledge, tmp_path / file)
    one = (tmp_path / "one").read_bytes()
    assert b"MothNet" in one
    assert one == (tmp_path / "two").read_bytes() == (tmp_path / "three").read_bytes()
    assert nx.utils.graphs_equal(graph, small.graph)


@pytest.mark.parametrize("name", FORMATS)
def test_formats_write_nothing_known_and_hostile_names_as_utf8(
    name: str, nothing: Knowledge, hostile: Knowledge, tmp_path: Path
) -> None:
    for file, knowledge in (("nothing", nothing), ("hostile", hostile)):
        find_format(name).write(knowledge, tmp_path / file)
        (tmp_path / file).read_text(encoding="utf-8")
    assert (tmp_path / "hostile").stat().st_size > (tmp_path / "nothing").stat().st_size


@pytest.mark.parametrize("name", FORMATS)
def test_formats_report_a_place_that_cannot_be_written(
    name: str, small: Knowledge, tmp_path: Path
) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        find_format(name).write(small, tmp_path)
    assert list(tmp_path.iterdir()) == []
