"""A sequence that is read when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

__all__ = ["Deferred"]

Item = TypeVar("Item", covariant=True)


class Deferred(Sequence[Item]):
    """What most who load a library never ask for: it takes its time only from those who do.

    Args:
        read: Gives the items; called once at most.

    >>> later = Deferred(lambda: (1, 2))
    >>> later == (1, 2), later[1], len(later)
    (True, 2, 2)
    """

    def __init__(self, read: Callable[[], tuple[Item, ...]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return self._read()

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __eq__(self, other: object) -> bool:
        return self._items == (other._items if isinstance(other, Deferred) else other)

    def __hash__(self) -> int:
        return hash(self._items)

    def __reduce__(self) -> tuple[type[tuple[Item, ...]], tuple[tuple[Item, ...]]]:
        """As what it holds: another process may not be able to read it."""
        return tuple, (self._items,)

    def __repr__(self) -> str:
        return repr(self._items)
