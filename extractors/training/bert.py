"""A small BERT in plain PyTorch that also sees how words are written.

The layout is that of Devlin et al., "BERT", 2019, so that the weights of
all-MiniLM-L6-v2 fit in. That model was trained on lower-cased text; embeddings
of case, glue and place are added to its input, zero at the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["Bert", "BertSizes", "load_pretrained"]

NEVER = -1e4


@dataclass(frozen=True)
class BertSizes:
    """Sizes of the encoder; the defaults are those of MiniLM."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    dropout: float = 0.1


class Layer(nn.Module):
    """Self-attention and feed-forward, each with a residual and a norm behind it."""

    def __init__(self, sizes: BertSizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.out = nn.Linear(sizes.hidden, sizes.hidden)
        self.norm1 = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.up = nn.Linear(sizes.hidden, sizes.inner)
        self.down = nn.Linear(sizes.inner, sizes.hidden)
        self.norm2 = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.drop = nn.Dropout(sizes.dropout)

    def forward(self, x: Tensor, absent: Tensor | None) -> Tensor:
        """x: rows, pieces, hidden; absent: rows, 1, 1, pieces, very low where no piece is."""
        rows, pieces, hidden = x.shape
        qkv = self.qkv(x).view(rows, pieces, 3, self.heads, hidden // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        # Written out: the fused attention of PyTorch 2.14 is slower on processors.
        alike = (query / (hidden // self.heads) ** 0.5) @ key.transpose(2, 3)
        if absent is not None:
            alike = alike + absent.to(alike.dtype)
        seen = alike.softmax(dim=3).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(rows, pieces, hidden)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Bert(nn.Module):
    """The encoder; it gives the states of all layers, lowest first."""

    def __init__(self, sizes: BertSizes, shape_sizes: Sequence[int]) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.hidden)
        self.places = nn.Embedding(sizes.positions, sizes.hidden)
        self.shapes = nn.ModuleList(nn.Embedding(n, sizes.hidden) for n in shape_sizes)
        for table in self.shapes:
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(sizes.hidden, eps=1e-12)
        self.drop = nn.Dropout(sizes.dropout)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> list[Tensor]:
        """ids: rows, pieces; shapes: rows, pieces, kinds; mask: true where there is a piece."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        for kind, table in enumerate(self.shapes):
            x = x + table(shapes[..., kind])
        x = self.drop(self.norm(x))
        absent = None if mask is None else (~mask[:, None, None, :]) * NEVER
        states = []
        for layer in self.layers:
            x = layer(x, absent)
            states.append(x)
        return states


def load_pretrained(bert: Bert, file: Path, kept: Sequence[int]) -> None:
    """Fill an encoder from a checkpoint with the usual names of BERT.

    Args:
        bert: To be filled.
        file: A ``model.safetensors``.
        kept: Which of its layers, lowest first.
    """
    old = {name.removeprefix("bert."): weight for name, weight in load_file(file).items()}
    with torch.no_grad():
        bert.words.weight.copy_(old["embeddings.word_embeddings.weight"])
        bert.places.weight.copy_(old["embeddings.position_embeddings.weight"])
        bert.places.weight.add_(old["embeddings.token_type_embeddings.weight"][0])
        _copy(bert.norm, old, "embeddings.LayerNorm")
        for layer, number in zip(bert.layers, kept, strict=True):
            _fill(layer, old, f"encoder.layer.{number}.")


def _copy(module: nn.Module, old: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(old[f"{name}.weight"])
    module.bias.copy_(old[f"{name}.bias"])


def _fill(layer: nn.Module, old: dict[str, Tensor], at: str) -> None:
    parts = [f"{at}attention.self.{name}" for name in ("query", "key", "value")]
    layer.qkv.weight.copy_(torch.cat([old[f"{part}.weight"] for part in parts]))
    layer.qkv.bias.copy_(torch.cat([old[f"{part}.bias"] for part in parts]))
    _copy(layer.out, old, f"{at}attention.output.dense")
    _copy(layer.norm1, old, f"{at}attention.output.LayerNorm")
    _copy(layer.up, old, f"{at}intermediate.dense")
    _copy(layer.down, old, f"{at}output.dense")
    _copy(layer.norm2, old, f"{at}output.LayerNorm")
