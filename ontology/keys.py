"""Surface form to comparison key.

Two surface forms with one key are the same name, spelled differently. Keys
never travel back into a text: they compare, the text stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

__all__ = ["is_plural", "name_key", "name_keys", "ranked", "singular", "text_key", "title_key"]

_ARTICLE = re.compile(r"^(?:(?:the|an|a) )+(?=\w)")
_HYPHENATED = re.compile(r"^(the|an|a) (?=\w)")  # A-OKVQA: no article, so no gap either
_GAPS = re.compile(r"[\s_~\-\u2010-\u2015\u2212\u00ad]+")
_LATEX = re.compile(r"\\(?:emph|text\w*|mathrm|mathbf|mathcal|tt|it|bf)\b|[\\${}]")
_EDGES = " .,;:()[]\"'`\u2018\u2019\u201c\u201d"
_INVARIANT = re.compile(r"(?:ss|us|is|ics|[^a-z]s|^.{0,3}|^series|^species)$")


def singular(word: str) -> str:
    """Fold the plural of one lower-case word.

    Acronyms of two letters and more lose their s ("mlps"), words that end in
    -ss, -us, -is and -ics keep it ("loss", "corpus", "analysis", "robotics").

    >>> [singular(w) for w in ("mlps", "accuracies", "losses", "corpus", "glass", "boxes", "nas")]
    ['mlp', 'accuracy', 'loss', 'corpus', 'glass', 'box', 'nas']
    >>> singular("series")
    'series'
    """
    if re.search(r"[a-z]{3}ies$", word) and not _INVARIANT.search(word):
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|ch|sh)es$", word):
        return word[:-2]
    if word.endswith("s") and not _INVARIANT.search(word):
        return word[:-1]
    return word


@lru_cache(maxsize=1 << 19)  # a name comes again and again; folding one takes ten microseconds
def name_key(surface: str) -> str:
    r"""Comparison key of a name: case, gaps, LaTeX wrapping, article and plural folded.

    Digits, dots, slashes and plus signs stay, so that versions stay apart.

    Args:
        surface: A name as a text writes it.

    Returns:
        The key; idempotent, empty only where nothing but punctuation was given.

    >>> name_key("Multi-Layer Perceptrons"), name_key("the multi layer perceptron")
    ('multi layer perceptron', 'multi layer perceptron')
    >>> name_key("GPT-3") == name_key("GPT-3.5"), name_key("ViT-B/16"), name_key(r"$\\beta$-VAE")
    (False, 'vit b/16', 'beta vae')
    """
    text = unicodedata.normalize("NFKC", surface).casefold()
    text = text_key(unicodedata.normalize("NFKC", _LATEX.sub("", text)))
    text = _ARTICLE.sub("", text.strip(_EDGES))
    text = _HYPHENATED.sub(r"\1", _GAPS.sub(" ", text).strip(_EDGES))
    head, _, last = text.rpartition(" ")
    folded = singular(last)
    return f"{head} {folded}" if head else folded


def name_keys(surfaces: Iterable[str]) -> set[str]:
    """The comparison keys of names, without that of bare punctuation.

    >>> sorted(name_keys(["MLPs", "MLP", "Multi-Layer Perceptron", "--"]))
    ['mlp', 'multi layer perceptron']
    """
    return {name_key(surface) for surface in surfaces} - {""}


def is_plural(surface: str) -> bool:
    """Whether a name's key folds a plural in it.

    >>> is_plural("language models"), is_plural("analysis"), is_plural("MLPs")
    (True, False, True)
    """
    last = surface.casefold().rstrip(_EDGES).rpartition(" ")[2]
    return singular(last) != last


def ranked(forms: Mapping[str, int]) -> list[str]:
    """Forms of one name, the one to show first.

    The most frequent first; of equals one in the singular, then one that is
    not several words with a capital (a coined short name before what it
    stands for, a common one in lower case), then the longest.

    Args:
        forms: Each with how often it is used.

    >>> ranked({"Sparse Tide Mixing": 1, "STiM": 1}), ranked({"LD": 1, "lane detection": 1})
    (['STiM', 'Sparse Tide Mixing'], ['lane detection', 'LD'])
    """
    return sorted(
        forms,
        key=lambda f: (-forms[f], is_plural(f), f[:1].isupper() and " " in f, -len(f), f),
    )


def title_key(title: str) -> str:
    """Comparison key of a paper's title: letters, digits, plus and sharp signs only.

    >>> title_key("X-Mesh: {F}ast Stylization") == title_key("X-mesh:  fast stylization")
    True
    """
    folded = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[^\w+#]|_", "", folded) or text_key(folded)


def text_key(text: str) -> str:
    r"""Comparison key of running text: white space folded, nothing else.

    >>> text_key("two  words\n") == text_key("two words")
    True
    """
    return " ".join(text.split())
