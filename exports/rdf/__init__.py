"""RDF: one plain triple a claim, with an rdf:Statement for its evidence.

Papers, entities and results are IRIs minted from their ids; there are no
blank nodes, no times and no language tags. Lone surrogates become U+FFFD.
"""

from exports.rdf.describe import descriptions, triples
from exports.rdf.writers import to_rdflib, write_ntriples, write_turtle

__all__ = [
    "descriptions",
    "to_rdflib",
    "triples",
    "write_ntriples",
    "write_turtle",
]
