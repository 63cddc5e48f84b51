"""Mentions to entities: what is one thing within a paper becomes one entity.

Joined are: equal keys; the two forms of a definition; two aliases of one
known entity; and what the trained judge takes for one thing ("domain
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
from extractors.joining import NAMES, join, make_pairs
from extractors.judge import Judge, load_judge
from extractors.likeness import Name, make_name
from extractors.shortening import shortens
from ontology.keys import is_plural, name_key
from ontology.known import (
    KnownEntity,
    find_known,
    find_known_among,
    is_short,
    long_name,
    resemble,
)
from ontology.records import Mention, Merge, PaperEntity
from ontology.schema import EntityType, Subtype

__all__ = ["Grouper", "definition", "group", "make_grouping", "names_at"]

LIKENESS = "likeness"  # the rule in the log, where the judge joined two names

_Types = dict[str, tuple[EntityType, Subtype | None]]


def _types(text: str, mentions: tuple[Candidate, ...]) -> _Types:
    """One type a key: the one with most confidence over all its mentions."""
    votes: dict[str, Counter[tuple[EntityType, str]]] = defaultdict(Counter)
    for m in mentions:
        votes[name_key(text[m.start : m.end])][m.type, m.subtype or ""] += m.confidence  # type: ignore[assignment]
    decided = {}
    for key, counter in votes.items():
        type_, subtype = max(sorted(counter), key=lambda kind: counter[kind])
        decided[key] = (type_, Subtype(subtype) if subtype else None)
    return decided


def _sure(
    text: str, names: dict[str, Name], types: _Types, pairs: tuple[Abbreviation, ...]
) -> dict[tuple[str, str], str]:
    """Pairs of keys that are one thing by the text's own definition or by the vocabulary."""
    sure: dict[tuple[str, str], str] = {}
    meant: dict[str, str] = {}  # a short form to what it was defined as first
    for pair in sorted(pairs):
        long, short = definition(text, pair)
        alike = long in types and short in types and types[long][0] == types[short][0]
        if alike and resemble(meant.setdefault(short, long), long):
            sure[long, short] = "abbreviation"
    first: dict[tuple[EntityType, str], str] = {}
    for key in sorted(names):
        type_ = types[key][0]
        for form in sorted(names[key].forms):
            known = find_known(type_, form)
            if known is not None:
                sure.setdefault((first.setdefault((type_, known.name), key), key), "vocabulary")
    return {pair: rule for pair, rule in sure.items() if pair[0] != pair[1]}


def _lines(names: dict[str, Name], types: _Types) -> dict[str, KnownEntity]:
    """The names that the vocabulary knows, and what it knows of them."""
    known = ((key, find_known(types[key][0], key)) for key in names)
    return {key: entity for key, entity in known if entity is not None}


def definition(text: str, pair: Abbreviation) -> tuple[str, str]:
    """The keys of the long and the short form of a definition."""
    long = name_key(text[pair.long_start : pair.long_end])
    return long, name_key(text[pair.short_start : pair.short_end])


def _best_name(surfaces: Counter[str], type_: EntityType) -> str:
    """Known canonical name, else the most frequent form; singular, lower case, length win a tie."""
    keys = {name_key(form) for form in surfaces}
    whole = [f for f in surfaces if not any(shortens(name_key(f), key) for key in keys)]
    known = find_known_among(type_, sorted(whole or surfaces, key=lambda s: (-surfaces[s], s)))
    if known is not None:
        return known.name
    # The long form wins a tie: the short one may mean something else in another paper.
    own = sorted(surfaces, key=lambda s: (-surfaces[s], is_plural(s), s[:1].isupper(), -len(s), s))
    is_taken = is_short(own[0]) and find_known(type_, own[0]) is not None
    return long_name(own) if is_taken else own[0]


def group(
    text: str,
    mentions: tuple[Candidate, ...],
    pairs: tuple[Abbreviation, ...],
    judge: Judge,
) -> tuple[list[PaperEntity], list[Merge]]:
    """Group the mentions of one paper.

    Args:
        text: The paper's text.
        mentions: Without overlap.
        pairs: The definitions in the text.
        judge: Decides on names that nothing else joins.

    Returns:
        Entities by first mention, without roles; and the names that were joined.

    >>> from extractors.joining import NAMES
    >>> from extractors.judge import load_judge
    >>> kind = EntityType.TASK
    >>> text = "lane detection (LD): LD, Lane Detection"
    >>> spans = [(0, 14), (16, 18), (21, 23), (25, 39)]
    >>> found = tuple(Candidate(a, b, kind, None, "tagger", 0.7) for a, b in spans)
    >>> entities, merges = group(text, found, (Abbreviation(0, 14, 16, 18),), load_judge(NAMES))
    >>> [(e.name, len(e.mentions)) for e in entities]
    [('lane detection', 4)]
    >>> [(m.source, m.target, m.rule) for m in merges]
    [('LD', 'lane detection', 'abbreviation')]
    """
    types = _types(text, mentions)
    names = names_at(text, ((m.start, m.end) for m in mentions))
    by_type: dict[EntityType, list[Name]] = defaultdict(list)
    for key in sorted(names):
        by_type[types[key][0]].append(names[key])
    definitions = [definition(text, pair) for pair in pairs]
    keys, rules = join(
        names,
        _sure(text, names, types, pairs),
        make_pairs(by_type, definitions),
        judge,
        LIKENESS,
        _lines(names, types),
    )
    group_of = {key: number for number, members in enumerate(keys) for key in members}
    members: dict[int, list[Candidate]] = defaultdict(list)
    for m in mentions:
        members[group_of[name_key(text[m.start : m.end])]].append(m)
    entities = {number: _entity(text, found, types) for number, found in members.items()}
    merges = set()
    for (one, other), rule in rules.items():
        target = entities[group_of[one]]
        for side in {_shown(names[one]), _shown(names[other])} - {target.name}:
            merges.add(Merge(side, target.name, target.type, rule, ""))
    return sorted(entities.values(), key=lambda e: e.mentions[0].start), sorted(
        merges, key=lambda m: (m.target, m.source, m.rule)
    )


def names_at(text: str, places: Iterable[tuple[int, int]]) -> dict[str, Name]:
    """The names that stand at some places, by key, taken apart.

    Args:
        text: Title, line end, abstract.
        places: Start and end of each mention.
    """
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    titled: set[str] = set()
    title_end = text.find("\n")
    for start, end in places:
        key = name_key(text[start:end])
        forms[key][text[start:end]] += 1
        if start < title_end:
            titled.add(key)
    return {key: make_name(key, forms[key], in_title=key in titled) for key in sorted(forms)}


def _shown(name: Name) -> str:
    return min(name.forms, key=lambda form: (form[:1].isupper(), form))


def _entity(text: str, found: list[Candidate], types: _Types) -> PaperEntity:
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
        return group(doc.text, MENTIONS.get(doc), ABBREVIATIONS.get(doc), load_judge(NAMES))

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
