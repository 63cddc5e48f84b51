"""The errors of the project: one small tree.

Every message says where (file and line, paper id), what with the value, what
is allowed and what to do. The command line prints the message and never a
traceback of these.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "ExportError",
    "GraphError",
    "LibraryError",
    "PaperkgError",
    "QueryError",
    "SourceError",
    "invalid_value",
]


class PaperkgError(Exception):
    """Anything that goes wrong for a reason a user can act on."""


class SourceError(PaperkgError, ValueError):
    """A source of papers cannot be read."""


class LibraryError(PaperkgError, ValueError):
    """A library folder is missing, of another version, or damaged."""


class GraphError(PaperkgError, ValueError):
    """A graph breaks its contract."""


class ExportError(PaperkgError, ValueError):
    """A file cannot be written."""


class QueryError(PaperkgError, ValueError):
    """A query cannot be parsed or is not allowed."""


def invalid_value(what: str, value: str, valid: Iterable[str]) -> str:
    """Say that a value is not among the valid ones, with the nearest of them.

    Args:
        what: What the value is, for the reader ("export format").
        value: What was given.
        valid: What would have been right.

    Returns:
        One sentence for an error message.

    >>> invalid_value("format", "turtel", ["graphml", "turtle"])
    "unknown format 'turtel' (did you mean 'turtle'?); there are: graphml, turtle"
    """
    options = sorted(str(option) for option in valid)
    near = get_close_matches(value, options, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return f"unknown {what} {value!r}{hint}; there are: {', '.join(options)}"
