"""`evaluate`: figures against gold annotations and against public sets."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kg.evaluation.benchmarks import BENCHMARKS
from ontology.errors import LibraryError, QueryError, SourceError

Call = Callable[..., CompletedProcess[str]]

GOLD = Path(__file__).parent / "gold.jsonl"
SENTENCE = "We train ResNet-50 on ImageNet and report accuracy."
ROW = {"id": "1", "text": SENTENCE, "entities": [[9, 18, "Method"], [22, 30, "Dataset"]]}


@pytest.fixture
def rows(in_folder: Path) -> str:
    """A file in the form of a public set."""
    Path("rows.jsonl").write_text(json.dumps(ROW) + "\n")
    return "rows.jsonl"


def test_evaluate_prints_a_table_of_figures(paperkg: Call) -> None:
    said = paperkg("evaluate", GOLD)
    assert (said.returncode, said.stderr) == (0, "annotated texts: 3\n")
    for name in ("entities", "Dataset", "role introduces", "relations", "results full", "spans"):
        figure = r"[01]\.\d{3}"
        line = rf"│ {name} +│ +{figure} +│ +{figure} +│ +{figure} +│ {figure} to {figure} │ +\d+ │"
        assert re.search(line, said.stdout)
    assert "linking (B-cubed)" in said.stdout
    assert "expected calibration error" in said.stdout


def test_evaluate_reads_standard_input(paperkg: Call) -> None:
    said = paperkg("evaluate", "-", "--json", stdin=GOLD.read_text())
    assert said.stdout == paperkg("evaluate", GOLD, "--json").stdout
    assert said.stderr == ""


def test_evaluate_finds_what_is_plainly_said(paperkg: Call) -> None:
    figures = json.loads(paperkg("evaluate", GOLD, "--json").stdout)["figures"]
    assert figures["Dataset"]["f1"] == 1.0
    assert figures["entities"]["f1"] > 0.5


def test_evaluate_csv_says_the_same_as_json(paperkg: Call) -> None:
    data = json.loads(paperkg("evaluate", GOLD, "--json").stdout)
    lines = list(csv.DictReader(io.StringIO(paperkg("evaluate", GOLD, "--csv").stdout)))
    assert [line.pop("measure") for line in lines] == list(data["figures"])
    for line, figure in zip(lines, data["figures"].values(), strict=True):
        assert {key: float(cell) for key, cell in line.items() if cell} == figure


def test_evaluate_names_as_many_errors_as_asked(paperkg: Call, in_folder: Path) -> None:
    other = GOLD.read_text().replace("MothMixer", "Quzzle").replace("COCO", "Zwick")
    odd = [json.loads(line) for line in other.splitlines()]
    for record in odd:  # another text than the library has, under the same titles
        record["title"] = record["title"].replace("Quzzle", "MothMixer")
        record["mentions"] = []
    Path("odd.jsonl").write_text("\n".join(map(json.dumps, odd)))
    paperkg("build", GOLD)
    said = json.loads(paperkg("evaluate", "odd.jsonl", "-o", "out", "--json").stdout)
    missed = {error["name"] for error in said["missed"]}
    assert {"Quzzle", "Zwick"} <= missed
    one = paperkg("evaluate", "odd.jsonl", "-o", "out", "--errors", "1", "--json")
    assert len(json.loads(one.stdout)["missed"]) == 1
    table = paperkg("evaluate", "odd.jsonl", "-o", "out", "--errors", "0").stdout
    assert "most often" not in table


def test_evaluate_a_library_gives_what_extracting_anew_gives(
    paperkg: Call, in_folder: Path
) -> None:
    paperkg("build", GOLD, "--out", "moths")
    said = paperkg("evaluate", GOLD, "--out", "moths", "--json")
    assert said.stdout == paperkg("evaluate", GOLD, "--json").stdout


def test_evaluate_says_which_papers_a_library_lacks(paperkg: Call, library: Path) -> None:
    said = paperkg("evaluate", GOLD, "--out", library)
    assert said.returncode == 0
    message = f"warning: 3 of 3 papers are not in {library}; all they name counts as missed\n"
    assert said.stderr.startswith(message)


def test_evaluate_names_in_the_file_seen_are_not_new(paperkg: Call) -> None:
    plain, seen = (
        json.loads(paperkg("evaluate", GOLD, "--json", *more).stdout)["figures"]
        for more in ((), ("--seen", GOLD))
    )
    new = "entities, new names"
    assert plain[new]["tp"] + plain[new]["fn"] > 0
    assert seen[new]["tp"] + seen[new]["fn"] == 0
    assert plain["entities"] == seen["entities"]


@pytest.mark.parametrize(
    ("least", "code", "message"),
    [("0", 0, ""), ("1", 1, r"error: F1 of entities is 0\.\d{4}, below 1\.0\n")],
)
def test_evaluate_ends_with_one_below_a_threshold(
    least: str, code: int, message: str, paperkg: Call, in_folder: Path
) -> None:
    lines = (
        GOLD.read_text()
        .replace('"name": "COCO"', '"name": "Zwick"')
        .replace('["COCO"]', '["Zwick"]')
    )
    Path("gold.jsonl").write_text(lines)
    said = paperkg("evaluate", "gold.jsonl", "--csv", "--least-f1", least)
    assert said.returncode == code
    assert re.fullmatch(message, said.stderr)
    assert said.stdout.startswith("measure,precision,")


def test_evaluate_skips_bad_lines_and_says_so(paperkg: Call, in_folder: Path) -> None:
    Path("gold.jsonl").write_text(GOLD.read_text() + '{"title": "Newts"}\nno JSON\n')
    said = paperkg("evaluate", "gold.jsonl")
    assert said.returncode == 0
    assert said.stderr.startswith(
        "warning: 2 lines skipped; the first, gold.jsonl:4: Object missing required field"
    )


def test_evaluate_refuses_what_cannot_be_evaluated(paperkg: Call, in_folder: Path) -> None:
    Path("papers.jsonl").write_text('{"title": "Newts", "abstract": "We count newts."}\n')
    with pytest.raises(SourceError, match=r"^papers.jsonl: no annotated text could be read; the"):
        paperkg("evaluate", "papers.jsonl")
    with pytest.raises(SourceError, match=r"^nowhere.jsonl: no such file"):
        paperkg("evaluate", "nowhere.jsonl")
    with pytest.raises(LibraryError, match=r"^nowhere: no library here"):
        paperkg("evaluate", GOLD, "--out", "nowhere")
    with pytest.raises(SourceError, match=r"^unknown benchmark 'scire' \(did you mean 'scier'"):
        paperkg("evaluate", GOLD, "--benchmark", "scire")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--benchmark", "scier", "--seen", "x"], "--seen goes with annotated abstracts only"),
        (["--benchmark", "scier", "--out", "x"], "--out goes with annotated abstracts only"),
        (["--least-f1", "80"], "Invalid value for '--least-f1'"),
        (["--errors", "-1"], "Invalid value for '--errors'"),
    ],
)
def test_evaluate_wrong_use(arguments: list[str], message: str, paperkg: Call) -> None:
    said = paperkg("evaluate", GOLD, *arguments)
    assert (said.returncode, said.stdout) == (2, "")
    assert message in " ".join(re.sub(r"[│╭╮╰╯─]", " ", said.stderr).split())


def test_evaluate_writes_one_format_at_a_time(paperkg: Call) -> None:
    with pytest.raises(QueryError, match=r"^--csv and --json: give one of them$"):
        paperkg("evaluate", GOLD, "--csv", "--json")


def test_evaluate_the_example_that_the_help_names(
    paperkg: Call, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(examples.parents[1])
    said = paperkg("evaluate", "examples/gold.jsonl", "--json")
    assert (said.returncode, said.stderr) == (0, "")
    told = json.loads(said.stdout)
    assert told["texts"] == 3
    for measure in ("entities", "roles", "relations", "results value", "spans"):
        assert told["figures"][measure]["tp"] > 0


def test_evaluate_help_names_every_benchmark(paperkg: Call) -> None:
    said = paperkg("evaluate", "--help").stdout
    for name in BENCHMARKS:
        assert name in said


def test_evaluate_benchmark_prints_mapping_others_and_figures(paperkg: Call, rows: str) -> None:
    said = paperkg("evaluate", "--benchmark", "scier", rows)
    assert (said.returncode, said.stderr) == (0, "annotated texts: 1\n")
    for line in (
        r"^scier \(.+\), each text one sentence$",
        r"│ Method +│ Model +│",
        r"│ not marked in this set +│ Metric, left out +│",
        r"│ HGERE +│ 81\.2 +│ .+ │ arXiv:2410\.21155 +│",
        r"│ paperkg \S+ +│ 100\.0 +│ this run: exact spans, 3 labels +│",
        r"│ mentions +│ 1\.000 +│ 1\.000 +│ 1\.000 +│ 1\.000 to 1\.000 │ +2 │ +0 │ +0 │",
        r"│ Dataset, partial +│ 1\.000 ",
    ):
        assert re.search(line, said.stdout, re.MULTILINE), line
    assert "calibration" not in said.stdout


def test_evaluate_benchmark_as_json_and_with_a_threshold(paperkg: Call, rows: str) -> None:
    said = paperkg("evaluate", "--benchmark", "scier", rows, "--json", "--least-f1", "1")
    data = json.loads(said.stdout)
    assert (said.returncode, data["texts"]) == (0, 1)
    assert data["benchmark"]["labels"] == {"Method": "Model", "Dataset": "Dataset", "Task": "Task"}
    assert {entry["source"] for entry in data["benchmark"]["published"]} == {"arXiv:2410.21155"}
    Path(rows).write_text(json.dumps({**ROW, "entities": [[0, 2, "Task"]]}))
    said = paperkg("evaluate", "--benchmark", "scier", rows, "--csv", "--least-f1", "0.5")
    assert (said.returncode, said.stderr) == (1, "error: F1 of mentions is 0.0000, below 0.5\n")
