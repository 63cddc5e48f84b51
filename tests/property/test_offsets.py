"""Properties of the whole pipeline, for any text: every offset points at what it says."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.pipeline import extract
from kg.assembly import assemble
from ontology.records import Evidence, Extraction, Paper

# What papers are made of, and what moves offsets for those who count bytes, UTF-16 units or words.
PIECES = st.sampled_from(
    ["We propose MothNet", "MS-MLP", "a moth counting network (MCN)", "MCN", "ImageNet-1K",
     "CIFAR-10/100", "image classification", "is evaluated on", "outperforms ResNet-50 by",
     "reaches 83.8% top-1 accuracy", "+2.5 points", "$\\beta$-VAE", "\\textbf{C++}", "Human3.6m",
     "e.g.", ". ", ".", ", ", ": ", " ", "  ", "\n", "\r\n", "\t", "-", "(", ")", "/", "~",
     "\u00a0", "\u200b", "\u202e", "\u2028", "\x00", "\x1c", "\x85", "\ufeff", "\u0301", "\u00df",
     "\u0130", "\ufb01", "\U0001f98b", "\U0001f468\u200d\U0001f33e", "\u4e2d\u6587", "\u05d0"]
)  # fmt: skip
TEXTS = st.lists(
    PIECES | PIECES.map(" {} ".format) | st.characters(codec="utf-8"), max_size=16
).map("".join)


def all_evidence(extraction: Extraction) -> Iterator[Evidence]:
    """Every sentence that something rests on."""
    for entity in extraction.entities:
        for role in entity.roles:
            yield from role.evidence
    for relation in extraction.relations:
        yield from relation.evidence
    for result in extraction.results:
        yield result.evidence


def digits(text: str) -> list[str]:
    """What a value and the place where it stands have in common, whatever the unit."""
    return [character for character in text if character.isdigit()]


@settings(max_examples=300, deadline=None)
@given(title=TEXTS, abstract=TEXTS)
@example("", "")
@example("S", "B")  # a name of two letters, one in the title and one in the abstract
@example("\n", "\n \n")
@example(
    "MothNet\r\nfor \U0001f98b", "\u0130 We propose MothNet (MN). MN reaches 83.8% on ImageNet-1K."
)
def test_offsets_of_any_text_point_at_what_they_say(title: str, abstract: str) -> None:
    paper = Paper("p", title, abstract)
    text = paper.text
    (extraction,) = extract([paper])
    for entity in extraction.entities:
        starts = [mention.start for mention in entity.mentions]
        assert starts == sorted(set(starts))
        for mention in entity.mentions:
            assert mention.text
            assert text[mention.start : mention.end] == mention.text
    for evidence in all_evidence(extraction):
        assert evidence.sentence.strip()
        assert text[evidence.start : evidence.end] == evidence.sentence
        for start, end in evidence.spans:
            assert evidence.start <= start < end <= evidence.end
    for result in extraction.results:
        ((start, end),) = result.evidence.spans
        assert digits(text[start:end])[: len(digits(result.value))] == digits(result.value)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=2, max_size=4))
def test_offsets_do_not_depend_on_company(texts: list[tuple[str, str]]) -> None:
    papers = [Paper(f"p{number}", *pair) for number, pair in enumerate(texts)]
    together = list(extract(papers))
    assert together == [next(extract([paper])) for paper in papers]
    assemble(papers, together)
