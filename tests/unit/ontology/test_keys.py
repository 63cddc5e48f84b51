"""Comparison keys: what is one name spelled differently, and what is not."""

from __future__ import annotations

import pytest

from ontology.keys import name_key, singular, text_key, title_key


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("mlps", "mlp"),
        ("transformers", "transformer"),
        ("accuracies", "accuracy"),
        ("losses", "loss"),
        ("boxes", "box"),
        ("batches", "batch"),
        ("meshes", "mesh"),
        ("datasets", "dataset"),
    ],
)
def test_keys_singular_folds_plurals(plural: str, expected: str) -> None:
    assert singular(plural) == expected


@pytest.mark.parametrize(
    "word", ["loss", "corpus", "analysis", "robotics", "nas", "", "s", "gas", "t5s", "x1s", "é́s"]
)
def test_keys_singular_keeps_what_only_looks_like_a_plural(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize(
    "surfaces",
    [
        ("Multi-Layer Perceptron", "multi layer perceptrons", "The Multi\u2011Layer  Perceptron"),
        ("ImageNet", "imagenet", "the ImageNet", "“ImageNet”,", "ImageNets"),
        (r"$\beta$-VAE", "beta-VAE", r"\textbf{beta VAE}"),
        (r"\emph{TideMixer}", r"\textsc{TideMixer}", "TideMixer"),
        ("Self_Attention", "self-attention", "self\u00adattention", "self \u2013 attention"),
        ("\uff36\uff49\uff34", "ViT"),
        ("the\nPile", "\tThe Pile.", "a the Pile", "Pile"),
        ("straße", "STRASSE"),
    ],
)
def test_keys_name_key_joins_spellings(surfaces: tuple[str, ...]) -> None:
    assert len({name_key(surface) for surface in surfaces}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3", "GPT-3.5"),
        ("CIFAR-10", "CIFAR-100"),
        ("ViT-B/16", "ViT-L/16"),
        ("Llama-2-7B", "Llama-2-70B"),
        ("C", "C++"),
        ("Recall@1", "Recall@5"),
        ("VAE", "β-VAE"),
        ("A-OKVQA", "OKVQA"),
        ("A*", "A"),
        ("ResNets of depth 18", "ResNet of depth 18s"),
    ],
)
def test_keys_name_key_keeps_different_things_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("A-OKVQA", "aokvqa"),  # a letter, not an article
        ("A ViT", "vit"),
        ("A", "a"),
        ("the", "the"),
        ("An Image", "image"),
        ("Analysis", "analysis"),
        ("Theano", "theano"),
        ("ViT-B/16", "vit b/16"),
        ("GPT-3.5.", "gpt 3.5"),
        ("(F1)", "f1"),
        ("", ""),
        (" .,; ", ""),
        ("{}", ""),
    ],
)
def test_keys_name_key_of(surface: str, expected: str) -> None:
    assert name_key(surface) == expected


def test_keys_name_key_folds_only_the_last_word() -> None:
    assert name_key("Neural Networks Layers") == "neural networks layer"


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("X-Mesh: {F}ast Stylization", "X-mesh:  fast stylization"),
        ("On\nLine_Breaks", "online breaks"),
        ("ﬁne-tuning", "fine tuning"),
    ],
)
def test_keys_title_key_takes_letters_and_digits_only(title: str, same: str) -> None:
    assert title_key(title) == title_key(same)
    assert title_key(title).isalnum()


def test_keys_title_key_keeps_digits_and_letters_of_other_scripts() -> None:
    assert title_key("GPT 3") != title_key("GPT 4")
    assert title_key("学习 β") == "学习β"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("two  words\n", "two words"), ("\tA\u00a0B\r\nC", "A B C"), ("", ""), ("A, b.", "A, b.")],
)
def test_keys_text_key_folds_white_space_only(text: str, expected: str) -> None:
    assert text_key(text) == expected
