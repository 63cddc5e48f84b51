"""New names: in no vocabulary and in no training data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.evaluation.annotation import Annotation, EntityRecord
from kg.evaluation.novelty import is_new, known_keys
from ontology.schema import EntityType


@pytest.mark.parametrize(
    ("name", "forms", "new"),
    [
        ("ImageNet", (), False),
        ("Image Classifications", (), False),
        ("image classification", (), False),
        ("Quzzlenet", (), True),
        ("Quzzlenet", ("QN", "ImageNet"), False),
    ],
)
def test_novelty_by_vocabulary_of_any_type(
    name: str, forms: tuple[str, ...], new: bool,
    entity: Callable[..., EntityRecord], paper: Callable[..., Annotation],
) -> None:  # fmt: skip
    thing = paper(entity(name, EntityType.TASK, forms=forms)).things[0]
    assert is_new(thing, known_keys()) is new


def test_novelty_by_what_was_seen(
    entity: Callable[..., EntityRecord], paper: Callable[..., Annotation]
) -> None:
    known = known_keys([paper(entity("Quzzle", forms=("Quzzlenets",), core=False))])
    for name in ("Quzzlenet", "the Quzzle"):
        assert not is_new(paper(entity(name)).things[0], known)
    assert is_new(paper(entity("Quzzlenet 2")).things[0], known)
