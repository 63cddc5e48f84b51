"""Columns: every attribute that a graph may have, always the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx
import pytest

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Cell, edge_rows, node_rows
from ontology.errors import ExportError
from ontology.knowledge import Knowledge

Record = dict[str, Cell]


def records(columns: Mapping[str, type], rows: Iterable[tuple[Cell, ...]]) -> list[Record]:
    """Rows as records without what is unknown."""
    pairs = [zip(columns, row, strict=True) for row in rows]
    return [{name: cell for name, cell in row if cell is not None} for row in pairs]


def test_columns_hold_all_that_the_graph_of_real_papers_says(knowledge: Knowledge) -> None:
    graph = knowledge.graph
    assert records(NODE_COLUMNS, node_rows(graph)) == [
        {"id": node, **data} for node, data in graph.nodes.items()
    ]
    assert records(EDGE_COLUMNS, edge_rows(graph)) == [
        {"source": head, "target": tail, **data} for (head, tail, _), data in graph.edges.items()
    ]


def test_columns_say_the_type_of_what_stands_in_them(small: Knowledge) -> None:
    for record in records(NODE_COLUMNS, node_rows(small.graph)):
        assert [type(cell) is NODE_COLUMNS[name] for name, cell in record.items()].count(False) == 0
    for record in records(EDGE_COLUMNS, edge_rows(small.graph)):
        assert [type(cell) is EDGE_COLUMNS[name] for name, cell in record.items()].count(False) == 0


def test_columns_each_hold_something_in_the_small_corpus(small: Knowledge) -> None:
    # Else the tests of the tables would hold for columns that nothing fills.
    nodes = records(NODE_COLUMNS, node_rows(small.graph))
    edges = records(EDGE_COLUMNS, edge_rows(small.graph))
    assert {name for record in nodes for name in record} == set(NODE_COLUMNS)
    assert {name for record in edges for name in record} == set(EDGE_COLUMNS)


def test_columns_lose_no_attribute_in_silence() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("model/x", name="x", mass=1, colour="red")
    with pytest.raises(ExportError) as raised:
        list(node_rows(graph))
    assert str(raised.value).startswith(
        "model/x: no column for colour, mass; there are: id, name, "
    )
    graph.add_edge("model/x", "model/x", "uses@paper/y", weight=1)
    with pytest.raises(
        ExportError, match=r"^model/x -uses@paper/y-> model/x: no column for weight;"
    ):
        list(edge_rows(graph))
