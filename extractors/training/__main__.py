"""One command from annotated papers to packaged weights.

    python -m extractors.training train.jsonl abstracts.jsonl.gz --base DIR --work DIR

The network is saved after each epoch, and not trained again where a finished
one stands in the work folder.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from extractors.joining import NAMES
from extractors.relations import JUDGE as RELATIONS
from extractors.results import KIND_JUDGE, SLOT_JUDGE
from extractors.training.bert import load_pretrained
from extractors.training.corpus import Example, make_example, read_corpus
from extractors.training.export import export, export_judge, kept_pieces
from extractors.training.fit import Recipe, fit
from extractors.training.names import fit_names
from extractors.training.readings import READING_WEIGHT, read_abstracts, read_readings
from extractors.training.relations import fit_relations
from extractors.training.results import fit_results
from extractors.training.tagger import TaggerNetwork, TaggerSizes, restore, save
from extractors.wordpiece import WordPieces

RECIPE = Recipe(epochs=6)
CALIBRATION_TEXTS = 200


def _fit(examples: list[Example], pieces: WordPieces, mask: int, base: Path, file: Path) -> None:
    """Fit a network, with a checkpoint after each epoch."""
    network = TaggerNetwork(TaggerSizes())
    load_pretrained(network.bert, base / "model.safetensors", range(network.sizes.layers))
    unfinished = file.with_suffix(".unfinished")

    def after_epoch(epoch: int, loss: float, averaged: TaggerNetwork) -> None:
        save(averaged, unfinished)
        Console(stderr=True).print(f"epoch {epoch} of {RECIPE.epochs}, loss {loss:.4f}")

    fit(network, examples, pieces, mask, RECIPE, after_epoch)
    unfinished.rename(file)


def _fit_judges(records: list[dict[str, Any]], target: Path) -> None:
    """Fit and package all that is judged over named signs."""
    kinds, slots = fit_results(records)
    judges = {
        NAMES: fit_names(records),
        RELATIONS: fit_relations(records),
        KIND_JUDGE: kinds,
        SLOT_JUDGE: slots,
    }
    for name, judge in judges.items():
        export_judge(judge, target / name)


def train(
    gold: Annotated[Path, typer.Argument(help="Annotated papers, JSON lines.")],
    abstracts: Annotated[Path, typer.Argument(help="Unlabelled papers, gzipped JSON lines.")],
    base: Annotated[Path, typer.Option(help="Folder of all-MiniLM-L6-v2.")],
    work: Annotated[Path, typer.Option(help="Folder for checkpoints.")] = Path("training"),
    out: Annotated[
        Path | None, typer.Option(help="Folder of the packaged weights; by default our own.")
    ] = None,
) -> None:
    """Train the tagger and package its weights; see the README beside this file."""
    work.mkdir(parents=True, exist_ok=True)
    target = out or Path(str(files("extractors") / "model"))
    target.mkdir(parents=True, exist_ok=True)
    vocabulary = (base / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    pieces, mask = WordPieces(vocabulary), vocabulary.index("[MASK]")
    corpus = read_corpus(gold)
    unlabelled = read_abstracts(abstracts, without=corpus)
    readings = list(read_readings(unlabelled))
    _fit_judges(corpus + readings, target)
    file = work / "tagger.pt"
    if not file.exists():
        examples = [make_example(record, pieces) for record in corpus]
        examples += [make_example(record, pieces, READING_WEIGHT) for record in readings]
        _fit(examples, pieces, mask, base, file)
    texts = [f"{paper['title']}\n{paper['abstract']}" for paper in unlabelled]
    kept = kept_pieces(texts, pieces, vocabulary)
    export(restore(file), vocabulary, kept, texts[-CALIBRATION_TEXTS:], target)


if __name__ == "__main__":
    typer.run(train)
