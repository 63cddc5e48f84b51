"""What is said of the whole corpus: frozen records that refer to each other by node id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.records import Evidence, Extraction, Merge, Paper
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
    "Knowledge",
    "Layout",
    "Leaderboard",
    "Ranked",
    "ResultNode",
]


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
