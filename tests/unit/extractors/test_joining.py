"""Joining: what is sure, then what the judge takes for one thing, as long as whole groups fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import combinations, permutations

import numpy as np
import pytest

from extractors.joining import NAMES, Pair, join, make_pairs
from extractors.judge import Judge, load_judge
from extractors.likeness import FEATURES, Name, count_wider, features, make_name
from ontology.schema import EntityType

TASK, MODEL = EntityType.TASK, EntityType.MODEL


def judge(bound: float = 0.5) -> Judge:
    """A judge that finds as probable what a pair says as its first feature (0 < p < 1)."""
    inner = np.zeros((1, len(FEATURES), 2))
    inner[0, 0] = 1, -1  # a logit and its negative: one of them is above zero
    return Judge(inner, np.zeros((1, 2)), np.array([[[1.0], [-1.0]]]), np.zeros((1, 1)), (bound,))


def pair(one: str, other: str, probability: float) -> Pair:
    logit = float(np.log(probability / (1 - probability)))
    return Pair(one, other, (logit, *[0.0] * (len(FEATURES) - 1)))


def pairs(probabilities: Mapping[str, float]) -> list[Pair]:
    """Pairs of keys of one letter: {"ab": 0.9}."""
    return [pair(keys[0], keys[1], p) for keys, p in probabilities.items()]


def named(key: str) -> Name:
    return make_name(key, Counter([key]), in_title=False)


def test_joining_judge_is_a_mean_of_small_networks() -> None:
    rng = np.random.default_rng(3)
    shapes = ((2, 4, 5), (2, 5), (2, 5, 3), (2, 3))
    inner, inner_bias, outer, outer_bias = (rng.normal(size=shape) for shape in shapes)
    rows = rng.normal(size=(3, 4))
    logits = np.zeros((3, 3))
    for n in range(2):
        hidden = np.maximum(rows @ inner[n] + inner_bias[n], 0)
        logits += (hidden @ outer[n] + outer_bias[n]) / 2
    found = Judge(inner, inner_bias, outer, outer_bias, (0.5,) * 3).probabilities(rows)
    assert found == pytest.approx(1 / (1 + np.exp(-logits)))


def test_joining_judge_of_no_pairs() -> None:
    assert judge().probabilities(np.zeros((0, len(FEATURES)))).shape == (0, 1)


def test_joining_of_no_pairs_leaves_all_apart() -> None:
    assert join(["b", "a"], {}, [], judge(), "like") == ([["a"], ["b"]], {})
    assert join([], {}, [], judge(), "like") == ([], {})


@pytest.mark.parametrize(
    ("probabilities", "groups"),
    [
        ({"ab": 0.9, "ac": 0.1, "bc": 0.1}, [["a", "b"], ["c"]]),
        ({"ab": 0.5, "ac": 0.1, "bc": 0.1}, [["a", "b"], ["c"]]),  # as much as the bound
        ({"ab": 0.49, "ac": 0.1, "bc": 0.1}, [["a"], ["b"], ["c"]]),
        ({"ab": 0.9, "ac": 0.2, "bc": 0.7}, [["a", "b", "c"]]),  # (0.7 + 0.45) / 2
        ({"ab": 0.9, "ac": 0.1, "bc": 0.6}, [["a", "b"], ["c"]]),  # (0.6 + 0.35) / 2: no whole
        ({"ab": 0.6, "ac": 0.1, "bc": 0.9}, [["a"], ["b", "c"]]),  # the most probable first
    ],
)
def test_joining_by_the_judge(probabilities: dict[str, float], groups: list[list[str]]) -> None:
    assert join("abc", {}, pairs(probabilities), judge(), "like")[0] == groups


def test_joining_groups_fit_as_wholes() -> None:
    apart = {"ab": 0.95, "cd": 0.9, "bc": 0.7, "ac": 0.05, "ad": 0.05, "bd": 0.05}
    assert join("abcd", {}, pairs(apart), judge(), "like")[0] == [["a", "b"], ["c", "d"]]
    together = {**apart, "ac": 0.3, "bd": 0.3}
    assert join("abcd", {}, pairs(together), judge(), "like")[0] == [["a", "b", "c", "d"]]


def test_joining_logs_each_join_with_its_rule() -> None:
    sure = {("c", "b"): "abbreviation"}
    likely = {"ab": 0.9, "ac": 0.9, "ad": 0.1, "bd": 0.1, "cd": 0.1, "bc": 0.9}
    groups, rules = join("abcd", sure, pairs(likely), judge(), "like")
    assert groups == [["a", "b", "c"], ["d"]]
    assert rules == {("c", "b"): "abbreviation", ("a", "b"): "like"}  # "ac" had nothing to join


def test_joining_sure_pairs_need_no_judge() -> None:
    sure = {("a", "b"): "one", ("b", "c"): "two", ("a", "c"): "three"}
    groups, rules = join("abc", sure, pairs({"ab": 0.01}), judge(2.0), "like")
    assert groups == [["a", "b", "c"]]
    assert rules == {("a", "b"): "one", ("b", "c"): "two"}


@pytest.mark.parametrize(("bound", "groups"), [(0.0, 1), (1.1, 4)])
def test_joining_extreme_bounds(bound: float, groups: int) -> None:
    keys = [named(key) for key in ("tide", "ripple", "boat", "dusk")]
    found = make_pairs({TASK: keys}, [])
    joined, rules = join([name.key for name in keys], {}, found, judge(bound), "like")
    assert len(joined) == groups
    assert len(rules) == 4 - groups


def test_joining_never_joins_what_was_not_judged() -> None:
    # Names of two types make no pair; a pair with one of them joins nothing else.
    names = {TASK: [named("tide"), named("ripple")], MODEL: [named("boat")]}
    found = make_pairs(names, [])
    assert [(p.one, p.other) for p in found] == [("tide", "ripple")]
    keys = ["boat", "ripple", "tide"]
    assert join(keys, {}, found, judge(0.0), "like")[0] == [["boat"], ["ripple", "tide"]]


def test_joining_does_not_depend_on_the_order_of_pairs() -> None:
    rng = np.random.default_rng(11)
    found = [pair(a, b, float(p)) for (a, b), p in zip(
        combinations("abcd", 2), rng.choice([0.2, 0.55, 0.8], 6), strict=True
    )]  # fmt: skip
    turned = [Pair(p.other, p.one, p.likeness) for p in found]
    expected = join("abcd", {}, found, judge(), "like")
    assert 1 < len(expected[0]) < 4
    for order in list(permutations(found))[::40]:
        assert join("dcba", {}, order, judge(), "like") == expected
    assert join("bdac", {}, turned, judge(), "like") == expected


def test_joining_pairs_tell_the_likeness_of_their_names() -> None:
    names = [named(key) for key in ("tfn", "tidal flow network", "boat")]
    found = make_pairs({MODEL: names, TASK: []}, [("tidal flow network", "tfn")])
    assert [(p.one, p.other) for p in found] == [
        ("tfn", "tidal flow network"),
        ("tfn", "boat"),
        ("tidal flow network", "boat"),
    ]
    together = FEATURES.index("defined together")
    assert [p.likeness[together] for p in found] == [1, 0, 0]
    assert found[1].likeness == features(
        names[0], names[2], MODEL, count_wider(names), defined=False
    )


def test_joining_names_of_two_definitions_make_no_pair() -> None:
    names = [named(key) for key in ("tfn", "tidal flow network", "tuned flow net", "tfnet")]
    definitions = [("tidal flow network", "tfn"), ("tuned flow net", "tfnet")]
    assert [(p.one, p.other) for p in make_pairs({MODEL: names}, definitions)] == [
        ("tfn", "tidal flow network"),
        ("tuned flow net", "tfnet"),
    ]


def test_joining_judge_of_the_package_fits_the_features() -> None:
    found = load_judge(NAMES)
    networks, taken, hidden = found.inner.shape
    assert taken == len(FEATURES)
    assert found.inner_bias.shape == (networks, hidden)
    assert found.outer.shape == (networks, hidden, 1)
    assert found.outer_bias.shape == (networks, 1)
    assert [bound for bound in found.bounds if not 0 < bound < 1] == []
    assert len(found.bounds) == 1
    assert load_judge(NAMES) is found


def test_joining_judge_of_the_package_knows_the_obvious() -> None:
    def probability(one: str, other: str) -> float:
        found = make_pairs({TASK: [named(one), named(other)]}, [])
        return float(load_judge(NAMES).probabilities(np.array([p.likeness for p in found]))[0, 0])

    assert probability("ripple detection", "detecting ripple") > load_judge(NAMES).bounds[0]
    assert probability("ripple counting", "lane detection") < load_judge(NAMES).bounds[0]
