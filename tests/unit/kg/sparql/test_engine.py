"""The engine: plain values, values filled in as terms, and no query reaches beyond the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest

from exports.rdf import triples
from kg.sparql.answers import Answer, Cell, read_rows, read_triples
from kg.sparql.engine import (
    AnswerTooLargeError,
    Form,
    Request,
    make_store,
    respond,
    run_query,
)
from kg.sparql.names import Names
from ontology.errors import QueryError
from ontology.knowledge import Knowledge
from ontology.namespaces import PREFIXES

INTEGER = ox.NamedNode(f"{PREFIXES['xsd']}integer")


@pytest.fixture(scope="module")
def store(corpus: Knowledge) -> ox.Store:
    """The corpus in a store; read it only."""
    return make_store(triples(corpus))


def value_of(expression: str) -> Cell:
    """What an expression is, as a plain value."""
    return run_query(ox.Store(), f"SELECT ({expression} AS ?x) {{}}").rows[0][0]


def test_engine_store_holds_every_triple(corpus: Knowledge, store: ox.Store) -> None:
    # A store takes every kind of whole number for an xsd:integer.
    offset = ox.NamedNode(f"{PREFIXES['xsd']}nonNegativeInteger")

    def plain(term: object) -> object:
        if isinstance(term, ox.Literal) and term.datatype == offset:
            return ox.Literal(term.value, datatype=INTEGER)
        return term

    asked = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert {(q.subject, q.predicate, q.object) for q in asked} == {
        (t.subject, t.predicate, plain(t.object)) for t in triples(corpus)
    }


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
def test_engine_values_are_plain(expression: str, expected: Cell) -> None:
    value = value_of(expression)
    assert value == expected
    assert type(value) is type(expected)


def test_engine_unbound_is_none(store: ox.Store) -> None:
    text = "SELECT ?year { <https://w3id.org/paperkg/id/paper/third> a pk:Paper OPTIONAL { "
    text += "<https://w3id.org/paperkg/id/paper/third> dcterms:issued ?year } }"
    assert run_query(store, text) == Answer(("year",), ((None,),))


@pytest.mark.parametrize(
    ("type_", "expected"), [("pk:Model", True), ("pk:Evidence", True), ("owl:Thing", False)]
)
def test_engine_ask_answers_true_or_false(type_: str, expected: bool, store: ox.Store) -> None:
    assert run_query(store, f"ASK {{ ?x a {type_} }}") == Answer(("answer",), ((expected,),))


def test_engine_prefixes_may_be_declared_anew(store: ox.Store) -> None:
    text = "PREFIX p: <https://w3id.org/paperkg/ontology#> "
    text += "SELECT ?n { ?m a p:Task ; skos:prefLabel ?n }"
    assert run_query(store, text).rows == (("moth counting",),)


@pytest.mark.parametrize(
    "text",
    ["", "SELECT", "SELECT ?x { ?x a }", "{}", "SELECT ?x { nope:x a ?x }"],
)
def test_engine_broken_query_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(
        QueryError, match=r"^the query does not parse at line 1, column \d+: .+\n.*\n *\^"
    ):
        run_query(ox.Store(), text)


def test_engine_gives_triples_sorted(store: ox.Store) -> None:
    answer = run_query(store, "CONSTRUCT { ?m a pk:Model } WHERE { ?p pk:uses|pk:comparesWith ?m }")
    assert answer.columns == ("subject", "predicate", "object")
    models = (("pkm:flynet", "rdf:type", "pk:Model"), ("pkm:mothnet", "rdf:type", "pk:Model"))
    assert answer.rows == models
    assert answer.nodes == ("model/flynet", "model/mothnet")


def test_engine_rows_are_named_tuples(store: ox.Store) -> None:
    answer = run_query(store, "SELECT ?name { ?t a pk:Task ; skos:prefLabel ?name }")
    assert [row.name for row in answer] == ["moth counting"]
    assert len(answer) == 1
    assert answer
    assert not run_query(store, "ASK { ?x a owl:Thing }")
    assert not run_query(store, "SELECT ?x { ?x a owl:Thing }")


VALUES = "SELECT ?x { BIND($v AS ?x) }"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        ("7.50", 7.5),
        ("-2", -2),
        ('a"} DELETE { ?s ?p ?o', 'a"} DELETE { ?s ?p ?o'),
        ("line\nend\\ '''", "line\nend\\ '''"),
        ("web service # no comment", "web service # no comment"),
        ("$v", "$v"),
        ("1e999999999", "1e999999999"),
        ("NaN", "NaN"),
        ("model/mothnet", "pkm:mothnet"),
        ("<https://example.org/x>", "https://example.org/x"),
    ],
)
def test_engine_fills_in_one_term(value: str | int, expected: Cell, store: ox.Store) -> None:
    assert run_query(store, VALUES, v=value).rows == ((expected,),)


@pytest.mark.parametrize(
    ("query", "given", "message"),
    [
        (VALUES, {"w": "x"}, "the query has no $w: it takes no parameters"),
        ("SELECT ?x { ?x a ?t }", {"t": "x"}, "?t is a variable: write $t where a value is"),
        ("# A.\n# $v: year\n" + VALUES, {"v": "21"}, "v: '21' is no year; write it with four"),
        ("# A.\n# $v: year\n" + VALUES, {"v": "٢٠٢١"}, "v: '٢٠٢١' is no year"),
        ("# A.\n# $v: number\n" + VALUES, {"v": "few"}, "v: 'few' is no number"),
        ("# A.\n# $v: count\n" + VALUES, {"v": "-1"}, "v: '-1' is no whole number from 0"),
        ("# A.\n# $v: count\n" + VALUES, {"v": 1.5}, "v: '1.5' is no whole number from 0"),
        ("# A.\n# $v: text\n" + VALUES, {"v": "\ud800"}, "holds half a character"),
        ("# A.\n# $v: Model\n" + VALUES, {}, 'the query needs a value for v: --set v="VALUE"'),
        ("# A.\n# $v: Moth\n" + VALUES, {"v": 1}, "unknown kind of $v 'Moth'"),
        ("# A.\n# $v Model\n" + VALUES, {"v": 1}, "a parameter cannot be read: $v Model; write"),
        ("# A.\n# $v: text = x\n" + VALUES, {"u": 1}, "unknown parameter 'u'"),
        ("ASK { ?p pk:uses $model }", {"model": "MothNot"}, "no Model is called 'MothNot'; near"),
        ("ASK { ?p pk:uses $model }", {"model": "Lanterns"}, "no Model is called 'Lanterns'"),
        ("ASK { ?p pk:uses $v }", {"v": "<a b>"}, "<a b>: no IRI ("),
    ],
)
def test_engine_refuses_values_that_do_not_fit(
    query: str, given: dict[str, str | int], message: str, store: ox.Store
) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(store, query, **given)
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ['"a $v"', "<https://example.org/$v>", "'$v' # $v"])
def test_engine_leaves_texts_and_iris_alone(text: str, store: ox.Store) -> None:
    query = f"SELECT ?x {{ BIND({text}\n AS ?x) FILTER($v = 1) }}"
    (row,) = run_query(store, query, v=1).rows
    assert "$v" in str(row[0])


@pytest.mark.parametrize(
    ("name", "kind", "iri"),
    [
        ("mothnets", "Model", "model/mothnet"),
        ("MOTH-NET", "Entity", ""),
        ("lanterns", "Thing", "dataset/lantern"),
        ("moths again", "Thing", "paper/second"),
        ("second", "Paper", "paper/second"),
        ("pkd:lantern", "Dataset", "dataset/lantern"),
        ("https://w3id.org/paperkg/id/task/moth-counting", "Task", "task/moth-counting"),
    ],
)
def test_engine_finds_things_by_name(name: str, kind: str, iri: str, corpus: Knowledge) -> None:
    names = Names(make_store(triples(corpus)))
    if iri:
        assert names.find(name, kind).value == f"https://w3id.org/paperkg/id/{iri}"
    else:
        with pytest.raises(QueryError, match=r"^no Entity is called 'MOTH-NET'; near to it: Moth"):
            names.find(name, kind)


def test_engine_keys_of_names_stay_out_of_answers(corpus: Knowledge) -> None:
    store = make_store(triples(corpus))
    count = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    before = run_query(store, count)
    assert Names(store).find("mothnets", "Model").value.endswith("model/mothnet")
    assert run_query(store, count) == before


REQUEST = Request("SELECT ?n { ?t a pk:Task ; skos:prefLabel ?n }", {})


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (Form.CSV, b"n\r\nmoth counting\r\n"),
        (Form.TSV, b'?n\n"moth counting"\n'),
        (Form.XML, b"<literal>moth counting</literal>"),
        (Form.JSON, b'{"n":{"type":"literal","value":"moth counting"}}'),
    ],
)
def test_engine_writes_rows(form: Form, body: bytes, store: ox.Store) -> None:
    reply = respond(store, Names(store), replace(REQUEST, rows=form))
    assert reply.form is form
    assert body in reply.body


def test_engine_reads_back_what_it_writes(store: ox.Store) -> None:
    reply = respond(store, Names(store), REQUEST)
    assert read_rows(reply.body) == run_query(store, REQUEST.query)
    wanted = "CONSTRUCT WHERE { ?p pk:uses ?m }"
    turtle = respond(store, Names(store), replace(REQUEST, query=wanted)).body
    assert read_triples(turtle) == run_query(store, wanted)


def test_engine_says_what_is_broken_or_leaves_it_to_the_asker(store: ox.Store) -> None:
    request = Request("SELECT ?x { nope:x a ?x }", {})
    reply = respond(store, Names(store), request)
    assert (reply.broken, b"error at 1:" in reply.body) == (request.query, True)
    with pytest.raises(QueryError, match=r"column 13: the prefix nope: is not declared"):
        respond(store, Names(store), replace(request, explained=True))


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_engine_stops_a_large_answer(query: str, store: ox.Store) -> None:
    with pytest.raises(AnswerTooLargeError, match=r"^the answer is larger than 2,000 bytes"):
        respond(store, Names(store), Request(query, {}, most=2000))


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
        ("# a comment\rSELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("#\r\n \r# two\rSELECT * FROM <file:///etc/hostname> { ?s ?p ?o }", "FROM"),
        ("# a comment\rLOAD <file:///etc/hostname>", "LOAD"),
    ],
)
def test_engine_refuses_to_reach_beyond_the_library(text: str, word: str) -> None:
    with pytest.raises(QueryError, match=f"^{word} is not allowed: queries read this library and"):
        run_query(ox.Store(), text)


@pytest.mark.parametrize(
    "head",
    [
        "{ SERVICESILENT<",  # pyoxigraph needs no space here
        "{ FILTER(1<2)SERVICE<",  # nor does an IRI start at every <
        "{ FILTER(1<2)SERVICE#>\n<",
        "{ #\rSERVICE<",
        "{ VALUES ?x {1}SERVICE<",
        "{ ?x ?y 1SERVICE<",
        r'{ FILTER("""a\"""b""" != "x") SERVICE <',
        "{ FILTER('>'!='\"')SERVICE#'\"\n<",
        r"{ \u0053ERVICE <",
    ],
)
def test_engine_refuses_service_however_it_is_hidden(head: str) -> None:
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
def test_engine_words_in_texts_and_names_are_no_commands(text: str) -> None:
    assert len(run_query(ox.Store(), text).rows) == 1


@pytest.mark.parametrize("id_", ["https://example.org/moths", "owl:moths", "model/moths"])
def test_engine_finds_a_paper_whose_id_looks_like_an_iri(
    id_: str, make_known: Callable[..., Knowledge]
) -> None:
    asked = make_store(triples(make_known(id=id_)))
    answer = run_query(asked, "SELECT ?t { $paper dcterms:title ?t }", paper=id_)
    assert len(answer) == 1
