"""Fixtures shared by all tests: texts to Docs, the golden papers, a built library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.tokens import Doc

from extractors.pipeline import COMPONENTS, extract, make_nlp
from kg.builder import Build, build_library
from kg.library import assemble
from kg.readers.detect import read_sources
from ontology.records import Knowledge

ROOT = Path(__file__).parents[1]

DocMaker = Callable[..., Doc]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files instead of comparing"
    )


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may reach another machine; a browser on this one is another process."""
    import socket

    def refuse(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            pytest.fail(f"a test tried to connect to {address}")
        connect(self, address)  # type: ignore[arg-type]

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def make_doc() -> DocMaker:
    """A function from a text and the components to run over it to a Doc."""

    def make(text: str, *components: str) -> Doc:
        return make_nlp(components or ("paperkg_sentences",))(text)

    return make


@pytest.fixture(scope="session")
def full_doc() -> Callable[[str], Doc]:
    """A function from a text to a Doc after the whole pipeline."""
    return make_nlp(COMPONENTS)


@pytest.fixture(scope="session")
def golden_source() -> Path:
    """The twenty papers of the golden tests."""
    return ROOT / "tests" / "golden" / "papers.jsonl"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The example papers that come along."""
    return ROOT / "examples" / "papers.jsonl"


@pytest.fixture(scope="session")
def knowledge(golden_source: Path) -> Knowledge:
    """What is known of the golden papers; frozen, so that all tests can share it."""
    papers = read_sources([str(golden_source)]).papers
    return assemble(papers, extract(papers))


@pytest.fixture(scope="session")
def built(golden_source: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A library folder of the golden papers with all exports; read it, do not write to it."""
    return build_library([str(golden_source)], tmp_path_factory.mktemp("library") / "out")


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
