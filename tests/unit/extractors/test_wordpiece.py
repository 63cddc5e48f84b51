"""Word pieces: the longest known piece first, from left to right; else the word is unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import wordpiece
from extractors.wordpiece import LONGEST, WordPieces

LIST = (
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]"),
    *("t", "ti", "tide", "net", "e", "\u00fc", "16", "-"),
    *("##t", "##i", "##d", "##e", "##net", "##ne", "##16", "##s"),
)
PIECES = WordPieces(LIST)


def pieces(word: str) -> list[str]:
    return [LIST[number] for number in PIECES.split(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tide", ["tide"]),
        ("tidenet", ["tide", "##net"]),  # not ti ##d ##e ..., nor ##ne ##t
        ("tin", ["[UNK]"]),  # the greedy start leaves an end that is unknown: no second try
        ("tie", ["ti", "##e"]),
        ("tidenets", ["tide", "##net", "##s"]),
        ("net16", ["net", "##16"]),
        ("16", ["16"]),
        ("-", ["-"]),
        ("s", ["[UNK]"]),  # only known inside of a word
        ("\u03b2", ["[UNK]"]),
        ("", ["[UNK]"]),
    ],
)
def test_wordpiece_takes_the_longest_piece_first(word: str, expected: list[str]) -> None:
    assert pieces(word) == expected


@pytest.mark.parametrize("word", ["TIDE", "Tide", "t\u00efd\u00e9", "ti\u0308de\u0301"])
def test_wordpiece_folds_case_and_accents(word: str) -> None:
    assert pieces(word) == ["tide"]


def test_wordpiece_knows_no_piece_with_an_accent_left() -> None:
    assert pieces("\u00fc") == ["[UNK]"]  # it is looked up as "u"


def test_wordpiece_accent_alone_is_unknown() -> None:
    assert pieces("\u0301") == ["[UNK]"]


def test_wordpiece_numbers_are_the_places_in_the_list() -> None:
    assert (PIECES.unknown, PIECES.first, PIECES.last) == (1, 2, 3)
    assert PIECES.split("tidenet") == (LIST.index("tide"), LIST.index("##net"))


def test_wordpiece_bound_of_length() -> None:
    assert pieces("t" + "e" * (LONGEST - 1)) == ["t", *["##e"] * (LONGEST - 1)]
    assert pieces("t" + "e" * LONGEST) == ["[UNK]"]


@pytest.mark.parametrize("missing", ["[UNK]", "[CLS]", "[SEP]"])
def test_wordpiece_needs_its_special_pieces(missing: str) -> None:
    with pytest.raises(KeyError, match=missing.strip("[]")):
        WordPieces([piece for piece in LIST if piece != missing])


def test_wordpiece_memory_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpiece, "KEPT", 1)
    little = WordPieces(LIST)
    words = ["tide", "net16", "tide", "net16", "tin"]
    assert [little.split(word) for word in words] == [PIECES.split(word) for word in words]
    assert list(little._split) == ["tide"]


@given(st.text(alphabet="tiden16s-\u00fcT ", max_size=12))
def test_wordpiece_pieces_spell_the_word(word: str) -> None:
    found = pieces(word)
    spelled = found[0] + "".join(piece.removeprefix("##") for piece in found[1:])
    assert spelled in {"[UNK]", word.lower().replace("\u00fc", "u")}
    assert all(piece.startswith("##") for piece in found[1:])


@given(st.text())
def test_wordpiece_splits_any_text_into_at_least_one(word: str) -> None:
    found = PIECES.split(word)
    assert found
    assert set(found) <= set(range(len(LIST)))
