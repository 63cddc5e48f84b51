r"""Stated numbers: value as written, as a number, and its unit.

"83.8\%", "$5.18\times$", "+2.44%", "8-60%", "0.3%/1.1%", "2 to 4 times",
"3.5 points", "a factor of two", "an order of magnitude". What they are the
value of, and whether they are results at all, is not decided here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.resources import read_table

__all__ = ["StatedNumber", "Unit", "find_numbers", "units"]

_WORDS = {
    "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twenty": 20.0,
}  # fmt: skip
_ANY_WORD = "|".join(_WORDS)
# Possessive, and with few thousands: no second look at long runs of digits.
_DIGITS = r"(?:\d++(?:,\d{3}(?!\d)){0,6}+(?:\.\d++)?+|\.\d++)"
_PERCENT = r"(?:\s?\\?%)"
_TIMES = r"(?:\s?[x\u00d7]|\$?\s?\\times)"
_DASH = r"(?:-|\u2013|--)"
_FREE = r"(?<![\w.\\^/@-])(?<!\^\{)"  # not within a name, a power or a date
_FACTOR = re.compile(
    rf"\bfactors? of \$?(?P<value>(?P<first>{_DIGITS})(?P<range>\s?(?:{_DASH}|to)\s?{_DIGITS})?"
    rf"|(?P<word>{_ANY_WORD})\b)(?![\w^])"
)
_WORDED = re.compile(
    rf"\b(?P<value>(?P<first>{_ANY_WORD})(?P<unit> points?\b(?! clouds?| of view)|"
    r" times(?= (?:\w+er|less|more|as)\b)|[ -]?folds?\b))",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(
    rf"\b(?P<value>(?:(?P<first>an?|several|many|a few|few|{_ANY_WORD}|\d{{1,2}}(?:\.\d+)?)"
    rf"(?P<range>\s?(?:{_DASH}|to|or)\s?(?:{_ANY_WORD}|\d{{1,2}}))?[ -])?"
    r"orders?[ -]of[ -]magnitudes?)\b",
    re.IGNORECASE,
)
_MULTIPLE = re.compile(
    r"\b(?:(?P<two>twice|double[sd]?|doubling)|(?P<half>half|halv(?:es|ed|ing)))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of stated numbers.

    Attributes:
        name: As results carry it.
        written: "sign" (glued to the value), "kept" (as written) or "left" (out of the value).
        pattern: What is written behind the number.
        about: What the name of a metric in this unit speaks of; None for anything.
        is_cost: Whether it is one of time, size or work.
        only: Names of metrics that are always counted in it; None for none.
    """

    name: str
    written: str
    pattern: str
    about: re.Pattern[str] | None
    is_cost: bool
    only: re.Pattern[str] | None


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


@cache
def units() -> tuple[Unit, ...]:
    """All units, in the order in which they are tried."""
    return tuple(
        Unit(
            row["unit"],
            row["written"],
            row["pattern"],
            re.compile(row["about"]) if row["about"] else None,
            row["cost"] == "yes",
            re.compile(row["only"]) if row["only"] else None,
        )
        for row in read_table("units.tsv")
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A number or a range with a dash; a range with "to"; numbers with slashes between."""
    unit = "|".join(f"(?P<u{i}>{unit.pattern})" for i, unit in enumerate(units()))
    behind = (
        rf"(?P<gap>\s|~|\$|\$\s|\\[,;]\s?|\}}|-(?=fold|times|point|percentage))?(?:(?P<unit>{unit})"
    )
    spread = rf"(?P<spread>\s?\$?(?:\u00b1|\\pm)\$?\s?{_DIGITS})?"
    power = r"\s?\$?\s?(?:\\times|\u00d7)\s?\$?\s?10\s?\^"
    bare = rf"(?![\w\-:/^]|\.\d|{power})"
    one = re.compile(
        rf"{_FREE}(?P<value>(?P<sign>[+\u2212-])?(?P<first>{_DIGITS})"
        rf"(?P<range>(?:{_PERCENT}|{_TIMES})?\$?\s?(?:{_DASH}|[~\u223c]|\\sim)\s?\$?{_DIGITS})?)"
        rf"{spread}{behind}|{bare})"
    )
    reach = re.compile(
        rf"{_FREE}(?<!from )(?<!from \$)(?P<value>(?P<sign>[+\u2212-])?(?P<first>{_DIGITS})"
        rf"(?P<range>{_TIMES}?\$?\s(?:to|or)\s\$?{_DIGITS}))(?P<spread>){behind})"
    )
    member = rf"[+\u2212-]?{_DIGITS}{_PERCENT}?"
    # A chain starts at its first member only.
    first = r"(?<!/\s)(?<!/[+\u2212])(?<!/\s[+\u2212])"
    chain = re.compile(rf"{_FREE}{first}(?P<members>{member}(?:\s?/\s?{member})+){behind}|{bare})")
    return one, reach, chain


def _unit_of(match: re.Match[str]) -> Unit | None:
    return next((u for i, u in enumerate(units()) if match.group(f"u{i}")), None)


def _value(match: re.Match[str], unit: Unit | None) -> str:
    plain = re.sub(r"\s?\\times", "x", match.group("value"))
    plain = plain.replace("$", "").replace("\\", "").strip()
    if unit is None or unit.written == "left":
        return plain
    if unit.written == "sign":
        return plain + unit.name
    written = match.string[match.start("value") : match.end("unit")]
    plain = re.sub(r"\\[,;]", " ", written).replace("\\pm", "\u00b1")
    return " ".join(plain.replace("\\", "").replace("$", "").split())


def _number(digits: str) -> float | None:
    """Digits as a number; None where no float can hold it."""
    number = float(digits.replace(",", ""))
    return number if math.isfinite(number) else None


def _from_match(match: re.Match[str]) -> StatedNumber:
    unit = _unit_of(match)
    number = None if match.group("range") else _number(match.group("first"))
    if number is not None and match.group("sign") in ("-", "\u2212"):
        number = -number
    return StatedNumber(
        match.start("value"),
        match.end("unit") if unit else max(match.end("value"), match.end("spread")),
        _value(match, unit),
        number,
        unit.name if unit else "",
        bool(match.group("sign")),
    )


def _members(match: re.Match[str]) -> Iterator[StatedNumber]:
    """The numbers of "0.3%/1.1%"; years and names of sizes have neither point nor sign."""
    members = match.group("members")
    unit = _unit_of(match)
    if unit is None and not re.search(r"\.\d|[%+\u2212]", members):
        return
    percent = "%" in members or (unit is not None and unit.name == "%")
    for part in re.finditer(rf"(?P<sign>[+\u2212-])?(?P<first>{_DIGITS})(?:{_PERCENT})?", members):
        name = "%" if percent else unit.name if unit else ""
        glued = name if percent or (unit and unit.written == "sign") else ""
        number = _number(part.group("first"))
        sign = part.group("sign") or ""
        if number is not None and sign in {"-", "\u2212"}:
            number = -number
        start, end = part.span()
        yield StatedNumber(
            match.start("members") + start,
            match.start("members") + end,
            sign + part.group("first") + glued,
            number,
            name,
            bool(sign),
        )


def _count(word: str) -> float | None:
    """What a word or digits count; None where they leave it open."""
    folded = word.lower()
    if folded in {"a", "an"}:
        return 1.0
    return float(folded) if folded[:1].isdigit() else _WORDS.get(folded)


def _worded(text: str) -> Iterator[StatedNumber]:
    for match in _FACTOR.finditer(text):
        first, open_ = match.group("first"), match.group("range")
        number = _number(first) if first and not open_ else _count(match.group("word") or "")
        value = match.group("value") + ("x" if first else "")
        yield StatedNumber(*match.span("value"), value, number, "x", signed=False)
    for match in _WORDED.finditer(text):
        unit = "points" if "point" in match.group("unit").lower() else "x"
        number = _count(match.group("first"))
        yield StatedNumber(*match.span("value"), match.group("value"), number, unit, signed=False)
    for match in _MAGNITUDE.finditer(text):
        power = None if match.group("range") else _count(match.group("first") or "")
        times = 10.0**power if power is not None else None
        yield StatedNumber(*match.span("value"), match.group("value"), times, "x", signed=False)
    for match in _MULTIPLE.finditer(text):
        times = 2.0 if match.group("two") else 0.5
        yield StatedNumber(*match.span(), match.group(), times, "x", signed=False)


def find_numbers(text: str) -> list[StatedNumber]:
    r"""Find the numbers of a text.

    Args:
        text: A sentence or more.

    Returns:
        Numbers in text order, with a unit or bare; none lies within another.

    >>> text = r"83.8\% top-1, $5.18\times$ faster, 98.9 F1"
    >>> [(n.value, n.number, n.unit) for n in find_numbers(text)]
    [('83.8%', 83.8, '%'), ('5.18x', 5.18, 'x'), ('98.9', 98.9, '')]
    >>> text = "by +2.44% and 8-60%, a factor of two, 0.3%/1.1%, ViT-B/16"
    >>> [(n.value, n.number) for n in find_numbers(text)]
    [('+2.44%', 2.44), ('8-60%', None), ('two', 2.0), ('0.3%', 0.3), ('1.1%', 1.1)]
    """
    one, reach, chain = _patterns()
    found = list(_worded(text))
    found += [number for match in chain.finditer(text) for number in _members(match)]
    found += [_from_match(match) for match in reach.finditer(text)]
    found += [_from_match(match) for match in one.finditer(text)]
    kept: list[StatedNumber] = []
    # The longest that starts first stays; sorting is stable: of equals the first found.
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept
