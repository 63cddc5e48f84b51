"""Both ways to check give one verdict; what must pass passes, what must fail fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from exports.rdf import write_turtle
from exports.without_text import without_text
from kg.validation.engine import Engine
from kg.validation.report import Kind, Violation
from kg.validation.validate import validate_file, validate_knowledge
from ontology.describe import shape_name
from ontology.knowledge import Knowledge
from ontology.namespaces import PREFIXES
from ontology.shapes import NUMBER, SHAPES, Constraint

# A graph of everything there is, by hand. Each line can be changed by itself.
GOOD = """
pkp:a a pk:Paper ; dcterms:title "A" ; dcterms:identifier "a" ; dcterms:abstract "We say so." ;
  dcterms:issued "2021"^^xsd:gYear ; dcterms:creator "Ada" ; fabio:hasArXivId "2101.00001" ;
  prism:doi "10.5555/a" ; prism:publicationName "Moths" ;
  pk:introduces pkm:m ; pk:uses pkm:n ; pk:comparesWith pkm:n ; pk:evaluatesOn pkd:d ;
  pk:addresses pkt:t ; pk:reports pki:i ; pk:mentions pkm:m .
pkm:m a pk:Model , pk:Method , skos:Concept ; skos:prefLabel "M" ; skos:altLabel "Em" ;
  pk:paperCount 1 ; pk:subtype "method" ;
  skos:exactMatch <http://www.wikidata.org/entity/Q1> ; pk:evaluatedOn pkd:d ; pk:appliedTo pkt:t ;
  pk:outperforms pkm:n ; pk:basedOn pkm:n ; pk:variantOf pkm:n .
pkm:n a pk:Model , skos:Concept ; skos:prefLabel "N" ; pk:paperCount 1 .
pkd:d a pk:Dataset , skos:Concept ; skos:prefLabel "D" ; skos:altLabel "De" ; pk:paperCount 1 ;
  skos:exactMatch <http://www.wikidata.org/entity/Q2> ; pk:benchmarkFor pkt:t .
pkt:t a pk:Task , skos:Concept ; skos:prefLabel "T" ; skos:altLabel "Te" ; pk:paperCount 1 ;
  skos:exactMatch <http://www.wikidata.org/entity/Q3> ; pk:measuredBy pki:i ; pk:broader pkt:u .
pkt:u a pk:Task , skos:Concept ; skos:prefLabel "U" ; pk:paperCount 1 .
pki:i a pk:Metric , skos:Concept ; skos:prefLabel "I" ; skos:altLabel "Eye" ; pk:paperCount 1 ;
  skos:exactMatch <http://www.wikidata.org/entity/Q4> ; pk:unit "%" ; pk:direction "higher" .
pkr:r a pk:Result ; pk:valueText "83.8%" ; pk:number 83.8 ; pk:unit "%" ; pk:kind "absolute" ;
  pk:direction "higher" ; pk:fromPaper pkp:a ; pk:ofModel pkm:m ; pk:forTask pkt:t ;
  pk:onDataset pkd:d ; pk:inMetric pki:i ; pk:overBaseline pkm:n .
pke:e a pk:Evidence ; rdf:subject pkp:a ; rdf:predicate pk:uses ; rdf:object pkm:m ;
  pk:paper pkp:a ; pk:sentenceStart 2 ; pk:sentenceEnd 12 ; pk:start 2 ; pk:end 4 ;
  pk:sentence "We say so." ; pk:confidence 0.5 ; pk:component "rules" ;
  pk:core true ; pk:support 1 .
pkx:a a pk:Text ; pk:textOf pkp:a .
pkn:n a oa:Annotation ; oa:hasBody pkm:m ; oa:hasTarget pkn:n-target ; pk:confidence 5e-1 ;
  pk:component "rules" .
pkn:n-target a oa:SpecificResource ; oa:hasSource pkx:a ; oa:hasSelector pkn:n-position .
pkn:n-position a oa:TextPositionSelector ; oa:start "2"^^xsd:nonNegativeInteger ;
  oa:end "4"^^xsd:nonNegativeInteger .
pkn:n-quote a oa:TextQuoteSelector ; oa:exact "We" .
<http://x/run> a prov:Activity ; prov:wasAssociatedWith <http://x/program> .
<http://x/program> a prov:SoftwareAgent ; rdfs:label "p" ; schema:softwareVersion "1" .
<http://x/data> void:uriSpace "http://x/" ; void:triples 1 ; prov:wasGeneratedBy <http://x/run> .
pkm:em dcterms:isReplacedBy pkm:m .
"""
TEXT, NOTHING = '"no such value"', "<http://x/nothing>"
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a graph to a file."""

    def written(text: str) -> Path:
        path = tmp_path / "graph.ttl"
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return written


def violations(path: Path) -> set[Violation]:
    """What both engines find; they must agree."""
    found, same = (validate_file(path, e).violations for e in (Engine.STREAM, Engine.SHACL))
    assert set(found) == set(same)
    assert len(set(found)) == len(found)
    return set(found)


def subject(shape: str) -> str:
    """The subject of the good graph that a shape is about."""
    of_class, having = SHAPES[shape].of_class, SHAPES[shape].having
    for block in GOOD.strip().split(" .\n"):
        name, _, said = block.partition(" ")
        kinds = re.findall(r"[a-z]+:\w+", said.partition(";")[0])
        if (of_class and of_class in kinds) or (having and re.search(rf"(?<!\S){having} ", said)):
            return name
    raise AssertionError(shape)


def value_of(shape: str, path: str) -> str:
    """The value that the good graph has there."""
    name = subject(shape)
    block = next(b for b in GOOD.strip().split(" .\n") if b.startswith(f"{name} "))
    found = re.search(rf'(?<!\S){path} ("[^"]*"(?:\^\^\S+)?|\S+)', block)
    assert found, (shape, path)
    return found[1]


def wrong_number(name: str, c: Constraint) -> Iterator[tuple[Kind, str]]:
    """Too few values, and too many."""
    if c.least:
        yield Kind.MIN_COUNT, ""
    if c.most == 1:
        given = value_of(name, c.path)
        other = TEXT if given.startswith('"') else "pkm:other"
        yield Kind.MAX_COUNT, f"{given} , {other}"
    if c.most == 0:
        yield Kind.MAX_COUNT, "pk:Other"
    if c.has:
        yield Kind.HAS_VALUE, ""


def wrong_kind(c: Constraint) -> Iterator[tuple[Kind, str]]:
    """Values of another kind."""
    if c.datatype == NUMBER:
        yield Kind.NODE, TEXT
    elif c.datatype == "xsd:string":
        yield Kind.DATATYPE, "17"
    elif c.datatype == "xsd:gYear":
        yield Kind.DATATYPE, TEXT
    elif c.datatype:
        yield from ((Kind.DATATYPE, TEXT), (Kind.DATATYPE, f'"x"^^{c.datatype}'))
    if c.of_class:
        yield from ((Kind.CLASS, NOTHING), (Kind.CLASS, TEXT))
    if c.is_iri:
        yield Kind.NODE_KIND, TEXT


def wrong_value(c: Constraint) -> Iterator[tuple[Kind, str]]:
    """Values of the right kind that are not allowed."""
    datatype = "xsd:decimal" if c.datatype == NUMBER else c.datatype
    if c.allowed:
        yield Kind.IN, NOTHING if c.is_iri else TEXT
    if c.low is not None:
        yield Kind.MIN_INCLUSIVE, f'"{c.low - 1}"^^{datatype}'
    if c.high is not None:
        yield Kind.MAX_INCLUSIVE, f'"{c.high + 1}"^^{datatype}'
    if c.pattern:
        yield Kind.PATTERN, f"{TEXT}^^{datatype}"
    if c.below:
        yield Kind.LESS_THAN, f'"99"^^{datatype}'


def broken() -> list[tuple[str, str, Kind, str]]:
    """For each constraint of each shape: a value in place of the good one, and what it breaks."""
    return [
        (name, c.path, kind, value)
        for name, shape in SHAPES.items()
        for c in shape.constraints
        for kind, value in (*wrong_number(name, c), *wrong_kind(c), *wrong_value(c))
    ]


def test_validation_good_graph_conforms(write: Write) -> None:
    assert violations(write(GOOD)) == set()


def test_validation_good_graph_has_every_constrained_property_once() -> None:
    constrained = {c.path for shape in SHAPES.values() for c in shape.constraints}
    assert [path for path in constrained if path not in GOOD and path != "rdf:type"] == []
    assert {subject(shape) for shape in SHAPES} != set()


def test_validation_every_shape_has_data_that_must_fail() -> None:
    cases = broken()
    constraints = {(name, c.path) for name, s in SHAPES.items() for c in s.constraints}
    assert {(name, path) for name, path, _, _ in cases} == constraints
    assert {kind for _, _, kind, _ in cases} == set(Kind)


def changed(shape: str, path: str, value: str) -> str:
    """The good graph with another value at one place, or none there."""
    name = subject(shape)
    blocks = GOOD.strip().removesuffix(" .").split(" .\n")
    place = next(n for n, b in enumerate(blocks) if b.startswith(f"{name} "))
    if path == "rdf:type":
        given = f" a {value} ;" if value else ""
        head, _, rest = blocks[place].partition(" ")
        rest = re.sub(r"^a [^;]*;?", "", rest)
        blocks[place] = f"{head}{given} {rest or 'rdfs:label 1'}"
    else:
        said = f"{path} {value}" if value else "rdfs:seeAlso pkm:m"
        pattern = rf'(?<!\S){path} (?:"[^"]*"(?:\^\^\S+)?|\S+)'
        blocks[place], count = re.subn(pattern, lambda _: said, blocks[place])
        assert count == 1
    return " .\n".join(blocks) + " .\n"


@pytest.mark.parametrize(("shape", "path", "kind", "value"), broken())
def test_validation_broken_constraint_is_found_by_both(
    shape: str, path: str, kind: Kind, value: str, write: Write
) -> None:
    (constraint,) = [c for c in SHAPES[shape].constraints if c.path == path]
    found = violations(write(changed(shape, path, value)))
    assert (shape_name(shape, constraint), kind) in {(v.shape, v.kind) for v in found}


@pytest.mark.parametrize("corpus", ["small", "hostile", "nothing", "knowledge"])
def test_validation_what_is_exported_conforms(
    corpus: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    found = request.getfixturevalue(corpus)
    for number, shown in enumerate((found, without_text(found))):
        for lean in (False, True):
            path = tmp_path / f"{number}{lean}.ttl"
            write_turtle(shown, path, lean=lean)
            assert validate_file(path, Engine.STREAM).violations == ()
    engine = Engine.STREAM if corpus == "knowledge" else Engine.SHACL
    report = validate_knowledge(found, engine)
    assert report.conforms
    assert report.triples == len(set(ox.parse(path=str(tmp_path / "0False.ttl"))))


def test_validation_engine_is_chosen_by_size(
    small: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert validate_knowledge(small).engine == "pySHACL"
    monkeypatch.setattr("kg.validation.validate.SMALL", 10)
    assert validate_knowledge(small).engine == "the streaming checker"
