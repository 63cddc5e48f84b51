"""Fitting: AdamW with rates that fall from the top layer down, and averaged weights."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from extractors.training.batches import collate, make_batches
from extractors.training.corpus import Example
from extractors.training.tagger import TaggerNetwork
from extractors.wordpiece import WordPieces

__all__ = ["Recipe", "fit"]

WARM_UP = 0.08
LAYER_DECAY = 0.85
SHAPE_RATE = 3.0  # times the encoder's
MENTIONS = 8.0  # weight of the loss of mentions against that of labels
CLIP = 2.0


@dataclass(frozen=True)
class Recipe:
    """How to fit.

    Attributes:
        epochs: Passes over all examples.
        fall: Over how many passes the learning rates fall to nothing; more than
            `epochs` to stop before they have.
        encoder: Learning rate of the top layer of the encoder.
        heads: Learning rate of what is behind it.
        average: Decay of the average of weights.
        pieces: Most pieces a batch.
        seed: Of everything random.
    """

    epochs: int
    fall: int
    encoder: float = 2e-4
    heads: float = 1e-3
    average: float = 0.997
    pieces: int = 2600
    seed: int = 1


class _Average:
    """Exponential moving average of weights (Polyak and Juditsky, 1992), quicker at the start."""

    def __init__(self, network: TaggerNetwork, decay: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self._decay = decay
        self._steps = 0

    @torch.no_grad()
    def update(self, network: TaggerNetwork) -> None:
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        pairs = zip(self.network.parameters(), network.parameters(), strict=True)
        for mean, new in pairs:
            if new.requires_grad:
                mean.lerp_(new, 1 - decay)


def _parameter_groups(network: TaggerNetwork, recipe: Recipe) -> list[dict[str, object]]:
    """Parameters by learning rate and weight decay; the table of word pieces stays as it was."""
    top = len(network.bert.layers)
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = recipe.heads
        if name.startswith("bert.layers."):
            rate = recipe.encoder * LAYER_DECAY ** (top - 1 - int(name.split(".")[2]))
        elif name.startswith(("bert.places", "bert.norm")):
            rate = recipe.encoder * LAYER_DECAY**top
        elif name.startswith("bert.shapes"):
            rate = recipe.encoder * SHAPE_RATE
        decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": found, "lr": rate, "weight_decay": decay, "top": rate}
        for (rate, decay), found in groups.items()
    ]


def _share_of_rate(step: int, total: int) -> float:
    """Linear up, then linear down to a hundredth."""
    done = min(1.0, step / total)
    return done / WARM_UP if done < WARM_UP else 0.01 + 0.99 * (1 - done) / (1 - WARM_UP)


def fit(
    network: TaggerNetwork,
    examples: Sequence[Example],
    pieces: WordPieces,
    mask: int,
    recipe: Recipe,
    after_epoch: Callable[[int, float, TaggerNetwork], None],
) -> TaggerNetwork:
    """Fit a network.

    Args:
        network: Is changed.
        examples: To learn from.
        pieces: Of the network.
        mask: Id of the piece that hides a word.
        recipe: How.
        after_epoch: Called with the number of the epoch, the mean loss and the
            averaged network, for instance to save it.

    Returns:
        The averaged network.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)  # noqa: S311 - to learn, not to hide
    network.bert.words.weight.requires_grad_(False)
    average = _Average(network, recipe.average)
    optimizer = torch.optim.AdamW(_parameter_groups(network, recipe))
    total = recipe.fall * len(make_batches(examples, recipe.pieces, rng))
    step = 0
    for epoch in range(1, recipe.epochs + 1):
        network.train()
        losses: list[float] = []
        for batch in make_batches(examples, recipe.pieces, rng):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * _share_of_rate(step, total)
            with torch.autocast("cpu", torch.bfloat16):
                mentions, labels = network.losses(collate(batch, pieces, mask, rng))
            loss = mentions * MENTIONS + labels
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            average.update(network)
            losses.append(float(loss.detach()))
        after_epoch(epoch, sum(losses) / len(losses), average.network)
    return average.network
