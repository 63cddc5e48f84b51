"""Fitting the judge of pairs of names (`extractors.joining`) on annotated papers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from extractors.abbreviations import find_abbreviations
from extractors.joining import Judge, Pair, make_pairs
from extractors.likeness import FEATURES, Name, make_name
from ontology.keys import name_key
from ontology.schema import EntityType

__all__ = ["fit_judge"]

SEEDS = (0, 1, 2)
HIDDEN = 24
EPOCHS = 12
RATE = 5e-3
PAIRS = 256  # a batch
PASSING_WEIGHT = 0.3  # of a pair in which one thing is only mentioned
BOUND = 0.4


def _pairs(record: dict[str, Any]) -> list[tuple[Pair, float, float]]:
    """Pairs of names of a paper, whether they are one thing, and how much each counts."""
    text = f"{record['title']}\n{record['abstract']}"
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    entities: dict[str, Counter[int]] = defaultdict(Counter)
    titled: set[str] = set()
    for mention in record["mentions"]:
        key = name_key(mention["text"])
        forms[key][mention["text"]] += 1
        entities[key][mention["entity"]] += 1
        if mention["start"] < len(record["title"]):
            titled.add(key)
    of = {key: counts.most_common(1)[0][0] for key, counts in entities.items()}
    names: dict[EntityType, list[Name]] = defaultdict(list)
    for key in sorted(forms):
        type_ = EntityType(record["entities"][of[key]]["type"])
        names[type_].append(make_name(key, forms[key], in_title=key in titled))
    defined = frozenset(
        name_key(text[start:end])
        for a in find_abbreviations(text)
        for start, end in ((a.long_start, a.long_end), (a.short_start, a.short_end))
    )
    core = [bool(entity.get("core", True)) for entity in record["entities"]]
    return [
        (
            pair,
            float(of[pair.one] == of[pair.other]),
            1.0 if core[of[pair.one]] and core[of[pair.other]] else PASSING_WEIGHT,
        )
        for pair in make_pairs(names, defined)
    ]


def _fit_one(
    rows: torch.Tensor, same: torch.Tensor, weights: torch.Tensor, seed: int
) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(rows.shape[1], HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(HIDDEN, 1)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for batch in torch.randperm(len(rows)).split(PAIRS):
            losses = functional.binary_cross_entropy_with_logits(
                network(rows[batch]).squeeze(1), same[batch], weight=weights[batch], reduction="sum"
            )
            optimizer.zero_grad()
            (losses / weights[batch].sum().clamp(min=1)).backward()
            optimizer.step()
    return network.eval()


def fit_judge(records: Sequence[dict[str, Any]]) -> Judge:
    """Fit a judge.

    Args:
        records: Annotated papers.

    Returns:
        The judge; the same for the same papers.
    """
    found = [item for record in records for item in _pairs(record)]
    likeness = np.array([pair.likeness for pair, _, _ in found]).reshape(-1, len(FEATURES))
    rows = torch.tensor(likeness, dtype=torch.float32)
    same, weights = (torch.tensor([item[k] for item in found], dtype=torch.float32) for k in (1, 2))
    networks = [_fit_one(rows, same, weights, seed) for seed in SEEDS]
    first, last = ([network[k] for network in networks] for k in (0, 3))
    return Judge(
        inner=np.stack([layer.weight.detach().double().numpy().T for layer in first]),
        inner_bias=np.stack([layer.bias.detach().double().numpy() for layer in first]),
        outer=np.stack([layer.weight[0].detach().double().numpy() for layer in last]),
        outer_bias=np.array([float(layer.bias.detach()) for layer in last]),
        bound=BOUND,
    )
