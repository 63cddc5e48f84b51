"""Known names: every form of the vocabulary that stands in the text."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import Candidate, add_candidates
from extractors.lexicon import Lexicon
from ontology.known import KnownEntity, known_entities

__all__ = ["COMPONENT", "VocabularyFinder", "make_vocabulary"]

COMPONENT = "vocabulary"
CONFIDENCE = 0.8


class VocabularyFinder:
    """Finds the names of a vocabulary."""

    def __init__(self, known: tuple[KnownEntity, ...]) -> None:
        """Index the names.

        Args:
            known: The vocabulary; forms with capitals win over forms without.
        """
        forms = [(surface, entity) for entity in known for surface in entity.surfaces]
        forms.sort(key=lambda form: (form[0] == form[0].lower(), form[0]))
        self._lexicon = Lexicon(forms)

    def find(self, doc: Doc) -> list[Candidate]:
        """The known names in the text, longest first at each place."""
        return [
            Candidate(m.start, m.end, m.value.type, m.value.subtype, COMPONENT, CONFIDENCE)
            for m in self._lexicon.find(doc.text)
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Add them to the candidates."""
        return add_candidates(doc, self.find(doc))


@Language.factory("paperkg_vocabulary", assigns=["doc._.paperkg_candidates"])
def make_vocabulary(nlp: Language, name: str) -> VocabularyFinder:
    """Make the component over the vocabulary of the package."""
    return VocabularyFinder(known_entities())
