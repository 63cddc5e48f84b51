"""The pipeline: which components in which order, and papers to extractions one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from extractors import pipeline
from extractors.pipeline import COMPONENTS, extract, fingerprint, make_nlp
from ontology.errors import PaperkgError
from ontology.records import Mention, Paper, PaperEntity
from ontology.schema import EntityType, Role, Subtype

PAPERS = (
    Paper(
        "p-1",
        "MS-MLP: Image Classification at Night",
        "We propose MS-MLP, a new model for image classification. "
        "MS-MLP reaches 83.8% accuracy on ImageNet and outperforms ResNet-50.",
    ),
    Paper("p-2", "Counting Ripples", ""),
    Paper("p-3", "On Graphs", "We use graph neural networks (GNNs) for node classification."),
)


@Language.component("test_pipeline_stamp")
def stamp(doc: Doc) -> Doc:
    """A component of a user's own, which leaves an entity at the first word."""
    from extractors.annotations import ENTITIES

    word = doc[0].text
    mention = Mention(0, len(word), word, "stamp", 1.0)
    kind = (EntityType.MODEL, Subtype.METHOD)
    return ENTITIES.set(doc, [PaperEntity(word, *kind, (mention,), (), core=True, confidence=1.0)])


@Language.component("test_pipeline_wrong_stamp")
def wrong_stamp(doc: Doc) -> Doc:
    """A component of a user's own whose offsets do not fit."""
    from extractors.annotations import ENTITIES

    mention = Mention(1, 3, doc[0].text, "wrong stamp", 1.0)
    entity = PaperEntity("x", EntityType.TASK, None, (mention,), (), core=True, confidence=1.0)
    return ENTITIES.set(doc, [entity])


def test_pipeline_has_all_components_in_order() -> None:
    nlp = make_nlp()
    assert tuple(nlp.pipe_names) == COMPONENTS
    assert nlp.lang == "en"


def test_pipeline_can_be_made_of_other_components() -> None:
    assert make_nlp([]).pipe_names == []
    names = ["paperkg_vocabulary", "test_pipeline_stamp"]
    assert make_nlp(iter(names)).pipe_names == names


def test_pipeline_refuses_a_component_that_nobody_registered() -> None:
    with pytest.raises(ValueError, match="paperkg_nothing"):
        make_nlp(["paperkg_nothing"])


def test_pipeline_splits_by_our_tokenizer() -> None:
    assert [token.text for token in make_nlp([])("ViT-B/16")] == ["ViT", "-", "B", "/", "16"]


def test_pipeline_takes_texts_beyond_the_bound_of_spacy() -> None:
    assert len(make_nlp([])("tide " * 200_001)) == 200_001


def test_pipelines_share_nothing_that_changes() -> None:
    one, other = make_nlp(["paperkg_sentences"]), make_nlp(["paperkg_sentences"])
    one.remove_pipe("paperkg_sentences")
    assert other.pipe_names == ["paperkg_sentences"]


def test_pipeline_extracts_what_a_paper_says() -> None:
    (found,) = extract(PAPERS[:1])
    roles = {entity.name: [role.role for role in entity.roles] for entity in found.entities}
    assert Role.INTRODUCES in roles["MS-MLP"]
    assert roles["image classification"] == [Role.ADDRESSES]
    assert roles["ImageNet"] == [Role.EVALUATES_ON]
    assert [(result.value, result.metric is not None) for result in found.results] == [
        ("83.8%", True)
    ]
    assert found.relations
    components = {role.evidence[0].component for e in found.entities for role in e.roles}
    assert components == {"labels"}  # the network has labelled them, not the cue words


def test_pipeline_without_a_tagger_falls_back_on_vocabulary_and_cues() -> None:
    names = [n for n in COMPONENTS if n not in {"paperkg_tagger", "paperkg_labels"}]
    for components in (names, [n for n in COMPONENTS if n != "paperkg_tagger"]):
        (found,) = extract(PAPERS[:1], make_nlp(components))
        roles = {entity.name: [role.role for role in entity.roles] for entity in found.entities}
        assert roles["ImageNet"] == [Role.EVALUATES_ON]
        assert {m.component for e in found.entities for m in e.mentions} == {"vocabulary"}
        assert {r.evidence[0].component for e in found.entities for r in e.roles} == {"roles"}


def test_pipeline_gives_one_extraction_a_paper_in_their_order() -> None:
    assert [found.paper for found in extract(reversed(PAPERS))] == ["p-3", "p-2", "p-1"]
    assert list(extract([])) == []


def test_pipeline_extraction_depends_on_the_paper_alone() -> None:
    alone = [next(extract([paper])) for paper in PAPERS]
    assert list(extract(PAPERS)) == alone
    assert list(extract(PAPERS[::-1])) == alone[::-1]
    assert list(extract(PAPERS, make_nlp())) == alone


def test_pipeline_extracts_while_it_reads() -> None:
    def papers() -> Iterator[Paper]:
        for number in range(100_000):
            read.append(number)
            yield replace(PAPERS[1], id=str(number))

    read: list[int] = []
    assert next(extract(papers(), make_nlp(["paperkg_sentences"]))).paper == "0"
    assert len(read) < 5_000


def test_pipeline_takes_a_pipeline_of_the_users_own() -> None:
    nlp = make_nlp(["test_pipeline_stamp"])
    (found,) = extract(PAPERS[:1], nlp)
    assert [(e.name, e.mentions[0].component) for e in found.entities] == [("MS", "stamp")]
    assert found.fingerprint == fingerprint(PAPERS[0], nlp)


def test_pipeline_refuses_what_a_wrong_component_leaves() -> None:
    with pytest.raises(PaperkgError, match="p-1: component 'wrong stamp' put 'MS' at 1:3"):
        list(extract(PAPERS, make_nlp(["test_pipeline_wrong_stamp"])))


def test_pipeline_fingerprint_is_of_text_and_components() -> None:
    paper = PAPERS[0]
    names = ["paperkg_sentences", "paperkg_vocabulary"]
    usual = fingerprint(paper, make_nlp(names))
    assert usual == fingerprint(replace(paper, id="other", year=1999), make_nlp(names))
    others = {
        fingerprint(replace(paper, title="Other"), make_nlp(names)),
        fingerprint(replace(paper, abstract="Other."), make_nlp(names)),
        fingerprint(paper, make_nlp(names[::-1])),
        fingerprint(paper, make_nlp(names[:1])),
    }
    assert len(others | {usual}) == 5
    assert len(usual) == 16
    assert set(usual) <= set("0123456789abcdef")


def test_pipeline_fingerprint_changes_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = make_nlp([])
    before = fingerprint(PAPERS[0], nlp)
    monkeypatch.setattr(pipeline, "contents_digest", lambda *_: "other rules")
    assert fingerprint(PAPERS[0], nlp) != before


def test_pipeline_fingerprint_takes_any_text() -> None:
    half = Paper("p", "half a pair \ud83c", "")
    assert fingerprint(half, make_nlp([])) != fingerprint(replace(half, title="x"), make_nlp([]))
