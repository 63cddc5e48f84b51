"""The papers that name some entities."""

from __future__ import annotations

import networkx as nx

from kg.analysis.arguments import check_role
from kg.analysis.names import must_find
from ontology.errors import GraphError
from ontology.schema import RELATIONS, EntityType, NodeType, Role

__all__ = ["Asked", "asked_for", "find_papers", "takes"]

Asked = list[tuple[EntityType | None, str]]  # type, where it is given, and name


def asked_for(
    entity: str | None = None,
    role: str | None = None,
    *,
    model: str | None = None,
    dataset: str | None = None,
    task: str | None = None,
    metric: str | None = None,
) -> Asked:
    """What a call asks for, checked.

    Args:
        entity: Name, alias or node id of whatever type; see `find_nodes`.
        role: What the papers shall do with them.
        model: Name, alias or node id of a model.
        dataset: Of a data set.
        task: Of a task.
        metric: Of a metric.

    Raises:
        GraphError: If nothing is asked for, the role is unknown, or of none of them.

    >>> [(str(type_), name) for type_, name in asked_for(task="moth counting")]
    [('Task', 'moth counting')]
    """
    typed = {
        EntityType.MODEL: model,
        EntityType.DATASET: dataset,
        EntityType.TASK: task,
        EntityType.METRIC: metric,
    }
    check_role(role)
    asked: Asked = [] if entity is None else [(None, entity)]
    asked += [(type_, name) for type_, name in typed.items() if name is not None]
    if not asked:
        msg = "find_papers: give an entity, or one of model, dataset, task, metric"
        raise GraphError(msg)
    if role is not None and not any(takes(role, type_) for type_, _ in asked):
        names = ", ".join(str(type_) for type_, _ in asked)
        allowed = ", ".join(sorted(RELATIONS[Role(role)].range))
        msg = f"role {role!r} is for {allowed}, not for {names}"
        raise GraphError(msg)
    return asked


def takes(role: str | None, type_: EntityType | None) -> bool:
    """Whether papers can have a role for entities of a type; None may be any of them.

    >>> takes("evaluatesOn", EntityType.DATASET), takes("evaluatesOn", EntityType.TASK)
    (True, False)
    """
    if role is None or type_ is None:
        return True
    return NodeType(type_) in RELATIONS[Role(role)].range


def find_papers(
    graph: nx.MultiDiGraph[str], asked: Asked, role: str | None = None
) -> list[tuple[str, str]]:
    """The papers that name an entity; of several, the papers that name all of them.

    Args:
        graph: Of a library.
        asked: From `asked_for`.
        role: Only papers with this role for it; of several for those whose
            type can have it.

    Returns:
        Node id and title of each paper, sorted.

    Raises:
        GraphError: If nothing is called so; the message has the names most like it.
    """
    found = [
        {
            head
            for node in must_find(graph, name, type_)
            for head, _, said in graph.in_edges(node, data=True)
            if graph.nodes[head]["type"] == NodeType.PAPER
            and (role is None or said["relation"] == role or not takes(role, type_))
        }
        for type_, name in asked
    ]
    return sorted((paper, graph.nodes[paper]["name"]) for paper in set.intersection(*found))
