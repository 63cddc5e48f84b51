"""Labels: how likely each entity of a text has each role, and is what the paper is about.

The trained network looks at all mentions of an entity at once: a role said in
one sentence is the role of the entity. A judge weighs its answers beside cue
words and the other entities (`extractors.entity_signs`); it was fitted on
papers that the network had not learnt from, so it also knows how often an
entity is none. Without a tagger before it there is nothing to look at and no
labels; roles then rest on cue words alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, Layer, sentences
from extractors.cued_roles import find_said
from extractors.cues import first_own_sentence
from extractors.entity_signs import Text, read_signs
from extractors.judge import load_judge
from extractors.network import Group, Labels, load_network
from ontology.records import Mention, PaperEntity

__all__ = ["COMPONENT", "JUDGE", "LABELS", "Labeler", "make_labels", "read_labels", "sign_rows"]

COMPONENT = "labels"
JUDGE = "entities.npz"
LABELS = Layer("paperkg_labels", Labels)


def _place(starts: list[int], ends: list[int], mention: Mention) -> tuple[int, int]:
    """First and last word of a mention; one that ends within a word has all of it."""
    first = max(bisect_right(starts, mention.start) - 1, 0)
    return first, max(first, min(bisect_left(ends, mention.end), len(ends) - 1))


def read_labels(doc: Doc, entities: Sequence[PaperEntity]) -> list[Labels]:
    """What the network takes each entity for; nothing where it has not read the text.

    The tensor of a Doc may as well be that of another component of the user's.
    """
    if not len(doc) or doc.tensor.shape != (len(doc), load_network().size):
        return []
    words = [token for token in doc if not token.is_space]
    if not words:
        return []
    starts = [token.idx for token in words]
    ends = [token.idx + len(token) for token in words]
    groups = [Group(e.type, tuple(_place(starts, ends, m) for m in e.mentions)) for e in entities]
    states = doc.tensor[[token.i for token in words]].astype(np.float32)
    return load_network().labels(states, groups)


def sign_rows(
    doc: Doc, entities: Sequence[PaperEntity], labels: Sequence[Labels]
) -> list[tuple[float, ...]]:
    """The signs by which the entities of a text are judged.

    Args:
        doc: The text with sentence starts.
        entities: Its entities.
        labels: What the network takes each for.
    """
    first_own = first_own_sentence(doc)
    *_, last = sentences(doc)
    surest = [
        {role: max(e.confidence for e in found) for role, found in said.items()}
        for said in (find_said(doc, entity, first_own) for entity in entities)
    ]
    return read_signs(Text(doc.text, first_own, last.start_char), entities, labels, surest)


class Labeler:
    """Labels the entities of a text."""

    def find(self, doc: Doc) -> list[Labels]:
        """Labels in the order of the entities; none where no network has read the text."""
        entities = ENTITIES.get(doc)
        labels = read_labels(doc, entities)
        if not labels:
            return []
        answers = load_judge(JUDGE).answers(sign_rows(doc, entities, labels))
        return [
            Labels(tuple(roles), core, of.model)
            for of, (*roles, core) in zip(labels, answers, strict=True)
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Leave them on the Doc."""
        return LABELS.set(doc, self.find(doc))


@Language.factory(
    "paperkg_labels",
    assigns=["doc._.paperkg_labels"],
    requires=["doc._.paperkg_entities", "doc.tensor", "token.is_sent_start"],
)
def make_labels(nlp: Language, name: str) -> Labeler:
    """Make the component."""
    return Labeler()
