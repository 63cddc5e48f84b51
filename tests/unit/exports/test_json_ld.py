"""JSON-LD: short names that the context explains, one line a subject."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from exports.json_ld import write_json_ld
from exports.rdf import descriptions, triples
from ontology.knowledge import Knowledge


@pytest.fixture
def nodes(small: Knowledge, tmp_path: Path) -> dict[str, Any]:
    """The subjects of the small corpus by their id."""
    write_json_ld(small, tmp_path / "graph.jsonld")
    data = json.loads((tmp_path / "graph.jsonld").read_bytes())
    return {node["id"]: node for node in data["@graph"]}


def test_json_ld_context_is_the_one_that_comes_along(nothing: Knowledge, tmp_path: Path) -> None:
    write_json_ld(nothing, tmp_path / "graph.jsonld")
    data = json.loads((tmp_path / "graph.jsonld").read_bytes())
    shipped = json.loads((files("ontology") / "context.jsonld").read_bytes())
    assert data["@context"] == shipped["@context"]


def test_json_ld_holds_the_triples_of_turtle(knowledge: Knowledge, tmp_path: Path) -> None:
    write_json_ld(knowledge, tmp_path / "graph.jsonld")
    read = ox.parse(path=str(tmp_path / "graph.jsonld"), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == set(triples(knowledge))


def test_json_ld_lean_has_no_evidence(small: Knowledge, tmp_path: Path) -> None:
    write_json_ld(small, tmp_path / "graph.jsonld", lean=True)
    read = ox.parse(path=str(tmp_path / "graph.jsonld"), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == set(triples(small, lean=True))


def test_json_ld_has_a_line_a_subject_in_the_order_of_turtle(
    small: Knowledge, nodes: dict[str, Any], tmp_path: Path
) -> None:
    lines = (tmp_path / "graph.jsonld").read_text(encoding="utf-8").splitlines()
    subjects = [json.loads(line.removesuffix(","))["id"] for line in lines[1:-1]]
    assert subjects == list(nodes)
    assert len(subjects) == len(list(descriptions(small)))


def test_json_ld_entity_is_short_and_plain(nodes: dict[str, Any]) -> None:
    assert nodes["pkm:mothnet"] == {
        "id": "pkm:mothnet",
        "type": ["Model", "skos:Concept"],
        "prefLabel": "MothNet",
        "altLabel": "MothNets",
        "paperCount": "2",
        "subtype": "model",
        "appliedTo": "pkt:moth-counting",
        "evaluatedOn": "pkd:lantern",
    }


def test_json_ld_several_values_are_a_list(nodes: dict[str, Any]) -> None:
    paper = nodes["pkp:arxiv-2101.00001~c41ca2fe"]
    assert paper["creator"] == ["Ada Falter", "Bo Nachtigall"]
    assert "pkm:flynet" in paper["mentions"]


def test_json_ld_numbers_keep_their_digits(nodes: dict[str, Any]) -> None:
    assert {node["number"] for node in nodes.values() if "number" in node} == {"83.8", "2.5"}


def test_json_ld_shortens_only_what_a_prefix_covers(nodes: dict[str, Any]) -> None:
    assert [id_ for id_ in nodes if id_.startswith("pke:")]
    assert [id_ for id_ in nodes if id_.startswith("https://w3id.org/paperkg/id/library/")]
    # Where a name has a sharp sign, no prefix fits.
    targets = {node["hasTarget"] for node in nodes.values() if "hasTarget" in node}
    assert all(target.startswith("https://w3id.org/paperkg/id/mention/") for target in targets)
