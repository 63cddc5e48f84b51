"""Overlaps, decided in one place by one total order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from extractors.annotations import CANDIDATES, MENTIONS, SPANS, Candidate, sentence_at
from extractors.resources import read_words
from extractors.spreading import COMPONENT as ABBREVIATIONS
from extractors.tagger import COMPONENT as TAGGER
from extractors.vocabulary import COMPONENT as VOCABULARY
from ontology.keys import name_key

__all__ = ["PRIORITY", "OverlapResolver", "make_overlaps", "without_overlaps"]

PRIORITY = (TAGGER, ABBREVIATIONS, VOCABULARY)
# Where code or data can be fetched; the names in it are no mentions.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.(?:com|org|io|net|edu|ai)/\S+")


def _rank(candidate: Candidate) -> tuple[int, int, float, int, str, str, str]:
    """Longest first, then by component, confidence, place and type: a total order."""
    priority = (
        PRIORITY.index(candidate.component)
        if candidate.component in PRIORITY
        else len(PRIORITY)  # a component of the user's own
    )
    length = candidate.end - candidate.start
    return (-length, priority, -candidate.confidence, candidate.start, candidate.type,
            candidate.component, candidate.subtype or "")  # fmt: skip


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the candidates that win at their place.

    Args:
        candidates: In any order; the outcome does not depend on it.

    Returns:
        Candidates without overlap, in text order.

    >>> from ontology.schema import EntityType, Subtype
    >>> short = Candidate(3, 6, EntityType.MODEL, Subtype.MODEL, "vocabulary", 0.8)
    >>> long = Candidate(0, 6, EntityType.MODEL, Subtype.MODEL, "tagger", 0.6)
    >>> without_overlaps([short, long]) == [long]
    True
    """
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=_rank):
        place = range(candidate.start, candidate.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


class OverlapResolver:
    """Turns candidates into mentions."""

    def __init__(self, generic: frozenset[str]) -> None:
        """Keep the list.

        Args:
            generic: Keys of phrases with no identity ("our method"); never mentions.
        """
        self._generic = generic

    def find(self, doc: Doc) -> list[Candidate]:
        """The candidates that win; none runs on into the next sentence, or evidence would not."""
        text = doc.text
        addresses = [address.span() for address in _ADDRESS.finditer(text)]
        return without_overlaps(
            c
            for c in CANDIDATES.get(doc)
            if (key := name_key(text[c.start : c.end]))  # not of punctuation alone
            and key not in self._generic
            and not any(start <= c.start < end for start, end in addresses)
            and c.end <= sentence_at(doc, c.start, c.end).end_char
        )

    def __call__(self, doc: Doc) -> Doc:
        """Leave them as mentions, and as a span group for spaCy's own tools."""
        mentions = self.find(doc)
        spans = [
            doc.char_span(m.start, m.end, label=str(m.type), span_id=m.component,
                          alignment_mode="expand")
            for m in mentions
        ]  # fmt: skip
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=[s for s in spans if s is not None])
        return MENTIONS.set(doc, mentions)


@Language.factory(
    "paperkg_overlaps",
    assigns=["doc.spans", "doc._.paperkg_mentions"],
    requires=["doc._.paperkg_candidates", "token.is_sent_start"],
)
def make_overlaps(nlp: Language, name: str) -> OverlapResolver:
    """Make the component with the lists of the package."""
    return OverlapResolver(read_words("generic.txt"))
