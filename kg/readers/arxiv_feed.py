"""The Atom feed of arXiv's interface, see https://info.arxiv.org/help/api/user-manual.html.

lxml parses it: it reads on behind an error and knows the line of each entry.
Entities are not resolved, nothing is loaded, and text beyond the ten million
characters that libxml2 allows ends the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.readers.fields import bad_byte, make_paper, unwrap
from kg.readers.format import Format, Skipped, SourceText
from ontology.identifiers import find_arxiv
from ontology.records import Paper

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["ARXIV_FEED", "looks_like_arxiv_feed", "read_arxiv_feed"]

ATOM = "{http://www.w3.org/2005/Atom}"
ARXIV = "{http://arxiv.org/schemas/atom}"
ERRORS = "arxiv.org/api/errors"  # begins the id of an entry that is no paper but a complaint
HEAD = 2_000  # characters in which the feed must begin
_HALF = re.compile("[\ud800-\udfff]")


def looks_like_arxiv_feed(text: str) -> bool:
    """Whether a text is XML with a feed as its root.

    >>> looks_like_arxiv_feed('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>')
    True
    """
    head = text[:HEAD].lstrip()
    return head.startswith("<") and re.search(r"<(?:\w+:)?feed[\s/>]", head) is not None


def _text(entry: _Element, *path: str) -> str | None:
    found = entry.find("/".join(path))
    return None if found is None else "".join(found.itertext())


def _to_paper(where: str, entry: _Element, *, damaged: bool) -> Paper | Skipped:
    title, abstract = _text(entry, f"{ATOM}title"), unwrap(_text(entry, f"{ATOM}summary") or "")
    address = (_text(entry, f"{ATOM}id") or "").strip()
    if ERRORS in address:
        return Skipped(where, f"arXiv found no paper ({abstract}); ask it again")
    if damaged and "\ufffd" in f"{title}{abstract}":
        return Skipped(where, "not UTF-8; save the file as UTF-8")
    arxiv = find_arxiv(address)
    return make_paper(
        where,
        title=title,
        abstract=abstract,
        id_=f"arxiv:{arxiv}" if arxiv else address,
        year=(_text(entry, f"{ATOM}published") or "").strip(),
        authors=[_text(author, f"{ATOM}name") for author in entry.iterfind(f"{ATOM}author")],
        venue=_text(entry, f"{ARXIV}journal_ref"),
        doi=_text(entry, f"{ARXIV}doi"),
        arxiv=arxiv,
        names=("title", "summary"),
    )


def read_arxiv_feed(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper an entry; what is not well-formed is reported, the rest is read."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the declaration says: the text was decoded before
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_HALF.sub("\ufffd", source.text).encode(), parser)
    except etree.XMLSyntaxError:  # nothing in it: the log says so
        root = None
    fatal = next(iter(parser.error_log.filter_from_fatals()), None)
    if fatal is not None:
        reason = f"not well-formed ({fatal.message}); papers may be missing: repair the file"
        yield Skipped(f"{source.name}:{fatal.line}", reason)
    damaged = bad_byte(source.text) is not None
    for entry in () if root is None else root.iter(f"{ATOM}entry"):
        yield _to_paper(f"{source.name}:{entry.sourceline}", entry, damaged=damaged)


ARXIV_FEED = Format(
    name="arXiv feed",
    about="The Atom feed that the arXiv interface answers with.",
    matches=looks_like_arxiv_feed,
    read=read_arxiv_feed,
    example="""\
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <entry>
    <id>http://arxiv.org/abs/2101.00001v1</id>
    <published>2021-01-01T00:00:00Z</published>
    <title>Counting Moths
  at Night</title>
    <summary>We count the moths &amp; owls
that a lamp draws.</summary>
    <author><name>Ada Falter</name></author>
  </entry>
</feed>
""",
)
