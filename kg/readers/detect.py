"""The formats that are read, and which of them a text is in: told by content, never by name."""

from __future__ import annotations

from kg.readers.arxiv_feed import ARXIV_FEED
from kg.readers.arxiv_metadata import ARXIV_METADATA
from kg.readers.bibtex import BIBTEX
from kg.readers.fields import bad_byte
from kg.readers.format import Format
from kg.readers.openalex import OPENALEX
from kg.readers.paper_list import PAPER_LIST
from kg.readers.records import JSON, JSONL
from kg.readers.ris import RIS
from kg.readers.semantic_scholar import SEMANTIC_SCHOLAR
from kg.readers.table import TABLE

__all__ = ["FORMATS", "detect_format", "why_unknown"]

# In the order they are tried: what begins like nothing else first, JSON with fields of its own
# before JSON, and what is only a shape of blocks last.
FORMATS: tuple[Format, ...] = (
    TABLE,
    OPENALEX,
    SEMANTIC_SCHOLAR,
    ARXIV_METADATA,
    JSONL,
    JSON,
    ARXIV_FEED,
    BIBTEX,
    RIS,
    PAPER_LIST,
)


def detect_format(text: str) -> Format | None:
    """Tell the format of a text.

    Args:
        text: All of it.

    Returns:
        The first format that matches, or None.

    >>> detect_format('{"title": "A", "abstract": "b"}').name
    'JSONL'
    """
    return next((format_ for format_ in FORMATS if format_.matches(text)), None)


def why_unknown(text: str) -> str:
    r"""What is wrong with a text that is in no format, and what to do.

    >>> why_unknown("\n")
    'empty; give a file with papers'
    """
    if not text.strip():
        return "empty; give a file with papers"
    if "\x00" in text:
        return "not text, or UTF-16 without its mark; give text in UTF-8"
    names = ", ".join(format_.name for format_ in FORMATS)
    damage = bad_byte(text)
    return damage or f"no papers found; formats that are read: {names}; examples: paperkg sources"
