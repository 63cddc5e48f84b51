"""Mentions against a public set: exact and partial match, by label and together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial

from kg.evaluation.annotation import Span
from kg.evaluation.benchmarks import Benchmark
from kg.evaluation.counts import Counts, Tally
from kg.evaluation.rows import read_rows
from kg.evaluation.scoring import Evaluation, rank, to_figures
from kg.evaluation.spans import count_exact, count_partial
from kg.readers.format import Skipped
from ontology.records import Extraction, Paper

__all__ = ["MENTIONS", "Text", "evaluate_benchmark", "score_texts", "spans_of"]

MENTIONS = "mentions"
PARTIAL = ", partial"


@dataclass(frozen=True, slots=True)
class Text:
    """A line of a public set."""

    id: str
    text: str
    entities: tuple[Span, ...]

    @property
    def paper(self) -> Paper:
        """The text as an abstract without a title, which shifts it by the line end."""
        return Paper(self.id, "", self.text)


def _check(text: Text, benchmark: Benchmark) -> None:
    allowed = (*benchmark.labels, *benchmark.others)
    for start, end, label in text.entities:
        if label not in allowed:
            msg = f"label {label!r} is none of {benchmark.name}; there are: {', '.join(allowed)}"
            raise ValueError(msg)
        if not 0 <= start < end <= len(text.text):
            msg = f"entity at {start}:{end} of a text of {len(text.text)} characters"
            raise ValueError(msg)


def spans_of(extraction: Extraction, benchmark: Benchmark) -> frozenset[Span]:
    """What was found in a text, under the labels of a set; other types are left out."""
    shift = len(Text("", "", ()).paper.text)
    label_of = {type_: label for label, type_ in benchmark.labels.items()}
    return frozenset(
        (mention.start - shift, mention.end - shift, label_of[entity.type])
        for entity in extraction.entities
        if entity.type in label_of
        for mention in entity.mentions
    )


def _tally(got: frozenset[Span], want: frozenset[Span], labels: Collection[str]) -> Tally:
    exact: dict[str, Counts] = {MENTIONS: Counts()}
    part: dict[str, Counts] = {MENTIONS + PARTIAL: Counts()}
    for label in labels:
        ours, theirs = ({span for span in spans if span[2] == label} for spans in (got, want))
        exact[label] = count_exact(ours, theirs)
        part[label + PARTIAL] = count_partial(ours, theirs)
        exact[MENTIONS] += exact[label]
        part[MENTIONS + PARTIAL] += part[label + PARTIAL]
    return exact | part


def score_texts(
    texts: Iterable[Text], found: Iterable[frozenset[Span]], benchmark: Benchmark
) -> Evaluation:
    """Score what was found in some texts.

    Args:
        texts: Lines of a public set, at least one.
        found: For each, from `spans_of`.
        benchmark: The set.
    """
    tallies: list[Tally] = []
    missed: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    for text, got in zip(texts, found, strict=True):
        want = frozenset(span for span in text.entities if span[2] in benchmark.labels)
        tallies.append(_tally(got, want, benchmark.labels))
        missed += [(label, text.text[start:end]) for start, end, label in want - got]
        wrong += [(label, text.text[start:end]) for start, end, label in got - want]
    return Evaluation(len(tallies), 0, to_figures(tallies), {}, rank(missed), rank(wrong))


def evaluate_benchmark(
    benchmark: Benchmark, sources: Iterable[str]
) -> tuple[Evaluation, list[Skipped]]:
    """Extract from the texts of a public set and score what was found.

    Args:
        benchmark: The set.
        sources: Paths of its files, or ``-``.

    Returns:
        The figures, and the lines that could not be read.

    Raises:
        SourceError: If a file cannot be read or holds no annotated text.
    """
    from extractors.pipeline import extract

    rows, skipped = read_rows(sources, Text, partial(_check, benchmark=benchmark))
    texts = [text for _, text in rows]
    found = (spans_of(extraction, benchmark) for extraction in extract(t.paper for t in texts))
    return score_texts(texts, found, benchmark), skipped
