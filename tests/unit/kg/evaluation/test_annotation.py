"""Annotations: one shape for both sides."""

from __future__ import annotations

import msgspec
import pytest

from kg.evaluation.annotation import EntityRecord, Place, Record, ResultRecord, annotate
from ontology.schema import EntityRelation, EntityType, ResultKind, Role

MODEL, DATASET, TASK, METRIC = EntityType


def test_annotation_takes_places_from_the_entity_or_from_the_paper() -> None:
    own = EntityRecord("CNN", MODEL, mentions=(Place(0, 4, "CNNs"), Place(6, 9, "CNN")))
    told = EntityRecord("MNIST", DATASET, mentions=("MNIST",))
    record = Record("T", (own, told), mentions=(Place(12, 17, "MNIST", 1),))
    cnn, mnist = annotate(record).things
    assert (cnn.surfaces, sorted(cnn.spans)) == (("CNNs", "CNN"), [(0, 4), (6, 9)])
    assert (mnist.surfaces, sorted(mnist.spans)) == (("MNIST",), [(12, 17)])
    assert annotate(record).spans(core=True) == {
        (0, 4, "Model"), (6, 9, "Model"), (12, 17, "Dataset"),
    }  # fmt: skip


def test_annotation_the_name_counts_as_a_form_only_where_there_is_no_other() -> None:
    bare = annotate(Record("T", (EntityRecord("Moth Net", MODEL),))).things[0]
    formed = annotate(Record("T", (EntityRecord("Moth Net", MODEL, mentions=("MN",)),))).things[0]
    assert bare.forms == bare.all_forms == {"moth net"}
    assert formed.forms == {"mn"}
    assert formed.all_forms == {"mn", "moth net"}


def test_annotation_mere_mention_is_no_role() -> None:
    record = EntityRecord("CNN", MODEL, roles=(Role.MENTIONS, Role.USES))
    assert annotate(Record("T", (record,))).things[0].roles == {Role.USES}


def test_annotation_ends_of_relations_are_names_or_ids() -> None:
    entities = (EntityRecord("CNN", MODEL, "model/cnn"), EntityRecord("MNIST", DATASET))
    on = EntityRelation.EVALUATED_ON
    record = Record(
        "T", entities, relations=(("model/cnn", on, "MNIST"), ("CNN", on, "dataset/unknown"))
    )
    assert annotate(record).relations == {(0, on, 1), (0, on, "dataset/unknown")}


def test_annotation_ends_of_results_become_keys() -> None:
    entities = (EntityRecord("top-1 accuracy", METRIC, "metric/acc", mentions=("accuracies",)),)
    result = ResultRecord("83.80 %", None, "The MNIST", "metric/acc", ResultKind.ABSOLUTE)
    stated = annotate(Record("T", entities, results=(result,))).results[0]
    assert stated.value == "83.8%"
    assert stated.ends == (None, frozenset({"mnist"}), frozenset({"accuracy", "top 1 accuracy"}))


def test_annotation_papers_are_joined_by_title() -> None:
    assert (
        annotate(Record("Moth-Net: a  study", ())).key
        == annotate(Record("mothnet A Study", ())).key
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"title": "T"}', "missing required field `entities`"),
        ('{"title": "T", "entities": [{"name": "x", "type": "Tool"}]}', r"\$.entities\[0\].type"),
        (
            '{"title": "T", "entities": [], "relations": [["a", "beats", "b"]]}',
            r"Invalid enum value 'beats' - at `\$.relations\[0\]\[1\]`",
        ),
    ],
)
def test_annotation_file_says_what_is_wrong(line: str, message: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=message):
        msgspec.json.decode(line, type=Record)
