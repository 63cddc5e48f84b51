"""Reading: words with pieces and shapes, and windows in which each word has one place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.reading import (
    MOST_PIECES,
    SHAPE_SIZES,
    Reading,
    Window,
    lay_out,
    read_text,
    word_case,
)
from extractors.tokenizer import split_words
from extractors.wordpiece import WordPieces

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
PIECES = WordPieces(["[UNK]", "[CLS]", "[SEP]", "tide", *LETTERS, *(f"##{c}" for c in LETTERS)])
TEXT = "TideNet: Nets\nWe like CNNs, B/16 and v2. It is\u2026 Good_ \u4e2d"


def made(lengths: Sequence[int]) -> Reading:
    """A reading of words with so many pieces each, numbered through from 1000."""
    ends = np.cumsum(lengths).tolist()
    pieces = tuple(
        tuple(range(1000 + end - length, 1000 + end))
        for end, length in zip(ends, lengths, strict=True)
    )
    places = tuple(range(len(lengths)))
    shapes = np.array([[i % size for size in SHAPE_SIZES] for i in places]).reshape(-1, 3)
    return Reading("x" * len(lengths), places, tuple(i + 1 for i in places), pieces, shapes)


def check_layout(reading: Reading) -> list[Window]:
    """Check all that holds of any layout."""
    windows, places = lay_out(reading, PIECES)
    ids = np.concatenate([window.ids for window in windows])
    shapes = np.concatenate([window.shapes for window in windows])
    assert places.shape == (len(reading.starts), 2)
    for (first, last), word, shape in zip(places, reading.pieces, reading.shapes, strict=True):
        assert tuple(ids[first : last + 1]) == word[:MOST_PIECES]
        assert (shapes[first : last + 1] == shape).all()
    assert (np.diff(places[:, 0]) > 0).all()  # no place belongs to two words
    for window in windows:
        assert (window.ids[0], window.ids[-1]) == (PIECES.first, PIECES.last)
        assert not window.shapes[[0, -1]].any()
        assert window.shapes.shape == (len(window.ids), len(SHAPE_SIZES))
        assert 3 <= len(window.ids) <= MOST_PIECES + 2
        assert {str(window.ids.dtype), str(window.shapes.dtype)} == {"int64"}
    return windows


@pytest.mark.parametrize(
    ("words", "case"),
    [
        (("net", "a", "na\u00efve", "\u4e2d"), 1),
        (("B", "X"), 2),
        (("Net", "We"), 3),
        (("CNN", "AI"), 4),
        (("CNNs", "AIs"), 5),
        (("16", "2024"), 6),
        (("v2", "16b", "3D", "Human3"), 7),
        (("-", "_", "\u2026", "\U0001f30a"), 8),
        (("ResNet", "mAP", "McNetS"), 9),
    ],
)
def test_reading_word_case(words: tuple[str, ...], case: int) -> None:
    assert [word_case(word) for word in words] == [case] * len(words)
    assert case < SHAPE_SIZES[0]


def test_reading_has_the_words_of_the_tokenizer() -> None:
    reading = read_text(TEXT, PIECES)
    words = [TEXT[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)]
    assert words == split_words(TEXT)
    assert reading.text == TEXT
    assert reading.pieces == tuple(PIECES.split(word) for word in words)


def test_reading_surface_is_the_text_from_word_to_word() -> None:
    reading = read_text("Tide: B/16 nets", PIECES)
    assert reading.surface(2, 4) == "B/16"
    assert reading.surface(0, 0) == "Tide"
    assert reading.surface(0, 5) == "Tide: B/16 nets"


def test_reading_shapes_tell_glue_and_place() -> None:
    reading = read_text("A-B nets\nWe go. It (is).", PIECES)
    words = [reading.surface(i, i) for i in range(len(reading.starts))]
    glue = dict(zip(words, reading.shapes[:, 1].tolist(), strict=True))
    place = dict(zip(words, reading.shapes[:, 2].tolist(), strict=True))
    # 1: glued to the word before, 2: to the one behind.
    assert glue == {
        "A": 2, "-": 3, "B": 1, "nets": 0, "We": 0, "go": 2, ".": 1, "It": 0, "(": 2, "is": 3,
        ")": 3,
    }  # fmt: skip
    # 1: in the title, 2: opens a sentence.
    assert {word: value for word, value in place.items() if value} == {
        "A": 3, "-": 1, "B": 1, "nets": 1, "We": 2, "It": 2,
    }  # fmt: skip


def test_reading_without_line_end_has_no_title() -> None:
    assert read_text("We go. It is.", PIECES).shapes[:, 2].tolist() == [2, 0, 0, 2, 0, 0]


@pytest.mark.parametrize("text", ["", " ", "\n", " \t\n \n"])
def test_reading_of_no_words(text: str) -> None:
    reading = read_text(text, PIECES)
    assert (reading.starts, reading.ends, reading.pieces) == ((), (), ())
    assert reading.shapes.shape == (0, len(SHAPE_SIZES))


def test_reading_blank_start_does_not_lose_the_sentence() -> None:
    assert read_text("  \nWe go.", PIECES).shapes[:, 2].tolist() == [2, 0, 0]


@given(st.text(alphabet="aB1 -_.\n(\u00e9\U0001f30a", max_size=60))
def test_reading_of_any_text(text: str) -> None:
    reading = read_text(text, PIECES)
    words = split_words(text)
    assert [text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)] == words
    assert reading.shapes.shape == (len(words), len(SHAPE_SIZES))
    assert (reading.shapes >= 0).all()
    assert (reading.shapes < np.array(SHAPE_SIZES)).all()
    if words:
        check_layout(reading)


def test_reading_short_text_is_one_window() -> None:
    (window,) = check_layout(made([1, 3, 2]))
    assert window.ids.tolist() == [1, *range(1000, 1006), 2]


def test_reading_windows_hold_as_much_as_fits() -> None:
    (full,) = check_layout(made([1] * MOST_PIECES))
    assert len(full.ids) == MOST_PIECES + 2
    assert len(check_layout(made([1] * (MOST_PIECES + 1)))) == 2


def test_reading_windows_of_a_long_text_overlap_by_a_quarter() -> None:
    text = "A title\n" + " ".join(["tide"] * 2990 + ["tidetide"] * 8)
    reading = read_text(text, PIECES)
    assert len(reading.starts) == 3000
    windows = check_layout(reading)
    assert len(windows) == 8
    numbered = check_layout(made([1] * 3000))
    assert len(numbered) == 8
    for before, after in pairwise(numbered[:-1]):
        assert len(set(before.ids[1:-1]) & set(after.ids[1:-1])) == MOST_PIECES // 4
    assert set(np.concatenate([w.ids for w in numbered])) == {1, 2, *range(1000, 4000)}


def test_reading_takes_each_word_where_it_has_most_room() -> None:
    windows, places = lay_out(made([1] * 890), PIECES)
    assert [len(window.ids) for window in windows] == [512, 509]
    # The second window starts at word 510 - 127 = 383; the middle of what both have is 446.
    assert places[445].tolist() == [446, 446]
    assert places[446].tolist() == [512 + 1 + 446 - 383] * 2


def test_reading_cuts_a_word_longer_than_a_window() -> None:
    windows = check_layout(made([2, MOST_PIECES + 90, 2]))
    assert max(len(window.ids) for window in windows) == MOST_PIECES + 2
    ids = np.concatenate([window.ids for window in windows])
    assert 1002 + MOST_PIECES - 1 in ids
    assert 1002 + MOST_PIECES not in ids


@given(
    st.lists(st.one_of(st.integers(1, 4), st.integers(100, MOST_PIECES + 20)), min_size=1),
    st.integers(1, 60),
)
def test_reading_layout_of_any_words(lengths: list[int], times: int) -> None:
    check_layout(made((lengths * times)[:2000]))


def test_reading_layout_leaves_the_reading_alone() -> None:
    reading = made([1] * 900)
    before = reading.shapes.copy()
    lay_out(reading, PIECES)
    assert (reading.shapes == before).all()
