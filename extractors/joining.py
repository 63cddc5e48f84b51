"""Which names of a paper are one thing: a learned judgement of pairs, and joining by it.

The judge weighs `extractors.likeness`. Names are joined most probable first, as
long as the groups as wholes fit (average and single link in equal parts).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np

from extractors.judge import Judge
from extractors.likeness import FEATURES, Name, count_wider, features
from ontology.known import KnownEntity
from ontology.schema import EntityType, Subtype

__all__ = ["NAMES", "Pair", "join", "make_pairs"]

NAMES = "names.npz"  # the judge of names
MANY = 150  # names of a type, from which on only those are judged that are near each other
LINK = 0.5  # how much the most probable pair of two groups counts, against the mean of all


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names by key, and how alike they are."""

    one: str
    other: str
    likeness: tuple[float, ...]


def make_pairs(
    names: Mapping[EntityType, Sequence[Name]], definitions: Iterable[tuple[str, str]]
) -> list[Pair]:
    """Pairs of names of one type.

    Args:
        names: By type, those of one paper.
        definitions: Keys of the long and the short form of each abbreviation. Names that
            stand in different definitions are different things, and make no pair.
    """
    places: dict[str, set[int]] = defaultdict(set)
    for number, definition in enumerate(definitions):
        for key in definition:
            places[key].add(number)
    pairs = []
    for type_, group in names.items():
        wider = count_wider(group)
        found = combinations(group, 2) if len(group) <= MANY else _near_pairs(group)
        for a, b in found:
            defined = a.key in places and b.key in places
            if not defined or places[a.key] & places[b.key]:
                likeness = features(a, b, type_, wider, defined=defined)
                pairs.append(Pair(a.key, b.key, likeness))
    return pairs


def _near_pairs(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Pairs that share a stem, or begin alike where one may be an abbreviation."""
    marked: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for mark in {*name.stems, name.initials[:1].upper()}:
            marked[mark].append(number)
    near = {
        (i, j)
        for mark, numbers in marked.items()
        for i, j in combinations(numbers, 2)
        if not mark.isupper() or names[i].is_short or names[j].is_short
    }
    for i, j in sorted(near):
        yield names[i], names[j]


def join(
    keys: Iterable[str],
    sure: Mapping[tuple[str, str], str],
    pairs: Sequence[Pair],
    judge: Judge,
    rule: str,
    lines: Mapping[str, KnownEntity] = MappingProxyType({}),
) -> tuple[list[list[str]], dict[tuple[str, str], str]]:
    """Join names.

    Args:
        keys: All names of a paper.
        sure: Pairs that are one thing whatever the judge says, with the rule.
        pairs: Those to judge.
        judge: Judges them.
        rule: Name of what the judge decides, for the log.
        lines: For names that the vocabulary knows, what it calls them; the judge
            joins no two things that it knows as two.

    Returns:
        Groups of keys, sorted; and the pairs that were joined, with the rule.
    """
    groups = {key: [key] for key in sorted(keys)}
    group_of = {key: key for key in groups}
    rules: dict[tuple[str, str], str] = {}

    def told(group: str) -> list[KnownEntity]:
        return [lines[key] for key in groups[group] if key in lines]

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
        for pair, p in zip(pairs, judge.probabilities(rows)[:, 0], strict=True)
    }
    likely = [(pair, p) for pair, p in known.items() if p >= judge.bounds[0]]
    for pair, _ in sorted(likely, key=lambda item: (-item[1], sorted(item[0]))):
        one, other = sorted(pair)
        if group_of[one] == group_of[other]:
            continue
        if not all(_may_be_one(a, b) for a in told(group_of[one]) for b in told(group_of[other])):
            continue
        across = [
            known.get(frozenset((a, b)), 0.0)
            for a in groups[group_of[one]]
            for b in groups[group_of[other]]
        ]
        if LINK * max(across) + (1 - LINK) * sum(across) / len(across) >= judge.bounds[0]:
            merge(one, other, rule)
    return sorted(sorted(group) for group in groups.values()), rules


def _may_be_one(one: KnownEntity, other: KnownEntity) -> bool:
    """Whether a paper may mean one thing by two names that the vocabulary knows as two.

    It may say "domain adaptation" for unsupervised domain adaptation, but hardly
    "reasoning" for mathematical reasoning, "hallucination" for hallucination
    detection or GPT-4o for GPT-4o-mini.
    """
    if one == other:
        return True
    if Subtype.MODEL in {one.subtype, other.subtype}:
        return False
    # As they are written: semi-supervised learning is no supervised learning.
    short, name = sorted((one.name.casefold(), other.name.casefold()), key=len)
    return " " in short and name.endswith(f" {short}")
