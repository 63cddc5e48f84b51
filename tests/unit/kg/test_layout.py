"""Layout: what to show first and where, no label over another; a size for every node."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.html.labels import label
from kg.analysis.communities import find_communities
from kg.analysis.leaderboards import find_leaderboards
from kg.assembly import assemble
from kg.layout import START_NODES, lay_out, node_sizes, seats, start_view
from ontology.knowledge import Community, Knowledge, Layout
from ontology.records import Extraction, Paper, PaperEntity
from ontology.schema import EntityType, NodeType

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


@pytest.fixture
def plain() -> nx.MultiDiGraph[str]:
    """Ten entities of each type; of models most papers speak, of metrics fewest."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for place, type_ in enumerate(EntityType):
        for n in range(10):
            papers = 100 - 20 * place - n
            graph.add_node(f"{type_}/{n}", type=str(type_), name=f"{type_} {n}", papers=papers)
    return graph


def test_layout_start_view_takes_the_most_connected_of_each_type(
    plain: nx.MultiDiGraph[str],
) -> None:
    assert start_view(plain, limit=16) == [f"{t}/{n}" for t in EntityType for n in range(4)]


def test_layout_start_view_is_spread_over_communities(plain: nx.MultiDiGraph[str]) -> None:
    parts = [tuple(f"{t}/{n}" for t in EntityType for n in ns) for ns in (range(6), range(6, 10))]
    communities = [Community(n, "", part) for n, part in enumerate(parts)]
    shown = start_view(plain, communities, limit=16)
    assert [sum(node in part for node in shown) for part in parts] == [9, 7]


def test_layout_start_view_leaves_out_what_one_paper_names_while_there_are_others(
    plain: nx.MultiDiGraph[str],
) -> None:
    plain.nodes["Metric/0"]["papers"] = 1
    assert "Metric/0" not in start_view(plain, limit=39)


def test_layout_start_view_gives_unused_shares_to_others(corpus: Knowledge) -> None:
    assert start_view(corpus.graph, limit=5) == [
        "metric/accuracy",
        "dataset/lantern",
        "model/mothnet",
        "model/flynet",
        "task/moth-counting",
    ]


@pytest.mark.parametrize("limit", [0, 1, 3, 6])
def test_layout_start_view_keeps_its_limit(limit: int, corpus: Knowledge) -> None:
    assert len(start_view(corpus.graph, limit=limit)) == limit


def test_layout_start_view_of_a_small_graph_has_its_papers(corpus: Knowledge) -> None:
    shown = start_view(corpus.graph)
    papers = [node for node in shown if corpus.graph.nodes[node]["type"] == NodeType.PAPER]
    assert papers == sorted(papers)
    assert shown[-len(papers) :] == papers
    assert len(papers) == len(corpus.papers)


def test_layout_places_what_is_shown_and_sizes_every_node(crowd: nx.MultiDiGraph[str]) -> None:
    layout = lay_out(crowd)
    assert set(layout.sizes) == set(crowd)
    assert set(layout.places) == set(layout.start)
    assert len(layout.start) == START_NODES
    for x, y in layout.places.values():
        assert type(x) is type(y) is float
        assert math.isfinite(x)
        assert math.isfinite(y)


def test_layout_ties_join_what_the_same_papers_name(knowledge: Knowledge) -> None:
    graph = knowledge.graph
    layout = lay_out(graph)
    shown = set(layout.start)
    assert layout.ties
    for one, other, papers in layout.ties:
        assert {one, other} <= shown
        both = {*graph.predecessors(one)} & {*graph.predecessors(other)}
        assert papers == sum(graph.nodes[node]["type"] == NodeType.PAPER for node in both) >= 2


def test_layout_has_the_communities_and_the_leaderboards(small: Knowledge) -> None:
    layout = lay_out(small.graph)
    assert layout.communities == find_communities(small.graph)
    assert layout.leaderboards == find_leaderboards(small.graph, least=2)


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


def test_layout_is_the_same_for_the_same_graph(crowd: nx.MultiDiGraph[str]) -> None:
    before = crowd.copy()
    assert lay_out(crowd) == lay_out(before)
    assert nx.utils.graphs_equal(crowd, before)


def test_layout_of_no_graph_is_empty() -> None:
    assert lay_out(nx.MultiDiGraph()) == Layout({}, {}, ())


def test_layout_of_papers_alone_shows_these() -> None:
    papers = [Paper(id_, "Silence", "Nothing.") for id_ in ("a", "b")]
    told = [Extraction(paper.id, "", (), (), (), ()) for paper in papers]
    layout = lay_out(assemble(papers, told).graph)
    assert layout.start == ("paper/a", "paper/b")
    assert layout.places["paper/a"] != layout.places["paper/b"]
    assert layout.sizes == {"paper/a": (6, 12), "paper/b": (6, 12)}


def test_layout_of_one_entity_is_finite(
    thing: Callable[..., PaperEntity], tell: Callable[..., Extraction]
) -> None:
    layout = lay_out(assemble([Paper("p", "A", "b")], [tell("p", thing("MothNet"))]).graph)
    assert layout.start == ("model/mothnet", "paper/p")
    assert all(math.isfinite(value) for place in layout.places.values() for value in place)


@pytest.mark.parametrize(
    ("type_", "papers", "expected"),
    [
        ("Paper", 40, (6, 12)),
        ("Model", 1, (7, 12)),
        ("Task", 3, (10, 14)),
        ("Dataset", 10_000, (28, 22)),
        ("Result", 1, (7, 12)),
    ],
)
def test_layout_sizes_grow_with_papers_up_to_a_limit(
    type_: str, papers: int, expected: tuple[int, int]
) -> None:
    assert node_sizes(type_, papers) == expected


@given(st.dictionaries(st.integers(0, 40), st.floats(0, 1e6), max_size=8), st.integers(0, 50))
def test_layout_seats_are_all_given_and_follow_the_votes(
    votes: dict[int, float], total: int
) -> None:
    found = seats(votes, total)
    voted = [party for party, count in votes.items() if count > 0]
    assert sum(found.values()) == (total if voted else 0)
    for one in voted:
        for other in voted:
            assert found[one] >= found[other] or votes[one] <= votes[other]


def test_layout_of_a_part_needs_no_papers(small: Knowledge) -> None:
    graph = small.graph
    nodes = [n for n, data in graph.nodes(data=True) if data["type"] != NodeType.PAPER]
    layout = lay_out(nx.MultiDiGraph(graph.subgraph(nodes)))
    assert set(layout.start) == {n for n in nodes if graph.nodes[n]["type"] != NodeType.RESULT}
