"""Terms in a query that our ontology does not have: the usual reason for an empty answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ontology.namespaces import ONTOLOGY
from ontology.terms import CLASSES, PROPERTIES

__all__ = ["unknown_terms"]

# Texts, IRIs and comments are stepped over, nearly as SPARQL has them: this is for a hint only.
_TERMS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|<[^<>\s]*>|#[^\n]*|(?<![\w.-])pk:(?P<name>[\w-]+)")
_OTHER_PREFIX = re.compile(rf"\bPREFIX\s+pk:\s*<(?!{ONTOLOGY}#>)", re.IGNORECASE)


def unknown_terms(query: str) -> Iterator[str]:
    """What is wrong with each unknown term in our closed namespace, once each.

    >>> list(unknown_terms("SELECT ?d { ?p pk:evaluateson ?d ; a pk:Paper }  # pk:no"))
    ['pk:evaluateson is not in the ontology (did you mean pk:evaluatesOn?)']
    """
    if _OTHER_PREFIX.search(query):
        return
    known = {*CLASSES, *PROPERTIES}
    names = dict.fromkeys(found["name"] for found in _TERMS.finditer(query))
    for name in names:
        if name is not None and name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f" (did you mean pk:{near[0]}?)" if near else ""
            yield f"pk:{name} is not in the ontology{hint}"
