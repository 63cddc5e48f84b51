"""`show`, `stats`, `view`: what a library holds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import typer

from kg.builder import Build
from ontology.errors import GraphError, LibraryError

Call = Callable[..., CompletedProcess[str]]

LINES = (
    '{"id": "a", "title": "Moths", "abstract": "We propose MS-MLP and test it on ImageNet."}\n'
    '{"id": "b", "title": "Owls", "abstract": "We test ResNet on ImageNet."}\n'
)


@pytest.fixture
def small(paperkg: Call, in_folder: Path) -> Call:
    """The command line beside a library of two papers, in `out`."""
    paperkg("build", "-", stdin=LINES)
    return paperkg


@pytest.mark.parametrize("name", ["MS-MLP", "ms mlps", "model/ms-mlp"])
def test_show_says_what_is_known_with_the_sentence(name: str, small: Call) -> None:
    said = small("show", name)
    assert (said.returncode, said.stderr) == (0, "")
    assert re.search(r"│ id +│ model/ms-mlp +│\n│ type +│ Model +│", said.stdout)
    assert re.search(r"│ papers +│ 1 +│", said.stdout)
    assert "introduced by" in said.stdout
    assert "We propose MS-MLP and test it on ImageNet." in said.stdout


def test_show_takes_the_id_of_a_paper(small: Call) -> None:
    said = small("show", "paper/a")
    assert re.search(r"┃ Moths +┃", said.stdout)
    assert re.search(r"┃ introduces +┃ +confidence ┃", said.stdout)
    assert re.search(r"│ MS-MLP +│", said.stdout)


def test_show_names_near_names_where_there_is_none(small: Call) -> None:
    with pytest.raises(GraphError, match=r"^nothing is called 'ImageNt'; near to it: ImageNet$"):
        small("show", "ImageNt")
    with pytest.raises(GraphError, match=r"^nothing is called '\[bold\]qq'$"):
        small("show", "[bold]qq")


def test_show_limits_claims_and_says_so(small: Call) -> None:
    whole, short = small("show", "ImageNet"), small("show", "ImageNet", "--most", "1")
    assert "the first" not in whole.stdout
    assert re.search(r"evaluated by \(the first 1 of 2\) *\n", short.stdout)
    quoted = r"[^\n]*│ We (?:propose|test) "  # the sentences of the two papers
    rows = [len(re.findall(quoted, said.stdout)) for said in (whole, short)]
    assert rows[0] > rows[1] > 0


def test_stats_counts_as_the_library_does(paperkg: Call, library: Path, built: Build) -> None:
    said = paperkg("stats", "--out", library)
    assert (said.returncode, said.stderr) == (0, "")
    types = [entity.type for entity in built.knowledge.entities]
    counts = {"papers": 20, "results": len(built.knowledge.results)}
    counts |= {f"{type_.lower()}s": types.count(type_) for type_ in set(types)}
    assert set(counts) == {"papers", "models", "datasets", "tasks", "metrics", "results"}
    for name, count in counts.items():
        assert re.search(rf"│ {name} +│ +{count} │", said.stdout)


@pytest.mark.parametrize("top", [0, 1, 7])
def test_stats_names_as_many_as_asked(top: int, paperkg: Call, library: Path) -> None:
    said = paperkg("stats", "--top", str(top), "-o", library)
    assert len(re.findall(r"│ (?:Model|Dataset|Task|Metric) +│ +\d+ │", said.stdout)) == top


def test_view_says_where_the_page_is_and_opens_nothing(
    paperkg: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typer, "launch", lambda url: pytest.fail(f"opened {url}"))
    said = paperkg("view", "--no-open", "-o", library)
    assert (said.returncode, said.stdout, said.stderr) == (0, f"{library / 'graph.html'}\n", "")


@pytest.mark.parametrize(
    ("status", "talk"), [(0, ""), (1, "no browser could be started; open the file by hand\n")]
)
def test_view_opens_the_page_by_its_address(
    status: int,
    talk: str,
    small: Call,
    in_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []

    def launch(url: str) -> int:
        opened.append(url)
        return status

    monkeypatch.setattr(typer, "launch", launch)
    said = small("view")
    assert (said.returncode, said.stdout, said.stderr) == (0, "out/graph.html\n", talk)
    assert opened == [(in_folder.resolve() / "out" / "graph.html").as_uri()]


def test_view_makes_the_page_where_it_is_missing(
    paperkg: Call, library: Path, in_folder: Path
) -> None:
    shutil.copytree(library, "out")
    Path("out/graph.html").unlink()
    assert paperkg("view", "--no-open").stdout == "out/graph.html\n"
    assert Path("out/graph.html").read_bytes() == (library / "graph.html").read_bytes()


@pytest.mark.parametrize("arguments", [["show", "X"], ["stats"], ["view", "--no-open"]])
def test_look_needs_a_library(arguments: list[str], paperkg: Call, in_folder: Path) -> None:
    with pytest.raises(LibraryError, match=r"^out: no library here; make one with: paperkg build"):
        paperkg(*arguments)
