"""Two real pages beside the checkout: every paper found, one graph, every mention in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kg.graph import check_graph
from kg.library.store import read_knowledge
from ontology.knowledge import Knowledge

Call = Callable[..., CompletedProcess[str]]

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
PAGES = sorted(SEEDS.glob("*.txt"))

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.slow,
    pytest.mark.xdist_group("seeds"),
    pytest.mark.skipif(not PAGES, reason="no pages in ../shared/seeds beside the checkout"),
]


@pytest.fixture(scope="session")
def said_and_out(
    installed: Call, tmp_path_factory: pytest.TempPathFactory
) -> tuple[CompletedProcess[str], Path]:
    """What `build` of both pages said, and the library folder."""
    out = tmp_path_factory.mktemp("seeds") / "out"
    return installed("build", *PAGES, "--out", out), out


@pytest.fixture(scope="session")
def seeds(said_and_out: tuple[CompletedProcess[str], Path]) -> Knowledge:
    """The library of both pages."""
    return read_knowledge(said_and_out[1])


def test_seeds_build_finds_every_paper(
    said_and_out: tuple[CompletedProcess[str], Path],
) -> None:
    said, out = said_and_out
    first, second = PAGES
    assert said.returncode == 0
    assert said.stderr.splitlines() == [f"{first}: 77 papers", f"{second}: 76 papers"]
    assert said.stdout.splitlines()[-4] == str(out / "graph.html")
    assert (out / "skipped.tsv").read_text() == "where\treason\n"


def test_seeds_papers_of_both_pages_stand_once(seeds: Knowledge) -> None:
    assert len(seeds.papers) == len({paper.node for paper in seeds.papers}) == 110
    assert all("\n" not in paper.title and len(paper.abstract) > 200 for paper in seeds.papers)


def test_seeds_graph_is_one_and_keeps_the_contract(seeds: Knowledge) -> None:
    check_graph(seeds.graph)
    types = [data["type"] for _, data in seeds.graph.nodes(data=True)]
    assert types.count("Paper") == 110
    assert {"Model", "Dataset", "Task", "Metric", "Result"} <= set(types)


def test_seeds_mentions_and_sentences_stand_where_they_say(seeds: Knowledge) -> None:
    count = 0
    for paper, extraction in zip(seeds.papers, seeds.extractions, strict=True):
        assert extraction.paper == paper.id
        for entity in extraction.entities:
            for mention in entity.mentions:
                assert paper.text[mention.start : mention.end] == mention.text
                count += 1
    texts = {paper.node: paper.text for paper in seeds.papers}
    for claim in seeds.claims:
        for evidence in claim.evidence:
            assert texts[claim.paper][evidence.start : evidence.end] == evidence.sentence
    assert count > 110
