"""How long the named queries take: medians, asked of the things that most papers name.

    python benchmarks/queries.py out               # a library that was built before
    python benchmarks/queries.py out --memory      # loaded into memory
    python benchmarks/queries.py out --rdflib      # a small one, with the same by rdflib

Each query runs in the process of `paperkg query`, from the store that this
opens. The parameters are the worst case: the model, data set and so on that
most papers name, the paper with most data sets. A store is opened once; how
long that takes, and the first time of all, stands above the table.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph as ox

ROUNDS = 9
TARGET = 100.0  # milliseconds

HUBS = """SELECT ?x {{ ?x a pk:{} ; pk:paperCount ?n }} ORDER BY DESC(?n) ?x LIMIT 2"""
PAPERS = """SELECT ?x (COUNT(?d) AS ?n) {{ ?x pk:{} ?d ; a pk:Paper }}
GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 2"""
AUTHORS = "SELECT ?a { ?p dcterms:creator ?a } GROUP BY ?a ORDER BY DESC(COUNT(?p)) ?a LIMIT 1"
YEARS = "SELECT ?y { ?p dcterms:issued ?y } GROUP BY ?y ORDER BY DESC(COUNT(?p)) LIMIT 1"


def worst_values(store: ox.Store) -> dict[str, list[str]]:
    """By kind of parameter, the two things to ask of that have most to tell."""
    from kg.sparql.engine import run_query

    def first(query: str) -> list[str]:
        return [str(row[0]) for row in run_query(store, query).rows]

    found = {kind: first(HUBS.format(kind)) for kind in ("Model", "Dataset", "Task", "Metric")}
    found["Entity"] = found["Thing"] = found["Model"]
    found["Paper"] = first(PAPERS.format("evaluatesOn"))
    found["text"] = first(AUTHORS) or ["Nobody"]
    found["year"] = first(YEARS) or ["2020"]
    return found


def fitting(query: str, worst: dict[str, list[str]]) -> dict[str, str]:
    """The worst values for the parameters that a query needs."""
    from kg.sparql.parameters import declared

    left = {kind: list(values) for kind, values in worst.items()}
    given = {}
    for parameter in declared(query):
        if parameter.default is None:
            values = left[parameter.kind]
            given[parameter.name] = values.pop(0) if len(values) > 1 else values[0]
    return given


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of something, after a first run that does not count."""
    work()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return 1000 * median(times)


def by_rdflib(folder: Path) -> Callable[[str], int]:
    """A function from a query to the number of rows that rdflib gives."""
    import rdflib

    from exports.rdf import to_rdflib
    from kg.library.store import read_knowledge
    from ontology.namespaces import PREFIXES

    graph = to_rdflib(read_knowledge(folder))
    known = {prefix: rdflib.Namespace(iri) for prefix, iri in PREFIXES.items()}

    def ask(query: str) -> int:
        return len(list(graph.query(query, initNs=known)))

    return ask


def in_memory(store: ox.Store) -> ox.Store:
    """A store in memory with the same triples."""
    import pyoxigraph as ox

    loaded = ox.Store()
    loaded.bulk_extend(store)
    return loaded


def report(store: ox.Store, rdflib_ask: Callable[[str], int] | None) -> None:
    """Print each query with its rows and its median, those that miss the target marked."""
    from kg.queries import named_queries
    from kg.sparql.engine import complete, run_query
    from kg.sparql.names import Names

    worst = worst_values(store)
    names = Names(store)
    print(
        f"{'query':<24}{'rows':>8}{'ms':>10}" + ("" if rdflib_ask is None else "    rdflib / ours")
    )
    slow, ratios = [], []
    for name, query in named_queries().items():
        given = fitting(query, worst)
        rows = len(run_query(store, query, **given))
        ours = milliseconds(partial(run_query, store, query, **given))
        line = f"{name:<24}{rows:>8,}{ours:>10.1f}"
        if rdflib_ask is not None:
            ready = complete(names, query, given)
            theirs = milliseconds(partial(rdflib_ask, ready), rounds=1)
            ratios.append(theirs / ours)
            same = "" if rdflib_ask(ready) == rows else "   other rows"
            line += f"{theirs / ours:>17.0f}{same}"
        if ours > TARGET:
            slow.append(name)
            line += "   slow"
        print(line, flush=True)
    print(f"over {TARGET:.0f} ms: {', '.join(slow) or 'none'}")
    if ratios:
        print(f"rdflib / ours, median: {median(ratios):.0f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--memory", action="store_true", help="load the store into memory first")
    parser.add_argument("--rdflib", action="store_true", help="the same by rdflib, which is slow")
    chosen = parser.parse_args()
    from kg.library.triple_store import open_store
    from kg.sparql.engine import run_query

    for name in ("first opened", "opened again"):
        begin = time.perf_counter()
        store = open_store(chosen.folder)
        print(f"{name:<24}{time.perf_counter() - begin:>10.2f} s")
    count = run_query(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0][0]
    print(f"{'triples':<24}{count or 0:>10,}")
    if chosen.memory:
        begin = time.perf_counter()
        store = in_memory(store)
        print(f"{'loaded':<24}{time.perf_counter() - begin:>10.2f} s")
    report(store, by_rdflib(chosen.folder) if chosen.rdflib else None)


if __name__ == "__main__":
    main()
