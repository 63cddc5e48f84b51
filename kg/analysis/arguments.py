"""What a caller may ask for: types and roles that there are."""

from __future__ import annotations

from ontology.errors import GraphError, invalid_value
from ontology.schema import NodeType, Role

__all__ = ["check_role", "check_type"]


def check_type(name: str) -> None:
    """Refuse what is no type of a node.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name not in set(NodeType):
        raise GraphError(invalid_value("node type", name, NodeType))


def check_role(name: str | None) -> None:
    """Refuse what is no role; None stands for any.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name is not None and name not in set(Role):
        raise GraphError(invalid_value("role", name, Role))
