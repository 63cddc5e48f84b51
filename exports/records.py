"""Per-paper records: one JSON object a line, for scoring and for scripts.

The shape: ``id, title, entities`` (``id`` of the graph node, ``name, type,
subtype, roles, confidence, mentions`` with offsets into title + line end +
abstract), ``relations`` as ``[head id, relation, tail id]``, ``results``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from exports.files import replacing
from exports.text import utf8_safe
from ontology.knowledge import Entity, Knowledge, ResultNode
from ontology.records import Extraction, Paper
from ontology.schema import ROLES, Role

__all__ = ["paper_record", "write_records"]


def _entity_records(
    extraction: Extraction, ids: tuple[str, ...], entities: dict[str, Entity]
) -> list[dict[str, Any]]:
    """One record an entity of the graph: what resolution joined stands together."""
    roles: dict[str, set[Role]] = defaultdict(set)
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    confidence: dict[str, float] = {}
    for entity, id_ in zip(extraction.entities, ids, strict=True):
        roles[id_] |= {role.role for role in entity.roles}
        confidence[id_] = max(confidence.get(id_, 0.0), entity.confidence)
        mentions[id_] += [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions]
    return [
        {
            "id": id_,
            "name": entities[id_].name,
            "type": str(entities[id_].type),
            "subtype": entities[id_].subtype,
            "roles": [str(r) for r in ROLES if r in roles[id_] and r is not Role.MENTIONS],
            "confidence": confidence[id_],
            "mentions": sorted(mentions[id_], key=lambda m: m["start"]),
        }
        for id_ in dict.fromkeys(ids)
    ]


def _result_record(result: ResultNode) -> dict[str, Any]:
    return {
        "model": result.model,
        "task": result.task,
        "dataset": result.dataset,
        "metric": result.metric,
        "value": result.value,
        "unit": result.unit,
        "kind": str(result.kind),
        "baseline": result.baseline,
        "sentence": result.evidence.sentence,
    }


def paper_record(
    paper: Paper,
    extraction: Extraction,
    ids: tuple[str, ...],
    entities: dict[str, Entity],
    results: list[ResultNode],
) -> dict[str, Any]:
    """The record of one paper.

    Args:
        paper: The paper.
        extraction: What was found in it.
        ids: Node id of each of its entities.
        entities: All entities by id.
        results: The results of this paper.

    Returns:
        Plain data for JSON.
    """
    relations = {(ids[r.head], str(r.relation), ids[r.tail]) for r in extraction.relations}
    return {
        "id": paper.id,
        "title": paper.title,
        "entities": _entity_records(extraction, ids, entities),
        "relations": [list(r) for r in sorted(relations) if r[0] != r[2]],
        "results": [
            _result_record(r) for r in sorted(results, key=lambda r: (r.evidence.spans, r.id))
        ],
    }


def write_records(knowledge: Knowledge, path: Path) -> None:
    """Write one record a line, in the order of the papers."""
    entities = {entity.id: entity for entity in knowledge.entities}
    results: dict[str, list[ResultNode]] = defaultdict(list)
    for result in knowledge.results:
        results[result.paper].append(result)
    with replacing(path) as file:
        for paper, extraction in zip(knowledge.papers, knowledge.extractions, strict=True):
            record = paper_record(
                paper, extraction, knowledge.links[paper.id], entities, results[paper.node]
            )
            line = json.dumps(record, ensure_ascii=False) + "\n"
            file.write(utf8_safe(line).encode())
