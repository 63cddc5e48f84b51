"""Generated corpora: what papers might say, without a pipeline; few names, so that they meet."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from ontology.records import (
    Evidence,
    Extraction,
    Mention,
    Merge,
    Paper,
    PaperEntity,
    PaperRole,
    Relation,
    Result,
)
from ontology.schema import (
    RELATIONS,
    ROLES,
    Direction,
    EntityRelation,
    EntityType,
    NodeType,
    ResultKind,
    Role,
    Subtype,
)

Corpus = tuple[tuple[Paper, Extraction], ...]

# Versions, a short form with two meanings, known names, one key for several, and signs only.
NAMES = (
    "MothNet", "MothNet-2", "MothNet-2.5", "MLP", "multi-layer perceptron", "GMC",
    "glow moth counting", "grey mouse catching", "ImageNet", "C", "C++", "\u03b2-VAE", "!",
)  # fmt: skip
SHORT, LONG = ("GMC", "MLP"), ("glow moth counting", "grey mouse catching", "moth net")

names = st.sampled_from(NAMES) | st.text(min_size=1, max_size=4)
texts = st.sampled_from(("", "They count moths.", "\u03b2 \U0001f98b\u2028\x00\\")) | st.text(
    max_size=8
)
confidences = st.sampled_from((0.1, 0.3, 0.5, 0.7)) | st.floats(0, 1)
evidences = st.builds(
    Evidence,
    sentence=st.sampled_from(("We say so.", "They say so \u2013 too.")),
    start=st.integers(0, 2),
    end=st.integers(20, 22),
    spans=st.sampled_from((((3, 9),), ((3, 9), (12, 15)), ((4, 9),))),
    component=st.sampled_from(("rules", "tagger")),
    confidence=confidences,
)
some_evidence = st.lists(evidences, min_size=1, max_size=2).map(tuple)


def may(relation: Role | EntityRelation, head: NodeType, tail: NodeType) -> bool:
    """Whether the schema allows a relation between two types."""
    return head in RELATIONS[relation].domain and tail in RELATIONS[relation].range


def spellings(name: str) -> tuple[str, ...]:
    """A name as papers write it; most have one comparison key."""
    return (name, f"{name}s", name.title(), name.replace(" ", "-"), f"the {name}")


@st.composite
def entities(draw: st.DrawFn, names: list[str], types: list[EntityType]) -> PaperEntity:
    """An entity of a paper, with roles that its type may have."""
    type_ = draw(st.sampled_from(types))
    forms = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2))
    allowed = [role for role in ROLES if may(role, NodeType.PAPER, NodeType(type_))]
    return PaperEntity(
        name=draw(st.sampled_from(forms)),
        type=type_,
        subtype=draw(st.none() | st.sampled_from(Subtype)) if type_ is EntityType.MODEL else None,
        mentions=tuple(
            Mention(9 * place, 9 * place + len(form), form, "rules", 0.9)
            for place, form in enumerate(forms, draw(st.integers(0, 3)))
        ),
        roles=(PaperRole(draw(st.sampled_from(allowed)), draw(some_evidence)),),
        core=draw(st.booleans()),
        confidence=draw(confidences),
    )


def relations(known: tuple[PaperEntity, ...]) -> st.SearchStrategy[tuple[Relation, ...]]:
    """Up to one relation that the types of two of the entities allow."""
    ends = [(head, tail) for head in range(len(known)) for tail in range(len(known))]
    allowed = [
        (head, relation, tail)
        for head, tail in ends
        for relation in EntityRelation
        if may(relation, NodeType(known[head].type), NodeType(known[tail].type))
    ]
    if not allowed:
        return st.just(())
    one = st.builds(
        lambda said, evidence: Relation(said[0], said[1], said[2], evidence),
        st.sampled_from(allowed),
        some_evidence,
    )
    return st.lists(one, max_size=1).map(tuple)


def results(known: tuple[PaperEntity, ...]) -> st.SearchStrategy[Result]:
    """Numbers of some of the entities."""
    ends: dict[EntityType, st.SearchStrategy[int | None]] = {}
    for type_ in EntityType:
        indices = [index for index, entity in enumerate(known) if entity.type is type_]
        ends[type_] = st.sampled_from((None, *indices))
    return st.builds(
        Result,
        model=ends[EntityType.MODEL],
        task=ends[EntityType.TASK],
        dataset=ends[EntityType.DATASET],
        metric=ends[EntityType.METRIC],
        baseline=ends[EntityType.MODEL],
        value=st.sampled_from(("83.80%", "2.5")),
        number=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        unit=st.sampled_from(("", "%")),
        kind=st.sampled_from(ResultKind),
        direction=st.none() | st.sampled_from(Direction),
        evidence=evidences,
    )


@st.composite
def told(
    draw: st.DrawFn, id_: str, names: list[str], types: list[EntityType]
) -> tuple[Paper, Extraction]:
    """A paper and all that is said of it."""
    paper = Paper(
        id=id_,
        title=draw(texts),
        abstract=draw(texts),
        year=draw(st.none() | st.integers(1900, 2100)),
        authors=tuple(draw(st.lists(texts, max_size=2))),
        venue=draw(st.none() | texts),
    )
    known = tuple(draw(st.lists(entities(names, types), max_size=3)))
    definitions = st.builds(
        Merge, st.sampled_from(SHORT), st.sampled_from(LONG), st.sampled_from(types),
        st.sampled_from(("abbreviation", "plural")), st.just(id_),
    )  # fmt: skip
    extraction = Extraction(
        paper=id_,
        fingerprint=draw(texts),
        entities=known,
        relations=draw(relations(known)),
        results=tuple(draw(st.lists(results(known), max_size=1))),
        merges=tuple(draw(st.lists(definitions, max_size=1))),
    )
    return paper, extraction


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Two to five papers, each with an id of its own, that talk of the same few things."""
    ids = draw(
        st.lists(st.text("ab-1.:/", min_size=1, max_size=3), min_size=2, max_size=5, unique=True)
    )
    few = draw(st.lists(names, min_size=1, max_size=2))
    known = [spelling for name in few for spelling in spellings(name)]
    types = draw(st.lists(st.sampled_from(EntityType), min_size=1, max_size=2))
    return tuple(draw(told(id_, known, types)) for id_ in ids)


@pytest.fixture(name="corpora", scope="session")
def corpora_fixture() -> st.SearchStrategy[Corpus]:
    """A strategy: papers and what is said of them."""
    return corpora()
