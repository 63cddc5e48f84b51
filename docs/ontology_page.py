"""The page of the ontology, `docs/ontology.html`: one file, written from the tables.

    python docs/ontology_page.py      # after a change of schema.py, terms.py or shapes.py

Each term has an anchor of its own name, so that its IRI can lead there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from ontology.describe import DESCRIPTION, LICENSE, ONTOLOGY_PREFIXES
from ontology.namespaces import ONTOLOGY, full
from ontology.terms import CLASSES, ONTOLOGY_VERSION, PROPERTIES

PAGE = Path(__file__).with_name("ontology.html")

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h3 { margin: 2rem 0 0 } p { margin: .2rem 0 .5rem }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .1rem 1rem; margin: 0 }
dt { color: #555 } dd { margin: 0 } code { font-size: .9em } nav { columns: 4 12rem }
nav a { display: block }
"""


def _link(term: str) -> str:
    prefix, _, local = term.partition(":")
    target = f"#{local}" if prefix == "pk" else ONTOLOGY_PREFIXES[prefix] + local
    return f'<a href="{escape(target)}"><code>{escape(term)}</code></a>'


def _term(name: str, label: str, comment: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'<h3 id="{escape(name)}"><code>pk:{escape(name)}</code> {escape(label)}</h3>'
    yield f"<p>{escape(comment)}</p>"
    yield "<dl>"
    yield f"<dt>IRI</dt><dd><code>{escape(full(f'pk:{name}'))}</code></dd>"
    for what, said in rows:
        if said:
            yield f"<dt>{what}</dt><dd>{said}</dd>"
    yield "</dl>"


def _links(terms: Iterable[str]) -> str:
    return ", ".join(map(_link, terms))


def _body() -> Iterator[str]:
    yield "<h1>The paperkg ontology</h1>"
    yield f"<p>{escape(DESCRIPTION)}</p>"
    yield (
        f"<p>Version {ONTOLOGY_VERSION}. Namespace <code>{ONTOLOGY}#</code>, prefix "
        f'<code>pk</code>. <a href="{LICENSE}">CC0 1.0</a>.</p>'
    )
    yield "<nav>"
    yield from (f'<a href="#{name}"><code>{name}</code></a>' for name in (*CLASSES, *PROPERTIES))
    yield "</nav>"
    yield "<h2>Classes</h2>"
    for name, kind in CLASSES.items():
        parents, related = _links(kind.parents), _links(kind.related)
        ends = (("is also", parents), ("comes near", related))
        yield from _term(name, kind.label, kind.comment, ends)
    yield "<h2>Properties</h2>"
    for name, term in PROPERTIES.items():
        rows = (
            ("used with", _links(term.domain)),
            ("values", _links(term.range)),
            ("implies", _links(term.parents)),
            ("comes near", _links(term.related)),
            ("read backwards", escape(term.inverse)),
        )
        yield from _term(name, term.label, term.comment, rows)


def page() -> str:
    """The page as HTML."""
    head = f'<meta charset="utf-8"><title>paperkg ontology</title><style>{STYLE}</style>'
    body = "\n".join(_body())
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
