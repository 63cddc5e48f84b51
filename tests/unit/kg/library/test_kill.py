"""A build of two thousand papers that is killed at random moments loses nothing and shows nothing
wrong: the next one goes on, and what can be read is the old library or the new one."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.library.database import DATABASE, LOCK, reading
from kg.library.extractions import known_fingerprints
from kg.library.publishing import STAGE
from kg.library.store import read_knowledge
from ontology.errors import LibraryError

PAPERS = 2_000
CHAINS, KILLS = 2, 26  # 52 in all

# A build whose extraction takes no model: what is tested is what is kept.
BUILD = """
import sys, types
from hashlib import sha256
from pathlib import Path
from ontology.records import Evidence, Extraction, Mention, PaperEntity, PaperRole
from ontology.schema import EntityType, Role

def fingerprint(paper):
    return sha256(paper.text.encode()).hexdigest()[:16]

def extract(papers, workers):
    for paper in papers:
        words = paper.abstract.rstrip(".").split()
        entities = []
        for type_, role, name in (
            (EntityType.MODEL, Role.USES, words[2]),
            (EntityType.DATASET, Role.EVALUATES_ON, words[4]),
        ):
            start = paper.text.index(name)
            mention = Mention(start, start + len(name), name, "test", 0.9)
            evidence = Evidence(paper.abstract, len(paper.title) + 1, len(paper.text),
                                ((mention.start, mention.end),), "test", 0.9)
            entities.append(PaperEntity(name, type_, None, (mention,),
                                        (PaperRole(role, (evidence,)),), True, 0.9))
        yield Extraction(paper.id, fingerprint(paper), tuple(entities), (), (), ())

sys.modules["extractors.pipeline"] = types.SimpleNamespace(fingerprint=fingerprint)
from kg import builder
from kg.library import extractions
builder.extract_in_processes = extract
extractions.SECONDS = 0.01
print("ready", flush=True)
sys.stdin.readline()
builder.build_library([sys.argv[1]], Path(sys.argv[2]))
print("done", flush=True)
"""


@dataclass(frozen=True, slots=True)
class State:
    """A source, and the library that is made of it when nobody interferes."""

    source: Path
    ids: tuple[str, ...]
    files: dict[str, bytes]


def start(source: Path, folder: Path) -> subprocess.Popen[str]:
    """A build that is ready to begin."""
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(source), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()
    return process


def finish(process: subprocess.Popen[str]) -> None:
    """Let a build run to its end."""
    said, _ = process.communicate()
    assert (said, process.returncode) == ("done\n", 0)


def exports(folder: Path) -> dict[str, bytes]:
    """The files of a library that people read."""
    hidden = {DATABASE, LOCK, *(f"{DATABASE}-{kind}" for kind in ("journal", "wal", "shm"))}
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in hidden and STAGE not in path.parts
    }


def write(path: Path, numbers: Iterator[int] | range, year: int) -> None:
    records = (
        {
            "id": f"p{n}",
            "title": f"Paper {n} of {year if n % 3 else 2000}",
            "abstract": f"We test Model{n % 90}A on Data{n % 40}B.",
        }
        for n in numbers
    )
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[State, State]:
    """Two libraries of 2,000 papers: half of the papers differ."""
    folder = tmp_path_factory.mktemp("states")
    made = []
    for name, numbers, year in (("one", range(PAPERS), 2021), ("two", range(500, 2500), 2022)):
        write(folder / f"{name}.jsonl", numbers, year)
        finish(start(folder / f"{name}.jsonl", folder / name))
        ids = tuple(paper.id for paper in read_knowledge(folder / name).papers)
        assert len(ids) == PAPERS
        made.append(State(folder / f"{name}.jsonl", ids, exports(folder / name)))
    return made[0], made[1]


def known(folder: Path) -> set[str]:
    try:
        with reading(folder) as connection:
            return known_fingerprints(connection)
    except LibraryError:  # killed before there was a database
        return set()


def held(folder: Path, states: tuple[State, State]) -> int | None:
    """Which of the states a library is in; None before the first build has ended."""
    try:
        ids = tuple(paper.id for paper in read_knowledge(folder).papers)
    except LibraryError as error:
        assert "no library here" in str(error) or "has not ended" in str(error)  # noqa: PT017
        return None
    return [state.ids for state in states].index(ids)


@pytest.mark.slow
@pytest.mark.parametrize("chain", range(CHAINS))
def test_kill_at_any_moment_loses_nothing(
    chain: int, states: tuple[State, State], tmp_path: Path
) -> None:
    chosen = random.Random(chain)  # noqa: S311
    folder, target, now = tmp_path / "out", chain % 2, None
    begun = time.monotonic()
    finish(start(states[target].source, tmp_path / "measured"))
    whole = time.monotonic() - begun
    for _ in range(KILLS):
        before = known(folder)
        process = start(states[target].source, folder)
        try:
            process.wait(timeout=chosen.uniform(0, whole))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.communicate()
        files = exports(folder)
        assert all(files[name] in [s.files[name] for s in states] for name in files)
        after = held(folder, states)
        if after == now:
            assert known(folder) >= before
        else:
            assert after == target
        if after is not None:  # whoever reads finishes what was announced: one state, whole
            assert exports(folder) | states[after].files == exports(folder)
        now = after
        if now == target:
            target = 1 - target
    finish(start(states[target].source, folder))
    assert exports(folder) == states[target].files
    assert held(folder, states) == target
