"""The records: frozen, plain data, offsets in code points.

What is said of one paper (`Extraction`, its parts refer to each other by
index) is kept apart from what is said of the corpus (`Entity`, `Claim`,
`ResultNode`, refer to each other by id). ``paper.text[m.start:m.end] ==
m.text`` holds for every mention, always.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.iris import paper_node
from ontology.schema import (
    Direction,
    EntityRelation,
    EntityType,
    ResultKind,
    ResultLink,
    Role,
    Subtype,
)

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Claim",
    "Community",
    "Entity",
    "Evidence",
    "Extraction",
    "Knowledge",
    "Layout",
    "Leaderboard",
    "Mention",
    "Merge",
    "Paper",
    "PaperEntity",
    "PaperRole",
    "Ranked",
    "Relation",
    "Result",
    "ResultNode",
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


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing across all papers.

    Attributes:
        id: Node id, from type and name.
        type: Its type.
        subtype: For a Model, the more frequent one.
        name: Canonical name.
        aliases: Other surface forms, sorted.
        papers: Node ids of the papers that name it, sorted.
    """

    id: str
    type: EntityType
    subtype: Subtype | None
    name: str
    aliases: tuple[str, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one paper says: head, relation, tail, with every sentence for it.

    Attributes:
        head: Node id: the paper itself or an entity.
        relation: A role or a relation between entities.
        tail: Node id of an entity.
        paper: Node id of the paper.
        evidence: Most confident first; at least one.
        confidence: From 0 to 1, of the surest evidence.
        core: Whether it is central to the paper.
    """

    head: str
    relation: Role | EntityRelation
    tail: str
    paper: str
    evidence: tuple[Evidence, ...]
    confidence: float
    core: bool

    @property
    def key(self) -> str:
        """Key of the claim's edge between head and tail."""
        return f"{self.relation}@{self.paper}"

    @property
    def id(self) -> str:
        """Stable id: what is said, not where."""
        return f"{self.head} {self.relation} {self.tail} @{self.paper}"


@dataclass(frozen=True, slots=True)
class ResultNode:
    """A result with node ids in place of indices; fields as in `Result`."""

    id: str
    paper: str
    model: str | None
    task: str | None
    dataset: str | None
    metric: str | None
    baseline: str | None
    value: str
    number: float | None
    unit: str
    kind: ResultKind
    direction: Direction | None
    evidence: Evidence

    @property
    def links(self) -> tuple[tuple[ResultLink, str], ...]:
        """The edges of the result: link and node id, present ones only."""
        ends = (
            (ResultLink.FROM_PAPER, self.paper),
            (ResultLink.OF_MODEL, self.model),
            (ResultLink.FOR_TASK, self.task),
            (ResultLink.ON_DATASET, self.dataset),
            (ResultLink.IN_METRIC, self.metric),
            (ResultLink.OVER_BASELINE, self.baseline),
        )
        return tuple((link, node) for link, node in ends if node is not None)


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that papers name together.

    Attributes:
        number: From 0, the largest first.
        name: One to three of its names, a task first where there is a telling one.
        members: Node ids of entities, those that most of its papers name first.
    """

    number: int
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One row of a leaderboard: the best that one paper states of one model.

    Attributes:
        rank: From 1; equal numbers share one; None where the direction is unknown.
        model: Node id.
        value: As written.
        number: The same as a number.
        unit: As written; the rows of one board are on one scale all the same.
        task: Node id, where the text says it.
        paper: Node id.
        result: Node id of the result.
        sentence: The sentence that says so.
        confidence: From 0 to 1.
    """

    rank: int | None
    model: str
    value: str
    number: float
    unit: str
    task: str | None
    paper: str
    result: str
    sentence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Leaderboard:
    """Absolute results on one data set in one metric, on one scale.

    Attributes:
        task: Node id of the task that most of its rows name, if any does.
        dataset: Node id.
        metric: Node id.
        scale: ``%``, ``0 to 1``, another unit, or empty for plain numbers.
        direction: Whether more is better; None where no result says.
        rows: Best first.
    """

    task: str | None
    dataset: str
    metric: str
    scale: str
    direction: Direction | None
    rows: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How to draw a graph, which part first, and what else its page shows.

    Attributes:
        places: For the nodes of the first view, x and y in pixels at scale 1, y downwards.
        sizes: Node id to the radius of its mark and the height of its letters, in whole pixels.
        start: The nodes of the first view, most connected first.
        ties: Pairs of these that the same papers name, each with how many papers.
        communities: Groups of entities that papers name together, the largest first.
        leaderboards: Results that can be compared, the boards with most papers first.
    """

    places: Mapping[str, tuple[float, float]]
    sizes: Mapping[str, tuple[int, int]]
    start: tuple[str, ...]
    ties: tuple[tuple[str, str, int], ...] = ()
    communities: tuple[Community, ...] = ()
    leaderboards: tuple[Leaderboard, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything known of a corpus: what exporters take and `kg.load` restores.

    Attributes:
        papers: Sorted by node id.
        extractions: In the order of `papers`.
        entities: Sorted by id.
        claims: Sorted by head, relation, tail, paper.
        results: Sorted by id.
        merges: Every name that was joined to another.
        links: For each paper (by its id) the entity id of each of its `PaperEntity`.
        graph: The graph of all this; see `kg.graph` for its contract.
        layout: For pictures; empty until something is to be drawn.
    """

    papers: tuple[Paper, ...]
    extractions: Sequence[Extraction]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    results: tuple[ResultNode, ...]
    merges: Sequence[Merge]
    links: Mapping[str, tuple[str, ...]]
    graph: nx.MultiDiGraph[str]
    layout: Layout = Layout({}, {}, ())
