"""The command line: one file a group of commands; each only calls functions of `kg`.

Data goes to standard output, everything else to standard error. Exit codes: 0
fine, 1 it ran and the result is bad, 2 wrong use or wrong input. Nothing heavy
is imported before a command runs.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from kg.cli.app import app
from ontology.errors import PaperkgError

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors of ours end with their message and exit code 2."""
    from kg.cli.console import complain

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a letter that a terminal lacks is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except PaperkgError as error:
        complain(str(error))
        sys.exit(2)
