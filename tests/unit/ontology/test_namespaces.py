"""The namespaces: closed, complete, with the prefixes of the export."""

from __future__ import annotations

import pytest

from ontology.namespaces import FABIO, ID_BASE, MLS, PK, PREFIXES, SCHEMA_ORG, full, short
from ontology.schema import NODE_TYPES, RELATIONS, NodeType

ONTOLOGY = "https://w3id.org/paperkg/ontology#"


@pytest.mark.parametrize("term", [*NODE_TYPES, *RELATIONS])
def test_namespaces_know_every_type_and_relation(term: str) -> None:
    assert str(PK[term]) == ONTOLOGY + str(term)


@pytest.mark.parametrize("term", ["Method", "Evidence", "valueText", "number", "paperCount"])
def test_namespaces_know_what_is_beyond_the_schema(term: str) -> None:
    assert str(PK[term]) == ONTOLOGY + term


@pytest.mark.parametrize("term", ["Modle", "introduce", "model", ""])
def test_namespaces_unknown_term_raises(term: str) -> None:
    with pytest.raises(KeyError, match="ontology#"):
        PK[term]


def test_namespaces_prefixes_are_distinct_and_end_where_a_name_begins() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert [value for value in PREFIXES.values() if value[-1] not in "/#"] == []
    assert list(PREFIXES) == sorted(PREFIXES)


def test_namespaces_prefixes_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="item assignment"):
        PREFIXES["pk"] = "https://example.org/"  # type: ignore[index]


def test_namespaces_every_node_type_has_a_prefix_of_its_own() -> None:
    places = {f"{ID_BASE}{NODE_TYPES[type_].slug}/" for type_ in NodeType}
    places |= {f"{ID_BASE}{name}/" for name in ("evidence", "mention", "text")}
    assert places == {value for value in PREFIXES.values() if value.startswith(ID_BASE)}


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [("pk", ONTOLOGY), ("fabio", FABIO), ("mls", MLS), ("schema", SCHEMA_ORG)],
)
def test_namespaces_prefixes_agree_with_the_namespaces(prefix: str, namespace: str) -> None:
    assert PREFIXES[prefix] == str(namespace)


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("pk:Model", f"{ONTOLOGY}Model"),
        ("schema:url", "https://schema.org/url"),
        ("xsd:decimal", "http://www.w3.org/2001/XMLSchema#decimal"),
    ],
)
def test_namespaces_a_term_is_written_short_and_in_full(curie: str, iri: str) -> None:
    assert (full(curie), short(iri)) == (iri, curie)


@pytest.mark.parametrize("curie", ["pk:Modle", "nowhere:thing", "Model"])
def test_namespaces_a_short_term_must_exist(curie: str) -> None:
    with pytest.raises(KeyError):
        full(curie)


def test_namespaces_what_no_prefix_fits_stays_as_it_is() -> None:
    assert short("https://example.org/pk#x") == "https://example.org/pk#x"
    assert short(f"{ID_BASE}run/1") == f"{ID_BASE}run/1"
