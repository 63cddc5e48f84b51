"""The same thing across papers becomes one entity, with a log of every merge.

Joined are names with one comparison key, names that the vocabulary knows as
one, and short forms that every paper defining them defines alike. A short
form with two meanings stays two things; versions stay apart because keys keep
digits. The order of papers changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractors.shortening import shortens
from kg.claims import all_claims, all_results
from kg.kinship import find_kin
from kg.overrides.tables import NO_OVERRIDES, Overrides
from ontology.iris import digest, entity_id, paper_node
from ontology.keys import name_key, ranked
from ontology.knowledge import Claim, Entity, ResultNode
from ontology.known import KnownEntity, find_known, find_known_among, is_short, long_name, resemble
from ontology.records import Extraction, Merge, PaperEntity
from ontology.schema import EntityType, Subtype

__all__ = ["Resolution", "all_merges", "resolve"]

# A short form stands for its long form everywhere if at least this share of
# the papers that define it agree.
AGREEMENT = 0.8
OVERRIDE = "override"  # the rule of a merge that the user decided


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the corpus says: fields as in `Knowledge`."""

    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    results: tuple[ResultNode, ...]
    merges: tuple[Merge, ...]
    links: Mapping[str, tuple[str, ...]]


_Groups = dict[tuple[EntityType, str], list[tuple[str, PaperEntity]]]
_Rules = dict[tuple[EntityType, str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Definitions:
    """Short forms by type and key: the long key most papers give, or none."""

    long: Mapping[tuple[EntityType, str], str]
    ambiguous: frozenset[tuple[EntityType, str]]


def _definitions(extractions: Iterable[Extraction]) -> _Definitions:
    counts: dict[tuple[EntityType, str], Counter[str]] = defaultdict(Counter)
    for extraction in extractions:
        for merge in extraction.merges:
            short, long = sorted((merge.source, merge.target), key=len)
            if merge.rule == "abbreviation" and is_short(short) and not is_short(long):
                counts[merge.type, name_key(short)][name_key(long)] += 1
    agreed: dict[tuple[EntityType, str], str] = {}
    ambiguous = set()
    for short_key, longs in counts.items():
        long, most = max(sorted(longs.items()), key=lambda item: item[1])
        if most >= AGREEMENT * sum(longs.values()):
            agreed[short_key] = long
        else:
            ambiguous.add(short_key)
    return _Definitions(agreed, frozenset(ambiguous))


def _surfaces(entity: PaperEntity) -> list[str]:
    """All forms of an entity in its paper, its name first, then by frequency."""
    forms = Counter(mention.text for mention in entity.mentions)
    return [entity.name, *sorted(forms, key=lambda form: (-forms[form], form))]


def _telling(surfaces: list[str]) -> list[str]:
    """The forms of a thing without those that only shorten its name, the first.

    A paper on brain tumor classification that says "classification" for short
    means that one; "MLP", or "Transformer" for a Transformer model, stay.
    """
    name, *others = surfaces
    whole = name_key(name)
    return [name, *(form for form in others if not shortens(name_key(form), whole))]


def _agrees(surfaces: Iterable[str], key: str, long: str) -> bool:
    """Whether a paper does not call a short form something else than others do."""
    own = [name for name in surfaces if not is_short(name) and key not in name_key(name).split()]
    return not own or any(resemble(name, long) for name in own)


def _corpus_key(
    entity: PaperEntity, definitions: _Definitions, overrides: Overrides
) -> tuple[str, str]:
    """Key of an entity across papers, and the rule that gave it.

    A known name decides; then the agreed long form; then, where the paper's
    own definition joined a short form that means other things elsewhere, the
    long form; else the key of the name. What the user calls a thing takes the
    place of its names; what the user keeps apart from them is not considered.
    """
    alias = _alias(entity.type, _surfaces(entity), overrides)
    surfaces = [alias] if alias is not None else _telling(_surfaces(entity))
    keys = sorted({name_key(surface) for surface in surfaces}, key=lambda k: (-len(k), k))
    apart = _apart(entity.type, keys, overrides)
    known = find_known_among(entity.type, surfaces)
    if known is not None and not _parted(known, apart, overrides):
        key = overrides.called(entity.type, name_key(known.name))
        return key, OVERRIDE if alias else "vocabulary"
    for key in keys:
        long = definitions.long.get((entity.type, key))
        if long is None or not _agrees(surfaces, key, long):
            continue
        if overrides.called(entity.type, long) not in apart:
            return overrides.called(entity.type, long), OVERRIDE if alias else "definition"
    if alias is not None:
        return name_key(alias), OVERRIDE
    if any((entity.type, key) in definitions.ambiguous for key in keys):
        return keys[0], "definition"
    return name_key(entity.name) or digest(entity.name), "spelling"


def _alias(type_: EntityType, surfaces: Iterable[str], overrides: Overrides) -> str | None:
    """What the user calls a thing with such names, if anything."""
    if not overrides.aliases:
        return None
    named = ((type_, name_key(surface)) for surface in surfaces)
    return next((overrides.aliases[name] for name in named if name in overrides.aliases), None)


def _apart(type_: EntityType, keys: Iterable[str], overrides: Overrides) -> frozenset[str]:
    """Keys of what the user keeps apart from a thing with such names."""
    if not overrides.distinct:
        return frozenset()
    called = (overrides.called(type_, key) for key in keys)
    return frozenset().union(*(overrides.distinct.get((type_, key), ()) for key in called))


def _parted(known: KnownEntity, apart: frozenset[str], overrides: Overrides) -> bool:
    """Whether the user keeps something apart that the vocabulary takes for a known thing."""
    if not apart:
        return False
    names = (overrides.called(known.type, name_key(surface)) for surface in known.surfaces)
    return not apart.isdisjoint(names)


def _canonical_name(
    type_: EntityType,
    names: Counter[str],
    forms: Counter[str],
    definitions: _Definitions,
    overrides: Overrides,
) -> str:
    """The user's or the known name, else the most frequent; no short form of another thing."""
    own = ranked(names)
    alias = _alias(type_, [*own, *sorted(forms)], overrides)
    if alias is not None:
        return alias
    known = find_known_among(type_, own, forms)
    if known is None:
        is_taken = is_short(own[0]) and _means_other(type_, own[0], forms, definitions)
        return long_name(own, ranked(forms)) if is_taken else own[0]
    apart = _apart(type_, (name_key(form) for form in (*own, *forms)), overrides)
    return own[0] if _parted(known, apart, overrides) else known.name


def _means_other(
    type_: EntityType, short: str, forms: Iterable[str], definitions: _Definitions
) -> bool:
    """Whether the vocabulary or other papers mean something else by a short form."""
    key = type_, name_key(short)
    long = definitions.long.get(key)
    return (
        find_known(type_, short) is not None
        or key in definitions.ambiguous
        or (long is not None and not _agrees(forms, key[1], long))
    )


def _entity(
    type_: EntityType,
    members: list[tuple[str, PaperEntity]],
    definitions: _Definitions,
    overrides: Overrides,
) -> Entity:
    names = Counter(entity.name for _, entity in members)
    forms = Counter(mention.text for _, entity in members for mention in entity.mentions)
    name = _canonical_name(type_, names, forms, definitions, overrides)
    subtypes = Counter(entity.subtype for _, entity in members if entity.subtype is not None)
    subtype: Subtype | None = None
    if subtypes:
        subtype = min(subtypes, key=lambda s: (-subtypes[s], s))
    return Entity(
        id=entity_id(type_, name),
        type=type_,
        subtype=subtype,
        name=name,
        aliases=tuple(sorted((set(forms) | set(names)) - {name})),
        papers=tuple(sorted({paper_node(paper) for paper, _ in members})),
    )


def _group(
    extractions: tuple[Extraction, ...], definitions: _Definitions, overrides: Overrides
) -> tuple[_Groups, _Rules]:
    """All paper entities by type and corpus key, and by which rule each name came to its key."""
    groups: _Groups = defaultdict(list)
    rules: _Rules = defaultdict(dict)
    names_of: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    for extraction in extractions:
        for entity in extraction.entities:
            key, rule = _corpus_key(entity, definitions, overrides)
            key = _own_key(key, entity, names_of, overrides)
            groups[entity.type, key].append((extraction.paper, entity))
            rules[entity.type, key].setdefault(entity.name, rule)
    return groups, rules


def _merges(groups: _Groups, rules: _Rules, names: Mapping[int, str]) -> Iterator[Merge]:
    """The names that keys joined, each with the name of what it became.

    Args:
        groups: By type and key.
        rules: By type and key, for each name.
        names: The name of the entity of each member.
    """
    for (type_, key), members in groups.items():
        target = names[id(members[0][1])]
        for name, rule in rules[type_, key].items():
            if name != target:
                yield Merge(name, target, type_, rule, "")


def _own_key(
    key: str,
    entity: PaperEntity,
    names_of: dict[tuple[EntityType, str], set[str]],
    overrides: Overrides,
) -> str:
    """The key of the first group under a key that holds nothing the user keeps apart.

    Args:
        key: By what is said of the names.
        entity: To be put into a group.
        names_of: The names in each group so far; those of the entity are added.
        overrides: What the user decided.
    """
    if not overrides.distinct:
        return key
    names = {overrides.called(entity.type, name_key(s)) for s in _surfaces(entity)}
    apart = _apart(entity.type, names, overrides)
    while not names_of[entity.type, key].isdisjoint(apart):
        key += " "  # no key of a name ends so
    names_of[entity.type, key] |= names
    return key


def _by_id(
    groups: _Groups, definitions: _Definitions, overrides: Overrides
) -> tuple[list[Entity], dict[int, str]]:
    """Entities by id, and the id of each member; groups with one canonical name fall together."""
    members_of: dict[str, list[tuple[str, PaperEntity]]] = defaultdict(list)
    types: dict[str, EntityType] = {}
    for (type_, _), members in sorted(groups.items()):
        id_ = _entity(type_, members, definitions, overrides).id
        members_of[id_] += members
        types[id_] = type_
    entities, ids = [], {}
    for id_, members in sorted(members_of.items()):
        ordered = sorted(members, key=lambda m: (m[0], m[1].mentions[0].start))
        entities.append(_entity(types[id_], ordered, definitions, overrides))
        ids.update({id(entity): entities[-1].id for _, entity in members})
    return entities, ids


def resolve(extractions: Iterable[Extraction], overrides: Overrides = NO_OVERRIDES) -> Resolution:
    """Resolve what papers say into what the corpus says.

    Args:
        extractions: One a paper, in any order.
        overrides: What the user decided; aliases and what is to be apart count here.

    Returns:
        Entities, claims, results, merges and the entity id of each paper entity.

    >>> resolve([]).entities
    ()
    """
    ordered = tuple(sorted(extractions, key=lambda e: e.paper))
    definitions = _definitions(ordered)
    groups, rules = _group(ordered, definitions, overrides)
    entities, ids = _by_id(groups, definitions, overrides)
    called = {entity.id: entity.name for entity in entities}
    names = {member: called[id_] for member, id_ in ids.items()}
    links = {e.paper: tuple(ids[id(entity)] for entity in e.entities) for e in ordered}
    kin = find_kin(entities, ordered, links)
    return Resolution(
        entities=tuple(entities),
        claims=all_claims(ordered, links, kin),
        results=all_results(ordered, links),
        merges=all_merges(_merges(groups, rules, names), ordered),
        links=links,
    )


def all_merges(across: Iterable[Merge], extractions: Iterable[Extraction]) -> tuple[Merge, ...]:
    """Every join of names, those across papers and those within one, sorted."""
    within = (merge for extraction in extractions for merge in extraction.merges)
    return tuple(
        sorted({*across, *within}, key=lambda m: (m.type, m.target, m.source, m.paper, m.rule))
    )
