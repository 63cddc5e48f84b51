"""The network that is trained: encoder, a mixer over words, a chain for mentions, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.chain import TAGS, TYPES
from extractors.network import LABELED_ROLES, where_told
from extractors.reading import SHAPE_SIZES
from extractors.training.batches import Batch
from extractors.training.bert import Bert, BertSizes
from extractors.training.corpus import LabeledGroup

__all__ = ["TaggerNetwork", "TaggerSizes", "restore", "save"]

NEVER = -1e4
SMOOTHING = 0.05
LABELS = len(LABELED_ROLES) + 2  # and core, and model


@dataclass(frozen=True)
class TaggerSizes:
    """Sizes of the network."""

    vocabulary: int = 30522
    layers: int = 6
    states: int = 192
    shape: int = 24
    span: int = 192
    type: int = 16
    entity: int = 128
    dropout: float = 0.3


class ChainLoss(nn.Module):
    """A linear chain over tags (`extractors.chain`); open words leave several paths right."""

    def __init__(self) -> None:
        super().__init__()
        count = len(TAGS)
        self.steps = nn.Parameter(torch.zeros(count, count))
        self.start = nn.Parameter(torch.zeros(count))
        self.end = nn.Parameter(torch.zeros(count))
        bans = torch.zeros(count, count)
        for number, tag in enumerate(TAGS):
            if tag.startswith("I-"):
                bans[:, number] = NEVER
                bans[[number, number - 1], number] = 0.0
        self.register_buffer("bans", bans)

    def weights(self) -> tuple[Tensor, Tensor, Tensor]:
        """Steps, start and end, with what is forbidden put in."""
        return self.steps + self.bans, self.start + self.bans[0], self.end

    def _log_sums(self, scores: Tensor, words: Tensor) -> Tensor:
        steps, start, end = self.weights()
        alpha = start + scores[:, 0]
        for i in range(1, scores.shape[1]):
            new = torch.logsumexp(alpha.unsqueeze(2) + steps, dim=1) + scores[:, i]
            alpha = torch.where(words[:, i, None], new, alpha)
        return torch.logsumexp(alpha + end, dim=1)

    def forward(self, scores: Tensor, batch: Batch) -> Tensor:
        """Negative log-likelihood of each text; scores: texts, words, tags."""
        right = functional.one_hot(batch.tags, len(TAGS)).bool() | batch.open.unsqueeze(2)
        bound = scores.masked_fill(~right, NEVER)
        both = self._log_sums(torch.cat([scores, bound]), torch.cat([batch.words, batch.words]))
        all_paths, right_paths = both.chunk(2)
        return all_paths - right_paths


class Mixer(nn.Module):
    """Gated dilated convolutions over words (Dauphin et al., 2017)."""

    def __init__(self, inputs: int, states: int, dilations: Sequence[int] = (1, 2, 4)) -> None:
        super().__init__()
        self.enter = nn.Linear(inputs, states)
        self.convs = nn.ModuleList(
            nn.Conv1d(states, 2 * states, 3, padding=d, dilation=d) for d in dilations
        )
        self.norms = nn.ModuleList(nn.LayerNorm(states) for _ in dilations)

    def forward(self, x: Tensor, words: Tensor) -> Tensor:
        """x: texts, words, inputs; words: true where there is a word."""
        x = self.enter(x)
        for conv, norm in zip(self.convs, self.norms, strict=True):
            held = (x * words.unsqueeze(2)).transpose(1, 2)
            x = norm(x + functional.glu(conv(held).transpose(1, 2), dim=2))
        return x


class TaggerNetwork(nn.Module):
    """States of words, scores of tags, labels of entities."""

    def __init__(self, sizes: TaggerSizes) -> None:
        super().__init__()
        self.sizes = sizes
        hidden = BertSizes().hidden
        self.bert = Bert(BertSizes(sizes.vocabulary, layers=sizes.layers), SHAPE_SIZES)
        self.mix = nn.Parameter(torch.tensor([0.0] * (sizes.layers - 1) + [2.0]))
        self.shapes = nn.ModuleList(nn.Embedding(n, sizes.shape) for n in SHAPE_SIZES)
        self.mixer = Mixer(hidden + sizes.shape * len(SHAPE_SIZES), sizes.states)
        self.drop = nn.Dropout(sizes.dropout)
        self.emit = nn.Linear(sizes.states, len(TAGS))
        self.chain = ChainLoss()
        self.types = nn.Embedding(len(TYPES), sizes.type)
        self.span = nn.Linear(3 * sizes.states + sizes.type, sizes.span)
        self.entity = nn.Linear(2 * sizes.span + 3, sizes.entity)
        self.label = nn.Linear(sizes.entity, LABELS)

    def states(self, batch: Batch) -> Tensor:
        """Texts, words, states."""
        layers = self.bert(batch.ids, batch.shapes, batch.mask)
        weights = torch.softmax(self.mix, 0)
        mixed = sum(w * layer.float() for w, layer in zip(weights, layers, strict=True))
        pieces = mixed.flatten(0, 1)
        x = (pieces[batch.first] + pieces[batch.last]) / 2
        told = [table(batch.word_shapes[..., k]) for k, table in enumerate(self.shapes)]
        return self.drop(self.mixer(self.drop(torch.cat([x, *told], dim=2)), batch.words))

    def labels(self, states: Tensor, groups: Sequence[LabeledGroup]) -> Tensor:
        """Logits of the labels of one text's entities; states: words, states."""
        places = [(k, a, z, TYPES.index(g.type)) for k, g in enumerate(groups) for a, z in g.places]
        of, first, last, kinds = (torch.tensor(column) for column in zip(*places, strict=True))
        sums = functional.pad(states.float().cumsum(0), (0, 0, 1, 0))
        mean = (sums[last + 1] - sums[first]) / (last + 1 - first).unsqueeze(1)
        parts = [states[first].float(), states[last].float(), mean, self.types(kinds)]
        vectors = self.drop(functional.gelu(self.span(torch.cat(parts, 1))))
        wide = of.unsqueeze(1).expand_as(vectors)
        empty = vectors.new_zeros(len(groups), vectors.shape[1])
        most = empty.scatter_reduce(0, wide, vectors, "amax", include_self=False)
        middle = empty.scatter_reduce(0, wide, vectors, "mean", include_self=False)
        told = torch.tensor([where_told(group.places, len(states)) for group in groups])
        return self.label(functional.gelu(self.entity(torch.cat([most, middle, told], 1))))

    def losses(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Loss of mentions (a word) and of labels (a label)."""
        states = self.states(batch)
        per_text = self.chain(self.emit(states).float(), batch)
        mentions = (per_text * batch.weights).sum() / batch.words.sum()
        labels = [
            _label_loss(self.labels(states[k, : batch.length(k)], groups), groups)
            * batch.weights[k]
            for k, groups in enumerate(batch.groups)
            if groups
        ]
        return mentions, torch.stack(labels).mean() if labels else mentions.new_zeros(())


def _label_loss(logits: Tensor, groups: Sequence[LabeledGroup]) -> Tensor:
    right = torch.tensor([group.labels for group in groups])
    weights = torch.tensor([group.weights for group in groups])
    right = right * (1 - SMOOTHING) + SMOOTHING / 2
    losses = functional.binary_cross_entropy_with_logits(
        logits.float(), right, weight=weights, reduction="sum"
    )
    return losses / weights.sum().clamp(min=1.0)


def save(network: TaggerNetwork, file: Path) -> None:
    """Write a checkpoint, in half precision."""
    weights = {
        name: value.to(torch.float16) if value.is_floating_point() else value
        for name, value in network.state_dict().items()
        if name != "chain.bans"
    }
    torch.save({"sizes": asdict(network.sizes), "weights": weights}, file)


def restore(file: Path) -> TaggerNetwork:
    """A network as it was saved, ready to read."""
    saved = torch.load(file, weights_only=True)
    network = TaggerNetwork(TaggerSizes(**saved["sizes"]))
    weights = {n: v.float() if v.is_floating_point() else v for n, v in saved["weights"].items()}
    network.load_state_dict(weights, strict=False)
    return network.eval()
