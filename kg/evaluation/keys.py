"""Comparison keys of the yardstick.

They are not those of `ontology.keys`, on purpose: what counts as the same
name in a score must not move when the product learns to join more names.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["surface_key", "value_key"]

_DASHES = "\u2010-\u2015\u2212"  # for a character class
_ARTICLE = re.compile(r"^(?:the|an|a)\s+(?=\w)")
_GAPS = re.compile(rf"[\s_\-{_DASHES}]+")
_EDGES = " .,;:()[]\"'"
# Plural ending and what takes its place; the first that fits is used.
_PLURALS = (
    (re.compile(r"(?<=[a-z]{3})ies$"), "y"),
    (re.compile(r"(?<=ss)es$|(?<=x)es$|(?<=[cs]h)es$"), ""),
    (re.compile(r"(?<=[a-z][a-hj-rtv-z])s$"), ""),  # not -is, -ss, -us
)
# What a value may be written with and without, in this order.
_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[\\$,]", ""),
        (rf"[{_DASHES}]", "-"),
        ("\u00d7", "x"),
        ("[\u2265\u2248]", ""),
        (r"\b(?:up to|over|about|around|nearly|more than|by)\b", ""),
        (r"(?:(?:percentage|absolute) )?points?|\bpp\b", ""),
        (r"per ?cent\b", "%"),
        (r"-?(?:times|folds?)\b|\bx\b", "x"),
        (r" ", ""),
        (r"^[+~<>]+", ""),
        (r"^x([\d.]+)$", r"\1x"),
        (r"(\d)(?:million|m)\b", r"\1m"),
        (r"(\d)(?:billion|b)\b", r"\1b"),
        (r"(?<![\d.])\.(\d)", r"0.\1"),
        (r"(\.\d*?)0+(?=\D|$)", r"\1"),
        (r"\.%", "%"),
        (r"\.+\Z", ""),
    )
)


@lru_cache(65536)
def surface_key(surface: str) -> str:
    """Key of a surface form: case, article, hyphens and plural folded.

    >>> surface_key("The Multi-Layer Perceptrons") == surface_key("multi layer perceptron")
    True
    >>> [surface_key(name) for name in ("accuracies", "losses", "corpus", "analysis", "GNNs")]
    ['accuracy', 'loss', 'corpus', 'analysis', 'gnn']
    """
    text = _ARTICLE.sub("", surface.casefold().replace("\\", "").strip())
    text = _GAPS.sub(" ", text).strip(_EDGES)
    for ending, singular in _PLURALS:
        if ending.search(text):
            return ending.sub(singular, text)
    return text


@lru_cache(65536)
def value_key(value: str) -> str:
    """Key of a result's value: sign, approximation and spelling of the unit folded.

    >>> value_key("+2.50 percentage points"), value_key("up to 3-fold"), value_key("x3")
    ('2.5', '3x', '3x')
    >>> value_key(".80"), value_key("over 90 percent"), value_key("7 billion")
    ('0.8', '90%', '7b')
    """
    text = value.casefold()
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return text
