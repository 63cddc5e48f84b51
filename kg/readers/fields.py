"""From the fields of a record to a paper: one rule for each field, whatever the format.

Text is taken as it stands. Only what no file can hold is replaced (half
surrogates become U+FFFD), a title is put on one line, and white space around an
abstract goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kg.readers.format import Skipped
from ontology.identifiers import arxiv_url, doi_url, find_arxiv, find_doi
from ontology.iris import paper_id
from ontology.records import Paper

__all__ = ["bad_byte", "make_paper", "plausible_year", "unwrap"]

# The longest of 60,000 abstracts has 4,433 characters, the longest title 240; there is room for
# 50,000 words all the same.
MAX_TITLE = 1_000
MAX_ABSTRACT = 400_000
YEARS = range(1500, 2101)  # beyond these stands for "unknown", or is a slip

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # the other half surrogates
_YEAR = re.compile(r"\s*([0-9]{4})(?![0-9])")  # "2021", 2021, "2021-05-03"
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")  # gaps within a line stay: offsets count them
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def bad_byte(text: str) -> str | None:
    r"""What to say of a text with a byte in it that is not UTF-8; None of any other.

    >>> bad_byte("caf\udce9"), bad_byte("café")
    ('not UTF-8 (byte 0xe9); save the file as UTF-8', None)
    """
    found = _BAD_BYTE.search(text)
    if found is None:
        return None
    return f"not UTF-8 (byte {ord(found[0]) - 0xDC00:#04x}); save the file as UTF-8"


def unwrap(text: str) -> str:
    r"""Text broken into short lines, as arXiv keeps it, one line a paragraph.

    A blank line or a line set in begins a paragraph.

    >>> unwrap("  We count\nmoths.\n  Twice.\n")
    'We count moths.\nTwice.'
    """
    paragraphs: list[list[str]] = [[]]
    for line in text.strip().split("\n"):
        if not line.strip() or line[0].isspace():
            paragraphs.append([])
        paragraphs[-1].append(line.strip())
    return "\n".join(" ".join(filter(None, lines)) for lines in paragraphs if any(lines))


def make_paper(
    where: str,
    *,
    title: object,
    abstract: object,
    id_: object = None,
    year: object = None,
    authors: object = (),
    venue: object = None,
    url: object = None,
    doi: object = None,
    arxiv: object = None,
    license_: object = None,
    names: tuple[str, str] = ("title", "abstract"),
) -> Paper | Skipped:
    """A paper from what a record holds, or why it is none.

    Args:
        where: Name of the source and place in it.
        title: Text, else there is no paper; so for `abstract`.
        abstract: See `title`.
        id_: Text or number; without it one is minted from the title.
        year: Anything that begins with four digits; see `plausible_year`.
        authors: A list of names or of objects with a name, or text with semicolons.
        venue: Text, else unknown.
        url: An address, else made from DOI or arXiv identifier.
        doi: In any form; if missing, `id_` or `url` may be one.
        arxiv: So too.
        license_: Text, else unknown.
        names: What the format calls title and abstract, for messages.

    Returns:
        The paper or the reason.

    >>> make_paper("x:1", title="A  title", abstract=" We count.", year="2021-05").year
    2021
    >>> make_paper("x:1", title="A title", abstract=None).reason
    'no abstract; add a field "abstract" with text'
    """
    problem = _problem(title, names[0], MAX_TITLE) or _problem(abstract, names[1], MAX_ABSTRACT)
    if problem is not None:
        return Skipped(where, problem)
    name = _LINE_BREAK.sub(" ", _text(title))
    given, address = _identifier(id_), _text(url)
    marks = (_text(doi), given, address)
    arxiv_id = find_arxiv(_text(arxiv), bare=True) or _first(find_arxiv, marks)
    doi_id = _first(find_doi, marks)
    if not _ADDRESS.fullmatch(address):
        address = (doi_id and doi_url(doi_id)) or (arxiv_id and arxiv_url(arxiv_id)) or ""
    paper = Paper(
        id=given or paper_id(name),
        title=name,
        abstract=_text(abstract),
        year=plausible_year(year),
        authors=_authors(authors),
        venue=_text(venue) or None,
        url=address or None,
        doi=doi_id,
        arxiv=arxiv_id,
        license=_text(license_) or None,
    )
    fields = (paper.venue, paper.license, paper.url)
    written = (paper.id, paper.text, *paper.authors, *filter(None, fields))
    damage = bad_byte("\n".join(written))
    return paper if damage is None else Skipped(where, damage)


def _problem(value: object, name: str, longest: int) -> str | None:
    """What is wrong with a title or an abstract."""
    if not isinstance(value, str) or not _is_visible(value):
        return f'no {name}; add a field "{name}" with text'
    if len(value) > longest:
        return f"{name} of {len(value):,} characters; give at most {longest:,}"
    return None


def _is_visible(text: str) -> bool:
    """Whether there is anything to see: more than gaps, marks of direction and the like."""
    return any(char.isprintable() and not char.isspace() for char in text)


def _text(value: object) -> str:
    return _LONE.sub("\ufffd", value).strip() if isinstance(value, str) else ""


def _identifier(value: object) -> str:
    if isinstance(value, int) and value and not isinstance(value, bool):
        return str(value)
    return _text(value)


def _first(find: Callable[[str], str | None], texts: Iterable[str]) -> str | None:
    return next((found for found in map(find, texts) if found), None)


def plausible_year(value: object) -> int | None:
    """The year that something begins with; None where no paper can be of it.

    >>> plausible_year("2021-05-03"), plausible_year("0000"), plausible_year(9999)
    (2021, None, None)
    """
    found = _YEAR.match(str(value)) if isinstance(value, str | int | float) else None
    return int(found[1]) if found and int(found[1]) in YEARS else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, list | tuple):
        return ()
    names = (_text(v.get("name") if isinstance(v, dict) else v) for v in value)
    return tuple(" ".join(name.split()) for name in names if name)
