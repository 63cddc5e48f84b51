"""What a format cannot hold is replaced one for one, and nothing else is."""

from __future__ import annotations

import pytest

from exports.text import safe_values, utf8_safe, xml_safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        ("plain <&> 'quoted'", "plain <&> 'quoted'"),
        ("\t\n\r", "\t\n\r"),
        ("é\u0085\u2028\U0001f98b\ud7ff\ue000\ufffd", "é\u0085\u2028\U0001f98b\ud7ff\ue000\ufffd"),
        ("a\x00b", "a\ufffdb"),
        ("\x08\x0b\x0c\x1f", "\ufffd" * 4),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("\ud800\udfff", "\ufffd\ufffd"),
    ],
)
def test_text_xml_safe_replaces_what_xml_forbids(text: str, safe: str) -> None:
    assert xml_safe(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("", ""),
        ("\x00\x1f\ufffe\uffff\U0001f98b", "\x00\x1f\ufffe\uffff\U0001f98b"),
        ("a\ud800b\udfff", "a\ufffdb\ufffd"),
    ],
)
def test_text_utf8_safe_replaces_lone_surrogates_only(text: str, safe: str) -> None:
    assert utf8_safe(text) == safe


def test_text_safe_values_gives_new_attributes_and_leaves_numbers_alone() -> None:
    before = {"name": "\x00", "papers": 1, "core": True, "confidence": 0.5}
    assert safe_values(before, xml_safe) == {**before, "name": "\ufffd"}
    assert before["name"] == "\x00"
