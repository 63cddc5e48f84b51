"""The command line in this process for what it prints, and the installed one for how it ends."""

from __future__ import annotations

import os
import re
import sysconfig
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess, run

import pytest
from typer.testing import CliRunner

from kg.builder import Build
from kg.cli.app import app

COLOUR = re.compile(r"\x1b\[[0-9;]*m")

Call = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours in pipes, whatever the surroundings ask for."""
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def paperkg(monkeypatch: pytest.MonkeyPatch) -> Call:
    """A function from arguments and standard input to what a call in this process said.

    Errors of ours come through as exceptions: turning them into messages is `main`'s.
    """
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments: str | Path, stdin: str | bytes | None = None) -> CompletedProcess[str]:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        out, err = COLOUR.sub("", result.stdout), COLOUR.sub("", result.stderr)
        return CompletedProcess(arguments, result.exit_code, out, err)

    return call


@pytest.fixture(scope="session")
def installed() -> Call:
    """A function from arguments and standard input to what the console script said."""
    script = Path(sysconfig.get_path("scripts")) / "paperkg"
    assert script.is_file(), "install the project first: pip install -e ."

    def call(
        *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str
    ) -> CompletedProcess[str]:
        done = run(
            [script, *arguments],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", **env},
            check=False,
            timeout=120,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in out + err
        return CompletedProcess(
            done.args, done.returncode, COLOUR.sub("", out), COLOUR.sub("", err)
        )

    return call


@pytest.fixture(scope="session")
def library(built: Build) -> Path:
    """The library folder of the golden papers; read it, do not write to it."""
    return built.files["html"].parent
