"""Properties of the library on disk, for any records: what is written comes back the same."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.library import assemble, read_extractions, read_knowledge, write_library
from kg.readers.format import Skipped
from ontology.records import Extraction, Paper

Corpora = st.SearchStrategy[tuple[tuple[Paper, Extraction], ...]]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_library_gives_back_any_records(corpora: Corpora, data: st.DataObject) -> None:
    corpus = data.draw(corpora)
    written = assemble((paper for paper, _ in corpus), (said for _, said in corpus))
    with tempfile.TemporaryDirectory() as name:
        write_library(Path(name), written.papers, written.extractions)
        read, known = read_knowledge(Path(name)), read_extractions(Path(name))
    assert replace(read, graph=written.graph) == written
    assert nx.utils.graphs_equal(read.graph, written.graph)
    assert list(read.graph) == list(written.graph)
    assert set(known.values()) <= set(written.extractions)
    assert set(known) == {extraction.fingerprint for extraction in written.extractions}


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_library_written_twice_is_the_same_bytes(corpora: Corpora, data: st.DataObject) -> None:
    corpus = data.draw(corpora)
    written = assemble((paper for paper, _ in corpus), (said for _, said in corpus))
    turned = assemble((paper for paper, _ in reversed(corpus)), (said for _, said in corpus))
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / "one", Path(name) / "other"]
        for folder, knowledge in zip(folders, (written, turned), strict=True):
            write_library(folder, knowledge.papers, knowledge.extractions)
        one, other = (
            {path.name: path.read_bytes() for path in f.rglob("*") if path.is_file()}
            for f in folders
        )
    assert one == other


@settings(max_examples=100, deadline=None)
@given(st.lists(st.builds(Skipped, st.text(), st.text()), max_size=4))
def test_library_lists_each_skipped_record_and_conflict_in_a_line(skipped: list[Skipped]) -> None:
    with tempfile.TemporaryDirectory() as name:
        write_library(Path(name), [], [], skipped, skipped[1:])
        lines = (Path(name) / "skipped.tsv").read_text(encoding="utf-8").split("\n")
        conflicts = (Path(name) / "conflicts.tsv").read_text(encoding="utf-8").split("\n")
    assert conflicts == (lines[:1] + lines[2:] if skipped else lines)
    assert (lines[0], lines[-1], len(lines)) == ("where\treason", "", len(skipped) + 2)
    assert [line.count("\t") for line in lines[:-1]] == [1] * (len(skipped) + 1)
