"""The W3C Organization Ontology in RDF: Turtle, or JSON-LD where the suffix asks for it.

Organizations are ``org:FormalOrganization``, bodies ``org:OrganizationalUnit``, cooperations and arrangements
``org:OrganizationalCollaboration``, posts ``org:Post``, roles ``org:Role``; who holds a post has an ``org:Membership`` with
its interval. What a record is called in public registers becomes ``org:identifier``. Partial dates keep their precision:
OWL-Time has a property for a day, a month and a year. Made by rdflib. ``org.shacl.ttl`` beside this module holds the shapes
(SHACL) that every export fits; ``orggraph schema --as shacl`` prints them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from orggraph.exports import Export, Origin
from orggraph.model.base import Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.relationships import HasRole, Holds, In
from orggraph.resources import package_path

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

BASE: Final = "urn:orggraph:"
CLASSES: Final = {
    "Organization": "FormalOrganization",
    "Body": "OrganizationalUnit",
    "Cooperation": "OrganizationalCollaboration",
    "Arrangement": "OrganizationalCollaboration",
    "Post": "Post",
    "Role": "Role",
    "Person": "",
}
PROPERTIES: Final = {
    "IN": "postIn",
    "HAS_ROLE": "role",
    "PART_OF": "subOrganizationOf",
    "PARTICIPATES_IN": "memberOf",
    "REPORTS_TO": "reportsTo",
}
DATES: Final = {4: ("inXSDgYear", "gYear"), 7: ("inXSDgYearMonth", "gYearMonth"), 10: ("inXSDDate", "date")}
"""The property of an instant and the type of its value, by the length of the date."""
NODE_FIELDS: Final = ("id", "name", "kind", "form", "identifiers", "start_date", "end_date")


def make(dataset: Dataset, origin: Origin, suffix: str) -> bytes:
    """The triples; the same dataset gives the same bytes."""
    from rdflib import DCTERMS, FOAF, ORG, RDF, SKOS, TIME, Graph, Literal

    graph = Graph()
    for prefix, namespace in {"org": ORG, "foaf": FOAF, "skos": SKOS, "dcterms": DCTERMS, "time": TIME}.items():
        graph.bind(prefix, namespace)
    head = _uri(dataset.id)
    graph.add((head, DCTERMS.title, Literal(dataset.info.title, lang="nl")))
    graph.add((head, DCTERMS.description, Literal(origin.sentence())))
    for node in dataset.nodes:
        if node.label() not in CLASSES:
            continue
        subject = _uri(node.id)
        graph.add((subject, RDF.type, ORG[CLASSES[node.label()]] if CLASSES[node.label()] else FOAF.Person))
        graph.add((subject, FOAF.name if node.label() == "Person" else SKOS.prefLabel, Literal(node.name)))
        graph.add((subject, DCTERMS.isPartOf, head))
        if kind := getattr(node, "kind", None) or getattr(node, "form", None):
            graph.add((subject, ORG.classification, Literal(str(kind))))
        for identifier in node.identifiers:
            graph.add((subject, ORG.identifier, Literal(identifier)))
        _add_period(graph, subject, DCTERMS.temporal, node)
    seats: dict[type[Relationship], dict[str, str]] = {
        kind: {edge.source: edge.target for edge in dataset.relationships if isinstance(edge, kind)} for kind in (In, HasRole)
    }
    for edge in dataset.relationships:
        _add_edge(graph, dataset, edge, seats)
    form = "json-ld" if suffix == ".jsonld" else "turtle"
    return _ordered(graph.serialize(format=form), form)


def _add_edge(graph: Graph, dataset: Dataset, edge: Relationship, seats: Mapping[type[Relationship], Mapping[str, str]]) -> None:
    from rdflib import ORG, RDF

    if isinstance(edge, Holds):
        membership = _uri(f"{dataset.id}/membership/{edge.id}")
        graph.add((membership, RDF.type, ORG.Membership))
        graph.add((membership, ORG.member, _uri(edge.source)))
        graph.add((_uri(edge.source), ORG.holds, _uri(edge.target)))
        for kind, name in ((In, ORG.organization), (HasRole, ORG.role)):
            if edge.target in seats[kind]:
                graph.add((membership, name, _uri(seats[kind][edge.target])))
        _add_period(graph, membership, ORG.memberDuring, edge)
    elif edge.type in PROPERTIES and all(_is_held(dataset, end) for end in (edge.source, edge.target)):
        graph.add((_uri(edge.source), ORG[PROPERTIES[edge.type]], _uri(edge.target)))


def _is_held(dataset: Dataset, node: str) -> bool:
    """Whether the format holds a node."""
    return node in dataset.by_id and dataset.by_id[node].label() in CLASSES


def _add_period(graph: Graph, subject: URIRef, has: URIRef, record: Record) -> None:
    """The interval of a record; each of its ends is an instant with the date as precise as it is known."""
    from rdflib import RDF, TIME, XSD, Literal

    for name, ends in (("hasBeginning", record.start_date), ("hasEnd", record.end_date)):
        if ends:
            interval, instant = _uri(f"{subject}/period", whole=True), _uri(f"{subject}/{name}", whole=True)
            graph.add((subject, has, interval))
            graph.add((interval, RDF.type, TIME.Interval))
            graph.add((interval, TIME[name], instant))
            has_date, datatype = DATES[len(ends)]
            graph.add((instant, TIME[has_date], Literal(ends, datatype=XSD[datatype])))


def shapes() -> str:
    """The shapes that every export fits, in Turtle."""
    return package_path("exports", "org.shacl.ttl").read_text(encoding="utf-8")


def _uri(name: str, *, whole: bool = False) -> URIRef:
    from rdflib import URIRef

    return URIRef(name if whole else BASE + name)


def _ordered(text: str, form: str) -> bytes:
    """JSON-LD in a fixed order; rdflib orders Turtle itself."""
    if form == "turtle":
        return text.encode()
    triples = sorted(json.loads(text), key=lambda node: str(node.get("@id", "")))
    return (json.dumps(triples, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


EXPORT = Export(
    "org",
    (".ttl", ".jsonld"),
    make,
    dict.fromkeys(CLASSES, NODE_FIELDS),
    {"HOLDS": ("start_date", "end_date"), **dict.fromkeys(PROPERTIES, ())},
)
