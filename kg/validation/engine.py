"""The engines that can check, apart from what they need: the command line reads this alone."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Engine"]


class Engine(StrEnum):
    """What checks."""

    AUTO = "auto"
    SHACL = "shacl"
    STREAM = "stream"
