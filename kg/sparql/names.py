"""The things that a user means by a name, found in a store alone.

A name means what `kg.analysis.names.find_nodes` finds first in the graph: by id,
else by name, else by alias, else by title, all folded; of several the entity that
most papers name, then the one with most edges, then the first by id. An IRI
means what it names, and what a source calls a paper means that one where
nothing else has such a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pyoxigraph as ox
from rapidfuzz import process

from kg.sparql.parameters import ENTITY, THING
from ontology.errors import QueryError
from ontology.iris import iri
from ontology.keys import name_key, title_key
from ontology.namespaces import ID_BASE, PK, PREFIXES
from ontology.schema import NODE_TYPES, NodeType, ResultLink

__all__ = ["Names", "add_keys", "literal"]

_SLUGS = frozenset(info.slug for info in NODE_TYPES.values())
_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_NAME = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
_ALIAS = ox.NamedNode(f"{PREFIXES['skos']}altLabel")
_TITLE = ox.NamedNode(f"{PREFIXES['dcterms']}title")
_SOURCE_ID = ox.NamedNode(f"{PREFIXES['dcterms']}identifier")
_ENDS = tuple(ox.NamedNode(f"{PREFIXES['rdf']}{end}") for end in ("subject", "object"))
_CORE = ox.NamedNode(PK["core"])  # said once of each claim, with its first evidence
_LINKS = tuple(ox.NamedNode(PK[link]) for link in ResultLink)
_PAPERS = ox.NamedNode(PK["paperCount"])
_PAPER = ox.NamedNode(PK[NodeType.PAPER])
_CONCEPT = ox.NamedNode(f"{PREFIXES['skos']}Concept")
_DEFAULT = ox.DefaultGraph()
_KEYS = ox.NamedNode("urn:paperkg:keys")  # the graph of what names are compared by
_NEAR = 3  # names to propose where nothing is called so
_ALIKE = 70  # how much like the name they must be, of 100


class Names:
    """The names in a store.

    Args:
        store: Where the keys of its names are missing, they are added when needed.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def find(self, name: str, kind: str) -> ox.NamedNode:
        """The thing of a name.

        Args:
            name: Name, alias, title, id, or IRI.
            kind: A type of the graph, Entity or Thing.

        Returns:
            Its IRI; of several things the first of those that `find_nodes` finds.

        Raises:
            QueryError: If there is none of that kind; the message has the nearest names.
        """
        for found in self._candidates(name, kind):
            things = [thing for thing in found if self._is(thing, kind)]
            if things:
                return things[0] if len(things) == 1 else min(things, key=self._rank)
        raise QueryError(self._unknown(name, kind))

    def _candidates(self, name: str, kind: str) -> Iterator[list[ox.NamedNode]]:
        """What may be meant, the surest first."""
        direct = self.direct(name)
        if direct is not None:
            yield [direct]  # and else by name: the id of a paper may be an address
        if key := name_key(name):
            yield self._keyed(_NAME, key)
            yield self._keyed(_ALIAS, key)
            yield self._keyed(_TITLE, title_key(name))
        yield self._subjects(_SOURCE_ID, name)

    def direct(self, name: str) -> ox.NamedNode | None:
        """What an IRI, an id or a shortened IRI names; None where it is none of these.

        >>> str(Names(ox.Store()).direct("model/resnet"))
        '<https://w3id.org/paperkg/id/model/resnet>'
        """
        prefix, colon, local = name.partition(":")
        try:
            if name.startswith("<") and name.endswith(">"):
                return ox.NamedNode(name[1:-1])
            if name.startswith(("http://", "https://")):
                return ox.NamedNode(name)
            if colon and prefix in PREFIXES and " " not in local:
                return ox.NamedNode(PREFIXES[prefix] + local)
        except ValueError as error:
            raise QueryError(f"{name}: no IRI ({error})") from error
        if "/" in name and name.partition("/")[0] in _SLUGS and " " not in name:
            return ox.NamedNode(iri(ID_BASE, name))
        return None

    def _is(self, thing: ox.NamedNode, kind: str) -> bool:
        types = {ENTITY: [_CONCEPT], THING: [_CONCEPT, _PAPER]}.get(kind) or [
            ox.NamedNode(PK[kind])
        ]
        patterns = (self._store.quads_for_pattern(thing, _TYPE, t, _DEFAULT) for t in types)
        return any(True for pattern in patterns for _ in pattern)

    def _subjects(self, predicate: ox.NamedNode, value: str) -> list[ox.NamedNode]:
        quads = self._store.quads_for_pattern(None, predicate, literal(value), _DEFAULT)
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def _keyed(self, predicate: ox.NamedNode, key: str) -> list[ox.NamedNode]:
        add_keys(self._store)
        quads = self._store.quads_for_pattern(None, predicate, literal(key), _KEYS)
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def _rank(self, thing: ox.NamedNode) -> tuple[int, int, str]:
        """Where a thing stands among those of its name; papers, which have no count, by id."""
        counts = self._store.quads_for_pattern(thing, _PAPERS, None, _DEFAULT)
        papers = next((int(q.object.value) for q in counts if isinstance(q.object, ox.Literal)), 0)
        return -papers, -self._degree(thing) if papers else 0, thing.value

    def _degree(self, thing: ox.NamedNode) -> int:
        """How many edges it has in the graph: claims that it stands in, and links of results."""
        ask = self._store.quads_for_pattern
        claims = (q.subject for end in _ENDS for q in ask(None, end, thing, _DEFAULT))
        first = (q for claim in claims for q in ask(claim, _CORE, None, _DEFAULT))
        links = (q for link in _LINKS for q in ask(None, link, thing, _DEFAULT))
        return sum(1 for _ in chain(first, links))

    def _unknown(self, name: str, kind: str) -> str:
        told = _TITLE if kind == NodeType.PAPER else _NAME
        names = sorted(
            quad.object.value
            for quad in self._store.quads_for_pattern(None, told, None, _DEFAULT)
            if isinstance(quad.object, ox.Literal)
            and isinstance(quad.subject, ox.NamedNode)
            and self._is(quad.subject, kind)
        )
        near = process.extract(
            name, names, processor=str.casefold, limit=_NEAR, score_cutoff=_ALIKE
        )
        hint = f"; near to it: {', '.join(found for found, *_ in near)}" if near else ""
        return f"no {kind} is called {name!r}{hint}"


def literal(value: str) -> ox.Literal:
    """A text as a term.

    Raises:
        QueryError: If it holds half a surrogate pair.
    """
    try:
        return ox.Literal(value)
    except ValueError as error:
        raise QueryError(f"{value!r} holds half a character") from error


def add_keys(store: ox.Store) -> None:
    """Add to a store, in a graph of its own, by what names, aliases and titles are compared.

    Args:
        store: Left as it is where they are there.
    """
    if store.contains_named_graph(_KEYS):
        return
    store.bulk_extend(
        ox.Quad(quad.subject, predicate, ox.Literal(fold(quad.object.value)), _KEYS)
        for predicate, fold in ((_NAME, name_key), (_ALIAS, name_key), (_TITLE, title_key))
        for quad in store.quads_for_pattern(None, predicate, None, _DEFAULT)
        if isinstance(quad.object, ox.Literal)
    )
    store.add_graph(_KEYS)
