"""Files of the extractors: how they are read, and what the digest of all of them notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from extractors import resources
from extractors.resources import contents_digest, read_arrays, read_table, read_words


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two small packages in place of ours."""
    for package in ("extractors", "ontology"):
        (tmp_path / package / "data").mkdir(parents=True)
        (tmp_path / package / "model").mkdir()
        (tmp_path / package / "rules.py").write_text("RULE = 1\n")
    monkeypatch.setattr(resources, "files", tmp_path.joinpath)
    yield tmp_path
    resources._digest.cache_clear()  # what was hashed here is not ours


def digest() -> str:
    resources._digest.cache_clear()
    return contents_digest("extractors", "ontology")


def test_resources_words_skip_comments_and_empty_lines(packages: Path) -> None:
    lines = "# Source: own\ntide\n\nripple #2\n# more\n\u00e9t\u00e9\n"
    (packages / "extractors" / "data" / "list.txt").write_text(lines, encoding="utf-8")
    assert read_words.__wrapped__("list.txt") == {"tide", "ripple #2", "\u00e9t\u00e9"}


def test_resources_table_rows_by_column_name(packages: Path) -> None:
    lines = '# Source: own\nside\tpattern\nbefore\t"a" b \nafter\t\n'
    (packages / "extractors" / "data" / "table.tsv").write_text(lines, encoding="utf-8")
    assert read_table.__wrapped__("table.tsv") == (
        {"side": "before", "pattern": '"a" b '},  # quotes and spaces are part of a pattern
        {"side": "after", "pattern": ""},
    )


def test_resources_arrays_by_name_in_single_precision(packages: Path) -> None:
    path = packages / "extractors" / "model" / "weights.npz"
    np.savez(path, wide=np.array([[1.5, -2.0]]), half=np.ones(2, np.float16), one=np.array(0.25))
    found = read_arrays("weights.npz")
    assert {name: (array.tolist(), str(array.dtype)) for name, array in found.items()} == {
        "wide": ([[1.5, -2.0]], "float32"),
        "half": ([1.0, 1.0], "float32"),
        "one": (0.25, "float32"),
    }
    path.unlink()  # nothing holds the file open
    assert found["wide"].sum() == -0.5


@pytest.mark.parametrize(
    ("read", "name"),
    [(read_words, "nothing.txt"), (read_table, "nothing.tsv"), (read_arrays, "nothing.npz")],
)
def test_resources_missing_file_is_an_error(read: Callable[[str], object], name: str) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape(name)):
        read(name)


def test_resources_are_read_once() -> None:
    assert read_words("generic.txt") is read_words("generic.txt")
    assert read_table("role_cues.tsv") is read_table("role_cues.tsv")


def test_resources_digest_is_of_the_contents(packages: Path) -> None:
    before = digest()
    assert len(before) == 64
    assert digest() == before
    (packages / "extractors" / "rules.py").write_text("RULE = 1\n")  # again the same
    assert digest() == before


@pytest.mark.parametrize("package", ["extractors", "ontology"])
@pytest.mark.parametrize("name", ["rules.py", "data/words.txt", "model/weights.npz", "new.py"])
def test_resources_digest_notices_a_change(packages: Path, package: str, name: str) -> None:
    before = digest()
    (packages / package / name).write_text("changed\n")
    assert digest() != before


def test_resources_digest_notices_a_file_that_is_renamed_or_gone(packages: Path) -> None:
    before = digest()
    rules = packages / "extractors" / "rules.py"
    moved = rules.rename(rules.with_name("laws.py"))
    renamed = digest()
    moved.unlink()
    assert len({before, renamed, digest()}) == 3


@pytest.mark.parametrize(
    "name", ["__pycache__/rules.cpython-311.pyc", "training/fit.py", "model/README.md"]
)
def test_resources_digest_overlooks_what_extracts_nothing(packages: Path, name: str) -> None:
    before = digest()
    file = packages / "extractors" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("other\n")
    assert digest() == before
