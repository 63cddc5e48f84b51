"""The report: doubts about papers and claims, unused decisions, order and limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.assembly import assemble
from kg.checks.finding import Finding, FindingKind
from kg.checks.papers import DOUBT, doubtful, empty_papers
from kg.checks.report import check, count, exceeded
from kg.overrides.tables import (
    FOLDER,
    NO_OVERRIDES,
    Overrides,
    read_overrides,
    write_templates,
)
from ontology.knowledge import Knowledge
from ontology.records import Evidence, Extraction, Paper, PaperEntity
from ontology.schema import EntityType, Role

MODEL, DATASET, TASK, METRIC = EntityType
Say = Callable[..., Evidence]
Tell = Callable[..., Extraction]
Thing = Callable[..., PaperEntity]


def test_report_empty_papers(corpus: Knowledge) -> None:
    (finding,) = empty_papers(corpus)
    assert (finding.kind, finding.subject) == (FindingKind.EMPTY, "Silence")
    assert finding.detail == "nothing found in fourth"


def test_report_a_paper_without_abstract_says_so(tell: Tell) -> None:
    (finding,) = empty_papers(assemble([Paper("p", "Moths", " ")], [tell("p")]))
    assert finding.detail == "there is no abstract in p"


def test_report_doubtful_entities(thing: Thing, tell: Tell, say: Say) -> None:
    def one(name: str, *confidences: float) -> PaperEntity:
        said = tuple(say(confidence=confidence) for confidence in confidences)
        return thing(name, MODEL, Role.USES, evidence=said)

    told = tell("p", one("Moth Net", DOUBT - 0.2, DOUBT - 0.1), one("FlyNet", 0.1, DOUBT))
    mentioned = tell("q", thing("LampNet", MODEL, evidence=(say(confidence=0.1),)))
    papers = [Paper("p", "A", "b"), Paper("q", "B", "b")]
    (finding,) = doubtful(assemble(papers, [told, mentioned]))
    assert (finding.subject, finding.damage) == ("Moth Net (Model)", 1)
    assert finding.detail == (
        "no role of it is surer than 0.40; read its sentences: paperkg show 'Moth Net'"
    )
    assert (finding.table, finding.line) == ("", "")


def test_report_unused_overrides(corpus: Knowledge) -> None:
    overrides = Overrides(
        aliases={(MODEL, "flynet"): "FlyNet", (MODEL, "wasp"): "Hornet"},
        distinct={
            (TASK, "moth counting"): frozenset({"lamp counting"}),
            (TASK, "lamp counting"): frozenset({"moth counting"}),
        },
        retypes={("", None, "lantern"): TASK, ("", MODEL, "lantern"): TASK},
        rejects=frozenset({("", METRIC, "accuracy"), ("fourth", METRIC, "accuracy")}),
    )
    found = check(corpus, corpus.extractions, overrides)
    unused = [(f.subject, f.detail.split()[0]) for f in found if f.kind is FindingKind.UNUSED]
    assert unused == [
        ("accuracy (Metric)", "reject.tsv"), ("lamp counting (Task)", "distinct.tsv"),
        ("lantern (Model)", "retype.tsv"), ("wasp (Model)", "aliases.tsv"),
    ]  # fmt: skip


def test_report_most_damage_first(thing: Thing, tell: Tell) -> None:
    papers = [Paper(f"p{n}", f"Paper {n}", "Text.") for n in range(5)]
    said = [tell(f"p{n}", thing("lampness", METRIC)) for n in range(3)]
    knowledge = assemble(papers, [*said, tell("p3"), tell("p4")])
    found = check(knowledge, knowledge.extractions, NO_OVERRIDES)
    assert [(f.kind, f.damage, f.subject) for f in found] == [
        (FindingKind.HUB, 3, "lampness (Metric)"),
        (FindingKind.EMPTY, 1, "Paper 3"),
        (FindingKind.EMPTY, 1, "Paper 4"),
    ]


def test_report_of_equal_damage_the_worst_kind_first(thing: Thing, tell: Tell, say: Say) -> None:
    papers = [Paper(f"p{n}", f"Paper {n}", "Text.") for n in range(2)]
    doubt = thing("FlyNet", MODEL, Role.USES, evidence=(say(confidence=0.1),))
    merge = thing("MothNet", MODEL, Role.USES, forms=("MothNet", "lamp counter"))
    knowledge = assemble(papers, [tell("p0", doubt, merge), tell("p1")])
    found = check(knowledge, knowledge.extractions, NO_OVERRIDES)
    assert [f.kind for f in found] == [FindingKind.MERGE, FindingKind.EMPTY, FindingKind.DOUBT]


def test_report_counts_and_limits() -> None:
    found = [Finding(FindingKind.EMPTY, 1, "a", "b")] * 2
    assert count(found)[FindingKind.EMPTY] == 2
    assert list(count(found)) == list(FindingKind)
    assert exceeded(found, {FindingKind.EMPTY: 2, FindingKind.HUB: 0}) == []
    assert exceeded(found, {FindingKind.EMPTY: 1}) == [FindingKind.EMPTY]


def test_report_every_kind_has_a_meaning() -> None:
    assert all(kind.meaning.endswith(".") for kind in FindingKind)


def _with_line(finding: Finding, folder: Path) -> Overrides:
    """The decisions of a folder to which the line of a finding was added."""
    write_templates(folder)
    with (folder / FOLDER / finding.table).open("a", encoding="utf-8") as table:
        table.write(finding.line + "\n")
    return read_overrides(folder)


def test_report_every_line_mends_what_it_is_for(thing: Thing, tell: Tell, tmp_path: Path) -> None:
    papers = [Paper(f"p{n}", f"Paper {n}", "Text.") for n in range(4)]
    things = [
        thing("lampness", METRIC, Role.REPORTS),
        thing("MothNet", MODEL, Role.USES, forms=("MothNet", "lamp counter")),
        thing("Lanterns", DATASET, Role.EVALUATES_ON),
    ]
    extractions = [
        tell("p0", *things),
        tell("p1", *things, thing("moths", TASK, Role.ADDRESSES, forms=("moths", "Lantern"))),
        tell("p2", *things, thing("moth data base", DATASET, Role.EVALUATES_ON)),
        tell("p3", thing("moth database", DATASET, Role.EVALUATES_ON)),
    ]  # fmt: skip
    before = check(assemble(papers, extractions), extractions, NO_OVERRIDES)
    told = [finding for finding in before if finding.table]
    assert {finding.kind for finding in told} == set(FindingKind) - {
        FindingKind.EMPTY, FindingKind.DOUBT, FindingKind.UNUSED,
    }  # fmt: skip
    for number, finding in enumerate(told):
        overrides = _with_line(finding, tmp_path / str(number))
        after = check(assemble(papers, extractions, overrides), extractions, overrides)
        assert (finding.kind, finding.subject) not in {(f.kind, f.subject) for f in after}
        assert FindingKind.UNUSED not in {f.kind for f in after}
