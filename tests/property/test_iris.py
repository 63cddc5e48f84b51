"""Properties of minted ids, for any text: valid, and different for different things."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ontology.iris import digest, entity_id, iri, paper_id, paper_node, result_id, slug
from ontology.keys import name_key, title_key
from ontology.namespaces import ID_BASE
from ontology.schema import EntityType

SEGMENT = re.compile(r"[a-z0-9.-]*(~[0-9a-f]{8})?")
ANY = st.text(alphabet=st.characters(), max_size=120)
# Few characters, so that two texts often slug alike.
CLOSE = st.text(alphabet="ab .-+~/B", max_size=5)


@settings(max_examples=200, deadline=None)
@given(ANY | CLOSE)
@example("\ud800")
def test_iris_slug_is_a_valid_path_segment(key: str) -> None:
    found = slug(key)
    assert SEGMENT.fullmatch(found)
    assert 0 < len(found) <= 80 + 9
    assert found not in {".", ".."}


@settings(max_examples=300, deadline=None)
@given(CLOSE, CLOSE)
@example("a b", "a-b")
def test_iris_slugs_and_paper_nodes_are_injective(one: str, other: str) -> None:
    assert (slug(one) == slug(other)) == (one == other)
    assert (paper_node(one) == paper_node(other)) == (one == other)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(EntityType), CLOSE, CLOSE)
def test_iris_entity_ids_agree_exactly_where_keys_do(
    type_: EntityType, one: str, other: str
) -> None:
    same = name_key(one) == name_key(other)
    assert (entity_id(type_, one) == entity_id(type_, other)) == same


@settings(max_examples=100, deadline=None)
@given(ANY)
@example("\ud800")
def test_iris_of_any_paper_need_no_escapes(paper: str) -> None:
    node = paper_node(paper)
    assert iri(ID_BASE, node) == ID_BASE + node
    assert node.isascii()


@settings(max_examples=100, deadline=None)
@given(ANY, ANY)
def test_iris_paper_ids_agree_where_title_keys_do(one: str, other: str) -> None:
    if title_key(one) != title_key(other):
        assert paper_id(one)[-8:] != paper_id(other)[-8:]
    assert re.fullmatch(r"([a-z0-9-]{1,48}-)?[0-9a-f]{8}", paper_id(one))


@settings(max_examples=200, deadline=None)
@given(*[st.lists(st.none() | CLOSE, max_size=4)] * 2)
def test_iris_result_ids_keep_their_fields_apart(
    one: list[str | None], other: list[str | None]
) -> None:
    assert (result_id(*one) == result_id(*other)) == (one == other)


@settings(max_examples=100, deadline=None)
@given(st.lists(CLOSE, min_size=1, max_size=4), st.lists(CLOSE, min_size=1, max_size=4))
def test_iris_digests_keep_order_and_borders(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)
