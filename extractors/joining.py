"""Which names of a paper are one thing: a learned judgement of pairs, and joining by it.

The judge is a small network over `extractors.likeness`, averaged over several
seeds. Names are joined most probable first, as long as the groups as wholes
fit (average and single link in equal parts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from extractors.likeness import FEATURES, Name, features
from extractors.resources import read_arrays
from ontology.schema import EntityType

__all__ = ["Judge", "Pair", "join", "load_judge", "make_pairs"]

Floats = NDArray[np.float64]
LINK = 0.5  # how much the most probable pair of two groups counts, against the mean of all


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights of networks with one hidden layer: features to hidden, hidden to one.

    Attributes:
        inner: Networks x features x hidden.
        inner_bias: Networks x hidden.
        outer: Networks x hidden.
        outer_bias: Networks.
        bound: Probability from which two names are taken for one thing.
    """

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats
    bound: float

    def probabilities(self, rows: Floats) -> Floats:
        """That the names of each pair are one thing; rows: pairs x features."""
        hidden = np.maximum(
            np.einsum("pf,nfh->nph", rows, self.inner) + self.inner_bias[:, None], 0
        )
        logits = np.einsum("nph,nh->np", hidden, self.outer) + self.outer_bias[:, None]
        return np.asarray(1 / (1 + np.exp(-logits.mean(axis=0))))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names by key, and how alike they are."""

    one: str
    other: str
    likeness: tuple[float, ...]


def make_pairs(names: Mapping[EntityType, Sequence[Name]], defined: frozenset[str]) -> list[Pair]:
    """All pairs of names of one type.

    Args:
        names: By type, those of one paper.
        defined: Keys that stand in definitions of abbreviations.
    """
    return [
        Pair(a.key, b.key, features(a, b, type_, group, defined={a.key, b.key} <= defined))
        for type_, group in names.items()
        for a, b in combinations(group, 2)
    ]


@cache
def load_judge() -> Judge:
    """The trained judge of the package."""
    arrays = {name: array.astype(np.float64) for name, array in read_arrays("judge.npz").items()}
    bound = float(arrays.pop("bound"))
    return Judge(**arrays, bound=bound)


def join(
    keys: Iterable[str],
    sure: Mapping[tuple[str, str], str],
    pairs: Sequence[Pair],
    judge: Judge,
    rule: str,
) -> tuple[list[list[str]], dict[tuple[str, str], str]]:
    """Join names.

    Args:
        keys: All names of a paper.
        sure: Pairs that are one thing whatever the judge says, with the rule.
        pairs: Those to judge.
        judge: Judges them.
        rule: Name of what the judge decides, for the log.

    Returns:
        Groups of keys, sorted; and the pairs that were joined, with the rule.
    """
    groups = {key: [key] for key in sorted(keys)}
    group_of = {key: key for key in groups}
    rules: dict[tuple[str, str], str] = {}

    def merge(one: str, other: str, why: str) -> None:
        first, second = sorted((group_of[one], group_of[other]))
        if first == second:
            return
        for key in groups.pop(second):
            groups[first].append(key)
            group_of[key] = first
        rules[one, other] = why

    for (one, other), why in sure.items():
        merge(one, other, why)
    rows = np.array([pair.likeness for pair in pairs]).reshape(len(pairs), len(FEATURES))
    known = {
        frozenset((pair.one, pair.other)): float(p)
        for pair, p in zip(pairs, judge.probabilities(rows), strict=True)
    }
    likely = [(pair, p) for pair, p in known.items() if p >= judge.bound]
    for pair, _ in sorted(likely, key=lambda item: (-item[1], sorted(item[0]))):
        one, other = sorted(pair)
        if group_of[one] == group_of[other]:
            continue
        across = [
            known.get(frozenset((a, b)), 0.0)
            for a in groups[group_of[one]]
            for b in groups[group_of[other]]
        ]
        if LINK * max(across) + (1 - LINK) * sum(across) / len(across) >= judge.bound:
            merge(one, other, rule)
    return sorted(sorted(group) for group in groups.values()), rules
