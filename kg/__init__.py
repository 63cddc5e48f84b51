"""A knowledge graph of papers, for scripts.

>>> import kg
>>> found = kg.extract("Tide: Fast Lane Detection", "We test Tide on ImageNet.")
>>> [(entity.name, str(entity.type)) for entity in found.entities]
[('Tide', 'Model'), ('lane detection', 'Task'), ('ImageNet', 'Dataset')]

``kg.build(["papers.jsonl"])`` makes a library in ``out/``, ``kg.load()`` gives
it back: `papers`, `entities`, `claims`, `results` and the NetworkX graph as
`graph`. `top`, `leaderboards`, `trend`, `compare`, `paths`, `gaps`, `similar`,
`communities`, `genealogy`, `co_use` and `filter` take that graph. Every function
imports what it needs when it is called, so that ``import kg`` is quick.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.questions import (
    co_use,
    communities,
    compare,
    filter,
    gaps,
    genealogy,
    leaderboards,
    paths,
    similar,
    top,
    trend,
)
from ontology.version import __version__

if TYPE_CHECKING:
    import networkx as nx

    from exports.html.page import Page
    from kg.sparql.answers import Answer
    from ontology.knowledge import Knowledge
    from ontology.records import Extraction, Paper

    Where = nx.MultiDiGraph[str] | str | Path

__all__ = [
    "__version__",
    "add",
    "build",
    "co_use",
    "communities",
    "compare",
    "ego",
    "extract",
    "filter",
    "find_papers",
    "gaps",
    "genealogy",
    "leaderboards",
    "load",
    "paths",
    "project",
    "query",
    "read_papers",
    "read_rdf",
    "remove",
    "similar",
    "top",
    "trend",
    "update",
    "view",
]


def read_papers(*sources: str | Path, strict: bool = False) -> tuple[Paper, ...]:
    """Read papers from files and folders; each format is detected from its content.

    Args:
        sources: Paths.
        strict: Stop at the first record that cannot be read, instead of leaving it out.

    Returns:
        Each paper once, sorted by id.

    Raises:
        SourceError: If a source cannot be read or holds no paper.
    """
    from kg.readers.reading import read_sources

    return read_sources([str(source) for source in sources], strict=strict).papers


def extract(title: str, abstract: str = "") -> Extraction:
    """Extract what one paper says.

    Args:
        title: One line.
        abstract: The text below it; half surrogate pairs are read as U+FFFD.

    Returns:
        Entities with mentions and roles, relations and results; offsets count
        code points of title + line end + abstract.
    """
    from exports.text import utf8_safe
    from extractors.pipeline import extract as extract_papers
    from ontology.iris import paper_id
    from ontology.records import Paper

    plain = utf8_safe(" ".join(title.split()))
    return next(extract_papers([Paper(paper_id(plain), plain, utf8_safe(abstract))]))


def build(
    sources: str | Path | Iterable[str | Path],
    out: str | Path = "out",
    *,
    strict: bool = False,
    workers: int = 1,
) -> Knowledge:
    """Make a library folder hold exactly the papers of some sources, with the usual exports.

    Args:
        sources: A path or several.
        out: The library folder.
        strict: Stop where a record cannot be read, before anything is written.
        workers: Most processes that read papers at once; with more than one the
            calling script needs ``if __name__ == "__main__":``.

    Returns:
        What the library holds now.

    Raises:
        SourceError: If a source cannot be read or holds no paper.
        LibraryError: If the folder holds a library of another version.
        ExportError: If the folder cannot be written.
    """
    from kg.builder import build_library

    return build_library(_texts(sources), Path(out), strict=strict, workers=workers).knowledge


def add(
    sources: str | Path | Iterable[str | Path],
    out: str | Path = "out",
    *,
    strict: bool = False,
    workers: int = 1,
) -> Knowledge:
    """Add the papers of some sources to a library, or bring up to date those it has.

    Args:
        sources: A path or several.
        out: The library folder.
        strict: Stop where a record cannot be read, before anything is written.
        workers: Most processes that read papers at once; see `build`.

    Returns:
        What the library holds now.

    Raises:
        SourceError: If a source cannot be read or holds no paper.
        LibraryError: If the library cannot be written or is of another version.
        ExportError: If an export cannot be written.
    """
    from kg.builder import add_papers

    return add_papers(_texts(sources), Path(out), strict=strict, workers=workers).knowledge


def remove(papers: str | Iterable[str], out: str | Path = "out", *, workers: int = 1) -> Knowledge:
    """Take papers out of a library, with all that only they say.

    Args:
        papers: Id, node id, DOI, arXiv identifier or title of one, or several.
        out: The library folder.
        workers: Most processes that read papers at once; see `build`.

    Returns:
        What the library holds now.

    Raises:
        LibraryError: If no paper is called so, or the library cannot be written.
    """
    from kg.builder import remove_papers

    names = [papers] if isinstance(papers, str) else papers
    return remove_papers(names, Path(out), workers=workers).knowledge


def update(out: str | Path = "out", *, workers: int = 1) -> Knowledge:
    """Bring a library up to date with this version and with its overrides, exports and all.

    Args:
        out: The library folder.
        workers: Most processes that read papers at once; see `build`.

    Returns:
        What the library holds now.

    Raises:
        LibraryError: If there is no library, or it cannot be written.
    """
    from kg.builder import update_library

    return update_library(Path(out), workers=workers).knowledge


def _texts(paths: str | Path | Iterable[str | Path]) -> list[str]:
    several = [paths] if isinstance(paths, str | Path) else paths
    return [str(path) for path in several]


def load(out: str | Path = "out") -> Knowledge:
    """Load a library folder.

    Args:
        out: Made by ``paperkg build`` or `build`.

    Returns:
        What it holds; the NetworkX graph is its `graph`.

    Raises:
        LibraryError: If there is no library, or one of another version.
    """
    from kg.library.store import read_knowledge

    return read_knowledge(Path(out))


def read_rdf(path: str | Path) -> nx.MultiDiGraph[str]:
    """Read back the graph that an RDF export was made of.

    Args:
        path: A file that ``paperkg export`` or ``build`` wrote: ``.ttl``, ``.nt`` or ``.jsonld``.

    Returns:
        A graph equal to the one exported: nodes, parallel edges, keys, and attributes
        with their types. Lone surrogates, which RDF cannot hold, are U+FFFD.

    Raises:
        SourceError: If the file cannot be read or parsed.
        GraphError: If it does not hold all of a graph, as after ``--lean``.
    """
    from kg.rdf_graph import graph_from_rdf

    return graph_from_rdf(Path(path))


def query(where: Knowledge | str | Path, text: str, **parameters: str | float) -> Answer:
    """Ask in SPARQL, with no limit of time; the usual prefixes need not be declared.

    Args:
        where: From `load` or `build`; or the folder of a library, which keeps
            its triples ready for the next question.
        text: SPARQL (no update), or the name of a query that comes along:
            ``paperkg query`` lists them.
        parameters: Values for ``$name`` in the query, things by their names.

    Returns:
        Columns and rows; iterating gives named tuples, `Answer.graph` the
        NetworkX graph of what stands in it.

    Raises:
        QueryError: If the query does not parse or is not allowed, or a value does not fit.
        LibraryError: If there is no library in the folder.
    """
    from kg.asking import ask, ask_folder

    if isinstance(where, str | Path):
        return ask_folder(Path(where), text, parameters)
    return ask(where, text, parameters)


def find_papers(
    where: Where,
    entity: str | None = None,
    role: str | None = None,
    *,
    model: str | None = None,
    dataset: str | None = None,
    task: str | None = None,
    metric: str | None = None,
) -> list[tuple[str, str]]:
    """The papers that name an entity, or all of several: node id and title of each, sorted.

    Args:
        where: A graph of a library, or the folder of one, of which only what
            is needed is read.
        entity: Name, alias or node id; names are compared without case.
        role: Only papers with this role for it (``"evaluatesOn"``); of several
            for those whose type can have it.
        model: An entity of this type.
        dataset: An entity of this type.
        task: An entity of this type.
        metric: An entity of this type.

    Raises:
        GraphError: If nothing is called so, the role is unknown, or nothing is asked for.
        LibraryError: If there is no library in the folder.
    """
    from kg.analysis.papers import asked_for
    from kg.analysis.papers import find_papers as find

    asked = asked_for(entity, role, model=model, dataset=dataset, task=task, metric=metric)
    if isinstance(where, str | Path):
        from kg.library.lookup import papers_in

        return papers_in(Path(where), asked, role)
    return find(where, asked, role)


def ego(where: Where, name: str, hops: int = 1) -> nx.MultiDiGraph[str]:
    """What surrounds an entity or a paper.

    Args:
        where: A graph of a library, or the folder of one, of which only what
            is needed is read.
        name: Name, alias, title or node id.
        hops: How many edges away, whichever way they point.

    Returns:
        A new graph of the nodes that near, all claims among them, and the
        papers that make these claims.

    Raises:
        GraphError: If nothing is called so.
        LibraryError: If there is no library in the folder.
    """
    if isinstance(where, str | Path):
        from kg.library.lookup import ego_in

        return ego_in(Path(where), name, hops)
    from kg.analysis.neighbourhood import ego as find_ego

    return find_ego(where, name, hops)


def project(where: Where, type_: str, via: str = "Paper") -> nx.Graph[str]:
    """Nodes of one type, joined where they share neighbours of another.

    Args:
        where: A graph of a library; it is not changed. Or the folder of one.
        type_: Type of the nodes to keep (``"Dataset"``).
        via: Type of the neighbours they share.

    Returns:
        A new undirected graph; edge attribute `weight` = number shared.

    Raises:
        GraphError: If a type is unknown.
        LibraryError: If there is no library in the folder.
    """
    from kg.analysis.projection import project as project_graph

    if isinstance(where, str | Path):
        if via == "Paper" and type_ != "Paper":
            from kg.library.lookup import project_in

            return project_in(Path(where), type_)
        where = load(where).graph
    return project_graph(where, type_, via)


def view(what: Knowledge | nx.MultiDiGraph[str]) -> Page:
    """The interactive page of a library, or of a graph or a part of one; a notebook shows it.

    Args:
        what: From `load`, with the abstracts of its papers; or a graph that
            keeps the contract of `kg.graph`, with the sentences of its edges.
            It is not changed.

    Returns:
        A page; `Page.html` is the document, `Page.save` writes it to a file.
    """
    from exports.html.page import make_page
    from kg.layout import lay_out
    from ontology.knowledge import Knowledge

    graph = what.graph if isinstance(what, Knowledge) else what
    return make_page(what, lay_out(graph))
