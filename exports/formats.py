"""The table of export formats: name, file name, function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from exports.graphml import write_graphml
from exports.html.page import write_page
from exports.rdf import write_turtle
from exports.records import write_records
from exports.tables import write_merges
from ontology.errors import ExportError, invalid_value
from ontology.records import Knowledge

__all__ = ["FORMATS", "ExportFormat", "find_format"]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One way to write knowledge to a file."""

    name: str
    filename: str
    write: Callable[[Knowledge, Path], None]
    description: str


FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        format_.name: format_
        for format_ in (
            ExportFormat("html", "graph.html", write_page, "interactive page, one file"),
            ExportFormat("turtle", "graph.ttl", write_turtle, "RDF for SPARQL"),
            ExportFormat("graphml", "graph.graphml", write_graphml, "for Gephi, Cytoscape, igraph"),
            ExportFormat("records", "records.jsonl", write_records, "one JSON object a paper"),
            ExportFormat("merges", "merges.tsv", write_merges, "names that were joined, and why"),
        )
    }
)


def find_format(name: str) -> ExportFormat:
    """The format of a name.

    Raises:
        ExportError: If there is none; the message lists them.

    >>> find_format("turtle").filename
    'graph.ttl'
    """
    if name not in FORMATS:
        raise ExportError(invalid_value("export format", name, FORMATS))
    return FORMATS[name]
