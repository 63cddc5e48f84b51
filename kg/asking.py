"""One question in SPARQL to a library: in memory or in its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from exports.rdf import triples
from kg.analysis.neighbourhood import among
from kg.library.lookup import among_in
from kg.library.triple_store import open_store
from kg.queries import named_queries
from kg.sparql.answers import Answer, Around
from kg.sparql.engine import make_store, run_query
from kg.sparql.parameters import Value
from ontology.knowledge import Knowledge

__all__ = ["around", "ask", "ask_folder"]


def ask(knowledge: Knowledge, text: str, given: Mapping[str, Value]) -> Answer:
    """Ask what is in memory; see `kg.query`."""
    query = named_queries().get(text, text)
    answer = run_query(make_store(triples(knowledge)), query, **given)
    return replace(answer, around=partial(among, knowledge.graph))


def ask_folder(folder: Path, text: str, given: Mapping[str, Value]) -> Answer:
    """Ask a library folder; see `kg.query`."""
    query = named_queries().get(text, text)
    return replace(run_query(open_store(folder), query, **given), around=around(folder))


def around(folder: Path) -> Around:
    """What makes the graph of some nodes of a library folder."""
    return partial(among_in, folder)
