"""The page of a thing: what is said of it, for reading and for machines."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from kg.server.pages import Link, Table, place_of, table_of, thing_page
from kg.sparql.answers import Answer, read_rows
from kg.sparql.engine import Form, Reply, Request
from ontology.iris import iri
from ontology.namespaces import ID_BASE

__all__ = ["SUFFIXES", "find_thing", "read_thing", "write_thing"]

Ask = Callable[[Request], Awaitable[Reply]]

SUFFIXES = {".ttl": Form.TURTLE, ".nt": Form.NTRIPLES, ".json": Form.JSON_LD}

_FACTS = """
SELECT ?fact ?value ?value_name WHERE {
  $iri ?fact ?value .
  OPTIONAL { ?value skos:prefLabel|dcterms:title ?value_name }
}
ORDER BY ?fact ?value LIMIT 1000"""
_CLAIMS = """
SELECT ?head ?relation ?tail ?confidence ?sentence ?paper ?head_iri ?tail_iri ?paper_iri WHERE {
  { SELECT DISTINCT ?claim ?confidence WHERE {
      { ?claim rdf:subject $iri ; pk:confidence ?confidence }
      UNION { ?claim rdf:object $iri ; pk:confidence ?confidence }
      UNION { ?claim pk:paper $iri ; pk:confidence ?confidence } }
    ORDER BY DESC(?confidence) ?claim LIMIT 200 }
  ?claim rdf:subject ?head_iri ; rdf:predicate ?says ; rdf:object ?tail_iri ;
         pk:sentence ?sentence ; pk:paper ?paper_iri .
  OPTIONAL { ?paper_iri dcterms:title ?paper }
  OPTIONAL { ?head_iri skos:prefLabel|dcterms:title ?head }
  OPTIONAL { ?tail_iri skos:prefLabel ?tail }
  BIND(STRAFTER(STR(?says), "#") AS ?relation)
}
ORDER BY DESC(?confidence) ?claim"""
_DESCRIPTION = """
CONSTRUCT { $iri ?fact ?value . ?claim ?says ?what } WHERE {
  { $iri ?fact ?value } UNION
  { ?claim rdf:subject $iri ; ?says ?what } UNION { ?claim rdf:object $iri ; ?says ?what }
}"""
_NAMES = ("skos:prefLabel", "dcterms:title", "rdfs:label")


async def find_thing(ask: Ask, path: str, most: int) -> tuple[str, Form | None]:
    """A node id, and the format that its ending asks for, unless that belongs to the id."""
    for suffix, form in SUFFIXES.items():
        if path.endswith(suffix) and not await _exists(ask, path, most):
            return path.removesuffix(suffix), form
    return path, None


async def write_thing(ask: Ask, node: str, form: Form, most: int) -> bytes | None:
    """What is said of a thing, with the evidence, as triples; None where nothing is."""
    if not await _exists(ask, node, most):
        return None
    return (await ask(_request(_DESCRIPTION, node, most, form))).body


async def _exists(ask: Ask, node: str, most: int) -> bool:
    return bool(read_rows((await ask(_request("ASK { $iri ?fact ?value }", node, most))).body))


def _request(query: str, node: str, most: int, form: Form = Form.TURTLE) -> Request:
    return Request(query, {"iri": f"<{iri(ID_BASE, node)}>"}, triples=form, most=most)


async def read_thing(ask: Ask, node: str, most: int) -> str | None:
    """The page of a thing; None where nothing is said of it."""
    facts = read_rows((await ask(_request(_FACTS, node, most))).body)
    if not facts:
        return None
    claims = read_rows((await ask(_request(_CLAIMS, node, most))).body)
    links = [Link(name[1:], f"{place_of(iri(ID_BASE, node))}{name}") for name in SUFFIXES]
    told = {str(row[0]): str(row[1]) for row in facts.rows}
    name = next((told[fact] for fact in _NAMES if fact in told), node)
    return thing_page(name, iri(ID_BASE, node), _facts(facts), table_of(claims), links)


def _facts(answer: Answer) -> Table:
    rows = (
        (Link(str(fact)), Link(str(name or value), place_of(str(value))))
        for fact, value, name in answer.rows
    )
    return Table(("", ""), tuple(rows))
