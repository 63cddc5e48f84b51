"""Papers by what they name."""

from __future__ import annotations

import pytest

from kg import find_papers
from ontology.errors import GraphError
from ontology.knowledge import Knowledge
from ontology.schema import Role

FIRST = ("paper/first", "MothNet: Counting Moths")
SECOND = ("paper/second", "Moths Again")
THIRD = ("paper/third", "FlyNet at Dusk")


@pytest.mark.parametrize(
    ("entity", "role", "expected"),
    [
        ("Lanterns", None, [FIRST, SECOND, THIRD]),
        ("lantern", "evaluatesOn", [FIRST, SECOND, THIRD]),
        ("MothNets", None, [FIRST, SECOND]),
        ("MothNet", "introduces", [FIRST]),
        ("model/mothnet", Role.USES, [SECOND]),
        ("accuracy", "mentions", [THIRD]),
        ("MothNet", "reports", []),
    ],
)
def test_papers_finds_papers_by_entity_and_role(
    entity: str, role: str | None, expected: list[tuple[str, str]], corpus: Knowledge
) -> None:
    assert find_papers(corpus.graph, entity, role) == expected


def test_papers_unknown_role_names_the_right_ones(corpus: Knowledge) -> None:
    message = r"^unknown role 'use' \(did you mean 'uses'\?\); there are: addresses, compares"
    with pytest.raises(GraphError, match=message):
        find_papers(corpus.graph, "MothNet", "use")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"dataset": "Lanterns", "role": "evaluatesOn"}, [FIRST, SECOND, THIRD]),
        ({"dataset": "Lanterns", "model": "MothNet"}, [FIRST, SECOND]),
        ({"dataset": "Streetlamps", "model": "FlyNet", "metric": "accuracy"}, [THIRD]),
        ({"dataset": "Streetlamps", "task": "moth counting"}, []),
        ({"entity": "FlyNet", "dataset": "Lanterns"}, [FIRST, THIRD]),
        ({"model": "MothNet", "dataset": "Lanterns", "role": "introduces"}, []),
        ({"model": "FlyNet", "dataset": "Lanterns", "role": "uses"}, [THIRD]),
    ],
)
def test_papers_that_name_all_of_several(
    asked: dict[str, str], expected: list[tuple[str, str]], corpus: Knowledge
) -> None:
    assert find_papers(corpus.graph, **asked) == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"entity": "MothNed"}, "nothing is called 'MothNed'; near to it: MothNet"),
        ({"model": "Lanterns"}, "no Model is called 'Lanterns'"),
        ({"task": "model/mothnet"}, "no Task is called 'model/mothnet'"),
        ({"dataset": "Lanterns", "model": "nothing"}, "no Model is called 'nothing'"),
    ],
)
def test_papers_of_what_nothing_is_called_are_an_error(
    asked: dict[str, str], message: str, corpus: Knowledge
) -> None:
    with pytest.raises(GraphError, match=f"^{message}"):
        find_papers(corpus.graph, **asked)


def test_papers_need_something_to_ask_for(corpus: Knowledge) -> None:
    with pytest.raises(GraphError, match=r"^find_papers: give an entity, or one of model, dataset"):
        find_papers(corpus.graph, role="uses")
    with pytest.raises(GraphError, match=r"^role 'uses' is for Model, not for Dataset, Task$"):
        find_papers(corpus.graph, dataset="Lanterns", task="moth counting", role="uses")
