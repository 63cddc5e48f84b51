"""Minting identifiers: content to slug to node id to IRI.

A slug holds only ``a-z 0-9 . -``. Where slugging a key would lose something
(``C++`` and ``C``, a Greek letter, an empty name) eight hex digits of the
key's SHA-256 follow after ``~``: always, not only on a clash, so that an id
never depends on what else is in the graph. Ids are injective over keys.
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

from ontology.keys import name_key, title_key
from ontology.schema import NODE_TYPES, EntityType, NodeType

__all__ = ["digest", "entity_id", "iri", "paper_id", "paper_node", "result_id", "slug"]

_MAX_SLUG = 80


def digest(*parts: str, size: int = 8) -> str:
    """The first hex digits of the SHA-256 of some strings, order kept, borders kept.

    >>> digest("a", "b") == digest("ab")
    False
    """
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:size]


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text).strip("-.")[:_MAX_SLUG].rstrip("-.")


def slug(key: str) -> str:
    """A key as a path segment, with a content hash where something was lost.

    Args:
        key: A comparison key (lower case, single spaces).

    Returns:
        ``[a-z0-9.-]*``, then ``~`` and eight hex digits if the key cannot be
        read back from that part.

    >>> slug("ms mlp"), slug("gpt 3.5")
    ('ms-mlp', 'gpt-3.5')
    >>> slug("c++").split("~")[0], "~" in slug("c++"), slug("c")
    ('c', True, 'c')
    """
    plain = _plain(key)
    if plain.replace("-", " ") == key and plain:
        return plain
    return f"{plain}~{digest(key)}"


def entity_id(type_: EntityType, name: str) -> str:
    """Node id of an entity, from its type and name.

    >>> entity_id(EntityType.MODEL, "MS-MLP"), entity_id(EntityType.DATASET, "CIFAR-10")
    ('model/ms-mlp', 'dataset/cifar-10')
    """
    return f"{NODE_TYPES[NodeType(type_)].slug}/{slug(name_key(name))}"


def paper_id(title: str) -> str:
    """An id for a paper that came without one: a readable slug and a hash of the title.

    >>> paper_id("Neural Scene Flow Prior") == paper_id("neural scene flow prior")
    True
    """
    words = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:48].rstrip("-")
    return f"{words}-{digest(title_key(title))}" if words else digest(title_key(title))


def paper_node(paper: str) -> str:
    """Node id of a paper, from its id; with a content hash where that has to be rewritten.

    >>> paper_node("arxiv:1706.03762").startswith("paper/arxiv-1706.03762~")
    True
    """
    if re.fullmatch(r"[a-z0-9][a-z0-9.-]*", paper):
        return f"paper/{paper}"
    return f"paper/{_plain(paper)}~{digest(paper)}"


def result_id(*fields: str | None) -> str:
    """Node id of a result, from all of its fields.

    >>> result_id("paper/x", "model/y", None) == result_id("paper/x", None, "model/y")
    False
    """
    parts = ["\x00" if field is None else field for field in fields]
    return f"result/{digest(*parts)}{digest('second', *parts)}"


def iri(base: str, node: str) -> str:
    """The IRI of a node under a base.

    >>> iri("https://w3id.org/paperkg/id/", "model/ms-mlp")
    'https://w3id.org/paperkg/id/model/ms-mlp'
    """
    return base + quote(node, safe="/~.-_")
