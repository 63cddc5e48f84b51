"""`query`: names, SPARQL, files and standard input; tables, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from exports.rdf import triples
from kg.builder import Build
from kg.queries import named_queries
from kg.sparql.engine import Form, Reply, Request, make_store, run_query
from kg.sparql.parameters import declared, summary
from kg.sparql.worker import Worker
from ontology.errors import QueryError

Call = Callable[..., CompletedProcess[str]]

TITLES = "SELECT ?title { ?p a pk:Paper ; dcterms:title ?title } ORDER BY ?title LIMIT 2"


@pytest.fixture
def ask(paperkg: Call, library: Path) -> Call:
    """A function from a query and options to what the golden library answers."""

    return partial(paperkg, "query", "--out", library)


def test_query_without_a_query_lists_names_and_parameters(paperkg: Call) -> None:
    said = paperkg("query")
    assert said.returncode == 0
    shown = re.sub(r"[│\s]+", " ", said.stdout)
    for name, text in named_queries().items():
        assert f" {name} " in shown
        assert summary(text).split()[0] in shown
    assert "dataset: Dataset, such as ImageNet" in shown
    assert declared(named_queries()["doubtful"])[0].default == "0.25"
    assert "below: number = 0.25" in shown
    assert said.stdout.startswith(f"{len(named_queries())} named queries are included ")


def test_query_prints_a_table_and_how_many_rows(ask: Call) -> None:
    said = ask("SELECT ?x ?n { VALUES (?x ?n) { ('[b]moth[/b] :100:' 7) (UNDEF 12) } }")
    assert said.returncode == 0
    assert re.search(r"│ \[b\]moth\[/b\] :100: │ +7 │\n│ +│ +12 │", said.stdout)
    assert said.stderr == "2 rows\n"


def test_query_csv_holds_the_whole_answer(ask: Call, built: Build) -> None:
    said = ask("top-models", "--set", "least=1", "--set", "most=7", "--format", "csv")
    answer = run_query(
        make_store(triples(built.knowledge)), named_queries()["top-models"], least=1, most=7
    )
    rows = list(csv.reader(io.StringIO(said.stdout)))
    assert said.stderr == ""
    assert tuple(rows[0]) == answer.columns == ("model", "papers", "model_iri")
    assert [row[:2] for row in rows[1:]] == [[str(v) for v in row[:2]] for row in answer.rows]
    assert rows[1][2].startswith("https://w3id.org/paperkg/id/model/")


def test_query_table_shows_names_without_their_iris(ask: Call) -> None:
    said = ask("top-models", "--set", "least=1")
    assert "model_iri" not in said.stdout
    assert re.search(r"┃ model +┃ papers ┃", said.stdout)


def test_query_json_is_that_of_the_standard(ask: Call) -> None:
    said = ask("SELECT ?x ?n ?u { VALUES (?x ?n) { ('β' 7) } }", "-f", "json")
    assert "β" in said.stdout
    found = json.loads(said.stdout)
    assert found["head"]["vars"] == ["x", "n", "u"]
    (row,) = found["results"]["bindings"]
    assert row["x"] == {"type": "literal", "value": "β"}
    assert row["n"]["datatype"] == "http://www.w3.org/2001/XMLSchema#integer"
    assert "u" not in row


def test_query_tsv(ask: Call) -> None:
    assert ask("SELECT ?x { BIND('a' AS ?x) }", "-f", "tsv").stdout == '?x\n"a"\n'


@pytest.mark.parametrize(
    ("form", "expected"), [("csv", "true\n"), ("json", '{"head":{},"boolean":true}\n')]
)
def test_query_ask_answers_yes(form: str, expected: str, ask: Call) -> None:
    assert ask("ASK { ?p a pk:Paper }", "-f", form).stdout == expected


def test_query_gives_triples_as_turtle(ask: Call) -> None:
    said = ask("CONSTRUCT { ?d a pk:Dataset } WHERE { ?d a pk:Dataset }")
    assert "@prefix pkd: <https://w3id.org/paperkg/id/dataset/> ." in said.stdout
    assert " a pk:Dataset ." in said.stdout


TYPO = "{ ?p pk:evaluateson ?d . FILTER(?d != 'pk:no') }  # pk:never"


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
@pytest.mark.parametrize("ask_for", ["SELECT ?d", "CONSTRUCT { ?d a pk:Dataset } WHERE", "ASK"])
def test_query_says_which_terms_there_are_not_where_nothing_is_found(
    form: str, ask_for: str, ask: Call
) -> None:
    said = ask(f"{ask_for} {TYPO}", "-f", form)
    message = "warning: pk:evaluateson is not in the ontology (did you mean pk:evaluatesOn?)\n"
    assert said.returncode == 0
    assert said.stderr.endswith(message)
    assert said.stderr.count("warning") == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?d { ?p pk:evaluatesOn ?d OPTIONAL { ?d pk:evaluateson ?e } } LIMIT 1",
        "SELECT ?d { ?p pk:evaluatesOn 'pk:x' }",
        "PREFIX pk: <https://example.org/> SELECT ?d { ?p pk:other ?d }",
    ],
)
def test_query_says_nothing_of_terms_where_they_are_not_to_blame(text: str, ask: Call) -> None:
    assert "warning" not in ask(text).stderr


def test_query_view_writes_the_page_of_the_answer(ask: Call, in_folder: Path) -> None:
    said = ask("top-models", "--set", "least=1", "--view", "answer.html", "--no-open")
    assert "answer.html" in said.stderr
    assert Path("answer.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    with pytest.raises(QueryError, match="--view: no node of the graph stands in the answer"):
        ask("SELECT (1 AS ?n) {}", "--view", "none.html", "--no-open")
    assert not Path("none.html").exists()


def test_query_view_asks_again_only_for_what_cannot_be_read_back(
    ask: Call, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Form] = []
    answer = Worker.ask

    def noted(worker: Worker, request: Request, timeout: float) -> Reply:
        asked.append(request.rows)
        return answer(worker, request, timeout)

    monkeypatch.setattr(Worker, "ask", noted)
    pages = []
    for form in ("table", "csv"):
        ask("top-models", "--set", "least=1", "-f", form, "--view", "answer.html", "--no-open")
        pages.append(Path("answer.html").read_bytes())
    assert asked == [Form.JSON, Form.CSV, Form.JSON]
    assert pages[0] == pages[1]


ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {' '.join(f'?a{n} ?b{n} ?c{n} .' for n in range(8))} }}"


def test_query_stops_in_time(ask: Call) -> None:
    with pytest.raises(QueryError, match=r"^stopped after 0\.1 seconds"):
        ask(ENDLESS, "--timeout", "0.1")


@pytest.mark.parametrize(
    ("assigned", "message"),
    [
        ((), "the query needs a value for dataset"),
        (("dataset",), '--set dataset: write it as --set name="value"'),
        (("dataset=a", "dataset=b"), "--set dataset: given twice"),
        (("datset=a",), "unknown parameter 'datset' (did you mean 'dataset'?)"),
        (("dataset=no such thing at all",), "no Dataset is called 'no such thing at all'"),
    ],
)
def test_query_says_what_is_wrong_with_values(
    assigned: tuple[str, ...], message: str, ask: Call
) -> None:
    given = [word for value in assigned for word in ("--set", value)]
    with pytest.raises(QueryError) as caught:
        ask("leaderboard", *given)
    assert message in str(caught.value)


def test_query_reads_a_file_and_standard_input(ask: Call, in_folder: Path) -> None:
    expected = ask(TITLES, "-f", "csv").stdout
    assert expected.count("\n") == 3
    for name in ("titles.rq", "titles"):
        Path(name).write_text(TITLES, encoding="utf-8")
        assert ask(name, "-f", "csv").stdout == expected
    assert ask("-", "-f", "csv", stdin=TITLES).stdout == expected


def test_query_name_wins_over_a_file(ask: Call, in_folder: Path) -> None:
    Path("top-models").write_text(TITLES, encoding="utf-8")
    assert ask("top-models", "-f", "csv").stdout.startswith("model,papers,model_iri\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "top-model",
            "unknown query 'top-model' (did you mean 'top-models'?); there are: alike-papers, ",
        ),
        ("none.rq", "none.rq: the query cannot be read ([Errno 2] No such file"),
        ("SELECT {", "the query does not parse"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SERVICE is not allowed"),
        ("m" * 300, "the query cannot be read ([Errno 36] File name too long"),
        ("SELECT ?x { ?x ?y '" + "蛾" * 100, "the query does not parse"),
    ],
)
def test_query_refuses_with_the_reason(text: str, message: str, ask: Call) -> None:
    with pytest.raises(QueryError) as caught:
        ask(text)
    assert message in str(caught.value)


def test_query_refuses_what_is_not_utf8(ask: Call, in_folder: Path) -> None:
    Path("x.rq").write_bytes(b"\xff")
    for given in ("x.rq", "-"):
        with pytest.raises(QueryError, match=f"^{given}: the query cannot be read .'utf-8' codec"):
            ask(given, stdin=b"\xff")
