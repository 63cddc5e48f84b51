"""A name means one thing, whether the graph, the folder or the triples are asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from exports.rdf import triples
from kg.analysis.names import find_nodes
from kg.assembly import assemble
from kg.library.lookup import ego_in
from kg.sparql.engine import make_store
from kg.sparql.names import Names
from kg.sparql.parameters import THING
from ontology.errors import GraphError, QueryError
from ontology.knowledge import Knowledge
from ontology.namespaces import ID_BASE
from ontology.records import Evidence, Extraction, Paper, PaperEntity, Relation, Result
from ontology.schema import EntityRelation, EntityType, ResultKind

MODEL, DATASET, TASK, METRIC = EntityType


@pytest.fixture(scope="module")
def many(
    say: Callable[..., Evidence],
    thing: Callable[..., PaperEntity],
    tell: Callable[..., Extraction],
) -> Knowledge:
    """Papers that call several things by one name; read it, do not change it."""
    judge = Relation(1, EntityRelation.BENCHMARK_FOR, 0, (say(), say(start=90)))
    score = Result(None, 0, 1, 2, None, "3", 3.0, "", ResultKind.ABSOLUTE, None, say())
    told = {
        Paper("one", "Diffusion", ""): tell(
            "one", thing("Diffusion", MODEL), thing("Moth Lamp", DATASET), thing("Halo", MODEL)
        ),
        Paper("two", "Night Moths", ""): tell(
            "two", thing("Diffusion", MODEL), thing("Lantern", MODEL, forms=("Lantern", "ML"))
        ),
        Paper("night", "Night  moths", ""): tell(
            "night",
            thing("Diffusion", MODEL),
            thing("Lantern", MODEL, forms=("Lantern", "ML")),
            thing("dusk", METRIC),
        ),
        Paper("quiet", "silence", ""): tell(
            "quiet", thing("diffusion", TASK), thing("ML", DATASET)
        ),
        Paper("silence", "Tie", ""): tell(
            "silence",
            thing("dusk", TASK),
            thing("halo", DATASET),
            thing("lux", METRIC),
            relations=(judge,),
            results=(score,),
        ),
    }
    return assemble(list(told), list(told.values()))


@pytest.fixture(scope="module")
def store(many: Knowledge) -> ox.Store:
    """The same as triples; read it only."""
    return make_store(triples(many))


@pytest.fixture(scope="module")
def folder(
    many: Knowledge,
    tmp_path_factory: pytest.TempPathFactory,
    write_library: Callable[[Path, Knowledge], None],
) -> Path:
    """The same as a library."""
    path = tmp_path_factory.mktemp("many")
    write_library(path, many)
    return path


def first(graph: nx.MultiDiGraph[str], name: str, type_: str | None = None) -> str | None:
    """What a name means in the graph."""
    return next(iter(find_nodes(graph, name, type_)), None)


def in_triples(store: ox.Store, name: str, kind: str) -> str | None:
    """What it means in a query."""
    try:
        return Names(store).find(name, kind).value.removeprefix(ID_BASE)
    except QueryError:
        return None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("diffusion", "model/diffusion"),  # three papers, though the task is spelled so
        ("Diffusion", "model/diffusion"),
        ("task/diffusion", "task/diffusion"),
        ("the ML", "dataset/ml"),  # a name before an alias, though fewer papers have it
        ("halo", "dataset/halo"),  # one paper each; one more claim
        ("Halo", "dataset/halo"),
        ("dusk", "task/dusk"),  # one paper each; one more result
        ("night moths", "paper/night"),  # no entity: the first by id
        ("silence", "paper/quiet"),  # a title, though another paper has that id
        ("--", None),
        ("nothing", None),
    ],
)
def test_names_mean_the_same_in_triples_graph_and_folder(
    name: str, expected: str | None, many: Knowledge, store: ox.Store, folder: Path
) -> None:
    found = first(many.graph, name)
    assert found == expected
    assert in_triples(store, name, THING) == found
    if found is None:
        with pytest.raises(GraphError):
            ego_in(folder, name, hops=0)
    else:
        assert set(ego_in(folder, name, hops=0)) == set(find_nodes(many.graph, name))


def test_names_of_one_type_mean_the_same_in_triples_and_graph(
    many: Knowledge, store: ox.Store
) -> None:
    names = {name for entity in many.entities for name in (entity.name, *entity.aliases)}
    names |= {name.upper() for name in names} | {paper.title for paper in many.papers}
    for kind in (*EntityType, "Paper"):
        for name in sorted(names):
            assert in_triples(store, name, kind) == first(many.graph, name, kind)


def test_names_of_sources_are_found_where_nothing_else_is_called_so(store: ox.Store) -> None:
    assert in_triples(store, "two", THING) == "paper/two"
    assert in_triples(store, "Two", THING) is None
