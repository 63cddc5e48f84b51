"""What a query says before it runs, and what is wrong with one that does not parse."""

from __future__ import annotations

import pytest

from kg.sparql.engine import run_query
from kg.sparql.parameters import declared, summary
from kg.sparql.text import check_allowed, explain, fill, parameters_in
from ontology.errors import QueryError

HIDDEN = "# service and load in a first comment\n\n  # and from\nSELECT ?x { ?x a pk:Model }"


def test_text_comments_at_the_beginning_are_read_over() -> None:
    check_allowed(HIDDEN)
    with pytest.raises(QueryError, match=r"^FROM is not allowed"):
        check_allowed("# a comment\nSELECT ?x FROM <https://example.org/> {}")


@pytest.mark.parametrize(
    ("query", "said", "place"),
    [
        (
            "SELECT ?x\nWHERE { ?x a }",
            "line 2, column 9: cannot go on from '?x'",
            "  WHERE { ?x a }",
        ),
        ("SELECT ?x { nope:x a ?x }", "line 1, column 13: the prefix nope: is not declared", ""),
        (r"SELECT ?x { nope:\-x a ?x }", "the prefix nope: is not declared", ""),
        ("SELCT ?x { ?x ?y ?z }", "line 1, column 1: cannot go on from 'SELCT'", "  ^"),
        ("SELECT ?x { ?x ?y ?z", "it ends too early", ""),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x a ?y }", "a variable is selected that is not", ""),
    ],
)
def test_text_errors_have_line_and_column(query: str, said: str, place: str) -> None:
    import pyoxigraph as ox

    with pytest.raises(QueryError) as caught:
        run_query(ox.Store(), query)
    message = str(caught.value)
    assert said in message
    assert place in message
    assert message.splitlines()[-1].strip() == "^"


def test_text_errors_in_a_long_line_show_the_part() -> None:
    query = f"SELECT ?x {{ {' ' * 500} ?x a }}"
    message = explain(query, "error at 1:517: expected something", thorough=False)
    assert message.startswith("the query does not parse at line 1, column 517: expected something")
    assert max(map(len, message.splitlines())) < 130
    assert message.splitlines()[-1].endswith("^")


def test_text_errors_without_a_place_are_passed_on() -> None:
    assert explain("x", "no  place\nat all") == "the query does not parse: no place at all"


def test_text_does_not_ask_a_slow_parser_about_brackets_of_strangers() -> None:
    query = f"SELECT * {{ FILTER({'(' * 200}1 }}"
    message = explain(query, "error at 1:220: expected x", thorough=False)
    assert "column 220: expected x" in message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_comments_end_with_any_line_end(end: str) -> None:
    query = f"# Models\u2028of a year.{end}# $year: year{end}SELECT ?x {{ ?x ?y $year }}"
    check_allowed(query)
    assert summary(query) == "Models\u2028of a year."
    assert [str(parameter) for parameter in declared(query)] == ["year: year"]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_text_reads_over_a_string_without_an_end(quote: str) -> None:
    query = quote + f"\\{quote}" * 50_000  # for minutes, where each quote is taken for a start
    assert list(parameters_in(f"{query} $a")) == ["a"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("SELECT $a { ?x ?y $b }", ["a", "b"]),
        ('"$a" <http://x/$b> # $c', []),
        ("FILTER(1 < $a && $b > 2)", ["a", "b"]),
        ("# $a\r$b # $c\r\n$d", ["b", "d"]),
        (r"pk:it\'s $a pk:not\$b", ["a"]),
    ],
)
def test_text_parameters(query: str, names: list[str]) -> None:
    assert list(parameters_in(query)) == names
    assert fill(query, {}) == query
