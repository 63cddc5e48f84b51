"""Training: what is packaged says what was trained. Needs the dependency group `training`."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractors import network, resources
from extractors.reading import Reading
from extractors.training.corpus import make_example
from extractors.wordpiece import WordPieces

torch = pytest.importorskip("torch", exc_type=ImportError)
pytest.importorskip("onnx", exc_type=ImportError)
batches = pytest.importorskip("extractors.training.batches")
fitting = pytest.importorskip("extractors.training.fit")
tagger = pytest.importorskip("extractors.training.tagger")

WORDS = ("tide", "net", "beats", "ripple", "on", "lantern", "by", "lot", "we", "count", "moth")
VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, "##s", *"abcdefghijklmnopqrstuvwxyz."]
TITLE, ABSTRACT = "Tide net", "We count moths. Tide net beats ripple on lantern by a lot."
RECORD = {
    "title": TITLE,
    "abstract": ABSTRACT,
    "entities": [
        {"type": "Model", "subtype": "model", "core": True, "roles": ["introduces"],
         "mentions": ["Tide net"]},
        {"type": "Dataset", "core": True, "roles": ["evaluatesOn"], "mentions": ["lantern"]},
    ],
    "mentions": [
        {"text": "Tide net", "start": 0, "end": 8, "entity": 0},
        {"text": "Tide net", "start": 25, "end": 33, "entity": 0},
        {"text": "lantern", "start": 50, "end": 57, "entity": 1},
    ],
}  # fmt: skip


def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


def fresh() -> Any:
    """A network of one layer with chance weights, those of case and place too."""
    torch.manual_seed(3)
    made = tagger.TaggerNetwork(tagger.TaggerSizes(vocabulary=len(VOCABULARY), layers=1))
    for table in made.bert.shapes:
        torch.nn.init.normal_(table.weight, std=0.5)
    return made.eval()


def fitted(examples: Sequence[Any]) -> Any:
    recipe = fitting.Recipe(epochs=2, fall=2, pieces=200)
    mask = VOCABULARY.index("[MASK]")
    return fitting.fit(fresh(), examples, pieces(), mask, recipe, lambda *_: None)


def packaged(made: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> network.Network:
    """The network as the package would load it."""
    exporting = pytest.importorskip("extractors.training.export")
    model = folder / "model"
    model.mkdir()
    texts = [f"{TITLE}\n{ABSTRACT}"] * 3
    exporting.export(made, VOCABULARY, range(len(VOCABULARY)), texts, model)
    bounds = {"mention": 0.3, "passing": 0.9, "known": 4.0}
    (model / "bounds.json").write_text(json.dumps(bounds), encoding="utf-8")
    for module in (network, resources):
        monkeypatch.setattr(module, "files", lambda _: folder)
    return network._load.__wrapped__(0)


def trained_states(made: Any, reading: Reading) -> tuple[Any, Any]:
    example = make_example(RECORD, pieces())
    assert example.reading.starts == reading.starts
    with torch.no_grad():
        states = made.states(batches.collate([example], pieces(), 0))[0]
        return states, made.emit(states)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # the exporter of PyTorch has much to say
def test_training_what_is_packaged_says_what_was_trained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fresh()
    here = packaged(made, tmp_path, monkeypatch)
    reading = here.read(f"{TITLE}\n{ABSTRACT}")
    told, scores = here.states(reading)
    states, emitted = trained_states(made, reading)
    assert told.shape == (len(reading.starts), here.size)
    # Eight bits are not thirty-two; but words and tags come in the same order of scores.
    assert np.corrcoef(scores.ravel(), emitted.numpy().ravel())[0, 1] > 0.99
    groups = make_example(RECORD, pieces()).groups
    with torch.no_grad():
        right = torch.sigmoid(made.labels(states, groups)).numpy()
    same = here.labels(states.numpy(), [network.Group(g.type, g.places) for g in groups])
    assert np.allclose([[*s.roles, s.core, s.model] for s in same], right, atol=1e-5)


@pytest.mark.slow
def test_training_twice_gives_the_same_weights_and_learns() -> None:
    examples = [make_example(RECORD, pieces())] * 8
    one, other = fitted(examples), fitted(examples)
    for name, weight in one.state_dict().items():
        assert torch.equal(weight, other.state_dict()[name]), name
    batch = batches.collate(examples[:1], pieces(), 0)
    with torch.no_grad():
        before, after = (float(sum(n.losses(batch))) for n in (fresh(), one.eval()))
    assert after < before


def test_training_hides_nothing_to_read() -> None:
    example = make_example(RECORD, pieces())
    read = batches.collate([example], pieces(), 0)
    rng = random.Random(1)  # noqa: S311 - to hide words
    mask = VOCABULARY.index("[MASK]")
    hidden = [batches.collate([example], pieces(), mask, rng) for _ in range(20)]
    ids = read.ids.tolist()
    assert any(batch.ids.tolist() != ids for batch in hidden)
    assert batches.collate([example], pieces(), 0).ids.tolist() == ids
