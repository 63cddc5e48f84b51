"""The schema: the single source of truth for types, roles and relations.

Graph, RDF, page, tables and tests read these enumerations and tables; nothing
else in the project spells a type or a relation a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "DESCENT",
    "ENTITY_TYPES",
    "NODE_TYPES",
    "RELATIONS",
    "RESULT_SLOTS",
    "ROLES",
    "Direction",
    "EntityRelation",
    "EntityType",
    "NodeType",
    "RelationInfo",
    "ResultKind",
    "ResultLink",
    "Role",
    "Subtype",
    "TypeInfo",
    "check_claim",
    "usual_role",
    "words",
]


class NodeType(StrEnum):
    """The type of a node in the graph."""

    PAPER = "Paper"
    MODEL = "Model"
    DATASET = "Dataset"
    TASK = "Task"
    METRIC = "Metric"
    RESULT = "Result"


class EntityType(StrEnum):
    """The type of something that papers name."""

    MODEL = NodeType.MODEL.value
    DATASET = NodeType.DATASET.value
    TASK = NodeType.TASK.value
    METRIC = NodeType.METRIC.value


class Subtype(StrEnum):
    """Two kinds of Model."""

    MODEL = "model"  # a network, network family, language model, named system
    METHOD = "method"  # a technique, algorithm, module, training procedure


class Role(StrEnum):
    """What a paper does with an entity."""

    INTRODUCES = "introduces"
    USES = "uses"
    COMPARES_WITH = "comparesWith"
    EVALUATES_ON = "evaluatesOn"
    ADDRESSES = "addresses"
    REPORTS = "reports"
    MENTIONS = "mentions"  # only where a paper has no other role for the entity


class EntityRelation(StrEnum):
    """What the text says of two entities."""

    EVALUATED_ON = "evaluatedOn"
    APPLIED_TO = "appliedTo"
    OUTPERFORMS = "outperforms"
    BASED_ON = "basedOn"
    BENCHMARK_FOR = "benchmarkFor"
    MEASURED_BY = "measuredBy"
    VARIANT_OF = "variantOf"
    BROADER = "broader"


class ResultLink(StrEnum):
    """The edges of a result node."""

    FROM_PAPER = "fromPaper"
    OF_MODEL = "ofModel"
    FOR_TASK = "forTask"
    ON_DATASET = "onDataset"
    IN_METRIC = "inMetric"
    OVER_BASELINE = "overBaseline"


class ResultKind(StrEnum):
    """How a result's number is meant."""

    ABSOLUTE = "absolute"  # a plain score
    DELTA = "delta"  # a gain or loss in points
    RELATIVE = "relative"  # a ratio, factor, relative per cent or share


class Direction(StrEnum):
    """Whether a metric is better when it is higher or when it is lower."""

    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """How a node type is called, placed and drawn.

    Attributes:
        slug: First segment of the ids of such nodes.
        label: Name in the singular.
        plural: Name in the plural.
        colour: Fill, from the palette of Okabe and Ito (safe for colour-blind
            eyes), as ``#rrggbb``.
        definition: One sentence.
    """

    slug: str
    label: str
    plural: str
    colour: str
    definition: str


@dataclass(frozen=True, slots=True)
class RelationInfo:
    """Domain, range and names of one relation.

    Attributes:
        domain: Types the head may have.
        range: Types the tail may have.
        inverse: Name of the relation read from tail to head.
        label: Words for a reader.
        colour: Line colour, as ``#rrggbb``.
        definition: One sentence.
    """

    domain: frozenset[NodeType]
    range: frozenset[NodeType]
    inverse: str
    label: str
    colour: str
    definition: str


NODE_TYPES: Mapping[NodeType, TypeInfo] = MappingProxyType(
    {
        NodeType.PAPER: TypeInfo(
            "paper", "Paper", "Papers", "#8a8f98", "A research paper, known by title and abstract."
        ),
        NodeType.MODEL: TypeInfo(
            "model",
            "Model",
            "Models",
            "#0072b2",
            "A model, architecture, algorithm, module or training technique.",
        ),
        NodeType.DATASET: TypeInfo(
            "dataset", "Dataset", "Datasets", "#009e73", "A named data set, corpus or benchmark."
        ),
        NodeType.TASK: TypeInfo(
            "task", "Task", "Tasks", "#e69f00", "A research problem or a capability under study."
        ),
        NodeType.METRIC: TypeInfo(
            "metric", "Metric", "Metrics", "#cc79a7", "A measure by which something is judged."
        ),
        NodeType.RESULT: TypeInfo(
            "result",
            "Result",
            "Results",
            "#d55e00",
            "A stated number with what it is of, on what, and in which measure.",
        ),
    }
)

ENTITY_TYPES: tuple[EntityType, ...] = tuple(EntityType)
ROLES: tuple[Role, ...] = tuple(Role)

# From a model to what it comes from.
DESCENT: tuple[EntityRelation, ...] = (EntityRelation.BASED_ON, EntityRelation.VARIANT_OF)

_PAPER = frozenset({NodeType.PAPER})
_MODEL = frozenset({NodeType.MODEL})
_DATASET = frozenset({NodeType.DATASET})
_TASK = frozenset({NodeType.TASK})
_METRIC = frozenset({NodeType.METRIC})
_RESULT = frozenset({NodeType.RESULT})
_ENTITY = _MODEL | _DATASET | _TASK | _METRIC


def _info(  # keeps the table below readable: one row a relation
    domain: frozenset[NodeType],
    range_: frozenset[NodeType],
    inverse: str,
    label: str,
    colour: str,
    definition: str,
) -> RelationInfo:
    return RelationInfo(domain, range_, inverse, label, colour, definition)


RELATIONS: Mapping[Role | EntityRelation | ResultLink, RelationInfo] = MappingProxyType(
    {
        Role.INTRODUCES: _info(
            _PAPER, _ENTITY, "introducedBy", "introduces", "#d55e00",
            "The paper proposes or creates it.",
        ),
        Role.USES: _info(
            _PAPER, _MODEL, "usedBy", "uses", "#0072b2",
            "The paper builds on, applies, analyses or studies it.",
        ),
        Role.COMPARES_WITH: _info(
            _PAPER, _MODEL, "comparedBy", "compares with", "#56b4e9",
            "The paper compares against it or outperforms it.",
        ),
        Role.EVALUATES_ON: _info(
            _PAPER, _DATASET, "evaluatedBy", "evaluates on", "#009e73",
            "The paper runs experiments on it.",
        ),
        Role.ADDRESSES: _info(
            _PAPER, _TASK, "addressedBy", "addresses", "#e69f00",
            "The paper is about it or evaluates it.",
        ),
        Role.REPORTS: _info(
            _PAPER, _METRIC, "reportedBy", "reports", "#cc79a7",
            "The paper reports results in it.",
        ),
        Role.MENTIONS: _info(
            _PAPER, _ENTITY, "mentionedBy", "mentions", "#8a8f98",
            "The paper names it and does nothing else with it.",
        ),
        EntityRelation.EVALUATED_ON: _info(
            _MODEL, _DATASET, "evaluationOf", "evaluated on", "#009e73",
            "The model was run on the data set.",
        ),
        EntityRelation.APPLIED_TO: _info(
            _MODEL, _TASK, "approachedBy", "applied to", "#e69f00",
            "The model is used for the task.",
        ),
        EntityRelation.OUTPERFORMS: _info(
            _MODEL, _MODEL, "outperformedBy", "outperforms", "#56b4e9",
            "The model does better than the other.",
        ),
        EntityRelation.BASED_ON: _info(
            _MODEL, _MODEL, "basisOf", "based on", "#0072b2",
            "The model is built from the other, a variant of it, or has it as a component.",
        ),
        EntityRelation.BENCHMARK_FOR: _info(
            _DATASET, _TASK, "benchmarkedBy", "benchmark for", "#009e73",
            "The data set is there to judge the task.",
        ),
        EntityRelation.MEASURED_BY: _info(
            _TASK, _METRIC, "measures", "measured by", "#cc79a7",
            "Work on the task is judged by the metric.",
        ),
        EntityRelation.VARIANT_OF: _info(
            _MODEL, _MODEL, "hasVariant", "variant of", "#0072b2",
            "The model is a version or size of the other.",
        ),
        EntityRelation.BROADER: _info(
            _TASK, _TASK, "narrower", "broader", "#e69f00",
            "The task is a special case of the other.",
        ),
        ResultLink.FROM_PAPER: _info(
            _RESULT, _PAPER, "states", "from paper", "#8a8f98", "The paper that states it."
        ),
        ResultLink.OF_MODEL: _info(
            _RESULT, _MODEL, "hasResult", "of model", "#0072b2", "The model that reached it."
        ),
        ResultLink.FOR_TASK: _info(
            _RESULT, _TASK, "taskResult", "for task", "#e69f00", "The task it was reached at."
        ),
        ResultLink.ON_DATASET: _info(
            _RESULT, _DATASET, "datasetResult", "on dataset", "#009e73",
            "The data set it was reached on.",
        ),
        ResultLink.IN_METRIC: _info(
            _RESULT, _METRIC, "metricResult", "in metric", "#cc79a7", "The metric it is given in."
        ),
        ResultLink.OVER_BASELINE: _info(
            _RESULT, _MODEL, "baselineOf", "over baseline", "#56b4e9",
            "The model it is compared with.",
        ),
    }
)  # fmt: skip


# The fields of a result that name an entity, and the link each becomes.
RESULT_SLOTS: Mapping[str, ResultLink] = MappingProxyType(
    {
        "model": ResultLink.OF_MODEL,
        "task": ResultLink.FOR_TASK,
        "dataset": ResultLink.ON_DATASET,
        "metric": ResultLink.IN_METRIC,
        "baseline": ResultLink.OVER_BASELINE,
    }
)

_USUAL_ROLES = {
    EntityType.MODEL: Role.USES,
    EntityType.DATASET: Role.EVALUATES_ON,
    EntityType.TASK: Role.ADDRESSES,
    EntityType.METRIC: Role.REPORTS,
}


def usual_role(type_: EntityType) -> Role:
    """The role that entities of a type mostly have.

    >>> str(usual_role(EntityType.DATASET))
    'evaluatesOn'
    """
    return _USUAL_ROLES[type_]


def words(name: str) -> str:
    """A relation's name as words for a reader.

    >>> words("introducedBy")
    'introduced by'
    """
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)


def check_claim(
    relation: Role | EntityRelation | ResultLink, head: NodeType, tail: NodeType
) -> None:
    """Check that a relation may stand between two types.

    Args:
        relation: The relation.
        head: Type of the node it starts from.
        tail: Type of the node it leads to.

    Raises:
        ValueError: If head is outside the domain or tail outside the range.

    >>> check_claim(Role.USES, NodeType.PAPER, NodeType.MODEL)
    >>> check_claim(Role.USES, NodeType.PAPER, NodeType.TASK)
    Traceback (most recent call last):
    ...
    ValueError: uses leads from Paper to Model, not from Paper to Task
    """
    info = RELATIONS[relation]
    if head not in info.domain or tail not in info.range:
        allowed = " or ".join(sorted(info.domain)), " or ".join(sorted(info.range))
        msg = f"{relation} leads from {allowed[0]} to {allowed[1]}, not from {head} to {tail}"
        raise ValueError(msg)
