"""`export`: the formats of a library, all or some, into it or elsewhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from exports.formats import FORMATS, USUAL
from ontology.errors import ExportError, LibraryError

Call = Callable[..., CompletedProcess[str]]


def test_export_without_format_writes_what_build_does(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    said = paperkg("export", "--out", library, "--to", "share")
    names = [FORMATS[name].filename for name in USUAL]
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [f"share/{name}" for name in names]
    for name in names:
        assert Path("share", name).read_bytes() == (library / name).read_bytes()
    assert len(list(Path("share").iterdir())) == len(names)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(USUAL)))
def test_export_writes_every_other_format_when_asked(
    name: str, paperkg: Call, library: Path, in_folder: Path
) -> None:
    filename = FORMATS[name].filename
    assert not (library / filename).exists()  # build leaves it out
    said = paperkg("export", "--format", name, "--out", library, "--to", "share")
    assert (said.returncode, said.stdout, said.stderr) == (0, f"share/{filename}\n", "")
    assert [path.name for path in Path("share").iterdir()] == [filename]


def test_export_without_text_is_for_another_folder(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    said = paperkg("export", "--no-text", "-f", "turtle", "--out", library, "--to", "share")
    assert said.stdout == "share/graph.ttl\n"
    assert "pk:sentence " not in Path("share/graph.ttl").read_text(encoding="utf-8")
    assert "pk:sentence " in (library / "graph.ttl").read_text(encoding="utf-8")
    for more in ((), ("--to", library)):
        with pytest.raises(ExportError, match="--no-text: give another folder with --to"):
            paperkg("export", "--no-text", "--out", library, *more)


def test_export_says_what_parquet_needs(
    paperkg: Call, library: Path, in_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"install it with: pip install pyarrow$"):
        paperkg("export", "-f", "parquet", "--out", library, "--to", "share")


def test_export_writes_the_formats_asked_for_into_the_library(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    shutil.copytree(library, "out")
    for name in USUAL:
        Path("out", FORMATS[name].filename).unlink()
    said = paperkg("export", "-f", "turtle", "--format", "merges")
    assert said.stdout == "out/graph.ttl\nout/merges.tsv\n"
    assert Path("out/graph.ttl").read_bytes() == (library / "graph.ttl").read_bytes()
    assert not Path("out/graph.html").exists()


def test_export_refuses_an_unknown_format_before_anything_else(
    paperkg: Call, in_folder: Path
) -> None:
    message = (
        r"^unknown export format 'grafml' \(did you mean 'graphml'\?\); "
        rf"there are: {', '.join(sorted(FORMATS))}$"
    )
    with pytest.raises(ExportError, match=message):
        paperkg("export", "-f", "html", "-f", "grafml", "--out", "nowhere")


def test_export_refuses_a_folder_without_library(paperkg: Call, in_folder: Path) -> None:
    with pytest.raises(LibraryError, match=r"^out: no library here"):
        paperkg("export")


def test_export_help_lists_the_table_of_formats(paperkg: Call) -> None:
    lines = paperkg("export", "--help").stdout.splitlines()
    for name, format_ in FORMATS.items():
        usual = ", by default" if name in USUAL else ""
        assert any(
            f"{name}{usual}: {format_.description} ({format_.filename})" in line for line in lines
        )


def test_export_help_is_the_only_one_that_needs_the_formats(installed: Call) -> None:
    imported = installed("--help", PYTHONPROFILEIMPORTTIME="1").stderr
    assert "kg.cli.export" in imported
    assert "exports.formats" not in imported


def test_export_lean_writes_rdf_without_evidence(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    said = paperkg("export", "--lean", "--out", library, "--to", "share")
    assert (said.returncode, said.stdout) == (0, "share/graph.ttl\n")
    lean = Path("share", "graph.ttl").read_text(encoding="utf-8")
    assert "pk:Evidence" in (library / "graph.ttl").read_text(encoding="utf-8")
    assert "a pk:Evidence" not in lean
    assert "a oa:Annotation" not in lean
    assert "pk:evaluatesOn" in lean


def test_export_lean_goes_elsewhere_and_is_rdf(paperkg: Call, library: Path) -> None:
    for more in ((), ("--to", library)):
        with pytest.raises(ExportError, match="--lean: give another folder with --to"):
            paperkg("export", "--lean", "--out", library, *more)


def test_export_lean_is_refused_where_there_is_no_such_thing(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    with pytest.raises(
        ExportError, match=r"graphml: there is no lean form.*turtle, ntriples, jsonld"
    ):
        paperkg("export", "--lean", "-f", "graphml", "--out", library, "--to", "share")
