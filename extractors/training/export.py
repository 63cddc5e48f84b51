"""Trained weights to the files of ``extractors/model``.

The encoder goes to ONNX with its linear layers in 8-bit integers: per channel,
static scales calibrated on unlabelled texts, so that a text scores the same
whatever is read beside it (dynamic scales would depend on the input). The
table of word pieces keeps the pieces that occur in unlabelled abstracts.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_static,
)
from torch import Tensor, nn

from extractors.judge import Judge
from extractors.reading import lay_out, read_text
from extractors.tokenizer import split_words
from extractors.training.tagger import TaggerNetwork
from extractors.wordpiece import WordPieces

__all__ = ["export", "export_judge", "kept_pieces"]

OPSET = 17
LINEAR = ("MatMul", "Gemm")


class _Encoder(nn.Module):
    """Pieces of one window to states."""

    def __init__(self, network: TaggerNetwork, kept: Sequence[int]) -> None:
        super().__init__()
        self.bert = network.bert
        self.register_buffer("mix", torch.softmax(network.mix.detach(), 0))
        table = network.bert.words.weight.detach()[list(kept)]
        scale = table.abs().amax(1, keepdim=True) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """ids: pieces; shapes: pieces, 3."""
        x = self.table[ids].float() * self.scale[ids] + self.bert.places.weight[: ids.shape[0]]
        for kind, table in enumerate(self.bert.shapes):
            x = x + table(shapes[:, kind])
        x = self.bert.norm(x).unsqueeze(0)
        mixed = torch.zeros_like(x)
        for number, layer in enumerate(self.bert.layers):
            x = layer(x, None)
            mixed = mixed + self.mix[number] * x
        return mixed[0]


class _Mixer(nn.Module):
    """States of pieces to states of words and scores of tags."""

    def __init__(self, network: TaggerNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, pieces: Tensor, first: Tensor, last: Tensor, shapes: Tensor
    ) -> tuple[Tensor, Tensor]:
        """pieces: of all windows on end; first, last: of each word; shapes: words, 3."""
        x = (pieces[first] + pieces[last]) / 2
        told = [table(shapes[:, kind]) for kind, table in enumerate(self.network.shapes)]
        mixed = self.network.mixer(torch.cat([x, *told], dim=1).unsqueeze(0), torch.ones(1, 1))[0]
        return mixed, self.network.emit(mixed)


class _Calibration(CalibrationDataReader):
    """Windows of some texts."""

    def __init__(self, texts: Iterable[str], pieces: WordPieces) -> None:
        self._feeds: Iterator[dict[str, np.ndarray]] = (
            {"ids": window.ids, "shapes": window.shapes}
            for text in texts
            for window in lay_out(read_text(text, pieces), pieces)[0]
        )

    def get_next(self) -> dict[str, np.ndarray] | None:
        """The next window."""
        return next(self._feeds, None)


def kept_pieces(texts: Iterable[str], pieces: WordPieces, vocabulary: Sequence[str]) -> list[int]:
    """Ids of the pieces to keep: those seen twice, single characters, and the three that frame."""
    seen: Counter[int] = Counter()
    for text in texts:
        for word in split_words(text):
            seen.update(pieces.split(word))
    single = {
        number
        for number, piece in enumerate(vocabulary)
        if len(piece.removeprefix("##")) == 1 and piece.isascii()
    }
    often = {number for number, times in seen.items() if times > 1}
    return sorted(often | single | {pieces.unknown, pieces.first, pieces.last})


def export(
    network: TaggerNetwork,
    vocabulary: Sequence[str],
    kept: Sequence[int],
    calibration: Iterable[str],
    folder: Path,
) -> None:
    """Write encoder, mixer, heads and pieces.

    Args:
        network: Trained.
        vocabulary: All pieces it was trained with.
        kept: Ids of those to keep.
        calibration: Texts to find the scales of activations by.
        folder: Where.
    """
    names = [vocabulary[number] for number in kept]
    (folder / "pieces.txt").write_text("\n".join(names), encoding="utf-8")
    shapes = torch.ones(35, 3, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "encoder.onnx"
        inputs: tuple[Tensor, ...] = (torch.arange(5, 40), shapes)
        _to_onnx(_Encoder(network, kept), inputs, plain, ["ids", "shapes"], ["pieces"])
        _quantize(plain, folder / "encoder.onnx", _Calibration(calibration, WordPieces(names)))
    words = torch.arange(20)
    inputs = (torch.randn(35, 384), words, words + 1, shapes[:20])
    inner = ["pieces", "first", "last", "shapes"]
    _to_onnx(_Mixer(network), inputs, folder / "mixer.onnx", inner, ["states", "scores"])
    state = {name: value.float().numpy() for name, value in network.state_dict().items()}
    heads = {
        f"{name}.{part}": state[f"{name}.{part}"]
        for name in ("span", "entity", "label")
        for part in ("weight", "bias")
    }
    heads["types.weight"] = state["types.weight"]
    for name, value in zip(("steps", "start", "end"), network.chain.weights(), strict=True):
        heads[f"chain.{name}"] = value.detach().float().numpy()
    np.savez(folder / "heads.npz", **heads)


def export_judge(judge: Judge, file: Path) -> None:
    """Write a judge of pairs."""
    np.savez(
        file,
        inner=judge.inner,
        inner_bias=judge.inner_bias,
        outer=judge.outer,
        outer_bias=judge.outer_bias,
        bounds=judge.bounds,
    )


def _to_onnx(
    module: nn.Module, inputs: tuple[Tensor, ...], file: Path, names: list[str], outputs: list[str]
) -> None:
    torch.onnx.export(
        module.eval(),
        inputs,
        str(file),
        dynamo=False,
        opset_version=OPSET,
        input_names=names,
        output_names=outputs,
        dynamic_axes={name: {0: "n"} for name in (*names, *outputs)},
    )


def _quantize(source: Path, target: Path, calibration: CalibrationDataReader) -> None:
    graph = onnx.load(source).graph
    weights = {initializer.name for initializer in graph.initializer}
    linear = [n.name for n in graph.node if n.op_type in LINEAR and n.input[1] in weights]
    quantize_static(
        source,
        target,
        calibration,
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,  # 7 bits: no processor then cuts sums of products off at 16 bits
        nodes_to_quantize=linear,
        op_types_to_quantize=list(LINEAR),
        extra_options={"OpTypesToExcludeOutputQuantization": list(LINEAR)},
    )
