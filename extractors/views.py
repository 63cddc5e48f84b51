"""How a text and its entities look to one who judges what hangs together: by sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from extractors.annotations import sentences
from extractors.resources import own_words, read_words
from ontology.keys import name_key
from ontology.records import PaperEntity
from ontology.schema import EntityType, NodeType, Role

__all__ = ["Place", "Scene", "View", "look_at", "mark_words", "speaks_of_itself"]

PLACES = 3  # of an entity in one sentence that are looked at


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """An entity as judges see it.

    Attributes:
        index: Its place among the entities.
        entity: The entity.
        roles: What the paper does with it.
        keys: Of its names.
        places: Its mentions by number of the sentence.
        rank: Its place among those with one of its roles, the most often named first.
    """

    index: int
    entity: PaperEntity
    roles: frozenset[Role]
    keys: frozenset[str]
    places: dict[int, tuple[Place, ...]]
    rank: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A text by sentences, with the entities that the paper does something with.

    Attributes:
        text: The text.
        starts: Where each sentence starts.
        own: Whether the paper speaks of itself in a sentence.
        views: The entities, in their order.
        named: The entities that a sentence names, by its number.
        types: How many entities of each type there are.
        own_models: How many models are the paper's own.
    """

    text: str
    starts: tuple[int, ...]
    own: tuple[bool, ...]
    views: tuple[View, ...]
    named: dict[int, tuple[View, ...]]
    types: dict[NodeType, int]
    own_models: int

    def end_of(self, sentence: int) -> int:
        """Where a sentence ends: at the start of the next."""
        last = sentence + 1 == len(self.starts)
        return len(self.text) if last else self.starts[sentence + 1]


def speaks_of_itself(sentence: str) -> bool:
    """Whether a paper speaks of what it contributes without a name.

    >>> speaks_of_itself("It beats BERT."), speaks_of_itself("BERT reads both ways.")
    (True, False)
    """
    return own_words("own contribution").search(sentence) is not None


def look_at(doc: Doc, entities: Sequence[PaperEntity]) -> Scene:
    """Look at a text and its entities.

    Args:
        doc: The text with sentence starts.
        entities: Of the text, with their roles.
    """
    told = [(sentence.start_char, sentence.text) for sentence in sentences(doc)]
    starts = tuple(start for start, _ in told)
    views = tuple(_views(entities, starts))
    named: dict[int, list[View]] = defaultdict(list)
    for view in views:
        for number in view.places:
            named[number].append(view)
    return Scene(
        text=doc.text,
        starts=starts,
        own=tuple(speaks_of_itself(text) for _, text in told),
        views=views,
        named={number: tuple(found) for number, found in named.items()},
        types=dict(Counter(NodeType(view.entity.type) for view in views)),
        own_models=sum(
            Role.INTRODUCES in v.roles and v.entity.type is EntityType.MODEL for v in views
        ),
    )


def _sentence_at(starts: Sequence[int], offset: int) -> int:
    return max(bisect_right(starts, offset) - 1, 0)


def _views(entities: Sequence[PaperEntity], starts: Sequence[int]) -> Iterator[View]:
    ranks = _ranks(entities)
    for index, entity in enumerate(entities):
        roles = frozenset(role.role for role in entity.roles) - {Role.MENTIONS}
        if roles:
            keys = frozenset(name_key(m.text) for m in entity.mentions)
            yield View(index, entity, roles, keys, _places(entity, starts), ranks[index])


def _places(entity: PaperEntity, starts: Sequence[int]) -> dict[int, tuple[Place, ...]]:
    places: dict[int, list[Place]] = defaultdict(list)
    for m in entity.mentions:
        places[_sentence_at(starts, m.start)].append((m.start, m.end))
    return {number: tuple(found[:PLACES]) for number, found in places.items()}


def _ranks(entities: Sequence[PaperEntity]) -> dict[int, int]:
    kinds: dict[tuple[NodeType, Role], list[int]] = defaultdict(list)
    for index, entity in enumerate(entities):
        for role in entity.roles:
            kinds[NodeType(entity.type), role.role].append(index)
    ranks: dict[int, int] = {}
    for members in kinds.values():
        often = sorted(
            members, key=lambda i: (-len(entities[i].mentions), entities[i].mentions[0].start)
        )
        for rank, index in enumerate(often):
            ranks[index] = min(rank, ranks.get(index, rank))
    return ranks


@cache
def _cues(name: str) -> tuple[tuple[str, bool], ...]:
    """The cues of a list, and whether each stands for any end."""
    return tuple((cue.rstrip("*"), cue.endswith("*")) for cue in sorted(read_words(name)))


def mark_words(name: str, words: Sequence[str]) -> list[float]:
    """Which cue words stand among words, as numbers.

    Args:
        name: A list in ``extractors/data``; a cue that ends in * stands for any end.
        words: In lower case.
    """
    there = set(words)
    return [
        float(any(word.startswith(cue) for word in there) if open_ else cue in there)
        for cue, open_ in _cues(name)
    ]
