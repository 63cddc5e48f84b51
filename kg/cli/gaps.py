"""The command `gaps`."""

from __future__ import annotations

from pathlib import Path

from kg.cli.answers import (
    AsCsv,
    AsJson,
    Most,
    Named,
    form_of,
    library_graph,
    nothing,
    print_records,
    write_records,
)
from kg.cli.console import Out, TableFormat

__all__ = ["gaps"]


def gaps(
    task: Named = None,
    dataset: Named = None,
    most: Most = 20,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    out: Out = Path("out"),
) -> None:
    """Find tasks and datasets that no paper brings together, though one would expect it.

    A dataset that work on neighbouring tasks uses and work on this one never
    names; two datasets that are in use for the same tasks and in no paper
    together. `expected`: number of papers if it were as common as in
    neighbouring tasks. Of these papers, as far as their abstracts say; a gap is
    a question, no finding.

    Example:  `paperkg gaps --task "image classification"`
    """
    from kg.analysis.gaps import TASK_PAPERS, find_gaps

    form = form_of(as_csv, as_json)
    found = find_gaps(library_graph(out), task=task, dataset=dataset)
    if not found:
        asked = [name for name in (task, dataset) if name]
        about = f" for {' and '.join(asked)}" if asked else ""
        nothing(
            f"no gaps found{about}: nothing is missing that neighbouring tasks would let one "
            f"expect. A task counts from {TASK_PAPERS} papers with a data set on; a few dozen "
            "papers rarely have enough"
        )
    if form is not TableFormat.TABLE:
        write_records(found, form)
    else:
        print_records(found, ("kind", "one", "other", "expected", "because"), most=most)
