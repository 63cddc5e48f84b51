"""From fields to a paper: one rule for each field, text as it stands, and why something is none."""

from __future__ import annotations

from typing import Any

import pytest

from kg.readers.fields import MAX_ABSTRACT, MAX_TITLE, bad_byte, make_paper, unwrap
from kg.readers.format import Skipped
from ontology.iris import paper_id
from ontology.records import Paper

GOOD: dict[str, Any] = {"title": "Counting Moths", "abstract": "We count moths."}


def made(**fields: Any) -> Paper:
    """The paper of a good record with some fields more."""
    paper = make_paper("x:1", **(GOOD | fields))
    assert isinstance(paper, Paper)
    return paper


def refused(**fields: Any) -> str:
    """Why a good record with some fields changed is no paper."""
    skipped = make_paper("x:1", **(GOOD | fields))
    assert isinstance(skipped, Skipped)
    assert skipped.where == "x:1"
    return skipped.reason


def test_fields_title_is_one_line_and_abstract_keeps_its_inside() -> None:
    paper = made(title=" Counting\n\u2028 Moths ", abstract="\n We  count.\n\nTwice.\u2028 ")
    assert (paper.title, paper.abstract) == ("Counting Moths", "We  count.\n\nTwice.")


@pytest.mark.parametrize(
    "text",
    [
        "MOTHS AND OWLS",
        "Moths",
        "Wir zählen Falter. 我们数飞蛾。 نحن نعد العث",
        r"We use $\mathcal{O}(n)$ \emph{moths} \& 5\% owls",
        "Moths &amp; owls &lt;b&gt;",
        "a\u200bb\u200f\u202ec\u2066d",
        "a\x00\x07\x1bb",
        "\U0001f98b",
    ],
)
def test_fields_text_is_taken_as_it_stands(text: str) -> None:
    assert (made(title=text).title, made(abstract=text).abstract) == (text, text)


@pytest.mark.parametrize("given", [None, "", " \n", "\u200b\u200e\u202c", "\x00\x01", 7, ["A"], {}])
@pytest.mark.parametrize("field", ["title", "abstract"])
def test_fields_without_title_or_abstract_there_is_no_paper(field: str, given: object) -> None:
    assert refused(**{field: given}) == f'no {field}; add a field "{field}" with text'


def test_fields_are_named_as_the_format_does() -> None:
    assert refused(title=None, names=("TI", "AB")) == 'no TI; add a field "TI" with text'
    assert refused(abstract="", names=("TI", "AB")) == 'no AB; add a field "AB" with text'


def test_fields_of_any_real_length_pass_and_longer_ones_do_not() -> None:
    assert len(made(title="a" * MAX_TITLE, abstract="b" * MAX_ABSTRACT).text) == 401_001
    reason = "abstract of 5,000,000 characters; give at most 400,000"
    assert refused(abstract="a b c d e " * 500_000) == reason
    assert refused(title="a" * 1_001) == "title of 1,001 characters; give at most 1,000"


@pytest.mark.parametrize("field", ["title", "abstract", "venue", "id_", "authors"])
def test_fields_with_a_byte_that_is_not_utf8_are_refused(field: str) -> None:
    assert refused(**{field: "caf\udce9"}) == "not UTF-8 (byte 0xe9); save the file as UTF-8"


def test_fields_half_surrogates_are_replaced() -> None:
    paper = made(
        title="A \ud800", abstract="\udfff.", authors=["\udb00"], venue="\ud9ab", id_="\ud800"
    )
    assert paper.text == "A \ufffd\n\ufffd."
    assert (paper.authors, paper.venue, paper.id) == (("\ufffd",), "\ufffd", "\ufffd")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a", "a"),
        (" a/b\n", "a/b"),
        (7, "7"),
        (None, None),
        ("", None),
        ("  ", None),
        (0, None),
        (True, None),
        (1.5, None),
        ([], None),
    ],
)
def test_fields_id_is_text_or_a_number_else_minted(given: object, expected: str | None) -> None:
    assert made(id_=given).id == (expected or paper_id("Counting Moths"))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (2021, 2021), ("2021", 2021), (" 2021-05-03", 2021), (2021.0, 2021), ("2021/05/03/", 2021),
        (1500, 1500), ("2100", 2100), ("1499", None), (2101, None), ("0000", None),
        ("0001-01-01", None), ("9999", None), (9999.0, None), ("9999-12-31", None),
        ("21", None), (12345, None), ("in press", None), (None, None), (True, None), ([2021], None),
    ],
)  # fmt: skip
def test_fields_year_is_four_plausible_digits_in_front_or_unknown(
    given: object, expected: object
) -> None:
    assert made(year=given).year == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Ada Falter; Bo  Nachtigall ;", ("Ada Falter", "Bo Nachtigall")),
        ([{"name": " Ada Falter "}, {"nom": "x"}, "Bo", "", 7, None], ("Ada Falter", "Bo")),
        (("Falter, Ada",), ("Falter, Ada",)),
        (None, ()),
        (7, ()),
    ],
)
def test_fields_authors_are_taken_from_each_usual_form(
    given: object, expected: tuple[str, ...]
) -> None:
    assert made(authors=given).authors == expected


@pytest.mark.parametrize("given", ["", "  ", 7, ["NIGHT"], None])
def test_fields_venue_that_is_no_text_is_unknown(given: object) -> None:
    assert made(venue=given).venue is None


@pytest.mark.parametrize(
    ("given", "doi", "arxiv", "url"),
    [
        ({}, None, None, None),
        ({"doi": "10.5555/Moths.1"}, "10.5555/moths.1", None, "https://doi.org/10.5555/moths.1"),
        ({"id_": "10.5555/a"}, "10.5555/a", None, "https://doi.org/10.5555/a"),
        ({"url": "https://doi.org/10.5555/a"}, "10.5555/a", None, "https://doi.org/10.5555/a"),
        ({"doi": "10.48550/arXiv.2101.00001"}, None, "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ({"arxiv": "2101.00001v3"}, None, "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ({"id_": "arXiv:2101.00001v3"}, None, "2101.00001", "https://arxiv.org/abs/2101.00001"),
        ({"id_": "2101.00001"}, None, None, None),  # might be anything
        ({"doi": "see below", "arxiv": "?"}, None, None, None),
        (
            {"url": "https://arxiv.org/pdf/2101.00001v2.pdf", "doi": "10.5555/a"},
            "10.5555/a", "2101.00001", "https://arxiv.org/pdf/2101.00001v2.pdf",
        ),
    ],
)  # fmt: skip
def test_fields_identifiers_are_found_and_lead_somewhere(
    given: dict[str, str], doi: str | None, arxiv: str | None, url: str | None
) -> None:
    paper = made(**given)
    assert (paper.doi, paper.arxiv, paper.url) == (doi, arxiv, url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.example.org", "https://", "https://a b", 7]
)
def test_fields_url_that_is_no_address_is_unknown(url: object) -> None:
    assert made(url=url).url is None


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("one\ntwo", "one two"),
        ("  one  \ntwo\n  three\nfour\n", "one two\nthree four"),
        ("one\n\ntwo", "one\ntwo"),
        ("one\n \n\n  two", "one\ntwo"),
        ("one  two\u2028three", "one  two\u2028three"),
        ("\n", ""),
    ],
)
def test_fields_unwrap_joins_lines_and_keeps_paragraphs(wrapped: str, expected: str) -> None:
    assert unwrap(wrapped) == expected


def test_fields_bad_byte_names_the_first() -> None:
    assert bad_byte("\udcff\udc80") == "not UTF-8 (byte 0xff); save the file as UTF-8"
    assert bad_byte("\ud800\udfff\ufffd") is None
