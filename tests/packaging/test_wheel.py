"""The wheel: what is in it, and that it works where the checkout is not."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path, PurePosixPath
from subprocess import CompletedProcess
from typing import Any
from zipfile import ZipFile

import pytest

from ontology.version import __version__

# One worker, so that the wheel is built and installed once.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

Call = Callable[..., CompletedProcess[str]]

EXPECTED = Path(__file__).parent / "expected" / "wheel.txt"
PACKAGES = ("exports", "extractors", "kg", "ontology")
SAID = "We propose MS-MLP for image classification. It reaches 83.8% top-1 accuracy on {}."
PAPERS = [
    {"title": f"MS-MLP: Image classification on {name}", "abstract": SAID.format(name)}
    for name in ("ImageNet", "CIFAR-10")
]
DATASETS = "SELECT ?name { ?d a pk:Dataset ; skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def members(wheel: Path) -> list[str]:
    """The names of all files in the wheel, sorted."""
    with ZipFile(wheel) as archive:
        return sorted(archive.namelist())


def test_wheel_holds_the_files_that_were_reviewed(
    members: list[str], request: pytest.FixtureRequest
) -> None:
    found = "".join(f"{name}\n" for name in members).replace(__version__, "VERSION")
    if request.config.getoption("--update-golden"):
        EXPECTED.write_text(found, encoding="utf-8")
    hint = f"{EXPECTED} differs; if that is meant: pytest tests/packaging --update-golden"
    assert found == EXPECTED.read_text(encoding="utf-8"), hint


def test_wheel_holds_our_packages_each_with_its_types_and_nothing_else(members: list[str]) -> None:
    tops = {PurePosixPath(name).parts[0] for name in members}
    assert tops == {*PACKAGES, f"paperkg-{__version__}.dist-info"}
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(members)
    assert f"paperkg-{__version__}.dist-info/licenses/LICENSE" in members
    assert [name for name in members if "__pycache__" in name or "/training/" in name] == []


def test_wheel_says_what_pyproject_says(wheel: Path, project: dict[str, Any]) -> None:
    with ZipFile(wheel) as archive:
        said = message_from_bytes(archive.read(f"paperkg-{__version__}.dist-info/METADATA"))
    assert (said["Name"], said["Version"]) == ("paperkg", __version__)
    assert said["Requires-Python"] == project["requires-python"]
    assert said["License-Expression"] == "Apache-2.0"
    assert len(said.get_all("Requires-Dist", [])) == len(project["dependencies"]) + sum(
        len(extra) for extra in project.get("optional-dependencies", {}).values()
    )
    assert str(said.get_payload()).startswith("# paperkg\n")


def test_wheel_comes_from_a_source_distribution_with_its_tests(distributions: Path) -> None:
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "LICENSE", "CHANGELOG.md", "Makefile", "pyproject.toml"} <= names
    assert {"tests/conftest.py", "tests/golden/papers.jsonl", "examples/papers.jsonl"} <= names
    assert [name for name in names if name.startswith((".git/", "out/", "dist/", ".venv"))] == []


def test_wheel_requirements_are_met_by_what_is_linked(installed: Path, call: Call) -> None:
    code = (
        "from importlib.metadata import requires, version\n"
        "from packaging.requirements import Requirement\n"
        "for line in requires('paperkg'):\n"
        "    need = Requirement(line)\n"
        "    if need.marker is None or need.marker.evaluate({'extra': ''}):\n"
        "        assert need.specifier.contains(version(need.name), prereleases=True), line\n"
    )
    call("python", "-c", code)


def test_wheel_imports_without_a_warning_and_not_from_here(installed: Path, call: Call) -> None:
    names = ", ".join(PACKAGES)
    code = f"import {names}\nfor m in ({names}): print(m.__file__)"
    places = call("python", "-W", "error", "-c", code).stdout.splitlines()
    assert len(places) == len(PACKAGES)
    for place in places:
        assert Path(place).is_relative_to(installed.parent)


def test_wheel_packages_belong_to_the_distribution(call: Call) -> None:
    code = (
        "import json; from importlib.metadata import packages_distributions as found; "
        f"print(json.dumps([found()[name] for name in {PACKAGES}]))"
    )
    assert json.loads(call("python", "-c", code).stdout) == [["paperkg"]] * len(PACKAGES)


def test_wheel_entry_points_load(call: Call, project: dict[str, Any]) -> None:
    code = (
        "from importlib.metadata import distribution\n"
        "for point in distribution('paperkg').entry_points:\n"
        "    assert callable(point.load())\n"
        "    print(point.group, point.name)"
    )
    points = project["entry-points"]["spacy_factories"]
    expected = {"console_scripts paperkg", *(f"spacy_factories {name}" for name in points)}
    assert set(call("python", "-c", code).stdout.splitlines()) == expected


def test_wheel_data_can_be_read_as_resources(call: Call, members: list[str]) -> None:
    data = [name for name in members if name.startswith(PACKAGES) and not name.endswith(".py")]
    assert {PurePosixPath(name).suffix for name in data} >= {".tsv", ".txt", ".rq", ".j2", ".js"}
    code = (
        "import sys; from importlib.resources import files\n"
        "for name in sys.argv[1:]:\n"
        "    package, _, rest = name.partition('/')\n"
        "    print(name, len((files(package) / rest).read_bytes()))"
    )
    said = call("python", "-c", code, *data).stdout.splitlines()
    assert [line.rpartition(" ")[0] for line in said] == data
    assert [line for line in said if line.endswith(" 0") and "py.typed" not in line] == []


def test_wheel_command_says_its_version(call: Call) -> None:
    assert call("paperkg", "--version").stdout == f"paperkg {__version__}\n"


def test_wheel_command_builds_and_answers(call: Call, in_folder: Path) -> None:
    lines = "".join(json.dumps(paper) + "\n" for paper in PAPERS)
    (in_folder / "papers.jsonl").write_text(lines, encoding="utf-8")
    assert call("paperkg", "build", "papers.jsonl").stderr == "papers.jsonl: 2 papers\n"
    names = {path.name for path in (in_folder / "out").iterdir() if path.stat().st_size}
    assert {"graph.html", "graph.ttl", "graph.graphml", "records.jsonl"} <= names
    answer = call("paperkg", "query", DATASETS, "--format", "csv").stdout
    assert answer == "name\nCIFAR-10\nImageNet\n"
