"""The table of export formats: name, file, function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from exports.gexf import write_gexf
from exports.graphml import write_graphml
from exports.html.page import write_page
from exports.json_ld import write_json_ld
from exports.node_link import write_node_link
from exports.parquet import write_parquet
from exports.rdf.writers import write_ntriples, write_turtle
from exports.records import write_records
from exports.tables import write_csv, write_merges
from exports.type_conflicts import write_type_conflicts
from ontology.errors import ExportError, invalid_value
from ontology.knowledge import Knowledge

__all__ = ["FORMATS", "LEAN", "USUAL", "ExportFormat", "find_format"]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One way to write knowledge.

    Attributes:
        name: What a user asks for.
        filename: Of the file, or of the folder where a format has several files.
        write: Called with the knowledge and the path of that file or folder.
        description: A few words on what it is for.
        usual: Whether it is written where nobody says which.
        write_lean: Writes it without evidence and mentions, where it has these apart.
        shows_layout: Whether it needs the layout of the knowledge, which takes a while to find.
    """

    name: str
    filename: str
    write: Callable[[Knowledge, Path], None]
    description: str
    usual: bool = False
    write_lean: Callable[[Knowledge, Path], None] | None = None
    shows_layout: bool = False


FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        format_.name: format_
        for format_ in (
            ExportFormat(
                "html",
                "graph.html",
                write_page,
                "interactive page, one file",
                usual=True,
                shows_layout=True,
            ),
            ExportFormat(
                "turtle",
                "graph.ttl",
                write_turtle,
                "RDF for SPARQL",
                usual=True,
                write_lean=partial(write_turtle, lean=True),
            ),
            ExportFormat(
                "graphml",
                "graph.graphml",
                write_graphml,
                "for Gephi, Cytoscape, igraph",
                usual=True,
            ),
            ExportFormat(
                "records", "records.jsonl", write_records, "one JSON object a paper", usual=True
            ),
            ExportFormat(
                "merges", "merges.tsv", write_merges, "names that were joined, and why", usual=True
            ),
            ExportFormat(
                "types",
                "types.tsv",
                write_type_conflicts,
                "names that papers use for several types",
                usual=True,
            ),
            ExportFormat(
                "ntriples",
                "graph.nt",
                write_ntriples,
                "RDF, one sorted triple a line",
                write_lean=partial(write_ntriples, lean=True),
            ),
            ExportFormat(
                "jsonld",
                "graph.jsonld",
                write_json_ld,
                "RDF as JSON with a context",
                write_lean=partial(write_json_ld, lean=True),
            ),
            ExportFormat("gexf", "graph.gexf", write_gexf, "for Gephi, with labels"),
            ExportFormat(
                "json", "graph.json", write_node_link, "node-link JSON for NetworkX and D3"
            ),
            ExportFormat("csv", "csv", write_csv, "nodes.csv and edges.csv for Gephi and Neo4j"),
            ExportFormat(
                "parquet", "parquet", write_parquet, "the same two tables, typed; needs pyarrow"
            ),
        )
    }
)

USUAL: tuple[str, ...] = tuple(name for name, format_ in FORMATS.items() if format_.usual)
LEAN: tuple[str, ...] = tuple(name for name, format_ in FORMATS.items() if format_.write_lean)


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
