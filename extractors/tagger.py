"""The tagger: mentions by a trained network, with a probability for each.

It finds names it has never seen. What the vocabulary knows raises a doubtful
stretch.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import Candidate, add_candidates
from extractors.chain import Stretch, choose, find_stretches
from extractors.network import Floats, States, load_network
from extractors.reading import Reading
from ontology.known import find_known
from ontology.schema import EntityType, Subtype

__all__ = ["COMPONENT", "Tagger", "make_tagger", "raise_known", "to_candidate"]

COMPONENT = "tagger"
TYPES = tuple(EntityType)


@lru_cache(65536)
def _known_type(surface: str) -> int | None:
    """Number of the one type whose vocabulary has a name."""
    found = [number for number, type_ in enumerate(TYPES) if find_known(type_, surface)]
    return found[0] if len(found) == 1 else None


def raise_known(stretch: Stretch, surface: str, factor: float) -> Stretch:
    """Raise the odds of a known name, and of its type among the types.

    >>> raised = raise_known(Stretch(0, 0, (0.2, 0.2, 0.0, 0.0)), "CIFAR-10", 4.0)
    >>> [round(p, 2) for p in raised.types]
    [0.11, 0.46, 0.0, 0.0]
    >>> raise_known(Stretch(0, 0, (0.2, 0.2, 0.0, 0.0)), "no such name", 4.0).types
    (0.2, 0.2, 0.0, 0.0)
    """
    kind = _known_type(surface)
    if kind is None:
        return stretch
    types = [p * factor if number == kind else p for number, p in enumerate(stretch.types)]
    odds = stretch.probability / max(1e-6, 1 - stretch.probability) * factor**0.5
    scale = odds / (1 + odds) / sum(types)
    return Stretch(stretch.first, stretch.last, tuple(p * scale for p in types))


class Tagger:
    """Finds mentions with the network."""

    def find(self, doc: Doc) -> list[Candidate]:
        """The mentions of the text, without overlap."""
        return _read(doc)[0]

    def __call__(self, doc: Doc) -> Doc:
        """Add them to the candidates, and leave what the network makes of each token."""
        found, doc.tensor = _read(doc)  # type: ignore[assignment]
        return add_candidates(doc, found)


def _read(doc: Doc) -> tuple[list[Candidate], States]:
    """The mentions of a text, and the states of its tokens; without words, what was there."""
    network = load_network()
    reading = network.read(doc.text)
    if not reading.starts:
        return [], np.asarray(doc.tensor, dtype=np.float32)
    states, scores = network.states(reading)
    return _mentions(reading, scores), _align(doc, reading, states)


def _mentions(reading: Reading, scores: Floats) -> list[Candidate]:
    network = load_network()
    stretches = [
        raise_known(s, reading.surface(s.first, s.last), network.bounds.known)
        for s in find_stretches(scores, network.chain)
    ]
    return [to_candidate(s, reading) for s in choose(stretches, network.bounds.mention)]


def _align(doc: Doc, reading: Reading, states: States) -> States:
    """States of words as rows of tokens; white space has none."""
    rows = np.zeros((len(doc), states.shape[1]), dtype=np.float32)
    at = {start: number for number, start in enumerate(reading.starts)}
    for token in doc:
        if token.idx in at:
            rows[token.i] = states[at[token.idx]]
    return rows


def to_candidate(stretch: Stretch, reading: Reading) -> Candidate:
    """A stretch as a candidate of its most probable type."""
    kind = max(range(len(TYPES)), key=lambda number: stretch.types[number])
    type_ = TYPES[kind]
    return Candidate(
        reading.starts[stretch.first],
        reading.ends[stretch.last],
        type_,
        Subtype.MODEL if type_ is EntityType.MODEL else None,
        COMPONENT,
        round(stretch.types[kind], 4),
    )


@Language.factory("paperkg_tagger", assigns=["doc._.paperkg_candidates", "doc.tensor"])
def make_tagger(nlp: Language, name: str) -> Tagger:
    """Make the component."""
    return Tagger()
