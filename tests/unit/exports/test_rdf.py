"""RDF: every claim a triple, every sentence a statement, no blank nodes, any literal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD

from exports.rdf import to_rdflib, triples, write_ntriples, write_turtle
from ontology.iris import iri, paper_node
from ontology.knowledge import Knowledge
from ontology.namespaces import FABIO, ID_BASE, MLS, PK, PREFIXES, SCHEMA_ORG
from ontology.schema import EntityRelation, ResultKind, Role

ID = Namespace(ID_BASE)
FIRST = ID["paper/arxiv-2101.00001~c41ca2fe"]
SECOND = ID["paper/second"]
MOTHNET = ID["model/mothnet"]
COUNTING = ID["task/moth-counting"]
NUMBER = ox.NamedNode(str(PK.number))


def node(id_: str) -> URIRef:
    return URIRef(iri(ID_BASE, id_))


@pytest.fixture(scope="session")
def graph(small: Knowledge) -> Graph:
    """The small corpus; read it, do not write to it."""
    return to_rdflib(small)


@pytest.fixture(params=["small", "hostile", "nothing", "knowledge"])
def any_knowledge(request: pytest.FixtureRequest) -> Knowledge:
    """Each corpus that there is a fixture for."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Knowledge)
    return found


def test_rdf_file_and_rdflib_graph_are_isomorphic(any_knowledge: Knowledge, tmp_path: Path) -> None:
    write_turtle(any_knowledge, tmp_path / "graph.ttl")
    parsed = Graph().parse(tmp_path / "graph.ttl", format="turtle")
    assert isomorphic(parsed, to_rdflib(any_knowledge))


def test_rdf_has_no_blank_nodes_and_no_ill_typed_literals(any_knowledge: Knowledge) -> None:
    for subject, predicate, value in to_rdflib(any_knowledge):
        assert isinstance(subject, URIRef)
        assert isinstance(predicate, URIRef)
        assert isinstance(value, URIRef | Literal)
        assert not (isinstance(value, Literal) and value.ill_typed)


def test_rdf_every_claim_is_one_plain_triple(any_knowledge: Knowledge) -> None:
    graph = to_rdflib(any_knowledge)
    expected = {(node(c.head), PK[c.relation], node(c.tail)) for c in any_knowledge.claims}
    # All roles are subproperties of mentions, and that is said too.
    expected |= {
        (node(claim.head), PK[Role.MENTIONS], node(claim.tail))
        for claim in any_knowledge.claims
        if isinstance(claim.relation, Role)
    }
    relations = {PK[relation] for relation in (*Role, *EntityRelation)}
    assert {triple for triple in graph if triple[1] in relations} == expected


def test_rdf_every_sentence_of_a_claim_is_one_statement(any_knowledge: Knowledge) -> None:
    graph = to_rdflib(any_knowledge)
    plain = set(graph)
    statements = set(graph.subjects(RDF.type, RDF.Statement))
    assert len(statements) == sum(len(claim.evidence) for claim in any_knowledge.claims)
    assert statements == set(graph.subjects(RDF.type, PK.Evidence))
    for statement in statements:
        said = [graph.value(statement, part) for part in (RDF.subject, RDF.predicate, RDF.object)]
        assert tuple(said) in plain
        (paper,) = graph.objects(statement, PK.paper)
        assert (paper, RDF.type, PK.Paper) in graph
        assert len(list(graph.objects(statement, PK.component))) == 1


def test_rdf_subjects_stand_together_and_nothing_stands_twice(any_knowledge: Knowledge) -> None:
    found = list(triples(any_knowledge))
    assert len(set(found)) == len(found)
    subjects = [triple.subject for triple in found]
    runs = [subject for subject, _ in groupby(subjects)]
    assert len(set(runs)) == len(runs)


def test_rdf_what_two_papers_say_is_one_triple_with_both_as_evidence(graph: Graph) -> None:
    assert (MOTHNET, PK.appliedTo, COUNTING) in graph
    papers = [
        graph.value(statement, PK.paper)
        for statement in graph.subjects(RDF.predicate, PK.appliedTo)
    ]
    # The second paper has it from two components at one place.
    assert sorted(map(str, papers)) == [str(FIRST), str(SECOND), str(SECOND)]


def test_rdf_statement_has_sentence_place_and_confidence(graph: Graph, small: Knowledge) -> None:
    (statement,) = graph.subjects(RDF.predicate, PK.introduces)
    assert isinstance(statement, URIRef)
    assert statement.startswith(f"{ID_BASE}evidence/")
    sentence = "We introduce MothNet for moth counting."
    start = small.papers[0].text.index(sentence)
    assert set(graph.predicate_objects(statement)) == {
        (RDF.type, PK.Evidence),
        (RDF.type, RDF.Statement),
        (RDF.subject, FIRST),
        (RDF.predicate, PK.introduces),
        (RDF.object, MOTHNET),
        (PK.paper, FIRST),
        (PK.sentence, Literal(sentence)),
        (PK.sentenceStart, Literal(start)),
        (PK.sentenceEnd, Literal(start + len(sentence))),
        (PK.start, Literal(start + sentence.index("MothNet"))),
        (PK.end, Literal(start + sentence.index("MothNet") + len("MothNet"))),
        (PK.confidence, Literal("0.8", datatype=XSD.decimal)),
        (PK.component, Literal("hand")),
        (PK.core, Literal(True)),
        (PK.support, Literal(1)),
    }


def test_rdf_paper_is_described(graph: Graph, small: Knowledge) -> None:
    said = {(p, o) for p, o in graph.predicate_objects(FIRST) if not str(p).startswith(str(PK))}
    assert said == {
        (RDF.type, PK.Paper),
        (RDF.type, FABIO["ResearchPaper"]),
        (RDF.type, SCHEMA_ORG["ScholarlyArticle"]),
        (RDFS.label, Literal("MothNet: Counting Moths at Night")),
        (DCTERMS.title, Literal("MothNet: Counting Moths at Night")),
        (DCTERMS.identifier, Literal("arxiv:2101.00001")),
        (DCTERMS.abstract, Literal(small.papers[0].abstract)),
        (DCTERMS.creator, Literal("Ada Falter")),
        (DCTERMS.creator, Literal("Bo Nachtigall")),
        (DCTERMS.issued, Literal("2021", datatype=XSD.gYear)),
        (FABIO["hasArXivId"], Literal("2101.00001")),
        (DCTERMS.rights, Literal("cc-by")),
        (URIRef(f"{PREFIXES['prism']}publicationName"), Literal("Workshop on Moths")),
        (FOAF.page, URIRef("https://arxiv.org/abs/2101.00001v2")),
    }
    assert graph.value(FIRST, PK.authorList) == URIRef(f"{FIRST}#authors")


def test_rdf_authors_keep_their_order_and_their_number(
    make_known: Callable[..., Knowledge],
) -> None:
    graph = to_rdflib(make_known(authors=("Bo", "Ada", "Bo")))
    (names,) = graph.subjects(RDF.type, RDF.Seq)
    members = [graph.value(names, URIRef(f"{RDF}_{place}")) for place in (1, 2, 3)]
    assert members == [Literal("Bo"), Literal("Ada"), Literal("Bo")]
    assert sorted(map(str, graph.objects(None, DCTERMS.creator))) == ["Ada", "Bo"]


def test_rdf_address_that_is_none_is_only_said(make_known: Callable[..., Knowledge]) -> None:
    graph = to_rdflib(make_known(url="javascript:alert(1)"))
    assert list(graph.objects(None, FOAF.page)) == []
    assert list(graph.objects(None, SCHEMA_ORG["url"])) == [Literal("javascript:alert(1)")]


def test_rdf_paper_without_a_year_has_no_date(graph: Graph) -> None:
    assert list(graph.objects(SECOND, DCTERMS.issued)) == []
    assert list(graph.objects(SECOND, DCTERMS.title)) == [Literal("Moths Again")]


@pytest.mark.parametrize(
    ("id_", "url", "expected"),
    [
        ("arxiv:2101.00001v3", None, ["2101.00001"]),
        ("arXiv:0704.0001", None, ["0704.0001"]),
        ("x", "https://arxiv.org/abs/1706.03762v7", ["1706.03762"]),
        ("x", "http://arxiv.org/abs/1706.03762", ["1706.03762"]),
        ("x", "https://example.org/abs/1706.03762", []),
        ("2101.00001", None, []),
        ("arxiv:2101.00001 and more", None, []),
        ("arxiv:2101.000012", None, []),
    ],
)
def test_rdf_arxiv_id_of_a_paper(
    id_: str, url: str | None, expected: list[str], make_known: Callable[..., Knowledge]
) -> None:
    graph = to_rdflib(make_known(id=id_, url=url))
    assert [str(value) for value in graph.objects(None, FABIO["hasArXivId"])] == expected


@pytest.mark.parametrize(
    ("written", "predicate", "value"),
    [
        ("https://example.org/cc-by", "license", URIRef("https://example.org/cc-by")),
        ("cc-by", "rights", Literal("cc-by")),
        ("https://example.org/100%", "rights", Literal("https://example.org/100%")),
        ("https://example.org/<script>", "rights", Literal("https://example.org/<script>")),
    ],
)
def test_rdf_paper_has_its_license(
    written: str,
    predicate: str,
    value: URIRef | Literal,
    make_known: Callable[..., Knowledge],
) -> None:
    graph = to_rdflib(make_known(license=written))
    assert list(graph.subject_objects(URIRef(PREFIXES["dcterms"] + predicate))) == [
        (node(paper_node("arxiv:2101.00001")), value)
    ]


def test_rdf_paper_leads_to_its_doi_and_has_its_arxiv_id(
    make_known: Callable[..., Knowledge],
) -> None:
    graph = to_rdflib(make_known(doi="10.5555/moths<1>", arxiv="cs/0112017"))
    address = URIRef("https://doi.org/10.5555/moths%3C1%3E")
    assert list(graph.objects(None, SCHEMA_ORG["sameAs"])) == [address]
    assert list(graph.objects(None, URIRef(f"{PREFIXES['prism']}doi"))) == [
        Literal("10.5555/moths<1>")
    ]
    assert list(graph.objects(None, FABIO["hasArXivId"])) == [Literal("cs/0112017")]


@pytest.mark.parametrize(
    ("id_", "types"),
    [
        ("model/mothnet", {PK.Model}),
        ("model/flynet", {PK.Model, PK.Method}),
        ("dataset/lantern", {PK.Dataset, MLS["Dataset"], SCHEMA_ORG["Dataset"]}),
        ("task/moth-counting", {PK.Task, MLS["Task"]}),
        ("metric/accuracy", {PK.Metric, MLS["EvaluationMeasure"]}),
    ],
)
def test_rdf_entity_has_the_types_of_our_ontology_and_others(
    id_: str, types: set[URIRef], graph: Graph
) -> None:
    assert set(graph.objects(node(id_), RDF.type)) == types | {SKOS.Concept}


def test_rdf_entity_has_one_preferred_name_and_its_aliases(graph: Graph) -> None:
    assert list(graph.objects(MOTHNET, SKOS.prefLabel)) == [Literal("MothNet")]
    assert list(graph.objects(MOTHNET, SKOS.altLabel)) == [Literal("MothNets")]
    assert graph.value(MOTHNET, PK.paperCount) == Literal(2)


def test_rdf_never_says_that_two_things_are_the_same(knowledge: Knowledge) -> None:
    assert list(to_rdflib(knowledge).triples((None, OWL.sameAs, None))) == []


def where_it_stands(value: str, sentence: str, small: Knowledge) -> set[tuple[URIRef, Literal]]:
    """What is said of the place of a value in a sentence of the first paper."""
    start = small.papers[0].text.index(sentence)
    begin = small.papers[0].text.index(value, start)
    return {
        (PK.sentenceStart, Literal(start)),
        (PK.sentenceEnd, Literal(start + len(sentence))),
        (PK.start, Literal(begin)),
        (PK.end, Literal(begin + len(value))),
        (PK.confidence, Literal("0.8", datatype=XSD.decimal)),
        (PK.component, Literal("hand")),
    }


def test_rdf_absolute_result_is_an_evaluation(graph: Graph, small: Knowledge) -> None:
    (result,) = graph.subjects(RDF.type, MLS["ModelEvaluation"])
    assert set(graph.predicate_objects(result)) == {
        (RDF.type, PK.Result),
        (RDF.type, MLS["ModelEvaluation"]),
        (MLS["specifiedBy"], ID["metric/accuracy"]),
        (MLS["hasValue"], Literal("83.8", datatype=XSD.decimal)),
        (RDFS.label, Literal("83.80%")),
        (PK.valueText, Literal("83.80%")),  # as written
        (PK.number, Literal("83.8", datatype=XSD.decimal)),
        (PK.unit, Literal("%")),
        (PK.kind, Literal("absolute")),
        (PK.direction, Literal("higher")),
        (PK.fromPaper, FIRST),
        (PK.ofModel, MOTHNET),
        (PK.forTask, COUNTING),
        (PK.onDataset, ID["dataset/lantern"]),
        (PK.inMetric, ID["metric/accuracy"]),
        (PK.sentence, Literal("MothNet reaches an accuracy of 83.80% on Lanterns.")),
        *where_it_stands("83.80%", "MothNet reaches an accuracy of 83.80% on Lanterns.", small),
    }


def test_rdf_gain_is_no_evaluation_and_says_only_what_is_known(
    graph: Graph, small: Knowledge
) -> None:
    (result,) = graph.subjects(PK.kind, Literal("delta"))
    assert set(graph.predicate_objects(result)) == {
        (RDF.type, PK.Result),
        (RDFS.label, Literal("2.5 points")),
        (PK.valueText, Literal("2.5 points")),
        (PK.number, Literal("2.5", datatype=XSD.decimal)),
        (PK.unit, Literal("points")),
        (PK.kind, Literal("delta")),
        (PK.fromPaper, FIRST),
        (PK.ofModel, MOTHNET),
        (PK.overBaseline, ID["model/flynet"]),
        (PK.sentence, Literal("This is 2.5 points over FlyNet.")),
        *where_it_stands("2.5 points", "This is 2.5 points over FlyNet.", small),
    }


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.0, "0"),
        (100.0, "100"),
        (-0.25, "-0.25"),
        (0.0000001, "0.0000001"),
        (1e17, "100000000000000000"),
        (0.1 + 0.2, "0.30000000000000004"),  # exactly this float comes back
    ],
)
def test_rdf_numbers_are_decimals_without_exponent(
    number: float, written: str, small: Knowledge
) -> None:
    results = tuple(replace(result, number=number) for result in small.results)
    found = {t.object for t in triples(replace(small, results=results)) if t.predicate == NUMBER}
    assert found == {ox.Literal(written, datatype=ox.NamedNode(str(XSD.decimal)))}


@pytest.mark.parametrize("number", [1e18, 1e300, 5e-324, 0.00051234567890123456])
def test_rdf_numbers_that_engines_cannot_compare_as_decimals_are_doubles(
    number: float, small: Knowledge
) -> None:
    results = tuple(replace(result, number=number) for result in small.results)
    (found,) = {t.object for t in triples(replace(small, results=results)) if t.predicate == NUMBER}
    assert isinstance(found, ox.Literal)
    assert found.datatype.value == str(XSD.double)
    assert float(found.value) == number
    store = ox.Store()
    store.add(ox.Quad(NUMBER, NUMBER, found))
    assert bool(store.query("ASK { ?s ?p ?number FILTER(?number * 0 = 0) }"))  # it counts


def test_rdf_result_without_a_number_keeps_its_text(small: Knowledge) -> None:
    results = tuple(
        replace(result, number=None, unit="", kind=ResultKind.ABSOLUTE) for result in small.results
    )
    graph = to_rdflib(replace(small, results=results))
    assert list(graph.objects(None, PK.number)) == []
    assert list(graph.objects(None, MLS["hasValue"])) == []
    assert list(graph.objects(None, PK.unit)) == []
    assert {str(text) for text in graph.objects(None, PK.valueText)} == {"83.80%", "2.5 points"}


def test_rdf_hostile_literals_arrive_as_they_are(
    hostile: Knowledge, hostile_text: str, tmp_path: Path
) -> None:
    write_turtle(hostile, tmp_path / "graph.ttl")
    graph = Graph().parse(tmp_path / "graph.ttl", format="turtle")
    expected = hostile_text.replace("\ud800", "\ufffd")  # UTF-8 has no lone surrogates
    (paper,) = graph.subjects(DCTERMS.title, Literal(expected))
    assert [str(name) for name in graph.objects(paper, DCTERMS.creator)] == [expected]
    assert str(graph.value(paper, DCTERMS.abstract)) == f"We introduce {expected} today."
    assert len(list(graph.subjects(SKOS.prefLabel, Literal(expected)))) == 4
    assert len(list(graph.subjects(PK.valueText, Literal(expected)))) == 1


def test_rdf_iris_of_hostile_names_are_plain(hostile: Knowledge) -> None:
    iris = {term for triple in to_rdflib(hostile) for term in triple if isinstance(term, URIRef)}
    ours = {str(term).removeprefix(ID_BASE) for term in iris if term.startswith(ID_BASE)}
    named, parts = zip(
        *(id_.partition("#")[::2] for id_ in ours if "library" not in id_), strict=True
    )
    assert {c for id_ in named for c in id_} <= set("abcdefghijklmnopqrstuvwxyz0123456789.-~/")
    assert set(parts) == {"", "authors", "target", "position", "quote"}


def test_rdf_prefixes_are_bound_and_written(graph: Graph, small: Knowledge, tmp_path: Path) -> None:
    bound = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    assert {prefix: bound.get(prefix) for prefix in PREFIXES} == dict(PREFIXES)
    write_turtle(small, tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    for prefix, namespace in PREFIXES.items():
        assert f"@prefix {prefix}: <{namespace}> .\n" in text
    assert "pkm:mothnet " in text


def test_rdf_of_nothing_is_a_description_of_nothing(nothing: Knowledge) -> None:
    kinds = {str(kind) for kind in to_rdflib(nothing).objects(None, RDF.type)}
    assert {kind.rpartition("#")[2] for kind in kinds} == {"SoftwareAgent", "Activity", "Dataset"}


def test_rdf_ntriples_are_one_a_line_and_sorted(hostile: Knowledge, tmp_path: Path) -> None:
    write_ntriples(hostile, tmp_path / "graph.nt")
    lines = (tmp_path / "graph.nt").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert lines == sorted(lines)
    assert len(lines) == len(list(triples(hostile)))
    assert all(line.startswith(b"<https://") and line.endswith(b" .") for line in lines)
