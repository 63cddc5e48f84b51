"""The page of the ontology is up to date, whole and in one file."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from ontology.terms import CLASSES, PROPERTIES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ontology_page", DOCS / "ontology_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_ontology_page_is_up_to_date(script: ModuleType) -> None:
    written = (DOCS / "ontology.html").read_text(encoding="utf-8")
    assert written == script.page(), "run: python docs/ontology_page.py"


def test_ontology_page_has_an_anchor_for_each_term_and_leads_nowhere_else(
    script: ModuleType,
) -> None:
    page = script.page()
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert anchors == {*CLASSES, *PROPERTIES}
    assert set(re.findall(r'href="#([^"]+)"', page)) <= anchors
    assert re.findall(r"<(?:script|link|img)\b", page) == []
