"""Resolution: the same thing becomes one entity, different things stay apart, order is nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.overrides.tables import Overrides
from kg.resolution import Resolution, resolve
from ontology.knowledge import Claim, Entity, Knowledge
from ontology.records import Evidence, Extraction, Merge, PaperEntity, Relation, Result
from ontology.schema import Direction, EntityRelation, EntityType, ResultKind, Role, Subtype

MODEL, DATASET, TASK, METRIC = EntityType

Say = Callable[..., Evidence]
Tell = Callable[..., Extraction]
Thing = Callable[..., PaperEntity]


@pytest.fixture(scope="session")
def named(thing: Thing, tell: Tell) -> Callable[..., Resolution]:
    """A function from names of one type, each in a paper of its own, to what they resolve to."""

    def resolve_names(type_: EntityType, *names: str) -> Resolution:
        return resolve(tell(f"p{n}", thing(name, type_)) for n, name in enumerate(names))

    return resolve_names


@pytest.fixture(scope="session")
def defining(thing: Thing, tell: Tell) -> Callable[..., Extraction]:
    """A function from a paper, short and long form to an extraction that defines the short form."""

    def define(paper: str, short: str, long: str) -> Extraction:
        merge = Merge(short, long, TASK, "abbreviation", paper)
        return tell(paper, thing(long, TASK, forms=(long, short)), merges=(merge,))

    return define


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        (MODEL, "MothNet", "Mothnets"),
        (MODEL, "Moth-Mixer", "moth mixer"),
        (DATASET, "the Lantern Corpus", "Lantern-Corpus"),
        (TASK, "moth counting", "Moth Counting"),
        (METRIC, "count error", "count errors"),
        (MODEL, "multilayer perceptron", "MLPs"),  # by the vocabulary
        (DATASET, "CIFAR10", "CIFAR-10"),
    ],
)
def test_resolution_joins_spellings_of_one_name(
    named: Callable[..., Resolution], type_: EntityType, one: str, other: str
) -> None:
    (entity,) = named(type_, one, other).entities
    assert {one, other} <= {entity.name, *entity.aliases}
    assert entity.papers == ("paper/p0", "paper/p1")


@pytest.mark.parametrize(
    ("type_", "one", "other"),
    [
        (MODEL, "GPT-3", "GPT-3.5"),
        (MODEL, "Llama-2-7B", "Llama-2-70B"),
        (MODEL, "ViT-B/16", "ViT-L/16"),
        (DATASET, "CIFAR-10", "CIFAR-100"),
        (DATASET, "ImageNet", "ImageNet-1K"),
        (MODEL, "C", "C++"),
        (MODEL, "VAE", "\u03b2-VAE"),
        (METRIC, "Recall@5", "Recall@10"),
    ],
)
def test_resolution_keeps_versions_apart(
    named: Callable[..., Resolution], type_: EntityType, one: str, other: str
) -> None:
    entities = named(type_, one, other).entities
    assert len({entity.id for entity in entities}) == 2
    assert sorted(entity.papers for entity in entities) == [("paper/p0",), ("paper/p1",)]


def test_resolution_keeps_types_of_one_name_apart(thing: Thing, tell: Tell) -> None:
    resolution = resolve([tell("p", thing("Tide", MODEL), thing("Tide", DATASET))])
    assert [entity.id for entity in resolution.entities] == ["dataset/tide", "model/tide"]
    assert resolution.links == {"p": ("model/tide", "dataset/tide")}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("Moth Counting", "moth counting", "Moth Counting"), "Moth Counting"),  # most frequent
        (("moth counters", "Moth Counter"), "Moth Counter"),  # then the singular
        (("Moth Counting", "moth counting"), "moth counting"),  # then lower case
        (("moth-counting", "moth counting"), "moth counting"),  # then the first in order
    ],
)
def test_resolution_chooses_the_canonical_name(
    named: Callable[..., Resolution], given: tuple[str, ...], expected: str
) -> None:
    assert [entity.name for entity in named(TASK, *given).entities] == [expected]


def test_resolution_prefers_the_name_of_the_vocabulary(named: Callable[..., Resolution]) -> None:
    (entity,) = named(MODEL, "MLP", "MLP", "multi-layer perceptron").entities
    assert (entity.id, entity.name) == ("model/multilayer-perceptron", "multilayer perceptron")
    assert entity.aliases == ("MLP", "multi-layer perceptron")


def test_resolution_counts_the_more_frequent_subtype(thing: Thing, tell: Tell) -> None:
    subtypes = (Subtype.METHOD, Subtype.MODEL, None, Subtype.MODEL)
    (entity,) = resolve(
        tell(f"p{n}", thing("MothNet", subtype=subtype)) for n, subtype in enumerate(subtypes)
    ).entities
    assert entity.subtype is Subtype.MODEL


def test_resolution_gives_no_subtype_where_none_is_known(named: Callable[..., Resolution]) -> None:
    assert [entity.subtype for entity in named(MODEL, "MothNet").entities] == [None]


def test_resolution_short_form_stands_for_the_long_form_that_papers_give(
    defining: Callable[..., Extraction], thing: Thing, tell: Tell
) -> None:
    defined = defining("a", "GMC", "glow moth counting")
    resolution = resolve([defined, tell("b", thing("GMC", TASK))])
    assert [(e.name, e.aliases, e.papers) for e in resolution.entities] == [
        ("glow moth counting", ("GMC",), ("paper/a", "paper/b"))
    ]
    assert Merge("GMC", "glow moth counting", TASK, "definition", "") in resolution.merges


def test_resolution_short_form_with_two_meanings_stays_apart(
    defining: Callable[..., Extraction], thing: Thing, tell: Tell
) -> None:
    told = [
        defining("a", "GMC", "glow moth counting"),
        defining("b", "GMC", "grey mouse catching"),
        tell("c", thing("GMC", TASK)),
        tell("d", thing("glow moth counting", TASK)),
    ]
    resolution = resolve(told)
    assert {entity.name: entity.papers for entity in resolution.entities} == {
        "glow moth counting": ("paper/a", "paper/d"),
        "grey mouse catching": ("paper/b",),
        "GMC": ("paper/c",),
    }


@pytest.mark.parametrize("others", [1, 5])
def test_resolution_two_things_that_papers_call_by_one_short_form_stay_two(
    defining: Callable[..., Extraction], others: int
) -> None:
    def shortened(extraction: Extraction) -> Extraction:
        (entity,) = extraction.entities
        return replace(extraction, entities=(replace(entity, name="GMC"),))

    told = [shortened(defining(f"a{n}", "GMC", "glow moth counting")) for n in range(others)]
    told.append(shortened(defining("b", "GMC", "grey mouse catching")))
    papers = {entity.name: len(entity.papers) for entity in resolve(told).entities}
    first = "GMC" if others > 1 else "glow moth counting"  # what most mean keeps the short name
    assert papers == {first: others, "grey mouse catching": 1}


@pytest.mark.parametrize("called", ["CNN", "cost number normalisation"])
def test_resolution_a_known_short_form_of_something_else_is_no_name(
    defining: Callable[..., Extraction], called: str
) -> None:
    defined = defining("a", "CNN", "cost number normalisation")
    (entity,) = defined.entities
    model = replace(entity, name=called, type=MODEL)
    resolution = resolve([replace(defined, entities=(model,))])
    assert [e.name for e in resolution.entities] == ["cost number normalisation"]


@pytest.mark.parametrize(("agreeing", "joined"), [(4, True), (3, False)])
def test_resolution_short_form_needs_four_fifths_of_the_definitions(
    defining: Callable[..., Extraction], thing: Thing, tell: Tell, agreeing: int, joined: bool
) -> None:
    told = [defining(f"a{n}", "GMC", "glow moth counting") for n in range(agreeing)]
    told += [defining("b", "GMC", "grey mouse catching"), tell("c", thing("GMC", TASK))]
    papers = {entity.name: entity.papers for entity in resolve(told).entities}
    assert ("paper/c" in papers["glow moth counting"]) is joined


def test_resolution_definition_of_another_type_decides_nothing(
    defining: Callable[..., Extraction], thing: Thing, tell: Tell
) -> None:
    told = [defining("a", "GMC", "glow moth counting"), tell("b", thing("GMC", MODEL))]
    assert [entity.id for entity in resolve(told).entities] == [
        "model/gmc",
        "task/glow-moth-counting",
    ]


def test_resolution_logs_each_merge_with_its_rule(thing: Thing, tell: Tell) -> None:
    within = Merge("MothNets", "MothNet", MODEL, "plural", "a")
    told = [
        tell("a", thing("MothNet"), thing("Moth-Mixer"), merges=(within,)),
        tell("b", thing("Mothnet"), thing("MLP")),
        tell("c", thing("MothNet"), thing("Moth-Mixer")),
    ]
    assert resolve(told).merges == (
        within,
        Merge("Mothnet", "MothNet", MODEL, "spelling", ""),
        Merge("MLP", "multilayer perceptron", MODEL, "vocabulary", ""),
    )


def test_resolution_roles_become_claims_of_the_paper(thing: Thing, tell: Tell, say: Say) -> None:
    told = tell("p", thing("MothNet", MODEL, Role.INTRODUCES, Role.USES, core=True))
    assert resolve([told]).claims == tuple(
        Claim("paper/p", role, "model/mothnet", "paper/p", (say(),), 0.8, core=True)
        for role in (Role.INTRODUCES, Role.USES)
    )


def test_resolution_mentions_only_where_there_is_no_other_role(thing: Thing, tell: Tell) -> None:
    told = tell(
        "p",
        thing("MothNet", MODEL, Role.MENTIONS),
        thing("MothNets", MODEL, Role.USES),  # the same thing, by resolution
        thing("FlyNet", MODEL, Role.MENTIONS),
    )
    assert [(claim.relation, claim.tail) for claim in resolve([told]).claims] == [
        (Role.MENTIONS, "model/flynet"),
        (Role.USES, "model/mothnet"),
    ]


def test_resolution_relation_of_a_thing_to_itself_is_no_claim(
    thing: Thing, tell: Tell, say: Say
) -> None:
    relations = (
        Relation(0, EntityRelation.BASED_ON, 1, (say(),)),
        Relation(0, EntityRelation.BASED_ON, 2, (say(),)),
    )
    told = tell("p", thing("MothNet"), thing("MothNets"), thing("FlyNet"), relations=relations)
    claims = [c for c in resolve([told]).claims if c.relation is EntityRelation.BASED_ON]
    assert [(claim.head, claim.tail) for claim in claims] == [("model/mothnet", "model/flynet")]


def test_resolution_claim_collects_all_evidence_best_first(
    thing: Thing, tell: Tell, say: Say
) -> None:
    weak, strong = say("One.", 0.5, start=3), say("Two.", 0.8, start=9)
    told = tell(
        "p",
        thing("MothNet", MODEL, Role.USES, evidence=(weak, strong)),
        thing("MothNets", MODEL, Role.USES, evidence=(weak,)),
    )
    (claim,) = resolve([told]).claims
    assert claim.evidence == (strong, weak)
    assert claim.confidence == 0.8  # of the surest sentence


def test_resolution_orders_evidence_of_equal_confidence(thing: Thing, tell: Tell, say: Say) -> None:
    ordered = tuple(
        say(f"Moth {start}.", 0.8, start=start, component=component)
        for start in range(0, 300, 20)
        for component in ("a", "b")
    )
    told = tell("p", thing("MothNet", MODEL, Role.USES, evidence=ordered[::-1]))
    assert resolve([told]).claims[0].evidence == ordered


def test_resolution_claim_is_core_where_both_ends_are(thing: Thing, tell: Tell, say: Say) -> None:
    relations = tuple(
        Relation(a, EntityRelation.OUTPERFORMS, b, (say(),)) for a, b in [(0, 1), (0, 2), (2, 0)]
    )
    told = tell(
        "p",
        thing("MothNet", MODEL, Role.USES, core=True),
        thing("FlyNet", MODEL, Role.USES, core=True),
        thing("BeeNet", MODEL, Role.USES),
        relations=relations,
    )
    assert {c.id for c in resolve([told]).claims if c.core} == {
        "paper/p uses model/mothnet @paper/p",
        "paper/p uses model/flynet @paper/p",
        "model/mothnet outperforms model/flynet @paper/p",
    }


def test_resolution_result_points_to_entities(thing: Thing, tell: Tell, say: Say) -> None:
    result = Result(
        0, None, 1, 2, 3, "83.8%", 83.8, "%", ResultKind.ABSOLUTE, Direction.HIGHER, say()
    )
    told = tell(
        "p",
        thing("MothNets"),
        thing("Lanterns", DATASET),
        thing("count error", METRIC),
        thing("FlyNet"),
        results=(result,),
    )
    (node,) = resolve([told]).results
    assert (node.paper, node.model, node.task, node.dataset, node.metric, node.baseline) == (
        "paper/p", "model/mothnet", None, "dataset/lantern", "metric/count-error", "model/flynet",
    )  # fmt: skip
    assert (node.value, node.number, node.unit, node.kind, node.direction, node.evidence) == (
        "83.8%", 83.8, "%", ResultKind.ABSOLUTE, Direction.HIGHER, say(),
    )  # fmt: skip


def test_resolution_result_is_keyed_by_paper_ends_value_and_kind(
    thing: Thing, tell: Tell, say: Say
) -> None:
    def score(model: int | None, value: str, kind: ResultKind, sentence: str = "So.") -> Result:
        return Result(model, None, None, None, None, value, 1.0, "", kind, None, say(sentence))

    absolute, delta = ResultKind.ABSOLUTE, ResultKind.DELTA
    results = (
        score(0, "1.0", absolute),
        score(0, "1.0", absolute, "Again."),  # the same, said twice
        score(1, "1.0", absolute),
        score(None, "1.0", absolute),
        score(0, "1.00", absolute),
        score(0, "1.0", delta),
    )
    told = [tell(p, thing("MothNet"), thing("FlyNet"), results=results) for p in ("p", "q")]
    found = resolve(told).results
    assert len(found) == len({node.id for node in found}) == 10
    assert list(found) == sorted(found, key=lambda node: node.id)


def test_resolution_is_sorted_and_links_every_paper_entity(corpus: Knowledge) -> None:
    resolution = resolve(corpus.extractions)
    assert [e.id for e in resolution.entities] == sorted(e.id for e in resolution.entities)
    keys = [(c.head, c.relation, c.tail, c.paper) for c in resolution.claims]
    assert keys == sorted(keys)
    by_id: dict[str, Entity] = {entity.id: entity for entity in resolution.entities}
    for extraction in corpus.extractions:
        linked = [by_id[id_] for id_ in resolution.links[extraction.paper]]
        assert [e.type for e in linked] == [e.type for e in extraction.entities]
        for paper_entity, entity in zip(extraction.entities, linked, strict=True):
            assert paper_entity.name in {entity.name, *entity.aliases}


def test_resolution_does_not_depend_on_the_order_of_papers(
    defining: Callable[..., Extraction], corpus: Knowledge, knowledge: Knowledge
) -> None:
    told = [
        *corpus.extractions,
        *knowledge.extractions,
        defining("a", "GMC", "glow moth counting"),
        defining("b", "GMC", "grey mouse catching"),
        defining("c", "GMC", "glow moth counting"),
    ]
    expected = resolve(told)
    shuffled = random.Random(7)  # noqa: S311
    for _ in range(3):
        shuffled.shuffle(told)
        assert resolve(iter(told)) == expected


def test_resolution_the_user_joins_names(thing: Thing, tell: Tell) -> None:
    told = [tell("p1", thing("MothNet")), tell("p2", thing("Nocturnal Net"))]
    aliases = {(MODEL, "nocturnal net"): "MothNet", (MODEL, "mothnet"): "MothNet"}
    found = resolve(told, Overrides(aliases=aliases))
    assert [(e.name, e.aliases) for e in found.entities] == [("MothNet", ("Nocturnal Net",))]
    assert [(m.source, m.target, m.rule) for m in found.merges] == [
        ("Nocturnal Net", "MothNet", "override")
    ]


def test_resolution_the_user_spells_a_name(thing: Thing, tell: Tell) -> None:
    aliases = {(MODEL, "multilayer perceptron"): "Multi-Layer Perceptron"}
    aliases |= {(MODEL, "multi layer perceptron"): "Multi-Layer Perceptron"}
    found = resolve([tell("p1", thing("multilayer perceptron"))], Overrides(aliases=aliases))
    assert [entity.name for entity in found.entities] == ["Multi-Layer Perceptron"]


def test_resolution_the_user_keeps_names_apart(thing: Thing, tell: Tell) -> None:
    told = [tell("p1", thing("multilayer perceptron")), tell("p2", thing("MLP"))]
    assert len(resolve(told).entities) == 1  # by the vocabulary
    found = resolve(told, Overrides(distinct=apart("multilayer perceptron", "mlp")))
    assert [entity.name for entity in found.entities] == ["MLP", "multilayer perceptron"]


def test_resolution_the_user_parts_what_a_definition_joined(
    thing: Thing, tell: Tell, defining: Callable[..., Extraction]
) -> None:
    told = [
        defining("p1", "MCN", "moth counting net"),
        tell("p2", thing("MCN model", TASK, forms=("MCN model", "MCN"))),
    ]
    assert len(resolve(told).entities) == 1
    distinct = {
        (TASK, one): frozenset({other})
        for one, other in (("mcn", "moth counting net"), ("moth counting net", "mcn"))
    }
    # The paper that defines the short form is parted before: see kg.overrides.apply.
    found = resolve(told[1:], Overrides(distinct=distinct))
    assert [entity.name for entity in found.entities] == ["MCN model"]


def test_resolution_an_alias_takes_all_of_a_thing_along(thing: Thing, tell: Tell) -> None:
    told = [
        tell("p1", thing("multilayer perceptron")),
        tell("p2", thing("MLP")),
        tell("p3", thing("PerceptX")),
    ]
    aliases = {(MODEL, "perceptx"): "MLP", (MODEL, "mlp"): "MLP"}
    found = resolve(told, Overrides(aliases=aliases))
    assert [(entity.name, len(entity.papers)) for entity in found.entities] == [("MLP", 3)]


def test_resolution_an_alias_of_a_long_form_takes_the_short_form_along(
    thing: Thing, tell: Tell, defining: Callable[..., Extraction]
) -> None:
    told = [
        defining("p1", "GMC", "glow moth counting"),
        tell("p2", thing("GMC", TASK)),
        tell("p3", thing("lamp census", TASK)),
    ]
    aliases = {(TASK, "glow moth counting"): "lamp census", (TASK, "lamp census"): "lamp census"}
    found = resolve(told, Overrides(aliases=aliases))
    assert [(entity.name, len(entity.papers)) for entity in found.entities] == [("lamp census", 3)]


def test_resolution_the_user_parts_two_names_of_a_known_thing(thing: Thing, tell: Tell) -> None:
    told = [tell("p1", thing("3D CNN")), tell("p2", thing("3D ConvNet"))]
    assert len(resolve(told).entities) == 1
    found = resolve(told, Overrides(distinct=apart("3d cnn", "3d convnet")))
    assert [entity.name for entity in found.entities] == ["3D CNN", "3D ConvNet"]


def apart(one: str, other: str) -> dict[tuple[EntityType, str], frozenset[str]]:
    """Two models that are never one thing."""
    return {(MODEL, one): frozenset({other}), (MODEL, other): frozenset({one})}


def test_resolution_a_word_is_no_short_form(thing: Thing, tell: Tell) -> None:
    merge = Merge("Lantern", "lantern of the seas", TASK, "abbreviation", "a")
    resolution = resolve(
        [
            tell("a", thing("lantern of the seas", TASK), merges=(merge,)),
            tell("b", thing("lantern", TASK)),
        ]
    )
    assert [entity.name for entity in resolution.entities] == ["lantern", "lantern of the seas"]


def test_resolution_the_papers_own_long_form_goes_before_that_of_others(
    thing: Thing, tell: Tell, defining: Callable[..., Extraction]
) -> None:
    others = [defining(paper, "GMC", "glow moth counting") for paper in "abcdef"]
    own = tell("z", thing("GMC", TASK, forms=("GMC", "grand master chess")))
    short = tell("y", thing("GMC", TASK))
    links = resolve([*others, own, short]).links
    assert links["y"] == links["a"]
    assert links["z"] != links["a"]


@pytest.mark.parametrize(
    ("name", "forms", "expected"),
    [
        ("tumor classification", ("tumor classification", "classification"), 2),
        ("classification task", ("classification task", "classification"), 1),
        ("MLP", ("MLP", "multilayer perceptron"), 2),
    ],
)
def test_resolution_a_name_cut_short_does_not_tell_what_is_meant(
    name: str, forms: tuple[str, ...], expected: int, thing: Thing, tell: Tell
) -> None:
    resolution = resolve(
        [tell("a", thing(name, TASK, forms=forms)), tell("b", thing("classification", TASK))]
    )
    assert len(resolution.entities) == expected


def test_resolution_a_form_that_shortens_gives_no_name(thing: Thing, tell: Tell) -> None:
    # "BERT" within the papers on nocturnal BERT must not fuse these with those on BERT.
    own = thing("nocturnal BERT", MODEL, forms=("nocturnal BERT", "BERT"))
    resolution = resolve([tell("a", own), tell("b", thing("BERT", MODEL))])
    assert {entity.name for entity in resolution.entities} == {"BERT", "nocturnal BERT"}
