"""Print the lower bound of every dependency in pyproject.toml, as constraints for pip.

Our own few lines, so that a plain Python can do it; uv's ``--resolution
lowest-direct`` would do the same.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

BOUND = re.compile(r"([\w.-]+)(?:\[[^]]*\])?\s*(?:>=|==)\s*([\w.]+)")


def main() -> None:
    """Read pyproject.toml beside this folder, write to standard output."""
    path = Path(__file__).parents[1] / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    for requirement in [*project["dependencies"], *(r for extra in extras for r in extra)]:
        bound = BOUND.match(requirement)
        if bound is None:
            sys.exit(f"{path}: {requirement!r} has no lower bound; give it the oldest that passes")
        sys.stdout.write(f"{bound[1]}=={bound[2]}\n")


if __name__ == "__main__":
    main()
