"""More than 5,000 generated records go all the way: read, extracted, resolved, and every export."""

from __future__ import annotations

import base64
import csv
import gzip
import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pyoxigraph as ox
import pytest

from exports.formats import FORMATS
from extractors.pipeline import extract
from kg.assembly import assemble
from kg.builder import export_files
from kg.library.store import read_knowledge
from kg.readers.reading import read_sources
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper

BATCHES, RECORDS = 8, 640  # 5,120 in all

NAMES = (
    "MothNet", "MS-MLP", "\u03b2-VAE", "C++", "GPT-3.5", "ViT-B/16", "ImageNet", "CIFAR-10/100",
    "a|b", "<b>Net</b>", "]]>Net", "Net&amp;", "{{7*7}}", "$\\mathcal{O}(n)$", "\\emph{LampNet}",
    "\u202eteNhtoM", "Mo\u200bth\u200bNet", "Mo\u0308thNet", "\U0001f98bNet", "\u98de\u86fe",
    "\U0001f3f3\ufe0f\u200d\U0001f308", "N\x00Net", "\x1b[31mNet", "\ufffeNet", "Net\ud800",
    "\ufeffNet", "MOTH", "moth", "a", "1", "...", "\u00ad",
    "\u0130stanbul", "\ufb01ne", "\u1e9e", "Net\u2028Net", "'Net\"", "=SUM(A1)",
)  # fmt: skip
LONG_NAMES = ("MothNet" * 40, "-" * 200)
LONG = 0.01  # of the names: the network reads hundreds of pieces for one
PATTERNS = (
    "We propose {}, a new model for {}.", "{} outperforms {} by 2.1 points on {}.",
    "On {}, {} reaches 83.8\\% top-1 accuracy.", "{}", "{}: {}", "WE PROPOSE {} FOR {}!",
    "{}\n\n{}", "{} ({}) is hard.", "{} {} {} {}", "({}", "Wir z\u00e4hlen {} mit {}.",
    "{} is based on {}; e.g. {} et al. use {}.", "$5\\times$ faster than {}", "{}.{}.{}",
    "F1 of 0.5 (+0.3%), 1e309 and 99999999999999999999 on {}",
)  # fmt: skip


def say(chosen: random.Random) -> str:
    """A sentence, or something like one."""
    pattern = chosen.choice(PATTERNS)
    return re.sub(
        r"\{\}",
        lambda _: chosen.choice(LONG_NAMES if chosen.random() < LONG else NAMES),
        pattern,
    )


def record(chosen: random.Random, number: int) -> dict[str, object]:
    """A record whose title occurs once."""
    abstract = " ".join(say(chosen) for _ in range(chosen.randint(1, 2)))
    return {
        "id": chosen.choice(
            [None, f"{number}", f"a/{number}", f"\U0001f98b{number}", f"<{number}>"]
        ),
        "title": f"{say(chosen)} no{number}",
        "abstract": abstract if chosen.random() < 0.98 else chosen.choice(["", None, 7, "\u200b"]),
        "year": chosen.choice([None, 2021, "2020-01", 99999, -1, "soon"]),
        "authors": chosen.choice([None, "Ada; \ud800", ["<i>", "a|b", "\x00"], 7]),
        "venue": chosen.choice([None, "NIGHT", "\u2028", "a\tb"]),
        "url": chosen.choice([None, "https://example.org/?a=1&b=\"'<", "javascript:alert(1)"]),
        "doi": chosen.choice([None, f"10.5555/{number}", f'10.5555/{number}<>"^`{{}}']),
    }


def rows(path: Path, dialect: str) -> int:
    """How many rows a table has; all must be of one width."""
    with path.open(encoding="utf-8", newline="") as file:
        widths = [len(row) for row in csv.reader(file, dialect)]
    assert len(set(widths)) == 1
    return len(widths)


def page(path: Path) -> object:
    """What is packed in a page, by its length."""
    text = path.read_text(encoding="utf-8")
    packed = re.findall(r'<script type="application/gzip;base64" id="[^"]+">([^<]*)<', text)
    return sum(len(gzip.decompress(base64.b64decode(block, validate=True))) for block in packed)


def triples(format_: ox.RdfFormat) -> Callable[[Path], object]:
    """A function that counts the triples of a file."""
    return lambda path: sum(1 for _ in ox.parse(path=path, format=format_))


PARSE: dict[str, Callable[[Path], object]] = {
    "html": page,
    "turtle": triples(ox.RdfFormat.TURTLE),
    "ntriples": triples(ox.RdfFormat.N_TRIPLES),
    "jsonld": triples(ox.RdfFormat.JSON_LD),
    "graphml": lambda path: len(ET.parse(path).getroot()),  # noqa: S314 - our own file
    "gexf": lambda path: len(ET.parse(path).getroot()),  # noqa: S314 - our own file
    "json": lambda path: json.loads(path.read_bytes()),
    "csv": lambda path: rows(path / "nodes.csv", "excel") * rows(path / "edges.csv", "excel"),
    "parquet": lambda path: pyarrow.parquet.read_table(path / "nodes.parquet").num_rows,
    "records": lambda path: [json.loads(line) for line in path.read_bytes().split(b"\n") if line],
    "merges": lambda path: rows(path, "excel-tab"),
    "types": lambda path: rows(path, "excel-tab"),
}


def check_offsets(paper: Paper, extraction: Extraction) -> None:
    """Everything that was found stands where it is said to."""
    text = paper.text
    for entity in extraction.entities:
        assert entity.mentions
        assert [m for m in entity.mentions if text[m.start : m.end] != m.text] == []
    said = [role.evidence for entity in extraction.entities for role in entity.roles]
    said += [relation.evidence for relation in extraction.relations]
    said += [(result.evidence,) for result in extraction.results]
    for evidence in (item for found in said for item in found):
        assert text[evidence.start : evidence.end] == evidence.sentence


def test_generated_every_export_is_parsed_here() -> None:
    assert sorted(PARSE) == sorted(FORMATS)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(BATCHES))
def test_generated_records_go_all_the_way(
    seed: int, in_folder: Path, write_library: Callable[[Path, Knowledge], None]
) -> None:
    chosen = random.Random(seed)  # noqa: S311
    records = [record(chosen, number) for number in range(RECORDS)]
    lines = "".join(json.dumps(one) + "\n" for one in records)
    Path("papers.jsonl").write_text(lines + "not JSON\n", encoding="utf-8")
    reading = read_sources(["papers.jsonl"])
    assert len(reading.papers) + len(reading.skipped) == RECORDS + 1
    assert {item.reason[:11] for item in reading.skipped} == {"no abstract", "not JSON (E"}
    assert len(reading.papers) > 0.9 * RECORDS

    extractions = list(extract(reading.papers))
    for paper, extraction in zip(reading.papers, extractions, strict=True):
        check_offsets(paper, extraction)
    knowledge = assemble(reading.papers, extractions)
    assert knowledge.claims
    assert knowledge.results
    files = export_files(knowledge, Path("out"), FORMATS)
    assert [name for name, path in files.items() if not PARSE[name](path)] == []
    write_library(Path("out"), knowledge)
    read = read_knowledge(Path("out"))
    assert replace(read, graph=knowledge.graph) == knowledge
    assert list(read.graph.edges(keys=True)) == list(knowledge.graph.edges(keys=True))
