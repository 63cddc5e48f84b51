"""What the page knows: the whole graph, as columns of numbers and of strings.

Nodes are numbered by type in the order of the schema, so that papers come
first, and the number of a paper is the number of its text too. Papers that
the graph speaks of but does not hold (a part of a graph) follow after them
in the numbering of texts.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from exports.html.blocks import narrow
from exports.html.texts import Texts, astral_places, in_units
from ontology.knowledge import Layout
from ontology.schema import NODE_TYPES, RELATIONS, NodeType

__all__ = ["SURE", "PageData"]

SURE = 10_000  # a confidence of 1: it has four decimals
UNKNOWN_YEAR = 0
_STRINGS: Mapping[str, tuple[NodeType, ...]] = {
    "authors": (NodeType.PAPER,),
    "venue": (NodeType.PAPER,),
    "url": (NodeType.PAPER,),
    "license": (NodeType.PAPER,),
    "subtype": (NodeType.MODEL,),
    "aliases": (NodeType.MODEL, NodeType.DATASET, NodeType.TASK, NodeType.METRIC),
    "kind": (NodeType.RESULT,),
}  # which node types have an attribute that is text and that the page shows, besides the name


@dataclass(frozen=True)
class PageData:
    """A graph as the page has it.

    Attributes:
        graph: Keeps the contract of `kg.graph`; it is not changed.
        layout: Sizes for every node, places for those shown first.
        texts: What the sentences are taken from.
    """

    graph: nx.MultiDiGraph[str]
    layout: Layout
    texts: Texts

    @cached_property
    def by_type(self) -> dict[str, list[str]]:
        """Node ids by type, types in the order of the schema."""
        found: dict[str, list[str]] = {str(type_): [] for type_ in NODE_TYPES}
        for node, data in self.graph.nodes(data=True):
            found[data["type"]].append(node)
        return found

    @cached_property
    def index(self) -> dict[str, int]:
        """Node id to its number."""
        nodes = (node for nodes in self.by_type.values() for node in nodes)
        return {node: number for number, node in enumerate(nodes)}

    @cached_property
    def papers(self) -> list[str]:
        """The node ids of all papers, those that only edges name last; by number of the text."""
        papers = self.by_type[NodeType.PAPER]
        named = {data["paper"] for _, _, data in self.graph.edges(data=True)}
        return papers + sorted(named.difference(papers))

    def ranges(self) -> dict[str, tuple[int, int]]:
        """For each type the number of its first node, and how many there are."""
        found, at = {}, 0
        for type_, nodes in self.by_type.items():
            found[type_] = (at, len(nodes))
            at += len(nodes)
        return found

    def strings(self) -> dict[str, Iterable[str]]:
        """The texts of all nodes by column; one that not all types have starts at its first."""
        columns: dict[str, Iterable[str]] = {
            "id": self.index,
            "name": self._attribute("name", NODE_TYPES),
            "elsewhere": self.papers[len(self.by_type[NodeType.PAPER]) :],
        }
        return columns | {key: self._attribute(key, types) for key, types in _STRINGS.items()}

    def tables(self) -> dict[str, Iterable[object]]:
        """What was found about the graph as a whole; nodes by number, -1 for none."""
        index = self.index
        return {
            "communities": [community.name for community in self.layout.communities],
            "leaderboards": [
                [
                    -1 if board.task is None else index[board.task], index[board.dataset],
                    index[board.metric], board.scale, str(board.direction or ""),
                    [[row.rank or 0, index[row.result]] for row in board.rows],
                ]
                for board in self.layout.leaderboards
            ],
        }  # fmt: skip

    def starts(self) -> dict[str, int]:
        """The number of the first node that each column is about, where that is not 0."""
        first = {key: types[0] for key, types in _STRINGS.items()}
        first["number"] = NodeType.RESULT
        ranges = self.ranges()
        return {key: ranges[type_][0] for key, type_ in first.items() if ranges[type_][0]}

    def _attribute(self, key: str, types: Iterable[str]) -> Iterator[str]:
        nodes = self.graph.nodes
        return (nodes[node].get(key, "") for type_ in types for node in self.by_type[type_])

    @cached_property
    def numbers(self) -> dict[str, array[int] | array[float]]:
        """Everything of nodes and edges that is a number, by column.

        Edges are sorted by head; ``out[n]`` is the first edge of node n.
        """
        nodes = self.graph.nodes
        data = [nodes[node] for node in self.index]
        sizes = [self.layout.sizes[node] for node in self.index]
        results = (nodes[node] for node in self.by_type[NodeType.RESULT])
        whole = {
            "papers": array("I", [d["papers"] for d in data]),
            "radius": array("I", [radius for radius, _ in sizes]),
            "letters": array("I", [letters for _, letters in sizes]),
            "year": array(
                "I", [nodes[n].get("year", UNKNOWN_YEAR) for n in self.by_type[NodeType.PAPER]]
            ),
            "community": self._communities(),
            **self._edges(),
        }
        number = array("d", [result.get("number", math.nan) for result in results])
        return {"number": number, **{name: narrow(column) for name, column in whole.items()}}

    def _communities(self) -> array[int]:
        """The number of each entity's community, from 1; 0 where it has none."""
        column = array("I", bytes(4 * len(self.index)))
        for community in self.layout.communities:
            for member in community.members:
                column[self.index[member]] = community.number + 1
        return column

    def _edges(self) -> dict[str, array[int]]:
        relations = {str(relation): number for number, relation in enumerate(RELATIONS)}
        numbers = {paper: number for number, paper in enumerate(self.papers)}
        astral = {paper: astral_places(self.texts.read(paper).text) for paper in self.papers}
        names = (
            "tail", "relation", "confidence", "support", "paper",
            "sentence", "sentence_length", "start", "length",
        )  # fmt: skip
        columns = {name: array("I") for name in names}
        out = array("I", [0])
        appends = [columns[name].append for name in names]
        tails = dict(self.graph.adjacency())  # views of one node at a time are slow
        for node in self.index:
            edges = ((tail, data) for tail, keyed in tails[node].items() for data in keyed.values())
            for tail, data in edges:
                paper = data["paper"]
                row = (
                    self.index[tail], relations[data["relation"]], round(SURE * data["confidence"]),
                    data["support"], numbers[paper], *self._in_text(data, astral[paper]),
                )  # fmt: skip
                for append, value in zip(appends, row, strict=True):
                    append(value)
            out.append(len(columns["tail"]))
        return {"out": out, **columns}

    def _in_text(self, data: Mapping[str, Any], astral: list[int]) -> tuple[int, int, int, int]:
        """Start and length of the sentence; start in it, and length, of what is marked."""
        shift = self.texts.place(data["paper"], data["sentence_start"]) - data["sentence_start"]
        names = ("sentence_start", "sentence_end", "start", "end")
        if astral:
            begin, end, start, stop = (in_units(data[name] + shift, astral) for name in names)
        else:
            begin, end, start, stop = (data[name] + shift for name in names)
        return begin, end - begin, start - begin, stop - start
