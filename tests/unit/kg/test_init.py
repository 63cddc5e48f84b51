"""The front door: `import kg` is quick, and each function does what its name says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.sparql.answers import Answer
from ontology.errors import GraphError, LibraryError, QueryError, SourceError
from ontology.knowledge import Knowledge
from ontology.version import __version__

LINES = (
    '{"id": "b", "title": "Owls", "abstract": "We test ResNet on ImageNet."}\n'
    '{"id": "a", "title": "Moths", "abstract": "We propose MS-MLP and test it on ImageNet."}\n'
)


@pytest.fixture
def source(in_folder: Path) -> Path:
    """A file with two papers in an empty working directory."""
    path = in_folder / "papers.jsonl"
    path.write_text(LINES)
    return path


def test_init_names_are_there_sorted_and_documented() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert kg.__version__ == __version__
    for name in kg.__all__[1:]:
        assert getattr(kg, name).__doc__


@pytest.mark.parametrize("name", kg.__all__[1:])
def test_init_no_module_has_the_name_of_a_function(name: str) -> None:
    assert find_spec(f"kg.{name}") is None


def test_init_read_papers_takes_paths_and_texts(source: Path) -> None:
    assert [paper.id for paper in kg.read_papers(source)] == ["a", "b"]
    assert kg.read_papers("papers.jsonl", source) == kg.read_papers(source)
    assert kg.read_papers() == ()


def test_init_read_papers_is_strict_only_if_told(source: Path) -> None:
    source.write_text(LINES + "{\n")
    assert len(kg.read_papers(source)) == 2
    with pytest.raises(SourceError, match=":3: not JSON"):
        kg.read_papers(source, strict=True)


def test_init_extract_takes_half_surrogates_which_no_file_can_hold() -> None:
    found = kg.extract("\ud800", "\udfff We test it on ImageNet \ud83e\udd8b.").entities
    starts = [mention.start for entity in found for mention in entity.mentions]
    assert starts == [len("\ud800\n\udfff We test it on ")]


def test_init_extract_counts_offsets_in_title_line_end_abstract() -> None:
    found = kg.extract("  MS-MLP:\n Moths ", "We propose MS-MLP and test it on ImageNet.")
    text = "MS-MLP: Moths\nWe propose MS-MLP and test it on ImageNet."
    for entity in found.entities:
        assert all(text[m.start : m.end] == m.text for m in entity.mentions)
    assert {"MS-MLP", "ImageNet"} <= {entity.name for entity in found.entities}


def test_init_extract_needs_no_abstract() -> None:
    assert [entity.name for entity in kg.extract("Training on ImageNet").entities] == ["ImageNet"]
    assert kg.extract("").entities == ()


def test_init_extract_gives_what_a_build_holds(source: Path) -> None:
    kept = kg.build([source]).extractions[0]
    found = kg.extract("Moths", "We propose MS-MLP and test it on ImageNet.")
    assert replace(found, paper="a") == kept


def test_init_build_writes_to_out_and_load_gives_it_back(source: Path) -> None:
    made = kg.build([source])
    read = kg.load()
    assert Path("out/graph.html").is_file()
    assert replace(read, graph=made.graph) == made
    assert nx.utils.graphs_equal(read.graph, made.graph)
    assert [paper.id for paper in read.papers] == ["a", "b"]


@pytest.mark.parametrize("kind", [str, Path])
def test_init_build_takes_one_path_alone(source: Path, kind: type[str | Path]) -> None:
    assert len(kg.build(kind(source)).papers) == 2


def test_init_build_takes_another_folder_and_strict(source: Path) -> None:
    source.write_text(LINES + "{\n")
    assert len(kg.build(["papers.jsonl"], "here").papers) == 2
    assert len(kg.load(Path("here")).papers) == 2
    with pytest.raises(SourceError):
        kg.build([source], "there", strict=True)
    assert not Path("there").exists()


def test_init_load_says_where_nothing_is(in_folder: Path) -> None:
    with pytest.raises(LibraryError, match=r"^out: no library here; make one with: paperkg build"):
        kg.load()


def test_init_query_takes_a_name_or_sparql(corpus: Knowledge) -> None:
    columns = ("dataset", "papers", "dataset_iri")
    expected = Answer(
        columns, (("Lanterns", 3, "pkd:lantern"), ("Streetlamps", 1, "pkd:streetlamp"))
    )
    assert kg.query(corpus, "top-datasets", least=1) == expected
    text = "SELECT (COUNT(?p) AS ?papers) { ?p a pk:Paper }"
    assert kg.query(corpus, text) == Answer(("papers",), ((4,),))
    with pytest.raises(QueryError, match="does not parse"):
        kg.query(corpus, "top-moths")


def test_init_query_gives_the_graph_of_an_answer(
    corpus: Knowledge, tmp_path: Path, write_library: Callable[[Path, Knowledge], None]
) -> None:
    write_library(tmp_path, corpus)
    graphs = [
        kg.query(where, "task-models", task="moth counting").graph() for where in (corpus, tmp_path)
    ]
    assert set(graphs[0]) == {"model/mothnet"}
    text = "SELECT ?m ?t { ?m pk:appliedTo ?t }"
    for where in (corpus, tmp_path, str(tmp_path)):
        graph = kg.query(where, text).graph()
        assert {"model/mothnet", "task/moth-counting", "paper/first", "paper/second"} == set(graph)
        assert graph.number_of_edges("model/mothnet", "task/moth-counting") == 2
    with pytest.raises(QueryError, match=r"^this answer has no graph"):
        Answer(("n",), ((1,),)).graph()


def test_init_find_papers_by_name_and_role(corpus: Knowledge) -> None:
    assert kg.find_papers(corpus.graph, "mothnets", "uses") == [("paper/second", "Moths Again")]
    assert len(kg.find_papers(corpus.graph, "Lanterns")) == 3
    with pytest.raises(GraphError, match="unknown role 'used'"):
        kg.find_papers(corpus.graph, "Lanterns", "used")


def test_init_project_joins_by_papers_unless_told_otherwise(corpus: Knowledge) -> None:
    models = kg.project(corpus.graph, "Model")
    assert list(models.edges(data="weight")) == [("model/flynet", "model/mothnet", 1)]
    by_task = kg.project(corpus.graph, "Paper", via="Task")
    assert list(by_task.edges) == [("paper/first", "paper/second")]


@pytest.mark.parametrize(
    "part", [lambda g: g, lambda g: g.subgraph(["model/mothnet"]), lambda g: nx.MultiDiGraph()]
)
def test_init_view_makes_a_page_of_a_graph_or_a_part(
    part: Callable[[nx.MultiDiGraph[str]], nx.MultiDiGraph[str]],
    corpus: Knowledge,
    tmp_path: Path,
) -> None:
    graph = part(corpus.graph)
    page = kg.view(graph)
    assert page.html.startswith("<!doctype html>")
    assert f'data-nodes="{len(graph)}"' in page.html
    assert page.save(tmp_path / "x.html").read_text(encoding="utf-8") == page.html


def test_init_view_does_not_change_the_graph(corpus: Knowledge) -> None:
    before = corpus.graph.copy()
    kg.view(corpus.graph)
    assert nx.utils.graphs_equal(corpus.graph, before)


@pytest.mark.parametrize(
    ("asked", "module", "function"),
    [
        (lambda g: kg.top(g, "Model"), "centrality", lambda f, g: f.find_central(g, "Model")),
        (
            lambda g: kg.leaderboards(g, dataset="Lanterns"),
            "leaderboards",
            lambda f, g: f.ranking(g, f.find_leaderboards(g)),
        ),
        (
            lambda g: kg.trend(g, "MothNet", by_role=True),
            "trends",
            lambda f, g: f.adoption(g, "MothNet", by_role=True),
        ),
        (
            lambda g: kg.compare(g, "MothNet", "FlyNet"),
            "comparison",
            lambda f, g: f.compare(g, "MothNet", "FlyNet"),
        ),
        (
            lambda g: kg.paths(g, "MothNet", "Streetlamps", 1),
            "paths",
            lambda f, g: f.find_paths(g, "MothNet", "Streetlamps", 1),
        ),
        (
            lambda g: kg.similar(g, "MothNet: Counting Moths"),
            "similarity",
            lambda f, g: f.find_similar(g, "paper/first"),
        ),
        (
            lambda g: kg.communities(g).records,
            "communities",
            lambda f, g: f.find_communities(g),
        ),
        (
            lambda g: kg.genealogy(g, "MothNet"),
            "genealogy",
            lambda f, g: f.find_family(g, "MothNet"),
        ),
        (lambda g: kg.co_use(g, least=1), "co_use", lambda f, g: f.find_co_use(g, least=1)),
        (lambda g: kg.gaps(g), "gaps", lambda f, g: f.find_gaps(g)),
        (
            lambda g: sorted(kg.filter(g, years=2021)),
            "filtering",
            lambda f, g: sorted(f.filter_graph(g, years=2021)),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_init_questions_are_answered_by_the_analysis(
    asked: Callable[..., object],
    module: str,
    function: Callable[..., object],
    corpus: Knowledge,
) -> None:
    answer = asked(corpus.graph)
    assert answer == function(import_module(f"kg.analysis.{module}"), corpus.graph)


def test_init_papers_are_found_by_type(corpus: Knowledge) -> None:
    found = kg.find_papers(corpus.graph, dataset="Lanterns", role="evaluatesOn")
    assert [title for _, title in found] == [
        "MothNet: Counting Moths", "Moths Again", "FlyNet at Dusk"
    ]  # fmt: skip
