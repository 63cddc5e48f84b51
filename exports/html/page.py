"""The page: one HTML file with the graph, the libraries and nothing from outside.

pyvis is the data model of the first view and the source of vis-network; its
own template is not used (it loads from other hosts and does not escape). Data
is JSON in an inert script element, and the page writes it as text only. A
Content-Security-Policy allows exactly the scripts of the file.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exports.files import replacing
from exports.html.data import page_data
from ontology.records import Knowledge, Layout

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Page", "make_page", "render_page", "write_page"]

_SCRIPTS = ("graph.js", "view.js", "panel.js", "search.js", "page.js")
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
GRAPH = "\x00graph\x00"  # where the graph goes: JSON has no such character
PIECE = 2_000  # nodes or edges that are written at a time
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def _own(name: str) -> str:
    return (files("exports") / "html" / name).read_text(encoding="utf-8")


def _script() -> str:
    body = "\n".join(_own(f"scripts/{name}") for name in _SCRIPTS)
    return f"(() => {{\n'use strict';\n{body}\n}})();"


def _safe(text: str) -> str:
    """JSON that cannot end the element it stands in; half surrogates become question marks."""
    return _UNSAFE.sub(
        lambda found: "?" if "\ud800" <= found[0] <= "\udfff" else f"\\u{ord(found[0]):04x}", text
    )


def _json(data: object) -> str:
    return _safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _json_parts(data: dict[str, Any]) -> Iterator[str]:
    """The JSON of an object, its long lists in pieces: a large graph takes little more memory."""
    opening = "{"
    for key, value in data.items():
        yield f"{opening}{_json(key)}:"
        opening = ","
        if isinstance(value, list) and len(value) > PIECE:
            pieces = (value[start : start + PIECE] for start in range(0, len(value), PIECE))
            for number, piece in enumerate(pieces):
                yield ("," if number else "[") + _json(piece)[1:-1]
            yield "]"
        else:
            yield _json(value)
    yield "}"


def _source_hash(script: str) -> str:
    digest = base64.b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _first_view(data: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges of the first view, as pyvis holds them for vis-network."""
    from pyvis.network import Network

    network = Network(directed=True)
    shown = set(data["start"])
    for index in data["start"]:
        node = data["nodes"][index]
        network.add_node(index, label=node["name"], x=node["x"], y=node["y"], physics=False)
    joined = {(e[0], e[1]): e[2] for e in data["edges"] if {e[0], e[1]} <= shown}
    for (head, tail), relation in sorted(joined.items()):
        network.add_edge(head, tail, relation=relation)
    nodes, edges, *_ = network.get_network_data()
    return nodes, edges


def render_page(data: dict[str, Any]) -> Iterator[str]:
    """The page for some data.

    Args:
        data: From `exports.html.data.page_data`.

    Yields:
        A complete HTML document in pieces, the same for the same data.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    vis = (files("pyvis") / _VIS).read_text(encoding="utf-8")
    script = _script()
    nodes, edges = _first_view(data)
    first = {"nodes": nodes, "edges": edges}
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        _own("template.html.j2")
    )
    counts = {t: sum(n["type"] == t for n in data["nodes"]) for t in data["types"]}
    # The marked strings are our own files and JSON without "<".
    page = template.render(
        style=Markup(_own("style.css")),  # noqa: S704
        vis=Markup(vis),  # noqa: S704
        script=Markup(script),  # noqa: S704
        graph=GRAPH,
        first=Markup(_json(first)),  # noqa: S704
        script_sources=f"{_source_hash(vis)} {_source_hash(script)}",
        types=data["types"],
        counts=counts,
        node_count=len(data["nodes"]),
        edge_count=len(data["edges"]),
    )
    before, after = page.split(GRAPH)
    yield before
    yield from _json_parts(data)
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
        style = "width:100%;height:640px;border:0"
        return f'<iframe style="{style}" srcdoc="{escape(self.html)}"></iframe>'


def make_page(graph: nx.MultiDiGraph[str], layout: Layout) -> Page:
    """The page of a graph.

    Args:
        graph: Keeps the contract of `kg.graph`; it is not changed.
        layout: A place for every node.
    """
    return Page("".join(render_page(page_data(graph, layout))))


def write_page(knowledge: Knowledge, path: Path) -> None:
    """Write the page of a library."""
    with replacing(path) as file:
        for piece in render_page(page_data(knowledge.graph, knowledge.layout)):
            file.write(piece.encode("utf-8"))
