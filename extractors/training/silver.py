"""Silver: unlabelled abstracts as a teacher reads them, for a smaller network to learn from.

The student sees tags drawn anew from the teacher's distribution over tag
sequences each time, and the teacher's probabilities of labels: distillation
(Hinton et al., 2015) by samples.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from extractors.abbreviations import find_abbreviations
from extractors.chain import Chain, choose, find_stretches
from extractors.grouping import group
from extractors.joining import Judge
from extractors.network import LABELED_ROLES, Floats
from extractors.reading import Reading, read_text
from extractors.tagger import raise_known, to_candidate
from extractors.training.batches import collate
from extractors.training.corpus import Example, Ints, LabeledGroup
from extractors.training.tagger import TaggerNetwork
from extractors.wordpiece import WordPieces
from ontology.keys import title_key
from ontology.schema import RELATIONS, EntityType, NodeType

__all__ = ["read_abstracts", "read_silver"]

MENTION = 0.35
KNOWN = 4.0
WEIGHT = 0.7  # of a silver text against a gold one
WORDS = range(60, 281)  # of an abstract worth reading
SEED = 7


def read_abstracts(file: Path, count: int, without: Iterable[dict[str, Any]]) -> list[str]:
    """A fixed sample of unlabelled texts.

    Args:
        file: Gzipped JSON lines with title and abstract.
        count: How many.
        without: Annotated papers, which are left out.
    """
    known = {title_key(record["title"]) for record in without}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        records = [
            record
            for record in map(json.loads, lines)
            if len(record["abstract"].split()) in WORDS and title_key(record["title"]) not in known
        ]
    random.Random(SEED).shuffle(records)  # noqa: S311
    return [f"{record['title']}\n{record['abstract']}" for record in records[:count]]


@dataclass(frozen=True)
class _Draw:
    """Tags of one text, drawn from what the teacher thinks of it."""

    scores: np.ndarray
    chain: Chain

    def __call__(self, rng: random.Random) -> Ints:
        """Forward sums, then tags from the last word to the first."""
        scores = self.scores.astype(np.float64)
        local = np.exp(scores - scores.max(axis=1, keepdims=True))
        steps = np.exp(self.chain.steps)
        forward = np.empty_like(local)
        here = np.exp(self.chain.start) * local[0]
        for i in range(len(local)):
            if i:
                here = (here @ steps) * local[i]
            here = here / here.sum()
            forward[i] = here
        tags = np.empty(len(local), dtype=np.int64)
        weights = forward[-1] * np.exp(self.chain.end)
        for i in range(len(local) - 1, -1, -1):
            sums = weights.cumsum()
            drawn = int(np.searchsorted(sums, rng.random() * sums[-1]))
            tags[i] = min(drawn, len(sums) - 1)
            if i:
                weights = forward[i - 1] * steps[:, tags[i]]
        return tags


def read_silver(
    teacher: TaggerNetwork, texts: Iterable[str], pieces: WordPieces, mask: int, judge: Judge
) -> Iterator[Example]:
    """Texts as the teacher reads them.

    Args:
        teacher: Trained.
        texts: Unlabelled, each with at least one word.
        pieces: Of the network.
        mask: Id of the piece that hides a word.
        judge: Joins the names of one thing.

    Yields:
        One example a text.
    """
    chain = Chain(*(w.detach().double().numpy() for w in teacher.chain.weights()))
    for text in texts:
        reading = read_text(text, pieces)
        nothing = np.zeros(len(reading.starts), dtype=np.int64)
        batch = collate([Example(reading, nothing, nothing, ())], pieces, mask)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            states = teacher.states(batch)[0].float()
        with torch.inference_mode():
            scores = teacher.emit(states).double().numpy()
            groups = _groups(reading, scores, chain, judge)
            labels = teacher.labels(states, groups).sigmoid().tolist() if groups else []
        soft = tuple(_soft(group_, row) for group_, row in zip(groups, labels, strict=True))
        draw = _Draw(scores.astype(np.float16), chain)
        yield Example(reading, nothing, nothing, soft, weight=WEIGHT, draw=draw)


def _groups(reading: Reading, scores: Floats, chain: Chain, judge: Judge) -> list[LabeledGroup]:
    """The entities of a text by words; weights are how sure the teacher is of them."""
    stretches = [
        raise_known(s, reading.surface(s.first, s.last), KNOWN)
        for s in find_stretches(scores, chain)
    ]
    mentions = tuple(to_candidate(s, reading) for s in choose(stretches, MENTION))
    pairs = tuple(sorted(find_abbreviations(reading.text)))
    starts = {start: number for number, start in enumerate(reading.starts)}
    ends = {end: number for number, end in enumerate(reading.ends)}
    found = []
    for entity in group(reading.text, mentions, pairs, judge)[0]:
        places = tuple((starts[m.start], ends[m.end]) for m in entity.mentions)
        found.append(LabeledGroup(entity.type, places, (), (entity.confidence,)))
    return found


def _soft(found: LabeledGroup, labels: list[float]) -> LabeledGroup:
    (sure,) = found.weights
    type_ = NodeType(found.type)
    weights = [sure * (type_ in RELATIONS[role].range) for role in LABELED_ROLES]
    weights += [sure, sure * (found.type is EntityType.MODEL)]
    return LabeledGroup(found.type, found.places, tuple(labels), tuple(weights))
