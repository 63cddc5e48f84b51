"""The tables of a user's decisions: what they mean, and what is wrong with a line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.overrides.tables import (
    FOLDER,
    NO_OVERRIDES,
    TABLES,
    Overrides,
    read_overrides,
    write_templates,
)
from ontology.errors import LibraryError
from ontology.schema import EntityType

MODEL, DATASET, TASK, METRIC = EntityType


def write(folder: Path, table: str, *lines: str) -> Path:
    path = folder / FOLDER / f"{table}.tsv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["\t".join(TABLES[table]), *lines]) + "\n", encoding="utf-8")
    return path


def test_overrides_of_a_library_without_any(tmp_path: Path) -> None:
    assert read_overrides(tmp_path) == NO_OVERRIDES == Overrides()


def test_overrides_templates_decide_nothing_and_are_never_written_over(tmp_path: Path) -> None:
    write_templates(tmp_path)
    assert sorted(path.stem for path in (tmp_path / FOLDER).iterdir()) == sorted(TABLES)
    assert read_overrides(tmp_path) == NO_OVERRIDES
    path = write(tmp_path, "reject", "Model\tframework\t")
    before = path.read_bytes()
    write_templates(tmp_path)
    assert path.read_bytes() == before


def test_overrides_aliases_are_followed_to_the_end(tmp_path: Path) -> None:
    write(tmp_path, "aliases", "Model\tMothNets v1\tMoth Net", "Model\tmoth-net\tMothNet")
    found = read_overrides(tmp_path).aliases
    assert found == {
        (MODEL, "mothnets v1"): "MothNet", (MODEL, "moth net"): "MothNet",
        (MODEL, "mothnet"): "MothNet",
    }  # fmt: skip


def test_overrides_an_alias_may_be_a_spelling_only(tmp_path: Path) -> None:
    write(tmp_path, "aliases", "Task\tMOTH counting\tmoth counting")
    assert read_overrides(tmp_path).aliases == {(TASK, "moth counting"): "moth counting"}


def test_overrides_read_all_tables(tmp_path: Path) -> None:
    write(tmp_path, "distinct", "Dataset\tLanterns\tLantern-2")
    write(tmp_path, "retype", "Lanterns\tTask\tDataset\tp1", "moth score\t\tMetric")
    write(tmp_path, "reject", "# words that mean nothing", "", "Model\tframework\t")
    found = read_overrides(tmp_path)
    assert found.distinct == {
        (DATASET, "lantern"): {"lantern 2"},
        (DATASET, "lantern 2"): {"lantern"},
    }
    assert found.retypes == {("p1", TASK, "lantern"): DATASET, ("", None, "moth score"): METRIC}
    assert found.rejects == {("", MODEL, "framework")}


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("aliases", "Modell\tA\tB", "unknown type 'Modell' (did you mean 'Model'?)"),
        ("aliases", "Model\tA\t", "same_as is empty"),
        ("aliases", "Model\t...\tB", "name '...' holds no letter or digit"),
        ("aliases", "Model  A  B", "one cell only; put tabs between type, name, same_as"),
        ("aliases", "Model\tA\tB\tC", "4 cells, there are 3 columns: type, name, same_as"),
        ("distinct", "Model\tMothNet\tMOTHNET", "are one name"),
        ("retype", "A\tModel\t\tp1", "to is empty"),
        ("reject", "\tA\t", "type is empty"),
    ],
)
def test_overrides_say_what_is_wrong_and_where(
    tmp_path: Path, table: str, line: str, says: str
) -> None:
    path = write(tmp_path, table, "# a comment", line)
    with pytest.raises(LibraryError) as caught:
        read_overrides(tmp_path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert says in str(caught.value)


def test_overrides_want_their_columns(tmp_path: Path) -> None:
    path = write(tmp_path, "reject")
    path.write_text("name,type\n")
    with pytest.raises(
        LibraryError, match=r"reject.tsv:1: the columns must be type\\tname\\tpaper"
    ):
        read_overrides(tmp_path)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["Model\tA\tB", "Model\tB\tC", "Model\tC\tA"], "lead in a circle"),
        (["Model\tA\tB", "Model\ta\tC"], "has another same_as in"),
        (["Model\tA\tB", "Model\ta\tb"], r"aliases.tsv:3: 'a' has another same_as in .*:2$"),
        (
            ["Model\tA\tResNet", "Model\tB\tresnet"],
            r"aliases.tsv:3: 'resnet' is spelt 'ResNet' in .*aliases.tsv:2; write both alike",
        ),
    ],
)
def test_overrides_aliases_that_contradict(tmp_path: Path, lines: list[str], says: str) -> None:
    write(tmp_path, "aliases", *lines)
    with pytest.raises(LibraryError, match=says):
        read_overrides(tmp_path)


def test_overrides_an_own_line_decides_how_a_name_is_spelt(tmp_path: Path) -> None:
    write(tmp_path, "aliases", "Model\tA\tResNet", "Model\tB\tresnet", "Model\tRESNET\tResNet")
    assert set(read_overrides(tmp_path).aliases.values()) == {"ResNet"}


CELLS = {
    "name": st.sampled_from(["A", "B", "C"]),
    "same_as": st.sampled_from(["C", "Moth", "moth", "Moths"]),
    "other": st.sampled_from(["Moth", "Owl"]),
    "type": st.sampled_from(["Model", "Task"]),
    "from": st.sampled_from(["Model", ""]),
    "to": st.sampled_from(["Task", "Metric"]),
    "paper": st.sampled_from(["", "p"]),
}


@settings(max_examples=200)
@given(data=st.data())
def test_overrides_mean_the_same_in_whatever_order_they_stand(data: st.DataObject) -> None:
    def meaning(tables: dict[str, list[str]]) -> str:
        with TemporaryDirectory() as folder:
            for table, lines in tables.items():
                write(Path(folder), table, *lines)
            try:
                return read_overrides(Path(folder)).digest
            except LibraryError:
                return "refused"

    tables = {}
    for table, columns in TABLES.items():
        line = st.tuples(*(CELLS[column] for column in columns)).map("\t".join)
        tables[table] = data.draw(st.lists(line, max_size=3))
    shuffled = {table: data.draw(st.permutations(lines)) for table, lines in tables.items()}
    assert meaning(shuffled) == meaning(tables)


def test_overrides_same_and_distinct_contradict(tmp_path: Path) -> None:
    write(tmp_path, "aliases", "Model\tMothNet\tFlyNet")
    write(tmp_path, "distinct", "Model\tFlyNet\tMothNet")
    with pytest.raises(LibraryError, match=r"distinct.tsv:2: .* one by aliases.tsv"):
        read_overrides(tmp_path)


def test_overrides_that_are_no_text(tmp_path: Path) -> None:
    path = write(tmp_path, "reject")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LibraryError, match="cannot be read"):
        read_overrides(tmp_path)


def test_overrides_retypes_that_contradict(tmp_path: Path) -> None:
    write(tmp_path, "retype", "X\tTask\tModel\t", "x\tTask\tDataset\t")
    with pytest.raises(LibraryError, match=r"retype.tsv:3: 'x' has another type"):
        read_overrides(tmp_path)


def test_overrides_empty_cells_at_the_end_of_a_line_are_nothing(tmp_path: Path) -> None:
    write(tmp_path, "aliases", "Model\tA\tB\t\t")
    assert read_overrides(tmp_path).aliases == {(MODEL, "a"): "B", (MODEL, "b"): "B"}


def test_overrides_distinct_names_are_as_they_are_called(tmp_path: Path) -> None:
    write(tmp_path, "aliases", "Model\tMoth\tMothNet")
    write(tmp_path, "distinct", "Model\tMoth\tFlyNet")
    assert read_overrides(tmp_path).distinct[MODEL, "mothnet"] == {"flynet"}


def test_overrides_a_name_may_begin_like_a_comment(tmp_path: Path) -> None:
    write(tmp_path, "retype", "#Params\tTask\tMetric\t", "# a comment", "#another")
    assert list(read_overrides(tmp_path).retypes.values()) == [METRIC]
