"""BibTeX with abstracts, as the ACL Anthology and reference managers export it.

bibtexparser takes a file apart and goes on behind a broken entry; `latex`
decodes the fields. Runs of white space are one blank, as BibTeX has it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.readers.fields import make_paper
from kg.readers.format import Format, Skipped, SourceText
from kg.readers.latex import decode_latex
from ontology.records import Paper

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry

__all__ = ["BIBTEX", "looks_like_bibtex", "read_bibtex"]

_ENTRY = re.compile(r"^[ \t]*@[a-z]+[ \t]*[{(]", re.IGNORECASE | re.ASCII | re.MULTILINE)
_QUIET = logging.NullHandler()  # what the parser complains of is reported as skipped


def looks_like_bibtex(text: str) -> bool:
    """Whether a line of a text begins an entry.

    >>> looks_like_bibtex("@article{a, title={A}}"), looks_like_bibtex("me@home{x}")
    (True, False)
    """
    return _ENTRY.search(text) is not None


def _names(field: str) -> list[str]:
    """The names of an author field, first names first."""
    from bibtexparser.middlewares.names import (
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    parts = (
        parse_single_name_into_parts(name, strict=False)
        for name in split_multiple_persons_names(field)
    )
    return [decode_latex(part.merge_first_name_first) for part in parts]


def _to_paper(where: str, entry: Entry) -> Paper | Skipped:
    fields = {field.key.lower(): str(field.value) for field in reversed(entry.fields)}
    is_arxiv = fields.get("archiveprefix", fields.get("eprinttype", "")).lower() == "arxiv"
    return make_paper(
        where,
        title=decode_latex(fields.get("title", "")),
        abstract=decode_latex(fields.get("abstract", "")),
        id_=entry.key,
        year=fields.get("year") or fields.get("date"),
        authors=_names(fields.get("author", "")),
        venue=decode_latex(fields.get("booktitle") or fields.get("journal") or ""),
        url=fields.get("url"),
        doi=fields.get("doi"),
        arxiv=fields.get("eprint") if is_arxiv else None,
    )


def _items(library: Library, name: str) -> Iterator[Paper | Skipped]:
    from bibtexparser.exceptions import BlockAbortedException
    from bibtexparser.middlewares import RemoveEnclosingMiddleware
    from bibtexparser.model import Entry, ParsingFailedBlock

    opened = RemoveEnclosingMiddleware()
    for block in library.blocks:
        where = f"{name}:{(block.start_line or 0) + 1}"
        whole = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else None
        if isinstance(block, Entry):
            yield _to_paper(where, block)
        elif isinstance(whole, Entry):  # a key or a field twice: the entry can be read all the same
            entry = opened.transform_entry(whole, library)
            yield _to_paper(where, entry)
        elif isinstance(block, ParsingFailedBlock):
            error = block.error
            why = error.abort_reason if isinstance(error, BlockAbortedException) else str(error)
            reason = f"not BibTeX ({' '.join(why.split())}); mend braces and commas of the entry"
            yield Skipped(where, reason)


def read_bibtex(source: SourceText) -> Iterator[Paper | Skipped]:
    """Read one paper an entry; an entry that cannot be parsed is reported and skipped."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").addHandler(_QUIET)
    yield from _items(parse_string(source.text), source.name)


BIBTEX = Format(
    name="BibTeX",
    about="Entries with an abstract, such as the ACL Anthology's; LaTeX becomes plain text.",
    matches=looks_like_bibtex,
    read=read_bibtex,
    example=r"""@inproceedings{falter-2021-moths,
    title = "Counting {M}oths at Night",
    author = "Falter, Ada and M{\"u}ller, Bo",
    booktitle = "Proceedings of the Lamp Workshop",
    year = "2021",
    doi = "10.5555/moths.1",
    abstract = "We count 83{\%} of the moths that a lamp draws.",
}
""",
)
