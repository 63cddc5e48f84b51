"""Keys of the yardstick: what is the same name and the same value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.keys import surface_key, value_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("multi-layer perceptrons", "Multi Layer Perceptron"),
        ("The GLUE", "GLUE"),
        ("an RNN", "RNNs"),
        ("state\u2013space\u2212model", "state_space model"),
        ("(accuracies)", "accuracy"),
        ("boxes", "box"),
        ("losses", "loss"),
        ("ImageNet-1K.", "imagenet 1k"),
        (r"\textit", "textit"),
    ],
)
def test_keys_same_name(one: str, other: str) -> None:
    assert surface_key(one) == surface_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3", "GPT-3.5"),
        ("CIFAR-10", "CIFAR-100"),
        ("ViT-B/16", "ViT-B 16"),
        ("corpus", "corpu"),
        ("analysis", "analysi"),
        ("the", ""),
        ("a-MLP", "MLP"),
        ("as", "a"),
        ("ties", "ty"),
    ],
)
def test_keys_different_names(one: str, other: str) -> None:
    assert surface_key(one) != surface_key(other)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("83.8%", "83.8%"),
        ("+83.80 %", "83.8%"),
        ("83.8 percent", "83.8%"),
        ("83.8 per cent", "83.8%"),
        ("2.0 points", "2"),
        ("2.0%", "2%"),
        ("1.5 percentage points", "1.5"),
        ("0.5 absolute point", "0.5"),
        ("3 pp", "3"),
        ("\u22121.2", "-1.2"),
        ("~10", "10"),
        ("\u224810", "10"),
        ("\u226590%", "90%"),
        ("up to 3.5x", "3.5x"),
        ("3-fold", "3x"),
        ("3 times", "3x"),
        ("\u00d73", "3x"),
        ("1,024", "1024"),
        (r"\$5", "5"),
        ("7 billion", "7b"),
        ("7B", "7b"),
        ("300 million", "300m"),
        (".5", "0.5"),
        ("100", "100"),
        ("10.50.", "10.5"),
        ("doubling", "doubling"),
    ],
)
def test_keys_value(value: str, key: str) -> None:
    assert value_key(value) == key


@given(st.text())
def test_keys_take_any_text(text: str) -> None:
    assert surface_key(text) == surface_key(f" {text} ")
    assert not value_key(text).startswith(("+", "~", "<", ">"))
