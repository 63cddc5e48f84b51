"""A bar for papers and a line for what comes after, on a terminal; silent elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.console import talk
from kg.progress import SILENT, Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from ontology.records import Extraction

__all__ = ["watching"]


class _Watch(Progress):
    """Shows the papers read, how many a second, the time left, then each stage by name."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._stage = bars.add_task("", visible=False, total=None, rate="")

    def reading(self, extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
        task = self._bars.add_task("reading papers", total=total, rate="")
        for done, extraction in enumerate(extractions, 1):
            speed = self._bars.tasks[-1].speed
            rate = f"{speed:.1f}/s" if speed else ""
            self._bars.update(task, completed=done, rate=rate)
            yield extraction

    def stage(self, name: str) -> None:
        self._bars.update(self._stage, description=name, visible=True, rate="")


@contextmanager
def watching() -> Iterator[Progress]:
    """What to hand to a build, so that a user sees how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars
    from rich.progress import TimeRemainingColumn as TimeLeft

    console = talk()
    if not console.is_terminal:  # even a disabled bar of older rich leaves an empty line
        yield SILENT
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeLeft(),
    )  # fmt: skip
    with Bars(*columns, console=console, transient=True) as bars:
        yield _Watch(bars)
