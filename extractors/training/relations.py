"""Fitting the judge of relations between entities (`extractors.relations`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.judge import Judge
from extractors.relation_pairs import find_pairs
from extractors.relation_signs import read_signs
from extractors.training.casts import Cast
from extractors.training.judge import fit_judge
from extractors.views import look_at

__all__ = ["fit_relations"]

HIDDEN = 32
BOUND = 0.4


def _pairs(cast: Cast) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The signs of a paper's pairs, and whether the paper states them."""
    right = {tuple(relation) for relation in cast.record["relations"]}
    scene = look_at(cast.doc, cast.entities)
    for pair in find_pairs(scene):
        if cast.doubtful.isdisjoint((pair.head.index, pair.tail.index)):
            signs = read_signs(scene, pair.head, pair.relation, pair.tail)
            names = cast.names[pair.head.index], cast.names[pair.tail.index]
            yield signs, (names[0], str(pair.relation), names[1]) in right


def fit_relations(casts: Iterable[Cast]) -> Judge:
    """Fit the judge of relations on annotated papers."""
    found = [item for cast in casts for item in _pairs(cast)]
    return fit_judge(
        [signs for signs, _ in found],
        [[float(right)] for _, right in found],
        [[1.0]] * len(found),
        hidden=HIDDEN,
        bounds=[BOUND],
    )
