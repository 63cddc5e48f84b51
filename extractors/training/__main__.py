"""One command from annotated papers to packaged weights.

    python -m extractors.training train.jsonl abstracts.jsonl.gz --base DIR --work DIR

Each stage leaves a checkpoint in the work folder and is not run again where
one stands.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from extractors.joining import Judge
from extractors.training.bert import load_pretrained
from extractors.training.corpus import Example, make_example, read_corpus
from extractors.training.export import export, export_judge, kept_pieces
from extractors.training.fit import Recipe, fit
from extractors.training.judge import fit_judge
from extractors.training.silver import read_abstracts, read_silver
from extractors.training.tagger import TaggerNetwork, TaggerSizes, restore, save
from extractors.wordpiece import WordPieces

TEACHER = Recipe(epochs=7)
TEACHER_STATES = 320
STUDENT = Recipe(epochs=3, encoder=2e-4)
STUDENT_LAYERS = (0, 2, 4)  # of the teacher's
SILVER_TEXTS = 3000
CALIBRATION_TEXTS = 200
PIECE_TEXTS = 60_000


def _fit(
    network: TaggerNetwork, examples: list[Example], pieces: WordPieces, mask: int,
    recipe: Recipe, file: Path,
) -> TaggerNetwork:  # fmt: skip
    """Fit a network, with a checkpoint after each epoch; or take the one that stands."""
    if file.exists():
        return restore(file)
    unfinished = file.with_suffix(".unfinished")

    def after_epoch(epoch: int, loss: float, averaged: TaggerNetwork) -> None:
        save(averaged, unfinished)
        Console(stderr=True).print(
            f"{file.stem}: epoch {epoch} of {recipe.epochs}, loss {loss:.4f}"
        )

    fit(network, examples, pieces, mask, recipe, after_epoch)
    unfinished.rename(file)
    return restore(file)


def _new_teacher(base: Path) -> TaggerNetwork:
    network = TaggerNetwork(TaggerSizes(states=TEACHER_STATES))
    load_pretrained(network.bert, base / "model.safetensors", range(network.sizes.layers))
    return network


def _new_student(teacher: TaggerNetwork) -> TaggerNetwork:
    """A network with some layers of the teacher; what is behind them starts anew."""
    student = TaggerNetwork(TaggerSizes(layers=len(STUDENT_LAYERS)))
    shared = {n: w for n, w in teacher.bert.state_dict().items() if not n.startswith("layers.")}
    student.bert.load_state_dict(shared, strict=False)
    for layer, number in zip(student.bert.layers, STUDENT_LAYERS, strict=True):
        layer.load_state_dict(teacher.bert.layers[number].state_dict())
    return student


def _silver(
    teacher: TaggerNetwork, records: list[dict[str, Any]], abstracts: Path,
    pieces: WordPieces, mask: int, judge: Judge,
) -> list[Example]:  # fmt: skip
    texts = read_abstracts(abstracts, SILVER_TEXTS, records)
    return list(read_silver(teacher, texts, pieces, mask, judge))


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
    records = read_corpus(gold)
    examples = [make_example(record, pieces) for record in records]
    judge = fit_judge(records)
    export_judge(judge, target)
    teacher = _fit(_new_teacher(base), examples, pieces, mask, TEACHER, work / "teacher.pt")
    student_file = work / "student.pt"
    silver = (
        [] if student_file.exists() else _silver(teacher, records, abstracts, pieces, mask, judge)
    )
    student = _fit(_new_student(teacher), examples + silver, pieces, mask, STUDENT, student_file)
    texts = read_abstracts(abstracts, PIECE_TEXTS, records)
    kept = kept_pieces(texts, pieces, vocabulary)
    export(student, vocabulary, kept, texts[-CALIBRATION_TEXTS:], target)


if __name__ == "__main__":
    typer.run(train)
