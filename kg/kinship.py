"""Which entity is a special case of which, told by their names.

"GPT-3.5 Turbo" is a variant of "GPT-3.5", that of "GPT"; "3D human pose
estimation" is narrower than "human pose estimation". Only the nearest that the
corpus names is joined, so that a chain stands for itself. The sentence is the
one that names the special case.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from ontology.iris import paper_node
from ontology.keys import name_key
from ontology.knowledge import Claim, Entity
from ontology.known import find_known
from ontology.records import Extraction, PaperEntity
from ontology.schema import EntityRelation, EntityType

__all__ = ["COMPONENT", "broader_keys", "find_kin", "variant_keys"]

COMPONENT = "names"
LETTERS = 3  # that a name must keep when a number is taken off its last word

_GLUED = re.compile(r"(?P<stem>.*?[a-z])-?v?\d[\d.]*[bmk]?")

_Kin = Mapping[str, tuple[EntityRelation, str]]


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of a kind in ``kg/kin_words.tsv``."""
    with (files("kg") / "kin_words.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((n for n in lines if not n.startswith("#")), delimiter="\t")
        return frozenset(row["word"] for row in rows if row["kind"] == kind)


@cache
def _version() -> re.Pattern[str]:
    """What a version, a size or a training stage adds at the end of a model's name."""
    return re.compile(
        r"(?:v(?:ersion)?)?\d[\d.]*(?:[bmk]|x\d+)?|v\d[\w.]*|(?:\w/)?\d+|[bslth](?:/\d+)?|"
        r"\+{1,2}|" + "|".join(sorted(_words("version")))
    )


def variant_keys(key: str) -> Iterator[str]:
    """Keys of what a model may be a version of, the nearest first.

    Args:
        key: Of a name, by `ontology.keys.name_key`.

    >>> list(variant_keys("llama 2 7b chat")), list(variant_keys("yolov3"))
    (['llama 2 7b', 'llama 2', 'llama'], ['yolo'])
    """
    words = key.split()
    while len(words) > 1 and _version().fullmatch(words[-1]):
        words = words[:-1]
        yield " ".join(words)
    glued = _GLUED.fullmatch(words[-1]) if words else None
    if glued and len(glued["stem"]) >= LETTERS:
        yield " ".join([*words[:-1], glued["stem"]])


def broader_keys(key: str) -> Iterator[str]:
    """Keys of what a task may be a special case of, the nearest first.

    >>> list(broader_keys("3d object detection in video"))[:2]
    ['3d object detection', 'object detection']
    """
    words = key.split()
    places = [place for place, word in enumerate(words) if word in _words("preposition")]
    head = words[: places[0]] if places else words
    if places and head:
        yield " ".join(head)
    for start in range(1, len(head)):
        yield " ".join(head[start:])


_RULES = {
    EntityType.MODEL: (EntityRelation.VARIANT_OF, variant_keys),
    EntityType.TASK: (EntityRelation.BROADER, broader_keys),
}


def _kin(entities: Iterable[Entity]) -> _Kin:
    """The nearest kin of each entity that has one, by id.

    Other names than the canonical one count only for models, and where the
    vocabulary has them: what a paper calls "generation" for short is not all
    generation, nor re-identification always that of persons.
    """
    listed = [entity for entity in entities if entity.type in _RULES]
    named = {(entity.type, name_key(entity.name)): entity.id for entity in listed}
    found = {}
    for entity in listed:
        relation, keys = _RULES[entity.type]
        for key in keys(name_key(entity.name)):
            known = find_known(entity.type, key) if entity.type is EntityType.MODEL else None
            names = (key, name_key(known.name) if known else key)
            other = next((named[entity.type, n] for n in names if (entity.type, n) in named), None)
            if other is not None and other != entity.id:
                found[entity.id] = relation, other
                break
    return found


def find_kin(
    entities: Iterable[Entity],
    extractions: Iterable[Extraction],
    links: Mapping[str, tuple[str, ...]],
) -> list[Claim]:
    """Find what is a special case of what.

    Args:
        entities: Of the corpus.
        extractions: One a paper.
        links: For each paper the entity id of each of its entities.

    Returns:
        Claims of the papers that name both; where none does, of the paper that
        names the special case most surely.
    """
    kin = _kin(entities)
    claims: dict[str, list[tuple[bool, Claim]]] = defaultdict(list)
    for extraction in extractions:
        ids = links[extraction.paper]
        named = set(ids)
        for entity, id_ in zip(extraction.entities, ids, strict=True):
            if id_ in kin:
                relation, other = kin[id_]
                claim = _claim(extraction.paper, entity, id_, relation, other)
                claims[id_].append((other in named, claim))
    chosen: dict[tuple[str, str], Claim] = {}
    for found in claims.values():
        both = [claim for named, claim in found if named]
        for claim in both or [min((c for _, c in found), key=lambda c: (-c.confidence, c.paper))]:
            chosen.setdefault((claim.head, claim.paper), claim)
    return list(chosen.values())


def _claim(
    paper: str, entity: PaperEntity, id_: str, relation: EntityRelation, other: str
) -> Claim:
    best = entity.roles[0].evidence[0]
    evidence = replace(best, component=COMPONENT, confidence=entity.confidence)
    return Claim(
        head=id_,
        relation=relation,
        tail=other,
        paper=paper_node(paper),
        evidence=(evidence,),
        confidence=entity.confidence,
        core=entity.core,
    )
