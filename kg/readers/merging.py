"""The same paper from several sources becomes one.

Records are one paper if they share a DOI, an arXiv identifier or a title (see
`title_key`), also through a third record. Different DOIs are no hindrance, for a
preprint and its journal have one each; but several papers on arXiv of one title
stay apart, and a record of that title without an identifier goes to the first
of them. Records are put in an order that does not depend on where they came
from: the longest abstract first, then the most
fields, then by content. Title and abstract are those of the first, the licence
that of this abstract, each other field that of the first that has it; an id that
a source gave counts before one that was minted. An abstract that says something
else is reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.readers.format import Skipped
from ontology.iris import paper_id
from ontology.keys import title_key
from ontology.records import Paper

__all__ = ["Found", "group_papers", "merge_papers"]

Found = tuple[str, Paper]  # the name of a source and a paper in it


def group_papers(found: Iterable[Found]) -> dict[str, list[Found]]:
    """The records of each paper, by the id that the paper gets.

    Args:
        found: Sources and papers, in any order.

    Returns:
        Groups by id, sorted by it; in a group the fullest record first.

    >>> one, other = Paper("a", "Moths", "We count."), Paper("b", "moths", "We.")
    >>> {id_: [source for source, _ in group] for id_, group in
    ...  group_papers([("y", other), ("x", one)]).items()}
    {'a': ['x', 'y']}
    """
    return {paper.id: group for group, paper, _ in _named(found)}


def merge_papers(found: Iterable[Found]) -> tuple[tuple[Paper, ...], tuple[Skipped, ...]]:
    """One paper for all records of it.

    Args:
        found: Sources and papers, in any order.

    Returns:
        Papers with ids of their own, sorted by id; and what the sources disagree about.

    >>> one = Paper("a", "Moths", "We count.")
    >>> merge_papers([("x", one), ("y", Paper("b", "moths", "We.", year=2021))])[0][0].year
    2021
    """
    named = _named(found)
    notes = [note for group, _, _ in named for note in _conflicts(group)]
    notes += [note for _, _, note in named if note is not None]
    return (
        tuple(paper for _, paper, _ in named),
        tuple(sorted(notes, key=lambda note: (note.where, note.reason))),
    )


def _named(found: Iterable[Found]) -> list[tuple[list[Found], Paper, Skipped | None]]:
    """Records of one paper, that paper, and what is to be said of its id; sorted by id."""
    papers: dict[str, Paper] = {}
    named = []
    for group in sorted((_ranked(group) for group in _groups(list(found))), key=_group_order):
        paper, note = _merge(group), None
        if paper.id in papers:
            reason = (
                f"id is used by another paper too ({_short(papers[paper.id])}); "
                "this one gets an id of its own"
            )
            note = Skipped(_where(group, paper), reason)
            paper = replace(paper, id=_free_id(paper, papers))
        papers[paper.id] = paper
        named.append((group, paper, note))
    return sorted(named, key=lambda item: item[1].id)


def _keys(papers: list[Paper]) -> Iterator[list[tuple[str | None, ...]]]:
    """The keys of each paper; a title is one together with an arXiv identifier."""
    by_doi = _first_arxiv((paper.doi, paper.arxiv) for paper in papers)
    titles = [title_key(paper.title) for paper in papers]
    arxivs = [paper.arxiv or by_doi.get(paper.doi or "") for paper in papers]
    by_title = _first_arxiv(zip(titles, arxivs, strict=True))
    for paper, title, arxiv in zip(papers, titles, arxivs, strict=True):
        of_title = ("title", title, arxiv or by_title.get(title))
        yield [key for key in (("doi", paper.doi), ("arxiv", paper.arxiv), of_title) if key[1]]


def _first_arxiv(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, str]:
    """The first of the arXiv identifiers that come with a DOI or title."""
    first: dict[str, str] = {}
    for key, arxiv in pairs:
        if key and arxiv:
            first[key] = min(arxiv, first.get(key, arxiv))
    return first


def _groups(found: list[Found]) -> list[list[Found]]:
    """Records that share a key, also through others; networkx keeps the sets."""
    from networkx.utils import UnionFind

    sets: UnionFind[object] = UnionFind()
    for place, keys in enumerate(_keys([paper for _, paper in found])):
        sets.union(place, *keys)
    groups: dict[object, list[Found]] = defaultdict(list)
    for place, item in enumerate(found):
        groups[sets[place]].append(item)
    return list(groups.values())


def _order(paper: Paper) -> tuple[int, int, str, str, str, str]:
    """Sorts the fullest record first: longest abstract, most fields, then by content."""
    fields = (
        paper.year,
        paper.venue,
        paper.url,
        paper.doi,
        paper.arxiv,
        paper.license,
        paper.authors or None,
    )
    return (
        -len(paper.abstract),
        sum(field is None for field in fields),
        paper.id,
        paper.title,
        paper.abstract,
        repr(fields),
    )


def _ranked(group: list[Found]) -> list[Found]:
    return sorted(group, key=lambda item: (_order(item[1]), item[0]))


def _group_order(group: list[Found]) -> tuple[str, tuple[int, int, str, str, str, str]]:
    return group[0][1].id, _order(group[0][1])


def _merge(group: list[Found]) -> Paper:
    papers = [paper for _, paper in group]
    best = papers[0]
    same = [paper for paper in papers if paper.abstract == best.abstract]
    given = (paper.id for paper in papers if paper.id != paper_id(paper.title))
    return replace(
        best,
        id=next(given, best.id),
        year=next((paper.year for paper in papers if paper.year is not None), None),
        authors=next((paper.authors for paper in papers if paper.authors), ()),
        venue=next((paper.venue for paper in papers if paper.venue), None),
        url=next((paper.url for paper in papers if paper.url), None),
        doi=next((paper.doi for paper in papers if paper.doi), None),
        arxiv=next((paper.arxiv for paper in papers if paper.arxiv), None),
        license=next((p.license for p in same if p.license), None),
    )


def _conflicts(group: list[Found]) -> Iterable[Skipped]:
    """Abstracts that are neither the longest nor its beginning; signs and gaps do not count."""
    if len(group) == 1:
        return
    best = group[0][1]
    longest = title_key(best.abstract)
    keys = {title_key(paper.abstract) for _, paper in group}
    others = sum(not longest.startswith(key) for key in keys)
    if others:
        reason = f"{others + 1} different abstracts of one paper; the longest is kept"
        yield Skipped(_where(group, best), reason)


def _where(group: list[Found], paper: Paper) -> str:
    sources = ", ".join(sorted({source for source, _ in group}))
    return f"{sources}: paper {paper.id} ({_short(paper)})"


def _short(paper: Paper) -> str:
    return paper.title[:60]


def _free_id(paper: Paper, taken: dict[str, Paper]) -> str:
    """An id from the title, or where that is taken from all of the text."""
    minted = paper_id(paper.title)
    return minted if minted not in taken else paper_id(paper.text)
