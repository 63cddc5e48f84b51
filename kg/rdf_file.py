"""RDF files read subject by subject: Turtle, N-Triples, JSON-LD, told by the name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from ontology.errors import SourceError, invalid_value

__all__ = ["SUFFIXES", "Described", "Value", "plain", "subjects_of"]

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Described = tuple[str, list[tuple[str, Value]]]  # an IRI, its predicates with their values

SUFFIXES = {
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ttl": ox.RdfFormat.TURTLE,
}


def plain(value: Value) -> str:
    """A value as a text: an IRI and a literal without what stands around them.

    >>> plain(ox.NamedNode("https://x.org")), plain(ox.Literal("a")), plain(ox.BlankNode("b"))
    ('https://x.org', 'a', '_:b')
    """
    return value.value if isinstance(value, ox.NamedNode | ox.Literal) else str(value)


def _quads(path: Path) -> Iterator[ox.Quad]:
    if path.suffix not in SUFFIXES:
        raise SourceError(f"{path}: {invalid_value('RDF format', path.suffix, SUFFIXES)}")
    try:
        yield from ox.parse(path=str(path), format=SUFFIXES[path.suffix])
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror or error})"
        raise SourceError(msg) from error
    except (SyntaxError, ValueError) as error:
        msg = f"{path}: does not parse as RDF: {' '.join(str(error).split())}"
        raise SourceError(msg) from error


def _runs(path: Path) -> Iterator[Described]:
    for subject, quads in groupby(_quads(path), key=lambda quad: quad.subject):
        yield plain(subject), [(quad.predicate.value, quad.object) for quad in quads]


def _stand_together(path: Path) -> bool:
    """Whether all triples of a subject stand together, as in every file of ours."""
    seen = set()
    for subject, _ in groupby(_quads(path), key=lambda quad: quad.subject):
        key = hash(subject)
        if key in seen:
            return False
        seen.add(key)
    if not seen:
        raise SourceError(f"{path}: holds no triples; give a file that paperkg export wrote")
    return True


def subjects_of(path: Path) -> Callable[[], Iterator[Described]]:
    """What goes through all subjects of a file, as often as it is called.

    How the file is laid out is looked at once, here. A file of ours is then read
    piece by piece; one in which the triples of a subject are scattered is held in memory.

    Args:
        path: Its suffix says the format.

    Returns:
        A function that gives each subject once, with everything that is said of it:
        IRI, and pairs of predicate and value, in the order of the file.

    Raises:
        SourceError: If it cannot be read or parsed, or holds nothing.
    """
    if _stand_together(path):
        return lambda: _runs(path)
    gathered: dict[str, list[tuple[str, Value]]] = {}
    for name, pairs in _runs(path):
        gathered.setdefault(name, []).extend(pairs)
    return lambda: iter(gathered.items())
