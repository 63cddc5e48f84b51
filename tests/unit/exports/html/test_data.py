"""The page's data: nodes by index, sentences once, offsets within the sentence."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from exports.html.data import page_data
from ontology.records import Knowledge, Layout
from ontology.schema import NODE_TYPES, RELATIONS, EntityType, NodeType, ResultLink

HEAD, TAIL, RELATION, PAPER, SENTENCE, START, END, CONFIDENCE = range(8)


@pytest.fixture
def data(small: Knowledge) -> dict[str, Any]:
    """What the page shows of the small corpus."""
    return page_data(small.graph, small.layout)


def test_data_is_plain_json(data: dict[str, Any]) -> None:
    keys = ["types", "relations", "nodes", "edges", "sentences", "start"]
    assert list(data) == keys
    assert json.loads(json.dumps(data)) == data


def test_data_nodes_stand_in_the_order_of_the_graph(small: Knowledge, data: dict[str, Any]) -> None:
    assert [node["id"] for node in data["nodes"]] == list(small.graph)


def test_data_paper_node(small: Knowledge, data: dict[str, Any]) -> None:
    node = data["nodes"][0]
    x, y = small.layout.places[small.papers[0].node]
    assert node["id"] == small.papers[0].node
    assert (node["type"], node["name"], node["papers"]) == (
        "Paper", "MothNet: Counting Moths at Night", 1,
    )  # fmt: skip
    assert (node["x"], node["y"]) == (x, y)
    assert (node["year"], node["venue"]) == (2021, "Workshop on Moths")
    assert node["url"] == "https://arxiv.org/abs/2101.00001v2"
    assert node["authors"] == ["Ada Falter", "Bo Nachtigall"]


def test_data_entity_node(data: dict[str, Any]) -> None:
    (node,) = [node for node in data["nodes"] if node["id"] == "model/mothnet"]
    assert (node["type"], node["subtype"], node["papers"]) == ("Model", "model", 2)
    assert node["aliases"] == ["MothNets"]


def test_data_leaves_out_what_is_unknown(data: dict[str, Any]) -> None:
    by_id = {node["id"]: node for node in data["nodes"]}
    assert not {"year", "venue", "url", "authors"} & set(by_id["paper/second"])
    assert not {"subtype", "aliases"} & set(by_id["metric/accuracy"])
    values = [value for node in data["nodes"] for value in node.values()]
    assert None not in values
    assert "" not in values


def test_data_has_one_edge_a_claim_and_a_result_link(
    small: Knowledge, data: dict[str, Any]
) -> None:
    ids = [node["id"] for node in data["nodes"]]
    found = sorted((ids[e[HEAD]], e[RELATION], ids[e[TAIL]], ids[e[PAPER]]) for e in data["edges"])
    claims = [(c.head, str(c.relation), c.tail, c.paper) for c in small.claims]
    links = [(r.id, str(link), end, r.paper) for r in small.results for link, end in r.links]
    assert found == sorted(claims + links)


def test_data_offsets_mark_the_words_within_the_sentence(data: dict[str, Any]) -> None:
    ids = [node["id"] for node in data["nodes"]]
    marked = {
        (ids[e[TAIL]], e[RELATION]): data["sentences"][e[SENTENCE]][e[START] : e[END]]
        for e in data["edges"]
        if ids[e[HEAD]].startswith("paper/arxiv")
    }
    assert marked == {
        ("model/mothnet", "introduces"): "MothNet",
        ("model/mothnet", "uses"): "MothNet",
        ("task/moth-counting", "addresses"): "moth counting",
        ("metric/accuracy", "reports"): "accuracy",
        ("dataset/lantern", "evaluatesOn"): "Lanterns",
        ("model/flynet", "comparesWith"): "FlyNet",
    }


def test_data_offsets_of_a_relation_reach_from_first_to_last(data: dict[str, Any]) -> None:
    (edge,) = [edge for edge in data["edges"] if edge[RELATION] == "evaluatedOn"]
    sentence = data["sentences"][edge[SENTENCE]]
    assert sentence[edge[START] : edge[END]] == sentence.removesuffix(".")
    assert edge[CONFIDENCE] == 0.8


def test_data_offsets_lie_within_the_sentence(knowledge: Knowledge) -> None:
    places = dict.fromkeys(knowledge.graph, (0.0, 0.0))
    data = page_data(knowledge.graph, Layout(places, places, ()))
    for edge in data["edges"]:
        assert 0 <= edge[START] < edge[END] <= len(data["sentences"][edge[SENTENCE]])


def test_data_sentences_stand_once(data: dict[str, Any]) -> None:
    assert sorted(data["sentences"]) == [
        "MothNet reaches an accuracy of 83.80% on Lanterns.",
        "This is 2.5 points over FlyNet.",
        "We apply MothNets to moth counting.",
        "We introduce MothNet for moth counting.",
    ]
    assert {edge[SENTENCE] for edge in data["edges"]} == {0, 1, 2, 3}


def test_data_start_refers_to_nodes_by_index(small: Knowledge, data: dict[str, Any]) -> None:
    assert data["start"]
    assert [data["nodes"][i]["id"] for i in data["start"]] == list(small.layout.start)


def test_data_tables_come_from_the_schema(data: dict[str, Any]) -> None:
    assert data["types"] == {
        str(type_): {"label": info.label, "plural": info.plural, "colour": info.colour}
        for type_, info in NODE_TYPES.items()
    }
    assert list(data["relations"]) == [str(relation) for relation in RELATIONS]
    assert data["relations"]["evaluatesOn"] == {
        "label": "evaluates on",
        "inverse": "evaluated by",
        "colour": RELATIONS[ResultLink.ON_DATASET].colour,
        "result": False,
    }
    assert {name for name, info in data["relations"].items() if info["result"]} == set(ResultLink)


def test_data_does_not_change_the_graph(small: Knowledge) -> None:
    before = small.graph.copy()
    page_data(small.graph, small.layout)["nodes"][0]["name"] = "changed"
    assert nx.utils.graphs_equal(before, small.graph)


def test_data_needs_a_place_for_every_node(small: Knowledge) -> None:
    with pytest.raises(KeyError, match="paper/arxiv"):
        page_data(small.graph, replace(small.layout, places={}))


def test_data_keeps_hostile_text_as_it_is(hostile: Knowledge, hostile_text: str) -> None:
    data = page_data(hostile.graph, hostile.layout)
    named = [node["type"] for node in data["nodes"] if node["name"] == hostile_text]
    assert sorted(named) == sorted([NodeType.PAPER, *EntityType, NodeType.RESULT])
    (sentence,) = [text for text in data["sentences"] if hostile_text in text]
    marked = {
        sentence[edge[START] : edge[END]]
        for edge in data["edges"]
        if data["sentences"][edge[SENTENCE]] == sentence
    }
    assert marked == {hostile_text}


def test_data_of_nothing(nothing: Knowledge) -> None:
    data = page_data(nothing.graph, nothing.layout)
    assert (data["nodes"], data["edges"], data["sentences"], data["start"]) == ([], [], [], [])
    assert len(data["types"]) == len(NodeType)
