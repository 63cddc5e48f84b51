"""Layout: what to show first, a place for every node, no label over another."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import pytest

from kg.assembly import assemble
from kg.layout import START_NODES, label, lay_out, node_sizes, start_view
from ontology.records import Extraction, Knowledge, Layout, Paper, PaperEntity
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType


@pytest.fixture(scope="module")
def crowd(
    thing: Callable[..., PaperEntity], tell: Callable[..., Extraction]
) -> nx.MultiDiGraph[str]:
    """Forty papers that name 200 entities with names of many lengths."""
    told = []
    for n in range(40):
        names = [f"{'long ' * ((n + m) % 7)}name {(7 * n + m * m) % 50}" for m in range(9)]
        told.append(
            tell(f"p{n}", *(thing(a, t) for a, t in zip(names, [*EntityType] * 3, strict=False)))
        )
    papers = [Paper(e.paper, f"Paper {e.paper} on a great many things", "Text.") for e in told]
    return assemble(papers, told).graph


def boxes(graph: nx.MultiDiGraph[str], layout: Layout) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of each node of the first view with its label below."""
    found = []
    for node in layout.start:
        (x, y), (radius, letters) = layout.places[node], layout.sizes[node]
        half = max(radius, len(label(graph.nodes[node]["name"])) * 0.5 * letters / 2)
        found.append((x - half, y - radius, x + half, y + radius + letters))
    return found


def test_layout_start_view_takes_the_most_connected_of_each_type(
    crowd: nx.MultiDiGraph[str],
) -> None:
    shown = start_view(crowd, 16)
    types = [crowd.nodes[node]["type"] for node in shown]
    assert {type_: types.count(type_) for type_ in EntityType} == dict.fromkeys(EntityType, 4)
    papers = [crowd.nodes[node]["papers"] for node in shown]
    assert papers == sorted(papers, reverse=True)


def test_layout_start_view_gives_unused_shares_to_others(corpus: Knowledge) -> None:
    assert start_view(corpus.graph, 5) == [
        "metric/accuracy",
        "dataset/lantern",
        "model/mothnet",
        "model/flynet",
        "task/moth-counting",
    ]


@pytest.mark.parametrize(("limit", "expected"), [(0, 0), (1, 1), (3, 3), (6, 6), (96, 6)])
def test_layout_start_view_keeps_its_limit(limit: int, expected: int, corpus: Knowledge) -> None:
    assert len(start_view(corpus.graph, limit)) == expected


def test_layout_places_every_node_once_and_in_plain_floats(crowd: nx.MultiDiGraph[str]) -> None:
    layout = lay_out(crowd)
    assert set(layout.places) == set(layout.sizes) == set(crowd)
    assert len(layout.start) == START_NODES
    for x, y in layout.places.values():
        assert type(x) is type(y) is float
        assert math.isfinite(x)
        assert math.isfinite(y)


def test_layout_first_view_has_no_label_over_another(crowd: nx.MultiDiGraph[str]) -> None:
    for one, other in combinations(boxes(crowd, lay_out(crowd)), 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_layout_first_view_is_wider_than_high_and_around_the_middle(
    crowd: nx.MultiDiGraph[str],
) -> None:
    layout = lay_out(crowd)
    xs, ys = zip(*(layout.places[node] for node in layout.start), strict=True)
    assert min(xs) < 0 < max(xs)
    assert min(ys) < 0 < max(ys)
    assert max(xs) - min(xs) > max(ys) - min(ys)


def test_layout_other_nodes_stand_beside_their_neighbours(corpus: Knowledge) -> None:
    layout = lay_out(corpus.graph)
    near = [layout.places[n] for n in corpus.graph.successors("paper/third")]
    middle = [sum(axis) / len(near) for axis in zip(*near, strict=True)]
    assert 60 <= math.dist(middle, layout.places["paper/third"]) <= 157


def test_layout_is_the_same_for_the_same_graph(crowd: nx.MultiDiGraph[str]) -> None:
    before = crowd.copy()
    assert lay_out(crowd) == lay_out(before)
    assert nx.utils.graphs_equal(crowd, before)


def test_layout_of_no_graph_is_empty() -> None:
    assert lay_out(nx.MultiDiGraph()) == Layout({}, {}, ())


def test_layout_of_papers_alone_shows_none_first_but_places_them() -> None:
    papers = [Paper(id_, "Silence", "Nothing.") for id_ in ("a", "b")]
    told = [Extraction(paper.id, "", (), (), (), ()) for paper in papers]
    layout = lay_out(assemble(papers, told).graph)
    assert layout.start == ()
    assert layout.places["paper/a"] != layout.places["paper/b"]
    assert layout.sizes == {"paper/a": (7.0, 15.0), "paper/b": (7.0, 15.0)}


def test_layout_of_one_entity_is_finite(
    thing: Callable[..., PaperEntity], tell: Callable[..., Extraction]
) -> None:
    layout = lay_out(assemble([Paper("p", "A", "b")], [tell("p", thing("MothNet"))]).graph)
    assert layout.start == ("model/mothnet",)
    assert all(math.isfinite(value) for place in layout.places.values() for value in place)


@pytest.mark.parametrize(
    ("type_", "papers", "expected"),
    [
        ("Paper", 40, (7.0, 15.0)),
        ("Model", 1, (12.0, 15.0)),
        ("Task", 3, (17.0, 18.2)),
        ("Dataset", 10_000, (40.0, 23.0)),
        ("Result", 1, (12.0, 15.0)),
    ],
)
def test_layout_sizes_grow_with_papers_up_to_a_limit(
    type_: str, papers: int, expected: tuple[float, float]
) -> None:
    assert node_sizes(type_, papers) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MothNet", "MothNet"),
        ("m" * 28, "m" * 28),
        ("m" * 29, "m" * 27 + "\u2026"),
        ("a name that ends in a space and more", "a name that ends in a space\u2026"),
        ("", ""),
    ],
)
def test_layout_label_is_short(name: str, expected: str) -> None:
    assert label(name) == expected
    assert len(label(name, 5)) <= 5
