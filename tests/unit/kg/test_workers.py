"""Several processes find what one finds, in the same order; a dead one is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractors.pipeline import extract
from kg import workers
from kg.workers import CHUNK, WORTH, available, extract_in_processes
from ontology.errors import LibraryError
from ontology.records import Extraction, Paper

PAPERS = [
    Paper(f"p{n}", f"Counting Moths {n}", f"We propose MothNet-{n} and test it on ImageNet.")
    for n in range(WORTH + CHUNK + 1)
]


def _die(papers: Sequence[Paper]) -> list[Extraction]:
    os._exit(1)


def test_workers_at_least_one_processor() -> None:
    assert 1 <= available() <= (os.cpu_count() or 1)


@pytest.mark.slow
def test_workers_find_what_one_process_finds() -> None:
    assert list(extract_in_processes(PAPERS, 2)) == list(extract(PAPERS))


def test_workers_few_papers_are_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", None)
    assert list(extract_in_processes(PAPERS[:2], 8)) == list(extract(PAPERS[:2]))
    assert list(extract_in_processes([], 8)) == []


@pytest.mark.slow
def test_workers_a_process_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_extract_chunk", _die)
    with pytest.raises(LibraryError, match=r"died .*--workers 1"):
        list(extract_in_processes(PAPERS, 2))


PARENT = """
import os, signal, sys
from kg import workers
from kg.workers import CHUNK, WORTH, extract_in_processes
from ontology.records import Paper

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    text = "We propose MothNet and test it on ImageNet. " * 40
    papers = [Paper(f"p{n}", f"Moths {n}", text) for n in range(3 * WORTH)]
    for extraction in extract_in_processes(papers, 2):
        print(extraction.paper, flush=True)
        if sys.argv[1] == "die":
            os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["die", "interrupt"])
def test_workers_end_with_their_parent(how: str, tmp_path: Path) -> None:
    script = tmp_path / "read.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, str(script), how],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "p0\n"
        if how == "interrupt":
            parent.send_signal(signal.SIGINT)
        # The output is at its end when all that hold it have ended: the parent and those it began.
        _, said = parent.communicate(timeout=120)
    assert said.count("Traceback") == (how == "interrupt")  # of the parent alone
