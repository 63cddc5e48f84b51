"""`check`: tables, CSV, JSON, limits; and decisions that a user makes after it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kg.checks.finding import FindingKind
from ontology.errors import LibraryError, QueryError

Call = Callable[..., CompletedProcess[str]]


@pytest.fixture
def own(library: Path, in_folder: Path) -> Path:
    """A copy of the golden library, to be decided about."""
    return Path(shutil.copytree(library, in_folder / "own"))


def test_check_shows_every_kind(paperkg: Call, library: Path) -> None:
    said = paperkg("check", "--out", library)
    assert said.returncode == 0
    assert all(f"│ {kind} " in said.stdout for kind in FindingKind)


def test_check_csv_and_json_hold_the_same(paperkg: Call, own: Path) -> None:
    (own / "overrides" / "reject.tsv").write_text("type\tname\tpaper\nModel\tNo Such Net\t\n")
    rows = list(csv.DictReader(io.StringIO(paperkg("check", "-f", "csv", "--out", own).stdout)))
    found = json.loads(paperkg("check", "-f", "json", "--out", own).stdout)
    assert [row["subject"] for row in rows] == [finding["subject"] for finding in found]
    assert "no such net (Model)" in {row["subject"] for row in rows}


def test_check_limits_decide_the_exit(paperkg: Call, own: Path) -> None:
    (own / "overrides" / "reject.tsv").write_text("type\tname\tpaper\nModel\tNo Such Net\t\n")
    good = paperkg("check", "--fail-on", "unused-override=1", "--out", own)
    bad = paperkg("check", "--fail-on", "unused-override=0", "--out", own)
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "more than 0 of unused-override" in bad.stderr


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("empty-papers=1", "did you mean 'empty-paper'?"),
        ("empty-paper", "say how many are allowed, as in empty-paper=10"),
        ("empty-paper=-1", "say how many are allowed"),
    ],
)
def test_check_limits_that_mean_nothing(
    paperkg: Call, library: Path, limit: str, says: str
) -> None:
    with pytest.raises(QueryError) as caught:
        paperkg("check", "--fail-on", limit, "--out", library)
    assert says in str(caught.value)


def test_check_decisions_win_and_survive_a_build(paperkg: Call, own: Path) -> None:
    def names() -> set[str]:
        lines = (own / "records.jsonl").read_text(encoding="utf-8").splitlines()
        return {entity["name"] for line in lines for entity in json.loads(line)["entities"]}

    source = own.parent / "papers.jsonl"
    records = [{"title": "Moths", "abstract": f"We propose {n} and test it on ImageNet."}
               for n in ("MothNet", "FlyNet")]  # fmt: skip
    source.write_text("".join(json.dumps(record) + "\n" for record in records))
    assert paperkg("build", source, "--out", own).returncode == 0
    gone = sorted(names())[0]
    lines = [f"{type_}\t{gone}\t" for type_ in ("Model", "Dataset", "Task", "Metric")]
    text = "\n".join(["type\tname\tpaper", *lines]) + "\n"
    (own / "overrides" / "reject.tsv").write_text(text, encoding="utf-8")
    said = paperkg("build", source, "--out", own)
    assert said.returncode == 0
    assert "extracted before" in said.stderr
    assert gone not in names()
    assert (own / "overrides" / "reject.tsv").read_text(encoding="utf-8") == text


def test_check_says_where_a_decision_is_wrong(paperkg: Call, own: Path) -> None:
    (own / "overrides" / "reject.tsv").write_text("type\tname\tpaper\nModell\tX\t\n")
    with pytest.raises(LibraryError, match=r"reject.tsv:2: unknown type 'Modell' \(did you mean"):
        paperkg("check", "--out", own)
