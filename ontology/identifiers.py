"""DOIs and arXiv identifiers: told apart, and written in one way.

The forms are those of https://info.arxiv.org/help/arxiv_identifier.html and of
https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html.
"""

from __future__ import annotations

import re
from urllib.parse import quote

__all__ = ["arxiv_url", "arxiv_year", "doi_url", "find_arxiv", "find_doi"]

_ARXIV = re.compile(
    r"(?P<mark>arxiv:\s*|https?://(?:[a-z]+\.)?arxiv\.org/(?:abs|pdf)/"
    r"|(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.)?"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
    r"(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE | re.ASCII,
)
_DOI = re.compile(
    r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(?P<id>10\.\d{4,9}/[!-~]+)", re.IGNORECASE | re.ASCII
)


def find_arxiv(text: str, *, bare: bool = False) -> str | None:
    """The arXiv identifier that a text is, without its version.

    Args:
        text: An identifier, an address or arXiv's own DOI.
        bare: Whether a number alone counts, as in a field for such numbers.

    Returns:
        The identifier in lower case, or None.

    >>> find_arxiv("arXiv:2101.00001v2"), find_arxiv("https://arxiv.org/abs/cs/0112017")
    ('2101.00001', 'cs/0112017')
    >>> find_arxiv("2101.00001"), find_arxiv("2101.00001", bare=True)
    (None, '2101.00001')
    """
    found = _ARXIV.fullmatch(text.strip())
    return found["id"].lower() if found and (bare or found["mark"]) else None


def find_doi(text: str) -> str | None:
    """The DOI that a text is, in lower case; not arXiv's own, which say no more than its number.

    >>> find_doi("https://doi.org/10.18653/V1/N19-1423"), find_doi("10.48550/arXiv.2101.00001")
    ('10.18653/v1/n19-1423', None)
    """
    found = _DOI.fullmatch(text.strip())
    return found["id"].lower() if found and not find_arxiv(text) else None


def arxiv_year(arxiv: str) -> int:
    """The year of submission, which every arXiv identifier begins with.

    >>> arxiv_year("1706.03762"), arxiv_year("hep-th/9901001")
    (2017, 1999)
    """
    year = int(arxiv.rpartition("/")[2][:2])
    return year + (1900 if year > 90 else 2000)


def doi_url(doi: str) -> str:
    """Where a DOI leads.

    >>> doi_url("10.5555/a<b")
    'https://doi.org/10.5555/a%3Cb'
    """
    return f"https://doi.org/{quote(doi, safe='/:;()._-', errors='replace')}"


def arxiv_url(arxiv: str) -> str:
    """Where a paper of arXiv can be read.

    >>> arxiv_url("1706.03762")
    'https://arxiv.org/abs/1706.03762'
    """
    return f"https://arxiv.org/abs/{arxiv}"
