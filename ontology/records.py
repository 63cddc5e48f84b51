"""What is said of one paper: frozen records, offsets in code points.

The parts of an `Extraction` refer to each other by index; what is said of the
corpus stands in `ontology.knowledge`. ``paper.text[m.start:m.end] == m.text``
holds for every mention, always.
"""

from __future__ import annotations

from dataclasses import dataclass

from ontology.iris import paper_node
from ontology.schema import Direction, EntityRelation, EntityType, ResultKind, Role, Subtype

__all__ = [
    "Evidence",
    "Extraction",
    "Mention",
    "Merge",
    "Paper",
    "PaperEntity",
    "PaperRole",
    "Relation",
    "Result",
]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it was read: title and abstract, never cleaned.

    Attributes:
        id: As the source gives it, else minted from the title.
        title: One line.
        abstract: The text below the title; may be empty.
        year: Of publication.
        authors: Names in order.
        venue: Where it appeared.
        url: Where to read it.
        doi: In lower case, without ``https://doi.org/``.
        arxiv: Its arXiv identifier without version.
        license: As the source of the abstract has it: an address or a short name.
    """

    id: str
    title: str
    abstract: str
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    url: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    license: str | None = None

    @property
    def text(self) -> str:
        """What all offsets count in: the title, a line end, the abstract."""
        return f"{self.title}\n{self.abstract}"

    @property
    def node(self) -> str:
        """Id of the paper's node in the graph."""
        return paper_node(self.id)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a paper's text that names something.

    Attributes:
        start: Offset of its first character in `Paper.text`.
        end: Offset after its last character.
        text: Exactly what stands there.
        component: Which component found it.
        confidence: From 0 to 1.
    """

    start: int
    end: int
    text: str
    component: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says something, and where.

    Attributes:
        sentence: Exactly as in the text.
        start: Offset of the sentence in `Paper.text`.
        end: Offset after it.
        spans: Offsets of what the statement is about, in text order.
        component: Which component concluded it.
        confidence: From 0 to 1.
    """

    sentence: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    component: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PaperRole:
    """What a paper does with one of its entities, best evidence first."""

    role: Role
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PaperEntity:
    """Something one paper names, with all its mentions there.

    Attributes:
        name: The best name in this paper.
        type: Its type.
        subtype: For a Model only.
        mentions: In text order, at least one.
        roles: In the order of the schema.
        core: Whether the paper is about it, rather than mentions it in passing.
        confidence: From 0 to 1, that it is what `type` says.
    """

    name: str
    type: EntityType
    subtype: Subtype | None
    mentions: tuple[Mention, ...]
    roles: tuple[PaperRole, ...]
    core: bool
    confidence: float

    @property
    def names(self) -> frozenset[str]:
        """Its name, which may stand nowhere, and every form of its mentions."""
        return frozenset((self.name, *(mention.text for mention in self.mentions)))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation the text states; head and tail index `Extraction.entities`."""

    head: int
    relation: EntityRelation
    tail: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A number the text states; model to baseline index `Extraction.entities`.

    Attributes:
        value: As written, without LaTeX backslashes: ``83.8%``.
        number: The same as a number, where it is one: 83.8.
        unit: ``%``, ``points``, ``x`` and so on; empty where none is written.
        kind: Score, gain or ratio.
        direction: Whether more is better, where that is known.
        evidence: The sentence; the span is that of the value.
    """

    model: int | None
    task: int | None
    dataset: int | None
    metric: int | None
    baseline: int | None
    value: str
    number: float | None
    unit: str
    kind: ResultKind
    direction: Direction | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names taken for one thing, and by which rule.

    Attributes:
        source: The name that went.
        target: The name that stays.
        type: The type of both.
        rule: What decided it.
        paper: The paper it was decided in; empty for the whole corpus.
    """

    source: str
    target: str
    type: EntityType
    rule: str
    paper: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one paper.

    Attributes:
        paper: Id of the paper.
        fingerprint: Hash of the text and of the pipeline that read it.
        entities: By first mention.
        relations: By head, relation, tail.
        results: By offset of the value.
        merges: Names joined within the paper.
    """

    paper: str
    fingerprint: str
    entities: tuple[PaperEntity, ...]
    relations: tuple[Relation, ...]
    results: tuple[Result, ...]
    merges: tuple[Merge, ...]
