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

from kg.builder import Build
from kg.queries import named_queries
from kg.sparql import make_store, run_query
from ontology.errors import QueryError

Call = Callable[..., CompletedProcess[str]]

TITLES = "SELECT ?title { ?p a pk:Paper ; dcterms:title ?title } ORDER BY ?title LIMIT 2"


@pytest.fixture
def ask(paperkg: Call, library: Path) -> Call:
    """A function from a query and options to what the golden library answers."""

    return partial(paperkg, "query", "--out", library)


def test_query_without_a_query_lists_the_names(paperkg: Call) -> None:
    said = paperkg("query")
    assert said.returncode == 0
    for name, text in named_queries().items():
        answers = text.split("\n")[0].removeprefix("# ")
        assert re.search(rf"│ {name} +│ {re.escape(answers)} +│", said.stdout)


def test_query_prints_a_table_and_how_many_rows(ask: Call) -> None:
    said = ask("SELECT ?x ?n { VALUES (?x ?n) { ('[b]moth[/b] :100:' 7) (UNDEF 12) } }")
    assert said.returncode == 0
    assert re.search(r"│ \[b\]moth\[/b\] :100: │ +7 │\n│ +│ +12 │", said.stdout)
    assert said.stderr == "2 rows\n"


@pytest.mark.parametrize("name", named_queries())
def test_query_csv_holds_the_whole_answer(name: str, ask: Call, built: Build) -> None:
    said = ask(name, "--format", "csv")
    answer = run_query(make_store(built.knowledge), named_queries()[name])
    rows = list(csv.reader(io.StringIO(said.stdout)))
    assert said.stderr == ""
    assert tuple(rows[0]) == answer.columns
    assert rows[1:] == [["" if v is None else str(v) for v in row] for row in answer.rows]


def test_query_json_keeps_types_and_what_is_unbound(ask: Call) -> None:
    said = ask("SELECT ?x ?n ?u { VALUES (?x ?n) { ('β' 7) ('b' 0.5) } }", "-f", "json")
    assert "β" in said.stdout
    assert json.loads(said.stdout) == [
        {"x": "β", "n": 7, "u": None},
        {"x": "b", "n": 0.5, "u": None},
    ]


@pytest.mark.parametrize(
    ("form", "expected"), [("csv", "answer\nTrue\n"), ("json", '[\n {\n  "answer": true\n }\n]\n')]
)
def test_query_ask_answers_yes(form: str, expected: str, ask: Call) -> None:
    assert ask("ASK { ?p a pk:Paper }", "-f", form).stdout == expected


def test_query_reads_a_file_and_standard_input(ask: Call, in_folder: Path) -> None:
    expected = ask(TITLES, "-f", "csv").stdout
    assert expected.count("\n") == 3
    for name in ("titles.rq", "titles"):
        Path(name).write_text(TITLES, encoding="utf-8")
        assert ask(name, "-f", "csv").stdout == expected
    assert ask("-", "-f", "csv", stdin=TITLES).stdout == expected


def test_query_name_wins_over_a_file(ask: Call, in_folder: Path) -> None:
    Path("top-models").write_text(TITLES, encoding="utf-8")
    assert ask("top-models", "-f", "csv").stdout.startswith("model,papers\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "top-model",
            "unknown query 'top-model' (did you mean 'top-models'?); there are: evidence, "
            "introduced, leaderboard, task-models, top-datasets, top-models; "
            "or give SPARQL, a file, or - for standard input",
        ),
        ("none.rq", "none.rq: the query cannot be read ([Errno 2] No such file"),
        ("SELECT {", "the query does not parse: "),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SERVICE is not allowed"),
        ("m" * 300, "the query cannot be read ([Errno 36] File name too long"),
        ("SELECT ?x { ?x ?y '" + "蛾" * 100, "the query does not parse: "),
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
