"""Where else known entities are described: `ontology/links.tsv`.

A few that were looked up one by one; a link that is wrong is worse than none.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ontology.schema import EntityType

__all__ = ["WIKIDATA", "known_links"]

WIKIDATA = "http://www.wikidata.org/entity/"  # its entities are concepts, all other links pages


@cache
def _links() -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    with (files("ontology") / "links.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found[row["type"], row["name"]] += (row["link"],)
    return dict(found)


def known_links(type_: EntityType, name: str) -> tuple[str, ...]:
    """Concepts and web pages of an entity, by its canonical name.

    >>> known_links(EntityType.DATASET, "COCO"), known_links(EntityType.MODEL, "COCO")
    (('https://cocodataset.org/',), ())
    """
    return _links().get((type_, name), ())
