"""What a paper says, told of the corpus: roles and relations as claims, results as nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ontology.iris import paper_node, result_id
from ontology.knowledge import Claim, ResultNode
from ontology.records import Evidence, Extraction
from ontology.schema import EntityRelation, Role

__all__ = ["all_claims", "all_results", "paper_claims", "paper_results"]

Links = Mapping[str, tuple[str, ...]]


def all_claims(
    extractions: Iterable[Extraction], links: Links, kin: Iterable[Claim]
) -> tuple[Claim, ...]:
    """Every claim of a corpus, sorted.

    Args:
        extractions: One a paper.
        links: For each paper the entity id of each of its entities.
        kin: Claims that only the whole corpus makes.

    >>> all_claims([], {}, [])
    ()
    """
    claims = [claim for e in extractions for claim in paper_claims(e, links[e.paper])]
    return tuple(sorted([*claims, *kin], key=lambda c: (c.head, c.relation, c.tail, c.paper)))


def all_results(extractions: Iterable[Extraction], links: Links) -> tuple[ResultNode, ...]:
    """Every result of a corpus, sorted by id.

    >>> all_results([], {})
    ()
    """
    results = {r.id: r for e in extractions for r in paper_results(e, links[e.paper])}
    return tuple(results[key] for key in sorted(results))


def _order(evidence: Evidence) -> tuple[float, int, int, tuple[tuple[int, int], ...], str]:
    return (-evidence.confidence, evidence.start, evidence.end, evidence.spans, evidence.component)


def _one_a_place(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence, most confident first; what one component says of one place stands once."""
    if len(evidence) == 1:  # most often, and a million times
        return tuple(evidence)
    places: dict[tuple[int, tuple[tuple[int, int], ...], str], Evidence] = {}
    for item in sorted(evidence, key=_order):
        places.setdefault((item.start, item.spans, item.component), item)
    return tuple(places.values())


def paper_claims(extraction: Extraction, ids: tuple[str, ...]) -> list[Claim]:
    """What one paper claims, with the entities of the corpus.

    Args:
        extraction: What was found in the paper.
        ids: The entity id of each of its entities.

    Returns:
        One claim for each head, relation and tail, in no order that matters.
    """
    paper = paper_node(extraction.paper)
    evidence: dict[tuple[str, Role | EntityRelation, str], list[Evidence]] = defaultdict(list)
    core: set[str] = set()
    for entity, id_ in zip(extraction.entities, ids, strict=True):
        if entity.core:
            core.add(id_)
        for role in entity.roles:
            evidence[paper, role.role, id_] += role.evidence
    for said in extraction.relations:
        head, tail = ids[said.head], ids[said.tail]
        if head != tail:
            evidence[head, said.relation, tail] += said.evidence
    beyond = {
        tail for _, role, tail in evidence if isinstance(role, Role) and role is not Role.MENTIONS
    }
    claims = []
    for (head, relation, tail), found in evidence.items():
        if relation is Role.MENTIONS and tail in beyond:
            continue
        best, *others = _one_a_place(found)
        is_core = tail in core and (head == paper or head in core)
        claims.append(
            Claim(head, relation, tail, paper, (best, *others), best.confidence, core=is_core)
        )
    return claims


def paper_results(extraction: Extraction, ids: tuple[str, ...]) -> list[ResultNode]:
    """The results that one paper states, with the entities of the corpus.

    Args:
        extraction: What was found in the paper.
        ids: The entity id of each of its entities.
    """
    paper = paper_node(extraction.paper)
    nodes = []
    for r in extraction.results:
        ends = [
            ids[index] if index is not None else None
            for index in (r.model, r.task, r.dataset, r.metric, r.baseline)
        ]
        model, task, dataset, metric, baseline = ends
        nodes.append(
            ResultNode(
                id=result_id(paper, *ends, r.value, r.kind),
                paper=paper,
                model=model,
                task=task,
                dataset=dataset,
                metric=metric,
                baseline=baseline,
                value=r.value,
                number=r.number,
                unit=r.unit,
                kind=r.kind,
                direction=r.direction,
                evidence=r.evidence,
            )
        )
    return nodes
