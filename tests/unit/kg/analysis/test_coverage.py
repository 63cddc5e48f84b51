"""Coverage and gaps: what stands together, and what one would expect to."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from kg.analysis.coverage import covered_by
from kg.analysis.gaps import find_gaps
from ontology.errors import GraphError
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType

Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]
GraphOf = Callable[..., "nx.MultiDiGraph[str]"]
Work = Callable[..., Extraction]


@pytest.fixture
def work(thing: Thing, tell: Tell) -> Work:
    """A function from a paper, tasks and data sets to what the paper says."""

    def make(paper: str, tasks: str, datasets: str, *more: PaperEntity) -> Extraction:
        return tell(
            paper,
            *(thing(name, TASK, Role.ADDRESSES) for name in tasks.split(", ")),
            *(thing(name, DATASET, Role.EVALUATES_ON) for name in datasets.split(", ")),
            *more,
        )

    return make


SHARED = "Lanterns, Shells"


@pytest.fixture
def field(work: Work) -> list[Extraction]:
    """Three tasks on the same data; two of them also on Gauges, moth counting not."""
    return [
        *(work(f"m{n}", "moth counting", SHARED) for n in range(4)),
        *(work(f"w{n}", "wing measuring", f"{SHARED}, Gauges") for n in range(4)),
        *(work(f"f{n}", "flight tracking", f"{SHARED}, Gauges") for n in range(4)),
    ]


def test_coverage_counts_papers_of_a_task_by_dataset(
    field: list[Extraction], graph_of: GraphOf
) -> None:
    covered, totals = covered_by(graph_of(*field))
    assert covered["task/wing-measuring"] == {
        "dataset/lantern": 4, "dataset/shell": 4, "dataset/gauge": 4
    }  # fmt: skip
    assert covered["task/moth-counting"] == {"dataset/lantern": 4, "dataset/shell": 4}
    assert set(totals.values()) == {4}


def test_coverage_gap_is_what_the_neighbours_use(
    field: list[Extraction], graph_of: GraphOf
) -> None:
    assert find_gaps(graph_of(*field)).rows() == [
        ("task and dataset", "moth counting", "Gauges", 4.0, "flight tracking, wing measuring",
         "task/moth-counting", "dataset/gauge"),
    ]  # fmt: skip


def test_coverage_no_gap_where_one_paper_names_both(
    field: list[Extraction], work: Work, thing: Thing, graph_of: GraphOf
) -> None:
    more = work("x", "moth counting", "Shells", thing("Gauges", DATASET))
    assert find_gaps(graph_of(*field, more)).rows() == []


def test_coverage_no_gap_where_only_one_neighbour_says_so(
    field: list[Extraction], graph_of: GraphOf
) -> None:
    assert find_gaps(graph_of(*field[:8])).rows() == []


def test_coverage_another_name_of_a_task_is_no_neighbour(work: Work, graph_of: GraphOf) -> None:
    told = [
        work(f"{name[:2]}{n}", name, datasets)
        for name, datasets in (
            ("moth counting", SHARED),
            ("fast moth counting", f"{SHARED}, Gauges"),
            ("night moth counting", f"{SHARED}, Gauges"),
        )
        for n in range(4)
    ]
    assert find_gaps(graph_of(*told), task="task/moth-counting").rows() == []


def test_coverage_two_datasets_apart(work: Work, graph_of: GraphOf) -> None:
    told = [
        work(f"{task[0]}{dataset[0]}{n}", task, dataset)
        for task in ("moth counting", "wing measuring")
        for dataset in ("Lanterns", "Shells")
        for n in range(2)
    ]
    graph = graph_of(*told)
    (gap,) = find_gaps(graph)
    assert (gap.kind, gap.one, gap.other, gap.expected, gap.because) == (
        "two datasets", "Lanterns", "Shells", 2.0, "moth counting, wing measuring"
    )  # fmt: skip
    assert find_gaps(graph, dataset="Shells", task="wing measuring").rows() == [
        (*(getattr(gap, name) for name in find_gaps(graph).columns),)
    ]
    assert find_gaps(graph_of(*told, work("x", "moth counting", SHARED))).rows() == []


FIVE = ("bat tracking", "finding, then marking", "moth counting", "owl calling", "wing measuring")


@pytest.mark.parametrize("task", FIVE)
def test_gaps_of_a_task_are_found_by_each_of_its_grounds(
    task: str, thing: Thing, tell: Tell, graph_of: GraphOf
) -> None:
    told = [
        tell(f"{number}{dataset}{copy}", thing(name, TASK, Role.ADDRESSES),
             thing(dataset, DATASET, Role.EVALUATES_ON))
        for number, name in enumerate(FIVE)
        for dataset in ("Lanterns", "Shells")
        for copy in range(2)
    ]  # fmt: skip
    graph = graph_of(*told)
    (gap,) = find_gaps(graph)
    assert gap.because == "bat tracking, finding, then marking, moth counting"
    assert list(find_gaps(graph, task=task)) == [gap]


def test_coverage_versions_of_a_dataset_are_not_apart(work: Work, graph_of: GraphOf) -> None:
    told = [
        work(f"{task[0]}{dataset[-1]}{n}", task, dataset)
        for task in ("moth counting", "wing measuring")
        for dataset in ("Shells-10", "Shells-100")
        for n in range(2)
    ]
    assert find_gaps(graph_of(*told)).rows() == []


def test_coverage_refuses_what_is_not_there(field: list[Extraction], graph_of: GraphOf) -> None:
    graph = graph_of(*field)
    with pytest.raises(GraphError, match=r"^no Task is called 'moth countin'; near to it: moth"):
        find_gaps(graph, task="moth countin")
    with pytest.raises(GraphError, match=r"^no Dataset is called 'moth counting'"):
        find_gaps(graph, dataset="moth counting")
