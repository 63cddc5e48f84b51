"""Properties of the library on disk: it gives back any records, and how it grew leaves no trace."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import builder, workers
from kg.assembly import assemble
from kg.builder import add_papers, build_library, remove_papers
from kg.library.store import read_knowledge, read_parts
from ontology.knowledge import Knowledge
from ontology.records import Extraction, Paper

Corpora = st.SearchStrategy[tuple[tuple[Paper, Extraction], ...]]
Write = Callable[[Path, Knowledge], None]

# Records of a few papers: some are the same paper, some share an id, some a title.
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(["Counting Moths", "Counting Owls", "Lamps"]),
            "abstract": st.sampled_from(
                ["We propose MS-MLP.", "We test ResNet on ImageNet.", "We test it on CIFAR-10."]
            ),
        },
        optional={"id": st.sampled_from(["a", "b"]), "year": st.integers(1990, 1992)},
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_library_gives_back_any_records(
    corpora: Corpora, write_library: Write, data: st.DataObject
) -> None:
    # A fingerprint is a hash of the text: what has the same one says the same.
    corpus = [
        (paper, replace(said, fingerprint=f"{number} {said.fingerprint}"))
        for number, (paper, said) in enumerate(data.draw(corpora))
    ]
    written = assemble((paper for paper, _ in corpus), (said for _, said in corpus))
    with tempfile.TemporaryDirectory() as name:
        write_library(Path(name), written)
        read, (papers, extractions, _) = read_knowledge(Path(name)), read_parts(Path(name))
        assert replace(read, graph=written.graph) == written
    assert nx.utils.graphs_equal(read.graph, written.graph)
    assert list(read.graph) == list(written.graph)
    assert (papers, extractions) == (written.papers, written.extractions)


@pytest.fixture(scope="module")
def remembered() -> Iterable[None]:
    """Each text is read once: many libraries are made of few texts."""
    known: dict[str, Extraction] = {}
    extract = workers.extract_in_processes

    def look_up(papers: Iterable[Paper], workers: int) -> Iterable[Extraction]:
        for paper in papers:
            if paper.text not in known:
                (known[paper.text],) = extract([paper], workers)
            yield replace(known[paper.text], paper=paper.id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "extract_in_processes", look_up)
        yield


def exports(folder: Path) -> dict[str, bytes]:
    """All files of a library folder but the database and its lock."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {p.name: p.read_bytes() for p in paths if p.name not in {"library.db", ".lock"}}


@settings(max_examples=25, deadline=None)
@given(data=st.data(), sources=st.lists(RECORDS, min_size=1, max_size=3), extra=RECORDS)
@pytest.mark.usefixtures("remembered")
def test_library_grown_step_by_step_equals_one_built_at_once(
    data: st.DataObject, sources: list[list[dict[str, object]]], extra: list[dict[str, object]]
) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.chdir(name)
        names = [f"{number}.jsonl" for number in range(len(sources))]
        for path, records in zip(names, sources, strict=True):
            Path(path).write_text("".join(json.dumps(record) + "\n" for record in records))
        once = build_library(names, Path("once"))
        order = data.draw(st.permutations(names))
        build_library(order[:1], Path("grown"))
        for path in order[1:]:
            add_papers([path], Path("grown"))
        assert exports(Path("grown")).keys() == exports(Path("once")).keys()
        for file, content in exports(Path("once")).items():
            assert exports(Path("grown"))[file] == content, file

        # What is added and taken out again leaves no trace, where it was no paper of ours.
        ours = {paper.title for paper in once.knowledge.papers} | {"a", "b"}
        new = [r for r in extra if not {r["title"], r.get("id")} & ours]
        if new:
            Path("extra.jsonl").write_text("".join(json.dumps(record) + "\n" for record in new))
            made = add_papers(["extra.jsonl"], Path("grown"))
            gone = {p.id for p in made.knowledge.papers} - {p.id for p in once.knowledge.papers}
            remove_papers(sorted(gone), Path("grown"))
            known = exports(Path("grown")) | {"skipped.tsv": exports(Path("once"))["skipped.tsv"]}
            assert known == exports(Path("once"))
