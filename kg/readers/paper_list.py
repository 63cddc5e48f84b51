"""Pages copied from a paper-list site: a header, then title, blank line, abstract, over and over.

The header ends with a line that is only a date ("Mar 11"). Every abstract is
one line. What comes before the date is no paper. Without a date the page must
be little but titles and abstracts of one line each: else any prose would be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText, numbered_lines
from ontology.records import Paper

__all__ = ["PAPER_LIST", "looks_like_paper_list", "read_paper_list"]

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATE = re.compile(rf"(?:{_MONTHS})[a-z]* \d{{1,2}}(?:, \d{{4}})?")
_LONG = 200  # characters: an abstract is longer, a title is not
_MOSTLY = 0.8  # of the pairs of blocks, title and abstract, in a page without a date


def _blocks(text: str) -> list[tuple[int, str]]:
    """Line number and text of each run of lines between blank ones."""
    blocks: list[tuple[int, str]] = []
    start = 0
    lines: list[str] = []
    for number, line in (*numbered_lines(text), (0, "")):
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
    blocks = [block for _, block in _blocks(text)]
    pairs = [(one, other) for one, other in pairwise(blocks) if len(one) < _LONG <= len(other)]
    if any(_DATE.fullmatch(block) for block in blocks):
        return bool(pairs)
    plain = sum("\n" not in f"{one}{other}" and not one.startswith("#") for one, other in pairs)
    return plain > 0 and 2 * plain >= _MOSTLY * len(blocks)


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
            yield _lone(source, title)
            title = (line, block)
        else:
            yield make_paper(f"{source.name}:{title[0]}", title=title[1], abstract=block)
            title = None
    if title is not None:
        yield _lone(source, title)


def _lone(source: SourceText, title: tuple[int, str]) -> Skipped:
    line, block = title
    reason = f"title {block[:60]!r} without an abstract; put the abstract below it"
    return Skipped(f"{source.name}:{line}", reason)


def _is_sentence(block: str) -> bool:
    return block.rstrip().endswith((".", "!", "?")) and len(block.split()) > 8


PAPER_LIST = Format(
    name="paper list",
    about="A page copied from a paper-list site: a line with a date, then title, blank line, "
    "abstract on one line, blank line, and so on.",
    matches=looks_like_paper_list,
    read=read_paper_list,
    example="Mar 11\n\nCounting Moths at Night\n\n"
    "We count the moths that a lamp draws. Until now nobody has counted them by hand, for they do "
    "not sit still and there are many of them. We show how it can be done in one night with two "
    "people, a sheet and a pen, and how the count depends on the moon.\n",
)
