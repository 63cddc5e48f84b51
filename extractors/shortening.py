"""Whether a name only cuts another short; apart from the pipeline, so that it loads no spaCy."""

from __future__ import annotations

import re
from collections import Counter

from extractors.resources import read_words

__all__ = ["shortens"]

_BRACKETED = re.compile(r"\([^()]*\)")


def shortens(short: str, name: str) -> bool:
    """Whether a name is only a part of another: what it leaves out tells more than the kind.

    Args:
        short: Comparison key of a name.
        name: That of the other.

    >>> shortens("classification", "tumor classification"), shortens("mlp", "perceptron")
    (True, False)
    >>> shortens("transformer", "transformer model"), shortens("rate loss", "rate (ctr) loss")
    (False, False)
    """
    words, whole = Counter(short.split()), Counter(_BRACKETED.sub("", name).split())
    left_out = whole - words
    return not words - whole and not left_out.keys() <= read_words("generic_words.txt")
