"""Linking: is the same thing one node in every paper, and are different things two?

B-cubed of Bagga and Baldwin, Algorithms for scoring coreference chains, 1998:
for each entity that was found, the share of right ones among those of its node
(precision) and among those of its thing (recall); then the mean over all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.evaluation.counts import Score
from kg.evaluation.keys import surface_key
from kg.evaluation.matching import Pairing

__all__ = ["Link", "find_links", "mean_score", "score_links"]

# Id of a gold thing and of the node it was found as.
Link = tuple[str, str]


def find_links(pairing: Pairing) -> tuple[Link, ...]:
    """The things of a paper that were found and have an id, each with its node."""
    links = []
    for i, j in pairing.matched.items():
        there, found = pairing.gold.things[j], pairing.built.things[i]
        if there.id:
            links.append((there.id, found.id or f"{found.type}/{surface_key(found.name)}"))
    return tuple(sorted(links))


def score_links(links: Sequence[Link]) -> list[Score]:
    """Precision and recall of each link among all.

    >>> score_links([("a", "x"), ("a", "x"), ("b", "x"), ("b", "y")])[2:]
    [Score(precision=0.3333333333333333, recall=0.5), Score(precision=1.0, recall=0.5)]
    """
    both = Counter(links)
    things, nodes = Counter(thing for thing, _ in links), Counter(node for _, node in links)
    return [Score(both[link] / nodes[link[1]], both[link] / things[link[0]]) for link in links]


def mean_score(scores: Sequence[Score], weights: Sequence[int] | None = None) -> Score:
    """Mean precision and mean recall.

    Args:
        scores: Of links.
        weights: How often each counts; by default once.

    >>> mean_score([Score(1.0, 0.5), Score(0.0, 0.5)], [3, 1])
    Score(precision=0.75, recall=0.5)
    """
    counts = [1] * len(scores) if weights is None else weights
    total = sum(counts)
    if not total:
        return Score(0.0, 0.0)
    pairs = list(zip(scores, counts, strict=True))
    return Score(
        sum(score.precision * count for score, count in pairs) / total,
        sum(score.recall * count for score, count in pairs) / total,
    )
