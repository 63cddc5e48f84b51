"""The command `evaluate`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.answers import form_of, print_csv, print_json
from kg.cli.console import TableFormat, complain, make_table, output, talk, warn

if TYPE_CHECKING:
    from kg.evaluation.benchmarks import Benchmark
    from kg.evaluation.scoring import Error, Evaluation
    from kg.readers.format import Skipped

__all__ = ["evaluate"]


def _check_options(benchmark: str | None, gold_only: dict[str, object]) -> None:
    given = [option for option, value in gold_only.items() if value is not None]
    if benchmark is not None and given:
        msg = f"{given[0]} goes with annotated abstracts only, not with --benchmark"
        raise typer.BadParameter(msg)


def _against_gold(files: list[str], seen: Path | None, out: Path | None) -> Evaluation:
    from kg.evaluation.gold import read_gold
    from kg.evaluation.run import build_anew, evaluate_knowledge
    from kg.library.store import read_knowledge

    gold = read_gold(files)
    _warn_skipped(gold.skipped)
    trained = read_gold([str(seen)]) if seen is not None else None
    if trained is not None:
        _warn_skipped(trained.skipped)
    knowledge = build_anew(gold) if out is None else read_knowledge(out)
    evaluation = evaluate_knowledge(gold, knowledge, trained.annotations if trained else ())
    if evaluation.missing:
        many = f"{evaluation.missing} of {evaluation.texts} papers are not in {out}"
        warn(f"{many}; all they name counts as missed")
    return evaluation


def _against_benchmark(benchmark: Benchmark, files: list[str]) -> Evaluation:
    from kg.evaluation.mentions import evaluate_benchmark

    evaluation, skipped = evaluate_benchmark(benchmark, files)
    _warn_skipped(skipped)
    return evaluation


def _warn_skipped(skipped: Iterable[Skipped]) -> None:
    told = list(skipped)
    if told:
        warn(f"{len(told)} lines skipped; the first, {told[0].where}: {told[0].reason}")


def _print_csv(evaluation: Evaluation) -> None:
    from kg.evaluation.report import CSV_COLUMNS, csv_rows

    print_csv(CSV_COLUMNS, csv_rows(evaluation))


def _print_json(evaluation: Evaluation, benchmark: Benchmark | None, errors: int) -> None:
    from kg.evaluation.report import benchmark_data, to_data

    data: dict[str, Any] = {} if benchmark is None else {"benchmark": benchmark_data(benchmark)}
    print_json(data | to_data(evaluation, errors))


def _print_tables(evaluation: Evaluation, errors: int) -> None:
    from kg.evaluation.report import TABLE_COLUMNS, table_rows

    console = output()
    console.print(make_table(TABLE_COLUMNS, table_rows(evaluation)))
    if means := list(table_rows(evaluation, counted=False)):
        console.print(make_table(TABLE_COLUMNS[: len(means[0])], means))
    if evaluation.calibrations:
        rows = [(name, f"{c.error:.3f}", c.count) for name, c in evaluation.calibrations.items()]
        columns = ("confidence of", "expected calibration error", "judged")
        console.print(make_table(columns, rows))
    _print_errors("missed most often", evaluation.missed[:errors])
    _print_errors("wrong most often", evaluation.wrong[:errors])


def _print_errors(heading: str, errors: tuple[Error, ...]) -> None:
    if errors:
        rows = [(error.name, error.label, error.count) for error in errors]
        output().print(make_table((heading, "as", "times"), rows))


def _print_benchmark(benchmark: Benchmark, evaluation: Evaluation) -> None:
    from kg.evaluation.mentions import MENTIONS
    from kg.evaluation.report import (
        COMPARISON_COLUMNS,
        MAPPING_COLUMNS,
        comparison_rows,
        mapping_rows,
    )

    console = output()
    title = f"{benchmark.name} ({benchmark.about}), each text one {benchmark.unit}"
    console.print(title, markup=False, soft_wrap=True)
    console.print(make_table(MAPPING_COLUMNS, mapping_rows(benchmark)))
    ours = evaluation.figures[MENTIONS]
    console.print(make_table(COMPARISON_COLUMNS, comparison_rows(benchmark, ours)))


def evaluate(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES...",
            help="Annotated abstracts (JSONL, as examples/gold.jsonl); with --benchmark files "
            "of that set.",
        ),
    ],
    benchmark: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A public set: scierc, scier, tdmsci or scinlp."),
    ] = None,
    seen: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Annotated abstracts whose names are not new."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Judge this library instead of extracting anew."
        ),
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Most frequent errors to name.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write the figures as CSV.")] = False,
    least_f1: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, help="Exit with 1 if F1 of entities (of mentions in a set) is lower."
        ),
    ] = None,
) -> None:
    """Measure how well the graph says what careful readers say.

    Precision, recall and F1 of entities, roles, relations, results, mentions
    and linking, with 95% bootstrap intervals over papers; each paper counts as
    `paperkg export --format records` writes it. Entities of background marked
    `"core": false` make no difference.

    A line of a file holds the title and abstract of a paper with its entities,
    mentions, relations and results, as in `examples/gold.jsonl` of the source.

    Example:  `paperkg evaluate examples/gold.jsonl`
    """
    from kg.evaluation.benchmarks import find_benchmark
    from kg.evaluation.entities import ENTITIES
    from kg.evaluation.mentions import MENTIONS

    form = form_of(as_csv, as_json)
    _check_options(benchmark, {"--seen": seen, "--out": out})
    found = None if benchmark is None else find_benchmark(benchmark)
    if found is None:
        evaluation, measure = _against_gold(files, seen, out), ENTITIES
    else:
        evaluation, measure = _against_benchmark(found, files), MENTIONS
    if form is TableFormat.JSON:
        _print_json(evaluation, found, errors)
    elif form is TableFormat.CSV:
        _print_csv(evaluation)
    else:
        talk().print(f"annotated texts: {evaluation.texts}")
        if found is not None:
            _print_benchmark(found, evaluation)
        _print_tables(evaluation, errors)
    f1 = evaluation.figures[measure].score.f1
    if least_f1 is not None and f1 < least_f1:
        complain(f"F1 of {measure} is {f1:.4f}, below {least_f1}")
        raise typer.Exit(1)
