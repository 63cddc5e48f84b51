"""Fitting a judge of pairs (`extractors.judge`)."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import ArrayLike
from torch import nn
from torch.nn import functional

from extractors.judge import Judge

__all__ = ["fit_judge"]

SEEDS = (0, 1, 2)
EPOCHS = 12
RATE = 5e-3
DROPOUT = 0.2
PAIRS = 256  # a batch


def _fit_one(
    rows: torch.Tensor, right: torch.Tensor, weights: torch.Tensor, hidden: int, seed: int
) -> nn.Sequential:
    torch.manual_seed(seed)
    network = nn.Sequential(
        nn.Linear(rows.shape[1], hidden), nn.ReLU(), nn.Dropout(DROPOUT), nn.Linear(hidden, 1)
    )
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for batch in torch.randperm(len(rows)).split(PAIRS):
            losses = functional.binary_cross_entropy_with_logits(
                network(rows[batch]).squeeze(1),
                right[batch],
                weight=weights[batch],
                reduction="sum",
            )
            optimizer.zero_grad()
            (losses / weights[batch].sum().clamp(min=1)).backward()
            optimizer.step()
    return network.eval()


def fit_judge(
    signs: ArrayLike, right: ArrayLike, weights: ArrayLike, *, hidden: int, bound: float
) -> Judge:
    """Fit a judge.

    Args:
        signs: Pairs x signs.
        right: For each pair 1 or 0.
        weights: How much each pair counts.
        hidden: Size of the hidden layer.
        bound: Probability from which on the answer is to be yes.

    Returns:
        The judge; the same for the same pairs.
    """
    rows, same, worth = (
        torch.tensor(np.asarray(a), dtype=torch.float32) for a in (signs, right, weights)
    )
    networks = [_fit_one(rows, same, worth, hidden, seed) for seed in SEEDS]
    first, last = ([network[k] for network in networks] for k in (0, 3))
    return Judge(
        inner=np.stack([layer.weight.detach().double().numpy().T for layer in first]),
        inner_bias=np.stack([layer.bias.detach().double().numpy() for layer in first]),
        outer=np.stack([layer.weight[0].detach().double().numpy() for layer in last]),
        outer_bias=np.array([float(layer.bias.detach()) for layer in last]),
        bound=bound,
    )
