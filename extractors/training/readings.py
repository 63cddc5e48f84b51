"""Papers annotated by us, kept without their text: places by offsets, texts by digest.

The abstracts are other people's; whoever has them gets the annotated papers
back in the shape of the corpus.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ontology.keys import title_key
from ontology.schema import RESULT_SLOTS

__all__ = ["READINGS", "READING_WEIGHT", "RESERVED", "read_abstracts", "read_readings"]

READINGS = files("extractors") / "training" / "readings.jsonl"
RESERVED = files("extractors") / "training" / "reserved.jsonl"  # the network never learns from
WORDS = range(60, 281)  # of an abstract worth reading
SEED = 7
READING_WEIGHT = 0.8  # of a paper read once by us against one of the corpus


def _digest(paper: dict[str, Any]) -> str:
    return sha256(f"{paper['title']}\n{paper['abstract']}".encode()).hexdigest()[:16]


def read_abstracts(file: Path, without: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Unlabelled papers in a fixed order.

    Args:
        file: Gzipped JSON lines with title and abstract.
        without: Annotated papers, which are left out.
    """
    known = {title_key(record["title"]) for record in without}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        papers = [
            paper
            for paper in map(json.loads, lines)
            if len(paper["abstract"].split()) in WORDS and title_key(paper["title"]) not in known
        ]
    random.Random(SEED).shuffle(papers)  # noqa: S311
    return papers


def read_readings(
    papers: Iterable[dict[str, Any]], kept: Traversable = READINGS
) -> Iterator[dict[str, Any]]:
    """Our annotations, put back to their texts.

    Args:
        papers: Title and abstract; those that we have not read are passed over.
        kept: `READINGS` or `RESERVED`.

    Yields:
        Records as in the corpus: entities with surface forms, mentions with
        offsets, relations and results by the names of entities, which are
        their numbers here.
    """
    lines = kept.read_text(encoding="utf-8").splitlines()
    read = {line["text"]: line for line in map(json.loads, lines)}
    for paper in papers:
        reading = read.get(_digest(paper))
        if reading is not None:
            yield _record(paper, reading)


def _record(paper: dict[str, Any], reading: dict[str, Any]) -> dict[str, Any]:
    text = f"{paper['title']}\n{paper['abstract']}"
    entities = reading["entities"]
    mentions = sorted(
        (start, end, number)
        for number, entity in enumerate(entities)
        for start, end in entity["places"]
    )
    return {
        "title": paper["title"],
        "abstract": paper["abstract"],
        "entities": [
            {
                **entity,
                "name": str(number),
                "mentions": sorted({text[a:b] for a, b in entity["places"]}),
            }
            for number, entity in enumerate(entities)
        ],
        "mentions": [
            {"start": start, "end": end, "text": text[start:end], "entity": number}
            for start, end, number in mentions
        ],
        "relations": [[str(head), name, str(tail)] for head, name, tail in reading["relations"]],
        "results": [_result(result) for result in reading["results"]],
    }


def _result(result: dict[str, Any]) -> dict[str, Any]:
    slots = {slot: str(result[slot]) if slot in result else None for slot in RESULT_SLOTS}
    return {"value": result["value"], "kind": result["kind"], **slots}
