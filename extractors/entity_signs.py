"""Signs by which a reader would tell what a paper does with an entity, as numbers.

What the network takes it for, cue words, where it stands, how its name is
written, and what else the paper names: where one thing is clearly new, a
paraphrase of it is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.calibration import log_odds
from extractors.network import LABELED_ROLES, Labels
from extractors.resources import own_words
from ontology.keys import is_plural, name_keys
from ontology.known import find_known
from ontology.records import PaperEntity
from ontology.schema import EntityType, Role, Subtype

__all__ = ["Text", "read_signs"]

SCALE = 4.0  # by which log-odds are divided: about 1 for what is likely
NOBODY = -2.5  # log-odds, scaled, where there is no other entity
REACH = 30  # characters in front of a mention
INTRODUCES, COMPARES = (LABELED_ROLES.index(role) for role in (Role.INTRODUCES, Role.COMPARES_WITH))
CORE = len(LABELED_ROLES)  # its place behind the roles

_COINED = re.compile(r"[a-z][A-Z]|[A-Z]{2}")
_PAUSE = re.compile(r"\s*[:,\u2013\u2014-]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its entities are judged in it.

    Attributes:
        text: Title, line end, abstract.
        first_own: Offset from which the paper speaks of itself.
        last: Offset of its last sentence.
    """

    text: str
    first_own: int
    last: int


def read_signs(
    text: Text,
    entities: Sequence[PaperEntity],
    labels: Sequence[Labels],
    cues: Sequence[Mapping[Role, float]],
) -> list[tuple[float, ...]]:
    """The signs of the entities of one paper.

    Args:
        text: The text.
        entities: Its entities.
        labels: What the network takes each for.
        cues: For each the surest cue of each role that has one, from 0 to 1.

    Returns:
        As many numbers for every entity.
    """
    told = [[log_odds(p) / SCALE for p in (*of.roles, of.core, of.model)] for of in labels]
    keys = [name_keys(m.text for m in entity.mentions) for entity in entities]
    return [
        (
            *told[n],
            log_odds(entity.confidence) / SCALE,
            *_kind(entity),
            *_where(text, entity),
            *(cues[n].get(role, 0.0) for role in LABELED_ROLES),
            *_written(entity),
            *_beside(n, entities, told),
            *_within(n, entities, keys),
            *_framed(text.text, entity),
        )
        for n, entity in enumerate(entities)
    ]


def _kind(entity: PaperEntity) -> list[float]:
    known = find_known(entity.type, entity.name) is not None
    types = [float(entity.type is type_) for type_ in EntityType]
    return [*types, float(entity.subtype is Subtype.MODEL), float(known)]


def _where(text: Text, entity: PaperEntity) -> list[float]:
    """How often and where it is named; a title may say a name, a colon, and what it is."""
    starts = [mention.start for mention in entity.mentions]
    title_end = max(text.text.find("\n"), 0)
    colon = text.text.find(":", 0, title_end)
    return [
        min(len(starts), 6) / 3,
        float(any(start < title_end for start in starts)),
        float(any(start < colon for start in starts)),
        float(any(-1 < colon < start < title_end for start in starts)),
        float(colon > -1),
        float(starts[0] == 0),
        min(starts) / len(text.text),
        max(starts) / len(text.text),
        float(any(start >= text.first_own for start in starts)),
        float(any(start >= text.last for start in starts)),
    ]


def _written(entity: PaperEntity) -> list[float]:
    forms = {mention.text for mention in entity.mentions}
    longest = max(sorted(forms), key=len)
    return [
        min(len(longest.split()), 6) / 3,
        float(any(_COINED.search(form) for form in forms)),
        float(any(any(map(str.isdigit, form)) for form in forms)),
        float(all(form[0].islower() for form in forms)),
        float(is_plural(longest)),
        len({form.lower() for form in forms}) / 3,
    ]


def _beside(
    n: int, entities: Sequence[PaperEntity], told: Sequence[Sequence[float]]
) -> list[float]:
    """How sure the network is of the other entities: of one type, and of all."""
    others = [k for k in range(len(entities)) if k != n]
    alike = [k for k in others if entities[k].type is entities[n].type]

    def surest(of: Sequence[int], label: int) -> float:
        return max((told[k][label] for k in of), default=NOBODY)

    return [
        surest(alike, INTRODUCES),
        surest(others, INTRODUCES),
        sum(told[k][INTRODUCES] > 0 for k in others) / 3,
        sum(told[k][INTRODUCES] > told[n][INTRODUCES] for k in others) / 3,
        surest(alike, COMPARES),
        surest(alike, CORE),
        len(entities) / 10,
        len(alike) / 5,
    ]


def _within(
    n: int, entities: Sequence[PaperEntity], keys: Sequence[set[str]]
) -> tuple[float, float]:
    """Whether its name is a part of another of its type, and whether another is a part of it."""
    others = [
        key
        for k, found in enumerate(keys)
        if k != n and entities[k].type is entities[n].type
        for key in found
    ]
    inside = any(own != key and own in key for own in keys[n] for key in others)
    around = any(own != key and key in own for own in keys[n] for key in others)
    return float(inside), float(around)


def _framed(text: str, entity: PaperEntity) -> list[float]:
    """What stands right before and behind its mentions."""
    frames = [
        (text[max(0, m.start - REACH) : m.start], text[m.end : m.end + 3]) for m in entity.mentions
    ]
    new, ours = (own_words(f"{what} thing in front of its name") for what in ("new", "own"))
    return [
        float(any(before.endswith("(") and behind.startswith(")") for before, behind in frames)),
        float(any(_PAUSE.match(behind) for _, behind in frames)),
        float(any(new.search(before) for before, _ in frames)),
        float(any(ours.search(before) for before, _ in frames)),
    ]
