"""What is imported when: nothing heavy before it is needed, and nothing that is not declared."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("exports", "extractors", "kg", "ontology")
NOT_IN_THE_WHEEL = "extractors/training"

# What may not be loaded by a command that needs no graph, and what not by a bare import.
HEAVY = {"networkx", "pyvis", "rdflib", "scipy", "spacy"}
HEAVIER = HEAVY | {"jinja2", "msgspec", "numpy", "pyoxigraph", "rich", "typer"}

COMMAND = """
from kg.cli import main
sys.argv = {}
try:
    main()
except SystemExit as end:
    assert not end.code
"""


def loaded_by(code: str) -> set[str]:
    """The modules that are loaded after some code, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import sys\n{code}\nprint('', *sys.modules)"],
        env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_of_a_package_load_nothing_heavy(package: str) -> None:
    loaded = loaded_by(f"import {package}")
    assert package in loaded
    assert loaded & HEAVIER == set()


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("query",), ("build", "--help"), ("query", "--help")]
)
def test_imports_of_a_light_command_load_nothing_heavy(arguments: tuple[str, ...]) -> None:
    loaded = loaded_by(COMMAND.format(["paperkg", *arguments]))
    assert "typer" in loaded
    assert loaded & HEAVY == set()


def imported() -> set[str]:
    """The top-level modules that our packages import, wherever the line stands."""
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if path.relative_to(ROOT).as_posix().startswith(NOT_IN_THE_WHEEL):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add((node.module or "").partition(".")[0])
    return found - sys.stdlib_module_names - set(PACKAGES)


def test_imports_are_the_declared_dependencies(project: dict[str, Any]) -> None:
    extras = project.get("optional-dependencies", {}).values()
    requirements = [*project["dependencies"], *(line for extra in extras for line in extra)]
    declared = {re.split(r"[\[<>=!~ ;]", line)[0] for line in requirements}
    known = packages_distributions()
    assert {known.get(name, [name])[0].lower() for name in imported()} == declared


def test_imports_declared_have_a_lower_bound_each(project: dict[str, Any]) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "oldest.py"], capture_output=True, text=True, check=True
    )
    bounds = done.stdout.splitlines()
    names = [bound.partition("==")[0] for bound in bounds]
    assert set(names) >= {re.split(r"[\[<>= ;]", line)[0] for line in project["dependencies"]}
    assert [bound for bound in bounds if not re.fullmatch(r"[\w-]+==[\w.]+", bound)] == []
