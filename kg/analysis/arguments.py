"""What a caller may ask for: types, roles and relations that there are."""

from __future__ import annotations

from collections.abc import Iterable

from ontology.errors import GraphError, invalid_value
from ontology.schema import RELATIONS, ROLES, NodeType, Role

__all__ = ["check_relation", "check_role", "check_type"]


def check_type(name: str, types: Iterable[str] = NodeType) -> None:
    """Refuse what is no type of a node.

    Args:
        name: What was asked for.
        types: Those that will do.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name not in set(types):
        raise GraphError(invalid_value("node type", name, types))


def check_role(name: str | None) -> None:
    """Refuse what is no role; None stands for any.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name is not None and name not in ROLES:
        raise GraphError(invalid_value("role", name, Role))


def check_relation(name: str) -> None:
    """Refuse what is no relation of the schema.

    Raises:
        GraphError: If it is none; the message lists those there are.
    """
    if name not in set(RELATIONS):
        raise GraphError(invalid_value("relation", name, RELATIONS))
