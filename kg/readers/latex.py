r"""LaTeX as BibTeX files hold it, to plain text: accents, braces, quotes, signs.

pylatexenc decodes. Formulas stay as they are written, for they are text to
the reader of an abstract too. Unlike in LaTeX, ``%`` begins no comment and
``&`` no column: in a field of BibTeX both mean themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial

__all__ = ["decode_latex"]

_ANY = re.compile(r"[\\{}~$]|``|''|--")
_PLAIN_SIGN = re.compile(r"(?<!\\)(?:\\\\)*(?=[%&])")
# What is known of pylatexenc's macros: letters and signs. The others, of which many stumble where
# an argument is missing, read a file or the clock, only lose their name.
_KNOWN = ("latex-base", "nonascii-specials", "advanced-symbols")
_CITATIONS = ("cite", "citep", "citet", "citealp", "citealt")
_SIGNS = {"textless": "<", "textgreater": ">", "ldots": "...", "textellipsis": "..."}
_MOST = 100_000  # characters; the decoder's time grows with the square of them
_STUMBLING = (
    "bra", "braket", "ensuremath", "include", "input", "ket", "ketbra", "sqrt", "texorpdfstring",
    "today",
)  # fmt: skip


@cache
def _decoder() -> Callable[[str], str]:
    from pylatexenc import latex2text, latexwalker
    from pylatexenc.latex2text import MacroTextSpec, SpecialsTextSpec

    parsed = latexwalker.get_default_latex_context_db()
    parsed = parsed.filter_context(
        keep_categories=[*_KNOWN, "natbib"], keep_which=["macros", "specials"]
    )
    shown = latex2text.get_default_latex_context_db().filter_context(keep_categories=_KNOWN)
    shown.add_context_category(
        "paperkg",
        macros=[
            *(MacroTextSpec(name, simplify_repl=sign) for name, sign in _SIGNS.items()),
            *(MacroTextSpec(name, discard=True) for name in _CITATIONS),
            *(MacroTextSpec(name, discard=False) for name in _STUMBLING),
        ],
        specials=[SpecialsTextSpec("~", " ")],
        prepend=True,
    )
    shown.set_unknown_macro_spec(MacroTextSpec("", discard=False))
    nodes = latex2text.LatexNodes2Text(latex_context=shown, math_mode="verbatim")
    return partial(nodes.latex_to_text, latex_context=parsed)


def decode_latex(text: str) -> str:
    r"""The text that LaTeX stands for, on one line.

    >>> decode_latex(r"X-{M}esh by M{\"u}ller: 5% better, 3{\%} with $\beta$-VAE")
    'X-Mesh by Müller: 5% better, 3% with $\\beta$-VAE'
    """
    if len(text) <= _MOST and _ANY.search(text):
        with suppress(
            RecursionError
        ):  # thousands of braces are no LaTeX: better as it is than lost
            text = _decoder()(_PLAIN_SIGN.sub(r"\g<0>\\", text))
    return " ".join(text.split())
