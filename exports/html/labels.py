"""Labels below nodes: long names are cut."""

from __future__ import annotations

__all__ = ["LABEL", "label"]

LABEL = 24  # most characters of a label


def label(name: str, most: int = LABEL) -> str:
    """A name short enough to stand below a node.

    >>> label("a very long name of a very long thing")
    'a very long name of a v…'
    """
    return name if len(name) <= most else name[: most - 1].rstrip() + "\u2026"
