"""Which of what was found is which of what is there, one to one.

Two things of a paper may be the same if they share a surface form. Where
several could be, those that matter go first, then those that share most, then
those that stand first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluation.annotation import Annotation, Thing

__all__ = ["Pairing", "one_to_one", "pair"]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A paper as it should be and as it was built.

    Attributes:
        gold: What a careful reader says.
        built: What the graph says.
        matched: Index of a built thing to that of the gold thing it is.
        missed: The gold things that were not found and should have been.
    """

    gold: Annotation
    built: Annotation
    matched: Mapping[int, int]

    @property
    def missed(self) -> tuple[Thing, ...]:
        """The core things that nothing was found for."""
        found = set(self.matched.values())
        return tuple(
            thing
            for index, thing in enumerate(self.gold.things)
            if thing.core and index not in found
        )


def one_to_one(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Take each pair whose ends are both still free.

    Args:
        pairs: Best first.

    >>> one_to_one([(0, 1), (2, 1), (0, 0), (2, 2)])
    {0: 1, 2: 2}
    """
    taken: dict[int, int] = {}
    used: set[int] = set()
    for left, right in pairs:
        if left not in taken and right not in used:
            taken[left] = right
            used.add(right)
    return taken


def pair(gold: Annotation, built: Annotation, *, typed: bool = True) -> Pairing:
    """Match the things of a paper.

    Args:
        gold: What should be found.
        built: What was found.
        typed: Only things of one type can be the same.
    """
    ranked = sorted(
        (not there.core, -len(found.forms & there.all_forms), i, j)
        for i, found in enumerate(built.things)
        for j, there in enumerate(gold.things)
        if (found.type == there.type or not typed) and found.forms & there.all_forms
    )
    return Pairing(gold, built, one_to_one((i, j) for *_, i, j in ranked))
