"""Links of known entities: to things the vocabulary has, each an address, each once."""

from __future__ import annotations

from importlib.resources import files

import pytest

from ontology.known import find_known
from ontology.links import WIKIDATA, known_links
from ontology.schema import EntityType

LINES = (files("ontology") / "links.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES[1:]]


def test_links_are_sorted_and_stand_once() -> None:
    assert LINES[0] == "type\tname\tlink"
    assert sorted(set(ROWS)) == ROWS


@pytest.mark.parametrize(("type_", "name", "link"), ROWS)
def test_links_are_of_known_things_under_their_canonical_name(
    type_: str, name: str, link: str
) -> None:
    known = find_known(EntityType(type_), name)
    assert known is not None
    assert known.name == name
    assert link in known_links(EntityType(type_), name)
    assert link.startswith(("https://", "http://"))
    assert not link.startswith(WIKIDATA) or link.removeprefix(f"{WIKIDATA}Q").isdecimal()


def test_links_of_an_unknown_thing_are_none() -> None:
    assert known_links(EntityType.MODEL, "no such thing") == ()
