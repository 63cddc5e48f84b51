"""The page: one HTML file with the graph, the libraries and nothing from outside.

pyvis is the data model of the first view and the source of vis-network; its
own template is not used (it loads from other hosts and does not escape). All
data stands in inert script elements, the first view as JSON and before the
scripts, so that it is drawn while the browser still reads the rest; the graph
and the texts after them in `blocks`. The page writes data as text only. A
Content-Security-Policy allows exactly the scripts of the file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from exports.files import replacing
from exports.html.blocks import compact_json, json_pieces, number_pieces, packed
from exports.html.data import PageData
from exports.html.first import first_view
from exports.html.texts import graph_texts, knowledge_texts, shards
from ontology.knowledge import Knowledge, Layout
from ontology.schema import NodeType

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Page", "library_page", "make_page", "render_page", "write_page"]

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_BLOCKS = "\x00blocks\x00"  # where the blocks go: no text of ours has such a character
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_ORDER = "order.txt"


def _own(name: str) -> str:
    return (files("exports") / "html" / name).read_text(encoding="utf-8")


def _script() -> str:
    """Our scripts as one function, in the order that `order.txt` has them."""
    names = [line for line in _own(f"scripts/{_ORDER}").splitlines() if line[:1] not in {"", "#"}]
    body = "\n".join(_own(f"scripts/{name}") for name in names)
    return f"(() => {{\n'use strict';\n{body}\n}})();"


def _json(data: object) -> str:
    """JSON that cannot end the element it stands in."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", compact_json(data))


def _source_hash(script: str) -> str:
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _block(name: str, pieces: Iterator[bytes]) -> Iterator[str]:
    yield f'<script type="application/gzip;base64" id="{name}">'
    yield from packed(pieces)
    yield "</script>\n"


def _blocks(data: PageData) -> Iterator[str]:
    yield from _block("numbers", number_pieces(data.numbers))
    yield from _block("strings", json_pieces({**data.strings(), **data.tables()}))
    for number, shard in enumerate(shards(data.papers, data.texts, data.index)):
        yield from _block(f"texts-{number}", json_pieces(shard))


def render_page(data: PageData) -> Iterator[str]:
    """The page for some data.

    Args:
        data: The whole graph.

    Yields:
        A complete HTML document in pieces, the same for the same data.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    vis = (files("pyvis") / _VIS).read_text(encoding="utf-8")
    script = _script()
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        _own("template.html.j2")
    )
    counts = {type_: len(nodes) for type_, nodes in data.by_type.items()}
    # The marked strings are our own files and JSON without "<".
    page = template.render(
        style=Markup(_own("style.css") + _own("views.css")),  # noqa: S704
        vis=Markup(vis),  # noqa: S704
        script=Markup(script),  # noqa: S704
        blocks=_BLOCKS,
        first=Markup(_json(first_view(data))),  # noqa: S704
        script_sources=f"{_source_hash(vis)} {_source_hash(script)}",
        papers=counts[NodeType.PAPER],
        entities=sum(counts.values()) - counts[NodeType.PAPER] - counts[NodeType.RESULT],
        node_count=len(data.index),
        edge_count=data.graph.number_of_edges(),
    )
    before, after = page.split(_BLOCKS)
    yield before
    yield from _blocks(data)
    yield after


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text; notebooks show it in a frame of its own."""

    html: str

    def save(self, path: str | Path) -> Path:
        """Write it to a file.

        Args:
            path: Where; what stands there is replaced.

        Returns:
            The same path.

        Raises:
            ExportError: If the place cannot be written.
        """
        with replacing(Path(path)) as file:
            file.write(self.html.encode("utf-8"))
        return Path(path)

    def _repr_html_(self) -> str:
        """A frame with the page in it, for notebooks."""
        style = "width:100%;height:720px;border:0"
        return f'<iframe style="{style}" srcdoc="{escape(self.html)}"></iframe>'


def make_page(what: Knowledge | nx.MultiDiGraph[str], layout: Layout) -> Page:
    """The page of a library or of a graph.

    Args:
        what: A library, with its abstracts; or a graph that keeps the contract
            of `kg.graph`, of whose papers the sentences of the edges are known.
        layout: Of that graph.
    """
    if isinstance(what, Knowledge):
        return Page("".join(library_page(what, layout)))
    return Page("".join(render_page(PageData(what, layout, graph_texts(what)))))


def library_page(knowledge: Knowledge, layout: Layout) -> Iterator[str]:
    """The page of a library, with the abstracts of its papers, in pieces."""
    return render_page(PageData(knowledge.graph, layout, knowledge_texts(knowledge)))


def write_page(knowledge: Knowledge, path: Path) -> None:
    """Write the page of a library."""
    with replacing(path) as file:
        for piece in library_page(knowledge, knowledge.layout):
            file.write(piece.encode("utf-8"))
