"""How long work tells what it is at; nobody need listen."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.records import Extraction

__all__ = ["SILENT", "Progress"]


class Progress:
    """Told of the stages of a build as they begin; this one says nothing."""

    def reading(self, extractions: Iterable[Extraction], total: int) -> Iterable[Extraction]:
        """Papers are read now.

        Args:
            extractions: Those to come.
            total: How many these will be.

        Returns:
            The same.
        """
        return extractions

    def stage(self, name: str) -> None:
        """Something else begins now.

        Args:
            name: What, for a reader: "writing graph.html".
        """


SILENT = Progress()
