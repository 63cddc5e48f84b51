"""A field of four papers made by hand, in which every named query has something to tell."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from exports.rdf import triples
from kg.assembly import assemble
from kg.sparql.engine import make_store
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, Paper, PaperEntity, Relation, Result
from ontology.schema import Direction, EntityRelation, EntityType, ResultKind, Role

MODEL, DATASET, TASK, METRIC = EntityType
Say = Callable[..., Evidence]
Thing = Callable[..., PaperEntity]
Tell = Callable[..., Extraction]


def _owl(say: Say, thing: Thing, tell: Tell) -> tuple[Paper, Extraction]:
    paper = Paper("owl", "OwlNet: Seeing at Night", "", 2020, ("Ada Falter",))
    entities = (
        thing("OwlNet", MODEL, Role.INTRODUCES, evidence=(say("We introduce OwlNet.", 0.9),)),
        thing("owl detection", TASK, Role.ADDRESSES),
        thing("Barn", DATASET, Role.EVALUATES_ON),
        thing("Forest", DATASET, Role.EVALUATES_ON),
        thing("accuracy", METRIC, Role.REPORTS),
        thing("HawkNet", MODEL, Role.COMPARES_WITH),
        thing("BirdFormer", MODEL, Role.USES),
    )
    relations = (
        Relation(0, EntityRelation.EVALUATED_ON, 2, (say("OwlNet is run on Barn.", 0.7),)),
        Relation(0, EntityRelation.APPLIED_TO, 1, (say("OwlNet detects owls.", 0.6),)),
        Relation(0, EntityRelation.OUTPERFORMS, 5, (say("OwlNet beats HawkNet.", 0.95),)),
        Relation(0, EntityRelation.BASED_ON, 6, (say("OwlNet builds on BirdFormer."),)),
        Relation(2, EntityRelation.BENCHMARK_FOR, 1, (say("Barn judges owl detection."),)),
        Relation(1, EntityRelation.MEASURED_BY, 4, (say("Owls are counted by accuracy."),)),
    )
    results = (
        Result(0, 1, 2, 4, None, "90.5%", 90.5, "%", ResultKind.ABSOLUTE, Direction.HIGHER, say()),
        Result(0, None, None, None, 5, "2 points", 2.0, "points", ResultKind.DELTA, None, say()),
    )
    return paper, tell("owl", *entities, relations=relations, results=results)


def _lynx(say: Say, thing: Thing, tell: Tell) -> tuple[Paper, Extraction]:
    paper = Paper("lynx", "LynxNet at Dusk", "", 2021, ("Ada Falter", "Bo Nachtigall"))
    entities = (
        thing("LynxNet", MODEL, Role.INTRODUCES, evidence=(say("Here is LynxNet.", 0.85),)),
        thing("OwlNet", MODEL, Role.COMPARES_WITH),
        thing("owl detection", TASK, Role.ADDRESSES),
        thing("Barn", DATASET, Role.EVALUATES_ON),
        thing("Forest", DATASET, Role.EVALUATES_ON),
        thing("Meadow", DATASET, Role.EVALUATES_ON),
        thing("accuracy", METRIC, Role.REPORTS),
        thing("latency", METRIC, Role.REPORTS),
    )
    relations = (
        Relation(0, EntityRelation.OUTPERFORMS, 1, (say("LynxNet beats OwlNet.", 0.75),)),
        Relation(0, EntityRelation.BASED_ON, 1, (say("LynxNet extends OwlNet."),)),
        Relation(0, EntityRelation.EVALUATED_ON, 3, (say("LynxNet is run on Barn."),)),
        Relation(5, EntityRelation.BENCHMARK_FOR, 2, (say("Meadow judges owl detection."),)),
    )
    results = (
        Result(0, 2, 3, 6, None, "92%", 92.0, "%", ResultKind.ABSOLUTE, Direction.HIGHER, say()),
        Result(0, 2, 3, 7, None, "12 ms", 12.0, "ms", ResultKind.ABSOLUTE, Direction.LOWER, say()),
        Result(1, 2, 3, 7, None, "9 ms", 9.0, "ms", ResultKind.ABSOLUTE, Direction.LOWER, say()),
    )
    return paper, tell("lynx", *entities, relations=relations, results=results)


def _survey(say: Say, thing: Thing, tell: Tell) -> tuple[Paper, Extraction]:
    paper = Paper("survey", "A Survey of Night Birds", "", 2021)
    entities = (
        thing("OwlNet", MODEL),
        thing("OwlNet-Large", MODEL),
        thing("LynxNet", MODEL, evidence=(say("LynxNet, perhaps.", 0.2),)),
        thing("owl detection", TASK, Role.ADDRESSES),
        thing("bird detection", TASK, Role.ADDRESSES),
        thing("Cliff", DATASET, Role.EVALUATES_ON),
    )
    relations = (
        Relation(1, EntityRelation.VARIANT_OF, 0, (say("OwlNet-Large is an OwlNet."),)),
        Relation(3, EntityRelation.BROADER, 4, (say("Owls are birds."),)),
        Relation(5, EntityRelation.BENCHMARK_FOR, 3, (say("Cliff judges owl detection."),)),
    )
    return paper, tell("survey", *entities, relations=relations)


def _eggs(thing: Thing, tell: Tell) -> tuple[Paper, Extraction]:
    paper = Paper("eggs", "Counting Eggs Quietly", "")
    entities = (
        thing("OwlNet", MODEL, Role.COMPARES_WITH, Role.USES),
        thing("egg counting", TASK, Role.ADDRESSES),
    )
    return paper, tell("eggs", *entities)


@pytest.fixture(scope="session")
def field(say: Say, thing: Thing, tell: Tell) -> Knowledge:
    """Four papers on night birds; read it, do not change it."""
    parts = (say, thing, tell)
    told = (_owl(*parts), _lynx(*parts), _survey(*parts), _eggs(thing, tell))
    return assemble([paper for paper, _ in told], [extraction for _, extraction in told])


@pytest.fixture(scope="session")
def night(field: Knowledge) -> ox.Store:
    """The field in a store; read it only."""
    return make_store(triples(field))
