"""BibTeX: entries as the ACL Anthology and reference managers write them, good beside broken."""

from __future__ import annotations

import pytest

from kg.readers.bibtex import looks_like_bibtex, read_bibtex
from kg.readers.format import Skipped, SourceText
from ontology.records import Paper

ANTHOLOGY = r"""@inproceedings{falter-ek-2021-counting,
    title = "Counting {M}oths with {BERT}: {\'E}t{\'e} {\&} Night",
    author = "Falter, Ada  and
      van der Ek, Bo  and
      {M{\"u}ller}, J{\"o}rg  and
      {The Moth Group}",
    editor = "Owl, Eve",
    booktitle = "Proceedings of the 1st Workshop on {L}amps",
    month = aug,
    year = "2021",
    address = "Online",
    publisher = "Association of Lamps",
    url = "https://example.org/2021.lamps-1.7",
    doi = "10.5555/V1/2021.Lamps-1.7",
    pages = "1--9",
    abstract = "We count 83{\%} of {``}moths{''} at night,
      and 5% more by day: $O(n^{2})$ owls.",
}
"""


def entry(title: str, abstract: str = "We count.", more: str = "") -> str:
    """A small entry."""
    return f"@article{{{title.lower()}, title={{{title}}}, abstract={{{abstract}}}{more}}}\n"


def read(text: str) -> list[Paper | Skipped]:
    """What is read from a text."""
    return list(read_bibtex(SourceText("x", text)))


def read_one(text: str) -> Paper:
    """The only paper of a text."""
    (paper,) = read(text)
    assert isinstance(paper, Paper)
    return paper


def test_bibtex_paper_has_all_fields_of_its_entry() -> None:
    assert read_one(ANTHOLOGY) == Paper(
        id="falter-ek-2021-counting",
        title="Counting Moths with BERT: Été & Night",
        abstract="We count 83% of “moths” at night, and 5% more by day: $O(n^{2})$ owls.",
        year=2021,
        authors=("Ada Falter", "Bo van der Ek", "Jörg Müller", "The Moth Group"),
        venue="Proceedings of the 1st Workshop on Lamps",
        url="https://example.org/2021.lamps-1.7",
        doi="10.5555/v1/2021.lamps-1.7",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ANTHOLOGY, True),
        ("% my papers\n\n  @ARTICLE (a, title = {A})", True),
        ("write to me@example{a}", False),
        ("@ lamps", False),
        ("", False),
    ],
)
def test_bibtex_is_told_by_a_line_that_begins_an_entry(text: str, expected: bool) -> None:
    assert looks_like_bibtex(text) is expected


@pytest.mark.parametrize(
    "more",
    [
        ", eprint={2101.00001}, archivePrefix={arXiv}",
        ", eprint={2101.00001v2}, eprinttype={arxiv}",
        ", url={https://arxiv.org/abs/2101.00001}",
        ", doi={10.48550/arXiv.2101.00001}",
    ],
)
def test_bibtex_arxiv_identifier_is_known_in_each_form(more: str) -> None:
    assert read_one(entry("A", more=more)).arxiv == "2101.00001"


def test_bibtex_number_of_another_archive_is_none_of_arxiv() -> None:
    assert read_one(entry("A", more=", eprint={2101.00001}, eprinttype={jstor}")).arxiv is None


def test_bibtex_strings_are_put_in_and_other_blocks_are_no_papers() -> None:
    text = (
        '@string{night = "Night Workshop"}\n@comment{by hand}\n@preamble{"x"}\nfree text\n'
        '@Article(a, Title = {A}, ABSTRACT = "b", journal = night, date = {2020-05})'
    )
    paper = read_one(text)
    assert (paper.title, paper.abstract, paper.venue) == ("A", "b", "Night Workshop")
    assert paper.year == 2020


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("@article{c, title={C}}\n", 'no abstract; add a field "abstract" with text'),
        ("@proceedings{c, year={2021}}\n", 'no title; add a field "title" with text'),
        (entry("C", "caf\udce9"), "not UTF-8 (byte 0xe9); save the file as UTF-8"),
        (
            "@article{c, title={C}, abstract={{not closed}\n",
            "not BibTeX (Unexpected block start: `@article`. Was still looking for field-value "
            "closing `}`); mend braces and commas of the entry",
        ),
        (
            "@article{c title={C}}\n",
            "not BibTeX (Expected comma after entry key, but found =); mend braces and commas of "
            "the entry",
        ),
    ],
)
def test_bibtex_bad_entry_is_skipped_with_its_line(bad: str, reason: str) -> None:
    first, skipped, last = read(entry("A") + bad + entry("B"))
    assert skipped == Skipped("x:2", reason)
    assert isinstance(first, Paper)
    assert isinstance(last, Paper)


def test_bibtex_key_or_field_given_twice_loses_no_entry() -> None:
    text = entry("A") + entry("A", "Again.") + entry("B", more=", note={x}, abstract={Later.}")
    papers = [item for item in read(text) if isinstance(item, Paper)]
    assert [(p.id, p.title, p.abstract) for p in papers] == [
        ("a", "A", "We count."), ("a", "A", "Again."), ("b", "B", "We count."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "names", ["", ",", "Falter,,,, Ada and", "and and and", "{A and B", "A} and {B"]
)
def test_bibtex_odd_names_lose_no_paper(names: str) -> None:
    text = f'@article{{a, title="A", abstract="b", author="{names}"}}'
    assert read_one(text).title == "A"


def test_bibtex_complaints_go_into_the_report_and_not_to_the_screen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    read("@article{c title={C}}\n@article{")
    assert capsys.readouterr() == ("", "")
