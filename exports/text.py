"""Characters that a format cannot hold, replaced one for one, so that offsets stay right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

__all__ = ["safe_values", "utf8_safe", "xml_safe"]

_LONE = re.compile("[\ud800-\udfff]")
# Not a Char of XML 1.0, https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def utf8_safe(text: str) -> str:
    r"""Replace what UTF-8 cannot hold, lone surrogates, by U+FFFD.

    >>> utf8_safe("a\ud800\x00")
    'a\ufffd\x00'
    """
    return _LONE.sub("\ufffd", text)


def xml_safe(text: str) -> str:
    r"""Replace what XML 1.0 forbids, lone surrogates and most control characters, by U+FFFD.

    >>> xml_safe("a\ud800\x00\n")
    'a\ufffd\ufffd\n'
    """
    return _FORBIDDEN.sub("\ufffd", text)


def safe_values(attributes: Mapping[str, object], safe: Callable[[str], str]) -> dict[str, object]:
    r"""Attributes of a node or an edge with their texts made safe.

    >>> safe_values({"name": "\x00", "papers": 1}, xml_safe)
    {'name': '\ufffd', 'papers': 1}
    """
    return {k: safe(v) if isinstance(v, str) else v for k, v in attributes.items()}
