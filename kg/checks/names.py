"""Doubts about names: joined too much, joined too little, too common, of two types."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import token_set_ratio

from exports.tables import tsv_line
from exports.type_conflicts import find_type_conflicts
from extractors.resources import read_words
from kg.checks.finding import Finding, FindingKind
from kg.overrides.tables import Overrides
from ontology.keys import name_key
from ontology.knowledge import Entity, Knowledge
from ontology.known import find_known
from ontology.schema import EntityType

__all__ = ["generic_hubs", "near_duplicates", "suspicious_merges", "two_types"]

ALIKE = 50.0  # of token_set_ratio, from which on two names look like one thing
HUB_PAPERS = 3  # that name a common word before it is a hub
SHORT = 8  # letters of the longest abbreviation
LETTERS = 8  # of a name in which one letter may be a slip


@dataclass(slots=True)
class _Use:
    """Where an entity is called by a name: the papers, and what else they call it there."""

    papers: set[str]
    beside: Counter[str]


def _uses(knowledge: Knowledge) -> dict[tuple[str, str], _Use]:
    """By entity id and the key of a name."""
    uses: dict[tuple[str, str], _Use] = {}
    for extraction in knowledge.extractions:
        ids = knowledge.links[extraction.paper]
        for entity, id_ in zip(extraction.entities, ids, strict=True):
            ordered = (*sorted(entity.names), entity.name)  # the last of one key stays
            names = {name_key(name): name for name in ordered}
            for key in names:
                use = uses.setdefault((id_, key), _Use(set(), Counter()))
                use.papers.add(extraction.paper)
                use.beside.update(name for other, name in names.items() if other != key)
    return uses


def _best(names: Counter[str], preferred: str) -> str:
    """The preferred name where it is among them or there is none, else the most frequent."""
    if preferred in names or not names:
        return preferred
    return min(names, key=lambda name: (-names[name], name))


def _is_abbreviation(one: str, other: str) -> bool:
    """Whether the letters of the shorter name stand in the longer one in order, the first first.

    Both without gaps and signs.
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) <= SHORT and short[:1] == long[:1] and all(letter in rest for letter in short)


def _unlike(entity: Entity, overrides: Overrides) -> set[str]:
    """Keys of an entity's names that neither its own name nor an abbreviation leads to."""
    main = name_key(entity.name)
    left = {name_key(alias) for alias in entity.aliases} - {main, ""}
    squeezed = {key: re.sub(r"\W", "", key) for key in (main, *left)}
    reached = [main]
    for key in sorted(left):
        known = find_known(entity.type, key)
        same = known is not None and name_key(known.name) == main
        decided = overrides.called(entity.type, key) == overrides.called(entity.type, main)
        if same or decided or token_set_ratio(main, key) >= ALIKE:
            reached.append(key)
    left.difference_update(reached)
    while reached and left:
        from_ = squeezed[reached.pop()]
        found = {key for key in left if _is_abbreviation(from_, squeezed[key])}
        left -= found
        reached += sorted(found)
    return left


def suspicious_merges(knowledge: Knowledge, overrides: Overrides) -> Iterator[Finding]:
    """Names of one entity that look like two things, joined by neither vocabulary nor user."""
    uses = _uses(knowledge)
    for entity in knowledge.entities:
        for key in sorted(_unlike(entity, overrides)):
            use = uses.get((entity.id, key))
            if use is not None:
                beside = _best(use.beside, entity.name)
                yield Finding(
                    FindingKind.MERGE,
                    len(use.papers),
                    f"{entity.name} ({entity.type})",
                    f"also called {key!r}, in {_some(use.papers)}",
                    "distinct.tsv",
                    tsv_line((entity.type, beside, key)),
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
                tsv_line((entity.type, entity.name, "")),
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
            tsv_line((first.name, others[-1].type, first.type, "")),
        )


def _squeezed(entity: Entity) -> str:
    return re.sub(r"[^\w+/.]|_", "", name_key(entity.name))


def _digits(entity: Entity) -> list[str]:
    return re.findall(r"\d+", entity.name)


def near_duplicates(knowledge: Knowledge, overrides: Overrides) -> Iterator[Finding]:
    """Pairs of one type that differ by a gap, the order of words, or one small letter.

    Each entity once, with the most named that it is near to; what the user
    keeps apart is left out.
    """
    for type_ in EntityType:
        entities = [entity for entity in knowledge.entities if entity.type is type_]
        pairs = {*_same(entities, _squeezed), *_same(entities, _sorted_words), *_slips(entities)}
        by_id = {entity.id: entity for entity in entities}
        nearest: dict[str, Entity] = {}
        for pair in sorted(pairs):
            few, many = sorted((by_id[id_] for id_ in pair), key=_by_use)
            if _digits(few) == _digits(many) and not _kept_apart(few, many, overrides):
                nearest[few.id] = max(nearest.get(few.id, many), many, key=_by_use)
        for id_, many in sorted(nearest.items()):
            few = by_id[id_]
            yield Finding(
                FindingKind.DUPLICATE,
                len(few.papers),
                f"{few.name} ({type_})",
                f"almost {many.name!r}, which {len(many.papers)} papers name",
                "aliases.tsv",
                tsv_line((type_, few.name, many.name)),
            )


def _by_use(entity: Entity) -> tuple[int, str]:
    return len(entity.papers), entity.id


def _kept_apart(one: Entity, other: Entity, overrides: Overrides) -> bool:
    keys = [overrides.called(one.type, name_key(entity.name)) for entity in (one, other)]
    return keys[1] in overrides.distinct.get((one.type, keys[0]), ())


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


def _pattern(entity: Entity) -> str:
    """A name with all runs of small letters alike.

    Slips happen within them; a capital, a number or a letter of its own makes
    another thing (ResNet and ResNeXt, ImageNet and ImageNet-R).
    """
    return re.sub(r"[^\W\dA-Z]{2,}", "aa", re.sub(r"[\W_]+", " ", entity.name))


def _slips(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Names that differ by one small letter: they are alike with one left out of each."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for entity in entities:
        name = _squeezed(entity)
        if len(name) >= LETTERS:
            for shorter in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
                found[_pattern(entity), shorter].append((name, entity.id))
    for group in found.values():
        for (one, one_id), (other, other_id) in combinations(group, 2):
            if Levenshtein.distance(one, other, score_cutoff=1) <= 1:
                first, second = sorted((one_id, other_id))
                yield first, second
