"""The command `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from kg.cli.console import Out, output
from ontology.errors import ExportError

__all__ = ["ExportCommand", "export"]


class ExportCommand(TyperCommand):
    """Its help ends with the table of formats, which is imported only then."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        from exports.formats import FORMATS

        lines = ["Formats:"]
        for name, format_ in FORMATS.items():
            usual = ", by default" if format_.usual else ""
            lines.append(f"- **{name}**{usual}: {format_.description} (`{format_.filename}`)")
        self.epilog = "\n\n".join(lines)  # older typer joins single lines
        super().format_help(ctx, formatter)


def export(
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="NAME", help="Format; may be given repeatedly."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="Write here instead of the library folder."),
    ] = None,
    no_text: Annotated[
        bool,
        typer.Option(
            "--no-text", help="Leave out abstracts and sentences, for publishing; needs --to."
        ),
    ] = False,
    lean: Annotated[
        bool,
        typer.Option(
            "--lean",
            help="RDF without evidence and mentions, a fifth of the triples; needs --to.",
        ),
    ] = False,
    out: Out = Path("out"),
) -> None:
    """Write the graph of a library to files; without `--format` those that `build` writes.

    Example:  `paperkg export --format turtle --to share --no-text`

    Example:  `paperkg export --lean --to triples`
    """
    from exports.formats import LEAN, USUAL, find_format
    from exports.without_text import without_text
    from kg.builder import export_files, export_library
    from kg.library.store import read_knowledge

    usual = [name for name in USUAL if not lean or name in LEAN]
    chosen = [find_format(name).name for name in formats or usual]
    inside = to is None or (to.exists() and out.exists() and to.samefile(out))
    if no_text and inside:
        msg = "--no-text: give another folder with --to; the files of the library keep their text"
        raise ExportError(msg)
    if lean and inside:
        msg = "--lean: give another folder with --to; the files of the library stay complete"
        raise ExportError(msg)
    if to is None or inside:
        written = export_library(out, chosen)
    else:
        knowledge = read_knowledge(out)
        shown = without_text(knowledge) if no_text else knowledge
        written = export_files(shown, to, chosen, lean=lean)
    console = output()
    for path in written.values():
        console.print(path, markup=False, soft_wrap=True)
