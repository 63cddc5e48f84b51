"""LaTeX to text: letters and signs as they are meant, formulas as they stand, never a crash."""

from __future__ import annotations

import logging
import random

import pytest

from kg.readers.latex import decode_latex


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("Counting {M}oths at {N}ight", "Counting Moths at Night"),
        (r"{\'E}ric M{\"u}ller, na\"{\i}ve \v{s}koda", "Éric Müller, naïve škoda"),
        (r"{\aa}ngstr\"om, \c{c}a, \ss", "ångström, ça, ß"),
        (r"83{\%} of R{\&}D, a{\_}b, {\#}1, {\$}5", "83% of R&D, a_b, #1, $5"),
        ("5% of R&D (100%)", "5% of R&D (100%)"),
        (r"``moths'' {\textquotedblleft}owls{\textquotedblright}", "“moths” “owls”"),
        ("a--b --- c~d", "a\u2013b \u2014 c d"),
        (r"{\textless}b{\textgreater} {\ldots} {\textasciitilde}5", "<b> ... ~5"),
        (r"\emph{moths} and \textbf{\textit{owls}} in \textsc{Night}", "moths and owls in Night"),
        (r"\unknown{moths} \url{https://example.org/a_b}", "moths https://example.org/a_b"),
        (r"as shown \cite{falter-2021} and \citep[p.~7]{ek}", "as shown and"),
        (r"$\beta$-VAE, $x^{2}$ and \(y_{i}\)", r"$\beta$-VAE, $x^{2}$ and \(y_{i}\)"),
        ("costs $5 and $6 {}", "costs $5 and $6"),
        ("one\n  two\n\nthree", "one two three"),
        ("a_b^c # plain", "a_b^c # plain"),
        ("", ""),
    ],
)  # fmt: skip
def test_latex_becomes_the_text_it_stands_for(latex: str, text: str) -> None:
    assert decode_latex(latex) == text


@pytest.mark.parametrize(
    "latex", [r"\input{/etc/hostname}", r"\today", r"\maketitle", r"\include{secret}"]
)
def test_latex_reads_no_file_and_no_clock(latex: str) -> None:
    assert decode_latex(f"a {latex} b") in {"a b", "a /etc/hostname b", "a secret b"}


def test_latex_nested_too_deeply_stays_as_it_is() -> None:
    deep = "{" * 20_000 + "moths"
    assert decode_latex(deep) == deep


def test_latex_too_long_to_decode_stays_as_it_is() -> None:
    assert decode_latex("{a} " * 30_000) == ("{a} " * 30_000).strip()


def test_latex_decodes_anything_and_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    pieces = [
        "{", "}", "$", "\\", "%", "&", "~", "#", "^", "_", " ", "[", "]", "\n\n", "a", "\u2028",
        "\x00", "``", "''", "--", r"\(", r"\)", r"\[", r"\begin{a}", r"\end{a}", r"\verb|",
        r"\title", r"\author", r"\footnote", r"\frac", r"\sqrt", r"\'", r"\cite", r"\ket",
        r"\ensuremath", r"\textcolor", r"\section", r"\begin{array}", r"\begin{verbatim}",
        r"\href", r"\input", r"\texorpdfstring", r"\mathbb", r"\exercise", r"\item",
    ]  # fmt: skip
    chosen = random.Random(7)  # noqa: S311
    with caplog.at_level(logging.WARNING):
        for _ in range(2_000):
            text = "".join(chosen.choices(pieces, k=chosen.randint(1, 12)))
            assert "\n" not in decode_latex(text)
    assert caplog.records == []
