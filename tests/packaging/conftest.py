"""What a user gets: the wheel, made from the source distribution, installed far from here."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> CompletedProcess[str]:
    """What a command said; nothing of this environment leads it back to the checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="session")
def project() -> dict[str, Any]:
    """The table `project` of pyproject.toml."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that is built from it alone."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(distributions: Path) -> Path:
    """The wheel."""
    (found,) = distributions.glob("*.whl")
    return found


def _link_dependencies(site: Path, folder: Path) -> None:
    """Give a fresh environment what this one has installed, but nothing of ours.

    Links, since installing spaCy and SciPy again takes a minute and would test
    pip; a test checks that they meet the wheel's requirements. Of a folder that
    a .pth file names, the .pth files are not read: no editable install is found.
    """
    folder.mkdir()
    for name in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for entry in Path(name).iterdir():
            if not entry.name.startswith("paperkg-"):
                (folder / entry.name).symlink_to(entry)
    (site / "dependencies.pth").write_text(f"{folder}\n", encoding="utf-8")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of a fresh environment with the wheel in it."""
    home = tmp_path_factory.mktemp("installed") / "env"
    venv.create(home, symlinks=True)
    scripts = home / "bin"
    site = run(
        scripts / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
    )
    _link_dependencies(Path(site.stdout.strip()), home / "dependencies")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    return scripts


@pytest.fixture
def call(installed: Path, in_folder: Path) -> Callable[..., CompletedProcess[str]]:
    """A function from a script and arguments to what it said, in an empty folder."""

    def call_script(script: str, *arguments: str) -> CompletedProcess[str]:
        return run(installed / script, *arguments, cwd=in_folder)

    return call_script
