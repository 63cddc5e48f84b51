"""What is deferred is read once, and then is what was read."""

from __future__ import annotations

import pickle

from kg.library.deferred import Deferred


def test_deferred_reads_once_and_only_when_looked_at() -> None:
    reads: list[str] = []

    def read() -> tuple[str, ...]:
        reads.append("read")
        return "a", "b", "c"

    later = Deferred(read)
    assert reads == []
    assert [*later] == ["a", "b", "c"]
    assert (len(later), later[0], later[1:]) == (3, "a", ("b", "c"))
    assert reads == ["read"]


def test_deferred_is_equal_to_what_it_holds() -> None:
    held = (1, 2)
    later = Deferred(lambda: held)
    assert later == held
    assert held == later
    assert later == Deferred(lambda: (1, 2))
    assert later != (1, 3)
    assert (hash(later), repr(later)) == (hash((1, 2)), "(1, 2)")


def test_deferred_travels_as_what_it_holds() -> None:
    held = ("a", "b")
    assert pickle.loads(pickle.dumps(Deferred(lambda: held))) == held  # noqa: S301  # our own
