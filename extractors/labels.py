"""Labels: what the trained network takes each entity of a text for.

It looks at all mentions of an entity at once: a role said in one sentence is
the role of the entity. Without a tagger before it there is nothing to look at
and no labels; roles then rest on cue words alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import ENTITIES, Layer
from extractors.network import Group, Labels, load_network
from ontology.records import Mention

__all__ = ["COMPONENT", "LABELS", "Labeler", "make_labels"]

COMPONENT = "labels"
LABELS = Layer("paperkg_labels", Labels)


def _place(starts: list[int], ends: list[int], mention: Mention) -> tuple[int, int]:
    """First and last word of a mention; one that ends within a word has all of it."""
    first = max(bisect_right(starts, mention.start) - 1, 0)
    return first, max(first, min(bisect_left(ends, mention.end), len(ends) - 1))


class Labeler:
    """Labels the entities of a text."""

    def find(self, doc: Doc) -> list[Labels]:
        """Labels in the order of the entities; none where no network has read the text."""
        if not doc.tensor.size:
            return []
        words = [token for token in doc if not token.is_space]
        starts = [token.idx for token in words]
        ends = [token.idx + len(token) for token in words]
        groups = [
            Group(e.type, tuple(_place(starts, ends, m) for m in e.mentions))
            for e in ENTITIES.get(doc)
        ]
        states = doc.tensor[[token.i for token in words]].astype(np.float32)
        return load_network().labels(states, groups)

    def __call__(self, doc: Doc) -> Doc:
        """Leave them on the Doc."""
        return LABELS.set(doc, self.find(doc))


@Language.factory(
    "paperkg_labels",
    assigns=["doc._.paperkg_labels"],
    requires=["doc._.paperkg_entities", "doc.tensor"],
)
def make_labels(nlp: Language, name: str) -> Labeler:
    """Make the component."""
    return Labeler()
