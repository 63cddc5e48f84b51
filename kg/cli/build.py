"""The commands that change a library: `build`, `add`, `remove`, `update`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import Out, complain, output, plural, talk, warn
from kg.cli.summary import print_summary
from kg.cli.watch import watching

if TYPE_CHECKING:
    from kg.builder import Build
    from kg.progress import Progress
    from kg.readers.format import Skipped

__all__ = ["add", "build", "remove", "update"]

# What a new user looks for, in this order, at the end of the output.
SHOWN = ("html", "turtle", "graphml", "records")
INTERRUPTED = 130  # 128 and the number of the signal, as shells have it

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCES...", help="Files or folders with papers; - is standard input."),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Stop where a record cannot be read, before anything is written."
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes that read papers at once.", show_default="all cores"
    ),
]


@contextmanager
def _watched() -> Iterator[Progress]:
    """A build that shows how far it is and can be stopped."""
    try:
        with watching() as progress:
            yield progress
    except KeyboardInterrupt:
        complain("stopped; the papers read so far are kept, the same command goes on from there")
        raise typer.Exit(INTERRUPTED) from None


def _warn_of(what: str, items: Sequence[Skipped], file: Path) -> None:
    """The first of some trouble, and where the rest stands."""
    if items:
        first = items[0]
        more = f"; all {len(items)} stand in {file}" if items[1:] else ""
        warn(f"{plural(len(items), what)}: {first.where}: {first.reason}{more}")


def _report(made: Build, out: Path) -> None:
    from kg.builder import CONFLICTS, SKIPPED

    for name, count in made.counts:
        talk().print(f"{name}: {plural(count, 'paper')}", markup=False, soft_wrap=True)
    if made.reused:
        talk().print(f"{plural(made.reused, 'paper')} extracted before, not read again")
    _warn_of("record skipped", made.skipped, out / SKIPPED)
    _warn_of("conflict between records", made.conflicts, out / CONFLICTS)


def _print(made: Build) -> None:
    """What the library holds now, and the files to look at."""
    print_summary(made.knowledge)
    console = output()
    for name in SHOWN:
        console.print(made.files[name], markup=False, soft_wrap=True)


def _say_changes(made: Build) -> None:
    changes = made.changes
    counts = (
        (changes.added, "added"), (changes.changed, "changed"), (changes.removed, "removed"),
        (changes.unchanged, "as before"),
    )  # fmt: skip
    talk().print(", ".join(plural(count, f"paper {what}") for count, what in counts if count))


def build(
    sources: Sources, out: Out = Path("out"), strict: Strict = False, workers: Workers = None
) -> None:
    """Build a graph from papers, with all its files.

    The format is detected from the content: JSONL, CSV, BibTeX, RIS, what
    arXiv, OpenAlex and Semantic Scholar give, and more; `paperkg sources` lists
    them. The library folder then holds exactly these papers; what is unchanged
    is not read again. Records that cannot be read are listed in `skipped.tsv`,
    what sources say differently of one paper in `conflicts.tsv`. Stopped at any
    moment, the same command goes on where it was.

    Example:  `paperkg build papers.jsonl -o out`
    """
    from kg.builder import build_library
    from kg.workers import available

    used = workers or available()
    with _watched() as progress:
        made = build_library(sources, out, progress=progress, strict=strict, workers=used)
    _report(made, out)
    _print(made)


def add(
    sources: Sources, out: Out = Path("out"), strict: Strict = False, workers: Workers = None
) -> None:
    """Add papers to a library, or bring up to date those it has; all others stay.

    The graph and every file in the folder follow, as if all had been built at once.

    Example:  `paperkg add this-week.jsonl`
    """
    from kg.builder import add_papers
    from kg.workers import available

    used = workers or available()
    with _watched() as progress:
        made = add_papers(sources, out, progress=progress, strict=strict, workers=used)
    _report(made, out)
    _say_changes(made)
    _print(made)


def update(out: Out = Path("out"), workers: Workers = None) -> None:
    """Bring a library up to date: after a new version, or when `overrides/` was edited.

    Example:  `paperkg update`
    """
    from kg.builder import update_library
    from kg.workers import available

    with _watched() as progress:
        made = update_library(out, progress=progress, workers=workers or available())
    _report(made, out)
    _print(made)


def remove(
    papers: Annotated[
        list[str],
        typer.Argument(metavar="PAPERS...", help="Id, DOI, arXiv identifier or title of each."),
    ],
    out: Out = Path("out"),
    workers: Workers = None,
) -> None:
    """Take papers out of a library, with all that only they say.

    Example:  `paperkg remove arxiv:1512.03385`
    """
    from kg.builder import remove_papers
    from kg.workers import available

    with _watched() as progress:
        made = remove_papers(papers, out, progress=progress, workers=workers or available())
    _say_changes(made)
    _print(made)
