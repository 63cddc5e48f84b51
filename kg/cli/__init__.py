"""The command line: one file a group of commands; each only calls functions of `kg`.

Data goes to standard output, everything else to standard error. Exit codes: 0
fine, 1 it ran and the result is bad, 2 wrong use or wrong input. Nothing heavy
is imported before a command runs.
"""

from __future__ import annotations

import sys

from kg.cli.app import app
from ontology.errors import PaperkgError

__all__ = ["main"]


def main() -> None:
    """Run the command line; errors of ours end with their message and exit code 2."""
    from kg.cli.console import complain

    try:
        app()
    except PaperkgError as error:
        complain(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        complain("stopped; what stood on disk is unchanged")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nobody to tell
        sys.exit(0)
