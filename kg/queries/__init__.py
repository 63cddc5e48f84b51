"""The queries that come along, one file each; what runs them is `kg.sparql`.

They stand apart so that listing their names loads no triple store. Each begins
with what it answers and with its parameters (`kg.sparql.parameters`); a column
`x_iri` holds the IRI of what the column `x` names. Labels that follow a path
or a subquery are optional, for then they are looked up row by row: joined, all
labels of the library would be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["named_queries"]


@cache
def named_queries() -> Mapping[str, str]:
    """Name to SPARQL, sorted; the first line of each says what it answers.

    >>> named_queries()["top-models"].startswith("# ")
    True
    """
    found = sorted(file.name for file in files("kg.queries").iterdir() if file.name[-3:] == ".rq")
    return MappingProxyType(
        {
            name.removesuffix(".rq"): (files("kg.queries") / name).read_text(encoding="utf-8")
            for name in found
        }
    )
