"""The pipeline: a spaCy `Language` with our components in order, and what it makes of papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

import spacy
from spacy.language import Language

from extractors.convert import to_extraction
from extractors.resources import contents_digest
from extractors.tokenizer import make_tokenizer
from ontology.records import Extraction, Paper

__all__ = ["COMPONENTS", "extract", "fingerprint", "make_nlp"]

COMPONENTS = (
    "paperkg_sentences",
    "paperkg_abbreviations",
    "paperkg_vocabulary",
    "paperkg_tagger",
    "paperkg_spreading",
    "paperkg_overlaps",
    "paperkg_grouping",
    "paperkg_labels",
    "paperkg_roles",
    "paperkg_relations",
    "paperkg_results",
)


def make_nlp(components: Iterable[str] = COMPONENTS) -> Language:
    """Make the pipeline.

    Args:
        components: Names of spaCy factories in order; put in your own, or
            leave some out.

    Returns:
        A blank English `Language` with our tokenizer and these components.

    >>> make_nlp().pipe_names == list(COMPONENTS)
    True
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp.vocab)
    nlp.max_length = 10_000_000
    for name in components:
        nlp.add_pipe(name)
    return nlp


@cache
def _usual_nlp() -> Language:
    """The pipeline of `make_nlp`, made once: it takes longer than reading a paper."""
    return make_nlp()


def fingerprint(paper: Paper, nlp: Language | None = None) -> str:
    """What an extraction depends on: the text, the components in order, our rules and data.

    >>> nlp = make_nlp(["paperkg_sentences"])
    >>> fingerprint(Paper("1", "A", "b"), nlp) == fingerprint(Paper("2", "A", "b"), nlp)
    True
    """
    language = nlp or _usual_nlp()
    parts = (paper.text, contents_digest("extractors", "ontology"), *language.pipe_names)
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def extract(papers: Iterable[Paper], nlp: Language | None = None) -> Iterator[Extraction]:
    """Extract what papers say.

    Args:
        papers: In any order.
        nlp: A pipeline of your own; by default that of `make_nlp`.

    Yields:
        One extraction a paper, in the order given.

    >>> paper = Paper("1", "MS-MLP: Image classification", "MS-MLP reaches 83.8% on ImageNet.")
    >>> [(e.name, str(e.type)) for e in next(extract([paper])).entities]
    [('MS-MLP', 'Model'), ('image classification', 'Task'), ('ImageNet', 'Dataset')]
    """
    language = nlp or _usual_nlp()
    for doc, paper in language.pipe(((p.text, p) for p in papers), as_tuples=True):
        yield to_extraction(doc, paper, fingerprint(paper, language))
