"""Slugs, node ids and IRIs: readable, valid, and never one for two things."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from ontology.iris import digest, entity_id, iri, paper_id, paper_node, result_id, slug
from ontology.namespaces import ID_BASE
from ontology.schema import EntityType

HASH = re.compile(r"~[0-9a-f]{8}$")


def test_iris_digest_is_eight_hex_digits_and_stable() -> None:
    assert digest("a") == "ca978112"  # the first digits of SHA-256 of "a"
    assert re.fullmatch(r"[0-9a-f]{8}", digest("\ud800", "né", ""))


@pytest.mark.parametrize(
    ("one", "other"), [(("a", "b"), ("b", "a")), (("a", ""), ("a",)), (("ab", "c"), ("a", "bc"))]
)
def test_iris_digest_keeps_order_and_borders(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert digest(*one) != digest(*other)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("ms mlp", "ms-mlp"), ("gpt 3.5", "gpt-3.5"), ("c", "c"), ("1", "1"), ("a b c", "a-b-c")],
)
def test_iris_slug_of_plain_key_has_no_hash(key: str, expected: str) -> None:
    assert slug(key) == expected


@pytest.mark.parametrize(
    ("key", "readable"),
    [
        ("c++", "c"),
        ("vit b/16", "vit-b-16"),
        ("recall@5", "recall-5"),
        ("β vae", "vae"),
        ("", ""),
        ("漢字", ""),
        ("a-b", "a-b"),
        ("a  b", "a-b"),
        (" a", "a"),
        (".5", "5"),
        ("net.", "net"),
    ],
)
def test_iris_slug_of_lossy_key_always_has_a_hash(key: str, readable: str) -> None:
    assert slug(key) == f"{readable}~{digest(key)}"


def test_iris_slug_of_long_keys_is_cut_and_told_apart() -> None:
    one, other = slug("x" * 200), slug("x" * 201)
    assert len(one) == len(other) == 80 + 9
    assert one != other


def test_iris_slug_is_not_cut_at_a_gap() -> None:
    assert slug("x" * 79 + " y").startswith("x" * 79 + "~")


@pytest.mark.parametrize(
    ("type_", "name", "expected"),
    [
        (EntityType.MODEL, "MS-MLP", "model/ms-mlp"),
        (EntityType.DATASET, "the CIFAR-10", "dataset/cifar-10"),
        (EntityType.TASK, "Machine Translations", "task/machine-translation"),
        (EntityType.METRIC, "top-1 accuracy", "metric/top-1-accuracy"),
    ],
)
def test_iris_entity_id_is_type_and_key(type_: EntityType, name: str, expected: str) -> None:
    assert entity_id(type_, name) == expected


def test_iris_entity_ids_keep_versions_and_signs_apart() -> None:
    names = [
        "C", "C++", "C#", "VAE", "β-VAE", "δ-VAE", "GPT-3", "GPT-3.5", "GPT-35", "ViT-B/16",
        "ViT-L/16", "ViT-B-16", "CIFAR-10", "CIFAR-100", "Llama-2-7B", "Llama-2-70B", "ImageNet",
        "ImageNet-1K", "Recall@1", "Recall@5", "A-OKVQA", "OK-VQA", "OKVQA", "A*", "A", "D",
    ]  # fmt: skip
    ids = {name: entity_id(EntityType.MODEL, name) for name in names}
    assert [pair for pair in combinations(names, 2) if ids[pair[0]] == ids[pair[1]]] == []


def test_iris_entity_ids_of_one_name_differ_by_type() -> None:
    assert len({entity_id(type_, "Atlas") for type_ in EntityType}) == len(EntityType)


@pytest.mark.parametrize(
    ("title", "readable"),
    [
        ("Neural Scene Flow Prior", "neural-scene-flow-prior-"),
        ("Ünïcode: A Study", "n-code-a-study-"),
        ("word " * 40, "word-word-word-word-word-word-word-word-word-wor-"),
        ("漢字", ""),
    ],
)
def test_iris_paper_id_is_words_and_a_hash(title: str, readable: str) -> None:
    assert re.fullmatch(re.escape(readable) + "[0-9a-f]{8}", paper_id(title))


def test_iris_paper_id_folds_case_and_punctuation_only() -> None:
    assert paper_id("On {B}irds: a Study").endswith(paper_id("on birds a study")[-8:])
    assert paper_id("On birds I")[-8:] != paper_id("On birds II")[-8:]


@pytest.mark.parametrize("paper", ["1706.03762", "golden-01", "x", "a" * 200])
def test_iris_paper_node_keeps_a_plain_id(paper: str) -> None:
    assert paper_node(paper) == f"paper/{paper}"


@pytest.mark.parametrize(
    "paper", ["arxiv:1706.03762", "ab cd", "AB", "../x", "", "-x", "x\n", "10.1/ab"]
)
def test_iris_paper_node_of_any_other_id_has_a_hash(paper: str) -> None:
    assert HASH.search(paper_node(paper))
    assert paper_node(paper).count("/") == 1


def test_iris_paper_nodes_of_similar_ids_differ() -> None:
    ids = ["ab cd", "ab-cd", "ab_cd", "ab/cd", "AB-CD", "ab-cd "]
    ids.append(paper_node("ab cd").removeprefix("paper/"))  # an id that looks like a minted one
    assert len({paper_node(paper) for paper in ids}) == len(ids)


def test_iris_result_id_depends_on_every_field() -> None:
    fields = ["paper/x", "model/m", "task/t", "dataset/d", "metric/e", None, "83.8%", "absolute"]
    ids = {result_id(*fields)}
    for place, field in enumerate(fields):
        changed = [*fields]
        changed[place] = None if field else "model/b"
        ids.add(result_id(*changed))
    assert len(ids) == len(fields) + 1
    assert all(re.fullmatch(r"result/[0-9a-f]{16}", id_) for id_ in ids)


@pytest.mark.parametrize("fields", [("", "a"), ("a", ""), ("a",), (None, "a")])
def test_iris_result_id_tells_empty_from_absent(fields: tuple[str | None, ...]) -> None:
    others = {("", "a"), ("a", ""), ("a",), (None, "a")} - {fields}
    assert result_id(*fields) not in {result_id(*other) for other in others}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ("model/ms-mlp", "model/ms-mlp"),
        ("model/c~0a1b2c3d", "model/c~0a1b2c3d"),
        ("a b<c>", "a%20b%3Cc%3E"),
        ("é", "%C3%A9"),
    ],
)
def test_iris_iri_escapes_what_an_iri_cannot_hold(node: str, expected: str) -> None:
    assert iri(ID_BASE, node) == ID_BASE + expected
