"""Validation of a library or a file, by the engine that fits its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from exports.rdf.describe import descriptions
from kg.rdf_file import Described, subjects_of
from kg.validation.engine import Engine
from kg.validation.report import Report
from kg.validation.shacl import check_by_pyshacl, has_pyshacl
from kg.validation.stream import check, take_census
from ontology.errors import QueryError
from ontology.knowledge import Knowledge

__all__ = ["SMALL", "validate", "validate_file", "validate_knowledge"]

SMALL = 20_000  # triples: beyond these pySHACL takes more than a few seconds


def validate(subjects: Callable[[], Iterator[Described]], engine: Engine = Engine.AUTO) -> Report:
    """Validate what can be gone through several times.

    Args:
        subjects: Gives each subject once, with all that is said of it.
        engine: What checks; AUTO is pySHACL for small graphs where it is installed.

    Returns:
        What was checked, and what does not hold.

    Raises:
        QueryError: If pySHACL is asked for and not installed.
    """
    census = take_census(subjects())
    if engine is Engine.SHACL and not has_pyshacl():
        msg = "--engine shacl: pySHACL is not installed; pip install 'paperkg[shacl]'"
        raise QueryError(msg)
    small = census.triples <= SMALL and has_pyshacl()
    if engine is Engine.SHACL or (engine is Engine.AUTO and small):
        name, found = "pySHACL", check_by_pyshacl(subjects())
    else:
        name, found = "the streaming checker", list(check(subjects(), census.types))
    found.sort(key=lambda v: (v.shape, v.kind, v.node, v.value or ""))
    return Report(census.triples, census.checked, name, tuple(found))


def validate_file(path: Path, engine: Engine = Engine.AUTO) -> Report:
    """Validate an RDF file; see `validate`.

    Raises:
        SourceError: If it cannot be read or parsed.
    """
    return validate(subjects_of(path), engine)


def validate_knowledge(knowledge: Knowledge, engine: Engine = Engine.AUTO) -> Report:
    """Validate what a library would export as RDF; see `validate`."""

    def subjects() -> Iterator[Described]:
        for subject, pairs in descriptions(knowledge):
            yield subject.value, [(predicate.value, value) for predicate, value in pairs]

    return validate(subjects, engine)
