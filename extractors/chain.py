"""From scores of words to mentions: marginals of a linear chain, and the best set of stretches.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001)
over BIO tags; the probability of a stretch being a mention is the sum over all
tag sequences that say so (forward-backward).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ontology.schema import EntityType

__all__ = ["TAGS", "Chain", "Stretch", "choose", "find_stretches"]

Floats = NDArray[np.float64]

TYPES = tuple(EntityType)
TAGS = ("O", *(f"{place}-{type_}" for type_ in TYPES for place in "BI"))
LONGEST = 20  # words of a mention
LEAST = 0.02  # probability of a stretch worth looking at


@dataclass(frozen=True, slots=True)
class Chain:
    """Weights of the chain, forbidden steps very low.

    Attributes:
        steps: Tags x tags, from row to column.
        start: Of the first tag.
        end: Of the last tag.
    """

    steps: Floats
    start: Floats
    end: Floats


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that may be a mention.

    Attributes:
        first: Number of the first word.
        last: Number of the last word.
        types: Probability of being a mention of each type, in the order of `EntityType`.
    """

    first: int
    last: int
    types: tuple[float, ...]

    @property
    def probability(self) -> float:
        """Of being a mention of any type."""
        return sum(self.types)


def _sums(scores: Floats, chain: Chain) -> tuple[Floats, Floats, Floats]:
    """Forward and backward sums and local weights, scaled so that nothing under- or overflows.

    ``forward[i] * backward[i]`` are the probabilities of the tags of word i.
    """
    local = np.exp(scores - scores.max(axis=1, keepdims=True))
    steps = np.exp(chain.steps)
    forward, backward = np.empty_like(local), np.empty_like(local)
    scale = np.empty(len(local))
    here = np.exp(chain.start) * local[0]
    for i in range(len(local)):
        if i:
            here = (here @ steps) * local[i]
        scale[i] = here.sum()
        here = here / scale[i]
        forward[i] = here
    here = np.exp(chain.end)
    here = here / (forward[-1] @ here)
    backward[-1] = here
    for i in range(len(local) - 1, 0, -1):
        here = steps @ (here * local[i]) / scale[i]
        backward[i - 1] = here
    return forward, backward, local / scale[:, None]


def find_stretches(scores: Floats, chain: Chain) -> list[Stretch]:
    """All stretches of words that are a mention with some probability.

    Args:
        scores: Words x tags, at least one word.
        chain: The weights.

    Returns:
        Stretches, which may overlap, by first and last word.

    >>> tags = len(TAGS)
    >>> chain = Chain(np.zeros((tags, tags)), np.zeros(tags), np.zeros(tags))
    >>> scores = np.zeros((2, tags))
    >>> scores[0, TAGS.index("B-Task")] = scores[1, TAGS.index("O")] = 20.0
    >>> [(s.first, s.last, round(s.types[2], 3)) for s in find_stretches(scores, chain)]
    [(0, 0, 1.0)]
    """
    forward, backward, local = _sums(scores, chain)
    steps = np.exp(chain.steps)
    onward = local[1:] * backward[1:]
    found: dict[tuple[int, int], Floats] = {}
    for kind in range(len(TYPES)):
        begin, inside = 1 + 2 * kind, 2 + 2 * kind
        # What ends a mention: any next tag but the inside of the same type.
        stops = np.empty((len(scores), 2))
        for column, tag in enumerate((begin, inside)):
            stops[:-1, column] = onward @ steps[tag] - onward[:, inside] * steps[tag, inside]
            stops[-1, column] = backward[-1, tag]
        begins = np.flatnonzero(forward[:, begin] * backward[:, begin] >= LEAST)
        for first in begins.tolist():
            path = forward[first, begin]
            tag = begin
            for last in range(first, min(len(scores), first + LONGEST)):
                if last > first:
                    path *= steps[tag, inside] * local[last, inside]
                    tag = inside
                probability = path * stops[last, int(tag == inside)]
                if probability >= LEAST / 4:
                    place = (first, last)
                    found.setdefault(place, np.zeros(len(TYPES)))[kind] += probability
                if path * backward[last, tag] < LEAST / 4:
                    break
    return [Stretch(*place, tuple(p.tolist())) for place, p in sorted(found.items())]


def choose(stretches: Iterable[Stretch], least: float) -> list[Stretch]:
    """The set without overlap whose probabilities above a bound sum to most.

    Args:
        stretches: In any order.
        least: The bound.

    Returns:
        By first word. Weighted interval scheduling, by dynamic programming.

    >>> long, short = Stretch(0, 2, (0.6,)), Stretch(1, 1, (0.5,))
    >>> choose([short, long], 0.3) == [long]
    True
    """
    order = sorted((s for s in stretches if s.probability > least), key=lambda s: (s.last, s.first))
    lasts = [stretch.last for stretch in order]
    before = [bisect_left(lasts, stretch.first) for stretch in order]  # how many end in front of it
    best = [0.0]
    for stretch, ended in zip(order, before, strict=True):
        best.append(max(best[-1], best[ended] + stretch.probability - least))
    chosen = []
    at = len(order)
    while at:
        if best[at] > best[at - 1]:
            chosen.append(order[at - 1])
            at = before[at - 1]
        else:
            at -= 1
    return chosen[::-1]
