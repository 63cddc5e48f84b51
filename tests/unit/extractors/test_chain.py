"""The chain: the same probabilities and the same choice as by trying everything."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.chain import (
    LEAST,
    LONGEST,
    TAGS,
    TYPES,
    Chain,
    Floats,
    Stretch,
    choose,
    find_stretches,
)
from ontology.schema import EntityType

FORBIDDEN = -10_000.0
TASK = TYPES.index(EntityType.TASK)


def random_chain(rng: np.random.Generator) -> Chain:
    """Random weights; an inside tag only behind begin or inside of its own type."""
    steps = rng.normal(size=(len(TAGS), len(TAGS)))
    start = rng.normal(size=len(TAGS))
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            start[column] = FORBIDDEN
            rows = [r for r, before in enumerate(TAGS) if before not in {tag, f"B{tag[1:]}"}]
            steps[rows, column] = FORBIDDEN
    return Chain(steps, start, rng.normal(size=len(TAGS)))


def plain_chain() -> Chain:
    """All allowed steps alike."""
    chain = random_chain(np.random.default_rng(0))
    return Chain(*(np.where(w == FORBIDDEN, w, 0.0) for w in (chain.steps, chain.start, chain.end)))


def by_trying(scores: Floats, chain: Chain) -> dict[tuple[int, int], Floats]:
    """Probability of each stretch and type, by summing over all sequences of tags."""
    sequences = np.array(list(product(range(len(TAGS)), repeat=len(scores))))
    total = chain.start[sequences[:, 0]] + chain.end[sequences[:, -1]]
    for i in range(len(scores)):
        total += scores[i, sequences[:, i]]
    for i in range(1, len(scores)):
        total += chain.steps[sequences[:, i - 1], sequences[:, i]]
    weights = np.exp(total - total.max())
    weights /= weights.sum()
    found: dict[tuple[int, int], Floats] = {}
    for kind in range(len(TYPES)):
        begin, inside = 1 + 2 * kind, 2 + 2 * kind
        for first in range(len(scores)):
            holds = sequences[:, first] == begin
            if weights[holds].sum() < LEAST:
                continue
            for last in range(first, len(scores)):
                if last > first:
                    holds = holds & (sequences[:, last] == inside)
                ends = sequences[:, last + 1] != inside if last + 1 < len(scores) else np.True_
                probability = weights[holds & ends].sum()
                if probability >= LEAST / 4:
                    found.setdefault((first, last), np.zeros(len(TYPES)))[kind] = probability
    return found


def certain(*tags: str) -> Floats:
    """Scores that leave no doubt about the tags of some words."""
    scores = np.zeros((len(tags), len(TAGS)))
    for word, tag in enumerate(tags):
        scores[word, TAGS.index(tag)] = 30.0
    return scores


def places(stretches: list[Stretch]) -> list[tuple[int, int]]:
    return [(s.first, s.last) for s in stretches]


def test_chain_tags_are_outside_and_begin_and_inside_of_each_type() -> None:
    assert TAGS == (
        "O", "B-Model", "I-Model", "B-Dataset", "I-Dataset", "B-Task", "I-Task", "B-Metric",
        "I-Metric",
    )  # fmt: skip


@pytest.mark.parametrize("words", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(4))
def test_chain_probabilities_are_those_of_all_sequences(words: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    chain = random_chain(rng)
    scores = rng.normal(scale=2, size=(words, len(TAGS)))
    expected = by_trying(scores, chain)
    found = find_stretches(scores, chain)
    assert places(found) == sorted(expected)
    for stretch in found:
        assert stretch.types == pytest.approx(expected[stretch.first, stretch.last])
        assert stretch.probability == pytest.approx(expected[stretch.first, stretch.last].sum())


@pytest.mark.parametrize("seed", range(4))
def test_chain_that_forbids_nothing_is_right_too(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = len(TAGS)
    chain = Chain(rng.normal(size=(size, size)), rng.normal(size=size), rng.normal(size=size))
    scores = rng.normal(scale=2, size=(4, size))
    expected = by_trying(scores, chain)
    found = find_stretches(scores, chain)
    assert places(found) == sorted(expected)
    for stretch in found:
        assert stretch.types == pytest.approx(expected[stretch.first, stretch.last])


def test_chain_forbidden_steps_give_no_mention() -> None:
    # Each inside tag that nothing begins is the best tag of its word, and still impossible.
    scores = certain("I-Task", "B-Task", "I-Model") + certain("O", "O", "O") / 2
    (found,) = find_stretches(scores, plain_chain())
    assert (found.first, found.last) == (1, 1)
    assert found.types[TASK] == pytest.approx(1)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("O", "O"), []),
        (("B-Task",), [(0, 0)]),
        (("O", "B-Task", "I-Task", "O"), [(1, 2)]),
        (("B-Task", "I-Task"), [(0, 1)]),
        (("B-Task", "B-Task", "I-Task"), [(0, 0), (1, 2)]),
        (("B-Model", "B-Dataset", "O", "B-Metric"), [(0, 0), (1, 1), (3, 3)]),
    ],
)
def test_chain_finds_what_is_certain(
    tags: tuple[str, ...], expected: list[tuple[int, int]]
) -> None:
    found = find_stretches(certain(*tags), plain_chain())
    assert places(found) == expected
    for stretch in found:
        kind = TYPES.index(EntityType(tags[stretch.first].removeprefix("B-")))
        assert stretch.types[kind] == pytest.approx(1)
        assert stretch.probability == pytest.approx(1)


def test_chain_two_readings_of_one_place_share_the_probability() -> None:
    scores = certain("O", "B-Task", "O")
    scores[1, TAGS.index("B-Metric")] = 30.0
    (found,) = find_stretches(scores, plain_chain())
    assert found.types == pytest.approx((0, 0, 0.5, 0.5))


def test_chain_of_a_long_text_does_not_overflow() -> None:
    tags = ["O"] * 20_000
    tags[19_990:19_993] = ["B-Task", "I-Task", "I-Task"]
    found = find_stretches(certain(*tags) * 50, plain_chain())
    assert places(found) == [(19_990, 19_992)]
    assert found[0].probability == pytest.approx(1)


def test_chain_mentions_have_a_bound_of_length() -> None:
    fits = ["B-Task", *["I-Task"] * (LONGEST - 1), "O"]
    assert places(find_stretches(certain(*fits), plain_chain())) == [(0, LONGEST - 1)]
    assert find_stretches(certain(*fits[:-1], "I-Task", "O"), plain_chain()) == []


def test_chain_leaves_scores_and_weights_alone() -> None:
    rng = np.random.default_rng(5)
    chain, scores = random_chain(rng), rng.normal(size=(6, len(TAGS)))
    before = [array.copy() for array in (scores, chain.steps, chain.start, chain.end)]
    assert find_stretches(scores, chain) == find_stretches(scores, chain)
    after = (scores, chain.steps, chain.start, chain.end)
    assert all((a == b).all() for a, b in zip(before, after, strict=True))


def gain(stretches: list[Stretch], least: float) -> float:
    return sum(s.probability - least for s in stretches)


def overlap(stretches: list[Stretch]) -> bool:
    ordered = sorted(stretches, key=lambda s: s.first)
    return any(a.last >= b.first for a, b in pairwise(ordered))


@st.composite
def some_stretches(draw: st.DrawFn) -> list[Stretch]:
    """Up to eight stretches at different places."""
    place = st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda p: (p[0], p[0] + p[1]))
    where = draw(st.lists(place, max_size=8, unique=True))
    return [
        Stretch(first, last, (draw(st.integers(0, 50)) / 100, draw(st.integers(0, 50)) / 100))
        for first, last in where
    ]


@given(some_stretches(), st.sampled_from([0.0, 0.25, 0.5]))
def test_chain_choice_is_the_best_of_all_subsets(stretches: list[Stretch], least: float) -> None:
    chosen = choose(stretches, least)
    assert not overlap(chosen)
    assert set(chosen) <= set(stretches)
    assert chosen == sorted(chosen, key=lambda s: s.first)
    assert all(s.probability > least for s in chosen)
    subsets = (list(c) for n in range(9) for c in combinations(stretches, n))
    best = max(gain(subset, least) for subset in subsets if not overlap(subset))
    assert gain(chosen, least) == pytest.approx(best)


@given(some_stretches(), st.randoms(use_true_random=False))
def test_chain_choice_does_not_depend_on_order(stretches: list[Stretch], rng: Random) -> None:
    shuffled = rng.sample(stretches, len(stretches))
    assert choose(shuffled, 0.25) == choose(stretches, 0.25)


def test_chain_choice_of_nothing_is_nothing() -> None:
    assert choose([], 0.5) == []
    assert choose([Stretch(0, 0, (0.5,))], 0.5) == []  # more than the bound is asked for


def test_chain_choice_takes_two_for_one_only_where_both_are_sure() -> None:
    long, left, right = Stretch(0, 2, (0.7,)), Stretch(0, 0, (0.6,)), Stretch(2, 2, (0.6,))
    assert choose([long, left, right], 0.3) == [left, right]
    assert choose([long, left, right], 0.55) == [long]
