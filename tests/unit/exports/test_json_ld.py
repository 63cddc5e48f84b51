"""JSON-LD: short names that the context explains, one line a subject."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exports.json_ld import write_json_ld
from exports.rdf import descriptions
from ontology.namespaces import PREFIXES
from ontology.records import Knowledge


@pytest.fixture
def nodes(small: Knowledge, tmp_path: Path) -> dict[str, Any]:
    """The subjects of the small corpus by their id."""
    write_json_ld(small, tmp_path / "graph.jsonld")
    data = json.loads((tmp_path / "graph.jsonld").read_bytes())
    return {node["@id"]: node for node in data["@graph"]}


def test_json_ld_context_is_our_prefixes(nothing: Knowledge, tmp_path: Path) -> None:
    write_json_ld(nothing, tmp_path / "graph.jsonld")
    data = json.loads((tmp_path / "graph.jsonld").read_bytes())
    assert data == {"@context": dict(PREFIXES), "@graph": []}


def test_json_ld_has_a_line_a_subject_in_the_order_of_turtle(
    small: Knowledge, nodes: dict[str, Any], tmp_path: Path
) -> None:
    lines = (tmp_path / "graph.jsonld").read_text(encoding="utf-8").splitlines()
    subjects = [json.loads(line.removesuffix(","))["@id"] for line in lines[1:-1]]
    assert subjects == list(nodes)
    assert len(subjects) == len(list(descriptions(small)))


def test_json_ld_entity_is_short_and_plain(nodes: dict[str, Any]) -> None:
    assert nodes["pkm:mothnet"] == {
        "@id": "pkm:mothnet",
        "@type": ["pk:Model", "skos:Concept"],
        "skos:prefLabel": "MothNet",
        "skos:altLabel": "MothNets",
        "pk:paperCount": {"@value": "2", "@type": "xsd:integer"},
        "pk:appliedTo": {"@id": "pkt:moth-counting"},
        "pk:evaluatedOn": {"@id": "pkd:lantern"},
    }


def test_json_ld_several_values_are_a_list(nodes: dict[str, Any]) -> None:
    paper = nodes["pkp:arxiv-2101.00001~c41ca2fe"]
    assert paper["dcterms:creator"] == ["Ada Falter", "Bo Nachtigall"]
    assert {"@id": "pkm:flynet"} in paper["pk:mentions"]


def test_json_ld_numbers_keep_their_digits(nodes: dict[str, Any]) -> None:
    numbers = [node["pk:number"] for node in nodes.values() if "pk:number" in node]
    assert {"@value": "83.8", "@type": "xsd:decimal"} in numbers


def test_json_ld_shortens_only_what_a_prefix_covers(nodes: dict[str, Any]) -> None:
    evidence = [id_ for id_ in nodes if "evidence" in id_]
    assert evidence
    assert all(id_.startswith("https://w3id.org/paperkg/id/evidence/") for id_ in evidence)
