"""Tidy tables: one record a row, one field a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Table"]

Record = TypeVar("Record", covariant=True)


@dataclass(frozen=True, slots=True)
class Table(Sequence[Record], Generic[Record]):
    """A sequence of frozen records of one class, which is also a table.

    Attributes:
        kind: The class of the records: its fields are the columns.
        records: The rows.

    >>> from ontology.knowledge import Community
    >>> table = Table(Community, (Community(0, "moths", ("task/moth-counting",)),))
    >>> table.columns
    ('number', 'name', 'members')
    >>> table.rows()
    [(0, 'moths', ('task/moth-counting',))]
    >>> table[0].name, len(table)
    ('moths', 1)
    """

    kind: type[Record]
    records: tuple[Record, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(field.name for field in fields(self.kind))  # type: ignore[arg-type]

    def rows(self) -> list[tuple[Any, ...]]:
        """The cells of each row."""
        return [tuple(getattr(record, name) for name in self.columns) for record in self.records]

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> Table[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | Table[Record]:
        if isinstance(place, slice):
            return Table(self.kind, self.records[place])
        return self.records[place]

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas data frame.

        Raises:
            ImportError: If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            msg = "to_pandas needs pandas: pip install pandas"
            raise ImportError(msg) from error
        return pd.DataFrame(self.rows(), columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """The table as a polars data frame.

        Raises:
            ImportError: If polars is not installed.
        """
        try:
            import polars as pl
        except ImportError as error:
            msg = "to_polars needs polars: pip install polars"
            raise ImportError(msg) from error
        return pl.DataFrame(
            self.rows(), schema=list(self.columns), orient="row", infer_schema_length=None
        )
