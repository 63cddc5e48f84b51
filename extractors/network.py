"""The trained network: a text's words to scores of tags, and the labels of its entities.

The encoder is a small BERT in ONNX, read text by text, so that what is found
in a text never depends on the texts beside it. The small heads behind it are
plain arrays. Everything is loaded on first use, in each process anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from extractors.chain import Chain
from extractors.reading import Reading, lay_out, read_text
from extractors.resources import read_arrays
from extractors.wordpiece import WordPieces
from ontology.schema import EntityType, Role

if TYPE_CHECKING:
    import onnxruntime

__all__ = [
    "LABELED_ROLES",
    "Bounds",
    "Group",
    "Labels",
    "Network",
    "load_network",
    "where_told",
]

Floats = NDArray[np.float64]
States = NDArray[np.float32]

TYPES = tuple(EntityType)
SLOWER = "SkipLayerNormFusion"  # takes longer than the operators that it puts together
LABELED_ROLES = tuple(role for role in Role if role is not Role.MENTIONS)


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which probability on something is kept; chosen on held-out papers.

    Attributes:
        mention: A mention.
        passing: The surest mention of an entity that the paper only mentions.
        known: By what the share of its type is multiplied for a known name, and its odds by
            the root of it.
    """

    mention: float
    passing: float
    known: float


@dataclass(frozen=True, slots=True)
class Group:
    """An entity as the network sees it: a type, and first and last word of each mention."""

    type: EntityType
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Probabilities of what an entity is to its paper.

    Attributes:
        roles: In the order of `LABELED_ROLES`.
        core: That the paper is about it.
        model: That it is a model rather than a method.
    """

    roles: tuple[float, ...]
    core: float
    model: float


def where_told(places: Sequence[tuple[int, int]], words: int) -> list[float]:
    """How often and where an entity is named, as the network is told it.

    Args:
        places: First and last word of each mention.
        words: Of the text.

    >>> where_told([(0, 1), (5, 5)], 10)
    [-0.33333333333333337, 0.0, 0.5]
    """
    firsts = [first / words for first, _ in places]
    return [min(len(firsts), 6) / 3 - 1, min(firsts), max(firsts)]


def _gelu(x: States) -> States:
    from scipy.special import erf

    return np.asarray(x * 0.5 * (1 + erf(x * np.float32(0.5**0.5))))


@dataclass(frozen=True, slots=True)
class _Heads:
    """Weights behind the encoder, by name; see `extractors/training/export.py`."""

    arrays: dict[str, States]

    def linear(self, name: str, x: States) -> States:
        return np.asarray(x @ self.arrays[f"{name}.weight"].T + self.arrays[f"{name}.bias"])


class Network:
    """The network with its bounds.

    Attributes:
        bounds: Its bounds.
        chain: What makes mentions of scores.
        size: Of the state of a word.
    """

    def __init__(
        self,
        encoder: onnxruntime.InferenceSession,
        mixer: onnxruntime.InferenceSession,
        pieces: WordPieces,
        heads: dict[str, States],
        bounds: Bounds,
    ) -> None:
        """Put it together; `load_network` does."""
        self._encoder = encoder
        self._mixer = mixer
        self._pieces = pieces
        self._heads = _Heads(heads)
        self.bounds = bounds
        steps, start, end = (
            heads[f"chain.{n}"].astype(np.float64) for n in ("steps", "start", "end")
        )
        self.chain = Chain(steps, start, end)
        self.size = (heads["span.weight"].shape[1] - heads["types.weight"].shape[1]) // 3

    def read(self, text: str) -> Reading:
        """The words of a text."""
        return read_text(text, self._pieces)

    def states(self, reading: Reading) -> tuple[States, Floats]:
        """What the network makes of each word.

        Args:
            reading: With at least one word.

        Returns:
            States, words x size; and scores, words x tags.
        """
        windows, places = lay_out(reading, self._pieces)
        pieces = [
            self._encoder.run(None, {"ids": window.ids, "shapes": window.shapes})[0]
            for window in windows
        ]
        states, scores = self._mixer.run(
            None,
            {
                "pieces": np.concatenate(pieces),
                "first": places[:, 0],
                "last": places[:, 1],
                "shapes": reading.shapes,
            },
        )
        return states, scores.astype(np.float64)

    def labels(self, states: States, groups: Sequence[Group]) -> list[Labels]:
        """What entities are to their paper.

        Args:
            states: Of all words of the text.
            groups: The entities.

        Returns:
            Labels in the order of the groups.
        """
        if not groups:
            return []
        pooled = np.stack([self._pool(states, group) for group in groups])
        hidden = _gelu(self._heads.linear("entity", pooled))
        rows = 1 / (1 + np.exp(-self._heads.linear("label", hidden).astype(np.float64)))
        return [Labels(tuple(row[:-2].tolist()), float(row[-2]), float(row[-1])) for row in rows]

    def _pool(self, states: States, group: Group) -> States:
        """One vector for all mentions of an entity: their maximum, their mean, where they stand."""
        type_ = self._heads.arrays["types.weight"][TYPES.index(group.type)]
        spans = np.stack(
            [
                np.concatenate(
                    (states[first], states[last], states[first : last + 1].mean(axis=0), type_)
                )
                for first, last in group.places
            ]
        )
        vectors = _gelu(self._heads.linear("span", spans))
        told = np.array(where_told(group.places, len(states)), dtype=np.float32)
        return np.concatenate((vectors.max(axis=0), vectors.mean(axis=0), told))


def _session(name: str) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # sums in one order only; processes share the cores
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with as_file(files("extractors") / "model" / name) as path:
        return onnxruntime.InferenceSession(
            path,
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=[SLOWER],
        )


@cache
def _load(process: int) -> Network:
    folder = files("extractors") / "model"
    bounds = json.loads((folder / "bounds.json").read_text(encoding="utf-8"))
    pieces = (folder / "pieces.txt").read_text(encoding="utf-8").split("\n")
    heads = read_arrays("heads.npz")
    return Network(
        _session("encoder.onnx"),
        _session("mixer.onnx"),
        WordPieces(pieces),
        heads,
        Bounds(**bounds),
    )


def load_network() -> Network:
    """The network of the package; loaded once in each process."""
    return _load(os.getpid())
