"""A knowledge graph of papers, for scripts.

>>> import kg
>>> found = kg.extract("Tide: Fast Lane Detection", "We test Tide on ImageNet.")
>>> [(entity.name, str(entity.type)) for entity in found.entities]
[('Tide', 'Model'), ('lane detection', 'Task'), ('ImageNet', 'Dataset')]

``kg.build(["papers.jsonl"])`` makes a library in ``out/``, ``kg.load()`` gives
it back: `papers`, `entities`, `claims`, `results` and the NetworkX graph as
`graph`. Every function imports what it needs when it is called, so that
``import kg`` is quick.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.version import __version__

if TYPE_CHECKING:
    import networkx as nx

    from exports.html.page import Page
    from kg.sparql import Answer
    from ontology.records import Extraction, Knowledge, Paper

__all__ = [
    "__version__",
    "build",
    "extract",
    "find_papers",
    "load",
    "project",
    "query",
    "read_papers",
    "view",
]


def read_papers(*sources: str | Path, strict: bool = False) -> tuple[Paper, ...]:
    """Read papers from files and folders; each format is told by its content.

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

    paths = [sources] if isinstance(sources, str | Path) else sources
    texts = [str(path) for path in paths]
    return build_library(texts, Path(out), strict=strict, workers=workers).knowledge


def load(out: str | Path = "out") -> Knowledge:
    """Load a library folder.

    Args:
        out: Made by ``paperkg build`` or `build`.

    Returns:
        What it holds; the NetworkX graph is its `graph`.

    Raises:
        LibraryError: If there is no library, or one of another version.
    """
    from kg.library import read_knowledge

    return read_knowledge(Path(out))


def query(knowledge: Knowledge, text: str) -> Answer:
    """Ask in SPARQL; for many questions keep a store, see `kg.sparql`.

    Args:
        knowledge: From `load` or `build`.
        text: SELECT or ASK, or the name of a query that comes along.

    Returns:
        Columns and rows.

    Raises:
        QueryError: If the query does not parse or is not allowed.
    """
    from kg.queries import named_queries
    from kg.sparql import make_store, run_query

    return run_query(make_store(knowledge), named_queries().get(text, text))


def find_papers(
    graph: nx.MultiDiGraph[str], entity: str, role: str | None = None
) -> list[tuple[str, str]]:
    """The papers that name an entity: node id and title of each, sorted.

    Args:
        graph: Of a library.
        entity: Name, alias or node id; names are compared without case.
        role: Only papers with this role for it (``"evaluatesOn"``).

    Raises:
        GraphError: If the role is unknown.
    """
    from kg.analysis import find_papers as find

    return find(graph, entity, role)


def project(graph: nx.MultiDiGraph[str], type_: str, via: str = "Paper") -> nx.Graph[str]:
    """Nodes of one type, joined where they share neighbours of another.

    Args:
        graph: Of a library; it is not changed.
        type_: Type of the nodes to keep (``"Dataset"``).
        via: Type of the neighbours they share.

    Returns:
        A new undirected graph; edge attribute `weight` = number shared.

    Raises:
        GraphError: If a type is unknown.
    """
    from kg.analysis import project as project_graph

    return project_graph(graph, type_, via)


def view(graph: nx.MultiDiGraph[str]) -> Page:
    """The interactive page of a graph or a part of one; a notebook shows it.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.

    Returns:
        A page; `Page.html` is the document, `Page.save` writes it to a file.
    """
    from exports.html.page import make_page
    from kg.layout import lay_out

    return make_page(graph, lay_out(graph))
