"""`sources`: every format with its example, as it can be copied and read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from textwrap import dedent

from kg.readers.detect import FORMATS
from kg.readers.reading import read_sources

Call = Callable[..., CompletedProcess[str]]


def test_sources_names_every_format_and_what_is_read(paperkg: Call) -> None:
    said = paperkg("sources")
    assert (said.returncode, said.stderr) == (0, "")
    for format_ in FORMATS:
        assert f"{format_.name}: {format_.about}\n" in said.stdout
    assert said.stdout.endswith("gzip, and a folder stands for all files in it.\n")


def test_sources_examples_can_be_copied_and_read(paperkg: Call, in_folder: Path) -> None:
    blocks = re.findall(r"^(?:(?: {4}.*)?\n)+", paperkg("sources").stdout, re.MULTILINE)
    examples = [dedent(block) for block in blocks if block.strip()]
    assert len(examples) == len(FORMATS)
    for format_, example in zip(FORMATS, examples, strict=True):
        assert example.strip() == format_.example.strip()
        Path("example").write_text(example, encoding="utf-8")
        reading = read_sources(["example"], strict=True)
        assert reading.papers[0].title == "Counting Moths at Night"


def test_sources_prints_examples_as_they_are(installed: Call, in_folder: Path) -> None:
    said = installed("sources", cwd=in_folder)
    assert said.returncode == 0
    assert r'author = "Falter, Ada and M{\"u}ller, Bo",' in said.stdout
    assert '[{"author": {"display_name": "Ada Falter"}}]' in said.stdout  # no markup
