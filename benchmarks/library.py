"""How a library grows: seconds of each stage, memory and sizes, next to bare NetworkX and rdflib.

    python benchmarks/library.py out                 # a library that was built before
    python benchmarks/library.py out --sizes 1000 8000 60000
    python benchmarks/library.py out --peers 50000   # triples for rdflib, of which it takes long

Each size is measured in a process of its own, over the first papers of the
library by a hash of their ids. The growth is the exponent between neighbouring
sizes: 1 is linear. What was extracted is taken from the library: how long
extraction takes is for `benchmarks/extraction.py`. The ratios to the peers are
of one process, in turns.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ontology.knowledge import Knowledge

SIZES = (1_000, 4_000, 16_000, 60_000)
SMALL = 0.05  # seconds below which a growth means nothing


class Clock:
    """Seconds of processor time of named stages: other work on the machine counts less in them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """Count what happens inside."""
        begin = time.process_time()
        yield
        self.seconds[name] = time.process_time() - begin


def peak() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def some(folder: Path, size: int) -> tuple[list[Any], list[Any], Any]:
    """So many papers of a library, their extractions, and its overrides."""
    from kg.library.store import read_parts

    papers, extractions, overrides = read_parts(folder)
    chosen = sorted(papers, key=lambda paper: sha256(paper.id.encode()).digest())[:size]
    ids = {paper.id for paper in chosen}
    return chosen, [e for e in extractions if e.paper in ids], overrides


def stages(folder: Path, size: int) -> dict[str, Any]:
    """Seconds, memory and sizes of a library of so many papers."""
    from exports.formats import FORMATS, USUAL
    from kg.graph import build_graph, check_graph
    from kg.layout import lay_out
    from kg.library.database import DATABASE, writing
    from kg.library.extractions import storing
    from kg.library.publishing import publish
    from kg.library.store import Content, change, read_knowledge
    from kg.memory import collecting_later
    from kg.resolution import resolve
    from ontology.knowledge import Knowledge

    papers, extractions, overrides = some(folder, size)
    ordered = tuple(sorted(papers, key=lambda paper: paper.node))
    clock = Clock()
    with clock.measure("resolution"), collecting_later():
        found = resolve(extractions, overrides)
    with clock.measure("graph"):
        graph = build_graph(ordered, found.entities, found.claims, found.results)
    with clock.measure("contract"), collecting_later():
        check_graph(graph)
    by_id = {extraction.paper: extraction for extraction in extractions}
    knowledge = Knowledge(
        ordered, tuple(by_id[paper.id] for paper in ordered), found.entities, found.claims,
        found.results, found.merges, found.links, graph,
    )  # fmt: skip
    sizes: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        with clock.measure("layout"):
            knowledge = replace(knowledge, layout=lay_out(graph))
        for format_ in (FORMATS[name] for name in USUAL):
            with clock.measure(format_.filename):
                format_.write(knowledge, out / format_.filename)
            sizes[format_.filename] = (out / format_.filename).stat().st_size / 1e6
        with writing(out / "new") as connection:
            for _ in storing(connection, extractions):
                pass
            with clock.measure("storing"):
                prints = {e.paper: e.fingerprint for e in extractions}
                records = [("benchmark", paper) for paper in papers]
                change(connection, out / "new", Content(records, prints, knowledge, overrides))
            publish(connection, out / "new")
        most = peak()
        del knowledge, found, graph, extractions, by_id
        with clock.measure("load"):
            loaded = read_knowledge(out / "new")
        sizes[DATABASE] = (out / "new" / DATABASE).stat().st_size / 1e6
    counts = {
        "papers": len(loaded.papers), "entities": len(loaded.entities),
        "claims": len(loaded.claims), "results": len(loaded.results),
    }  # fmt: skip
    return {"counts": counts, "seconds": clock.seconds, "MB": sizes, "peak MB": most}


def peers(folder: Path, size: int, triples: int) -> dict[str, float]:
    """Ratios to bare NetworkX and to rdflib."""
    from kg.assembly import assemble

    knowledge = assemble(*some(folder, size))
    return {**graph_ratio(knowledge), **turtle_ratio(knowledge, triples)}


def graph_ratio(knowledge: Knowledge, rounds: int = 3) -> dict[str, float]:
    """Time of our graph over that of adding the same nodes and edges to a bare one."""
    import networkx as nx

    from kg.graph import build_graph

    nodes: list[Any] = list(knowledge.graph.nodes(data=True))
    edges: list[Any] = list(knowledge.graph.edges(keys=True, data=True))

    def ours() -> object:
        return build_graph(
            knowledge.papers, knowledge.entities, knowledge.claims, knowledge.results
        )

    def bare() -> object:
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node, told in nodes:
            graph.add_node(node, **told)
        for head, tail, key, said in edges:
            graph.add_edge(head, tail, key, **said)
        return graph

    times = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    own, other = min(t for t, _ in times), min(t for _, t in times)
    return {
        "edges": len(edges),
        "graph s": own,
        "bare NetworkX s": other,
        "graph / bare": own / other,
    }


def turtle_ratio(knowledge: Knowledge, most: int) -> dict[str, float]:
    """Time of rdflib, add and serialize, over that of our writer, for the same triples."""
    import pyoxigraph as ox
    import rdflib

    from exports.rdf import triples
    from ontology.namespaces import PREFIXES

    some_triples = list(islice(triples(knowledge), most))
    lines = "".join(f"{triple} .\n" for triple in some_triples)
    ready = list(rdflib.Graph().parse(data=lines, format="nt"))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "graph.ttl"

        def ours() -> None:
            with path.open("wb") as file:
                some = islice(triples(knowledge), most)
                ox.serialize(some, file, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))

        def peer() -> None:
            graph = rdflib.Graph()
            for triple in ready:
                graph.add(triple)
            graph.serialize(path.with_suffix(".rdflib"), format="turtle")

        before = peak()
        own = seconds(ours)
        grown = peak() - before
        other = seconds(peer)
    return {
        "triples": len(some_triples), "turtle s": own, "rdflib add + serialize s": other,
        "rdflib / turtle": other / own, "memory grown by writing, MB": grown,
    }  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def growth(measured: list[dict[str, Any]], stage: str) -> list[str]:
    """The exponents of a stage between neighbouring sizes."""
    exponents = []
    for one, other in pairwise(measured):
        before, after = one["seconds"][stage], other["seconds"][stage]
        ratio = other["counts"]["papers"] / one["counts"]["papers"]
        small = before < SMALL
        exponents.append("" if small else f"{math.log(after / before) / math.log(ratio):.2f}")
    return exponents


def report(measured: list[dict[str, Any]]) -> None:
    """Print stages by size, and how they grow."""
    heads = [f"{found['counts']['papers']:>9,}" for found in measured]
    print(f"{'CPU seconds, by papers':<22}{''.join(heads)}   growth")
    for stage in measured[0]["seconds"]:
        cells = "".join(f"{found['seconds'][stage]:>9.2f}" for found in measured)
        print(f"{stage:<22}{cells}   {'  '.join(growth(measured, stage))}")
    for what in ("entities", "claims", "results"):
        cells = "".join(f"{found['counts'][what]:>9,}" for found in measured)
        print(f"{what:<22}{cells}")
    for file in measured[0]["MB"]:
        cells = "".join(f"{found['MB'][file]:>9.1f}" for found in measured)
        print(f"{file + ', MB':<22}{cells}")
    cells = "".join(f"{found['peak MB']:>9.0f}" for found in measured)
    print(f"{'peak memory, MB':<22}{cells}")


def alone(*arguments: str) -> Any:
    """What this script measures in a process of its own."""
    command = [sys.executable, __file__, *arguments, "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--peers", type=int, default=1_000_000, help="triples to compare with")
    parser.add_argument("--part", choices=("stages", "peers"))
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.json:
        size = chosen.sizes[-1]
        measure = (
            stages(chosen.folder, size)
            if chosen.part == "stages"
            else peers(chosen.folder, size, chosen.peers)
        )
        print(json.dumps(measure))
        return
    from kg.library.store import read_parts

    most_papers = len(read_parts(chosen.folder)[0])
    chosen.sizes = sorted({min(size, most_papers) for size in chosen.sizes})
    folder = str(chosen.folder)
    if chosen.part != "peers":
        report([alone(folder, "--part", "stages", "--sizes", str(n)) for n in chosen.sizes])
    if chosen.part != "stages":
        size, most = str(chosen.sizes[-1]), str(chosen.peers)
        for name, value in alone(
            folder, "--part", "peers", "--sizes", size, "--peers", most
        ).items():
            print(f"{name:<32}{value:>12,.2f}")


if __name__ == "__main__":
    main()
