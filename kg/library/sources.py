"""What sources gave, kept record by record: papers follow from it in one way, whatever the order.

A record that is read again from the same source, with the same id and title,
takes the place of the one before.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from kg.library.database import Connection, pack, unpack
from kg.readers.merging import Found, group_papers
from ontology.errors import LibraryError
from ontology.identifiers import find_arxiv, find_doi
from ontology.iris import paper_node
from ontology.keys import title_key
from ontology.records import Paper

__all__ = ["add_records", "all_records", "put_records", "remove_papers_from"]


def _bytes(name: str) -> bytes:
    """The name of a file, which need not be text."""
    return name.encode("utf-8", "surrogatepass")


def _name(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def all_records(connection: Connection) -> list[Found]:
    """Every record with the name of its source, sorted by source and id."""
    rows = connection.execute("SELECT source, record FROM records ORDER BY source, id, nth")
    return [(_name(source), unpack(paper, Paper)) for source, paper in rows]


def add_records(before: Iterable[Found], new: Iterable[Found]) -> list[Found]:
    """Records with those that are read now, which take the place of earlier versions.

    A record is a version of another from the same source with the same id and title.

    >>> old, now = Paper("a", "Moths", "We count."), Paper("a", "Moths", "We count on.")
    >>> [(source, p.abstract) for source, p in add_records([("x", old), ("y", old)], [("x", now)])]
    [('y', 'We count.'), ('x', 'We count on.')]
    """
    added = list(new)
    again = {_same(source, paper) for source, paper in added}
    return [(source, p) for source, p in before if _same(source, p) not in again] + added


def _same(source: str, paper: Paper) -> tuple[str, str, str]:
    """What two versions of a record share: another year's file may count its papers alike."""
    return os.path.normpath(source), paper.id, title_key(paper.title)


def put_records(connection: Connection, records: Iterable[Found]) -> None:
    """Make these the records of the library."""
    connection.execute("DELETE FROM records")
    connection.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", _rows(records))


def _rows(records: Iterable[Found]) -> Iterator[tuple[bytes, str, int, bytes]]:
    count: Counter[tuple[str, str]] = Counter()
    for source, paper in records:
        yield _bytes(source), paper.id, count[source, paper.id], pack(paper)
        count[source, paper.id] += 1


def remove_papers_from(records: Iterable[Found], names: Iterable[str]) -> list[Found]:
    """Records without those of some papers, whatever source they are from.

    Args:
        records: Of the library.
        names: Of papers: id, node id, DOI, arXiv identifier or title.

    Raises:
        LibraryError: If no paper is called so.

    >>> found = [("x", Paper("a", "Moths", "We count.")), ("y", Paper("b", "Owls", "We count."))]
    >>> [source for source, _ in remove_papers_from(found, ["moths"])]
    ['y']
    """
    groups = group_papers(records)
    gone: set[str] = set()
    for name in names:
        ids = _called(name, groups)
        if not ids:
            near = get_close_matches(name, [group[0][1].title for group in groups.values()], n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            msg = f"no paper has the id, DOI, arXiv identifier or title {name!r}{hint}"
            raise LibraryError(msg)
        gone |= ids
    return [record for id_, group in groups.items() if id_ not in gone for record in group]


def _called(name: str, groups: Mapping[str, Sequence[Found]]) -> set[str]:
    """Ids of the papers of a name: by the first way of naming that fits any."""
    doi, arxiv, title = find_doi(name), find_arxiv(name, bare=True), title_key(name)
    ways: tuple[Callable[[str, Paper], bool], ...] = (
        lambda id_, _: name in {id_, paper_node(id_)},
        lambda _, paper: name == paper.id,
        lambda _, paper: doi is not None and doi == paper.doi,
        lambda _, paper: arxiv is not None and arxiv in {paper.arxiv, find_arxiv(paper.id)},
        lambda _, paper: bool(title) and title == title_key(paper.title),
    )
    for is_so in ways:
        ids = {id_ for id_, group in groups.items() if any(is_so(id_, p) for _, p in group)}
        if ids:
            return ids
    return set()
