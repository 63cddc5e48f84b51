"""`top`, `leaderboard`, `trend`, `compare`, `path`, `gaps`: tables, CSV, JSON, and nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kg.analysis.centrality import find_central
from kg.analysis.comparison import compare
from kg.analysis.leaderboards import find_leaderboards, ranking
from kg.analysis.paths import find_paths
from kg.analysis.trends import adoption
from kg.assembly import assemble
from kg.builder import Build, build_library
from kg.cli.rank import BOARDS
from kg.cli.trend import bar
from ontology.errors import GraphError, LibraryError, QueryError
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, Mention, Paper, PaperEntity, PaperRole, Result
from ontology.schema import Direction, EntityType, ResultKind, usual_role

Call = Callable[..., CompletedProcess[str]]

SCORED = "We propose {0} for image classification. {0} reaches {1}% top-1 accuracy on ImageNet."
PAPERS = [
    {
        "id": name,
        "title": f"{name}: Image classification",
        "abstract": SCORED.format(name, score),
        "year": year,
    }
    for name, score, year in (("MS-MLP", "83.8", 2021), ("TideNet", "84.1", 2023))
]
LINES = "".join(f"{json.dumps(paper)}\n" for paper in PAPERS)


SAID = Evidence("They say so.", 10, 22, ((10, 14),), "hand", 0.8)


def entity(name: str, type_: EntityType) -> PaperEntity:
    return PaperEntity(
        name, type_, None, (Mention(0, len(name), name, "hand", 0.9),),
        (PaperRole(usual_role(type_), (SAID,)),), core=True, confidence=0.9,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two papers with a score each."""
    place = tmp_path_factory.mktemp("scores")
    (place / "papers.jsonl").write_text(LINES, encoding="utf-8")
    return build_library([str(place / "papers.jsonl")], place / "out").files["html"].parent


@pytest.fixture
def ask(paperkg: Call, folder: Path) -> Call:
    """A function from a command and its options to what the two papers answer."""
    return lambda command, *more: paperkg(command, *more, "-o", folder)


@pytest.fixture
def write_gaps(write_library: Callable[[Path, Knowledge], None]) -> Callable[[Path], None]:
    """A function that makes a folder a library where moth counting lacks a data set."""

    def write(place: Path) -> None:
        papers, told = [], []
        for task, datasets in (
            ("moth counting", ("Lanterns", "Shells")),
            ("wing measuring", ("Lanterns", "Shells", "Gauges")),
            ("flight tracking", ("Lanterns", "Shells", "Gauges")),
        ):
            for number in range(4):
                paper = Paper(f"{task[0]}{number}", f"{task} {number}", "They say so. " * 4)
                things = (
                    entity(task, EntityType.TASK),
                    *(entity(name, EntityType.DATASET) for name in datasets),
                )
                papers.append(paper)
                told.append(Extraction(paper.id, f"print {paper.id}", things, (), (), ()))
        write_library(place, assemble(papers, told))

    return write


def rows(said: CompletedProcess[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(said.stdout)))


def test_top_ranks_and_says_how_many(paperkg: Call, library: Path, built: Build) -> None:
    said = paperkg("top", "--most", "3", "-o", library)
    found = find_central(built.knowledge.graph)
    assert said.returncode == 0
    for row in found[:3]:
        assert re.search(rf"│ +{row.rank} │ {re.escape(row.name)} +│ {row.type} ", said.stdout)
    assert said.stderr == f"the first 3 of {len(found)} rows; --most shows more\n"


@pytest.mark.parametrize("type_", ["Model", "Dataset", "Task", "Metric"])
def test_top_of_a_type_as_csv_and_json(
    type_: str, paperkg: Call, library: Path, built: Build
) -> None:
    found = find_central(built.knowledge.graph, type_)
    said = paperkg("top", "--type", type_, "--csv", "--most", "1", "-o", library)
    assert rows(said)[0] == list(found.columns)
    assert rows(said)[1:] == [[str(cell) for cell in row] for row in found.rows()]
    told = json.loads(paperkg("top", "-t", type_, "--json", "-o", library).stdout)
    assert [row["id"] for row in told] == [row.id for row in found]


def test_top_refuses_what_is_no_type(ask: Call) -> None:
    with pytest.raises(GraphError, match=r"^unknown node type 'model' \(did you mean 'Model'\?\)"):
        ask("top", "--type", "model")


def test_leaderboard_lists_the_boards(ask: Call) -> None:
    said = ask("leaderboard")
    assert re.search(
        r"│ ImageNet │ top-1 accuracy │ % +│ +2 │ +2 │ TideNet │ 84.1% │\n", said.stdout
    )
    assert said.stderr == ""


def test_leaderboard_ranks_with_the_sentence(ask: Call) -> None:
    said = ask("leaderboard", "--dataset", "imagenet", "--metric", "top-1 accuracy")
    assert "ImageNet: top-1 accuracy, % (higher is better)" in said.stdout
    assert re.search(r"│ +1 │ TideNet │ 84.1% │ 2023 │.*\n(?:│.*\n)*│ +2 │ MS-MLP  │", said.stdout)
    assert "TideNet reaches 84.1%" in said.stdout


@pytest.mark.parametrize("option", ["--task", "--dataset", "--metric"])
def test_leaderboard_names_near_names(option: str, ask: Call) -> None:
    type_ = option[2:].capitalize()
    with pytest.raises(GraphError, match=f"^no {type_} is called 'qq'$"):
        ask("leaderboard", option, "qq")
    with pytest.raises(GraphError, match=r"^no Dataset is called 'ImageNt'; near to it: ImageNet$"):
        ask("leaderboard", "--dataset", "ImageNt")


def test_leaderboard_csv_and_json_hold_all(paperkg: Call, library: Path, built: Build) -> None:
    graph = built.knowledge.graph
    found = ranking(graph, find_leaderboards(graph))
    assert len(found) > 3
    said = rows(paperkg("leaderboard", "--csv", "--most", "1", "-o", library))
    assert [row[-1] for row in said[1:]] == [row.result_id for row in found]
    told = json.loads(paperkg("leaderboard", "--json", "-o", library).stdout)
    assert [tuple(row.values()) for row in told] == found.rows()


def test_leaderboard_says_how_to_see_boards_that_are_not_shown(
    paperkg: Call, in_folder: Path, write_library: Callable[[Path, Knowledge], None]
) -> None:
    sets = [entity(f"Lanterns-{n}", EntityType.DATASET) for n in range(BOARDS + 2)]
    things = (entity("MothNet", EntityType.MODEL), entity("accuracy", EntityType.METRIC), *sets)
    results = tuple(
        Result(0, None, 2 + n, 1, None, "70%", 70.0, "%", ResultKind.ABSOLUTE,
               Direction.HIGHER, SAID)
        for n in range(len(sets))
    )  # fmt: skip
    told = Extraction("p", "print", things, (), results, ())
    paper = Paper("p", "Moths, moths", "They say so. " * 4)
    write_library(in_folder / "out", assemble([paper], [told]))
    said = paperkg("leaderboard", "--metric", "accuracy", "--most", "99")
    assert said.stdout.count("(higher is better)") == BOARDS
    assert said.stderr == f"the first {BOARDS} of {len(sets)} boards; --csv has all\n"
    assert len(rows(paperkg("leaderboard", "--metric", "accuracy", "--csv"))) == 1 + len(sets)


def test_trend_shows_years_shares_and_bars(ask: Call) -> None:
    said = ask("trend", "TideNet", "ImageNet")
    assert re.search(r"│ 2021 │ +0 │ 0.0% +│ +│ +1 │ 100.0% │ █{24} │\n", said.stdout)
    assert re.search(r"│ 2022 │ +0 │ 0.0% ", said.stdout)
    assert re.search(r"│ 2023 │ +1 │ 100.0% │ █{24} │ +1 │ 100.0% │ █{24} │\n", said.stdout)


def test_trend_csv_and_json(ask: Call) -> None:
    said = ask("trend", "TideNet", "--role", "introduces", "--csv")
    assert rows(said) == [
        ["name", "year", "role", "papers", "share", "id"],
        ["TideNet", "2023", "introduces", "1", "1.0", "model/tidenet"],
    ]
    assert json.loads(ask("trend", "MS-MLP", "--json").stdout)[0]["papers"] == 1


def test_trend_says_where_there_is_nothing(ask: Call) -> None:
    said = ask("trend", "ImageNet", "--role", "introduces", "--csv")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "error: no paper with a year names ImageNet as introduces\n"
    with pytest.raises(GraphError, match=r"^nothing is called 'TidNet'; near to it: TideNet"):
        ask("trend", "TidNet")


@pytest.mark.parametrize(
    ("value", "largest", "expected"),
    [(0, 5, ""), (5, 5, "████"), (2.5, 5, "██"), (3, 5, "██▍"), (0, 0, "")],
)
def test_trend_bar_to_an_eighth(value: float, largest: float, expected: str) -> None:
    assert bar(value, largest, width=4) == expected


def test_compare_puts_side_by_side(ask: Call) -> None:
    said = ask("compare", "MS-MLP", "TideNet")
    assert said.returncode == 0
    assert re.search(r"│ first +│ 2021 +│ 2023 +│\n", said.stdout)
    assert "0 papers name both\n" in said.stdout
    assert re.search(r"│ ImageNet +│ Dataset │ +1 │ +1 │\n", said.stdout)
    assert re.search(r"│ ImageNet │ top-1 accuracy │ +1 │ TideNet │ 84.1% │", said.stdout)


def test_compare_csv_and_json(paperkg: Call, library: Path, built: Build) -> None:
    graph = built.knowledge.graph
    one, other = (row.id for row in find_central(graph, "Model", 2))
    found = compare(graph, one, other)
    said = rows(paperkg("compare", one, other, "--csv", "-o", library))
    assert said[1:] == [[str(cell) for cell in row] for row in found.beside.rows()]
    told = json.loads(paperkg("compare", one, other, "--json", "-o", library).stdout)
    assert list(told) == ["one", "other", "together", "said", "beside", "boards"]
    assert [row["id"] for row in told["beside"]] == [row.id for row in found.beside]


def test_path_shows_each_step_with_its_sentence(ask: Call) -> None:
    said = ask("path", "MS-MLP", "TideNet", "--most", "1")
    assert said.returncode == 0
    assert re.search(r"^1: \d steps", said.stdout)
    assert re.search(r"│ MS-MLP +│ [a-z ]+│", said.stdout)
    assert re.search(r"│ TideNet +│ +0\.\d+ │ \w+", said.stdout)


def test_path_csv_and_json(paperkg: Call, library: Path, built: Build) -> None:
    graph = built.knowledge.graph
    one = find_central(graph, "Model", 1)[0].id
    other = min(graph.predecessors(one))
    found = find_paths(graph, one, other)
    assert found[0].start_id == one
    said = rows(paperkg("path", one, other, "--csv", "-o", library))
    assert said[1:] == [[str(cell) for cell in row] for row in found.rows()]
    told = json.loads(paperkg("path", one, other, "--json", "-o", library).stdout)
    assert [tuple(row.values()) for row in told] == found.rows()


def test_path_says_where_there_is_none(paperkg: Call, in_folder: Path) -> None:
    lines = (
        '{"title": "Moths", "abstract": "We propose MS-MLP."}\n'
        '{"title": "Owls", "abstract": "We test it on ImageNet."}\n'
    )
    paperkg("build", "-", stdin=lines)
    said = paperkg("path", "MS-MLP", "ImageNet")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "error: MS-MLP and ImageNet are not connected within 6 steps\n"


def test_gaps_says_that_there_are_none(ask: Call) -> None:
    said = ask("gaps", "--dataset", "ImageNet", "--json")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("error: no gaps found for ImageNet: nothing is missing")


def test_gaps_shows_what_is_missing(
    paperkg: Call, in_folder: Path, write_gaps: Callable[[Path], None]
) -> None:
    write_gaps(in_folder / "out")
    said = paperkg("gaps")
    assert re.search(r"│ task and dataset │ moth counting │ Gauges │ +4.0 │ flight", said.stdout)
    (row,) = json.loads(paperkg("gaps", "--json").stdout)
    assert (row["one_id"], row["other_id"]) == ("task/moth-counting", "dataset/gauge")
    assert rows(paperkg("gaps", "--csv", "--task", "moth counting"))[1][1:4] == [
        "moth counting", "Gauges", "4.0"
    ]  # fmt: skip


COMMANDS = [
    ("top",), ("leaderboard",), ("trend", "X"), ("compare", "X", "Y"), ("path", "X", "Y"), ("gaps",)
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_analysis_needs_a_library(command: tuple[str, ...], paperkg: Call, in_folder: Path) -> None:
    with pytest.raises(LibraryError, match=r"^out: no library here; make one with: paperkg build"):
        paperkg(*command)


@pytest.mark.parametrize("command", COMMANDS)
def test_analysis_writes_one_format_at_a_time(command: tuple[str, ...], paperkg: Call) -> None:
    with pytest.raises(QueryError, match=r"^--csv and --json: give one of them$"):
        paperkg(*command, "--csv", "--json")


@pytest.mark.parametrize("command", COMMANDS)
def test_analysis_help_has_an_example(command: tuple[str, ...], paperkg: Call) -> None:
    said = paperkg(command[0], "--help")
    assert f"Example: paperkg {command[0]}" in " ".join(said.stdout.split())


def test_analysis_of_an_empty_library_says_so(
    paperkg: Call, in_folder: Path, write_library: Callable[..., None], nothing: object
) -> None:
    write_library(in_folder / "out", nothing)
    for command in (("top",), ("leaderboard",), ("gaps",)):
        said = paperkg(*command)
        assert (said.returncode, said.stdout) == (1, "")
        assert said.stderr.startswith("error: ")


def test_trend_agrees_with_the_analysis(paperkg: Call, library: Path, built: Build) -> None:
    graph = built.knowledge.graph
    name = find_central(graph, "Model", 1)[0].id
    found = adoption(graph, name)
    said = rows(paperkg("trend", name, "--csv", "-o", library))
    assert said[1:] == [["" if cell is None else str(cell) for cell in r] for r in found.rows()]
