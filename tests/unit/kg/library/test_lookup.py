"""What is asked of a folder is what the whole graph says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.analysis.neighbourhood import surroundings
from kg.builder import Build
from kg.library import lookup
from kg.library.lookup import among_in
from ontology.errors import GraphError, LibraryError
from ontology.knowledge import Knowledge
from ontology.schema import EntityType, NodeType, Role


@pytest.fixture(scope="module")
def folder(built: Build) -> Path:
    """The library of the golden papers."""
    return built.files["html"].parent


def same(one: nx.Graph[str], other: nx.Graph[str]) -> bool:
    """Whether two graphs are equal, the order of nodes and edges included."""
    orders = [(list(graph), list(graph.edges())) for graph in (one, other)]
    return orders[0] == orders[1] and nx.utils.graphs_equal(one, other)


def test_lookup_surroundings_are_those_in_the_graph(folder: Path, built: Build) -> None:
    graph = built.knowledge.graph
    nodes = [node for node, data in graph.nodes(data=True) if data["type"] != NodeType.RESULT]
    assert len(nodes) > 100
    wrong = [node for node in nodes if not same(kg.ego(folder, node), kg.ego(graph, node))]
    assert wrong == []


@pytest.mark.parametrize("name", ["imagenet", "Cifar 10", "CIFAR-10"])
def test_lookup_names_are_folded(name: str, folder: Path, built: Build) -> None:
    assert same(kg.ego(folder, name), kg.ego(built.knowledge.graph, name))


@pytest.mark.parametrize("hops", [0, 2, 3])
def test_lookup_so_many_edges_away(hops: int, folder: Path, built: Build) -> None:
    sizes = [len(kg.ego(folder, "ImageNet", hops=n)) for n in range(hops + 1)]
    assert sizes == sorted(set(sizes))
    found = kg.ego(folder, "ImageNet", hops=hops)
    assert same(found, kg.ego(built.knowledge.graph, "ImageNet", hops=hops))


@pytest.mark.parametrize("role", [None, *Role])
def test_lookup_papers_are_those_in_the_graph(role: str | None, folder: Path, built: Build) -> None:
    graph = built.knowledge.graph
    for name in sorted({e.name for e in built.knowledge.entities}):
        assert kg.find_papers(folder, name, role) == kg.find_papers(graph, name, role)


@pytest.mark.parametrize("type_", EntityType)
@pytest.mark.parametrize("via", ["Paper", "Task"])
def test_lookup_projection_is_that_of_the_graph(
    type_: str, via: str, folder: Path, built: Build
) -> None:
    projected = kg.project(str(folder), type_, via)
    assert same(projected, kg.project(built.knowledge.graph, type_, via))


def test_lookup_nodes_among_themselves(folder: Path, built: Build) -> None:
    graph = built.knowledge.graph
    for chosen in (list(graph)[::3], list(graph)[::-2], ["dataset/imagenet", "nothing"]):
        there = [node for node in chosen if node in graph]
        assert same(among_in(folder, chosen), surroundings(graph, there, hops=0))


def test_lookup_what_is_not_there_is_told_with_what_is_near(folder: Path, built: Build) -> None:
    with pytest.raises(GraphError, match="nothing is called 'ImageNed'; near to it: ImageNet"):
        kg.ego(folder, "ImageNed")
    with pytest.raises(GraphError, match="unknown role 'addreses'"):
        kg.find_papers(folder, "nothing", "addreses")
    with pytest.raises(GraphError, match="unknown node type 'Datasets'"):
        kg.project(folder, "Datasets")
    assert same(kg.project(folder, "Result"), kg.project(built.knowledge.graph, "Result"))
    with pytest.raises(LibraryError, match="no library here"):
        kg.ego(folder / "nowhere", "ImageNet")


def test_lookup_does_not_load_everything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "read_knowledge", None)
    assert "dataset/imagenet" in kg.ego(folder, "ImageNet", hops=2)
    assert kg.find_papers(folder, "ImageNet")
    assert len(kg.project(folder, "Dataset")) > 3


def test_lookup_overrides_of_now_count(
    corpus: Knowledge, tmp_path: Path, write_library: Callable[[Path, Knowledge], None]
) -> None:
    write_library(tmp_path, corpus)
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "reject.tsv").write_text("type\tname\tpaper\nModel\tFlyNet\t\n")
    with pytest.raises(GraphError, match="nothing is called 'FlyNet'"):
        kg.find_papers(tmp_path, "FlyNet")
    with pytest.raises(GraphError, match="nothing is called 'FlyNet'"):
        kg.ego(tmp_path, "FlyNet")
    assert "model/flynet" not in kg.project(tmp_path, "Model")


@pytest.mark.parametrize("role", [None, "evaluatesOn"])
def test_lookup_papers_by_type_are_those_in_the_graph(
    role: str | None, folder: Path, built: Build
) -> None:
    graph = built.knowledge.graph
    models = [entity.name for entity in built.knowledge.entities if entity.type == "Model"][:20]
    found = [
        (kg.find_papers(where, model=model, dataset="ImageNet", role=role))
        for where in (folder, graph)
        for model in models
    ]
    half = len(found) // 2
    assert found[:half] == found[half:]
    assert kg.find_papers(folder, dataset="ImageNet") == kg.find_papers(graph, "ImageNet")
    for where in (folder, graph):
        for name in ("ImageNet", "dataset/imagenet", "nothing", ""):
            with pytest.raises(GraphError, match=f"^no Model is called '{name}'"):
                kg.find_papers(where, model=name)


def test_lookup_of_half_a_character_finds_nothing(folder: Path) -> None:
    with pytest.raises(GraphError, match=r"nothing is called '\\ud800'"):
        kg.ego(folder, "\ud800")
