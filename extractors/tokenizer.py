r"""A tokenizer that splits at every sign that is neither letter nor digit.

spaCy's English rules keep "CIFAR-10/100", "Human3.6m." or "$\beta$-VAE"
together in ways that no annotated span can follow (about 1% of them). With
letters-and-digits runs as the only words, every span of words aligns.
"""

from __future__ import annotations

import re

from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

__all__ = ["WORD", "make_tokenizer", "split_words"]

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def split_words(text: str) -> list[str]:
    """Words and signs of a text, as the tokenizer splits them.

    >>> split_words("CIFAR-10/100, Human3.6m.")
    ['CIFAR', '-', '10', '/', '100', ',', 'Human3', '.', '6m', '.']
    """
    return WORD.findall(text)


def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """Make the tokenizer.

    Args:
        vocab: Of the `Language` it is for.

    Returns:
        A spaCy tokenizer: words are runs of letters and digits, signs stand alone.
    """
    # Every word is an infix: prefixes and suffixes are taken off one at a time, which takes
    # quadratic time where thousands of signs stand together.
    return Tokenizer(vocab, infix_finditer=WORD.finditer)
