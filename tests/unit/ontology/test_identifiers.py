"""DOIs and arXiv identifiers in each form people write them, and what is neither."""

from __future__ import annotations

import pytest

from ontology.identifiers import arxiv_url, arxiv_year, doi_url, find_arxiv, find_doi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arXiv:2101.00001", "2101.00001"),
        ("ARXIV: 2101.00001v12", "2101.00001"),
        (" arxiv:0704.0001\n", "0704.0001"),
        ("arXiv:hep-th/9901001v2", "hep-th/9901001"),
        ("arXiv:math.GT/0309136", "math.gt/0309136"),
        ("http://arxiv.org/abs/2101.00001v1", "2101.00001"),
        ("https://www.arxiv.org/pdf/2101.00001v1.pdf", "2101.00001"),
        ("https://doi.org/10.48550/arXiv.2101.00001", "2101.00001"),
        ("10.48550/ARXIV.2101.00001", "2101.00001"),
        ("2101.00001", None),
        ("arxiv:2101.000012", None),
        ("arxiv:2101.00001 and more", None),
        ("https://example.org/abs/2101.00001", None),
        ("arxiv:", None),
        ("", None),
    ],
)
def test_identifiers_arxiv_is_found_in_each_form(text: str, expected: str | None) -> None:
    assert find_arxiv(text) == expected


@pytest.mark.parametrize("text", ["2101.00001", "2101.00001v3", "cs/0112017"])
def test_identifiers_arxiv_number_alone_counts_where_it_is_known_to_be_one(text: str) -> None:
    assert find_arxiv(text) is None
    assert find_arxiv(text, bare=True) == text.removesuffix("v3")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.18653/v1/N19-1423", "10.18653/v1/n19-1423"),
        ("doi: 10.5555/A", "10.5555/a"),
        ("https://dx.doi.org/10.1002/(SICI)1<1::AID>3", "10.1002/(sici)1<1::aid>3"),
        ("10.48550/arXiv.2101.00001", None),  # says no more than the number
        ("10.5555/", None),
        ("10.5555/a b", None),
        ("10.5555/\u2028", None),
        ("11.5555/a", None),
        ("https://example.org/10.5555/a", None),
        ("", None),
    ],
)
def test_identifiers_doi_is_found_in_each_form(text: str, expected: str | None) -> None:
    assert find_doi(text) == expected


@pytest.mark.parametrize(
    ("arxiv", "year"),
    [("hep-th/9107001", 1991), ("math/9912001", 1999), ("cs/0001001", 2000), ("2406.00001", 2024)],
)
def test_identifiers_arxiv_year_is_that_of_submission(arxiv: str, year: int) -> None:
    assert arxiv_year(arxiv) == year


def test_identifiers_addresses_need_no_more_escapes() -> None:
    assert arxiv_url("cs/0112017") == "https://arxiv.org/abs/cs/0112017"
    assert (
        doi_url("10.1002/(sici)1<1::aid>3#x") == "https://doi.org/10.1002/(sici)1%3C1::aid%3E3%23x"
    )
    assert doi_url("10.5555/\ud800 é") == "https://doi.org/10.5555/%3F%20%C3%A9"
