"""SPARQL: plain values, six named queries, and no query reaches beyond the library."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from exports.rdf import triples
from kg.queries import named_queries
from kg.sparql import Answer, Value, make_store, run_query
from ontology.errors import QueryError
from ontology.namespaces import PREFIXES
from ontology.records import Knowledge

NAMES = ("evidence", "introduced", "leaderboard", "task-models", "top-datasets", "top-models")
FIRST = "MothNet: Counting Moths"


@pytest.fixture(scope="module")
def store(corpus: Knowledge) -> ox.Store:
    """The corpus in a store; read it only."""
    return make_store(corpus)


def value_of(expression: str) -> Value:
    """What an expression is, as a plain value."""
    return run_query(ox.Store(), f"SELECT ({expression} AS ?x) {{}}").rows[0][0]


def test_sparql_store_holds_every_triple(corpus: Knowledge, store: ox.Store) -> None:
    # A store has xsd:integer for every kind of whole number.
    offsets = {f"{PREFIXES['oa']}{name}" for name in ("start", "end")}
    assert {
        (q.subject, q.predicate, q.object) for q in store if q.predicate.value not in offsets
    } == {
        (t.subject, t.predicate, t.object)
        for t in triples(corpus)
        if t.predicate.value not in offsets
    }


def test_sparql_named_queries_say_what_they_answer() -> None:
    assert tuple(named_queries()) == NAMES
    for text in named_queries().values():
        assert re.match(r"# [A-Z].+\.\n", text)


@pytest.mark.parametrize("name", NAMES)
def test_sparql_named_query_answers_on_real_papers_and_on_none(
    name: str, knowledge: Knowledge
) -> None:
    text = named_queries()[name]
    some, none = run_query(make_store(knowledge), text), run_query(ox.Store(), text)
    assert some.rows
    assert none == Answer(some.columns, ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "introduced",
            Answer(("paper", "type", "name"), ((FIRST, "Model", "MothNet"),)),
        ),
        (
            "leaderboard",
            Answer(
                ("dataset", "metric", "value", "model", "paper"),
                (
                    ("Lanterns", "accuracy", "85.1%", "MothNet", "Moths Again"),
                    ("Lanterns", "accuracy", "83.8%", "MothNet", FIRST),
                    ("Streetlamps", "accuracy", "70%", None, "FlyNet at Dusk"),
                ),
            ),
        ),
        (
            "task-models",
            Answer(("task", "model", "papers"), (("moth counting", "MothNet", 2),)),
        ),
        (
            "top-datasets",
            Answer(("dataset", "papers"), (("Lanterns", 3), ("Streetlamps", 1))),
        ),
        (
            "top-models",
            Answer(("model", "papers"), (("FlyNet", 2), ("MothNet", 1))),
        ),
    ],
)
def test_sparql_named_query_on_known_papers(name: str, expected: Answer, store: ox.Store) -> None:
    assert run_query(store, named_queries()[name]) == expected


def test_sparql_evidence_gives_every_sentence_the_surest_first(
    corpus: Knowledge, store: ox.Store
) -> None:
    names = {entity.id: entity.name for entity in corpus.entities}
    names |= {paper.node: paper.title for paper in corpus.papers}
    expected = [
        (names[c.head], str(c.relation), names[c.tail], e.confidence, e.sentence)
        for c in corpus.claims
        for e in c.evidence
    ]
    answer = run_query(store, named_queries()["evidence"])
    assert answer.columns == ("head", "relation", "tail", "confidence", "sentence")
    assert sorted(answer.rows) == sorted(expected)
    assert answer.rows[0][:3] == (FIRST, "introduces", "MothNet")
    assert answer.rows[-1][:3] == ("MothNet", "outperforms", "FlyNet")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 1", 2),
        ("0.5 + 0.25", 0.75),
        ("1e3", 1000.0),
        ('"07"', "07"),
        ('"chat"@fr', "chat"),
        ("true", "true"),
        ('"2021"^^xsd:gYear', "2021"),
        ('"many"^^xsd:integer', "many"),  # no number, whatever it says of itself
        ("pk:Model", "pk:Model"),
        ("<https://w3id.org/paperkg/id/model/ms-mlp>", "pkm:ms-mlp"),
        ("<https://example.org/from/x>", "https://example.org/from/x"),
        ("1 / 0", None),
    ],
)
def test_sparql_values_are_plain(expression: str, expected: Value) -> None:
    value = value_of(expression)
    assert value == expected
    assert type(value) is type(expected)


def test_sparql_unbound_is_none(store: ox.Store) -> None:
    text = "SELECT ?year { <https://w3id.org/paperkg/id/paper/third> a pk:Paper OPTIONAL { "
    text += "<https://w3id.org/paperkg/id/paper/third> dcterms:issued ?year } }"
    assert run_query(store, text) == Answer(("year",), ((None,),))


@pytest.mark.parametrize(
    ("type_", "expected"), [("pk:Model", True), ("pk:Evidence", True), ("owl:Thing", False)]
)
def test_sparql_ask_answers_true_or_false(type_: str, expected: bool, store: ox.Store) -> None:
    assert run_query(store, f"ASK {{ ?x a {type_} }}") == Answer(("answer",), ((expected,),))


def test_sparql_prefixes_may_be_declared_anew(store: ox.Store) -> None:
    text = "PREFIX p: <https://w3id.org/paperkg/ontology#> "
    text += "SELECT ?n { ?m a p:Task ; skos:prefLabel ?n }"
    assert run_query(store, text).rows == (("moth counting",),)


@pytest.mark.parametrize(
    "text",
    ["", "SELECT", "SELECT ?x { ?x a }", "{}", "SELECT ?x { nope:x a ?x }", "SELECT \ud800 {}"],
)
def test_sparql_broken_query_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(QueryError, match=r"^the query does not parse: ."):
        run_query(ox.Store(), text)


@pytest.mark.parametrize("text", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE pk:Model"])
def test_sparql_answers_with_triples_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"^only SELECT and ASK .+ load graph\.ttl into"):
        run_query(ox.Store(), text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", "FROM"),
        ("select * from named <http://127.0.0.1:9/> { ?s ?p ?o }", "FROM"),
        ("LOAD <file:///etc/hostname>", "LOAD"),
        ("INSERT DATA { pk:a pk:b pk:c }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("CLEAR ALL", "CLEAR"),
        ("DROP ALL", "DROP"),
        ("# a comment\nCREATE GRAPH pk:a", "CREATE"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_sparql_refuses_to_reach_beyond_the_library(text: str, word: str) -> None:
    with pytest.raises(QueryError, match=f"^{word} is not allowed: queries read this library and"):
        run_query(ox.Store(), text)


@pytest.mark.parametrize(
    "head",
    [
        "{ SERVICESILENT<",  # pyoxigraph needs no space here
        "{ FILTER(1<2)SERVICE<",  # nor does an IRI start at every <
        "{ FILTER(1<2)SERVICE#>\n<",
        "{ VALUES ?x {1}SERVICE<",
        "{ ?x ?y 1SERVICE<",
        r'{ FILTER("""a\"""b""" != "x") SERVICE <',
        "{ FILTER('>'!='\"')SERVICE#'\"\n<",
        r"{ \u0053ERVICE <",
    ],
)
def test_sparql_refuses_service_however_it_is_hidden(head: str) -> None:
    text = f'SELECT * {head}http://127.0.0.1:9/>{{ ?s ?p ?o }} FILTER("""q""" != "") }}'
    with pytest.raises(QueryError, match=r"^SERVICE is not allowed|^the query does not parse"):
        run_query(ox.Store(), text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?x { BIND("a web service from scratch" AS ?x) }',
        "SELECT ?x { BIND('drop and add' AS ?x) }",
        "SELECT ?x { BIND(1 AS ?x) } # copy and move",
        "SELECT ?from ?x { BIND(1 AS ?x) BIND(2 AS ?from) }",
        "SELECT $add ?x { BIND(1 AS ?x) BIND(2 AS $add) }",
        "SELECT ?x { BIND(pkt:learning-from-demonstration AS ?x) }",
        "SELECT ?x { BIND(<https://example.org/from/x> AS ?x) }",
        "SELECT ?x { BIND(pk:fromPaper AS ?x) }",
    ],
)
def test_sparql_words_in_texts_and_names_are_no_commands(text: str) -> None:
    assert len(run_query(ox.Store(), text).rows) == 1
