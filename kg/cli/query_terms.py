"""Terms in a query that our ontology does not have: the usual reason for an empty answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from kg.sparql.text import blanked
from ontology.namespaces import ONTOLOGY
from ontology.terms import CLASSES, PROPERTIES

__all__ = ["unknown_terms"]

_TERM = re.compile(r"(?<![\w.-])pk:([\w-]+)")
_OTHER_PREFIX = re.compile(rf"\bPREFIX\s+pk:\s*<(?!{ONTOLOGY}#>)", re.IGNORECASE)


def unknown_terms(query: str) -> Iterator[str]:
    """What is wrong with each unknown term in our closed namespace, once each.

    >>> list(unknown_terms("SELECT ?d { ?p pk:evaluateson ?d ; a pk:Paper }  # pk:no"))
    ['pk:evaluateson is not in the ontology (did you mean pk:evaluatesOn?)']
    """
    if _OTHER_PREFIX.search(query):
        return
    known = {*CLASSES, *PROPERTIES}
    for name in dict.fromkeys(_TERM.findall(blanked(query))):
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f" (did you mean pk:{near[0]}?)" if near else ""
            yield f"pk:{name} is not in the ontology{hint}"
