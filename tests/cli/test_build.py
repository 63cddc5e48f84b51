"""`build`: a library from sources; what was made on standard output, talk on standard error."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kg.cli.console import plural
from kg.library.store import read_knowledge
from ontology.errors import LibraryError, SourceError
from ontology.records import Extraction

Call = Callable[..., CompletedProcess[str]]

ONE = '{"id": "a", "title": "Moths", "abstract": "We propose MS-MLP and test it on ImageNet."}\n'
TWO = '{"id": "b", "title": "Owls", "abstract": "We test ResNet on ImageNet."}\n'
BAD = '{"title": "Bats"}\n'


@pytest.fixture
def source(in_folder: Path) -> Path:
    """A file with two papers in an empty working directory."""
    (in_folder / "papers.jsonl").write_text(ONE + TWO)
    return in_folder / "papers.jsonl"


def test_build_prints_counts_and_where_the_files_stand(source: Path, paperkg: Call) -> None:
    said = paperkg("build", "papers.jsonl")
    assert said.returncode == 0
    assert re.search(r"│ papers +│ +2 │", said.stdout)
    assert re.search(r"│ introduces +│ +\d │", said.stdout)
    assert re.search(r"│ ImageNet +│ Dataset +│ +2 │", said.stdout)
    paths = ["out/graph.html", "out/graph.ttl", "out/graph.graphml", "out/records.jsonl"]
    assert said.stdout.splitlines()[-4:] == paths
    assert all(Path(path).is_file() for path in paths)
    assert said.stderr == "papers.jsonl: 2 papers\n"


@pytest.mark.parametrize("option", ["-o", "--out"])
def test_build_writes_where_it_is_told(option: str, source: Path, paperkg: Call) -> None:
    said = paperkg("build", "papers.jsonl", option, "some/where else")
    assert said.stdout.splitlines()[-4] == "some/where else/graph.html"
    assert len(read_knowledge(Path("some/where else")).papers) == 2
    assert not Path("out").exists()


def test_build_takes_many_sources(source: Path, paperkg: Call) -> None:
    Path("more.json").write_text('{"papers": [{"title": "Bats", "abstract": "Bats hang."}]}')
    said = paperkg("build", "papers.jsonl", "more.json", "papers.jsonl")
    assert said.stderr.splitlines() == [
        "papers.jsonl: 2 papers",
        "more.json: 1 paper",
        "papers.jsonl: 2 papers",
    ]
    assert len(read_knowledge(Path("out")).papers) == 3


def test_build_reads_standard_input(in_folder: Path, paperkg: Call) -> None:
    said = paperkg("build", "-", stdin=ONE)
    assert said.returncode == 0
    assert said.stderr == "standard input: 1 paper\n"
    assert [paper.id for paper in read_knowledge(Path("out")).papers] == ["a"]


def test_build_says_what_it_did_not_read_again(source: Path, paperkg: Call) -> None:
    paperkg("build", "papers.jsonl")
    said = paperkg("build", "papers.jsonl")
    assert "2 papers extracted before, not read again" in said.stderr


@pytest.mark.parametrize(("bad", "more"), [(1, ""), (3, "; all 3 stand in out/skipped.tsv")])
def test_build_warns_of_skipped_records_and_lists_them(
    bad: int, more: str, source: Path, paperkg: Call
) -> None:
    source.write_text(ONE + BAD * bad)
    said = paperkg("build", "papers.jsonl")
    reason = 'no abstract; add a field "abstract" with text'
    assert said.returncode == 0
    assert (
        f"warning: {plural(bad, 'record skipped')}: papers.jsonl:2: {reason}{more}\n" in said.stderr
    )
    assert Path("out/skipped.tsv").read_text() == "where\treason\n" + "".join(
        f"papers.jsonl:{line}\t{reason}\n" for line in range(2, 2 + bad)
    )


def test_build_says_line_one_hundred_as_it_is(source: Path, paperkg: Call) -> None:
    source.write_text(ONE + "\n" * 98 + BAD)
    assert "papers.jsonl:100: no abstract" in paperkg("build", "papers.jsonl").stderr


def test_build_with_strict_stops_before_it_writes(source: Path, paperkg: Call) -> None:
    source.write_text(ONE + BAD)
    with pytest.raises(SourceError, match=r"^papers\.jsonl:2: no abstract"):
        paperkg("build", "--strict", "papers.jsonl")
    assert not Path("out").exists()


def test_build_prints_names_as_they_are(in_folder: Path, paperkg: Call) -> None:
    Path("[red] :moth:.jsonl").write_text(ONE)
    assert "[red] :moth:.jsonl: 1 paper\n" in paperkg("build", "[red] :moth:.jsonl").stderr


def test_build_stopped_says_that_nothing_is_lost(
    source: Path, paperkg: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> Iterator[Extraction]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("kg.builder.extract_in_processes", stop)
    said = paperkg("build", "papers.jsonl")
    assert said.returncode == 130
    assert said.stderr == (
        "error: stopped; the papers read so far are kept, the same command goes on from there\n"
    )


def test_add_and_remove_say_what_became_of_the_papers(source: Path, paperkg: Call) -> None:
    paperkg("build", "papers.jsonl")
    Path("more.jsonl").write_text(
        '{"id": "b", "title": "Owls", "abstract": "We test ResNet on ImageNet, at night."}\n'
        '{"id": "c", "title": "Bats", "abstract": "Bats hang."}\n'
    )
    said = paperkg("add", "more.jsonl")
    assert said.stderr.splitlines()[-1] == "1 paper added, 1 paper changed, 1 paper as before"
    assert said.stdout.splitlines()[-4:] == [
        "out/graph.html", "out/graph.ttl", "out/graph.graphml", "out/records.jsonl",
    ]  # fmt: skip
    assert [paper.id for paper in read_knowledge(Path("out")).papers] == ["a", "b", "c"]
    said = paperkg("remove", "Bats", "b")
    assert (said.returncode, said.stderr) == (0, "2 papers removed, 1 paper as before\n")
    assert [paper.id for paper in read_knowledge(Path("out")).papers] == ["a"]


def test_remove_says_that_there_is_no_such_paper(source: Path, paperkg: Call) -> None:
    paperkg("build", "papers.jsonl")
    with pytest.raises(LibraryError, match=r"^no paper has the id, DOI, arXiv identifier or titl"):
        paperkg("remove", "Wasps")
