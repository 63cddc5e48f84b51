r"""Stated numbers: value as written, as a number, and its unit.

"83.8\%", "$5.18\times$", "+2.44%", "8-60%", "828x", "3.5 points", "98.9",
"a factor of two". What they are the value of is not decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["StatedNumber", "find_numbers"]

_WORDS = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twenty": 20.0,
}  # fmt: skip
_UNITS = (
    ("%", r"\$?\\?%|per ?cent(?:age points?)?\b|percentage points?\b"),
    ("x", r"\\times\b|[x\u00d7X](?!\w|\s?\d)|[- ]?folds?\b| times\b(?=[^.;]{0,60}\b(?:faster|"
          r"slower|fewer|less|more|smaller|larger|higher|lower|better|cheaper|greater|"
          r"speed|reduc|improv|increas))"),
    ("points", r"(?:absolute |BLEU |F1 |mAP |AP |accuracy |ROUGE )?(?:points?|pp|pts?)\b"),
    ("dB", r"dB\b"),
    ("ms", r"ms\b|milliseconds?\b"),
    ("FPS", r"FPS\b|fps\b|frames per second\b"),
    ("s", r"s\b|seconds?\b"),
    ("min", r"min(?:ute)?s?\b"),
    ("h", r"hours?\b"),
    ("parameters", r"(?:[MBK]|million|billion)\b(?=(?: \w+)? (?:parameters?|params)\b)"),
    ("FLOPs", r"[GMT]?\s?FLOPs?\b|[GMT]FLOPS\b|GMACs\b"),
    ("GB", r"[GM]B\b"),
)  # fmt: skip
_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, (_, pattern) in enumerate(_UNITS))
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+"
_NUMBER = re.compile(
    rf"(?<![\w.\\^/@-])(?P<open>\$)?(?P<value>(?P<sign>[+\u2212-])?(?P<first>{_DIGITS})"
    rf"(?P<range>\s?(?:\\?%)?\s?(?:-|\u2013|--)\s?(?:{_DIGITS}))?)"
    rf"(?P<gap>\s|~|-(?=fold|times|point))?(?:(?P<unit>{_UNIT})(?P<end>\$)?|(?P<bare>(?![\w\-:/]|\.\d)))"
)
_FACTOR = re.compile(r"\bfactor of (?P<value>(?P<first>\d+(?:\.\d+)?)|" + "|".join(_WORDS) + r")\b")
_WORDED = re.compile(
    r"\b(?P<value>(?P<first>"
    + "|".join(_WORDS)
    + r")(?P<unit> points?| times(?= \w+(?:er|less|more)\b)))"
)


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number in a text.

    Attributes:
        start: Offset of the value.
        end: Offset after its unit.
        value: As written, unit sign included where it is one (83.8%, 828x).
        number: As a number; None for a range.
        unit: Name of the unit, empty for a bare number.
        signed: Whether a plus or minus is written.
    """

    start: int
    end: int
    value: str
    number: float | None
    unit: str
    signed: bool


def _unit_name(match: re.Match[str]) -> str:
    for index, (name, _) in enumerate(_UNITS):
        if match.group(f"u{index}"):
            return name
    return ""


def _value(match: re.Match[str], unit: str) -> str:
    plain = match.group("value").replace("\\", "").strip()
    if unit == "%":
        return plain.replace("%", "") + "%" if "per" not in match.group("unit") else plain + "%"
    if unit == "x":
        return plain + "x"
    if unit in {"", "points"}:
        return plain
    written = match.string[match.start("value") : match.end("unit")]
    return written.replace("\\", "").strip()


def _number(digits: str) -> float | None:
    """Digits as a number; None where no float can hold it."""
    number = float(digits.replace(",", ""))
    return number if math.isfinite(number) else None


def find_numbers(text: str) -> Iterator[StatedNumber]:
    r"""Find the numbers of a text.

    Args:
        text: A sentence or more.

    Yields:
        Numbers in text order: with a unit, or bare.

    >>> text = r"83.8\% top-1, $5.18\times$ faster, 98.9 F1"
    >>> [(n.value, n.number, n.unit) for n in find_numbers(text)]
    [('83.8%', 83.8, '%'), ('5.18x', 5.18, 'x'), ('98.9', 98.9, '')]
    >>> text = "by +2.44% and 8-60%, a factor of two, ViT-B/16"
    >>> [(n.value, n.number) for n in find_numbers(text)]
    [('+2.44%', 2.44), ('8-60%', None), ('two', 2.0)]
    """
    found = []
    for match in _NUMBER.finditer(text):
        unit = _unit_name(match)
        number = None if match.group("range") else _number(match.group("first"))
        if number is not None and match.group("sign") in ("-", "\u2212"):
            number = -number
        end = match.end("unit") if unit else match.end("value")
        found.append(
            StatedNumber(
                match.start("value"), end, _value(match, unit), number, unit,
                bool(match.group("sign")),
            )
        )  # fmt: skip
    for match in _FACTOR.finditer(text):
        first = match.group("first")
        number = float(first) if first else _WORDS[match.group("value")]
        value = match.group("value") + ("x" if first else "")
        found.append(StatedNumber(*match.span("value"), value, number, "x", signed=False))
    for match in _WORDED.finditer(text):
        unit = "points" if "point" in match.group("unit") else "x"
        number = _WORDS[match.group("first")]
        found.append(
            StatedNumber(*match.span("value"), match.group("value"), number, unit, signed=False)
        )
    best: dict[int, StatedNumber] = {}
    for item in found:
        if item.start not in best or (item.unit and not best[item.start].unit):
            best[item.start] = item
    yield from (best[start] for start in sorted(best))
