"""One command from annotated papers to packaged weights.

    python -m extractors.training train.jsonl abstracts.jsonl.gz --base DIR --work DIR

The network is saved after each epoch, and not trained again where a finished
one stands in the work folder.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from rich.console import Console

from extractors.joining import NAMES
from extractors.labels import JUDGE as ENTITIES
from extractors.pipeline import COMPONENTS, make_nlp
from extractors.relations import JUDGE as RELATIONS
from extractors.results import KIND_JUDGE, SLOT_JUDGE
from extractors.training.bert import load_pretrained
from extractors.training.casts import as_annotated, as_found
from extractors.training.corpus import Example, make_example, read_corpus
from extractors.training.entities import fit_entities
from extractors.training.export import export, export_judge, kept_pieces
from extractors.training.fit import Recipe, fit
from extractors.training.names import fit_names
from extractors.training.readings import (
    READING_WEIGHT,
    RESERVED,
    read_abstracts,
    read_readings,
)
from extractors.training.relations import fit_relations
from extractors.training.results import fit_results
from extractors.training.tagger import TaggerNetwork, TaggerSizes, restore, save
from extractors.wordpiece import WordPieces

MODEL = Path(str(files("extractors") / "model"))
FINDING = COMPONENTS[: COMPONENTS.index("paperkg_roles") + 1]  # all that finds entities
# Twice, as in warm restarts (Loshchilov and Hutter, 2017): the second from the averaged weights.
RECIPES = (
    Recipe(epochs=4, fall=6),
    Recipe(epochs=3, fall=3, encoder=1e-4, heads=5e-4, seed=2),
)
CALIBRATION_TEXTS = 200


def _fit(
    examples: list[Example], pieces: WordPieces, mask: int, base: Path, work: Path
) -> TaggerNetwork:
    """Fit a network, with a checkpoint after each epoch; a recipe that is done stays done."""
    torch.manual_seed(RECIPES[0].seed)
    network = TaggerNetwork(TaggerSizes())
    load_pretrained(network.bert, base / "model.safetensors", range(network.sizes.layers))
    for number, recipe in enumerate(RECIPES, start=1):
        file = work / f"tagger{number}.pt"
        if not file.exists():
            _follow(recipe, network, examples, pieces, mask, file)
        network = restore(file)
    return network


def _follow(
    recipe: Recipe,
    network: TaggerNetwork,
    examples: list[Example],
    pieces: WordPieces,
    mask: int,
    file: Path,
) -> None:
    unfinished = file.with_suffix(".unfinished")

    def after_epoch(epoch: int, loss: float, averaged: TaggerNetwork) -> None:
        save(averaged, unfinished)
        Console(stderr=True).print(f"{file.stem}: epoch {epoch}, loss {loss:.4f}")

    fit(network, examples, pieces, mask, recipe, after_epoch)
    unfinished.rename(file)


def _fit_judges(read: list[dict[str, Any]], reserved: list[dict[str, Any]]) -> None:
    """Fit and package all that is judged over named signs, with the tagger as packaged.

    Each judge meets entities as those before it leave them.
    """
    export_judge(fit_names(read), MODEL / NAMES)
    export_judge(fit_entities(reserved), MODEL / ENTITIES)
    plain, whole = make_nlp(("paperkg_sentences",)), make_nlp(FINDING)
    casts = [as_annotated(record, plain) for record in read + reserved]
    casts += [as_found(record, whole) for record in reserved]
    export_judge(fit_relations(casts), MODEL / RELATIONS)
    kinds, slots = fit_results(casts)
    export_judge(kinds, MODEL / KIND_JUDGE)
    export_judge(slots, MODEL / SLOT_JUDGE)


def train(
    gold: Annotated[Path, typer.Argument(help="Annotated papers, JSON lines.")],
    abstracts: Annotated[Path, typer.Argument(help="Unlabelled papers, gzipped JSON lines.")],
    base: Annotated[Path, typer.Option(help="Folder of all-MiniLM-L6-v2.")],
    work: Annotated[Path, typer.Option(help="Folder for checkpoints.")] = Path("training"),
) -> None:
    """Train tagger and judges, in place of the packaged weights; see the README beside this."""
    work.mkdir(parents=True, exist_ok=True)
    vocabulary = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    pieces, mask = WordPieces(vocabulary), vocabulary.index("[MASK]")
    corpus = read_corpus(gold)
    unlabelled = read_abstracts(abstracts, without=corpus)
    readings = list(read_readings(unlabelled))
    examples = [make_example(record, pieces) for record in corpus]
    examples += [make_example(record, pieces, READING_WEIGHT) for record in readings]
    network = _fit(examples, pieces, mask, base, work)
    texts = [f"{paper['title']}\n{paper['abstract']}" for paper in unlabelled]
    kept = kept_pieces(texts, pieces, vocabulary)
    export(network, vocabulary, kept, texts[-CALIBRATION_TEXTS:], MODEL)
    _fit_judges(corpus + readings, list(read_readings(unlabelled, RESERVED)))


if __name__ == "__main__":
    typer.run(train)
