"""Stated numbers: value, number, unit and sign of each way to write one."""

from __future__ import annotations

import pytest

from extractors.numbers import StatedNumber, find_numbers


def found(text: str) -> list[tuple[str, float | None, str]]:
    return [(n.value, n.number, n.unit) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "number", "unit"),
    [
        ("83.8%", "83.8%", 83.8, "%"),
        (r"83.8\%", "83.8%", 83.8, "%"),
        ("12 %", "12%", 12.0, "%"),
        ("5 percent", "5%", 5.0, "%"),
        ("5 per cent", "5%", 5.0, "%"),
        ("3 percentage points", "3%", 3.0, "%"),
        ("828x", "828x", 828.0, "x"),
        (r"$5.18\times$", "5.18x", 5.18, "x"),
        ("2.5\u00d7 faster", "2.5x", 2.5, "x"),
        ("3-fold", "3x", 3.0, "x"),
        ("3 times faster", "3x", 3.0, "x"),
        ("2 points", "2", 2.0, "points"),
        ("1.2 BLEU points", "1.2", 1.2, "points"),
        ("3.5-point gain", "3.5", 3.5, "points"),
        ("2 pts", "2", 2.0, "points"),
        ("30.1 dB", "30.1 dB", 30.1, "dB"),
        ("12 ms", "12 ms", 12.0, "ms"),
        ("30 FPS", "30", 30.0, "FPS"),
        ("24 frames per second", "24", 24.0, "FPS"),
        ("5 seconds", "5 seconds", 5.0, "s"),
        ("10 minutes", "10 minutes", 10.0, "min"),
        ("2 hours", "2 hours", 2.0, "h"),
        ("7 billion trainable parameters", "7 billion", 7.0, "parameters"),
        ("7.9 GFLOPs", "7.9 GFLOPs", 7.9, "FLOPs"),
        ("16 GB", "16 GB", 16.0, "GB"),
        ("85M", "85M", 85.0, "million"),
        ("7 billion images", "7 billion", 7.0, "billion"),
        ("35 cm", "35 cm", 35.0, "cm"),
    ],
)
def test_numbers_unit(text: str, value: str, number: float, unit: str) -> None:
    assert found(text) == [(value, number, unit)]


@pytest.mark.parametrize(
    ("text", "value", "number"),
    [
        ("98.9 F1", "98.9", 98.9),
        ("a score of .91", ".91", 0.91),
        ("It ends at 95.", "95", 95.0),
        ("(0.05)", "0.05", 0.05),
        ("1,281,167 pictures", "1,281,167", 1281167.0),
        ("3 times", "3", 3.0),  # a count, no ratio
    ],
)
def test_numbers_bare(text: str, value: str, number: float) -> None:
    assert found(text) == [(value, number, "")]


@pytest.mark.parametrize(
    "text",
    ["ResNet-50", "GPT-3.5", "ViT-B/16", "top-5", "recall@10", "v2.0", "1e-4", "1.2.3", "32x32",
     "a 12-layer net", "in 2014/2016", "24/7", "one two three", "", "10^{-4}", "1,000-prompt",
     "two point clouds", "OCPP 1.6/2.0.1"],
)  # fmt: skip
def test_numbers_in_names_and_plain_words_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [("8-60%", "8-60%"), ("8%-60%", "8%-60%"), ("8\u201360%", "8\u201360%"),
     ("12-15 points", "12-15"), ("2 to 4 times faster", "2 to 4x"), ("5x to 9x", "5x to 9x"),
     ("several orders of magnitude", "several orders of magnitude"),
     ("orders of magnitude faster", "orders of magnitude"),
     ("two to four orders of magnitude", "two to four orders of magnitude"),
     ("1.24x-1.37x", "1.24x-1.37x"), (r"$5\times$ to $9\times$", "5x to 9x"),
     ("a factor of 2 to 4", "2 to 4x")],
)  # fmt: skip
def test_numbers_range_has_no_number(text: str, value: str) -> None:
    (only,) = find_numbers(text)
    assert (only.value, only.number) == (value, None)


@pytest.mark.parametrize(
    ("text", "value", "number", "signed"),
    [
        ("+2.44%", "+2.44%", 2.44, True),
        ("by -0.3 dB", "-0.3 dB", -0.3, True),
        ("\u22122.1%", "\u22122.1%", -2.1, True),
        ("2.44%", "2.44%", 2.44, False),
    ],
)
def test_numbers_sign(text: str, value: str, number: float, signed: bool) -> None:
    (only,) = find_numbers(text)
    assert (only.value, only.number, only.signed) == (value, number, signed)


@pytest.mark.parametrize(
    ("text", "value", "number", "unit"),
    [
        ("by a factor of two", "two", 2.0, "x"),
        ("by a factor of 2.5", "2.5x", 2.5, "x"),
        ("three times faster", "three times", 3.0, "x"),
        ("five times fewer", "five times", 5.0, "x"),
        ("two points", "two points", 2.0, "points"),
        ("twice the speed", "twice", 2.0, "x"),
        ("Half the size", "Half", 0.5, "x"),
        ("a tenfold gain", "tenfold", 10.0, "x"),
        ("three times as fast", "three times", 3.0, "x"),
        ("three times more of it", "three times", 3.0, "x"),
        ("2 orders of magnitude", "2 orders of magnitude", 100.0, "x"),
        ("an order-of-magnitude gain", "an order-of-magnitude", 10.0, "x"),
        ("an order of magnitude", "an order of magnitude", 10.0, "x"),
        ("two orders of magnitude", "two orders of magnitude", 100.0, "x"),
    ],
)
def test_numbers_in_words(text: str, value: str, number: float, unit: str) -> None:
    assert found(text) == [(value, number, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("by 0.3%/1.1% each", ["0.3%", "1.1%"]),
        ("by 15.05/4.29 points", ["15.05", "4.29"]),
        ("0.61/2.09/1.59%", ["0.61%", "2.09%", "1.59%"]),
        ("over 33/30 dB", ["33", "30"]),
        ("by +3/+5 points", ["+3", "+5"]),
        ("62.3 \u00b1 0.4% and 5", ["62.3%", "5"]),
        (r"85.3\,\% and $\textbf{6.28}\times$", ["85.3%", "6.28x"]),
        (r"$256 \times 256$ pictures", ["256", "256"]),
        ("in the 1990s", []),
        ("from 41.2 to 43.0", ["41.2", "43.0"]),
        ("by 0.3% to 11.8%", ["0.3%", "11.8%"]),
        ("(93% here, 79% there)", ["93%", "79%"]),
    ],
)
def test_numbers_side_by_side(text: str, values: list[str]) -> None:
    assert [n.value for n in find_numbers(text)] == values


def test_numbers_offsets_hold_value_and_unit() -> None:
    text = "\U0001f30a gains $5.18\\times$ and 12 ms"
    assert [text[n.start : n.end] for n in find_numbers(text)] == [r"5.18\times", "12 ms"]
    assert find_numbers("at 83.8%")[0] == StatedNumber(3, 8, "83.8%", 83.8, "%", signed=False)


def test_numbers_come_in_text_order_one_at_a_place() -> None:
    text = "a factor of 3, then two points, 83.8% and +1.5"
    numbers = find_numbers(text)
    assert [n.value for n in numbers] == ["3x", "two points", "83.8%", "+1.5"]
    assert [n.start for n in numbers] == sorted({n.start for n in numbers})


@pytest.mark.parametrize(
    ("unit", "count"),
    [("1/", 0), ("+1/", 0), ("\u22121/", 0), ("1/ ", 0), (",111", 7_143), ("1-", 0),
     ("1 to ", 50_000), ("1% ", 50_000), ("two ", 0)],
)  # fmt: skip
def test_numbers_of_long_texts_are_found_at_once(unit: str, count: int) -> None:
    # Quadratic patterns took hours for this.
    assert len(find_numbers(unit * 50_000 + ".")) == count


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (r"an error of $3\times10^{-4}$", []),
        ("83.8%/85.2", ["83.8%", "85.2%"]),
        (r"1.2\,dB", ["1.2 dB"]),
        (r"4.2 $\pm$ 0.1 dB", ["4.2 \u00b1 0.1 dB"]),
        ("3.5 orders of magnitude", ["3.5 orders of magnitude"]),
        (r"$5^{\circ}$", ["5^{circ}"]),
        ("a 5-percentage-point gain", ["5%"]),
    ],
)
def test_numbers_of_signs_and_powers(text: str, values: list[str]) -> None:
    assert [n.value for n in find_numbers(text)] == values
