"""The library as a data set: a VoID description, and the run that made it.

No time stands here: the same papers give the same bytes. The IRI of the data
set comes from its papers and its size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from exports.rdf.terms import LABEL, TYPE, Object, Pair, Subject, integer, resource, term, text
from ontology.iris import digest
from ontology.knowledge import Knowledge
from ontology.namespaces import ID_BASE, ONTOLOGY, PREFIXES, short
from ontology.version import __version__

__all__ = ["Census", "library_descriptions"]

# The vocabularies in use: those whose prefix is not of our own resources or of plain datatypes.
_VOCABULARIES = tuple(
    value for name, value in PREFIXES.items() if not value.startswith(ID_BASE) and name != "xsd"
)


@dataclass(slots=True)
class Census:
    """How many of what there are, counted as they pass by."""

    subjects: int = 0
    properties: Counter[ox.NamedNode] = field(default_factory=Counter)
    classes: Counter[Object] = field(default_factory=Counter)

    def count(self, subject: Subject) -> Subject:
        """Count one subject, and give it back."""
        self.subjects += 1
        for predicate, value in subject[1]:
            self.properties[predicate] += 1
            if predicate == TYPE:
                self.classes[value] += 1
        return subject

    def __add__(self, other: Census) -> Census:
        """Both together."""
        return Census(
            self.subjects + other.subjects,
            self.properties + other.properties,
            self.classes + other.classes,
        )


def _counted(subjects: Iterable[Subject]) -> Census:
    census = Census()
    for subject in subjects:
        census.count(subject)
    return census


def library_descriptions(knowledge: Knowledge, census: Census) -> Iterator[Subject]:
    """The run, the program and the data set with its counts, which count these too.

    Args:
        knowledge: What the library holds.
        census: Of all other subjects.

    Yields:
        Each subject once.
    """
    name = digest(__version__, *(paper.node for paper in knowledge.papers), size=16)
    data = f"library/{digest(name, str(sum(census.properties.values())), size=16)}"
    known, found = Census(), census
    while found != known:  # a count of itself adds no triple, only a new class or property does
        known, found = found, census + _counted(_descriptions(name, data, found))
    yield from _descriptions(name, data, known)


def _descriptions(name: str, data: str, census: Census) -> Iterator[Subject]:
    program = resource(f"program/paperkg-{__version__}")
    run = resource(f"run/{name}")
    yield (
        program,
        (
            (TYPE, term("prov:SoftwareAgent")),
            (LABEL, text(f"paperkg {__version__}")),
            (term("schema:softwareVersion"), text(__version__)),
        ),
    )
    yield (
        run,
        (
            (TYPE, term("prov:Activity")),
            (LABEL, text("reading of papers and putting together of what they say")),
            (term("prov:wasAssociatedWith"), program),
        ),
    )
    parts = tuple(_partitions(data, census))
    yield resource(data), (*_data(run, census), *(link for link, _ in parts))
    yield from (part for _, part in parts)


def _data(run: ox.NamedNode, census: Census) -> Iterator[Pair]:
    yield TYPE, term("void:Dataset")
    yield LABEL, text("what some research papers say")
    yield term("dcterms:conformsTo"), ox.NamedNode(ONTOLOGY)
    yield term("prov:wasGeneratedBy"), run
    yield term("void:uriSpace"), text(ID_BASE)
    yield term("void:triples"), integer(sum(census.properties.values()))
    yield term("void:distinctSubjects"), integer(census.subjects)
    for vocabulary in _VOCABULARIES:
        yield term("void:vocabulary"), ox.NamedNode(vocabulary)


def _partitions(data: str, census: Census) -> Iterator[tuple[Pair, Subject]]:
    """How many instances a class has, how many triples a property."""
    kinds = (
        ("class", census.classes.items(), "entities"),
        ("property", census.properties.items(), "triples"),
    )
    for kind, counts, what in kinds:
        for name, number in sorted((one.value, number) for one, number in counts):
            part = ox.NamedNode(f"{resource(data).value}#{kind}-{short(name).replace(':', '-')}")
            yield (
                (term(f"void:{kind}Partition"), part),
                (
                    part,
                    (
                        (TYPE, term("void:Dataset")),
                        (term(f"void:{kind}"), ox.NamedNode(name)),
                        (term(f"void:{what}"), integer(number)),
                    ),
                ),
            )
