"""Fixtures shared by all tests: texts to Docs, the golden papers, a built library, and small
corpora made by hand, one of them hostile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.tokens import Doc

from extractors.pipeline import extract, make_nlp
from kg.assembly import assemble
from kg.builder import Build, build_library
from kg.layout import lay_out
from kg.library.database import writing
from kg.library.extractions import storing
from kg.library.publishing import publish
from kg.library.store import Content, change
from kg.overrides.tables import NO_OVERRIDES
from kg.readers.reading import read_sources
from ontology.knowledge import Knowledge
from ontology.records import (
    Evidence,
    Extraction,
    Mention,
    Merge,
    Paper,
    PaperEntity,
    PaperRole,
    Relation,
    Result,
)
from ontology.schema import (
    Direction,
    EntityRelation,
    EntityType,
    ResultKind,
    Role,
    Subtype,
)

settings.register_profile("paperkg", deadline=None)  # machines are shared: no test measures time
settings.load_profile("paperkg")

ROOT = Path(__file__).parents[1]

DocMaker = Callable[..., Doc]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files instead of comparing"
    )


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may reach another machine; a browser on this one is another process."""
    import socket

    def refuse(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"a test tried to connect to {address}")
        connect(self, address)  # type: ignore[arg-type]

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def make_doc() -> DocMaker:
    """A function from a text and the components to run over it to a Doc."""

    def make(text: str, *components: str) -> Doc:
        return make_nlp(components or ("paperkg_sentences",))(text)

    return make


@pytest.fixture(scope="session")
def golden_source() -> Path:
    """The twenty papers of the golden tests."""
    return ROOT / "tests" / "golden" / "papers.jsonl"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The example papers that come along."""
    return ROOT / "examples" / "papers.jsonl"


@pytest.fixture(scope="session")
def knowledge(golden_source: Path) -> Knowledge:
    """What is known of the golden papers; frozen, so that all tests can share it."""
    papers = read_sources([str(golden_source)]).papers
    return assemble(papers, extract(papers))


@pytest.fixture(scope="session")
def built(golden_source: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A library folder of the golden papers with all exports; read it, do not write to it."""
    return build_library([str(golden_source)], tmp_path_factory.mktemp("library") / "out")


@pytest.fixture(scope="session")
def write_library() -> Callable[[Path, Knowledge], None]:
    """A function that makes a folder hold some knowledge, by hand, without exports."""

    def write(folder: Path, knowledge: Knowledge) -> None:
        prints = {extraction.paper: extraction.fingerprint for extraction in knowledge.extractions}
        records = [("by hand", paper) for paper in knowledge.papers]
        with writing(folder) as connection:
            for _ in storing(connection, knowledge.extractions):
                pass
            change(connection, folder, Content(records, prints, knowledge, NO_OVERRIDES))
            publish(connection, folder)

    return write


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


INTRODUCED = "We introduce MothNet for moth counting."
EVALUATED = "MothNet reaches an accuracy of 83.80% on Lanterns."
GAINED = "This is 2.5 points over FlyNet."
STUDIED = "We apply MothNets to moth counting."

# Everything that a format might trip over, as one name.
HOSTILE = (
    "</script><script>alert(1)</script><!--<script>\"'&amp;\\N \u2028\u2029 ]]> {{ 7*7 }} "
    "a|b\tc\r\n\x00\x0b\x1f\x85\ufffe \ud800 \U0001f98b \u202e <iri> # . @en ^^x"
)


def find(paper: Paper, sentence: str, *names: str, component: str = "hand") -> Evidence:
    """Evidence for some names in a sentence of a paper."""
    start = paper.text.index(sentence)
    spans = [
        (start + at, start + at + len(name)) for name in names for at in [sentence.index(name)]
    ]
    return Evidence(
        sentence, start, start + len(sentence), tuple(sorted(spans)), component, confidence=0.8
    )


def entity(
    paper: Paper,
    name: str,
    type_: EntityType,
    said: dict[Role, str],
    *,
    subtype: Subtype | None = None,
    confidence: float = 0.9,
) -> PaperEntity:
    """An entity of a paper, with one sentence for each of its roles."""
    evidence = {role: find(paper, sentence, name) for role, sentence in said.items()}
    spans = sorted({span for item in evidence.values() for span in item.spans})
    return PaperEntity(
        name=name,
        type=type_,
        subtype=subtype,
        mentions=tuple(Mention(a, b, paper.text[a:b], "hand", confidence) for a, b in spans),
        roles=tuple(PaperRole(role, (item,)) for role, item in evidence.items()),
        core=True,
        confidence=confidence,
    )


def first_paper() -> tuple[Paper, Extraction]:
    """A paper that introduces, evaluates, reports: four types, two relations, two results."""
    paper = Paper(
        id="arxiv:2101.00001",
        title="MothNet: Counting Moths at Night",
        abstract=f"{INTRODUCED} {EVALUATED} {GAINED}",
        year=2021,
        authors=("Ada Falter", "Bo Nachtigall"),
        venue="Workshop on Moths",
        url="https://arxiv.org/abs/2101.00001v2",
        license="cc-by",
    )
    entities = (
        entity(
            paper, "MothNet", EntityType.MODEL, {Role.INTRODUCES: INTRODUCED, Role.USES: EVALUATED},
            subtype=Subtype.MODEL,
        ),
        entity(paper, "moth counting", EntityType.TASK, {Role.ADDRESSES: INTRODUCED}),
        entity(paper, "accuracy", EntityType.METRIC, {Role.REPORTS: EVALUATED}),
        entity(paper, "Lanterns", EntityType.DATASET, {Role.EVALUATES_ON: EVALUATED}),
        entity(
            paper, "FlyNet", EntityType.MODEL, {Role.COMPARES_WITH: GAINED}, subtype=Subtype.METHOD
        ),
    )  # fmt: skip
    relations = (
        Relation(
            0, EntityRelation.EVALUATED_ON, 3, (find(paper, EVALUATED, "MothNet", "Lanterns"),)
        ),
        Relation(
            0, EntityRelation.APPLIED_TO, 1, (find(paper, INTRODUCED, "MothNet", "moth counting"),)
        ),
    )
    results = (
        Result(
            0, 1, 3, 2, None, "83.80%", 83.8, "%", ResultKind.ABSOLUTE, Direction.HIGHER,
            find(paper, EVALUATED, "83.80%"),
        ),
        Result(
            0, None, None, None, 4, "2.5 points", 2.5, "points", ResultKind.DELTA, None,
            find(paper, GAINED, "2.5 points"),
        ),
    )  # fmt: skip
    return paper, Extraction(paper.id, "f1", entities, relations, results, ())


def second_paper() -> tuple[Paper, Extraction]:
    """A paper that spells a model of the first another way, and says the same of it."""
    paper = Paper("second", "Moths Again", STUDIED)
    model = entity(paper, "MothNets", EntityType.MODEL, {Role.USES: STUDIED}, subtype=Subtype.MODEL)
    entities = (
        replace(model, name="MothNet"),
        entity(paper, "moth counting", EntityType.TASK, {Role.MENTIONS: STUDIED}),
    )
    evidence = find(paper, STUDIED, "MothNets", "moth counting")
    relation = Relation(
        0, EntityRelation.APPLIED_TO, 1, (evidence, replace(evidence, component="other hand"))
    )
    merge = Merge("MothNets", "MothNet", EntityType.MODEL, "plural", paper.id)
    return paper, Extraction(paper.id, "f2", entities, (relation,), (), (merge,))


def hostile_paper() -> tuple[Paper, Extraction]:
    """A paper whose title, author, sentence and names are all hostile."""
    sentence = f"We introduce {HOSTILE} today."
    paper = Paper(
        "</script> \x00\ud800", HOSTILE, sentence, 2021, (HOSTILE,), HOSTILE, "javascript:alert(1)"
    )
    entities = tuple(
        entity(paper, HOSTILE, type_, {Role.INTRODUCES: sentence}) for type_ in EntityType
    )
    evidence = find(paper, sentence, HOSTILE)
    result = Result(
        0, 2, 1, 3, None, HOSTILE, 0.0000001, HOSTILE, ResultKind.ABSOLUTE, None, evidence
    )
    merge = Merge(HOSTILE, "\t\n", EntityType.MODEL, "plural", paper.id)
    return paper, Extraction(paper.id, "f3", entities, (), (result,), (merge,))


def known(*told: tuple[Paper, Extraction]) -> Knowledge:
    """Knowledge of some papers, laid out."""
    knowledge = assemble([paper for paper, _ in told], [extraction for _, extraction in told])
    return replace(knowledge, layout=lay_out(knowledge.graph))


@pytest.fixture(scope="session")
def small() -> Knowledge:
    """Two papers that speak of the same model and task."""
    return known(first_paper(), second_paper())


@pytest.fixture(scope="session")
def small_reversed() -> Knowledge:
    """The same two papers in the other order."""
    return known(second_paper(), first_paper())


@pytest.fixture(scope="session")
def nothing() -> Knowledge:
    """No papers at all."""
    return known()


@pytest.fixture(scope="session")
def hostile_text() -> str:
    """The name that everything in `hostile` bears."""
    return HOSTILE


@pytest.fixture(scope="session")
def hostile() -> Knowledge:
    """A paper with hostile names beside a harmless one."""
    return known(hostile_paper(), first_paper())


@pytest.fixture(scope="session")
def make_known() -> Callable[..., Knowledge]:
    """A function from changes of the first paper's fields to knowledge of it alone."""

    def make(**changes: object) -> Knowledge:
        paper, extraction = first_paper()
        changed = replace(paper, **changes)  # type: ignore[arg-type]
        return known((changed, replace(extraction, paper=changed.id)))

    return make
