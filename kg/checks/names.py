"""Doubts about names: joined too much, joined too little, too common, of two types."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import token_set_ratio
from rapidfuzz.process import cdist

from exports.type_conflicts import find_type_conflicts
from extractors.resources import read_words
from kg.checks.finding import Finding, FindingKind, line_of
from ontology.keys import name_key
from ontology.known import find_known
from ontology.records import Entity, Knowledge
from ontology.schema import EntityType

__all__ = ["generic_hubs", "near_duplicates", "suspicious_merges", "two_types"]

ALIKE = 50.0  # of token_set_ratio, from which on two names look like one thing
HUB_PAPERS = 3  # that name a common word before it is a hub
SHORT = 8  # letters of the longest abbreviation
LETTERS = 8  # of a name in which one letter may be a slip
PREFIX = 4  # letters that names have in common before they are compared


def _papers_of_names(knowledge: Knowledge) -> dict[tuple[str, str], set[str]]:
    """Papers by entity id and the key of a name they use for it."""
    papers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for extraction in knowledge.extractions:
        ids = knowledge.links[extraction.paper]
        for entity, id_ in zip(extraction.entities, ids, strict=True):
            for mention in entity.mentions:
                papers[id_, name_key(mention.text)].add(extraction.paper)
    return papers


def _is_abbreviation(one: str, other: str) -> bool:
    """Whether the letters of the shorter name stand in the longer one in order, the first first."""
    short, long = sorted((re.sub(r"\W", "", key) for key in (one, other)), key=len)
    rest = iter(long)
    return len(short) <= SHORT and short[:1] == long[:1] and all(letter in rest for letter in short)


def _unlike(entity: Entity) -> set[str]:
    """Keys of an entity's names that neither its own name nor an abbreviation leads to."""
    main = name_key(entity.name)
    left = {name_key(alias) for alias in entity.aliases} - {main, ""}
    known = {
        key for key in left if (k := find_known(entity.type, key)) and name_key(k.name) == main
    }
    like = {key for key in left if token_set_ratio(main, key) >= ALIKE}
    reached = [main, *sorted(known | like)]
    left -= {*reached}
    while reached and left:
        from_ = reached.pop()
        found = {key for key in left if _is_abbreviation(from_, key)}
        left -= found
        reached += sorted(found)
    return left


def suspicious_merges(knowledge: Knowledge) -> Iterator[Finding]:
    """Names of one entity that look like two things, and are not joined by the vocabulary."""
    papers = _papers_of_names(knowledge)
    for entity in knowledge.entities:
        for key in sorted(_unlike(entity)):
            touched = papers.get((entity.id, key), set())
            if touched:
                yield Finding(
                    FindingKind.MERGE,
                    len(touched),
                    f"{entity.name} ({entity.type})",
                    f"also called {key!r}, in {_some(touched)}",
                    "distinct.tsv",
                    line_of(entity.type, entity.name, key),
                )


def _some(papers: Iterable[str], most: int = 2) -> str:
    ordered = sorted(papers)
    more = f" and {len(ordered) - most} more" if len(ordered) > most else ""
    return ", ".join(ordered[:most]) + more


def generic_hubs(knowledge: Knowledge) -> Iterator[Finding]:
    """Entities that are one common word and yet are named by several papers."""
    for entity in knowledge.entities:
        plain = entity.name.isalpha() and entity.name == entity.name.lower()
        if plain and len(entity.papers) >= HUB_PAPERS and not find_known(entity.type, entity.name):
            yield Finding(
                FindingKind.HUB,
                len(entity.papers),
                f"{entity.name} ({entity.type})",
                "a common word; papers may mean different things",
                "reject.tsv",
                line_of(entity.type, entity.name, ""),
            )


def two_types(knowledge: Knowledge) -> Iterator[Finding]:
    """Names that papers use for several types; as many papers are wrong as are in the minority."""
    for _, group in groupby(find_type_conflicts(knowledge), key=lambda conflict: conflict.key):
        first, *others = group
        minority = sum(len(other.papers) for other in others)
        told = ", ".join(f"{c.type} in {len(c.papers)}" for c in (first, *others))
        yield Finding(
            FindingKind.TYPES,
            minority,
            first.name,
            f"{told}; {others[-1].type} for example in {others[-1].papers[0]}",
            "retype.tsv",
            line_of(first.name, others[-1].type, first.type, ""),
        )


def _squeezed(entity: Entity) -> str:
    return re.sub(r"[^\w+/.]|_", "", name_key(entity.name))


def _digits(entity: Entity) -> list[str]:
    return re.findall(r"\d+", entity.name)


def near_duplicates(knowledge: Knowledge) -> Iterator[Finding]:
    """Pairs of one type that differ by a gap, the order of words, or one letter."""
    for type_ in EntityType:
        entities = [entity for entity in knowledge.entities if entity.type is type_]
        pairs = {*_same(entities, _squeezed), *_same(entities, _sorted_words), *_slips(entities)}
        by_id = {entity.id: entity for entity in entities}
        for one_id, other_id in sorted(pairs):
            few, many = sorted(
                (by_id[one_id], by_id[other_id]), key=lambda e: (len(e.papers), e.id)
            )
            if _digits(few) == _digits(many):
                yield Finding(
                    FindingKind.DUPLICATE,
                    len(few.papers),
                    f"{few.name} ({type_})",
                    f"almost {many.name!r}, which {len(many.papers)} papers name",
                    "aliases.tsv",
                    line_of(type_, few.name, many.name),
                )


def _sorted_words(entity: Entity) -> str:
    words = Counter(name_key(entity.name).split())
    return " ".join(sorted((words - Counter(read_words("little_words.txt"))).elements()))


def _same(entities: Iterable[Entity], key: Callable[[Entity], str]) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        groups[key(entity)].append(entity.id)
    for value, ids in groups.items():
        if value:
            yield from pairwise(sorted(ids))


def _slips(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Names that differ by one letter, compared where they begin alike."""
    blocks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entity in entities:
        squeezed = _squeezed(entity)
        if len(squeezed) >= LETTERS:
            blocks[squeezed[:PREFIX]].append((squeezed, entity.id))
    for block in blocks.values():
        names = [name for name, _ in block]
        near = cdist(names, names, scorer=Levenshtein.distance, score_cutoff=1, dtype=np.uint8) <= 1
        for i, j in zip(*near.nonzero(), strict=True):
            if i < j:
                one, other = sorted((block[i][1], block[j][1]))
                yield one, other
