"""`export`: the formats of a library, all or some, into it or elsewhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from exports.formats import FORMATS
from ontology.errors import ExportError, LibraryError

Call = Callable[..., CompletedProcess[str]]


def test_export_writes_all_formats_as_build_does(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    said = paperkg("export", "--out", library, "--to", "share")
    names = [format_.filename for format_ in FORMATS.values()]
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [f"share/{name}" for name in names]
    for name in names:
        assert Path("share", name).read_bytes() == (library / name).read_bytes()
    assert len(list(Path("share").iterdir())) == len(names)


def test_export_writes_the_formats_asked_for_into_the_library(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    shutil.copytree(library, "out")
    for format_ in FORMATS.values():
        Path("out", format_.filename).unlink()
    said = paperkg("export", "-f", "turtle", "--format", "merges")
    assert said.stdout == "out/graph.ttl\nout/merges.tsv\n"
    assert Path("out/graph.ttl").read_bytes() == (library / "graph.ttl").read_bytes()
    assert not Path("out/graph.html").exists()


def test_export_refuses_an_unknown_format_before_anything_else(
    paperkg: Call, in_folder: Path
) -> None:
    message = (
        r"^unknown export format 'grafml' \(did you mean 'graphml'\?\); "
        "there are: graphml, html, merges, records, turtle$"
    )
    with pytest.raises(ExportError, match=message):
        paperkg("export", "-f", "html", "-f", "grafml", "--out", "nowhere")


def test_export_refuses_a_folder_without_library(paperkg: Call, in_folder: Path) -> None:
    with pytest.raises(LibraryError, match=r"^out: no library here"):
        paperkg("export")


def test_export_help_names_every_format(paperkg: Call) -> None:
    assert f"Formats: {', '.join(FORMATS)}." in paperkg("export", "--help").stdout
