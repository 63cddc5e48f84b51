"""Pages copied from a paper-list site: a header, then title, blank line, abstract, over and over.

The header ends with a line that is only a date ("Mar 11"). Every abstract is
one line. What comes before the date is no paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.readers.format import Skipped, SourceText
from ontology.iris import paper_id
from ontology.records import Paper

__all__ = ["looks_like_paper_list", "read_paper_list"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = re.compile(rf"(?:{_MONTHS})[a-z]* \d{{1,2}}(?:, \d{{4}})?")
_LONG = 200  # characters: an abstract is longer, a title is not


def _blocks(text: str) -> list[tuple[int, str]]:
    """Line number and text of each run of lines between blank ones."""
    blocks: list[tuple[int, str]] = []
    start = 0
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            start = start if lines else number
            lines.append(line.strip())
        elif lines:
            blocks.append((start, "\n".join(lines)))
            lines = []
    return blocks


def looks_like_paper_list(text: str) -> bool:
    r"""Whether a text is such a page: short and long blocks take turns.

    >>> looks_like_paper_list("Mar 11\n\nA title\n\n" + "word " * 60)
    True
    """
    lengths = [len(block) for _, block in _blocks(text)]
    return any(short < _LONG <= long for short, long in pairwise(lengths))


def read_paper_list(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read the papers of such a page, in its order."""
    blocks = _blocks(source.text)
    dates = [place for place, (_, block) in enumerate(blocks) if _DATE.fullmatch(block)]
    body = blocks[dates[0] + 1 :] if dates else blocks
    body = [(line, block) for line, block in body if not _DATE.fullmatch(block)]
    title: tuple[int, str] | None = None
    for line, block in body:
        if title is None:
            title = (line, block)
        elif len(block) < _LONG and len(title[1]) < _LONG and not _is_sentence(block):
            yield Skipped(
                f"{source.name}:{title[0]}", f"title {title[1][:60]!r} without an abstract"
            )
            title = (line, block)
        else:
            name = " ".join(title[1].split())
            yield Paper(id=paper_id(name), title=name, abstract=block)
            title = None
    if title is not None:
        yield Skipped(f"{source.name}:{title[0]}", f"title {title[1][:60]!r} without an abstract")


def _is_sentence(block: str) -> bool:
    return block.rstrip().endswith((".", "!", "?")) and len(block.split()) > 8
