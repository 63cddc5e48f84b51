"""Properties of comparison keys, for any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.keys import name_key, singular, text_key, title_key

# Pieces that keys fold, in any order, between any characters.
PIECES = st.sampled_from(
    ["a", "an", "the", " ", "  ", "-", "_", "\u2013", "\t", "s", "es", "ies", "sses", "ch", "x",
     "\\emph", "\\textbf", "{", "}", "$", "~", "(", ")", ".", "'", "\u0308", "\u0345", "\u0130"]
)  # fmt: skip
NAMES = st.lists(PIECES | st.characters(), max_size=12).map("".join)


@settings(max_examples=300, deadline=None)
@given(NAMES)
def test_keys_name_key_of_a_key_is_the_key(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key


@settings(max_examples=200, deadline=None)
@given(NAMES)
def test_keys_name_key_has_single_gaps_and_no_edges(name: str) -> None:
    key = name_key(name)
    assert key == " ".join(key.split())
    assert key == key.strip(" .,;:()[]\"'`\u2018\u2019\u201c\u201d")
    assert not set(key) & set("\\${}~-_\u2013")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="\\")))
def test_keys_name_key_folds_case(name: str) -> None:
    assert name_key(name.upper()) == name_key(name.casefold())


@settings(max_examples=100, deadline=None)
@given(st.from_regex(r"[a-z]{0,12}(s|es|ies|sses|ches|us|ics)?", fullmatch=True))
def test_keys_singular_of_a_singular_is_the_same(word: str) -> None:
    folded = singular(word)
    assert singular(folded) == folded
    assert len(folded) <= len(word)


@settings(max_examples=100, deadline=None)
@given(st.text().map("A title {}".format))
def test_keys_title_key_ignores_white_space_and_punctuation(title: str) -> None:
    key = title_key(title)
    assert "_" not in key
    assert all(c.isalnum() or c in "+#" for c in key)
    assert title_key(f" {title.replace(' ', ' - ')}!\n") == key


def test_keys_title_key_keeps_titles_of_signs_apart() -> None:
    assert len({title_key(t) for t in ("C", "C++", "C#", "\u2200", "\u2203", "!", "?")}) == 7


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_keys_text_key_changes_white_space_only(text: str) -> None:
    key = text_key(text)
    assert text_key(f"\t{key} ") == key
    assert "".join(key.split()) == "".join(text.split())
