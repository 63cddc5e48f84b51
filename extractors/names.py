"""Coined names: "MS-MLP", "ImageNet-1K", "X-Mesh: ...", "which we call Tide".

A name is a word that no dictionary would spell like that (inner capitals,
capitals with digits), or one that the text introduces as a name. What it
names is voted on by the words around all its places in the paper.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import Candidate, add_candidates
from extractors.resources import read_table, read_words
from ontology.schema import EntityType, Subtype

__all__ = ["COMPONENT", "NameFinder", "find_names", "make_names", "name_type"]

COMPONENT = "names"
INTRODUCED = 0.85
COINED = 0.6
CAPITALS = 0.45

_WORD = r"(?:\$\\?\w+\$-)?[^\W_]+(?:[-+/.@\u2010\u2011][^\W_]+)*\+*"
_CANDIDATE = re.compile(rf"(?<![\w\\{{/-]){_WORD}(?: v?\d+(?:\.\d+)*(?![\w%.-]))?(?![\w]|-[a-z])")
_COINED = re.compile(r"[a-z\d]\w*[A-Z]|[A-Z]{2,}\w*[a-z\d]|[A-Z]\w*-?\d|[A-Z]-[A-Z]|\$-")
_CAPITALS = re.compile(r"[A-Z][A-Z\d]+(?:[-/+][A-Z\d]+)*s?\+*$")
_LATE_CAPITALS = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)+$")  # Title-Case words, no name
_QUANTITY = re.compile(
    r"\d[\d.,]*[a-zA-Z%]{0,3}(?:-\d+[a-zA-Z]?)?"
)  # "7B", "5.3M", "3D", "224x224"
_SUFFIX = re.compile(r"-(?:based|style|like|driven|guided|powered)$")
_WORDLIKE = re.compile(r"[A-Za-z][\w-]{2,}")  # "BERT", not the "16" of ViT-B/16
_TITLE = re.compile(rf"({_WORD}(?: [A-Z\d][\w\-+.]*)?): ?(?=\S)")
_CALLED = re.compile(
    r"\b(?:called|named|termed|dubbed|coined|namely"
    r"|(?:we|that we|which we) (?:call|name|term|dub)(?: it)?"
    r"|denoted as|referred to as|abbreviated as)(?: as)? (?:the )?[\"'\u201c`]*(?:\\\w+\{)?"
    rf"((?=\w*[A-Z\d]){_WORD}(?: [A-Z][\w\-]*){{0,3}})"
)
_PROPOSED = re.compile(
    r"\b[Ww]e (?:\w+ )?"
    r"(?:propose|introduce|present|develop|design|release|describe|build|devise)s? "
    rf"(?:\\\w+\{{)?({_WORD})(?=[,.}} ])"
)


@dataclass(frozen=True, slots=True)
class _Context:
    side: str
    type: EntityType
    weight: int
    pattern: re.Pattern[str]


@cache
def _contexts() -> tuple[_Context, ...]:
    tails = {"before": "$", "after": "", "name": ""}
    return tuple(
        _Context(
            row["side"],
            EntityType(row["type"]),
            int(row["weight"]),
            re.compile(row["pattern"] + tails[row["side"]]),
        )
        for row in read_table("name_contexts.tsv")
    )


def name_type(text: str, places: list[tuple[int, int]]) -> EntityType:
    """What a name stands for, by a vote of the words around its places.

    Args:
        text: The paper's text.
        places: Offsets of all its places, at least one.

    Returns:
        The type with the highest sum of weights; Model where nothing speaks.

    >>> text = "We test on the Tide dataset."
    >>> str(name_type(text, [(15, 19)]))
    'Dataset'
    """
    votes: Counter[EntityType] = Counter({EntityType.MODEL: 1})
    for start, end in places:
        line = text.rfind("\n", 0, start) + 1
        around = {
            "before": text[max(line, start - 80) : start],
            "after": text[end : end + 80].split("\n")[0],
            "name": text[start:end],
        }
        for context in _contexts():
            if (
                context.pattern.search(around[context.side])
                if context.side != "after"
                else (context.pattern.match(around["after"]))
            ):
                votes[context.type] += context.weight
    return max(EntityType, key=lambda type_: votes[type_])


def _introduced(text: str) -> Iterator[tuple[int, int]]:
    """Places where the text says that something is a name."""
    title_end = text.find("\n") if "\n" in text else len(text)
    title = _TITLE.match(text, 0, title_end)
    if title:
        name = title.group(1)
        again = re.search(rf"\b{re.escape(name)}\b", text[title_end:])
        if _COINED.search(name) or (again and name[0].isupper()):
            yield title.span(1)
    for called in _CALLED.finditer(text):
        yield called.span(1)
    for proposed in _PROPOSED.finditer(text):
        name = proposed.group(1)
        if name[0].isupper() and not _LATE_CAPITALS.match(name):
            yield proposed.span(1)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Words that may be names: of "X-based" the X, of "BERT/RoBERTa" both."""
    for match in _CANDIDATE.finditer(text):
        start, surface = match.start(), _SUFFIX.sub("", match.group())
        parts = surface.split("/")
        if len(parts) > 1 and all(_WORDLIKE.fullmatch(part) for part in parts):
            for part in parts:
                yield start, start + len(part)
                start += len(part) + 1
        else:
            yield start, start + len(surface)


def _confidence(surface: str) -> float:
    if _QUANTITY.fullmatch(surface):
        return 0.0
    if _CAPITALS.fullmatch(surface):
        return CAPITALS
    return COINED if _COINED.search(surface) and not _LATE_CAPITALS.fullmatch(surface) else 0.0


def find_names(
    text: str, no_names: frozenset[str]
) -> dict[str, tuple[float, list[tuple[int, int]]]]:
    r"""Find coined names.

    Args:
        text: Title, line end, abstract.
        no_names: Words that look like names and are none.

    Returns:
        Surface form to confidence and places, in order of the first place.

    >>> text = "X-Mesh: fast stylization\nWe propose X-Mesh, a GPU system named Tide."
    >>> found = find_names(text, frozenset({"GPU"}))
    >>> {name: confidence for name, (confidence, _) in found.items()}
    {'X-Mesh': 0.85, 'Tide': 0.85}
    """
    said = {text[start:end].rstrip(".,") for start, end in _introduced(text)} - no_names
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _candidates(text):
        surface = text[start:end]
        if surface not in no_names and surface not in said and _confidence(surface) > 0:
            places[surface].append((start, end))
    for surface in said:
        found = re.finditer(rf"(?<![\w-]){re.escape(surface)}(?!\w|-[A-Z\d])", text)
        places[surface] = [match.span() for match in found]
    order = sorted((spans[0], surface) for surface, spans in places.items() if spans)
    return {
        surface: (INTRODUCED if surface in said else _confidence(surface), places[surface])
        for _, surface in order
    }


class NameFinder:
    """Finds coined names and decides what they name."""

    def __init__(self, no_names: frozenset[str]) -> None:
        """Keep the list.

        Args:
            no_names: Words that look like names and are none.
        """
        self._no_names = no_names

    def find(self, doc: Doc) -> list[Candidate]:
        """Every place of every coined name."""
        found: list[Candidate] = []
        for confidence, places in find_names(doc.text, self._no_names).values():
            type_ = name_type(doc.text, places)
            subtype = Subtype.MODEL if type_ is EntityType.MODEL else None
            found += [
                Candidate(start, end, type_, subtype, COMPONENT, confidence)
                for start, end in places
            ]
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Add them to the candidates."""
        return add_candidates(doc, self.find(doc))


@Language.factory("paperkg_names", assigns=["doc._.paperkg_candidates"])
def make_names(nlp: Language, name: str) -> NameFinder:
    """Make the component with the lists of the package."""
    return NameFinder(read_words("not_names.txt"))
