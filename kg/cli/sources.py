"""The command `sources`."""

from __future__ import annotations

from textwrap import indent

from kg.cli.console import output

__all__ = ["sources"]


def sources() -> None:
    """List the formats that `build` reads, each with an example.

    The format is detected from the content, whatever the file is called.

    Example:  `paperkg sources`
    """
    from rich.text import Text

    from kg.readers.detect import FORMATS

    console = output()
    for format_ in FORMATS:
        console.print(Text.assemble((format_.name, "bold"), ": ", format_.about), soft_wrap=True)
        console.print(Text(indent(format_.example, "    ")), soft_wrap=True)
    console.print("All may be packed with gzip, and a folder stands for all files in it.")
