"""The figures are those of the scorer beside the checkout, on real papers and on all odd ones."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.records import write_records
from kg.evaluation.annotation import Record, annotate
from kg.evaluation.gold import read_gold
from kg.evaluation.keys import surface_key, value_key
from kg.evaluation.run import build_anew, evaluate_knowledge
from kg.evaluation.scoring import LINKING, Built, Evaluation, evaluate
from ontology.records import Extraction
from ontology.schema import EntityRelation, EntityType, ResultKind, Role

SHARED = Path(__file__).parents[4].parent / "shared"
SCORER = SHARED / "score" / "score.py"
PAPERS = SHARED / "corpus" / "dev.jsonl"

pytestmark = pytest.mark.skipif(
    not SCORER.is_file() or not PAPERS.is_file(),
    reason="no scorer and no annotated papers in ../shared beside the checkout",
)

Tell = dict[str, Any]
FORMS = (
    "CNN", "CNNs", "the CNN", "MLP", "multi-layer perceptron", "multi layer perceptrons",
    "GPT-3", "gpt 3", "GPT-3.5", "accuracy", "accuracies", "...",
)  # fmt: skip
VALUES = ("83.8%", "83.80 %", "+2 points", "2", "3x", "3-fold", "1,000", "1000")
ABSTRACT = " ".join(FORMS)


@pytest.fixture(scope="session")
def scorer() -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ours(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    """The figures as the scorer gives them."""
    found: dict[str, dict[str, float]] = {}
    for name, figure in evaluation.figures.items():
        data: dict[str, float] = dict(
            zip(("p", "r", "f1"), (round(rate, 4) for rate in figure.score.rates), strict=True)
        )
        if figure.counts is not None:
            counts = figure.counts
            data |= {"tp": counts.tp, "fp": counts.fp, "fn": counts.fn}
        found[name] = data
    return found


def _check(theirs: dict[str, dict[str, float]], evaluation: Evaluation) -> None:
    """What the scorer tells is told here too, alike; what it does not tell is nought here."""
    ours = _ours(evaluation)
    told = {name for name in theirs if name not in {"papers", "linking"}}
    assert {name: ours[name] for name in told} == {name: theirs[name] for name in told}
    del theirs["linking"]["n"]
    assert ours[LINKING] == pytest.approx(theirs["linking"], abs=1.1e-4)
    beyond = {"entities, new names", "spans, partial", LINKING}
    assert all(not any(ours[name].values()) for name in ours.keys() - told - beyond)


def _by_title(path: Path) -> dict[str, Tell]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {record["title"]: record for record in map(json.loads, lines)}


def test_agreement_on_the_annotated_papers(scorer: Any, tmp_path: Path) -> None:
    gold = read_gold([str(PAPERS)])
    assert gold.skipped == ()
    knowledge = build_anew(gold)
    write_records(knowledge, tmp_path / "records.jsonl")
    theirs = scorer.score(_by_title(PAPERS), _by_title(tmp_path / "records.jsonl"))
    assert theirs["papers"] == {"gold": 80, "missing": 0, "bad offsets": 0}
    _check(theirs, evaluate_knowledge(gold, knowledge))


def _optional(names: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from([*names, "unheard of", "CNN"])


def _entities(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Tell]]:
    """Entities with a few forms each; no two have one name."""
    entity = st.fixed_dictionaries(
        {
            "name": st.sampled_from(FORMS),
            "type": st.sampled_from([str(type_) for type_ in EntityType][:3]),
            "roles": st.lists(st.sampled_from([str(r) for r in Role][:6]), max_size=3, unique=True),
            **fields,
        }
    )
    return st.lists(entity, max_size=5, unique_by=lambda entity: entity["name"])


def _results(names: list[str]) -> st.SearchStrategy[list[Tell]]:
    ends = {end: _optional(names) for end in ("model", "task", "dataset", "metric")}
    kinds = st.sampled_from([None, *(str(kind) for kind in ResultKind)])
    values = st.sampled_from(VALUES)
    return st.lists(st.fixed_dictionaries({**ends, "value": values, "kind": kinds}), max_size=4)


def _relations(names: list[str]) -> st.SearchStrategy[list[list[str]]]:
    ends, relations = st.sampled_from(names), st.sampled_from([str(r) for r in EntityRelation])
    return st.lists(st.tuples(ends, relations, ends).map(list), max_size=4)


@st.composite
def _golds(draw: st.DrawFn, title: str) -> Tell:
    """A paper as an annotator might write it."""
    entities = draw(
        _entities(
            core=st.booleans(),
            id=st.sampled_from([None, "1", "2", "3"]),
            mentions=st.lists(st.sampled_from(FORMS), max_size=3),
        )
    )
    text = f"{title}\n{ABSTRACT}"
    mentions = [
        {"start": found.start(), "end": found.end(), "text": form, "entity": index}
        for index, entity in enumerate(entities)
        for form in entity["mentions"]
        for found in [*re.finditer(re.escape(form), text)][: draw(st.integers(0, 2))]
    ]
    names = [entity["name"] for entity in entities]
    return {
        "title": title,
        "abstract": ABSTRACT,
        "entities": entities,
        "mentions": mentions,
        "relations": draw(_relations(names)) if names else [],
        "results": draw(_results(names)),
    }


@st.composite
def _records(draw: st.DrawFn, title: str) -> Tell:
    """A paper as an export might write it, and worse."""
    place = st.builds(
        lambda start, end: {"start": start, "end": end, "text": ABSTRACT[start:end]},
        st.integers(0, 20),
        st.integers(21, 40),
    )
    found = [
        {"start": at.start() + len(title) + 1, "end": at.end() + len(title) + 1, "text": form}
        for form in FORMS
        for at in re.finditer(re.escape(form), ABSTRACT)
    ]
    entities = draw(_entities(mentions=st.lists(st.sampled_from(found) | place, max_size=3)))
    for number, entity in enumerate(entities):
        entity["id"] = draw(st.sampled_from([f"node/{number}", "node/0"]))
    names = [entity[key] for entity in entities for key in ("id", "name")]
    return {
        "title": title,
        "entities": entities,
        "relations": draw(_relations([*names, "unheard of"])),
        "results": draw(_results(names)),
    }


def _papers(
    make: Callable[[str], st.SearchStrategy[Tell]],
) -> st.SearchStrategy[dict[str, Tell]]:
    """Up to three papers by title."""
    return st.fixed_dictionaries({"one": make("one")}, optional={"two": make("two")})


@settings(max_examples=50, deadline=None)
@given(gold=_papers(_golds), built=_papers(_records))
def test_agreement_on_any_papers(
    scorer: Any, gold: dict[str, Tell], built: dict[str, Tell]
) -> None:
    nothing = Extraction("", "", (), (), (), ())
    ours = evaluate(
        [annotate(msgspec.convert(record, Record)) for record in gold.values()],
        {
            title: Built(annotate(msgspec.convert(record, Record)), nothing, ())
            for title, record in built.items()
        },
        lambda thing: False,
    )
    _check(scorer.score(json.loads(json.dumps(gold)), json.loads(json.dumps(built))), ours)


PIECES = st.sampled_from(
    ["the ", "a ", "s", "ies", "x", "ss", "us", "ch", "es", "-", "\u2013", " ", "\\", "$", ",", ".",
     "0", "12", "%", "percentage points", "pp", "up to", "fold", "times", "\u00d7", "million", "b",
     "\u2265", "+", "~", "per cent", "AB", "cd", "\t", "\n", "(", "'", "\u2212", "by", "\u0130"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=7).map("".join) | st.text(max_size=12))
def test_agreement_on_keys(scorer: Any, text: str) -> None:
    assert surface_key(text) == scorer.norm(text)
    assert value_key(text) == scorer.norm_value(text)
