"""Fitting a judge (`extractors.judge`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import ArrayLike, NDArray
from torch import nn
from torch.nn import functional

from extractors.judge import Judge

__all__ = ["fit_judge"]

SEEDS = (0, 1, 2)
RATE = 5e-3
CASES = 256  # a batch


@dataclass(frozen=True, slots=True)
class _Cases:
    """Tensors of what is to be learnt: cases x signs, cases x answers twice."""

    signs: torch.Tensor
    right: torch.Tensor
    weights: torch.Tensor


def _fit_one(cases: _Cases, hidden: int, epochs: int, dropout: float, seed: int) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(cases.signs.shape[1], hidden),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(hidden, cases.right.shape[1]),
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / epochs)
        for batch in torch.randperm(len(cases.signs)).split(CASES):
            losses = functional.binary_cross_entropy_with_logits(
                network(cases.signs[batch]),
                cases.right[batch],
                weight=cases.weights[batch],
                reduction="sum",
            )
            optimizer.zero_grad()
            (losses / cases.weights[batch].sum().clamp(min=1)).backward()
            optimizer.step()
    return network.eval()


def fit_judge(
    signs: ArrayLike,
    right: ArrayLike,
    weights: ArrayLike,
    *,
    hidden: int,
    bounds: Sequence[float],
    epochs: int = 12,
    dropout: float = 0.2,
) -> Judge:
    """Fit a judge.

    Args:
        signs: Cases x signs.
        right: For each case and question 1 or 0: cases x answers.
        weights: How much each answer counts: cases x answers; 0 where it is not asked.
        hidden: Size of the hidden layer.
        bounds: For each question, the probability from which on its answer is to be yes.
        epochs: Passes over all cases.
        dropout: Share of the hidden layer that is left out at each step.

    Returns:
        The judge; the same for the same cases.
    """
    arrays = (torch.tensor(np.asarray(a), dtype=torch.float32) for a in (signs, right, weights))
    cases = _Cases(*arrays)
    networks = [_fit_one(cases, hidden, epochs, dropout, seed) for seed in SEEDS]
    first, last = ([network[k] for network in networks] for k in (0, 3))
    return Judge(
        inner=_stacked(layer.weight.T for layer in first),
        inner_bias=_stacked(layer.bias for layer in first),
        outer=_stacked(layer.weight.T for layer in last),
        outer_bias=_stacked(layer.bias for layer in last),
        bounds=tuple(bounds),
    )


def _stacked(parameters: Iterable[torch.Tensor]) -> NDArray[np.float64]:
    return np.stack([parameter.detach().double().numpy() for parameter in parameters])
