"""The named queries: each on known papers, with the exact answer; what each says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from exports.rdf import triples
from kg.assembly import assemble
from kg.queries import named_queries
from kg.sparql.answers import Cell
from kg.sparql.engine import make_store, run_query
from kg.sparql.parameters import Value, declared, summary
from ontology.records import Evidence, Extraction, Paper, PaperEntity, Result
from ontology.schema import Direction, EntityType, ResultKind, Role

Rows = tuple[tuple[Cell, ...], ...]

# Name, values given, columns, rows: read off the papers in conftest.py.
EXPECTED: list[tuple[str, dict[str, Value], str, Rows]] = [
    (
        "alike-papers",
        {"paper": "OwlNet: Seeing at Night"},
        "paper shared datasets paper_iri",
        (("LynxNet at Dusk", 2, "Barn, Forest", "pkp:lynx"),),
    ),
    (
        "author",
        {"author": "Ada Falter"},
        "year paper introduces paper_iri introduces_iri",
        (
            ("2021", "LynxNet at Dusk", "LynxNet", "pkp:lynx", "pkm:lynxnet"),
            ("2020", "OwlNet: Seeing at Night", "OwlNet", "pkp:owl", "pkm:owlnet"),
        ),
    ),
    (
        "based-on",
        {"model": "BirdFormer"},
        "derived papers derived_iri",
        (
            ("OwlNet", 4, "pkm:owlnet"),
            ("LynxNet", 2, "pkm:lynxnet"),
            ("OwlNet-Large", 1, "pkm:owlnet-large"),
        ),
    ),
    (
        "better-than",
        {"model": "OwlNet"},
        "better year paper confidence sentence better_iri paper_iri",
        (
            (
                "LynxNet",
                "2021",
                "LynxNet at Dusk",
                0.75,
                "LynxNet beats OwlNet.",
                "pkm:lynxnet",
                "pkp:lynx",
            ),
        ),
    ),
    (
        "dataset-models",
        {"dataset": "barn"},
        "model papers model_iri",
        (("LynxNet", 1, "pkm:lynxnet"), ("OwlNet", 1, "pkm:owlnet")),
    ),
    (
        "doubtful",
        {},
        "confidence head relation tail sentence head_iri tail_iri",
        (
            (
                0.2,
                "A Survey of Night Birds",
                "mentions",
                "LynxNet",
                "LynxNet, perhaps.",
                "pkp:survey",
                "pkm:lynxnet",
            ),
        ),
    ),
    (
        "evidence",
        {"from": "LynxNet", "to": "OwlNet"},
        "relation confidence paper sentence paper_iri",
        (
            ("basedOn", 0.8, "LynxNet at Dusk", "LynxNet extends OwlNet.", "pkp:lynx"),
            ("outperforms", 0.75, "LynxNet at Dusk", "LynxNet beats OwlNet.", "pkp:lynx"),
        ),
    ),
    (
        "in-common",
        {"first": "owl", "second": "LynxNet at Dusk"},
        "name first_role second_role name_iri",
        (
            ("Barn", "evaluatesOn", "evaluatesOn", "pkd:barn"),
            ("Forest", "evaluatesOn", "evaluatesOn", "pkd:forest"),
            ("OwlNet", "introduces", "comparesWith", "pkm:owlnet"),
            ("accuracy", "reports", "reports", "pki:accuracy"),
            ("owl detection", "addresses", "addresses", "pkt:owl-detection"),
        ),
    ),
    (
        "introduced",
        {"year": 2021},
        "paper type name paper_iri name_iri",
        (("LynxNet at Dusk", "Model", "LynxNet", "pkp:lynx", "pkm:lynxnet"),),
    ),
    (
        "introduced-by",
        {"entity": "OwlNet"},
        "paper year confidence sentence paper_iri",
        (("OwlNet: Seeing at Night", "2020", 0.9, "We introduce OwlNet.", "pkp:owl"),),
    ),
    (
        "leaderboard",
        {"dataset": "Barn"},
        "metric unit direction value model year paper metric_iri model_iri paper_iri",
        (
            (
                "accuracy",
                "%",
                "higher",
                "92%",
                "LynxNet",
                "2021",
                "LynxNet at Dusk",
                "pki:accuracy",
                "pkm:lynxnet",
                "pkp:lynx",
            ),
            (
                "accuracy",
                "%",
                "higher",
                "90.5%",
                "OwlNet",
                "2020",
                "OwlNet: Seeing at Night",
                "pki:accuracy",
                "pkm:owlnet",
                "pkp:owl",
            ),
            (
                "latency",
                "ms",
                "lower",
                "9 ms",
                "OwlNet",
                "2021",
                "LynxNet at Dusk",
                "pki:latency",
                "pkm:owlnet",
                "pkp:lynx",
            ),
            (
                "latency",
                "ms",
                "lower",
                "12 ms",
                "LynxNet",
                "2021",
                "LynxNet at Dusk",
                "pki:latency",
                "pkm:lynxnet",
                "pkp:lynx",
            ),
        ),
    ),
    (
        "model-results",
        {"model": "OwlNet"},
        "value kind metric dataset task baseline year paper paper_iri",
        (
            (
                "2 points",
                "delta",
                None,
                None,
                None,
                "HawkNet",
                "2020",
                "OwlNet: Seeing at Night",
                "pkp:owl",
            ),
            (
                "90.5%",
                "absolute",
                "accuracy",
                "Barn",
                "owl detection",
                None,
                "2020",
                "OwlNet: Seeing at Night",
                "pkp:owl",
            ),
            (
                "9 ms",
                "absolute",
                "latency",
                "Barn",
                "owl detection",
                None,
                "2021",
                "LynxNet at Dusk",
                "pkp:lynx",
            ),
        ),
    ),
    (
        "narrower-tasks",
        {"task": "bird detection"},
        "task papers task_iri",
        (("owl detection", 3, "pkt:owl-detection"),),
    ),
    (
        "never-together",
        {"dataset": "Barn"},
        "other task other_iri task_iri",
        (("Cliff", "owl detection", "pkd:cliff", "pkt:owl-detection"),),
    ),
    (
        "new-models",
        {"year": "2020"},
        "model paper model_iri paper_iri",
        (("OwlNet", "OwlNet: Seeing at Night", "pkm:owlnet", "pkp:owl"),),
    ),
    (
        "paper",
        {"paper": "A Survey of Night Birds"},
        "head relation tail confidence sentence head_iri tail_iri",
        (
            (
                "Cliff",
                "benchmarkFor",
                "owl detection",
                0.8,
                "Cliff judges owl detection.",
                "pkd:cliff",
                "pkt:owl-detection",
            ),
            (
                "OwlNet-Large",
                "variantOf",
                "OwlNet",
                0.9,
                "They say so.",
                "pkm:owlnet-large",
                "pkm:owlnet",
            ),
            (
                "OwlNet-Large",
                "variantOf",
                "OwlNet",
                0.8,
                "OwlNet-Large is an OwlNet.",
                "pkm:owlnet-large",
                "pkm:owlnet",
            ),
            (
                "this paper",
                "addresses",
                "bird detection",
                0.8,
                "They say so.",
                "pkp:survey",
                "pkt:bird-detection",
            ),
            (
                "this paper",
                "addresses",
                "owl detection",
                0.8,
                "They say so.",
                "pkp:survey",
                "pkt:owl-detection",
            ),
            ("this paper", "evaluatesOn", "Cliff", 0.8, "They say so.", "pkp:survey", "pkd:cliff"),
            (
                "this paper",
                "mentions",
                "LynxNet",
                0.2,
                "LynxNet, perhaps.",
                "pkp:survey",
                "pkm:lynxnet",
            ),
            ("this paper", "mentions", "OwlNet", 0.8, "They say so.", "pkp:survey", "pkm:owlnet"),
            (
                "this paper",
                "mentions",
                "OwlNet-Large",
                0.8,
                "They say so.",
                "pkp:survey",
                "pkm:owlnet-large",
            ),
            (
                "owl detection",
                "broader",
                "bird detection",
                0.8,
                "Owls are birds.",
                "pkt:owl-detection",
                "pkt:bird-detection",
            ),
        ),
    ),
    (
        "path",
        {"model": "LynxNet", "task": "bird detection"},
        "model applied_to paper sentence model_iri applied_to_iri paper_iri",
        (
            (
                "OwlNet",
                "owl detection",
                "OwlNet: Seeing at Night",
                "OwlNet detects owls.",
                "pkm:owlnet",
                "pkt:owl-detection",
                "pkp:owl",
            ),
        ),
    ),
    (
        "replacements",
        {"model": "OwlNet"},
        "year newer paper newer_iri paper_iri",
        (("2021", "LynxNet", "LynxNet at Dusk", "pkm:lynxnet", "pkp:lynx"),),
    ),
    (
        "sentences",
        {"entity": "LynxNet", "most": 3},
        "head relation tail confidence sentence head_iri tail_iri",
        (
            (
                "LynxNet at Dusk",
                "introduces",
                "LynxNet",
                0.85,
                "Here is LynxNet.",
                "pkp:lynx",
                "pkm:lynxnet",
            ),
            (
                "LynxNet",
                "evaluatedOn",
                "Barn",
                0.8,
                "LynxNet is run on Barn.",
                "pkm:lynxnet",
                "pkd:barn",
            ),
            (
                "LynxNet",
                "basedOn",
                "OwlNet",
                0.8,
                "LynxNet extends OwlNet.",
                "pkm:lynxnet",
                "pkm:owlnet",
            ),
        ),
    ),
    (
        "still-compared",
        {"model": "OwlNet"},
        "year paper paper_iri",
        (("2021", "LynxNet at Dusk", "pkp:lynx"), (None, "Counting Eggs Quietly", "pkp:eggs")),
    ),
    (
        "task-datasets",
        {"task": "owl detection"},
        "dataset papers dataset_iri",
        (("Barn", 2, "pkd:barn"), ("Cliff", 1, "pkd:cliff"), ("Meadow", 1, "pkd:meadow")),
    ),
    (
        "task-metrics",
        {"task": "owl detection"},
        "metric papers metric_iri",
        (("accuracy", 2, "pki:accuracy"), ("latency", 1, "pki:latency")),
    ),
    (
        "task-models",
        {"task": "owl detection"},
        "model papers model_iri",
        (("OwlNet", 1, "pkm:owlnet"),),
    ),
    (
        "tasks-without-dataset",
        {"least": 1},
        "task papers task_iri",
        (("bird detection", 1, "pkt:bird-detection"), ("egg counting", 1, "pkt:egg-counting")),
    ),
    (
        "top-baselines",
        {"least": 1},
        "model papers model_iri",
        (("OwlNet", 2, "pkm:owlnet"), ("HawkNet", 1, "pkm:hawknet")),
    ),
    (
        "top-datasets",
        {},
        "dataset papers dataset_iri",
        (("Barn", 2, "pkd:barn"), ("Forest", 2, "pkd:forest")),
    ),
    (
        "top-models",
        {"least": 1},
        "model papers model_iri",
        (
            ("OwlNet", 2, "pkm:owlnet"),
            ("BirdFormer", 1, "pkm:birdformer"),
            ("HawkNet", 1, "pkm:hawknet"),
        ),
    ),
    (
        "trend",
        {"entity": "OwlNet"},
        "year role papers",
        (
            ("2020", "introduces", 1),
            ("2021", "comparesWith", 1),
            ("2021", "mentions", 1),
        ),
    ),
    (
        "used-with",
        {"dataset": "Forest"},
        "other papers other_iri",
        (("Barn", 2, "pkd:barn"), ("Meadow", 1, "pkd:meadow")),
    ),
    (
        "variants",
        {"model": "OwlNet"},
        "variant papers variant_iri",
        (("OwlNet-Large", 1, "pkm:owlnet-large"),),
    ),
    (
        "worse-than",
        {"model": "OwlNet"},
        "worse year paper confidence sentence worse_iri paper_iri",
        (
            (
                "HawkNet",
                "2020",
                "OwlNet: Seeing at Night",
                0.95,
                "OwlNet beats HawkNet.",
                "pkm:hawknet",
                "pkp:owl",
            ),
        ),
    ),
]


def test_queries_all_are_tested() -> None:
    assert sorted(name for name, *_ in EXPECTED) == sorted(named_queries())
    assert len(EXPECTED) >= 20


@pytest.mark.parametrize(("name", "given", "columns", "rows"), EXPECTED)
def test_queries_on_known_papers(
    name: str, given: dict[str, Value], columns: str, rows: Rows, night: ox.Store
) -> None:
    answer = run_query(night, named_queries()[name], **given)
    assert " ".join(answer.columns) == columns
    assert answer.rows == rows


@pytest.mark.parametrize("name", named_queries())
def test_queries_say_what_they_answer_and_take(name: str) -> None:
    text = named_queries()[name]
    assert re.fullmatch(r"[A-Z].+\.", summary(text))
    for parameter in declared(text):
        assert f"${parameter.name}" in text.partition("SELECT")[2]
        assert parameter.default or parameter.example
    assert "ORDER BY" in text


@pytest.mark.parametrize(("name", "given", "columns", "rows"), EXPECTED)
def test_queries_have_the_iri_of_what_a_column_names(
    name: str, given: dict[str, Value], columns: str, rows: Rows
) -> None:
    places = {column: place for place, column in enumerate(columns.split())}
    for column in (c for c in places if c.endswith("_iri")):
        named = places[column.removesuffix("_iri")]
        for row in rows:
            assert (row[named] is None) == (row[places[column]] is None)


@pytest.mark.parametrize(
    ("name", "given", "first"),
    [
        ("leaderboard", {"dataset": "Barn", "metric": "latency"}, "latency"),
        ("leaderboard", {"dataset": "Barn", "metric": "any"}, "accuracy"),
        ("top-datasets", {"most": 1}, "Barn"),
        ("alike-papers", {"paper": "pkp:lynx", "least": "2"}, "OwlNet: Seeing at Night"),
        ("doubtful", {"below": 0.7, "most": 1}, 0.2),
    ],
)
def test_queries_do_what_their_options_say(
    name: str, given: dict[str, Value], first: Cell, night: ox.Store
) -> None:
    assert run_query(night, named_queries()[name], **given).rows[0][0] == first


@pytest.mark.parametrize("name", ["top-models", "top-datasets", "doubtful", "introduced"])
def test_queries_answer_nothing_of_no_papers(name: str) -> None:
    given: dict[str, Value] = {"year": 2020} if name == "introduced" else {}
    assert run_query(ox.Store(), named_queries()[name], **given).rows == ()


def test_queries_leaderboard_mixes_no_units_and_ranks_by_a_direction_only(
    say: Callable[..., Evidence],
    thing: Callable[..., PaperEntity],
    tell: Callable[..., Extraction],
) -> None:
    def score(model: int | None, value: str, number: float, unit: str, **more: Direction) -> Result:
        return Result(
            model, None, 2, 3, None, value, number, unit, ResultKind.ABSOLUTE,
            more.get("direction"), say(),
        )  # fmt: skip

    up = {"direction": Direction.HIGHER}
    things = (
        thing("OwlNet"), thing("LynxNet"), thing("Barn", EntityType.DATASET),
        thing("hoot score", EntityType.METRIC),
    )  # fmt: skip
    results = (
        score(0, "0.841", 0.841, "", **up),
        score(1, "0.9", 0.9, "", **up),
        score(1, "3.0%", 3.0, "%", **up),
        score(0, "82%", 82.0, "%", **up),
        score(1, "+4%", 4.0, "%", **up),
        score(None, "99%", 99.0, "%", **up),
        score(1, "7 kg", 7.0, "kg"),
        score(0, "70 kg", 70.0, "kg"),
        score(0, "1 kg", 1.0, "kg", **up),
    )
    told = tell("hoots", *things, results=results)
    store = make_store(triples(assemble([Paper("hoots", "Hoots", "")], [told])))
    answer = run_query(store, named_queries()["leaderboard"], dataset="Barn")
    assert [row[1:5] for row in answer.rows] == [
        (None, "higher", "0.9", "LynxNet"),
        (None, "higher", "0.841", "OwlNet"),
        ("%", "higher", "82%", "OwlNet"),
        ("%", "higher", "3.0%", "LynxNet"),
        ("kg", "higher", "1 kg", "OwlNet"),
        ("kg", None, "7 kg", "LynxNet"),
        ("kg", None, "70 kg", "OwlNet"),
    ]


@pytest.mark.parametrize(
    "name", sorted(n for n, text in named_queries().items() if "VALUES" in text)
)
def test_queries_list_the_roles_of_the_schema(name: str) -> None:
    text = named_queries()[name]
    for values in re.findall(r"VALUES [^{]+{(.+?)}", text, re.DOTALL):
        assert re.findall(r'\(pk:(\w+) "(\w+)"\)', values) == [(r, r) for r in map(str, Role)]
    paths = re.findall(r"pk:\w+(?:\|pk:\w+)+", text)
    assert paths
    for path in paths:
        assert path.split("|") == [f"pk:{role}" for role in Role if role is not Role.MENTIONS]
