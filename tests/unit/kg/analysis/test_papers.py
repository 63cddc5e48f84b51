"""Papers by what they name."""

from __future__ import annotations

import pytest

from kg.analysis.papers import find_papers
from ontology.errors import GraphError
from ontology.records import Knowledge
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
        ("nothing", None, []),
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
