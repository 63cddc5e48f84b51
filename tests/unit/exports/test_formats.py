"""The table of export formats; what every format keeps to is in the contract suite."""

from __future__ import annotations

import pytest

from exports.formats import FORMATS, USUAL, find_format
from ontology.errors import ExportError


def test_formats_are_those_we_promise() -> None:
    assert {name: format_.filename for name, format_ in FORMATS.items()} == {
        "html": "graph.html",
        "turtle": "graph.ttl",
        "graphml": "graph.graphml",
        "records": "records.jsonl",
        "merges": "merges.tsv",
        "types": "types.tsv",
        "ntriples": "graph.nt",
        "jsonld": "graph.jsonld",
        "gexf": "graph.gexf",
        "json": "graph.json",
        "csv": "csv",
        "parquet": "parquet",
    }


def test_formats_that_are_written_unasked() -> None:
    assert USUAL == ("html", "turtle", "graphml", "records", "merges", "types")


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
        f"unknown export format {name!r}{hint}; there are: {', '.join(sorted(FORMATS))}"
    )


def test_formats_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="item assignment"):
        FORMATS["pdf"] = FORMATS["html"]  # type: ignore[index]
