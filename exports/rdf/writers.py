"""The triples as files, and as a graph of rdflib.

pyoxigraph writes (20 times as fast as rdflib), piece by piece as the triples are made.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from exports.files import replacing
from exports.rdf.describe import triples
from ontology.knowledge import Knowledge
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["to_rdflib", "write_ntriples", "write_turtle"]


def write_turtle(knowledge: Knowledge, path: Path, *, lean: bool = False) -> None:
    """Write all triples as Turtle; `lean` leaves out evidence and mentions."""
    with replacing(path) as file:
        found = triples(knowledge, lean=lean)
        ox.serialize(found, file, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def write_ntriples(knowledge: Knowledge, path: Path, *, lean: bool = False) -> None:
    """Write all triples as N-Triples, one a line, sorted; `lean` as above."""
    with replacing(path) as file:
        lines = (f"{triple} .\n".encode() for triple in triples(knowledge, lean=lean))
        file.writelines(sorted(lines))


def to_rdflib(knowledge: Knowledge, *, lean: bool = False) -> rdflib.Graph:
    """The same triples as an rdflib graph, with the prefixes bound."""
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    data = ox.serialize(triples(knowledge, lean=lean), format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=data, format="nt")
    return graph
