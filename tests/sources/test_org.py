"""The Organization Ontology and mandates, in every form of RDF; what a file names elsewhere is never fetched."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import rdflib

from orggraph import regions
from orggraph.errors import InvalidInput
from orggraph.exports import Origin
from orggraph.exports.org import make
from orggraph.model.nodes import Body, Organization, Person, Post
from orggraph.model.relationships import Holds, In, PartOf, ReportsTo
from orggraph.sources import org, read, source_of
from tests.people.published import unpacked
from tests.sources.test_popolo import of

FORMS = {"turtle": ".ttl", "nt": ".nt", "xml": ".rdf", "json-ld": ".jsonld"}
HEAD = """@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix time: <http://www.w3.org/2006/time#> . @prefix x: <http://x.nl/> .
@prefix m: <http://data.vlaanderen.be/ns/mandaat#> . @prefix b: <http://data.vlaanderen.be/ns/besluit#> .
@prefix p: <http://data.vlaanderen.be/ns/persoon#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DORP = (
    HEAD
    + """
x:dorp a org:FormalOrganization ; skos:prefLabel "Gemeente Dorp"@nl , "Village"@en ; org:identifier "tooi:gm1" .
x:raad a org:OrganizationalUnit ; skos:prefLabel "Gemeenteraad Dorp" ; org:unitOf x:dorp .
x:zetel a org:Post ; skos:prefLabel "Zetel 1" ; org:postIn x:raad ; org:reportsTo x:voorzitter .
x:voorzitter a org:Post ; org:role x:vz ; org:postIn x:raad . x:vz a org:Role ; skos:prefLabel "voorzitter" .
x:ans a foaf:Person ; foaf:name "Ans de Boer" ; org:holds x:zetel .
x:lid a org:Membership ; org:member x:ans ; org:organization x:raad ; org:memberDuring x:tijd .
x:tijd time:hasBeginning [ time:inXSDDate "2022-03"^^xsd:gYearMonth ] .
x:weg a org:Membership ; org:member x:niemand ; org:organization x:raad .
"""
)
MANDATES = (
    HEAD
    + """
x:e a b:Bestuurseenheid ; skos:prefLabel "Stad" ; b:classificatie x:g . x:g skos:prefLabel "Gemeente" .
x:o a b:Bestuursorgaan ; skos:prefLabel "Gemeenteraad Stad" ; b:bestuurt x:e .
x:t a b:Bestuursorgaan ; m:isTijdspecialisatieVan x:o ; org:hasPost x:m . x:m a m:Mandaat ; org:role x:r .
x:r skos:prefLabel "Gemeenteraadslid" .
x:h a m:Mandataris ; org:holds x:m ; m:isBestuurlijkeAliasVan x:p ; m:start "2019-01-01T00:00:00Z"^^xsd:dateTime ; m:status x:w .
x:w skos:prefLabel "waarnemend" . x:p a <http://www.w3.org/ns/person#Person> ; p:gebruikteVoornaam "Bo" ; foaf:familyName "Peeters" .
"""
)


def written(folder: Path, text: str, suffix: str = ".ttl") -> Path:
    file = folder / f"stad{suffix}"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_words: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_records(tmp_path: Path, form: str) -> None:
    text = DORP if form == "turtle" else rdflib.Graph().parse(data=DORP, format="turtle").serialize(format=form)
    file = written(tmp_path, text, FORMS[form])
    assert source_of(file).key == "org"
    made = read(file)
    assert [(one.name, one.kind, one.identifiers) for one in of(made, Organization)] == [
        ("Gemeente Dorp", "municipality", ("tooi:gm1", "uri:http://x.nl/dorp"))
    ]
    assert [(body.name, body.kind) for body in of(made, Body)] == [("Gemeenteraad Dorp", "council")]
    assert {(post.name, post.capacity) for post in of(made, Post)} == {("Zetel 1", "member"), ("voorzitter", "chair")}
    assert [(holds.target, holds.start_date) for holds in of(made, Holds)] == [("stad/post/zetel", "2022-03")]
    assert len(of(made, PartOf)) == len(of(made, ReportsTo)) == 1
    assert [person.name for person in of(made, Person)] == ["Zetel 1"]
    assert list(org.names(file).values()) == ["Ans de Boer"]
    assert [remark.record for remark in made.warnings if remark.code == "left_out"] == ["http://x.nl/weg"]
    assert of(made, Holds)[0].sources[0].locator == "http://x.nl/lid"


def test_mandates_of_organs_in_their_term(tmp_path: Path) -> None:
    made = read(written(tmp_path, MANDATES))
    (holds,), (post,) = of(made, Holds), of(made, Post)
    assert (holds.start_date, holds.acting, post.name) == ("2019-01-01", True, "Gemeenteraadslid")
    assert [edge.target for edge in of(made, In)] == ["stad/body/o"]
    assert len(of(made, Body)) == 1


@pytest.mark.parametrize("suffix", [".ttl", ".jsonld"])
def test_what_orggraph_exports_comes_back(tmp_path: Path, suffix: str) -> None:
    before = read(regions.path("voorbeeldregio"))
    file = tmp_path / f"uit{suffix}"
    file.write_bytes(make(before, Origin.of(before, 1, "2026-01-01"), suffix))
    after = read(file)
    assert len(of(after, Post)) >= len(of(before, Post))
    assert len(of(after, Person)) == len(of(before, Person))
    assert {post.name for post in of(before, Post)} <= {post.name for post in of(after, Post)}
    assert len(of(after, Body)) == len(of(before, Body))


def test_the_flemish_officials_are_the_same_in_every_form(tmp_path: Path) -> None:
    whole = rdflib.Graph().parse(unpacked("be-leidinggevenden", tmp_path) / "leidinggevenden.ttl", format="turtle")
    kind = rdflib.URIRef("http://data.lblod.info/vocabularies/leidinggevenden/Functionaris")
    part, level = rdflib.Graph(), sorted(whole.subjects(rdflib.RDF.type, kind))[:5]
    has_post = rdflib.URIRef("http://data.lblod.info/vocabularies/leidinggevenden/heeftBestuursfunctie")
    kept: set[Any] = set()
    while level:
        kept |= set(level)
        triples = [triple for term in level for triple in (*whole.triples((term, None, None)), *whole.triples((None, has_post, term)))]
        for triple in triples:
            part.add(triple)
        level = sorted({end for one, _name, other in triples for end in (one, other) if isinstance(end, rdflib.URIRef)} - kept)
    made = {}
    for form, suffix in FORMS.items():
        file = written(tmp_path, part.serialize(format=form), suffix)
        assert source_of(file).key == "leidinggevenden"
        made[form] = read(file).content_hash
    assert len(set(made.values())) == 1


# hostile files --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["@context", "@import"])
def test_a_context_elsewhere_is_refused_and_never_fetched(tmp_path: Path, elsewhere: tuple[str, list[str]], key: str) -> None:
    address, asked = elsewhere
    inner = f'{{"@context": "{address}/c.jsonld"}}' if key == "@context" else f'{{"@context": {{"@import": "{address}/c.jsonld"}}}}'
    file = written(tmp_path, '{"@graph": [{"@type": "http://www.w3.org/ns/org#Post"},\n' + inner + "]}", ".jsonld")
    with pytest.raises(InvalidInput) as refused:
        read(file)
    assert [(problem.code, problem.line) for problem in refused.value.problems] == [("remote_context", 2)]
    assert asked == []


def test_an_import_is_no_reason_to_fetch(tmp_path: Path, elsewhere: tuple[str, list[str]]) -> None:
    address, asked = elsewhere
    imports = f"<{address}/a> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <{address}/b> ."
    assert read(written(tmp_path, DORP + imports)).nodes
    xml = rdflib.Graph().parse(data=DORP + imports, format="turtle").serialize(format="xml")
    assert read(written(tmp_path, xml, ".rdf")).nodes
    assert asked == []


@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">']
)
def test_a_document_type_is_refused(tmp_path: Path, doctype: str) -> None:
    xml = rdflib.Graph().parse(data=DORP, format="turtle").serialize(format="xml").replace("<rdf:RDF", f"{doctype}<rdf:RDF", 1)
    with pytest.raises(InvalidInput) as refused:
        read(written(tmp_path, xml, ".rdf"))
    assert [problem.code for problem in refused.value.problems] == ["doctype"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DORP[:-30], "syntax"),
        (DORP.replace("Gemeente Dorp", "x" * 10_000_000), "bad_value"),
        (DORP.replace("Gemeente Dorp", "a\\u0000b"), "bad_value"),
        (HEAD + "x:a a org:Nothing .", "empty"),
        ("[" * 5000 + '"http://www.w3.org/ns/org#"', "syntax"),
    ],
    ids=range(5),
)
def test_what_is_no_rdf_is_refused_in_words(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(written(tmp_path, text), "org")
    assert [problem.code for problem in refused.value.problems] == [code]
    assert len(refused.value.text("nl")) < 2_000
