"""Mentions to entities: what is one thing within a paper becomes one entity.

Joined are: equal keys; the two forms of a definition; two aliases of one
known entity; and a task with the longer name that ends in it ("domain
adaptation" beside "unsupervised domain adaptation"). Every join of two names
is logged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from extractors.annotations import (
    ABBREVIATIONS,
    ENTITIES,
    MENTIONS,
    MERGES,
    Abbreviation,
    Candidate,
)
from ontology.keys import is_plural, name_key
from ontology.known import find_known, find_known_among
from ontology.records import Mention, Merge, PaperEntity
from ontology.schema import EntityType, Subtype

__all__ = ["Grouper", "group", "make_grouping"]


class _Groups:
    """Union-find over keys; the root is the smallest key, so order cannot matter."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}
        self.rules: dict[tuple[str, str], str] = {}

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            key = self._parent[key]
        return key

    def join(self, one: str, other: str, rule: str) -> None:
        if one not in self._parent or other not in self._parent:
            return
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parent[second] = first
            self.rules[one, other] = rule


def _types(
    text: str, mentions: tuple[Candidate, ...]
) -> dict[str, tuple[EntityType, Subtype | None]]:
    """One type a key: the one with most confidence over all its mentions."""
    votes: dict[str, Counter[tuple[EntityType, str]]] = defaultdict(Counter)
    for m in mentions:
        votes[name_key(text[m.start : m.end])][m.type, m.subtype or ""] += m.confidence  # type: ignore[assignment]
    decided = {}
    for key, counter in votes.items():
        type_, subtype = max(sorted(counter), key=lambda kind: counter[kind])
        decided[key] = (type_, Subtype(subtype) if subtype else None)
    return decided


def _join_all(
    groups: _Groups,
    text: str,
    types: dict[str, tuple[EntityType, Subtype | None]],
    surfaces: dict[str, set[str]],
    pairs: tuple[Abbreviation, ...],
) -> None:
    for pair in pairs:
        long = name_key(text[pair.long_start : pair.long_end])
        short = name_key(text[pair.short_start : pair.short_end])
        if long in types and short in types and types[long][0] == types[short][0]:
            groups.join(long, short, "abbreviation")
    canonical: dict[tuple[EntityType, str], str] = {}
    for key in sorted(types):
        type_ = types[key][0]
        for surface in sorted(surfaces[key]):
            entity = find_known(type_, surface)
            if entity is not None:
                groups.join(canonical.setdefault((type_, entity.name), key), key, "vocabulary")
    tasks = sorted(key for key in types if types[key][0] is EntityType.TASK and " " in key)
    for key in tasks:
        longer = [other for other in tasks if other.endswith(f" {key}")]
        if len(longer) == 1:
            groups.join(longer[0], key, "head words")


def _best_name(surfaces: Counter[str], type_: EntityType) -> str:
    """Known canonical name, else the most frequent form; singular and length win a tie."""
    known = find_known_among(type_, sorted(surfaces, key=lambda s: (-surfaces[s], s)))
    if known is not None:
        return known.name
    return min(surfaces, key=lambda s: (-surfaces[s], is_plural(s), s[:1].isupper(), -len(s), s))


def group(
    text: str, mentions: tuple[Candidate, ...], pairs: tuple[Abbreviation, ...], paper: str = ""
) -> tuple[list[PaperEntity], list[Merge]]:
    """Group the mentions of one paper.

    Args:
        text: The paper's text.
        mentions: Without overlap.
        pairs: The definitions in the text.
        paper: Id of the paper, for the log.

    Returns:
        Entities by first mention, without roles; and the names that were joined.

    >>> kind = EntityType.TASK
    >>> text = "lane detection (LD): LD, Lane Detection"
    >>> spans = [(0, 14), (16, 18), (21, 23), (25, 39)]
    >>> found = tuple(Candidate(a, b, kind, None, "phrases", 0.7) for a, b in spans)
    >>> entities, merges = group(text, found, (Abbreviation(0, 14, 16, 18),))
    >>> [(e.name, len(e.mentions)) for e in entities]
    [('lane detection', 4)]
    >>> [(m.source, m.target, m.rule) for m in merges]
    [('LD', 'lane detection', 'abbreviation')]
    """
    types = _types(text, mentions)
    surfaces: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        surfaces[name_key(text[m.start : m.end])].add(text[m.start : m.end])
    groups = _Groups(types)
    _join_all(groups, text, types, surfaces, pairs)
    members: dict[str, list[Candidate]] = defaultdict(list)
    for m in mentions:
        members[groups.root(name_key(text[m.start : m.end]))].append(m)
    entities = {root: _entity(text, found, types) for root, found in members.items()}
    merges = []
    for one, other in groups.rules:
        target = entities[groups.root(one)]
        sides = {_shown(surfaces[one]), _shown(surfaces[other])} - {target.name}
        merges += [
            Merge(side, target.name, target.type, groups.rules[one, other], paper)
            for side in sorted(sides)
        ]
    return sorted(entities.values(), key=lambda e: e.mentions[0].start), sorted(
        set(merges), key=lambda m: (m.target, m.source, m.rule)
    )


def _shown(surfaces: set[str]) -> str:
    return min(surfaces, key=lambda s: (s[:1].isupper(), s))


def _entity(
    text: str, found: list[Candidate], types: dict[str, tuple[EntityType, Subtype | None]]
) -> PaperEntity:
    forms = Counter(text[m.start : m.end] for m in found)
    votes = Counter(types[name_key(form)] for form in forms.elements())
    type_, subtype = max(votes, key=lambda kind: (votes[kind], kind[0], kind[1] or ""))
    return PaperEntity(
        name=_best_name(forms, type_),
        type=type_,
        subtype=subtype,
        mentions=tuple(
            Mention(m.start, m.end, text[m.start : m.end], m.component, m.confidence) for m in found
        ),
        roles=(),
        core=False,
        confidence=max(m.confidence for m in found),
    )


class Grouper:
    """Groups mentions into the entities of the paper."""

    def find(self, doc: Doc) -> tuple[list[PaperEntity], list[Merge]]:
        """The entities of the text and the names joined."""
        return group(doc.text, MENTIONS.get(doc), ABBREVIATIONS.get(doc))

    def __call__(self, doc: Doc) -> Doc:
        """Leave entities and joins."""
        entities, merges = self.find(doc)
        return MERGES.set(ENTITIES.set(doc, entities), merges)


@Language.factory(
    "paperkg_grouping",
    assigns=["doc._.paperkg_entities", "doc._.paperkg_merges"],
    requires=["doc._.paperkg_mentions", "doc._.paperkg_abbreviations"],
)
def make_grouping(nlp: Language, name: str) -> Grouper:
    """Make the component."""
    return Grouper()
