"""The tables of a user's decisions, in ``overrides/`` of a library folder.

- ``aliases.tsv``: type, name, same_as: the two are one thing, called as `same_as` spells it.
- ``distinct.tsv``: type, name, other: the two are never one thing.
- ``retype.tsv``: name, from, to, paper: what is called so is of another type.
- ``reject.tsv``: type, name, paper: what is called so is nothing.

Names are compared as everywhere (case, hyphens, plural). An empty `paper`
means every paper, an empty `from` any type. Lines that start with # are
comments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from exports.tables import write_tsv
from ontology.errors import LibraryError, invalid_value
from ontology.iris import digest
from ontology.keys import name_key
from ontology.schema import EntityType

__all__ = [
    "FOLDER",
    "NO_OVERRIDES",
    "TABLES",
    "Overrides",
    "read_overrides",
    "write_templates",
]

FOLDER = "overrides"
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "aliases": ("type", "name", "same_as"),
        "distinct": ("type", "name", "other"),
        "retype": ("name", "from", "to", "paper"),
        "reject": ("type", "name", "paper"),
    }
)
_MAY_BE_EMPTY = frozenset({"from", "paper"})

Named = tuple[EntityType, str]  # a type and the key of a name


@dataclass(frozen=True, slots=True)
class Overrides:
    """A user's decisions; names are keys of `ontology.keys.name_key`.

    Attributes:
        aliases: A name, and how the thing is to be called.
        distinct: For a name, those of the same type that are never the same thing.
        retypes: Paper (empty: every one), type and name (no type: any), and the right type.
        rejects: Paper (empty: every one), type and name of what is nothing.
    """

    aliases: Mapping[Named, str] = field(default_factory=dict)
    distinct: Mapping[Named, frozenset[str]] = field(default_factory=dict)
    retypes: Mapping[tuple[str, EntityType | None, str], EntityType] = field(default_factory=dict)
    rejects: frozenset[tuple[str, EntityType, str]] = frozenset()

    @property
    def digest(self) -> str:
        """A hash of all decisions, the same whatever order they were written down in."""
        apart = ((*named, *sorted(others)) for named, others in self.distinct.items())
        kinds = (self.aliases.items(), apart, self.retypes.items(), self.rejects)
        return digest(*("\n".join(sorted(map(repr, kind))) for kind in kinds))

    def called(self, type_: EntityType, key: str) -> str:
        """The key of what a name is to be called: its own where nothing is said."""
        alias = self.aliases.get((type_, key))
        return key if alias is None else name_key(alias)

    def is_rejected(self, paper: str, type_: EntityType, key: str) -> bool:
        """Whether a name is nothing, in this paper or everywhere."""
        return any((where, type_, key) in self.rejects for where in (paper, ""))

    def type_of(self, paper: str, type_: EntityType, key: str) -> EntityType:
        """The type of what a paper calls so and the extractors take for `type_`."""
        asked = ((where, from_, key) for where in (paper, "") for from_ in (type_, None))
        return next((self.retypes[a] for a in asked if a in self.retypes), type_)


NO_OVERRIDES = Overrides()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a table: where it stands, and its cells by column."""

    where: str
    cells: Mapping[str, str]

    def type(self, column: str) -> EntityType:
        value = self.cells[column]
        if value not in set(EntityType):
            raise LibraryError(f"{self.where}: {invalid_value('type', value, EntityType)}")
        return EntityType(value)

    def key(self, column: str) -> str:
        key = name_key(self.cells[column])
        if not key:
            msg = f"{self.where}: {column} {self.cells[column]!r} holds no letter or digit"
            raise LibraryError(msg)
        return key


def _lines(folder: Path, table: str) -> Iterator[_Line]:
    """The lines of a table, without comments; none where there is no such file."""
    path = folder / FOLDER / f"{table}.tsv"
    columns = TABLES[table]
    try:
        rows = path.read_text(encoding="utf-8-sig").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(f"{path}: cannot be read ({error})") from error
    header: list[str] | None = None
    for number, row in enumerate(rows, 1):
        # A name may begin with #, so that this alone makes no comment.
        if not row.strip() or row.startswith("# ") or (row.startswith("#") and "\t" not in row):
            continue
        stripped = [cell.strip() for cell in row.split("\t")]
        if header is None:
            header = stripped
            if header != list(columns):
                expected = "\\t".join(columns)
                msg = f"{path}:{number}: the columns must be {expected} (tabs between), not {row!r}"
                raise LibraryError(msg)
            continue
        yield _line(f"{path}:{number}", columns, stripped)


def _line(where: str, columns: tuple[str, ...], cells: list[str]) -> _Line:
    named = ", ".join(columns)
    if len(cells) == 1:
        msg = f"{where}: one cell only; put tabs between {named}"
        raise LibraryError(msg)
    if any(cells[len(columns) :]):
        msg = f"{where}: {len(cells)} cells, there are {len(columns)} columns: {named}"
        raise LibraryError(msg)
    filled = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
    for column, value in filled.items():
        if not value and column not in _MAY_BE_EMPTY:
            raise LibraryError(f"{where}: {column} is empty; fill it in or delete the line")
    return _Line(where, filled)


def _aliases(folder: Path) -> dict[Named, str]:
    """How each name is called in the end: aliases of aliases are followed."""
    told: dict[Named, _Line] = {}
    for line in _lines(folder, "aliases"):
        named = line.type("type"), line.key("name")
        before = told.setdefault(named, line)
        if before.cells["same_as"] != line.cells["same_as"]:
            msg = f"{line.where}: {line.cells['name']!r} has another same_as in {before.where}"
            raise LibraryError(msg)
    final: dict[Named, str] = {}
    spelt: dict[Named, _Line] = {}
    for (type_, key), line in told.items():
        seen, last = {key}, line
        while (after := told.get((type_, last.key("same_as")))) and after is not last:
            if last.key("same_as") in seen:
                raise LibraryError(f"{line.where}: its aliases lead in a circle")
            seen.add(last.key("same_as"))
            last = after
        other = spelt.setdefault((type_, last.key("same_as")), last)
        if other.cells["same_as"] != last.cells["same_as"]:
            msg = (
                f"{last.where}: {last.cells['same_as']!r} is spelt {other.cells['same_as']!r} "
                f"in {other.where}; write both alike"
            )
            raise LibraryError(msg)
        final[type_, key] = final[type_, last.key("same_as")] = last.cells["same_as"]
    return final


def _distinct(folder: Path, decided: Overrides) -> dict[Named, frozenset[str]]:
    """For each name those it is kept apart from, all as they are to be called."""
    apart: dict[Named, set[str]] = defaultdict(set)
    for line in _lines(folder, "distinct"):
        type_, pair = line.type("type"), (line.key("name"), line.key("other"))
        one, other = (decided.called(type_, key) for key in pair)
        if one == other:
            msg = (
                f"{line.where}: {line.cells['name']!r} and {line.cells['other']!r} are one name "
                "or one by aliases.tsv; delete one of the lines"
            )
            raise LibraryError(msg)
        apart[type_, one].add(other)
        apart[type_, other].add(one)
    return {named: frozenset(others) for named, others in apart.items()}


def _retypes(folder: Path) -> dict[tuple[str, EntityType | None, str], EntityType]:
    retypes: dict[tuple[str, EntityType | None, str], EntityType] = {}
    for line in _lines(folder, "retype"):
        from_ = line.type("from") if line.cells["from"] else None
        place = line.cells["paper"], from_, line.key("name")
        if retypes.setdefault(place, line.type("to")) is not line.type("to"):
            msg = f"{line.where}: {line.cells['name']!r} has another type in a line before"
            raise LibraryError(msg)
    return retypes


def read_overrides(folder: Path) -> Overrides:
    """Read the decisions of a library folder.

    Args:
        folder: Of the library; it may have none.

    Raises:
        LibraryError: If a line cannot be understood, or two contradict each other.
    """
    named = Overrides(_aliases(folder))
    rejects = frozenset(
        (line.cells["paper"], line.type("type"), line.key("name"))
        for line in _lines(folder, "reject")
    )
    return Overrides(named.aliases, _distinct(folder, named), _retypes(folder), rejects)


def write_templates(folder: Path) -> None:
    """Write the tables with their columns only, those that are not there yet.

    Raises:
        ExportError: If the folder cannot be written.
    """
    for table, columns in TABLES.items():
        path = folder / FOLDER / f"{table}.tsv"
        if not path.exists():
            write_tsv(path, columns, ())
