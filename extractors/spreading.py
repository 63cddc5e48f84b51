"""The paper's own definition wins: what the long form is, the short form is too.

"unsupervised domain adaptation (UDA)" makes every UDA of the paper a task,
whatever the vocabulary says of UDA; and a short form that is known tells what
a long form without a telling head is.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import (
    ABBREVIATIONS,
    CANDIDATES,
    Abbreviation,
    Candidate,
    add_candidates,
)

__all__ = ["COMPONENT", "Spreader", "make_spreading", "spread"]

COMPONENT = "abbreviations"
SURE = 0.7  # at least so sure is what a text defines
REACH = 40  # characters by which what was found may begin before the long form


def _decide(candidates: list[Candidate], pair: Abbreviation) -> Candidate | None:
    """The candidate that says what an abbreviation is: the long form's, else the short form's."""
    at_long = [
        c for c in candidates if c.end == pair.long_end and c.start < pair.long_end
        and c.start >= pair.long_start - REACH
    ]  # fmt: skip
    exact = [c for c in at_long if c.start == pair.long_start]
    at_short = [c for c in candidates if (c.start, c.end) == (pair.short_start, pair.short_end)]
    for group in (exact, at_long, at_short):
        if group:
            return max(group, key=lambda c: (c.confidence, c.end - c.start, c.type, c.component))
    return None


def spread(
    text: str, candidates: list[Candidate], pairs: tuple[Abbreviation, ...]
) -> list[Candidate]:
    """Candidates for the long form and all places of the short form of each definition.

    Args:
        text: The paper's text.
        candidates: What the finders before have found.
        pairs: The definitions in the text.

    Returns:
        New candidates of this component.

    >>> from ontology.schema import EntityType
    >>> text = "lane detection (LD) is hard. LD helps."
    >>> known = [Candidate(0, 14, EntityType.TASK, None, "tagger", 0.7)]
    >>> found = spread(text, known, (Abbreviation(0, 14, 16, 18),))
    >>> [(text[c.start:c.end], str(c.type)) for c in found]
    [('lane detection', 'Task'), ('LD', 'Task'), ('LD', 'Task')]
    """
    found: list[Candidate] = []
    for pair in pairs:
        source = _decide(candidates, pair)
        if source is None:
            continue
        confidence = max(source.confidence, SURE)
        begin = (
            min(pair.long_start, source.start) if source.end == pair.long_end else pair.long_start
        )
        places = [(begin, pair.long_end)]
        stem = re.escape(text[pair.short_start : pair.short_end].removesuffix("s"))
        places += [m.span() for m in re.finditer(rf"(?<![\w-]){stem}s?(?![\w])(?!-[A-Z\d])", text)]
        found += [
            Candidate(start, end, source.type, source.subtype, COMPONENT, confidence)
            for start, end in places
        ]
    return found


class Spreader:
    """Spreads types over the abbreviations of a text."""

    def find(self, doc: Doc) -> list[Candidate]:
        """Candidates for long and short forms."""
        before = [c for c in CANDIDATES.get(doc) if c.component != COMPONENT]
        return spread(doc.text, before, ABBREVIATIONS.get(doc))

    def __call__(self, doc: Doc) -> Doc:
        """Add them to the candidates."""
        return add_candidates(doc, self.find(doc))


@Language.factory(
    "paperkg_spreading",
    assigns=["doc._.paperkg_candidates"],
    requires=["doc._.paperkg_candidates", "doc._.paperkg_abbreviations"],
)
def make_spreading(nlp: Language, name: str) -> Spreader:
    """Make the component."""
    return Spreader()
