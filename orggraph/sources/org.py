"""The W3C Organization Ontology in RDF, and the Flemish OSLO terms for mandates that build on it.

A formal organization or administrative unit (*bestuurseenheid*) is an organization, an organizational unit or organ
(*bestuursorgaan*) a body, a collaboration a cooperation; an organ in its term (*tijdspecialisatie*) is that organ. A post or
mandate is a seat in what it belongs to. A membership, or a mandatary (*mandataris*), says who holds a seat in which period: the
post that the person holds there, else a seat made of organization and role. Any other kind of thing is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Citation
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Cooperation, Organization, Person
from orggraph.model.relationships import Holds, PartOf, ReportsTo
from orggraph.model.terms import BodyKind, OrganizationKind, Tier
from orggraph.sources._records import (
    MEMBER,
    RDF_SUFFIXES,
    Holding,
    Import,
    Place,
    Records,
    Seat,
    Seats,
    citation,
    is_acting,
    key_of,
    kind_of,
    person_key,
    read_graph,
    text_of,
    with_labels,
)  # fmt: skip

if TYPE_CHECKING:
    from rdflib.term import Node as Term

ORG: Final = "http://www.w3.org/ns/org#"
BESLUIT: Final = "http://data.vlaanderen.be/ns/besluit#"
MANDAAT: Final = "http://data.vlaanderen.be/ns/mandaat#"
PREFIXES: Final = {
    "org": ORG, "besluit": BESLUIT, "mandaat": MANDAAT,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#", "foaf": "http://xmlns.com/foaf/0.1/", "person": "http://www.w3.org/ns/person#",
    "persoon": "http://data.vlaanderen.be/ns/persoon#", "dcterms": "http://purl.org/dc/terms/", "schema": "http://schema.org/",
    "time": "http://www.w3.org/2006/time#",
}  # fmt: skip
PLACES: Final = {
    "org:FormalOrganization": "organization", "besluit:Bestuurseenheid": "organization", "org:OrganizationalUnit": "body",
    "besluit:Bestuursorgaan": "body", "org:OrganizationalCollaboration": "cooperation", "org:Organization": "",
}  # fmt: skip
"""What a class is; empty: by its classification and its name."""
POSTS: Final = ("org:Post", "mandaat:Mandaat")
PEOPLE: Final = ("foaf:Person", "person:Person")
HOLDERS: Final = ("org:Membership", "mandaat:Mandataris")
KNOWN: Final = (*PLACES, *POSTS, *PEOPLE, *HOLDERS, "org:Role", "time:Interval", "time:Instant", "skos:Concept")
LABELS: Final = ("skos:prefLabel", "foaf:name", "rdfs:label", "dcterms:title", "schema:name", "mandaat:naam")
WITHIN: Final = ("org:subOrganizationOf", "org:unitOf", "besluit:bestuurt")
HOLDS_WITHIN: Final = ("org:hasSubOrganization", "org:hasUnit")
HINT: Final = T("Take the whole file of one version.")


def read(path: Path) -> Dataset:
    """The organizations, posts and people of a file. It counts from the latest holding that began.

    Raises
    ------
    InvalidInput
        Where the file is no RDF, names a context elsewhere, or holds nothing of the ontology.
    """
    reader = _Reader(path)
    reader.make()
    work = reader.work
    starts = [edge.start_date for edge in work.relationships.values() if isinstance(edge, Holds) and edge.start_date]
    return work.made(DatasetInfo(id=work.dataset, title=path.stem, reference_date=max(starts, default=None)))


def names(path: Path) -> dict[str, str]:
    """The names of the people by the id of their record."""
    reader = _Reader(path)
    reader.make()
    return reader.names


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path, self.graph = path, read_graph(path)
        self.work = Import.of(path)
        self.seats = Seats(self.work)
        self.records = Records(path, HINT)
        self.source = self.work.source(path.name, kind="RDF")
        self.ids: dict[Term, str] = {}
        self.posts: dict[Term, str] = {}
        self.names: dict[str, str] = {}

    def make(self) -> None:
        """Make records of each kind, whatever stands first."""
        places = {term: label for kind, label in PLACES.items() for term in self._all(kind)}
        terms = {term for term in places if self._value(term, "mandaat:isTijdspecialisatieVan") is not None}
        posts, people, holders = ([term for kind in kinds for term in self._all(kind)] for kinds in (POSTS, PEOPLE, HOLDERS))
        if not places and not posts and not holders:
            message = T("the file holds no organization, post or membership of the ontology")
            raise InvalidInput([Problem("empty", message, HINT, str(self.path))])
        self._run([term for term in places if term not in terms], lambda term: self._place(term, places[term]))
        self._run(terms, self._term)
        self._run(places, self._parents)
        self._run(posts, self._post)
        self._run(people, self._person)
        self._run(holders, self._holder)
        self._run(people, self._held)
        self._run(posts, self._reports)
        self.records.done()
        others = Counter(str(kind).replace("#", "/").rpartition("/")[2] for _term, kind in self._pairs("rdf:type") if kind not in _known())
        self.work.fields.update({(name, False): number for name, number in others.items()})
        with_labels(self.work, self.seats.make())

    def _run(self, terms: Iterable[Term], make: Any) -> None:
        self.records.run(sorted(terms, key=str), make, self._at)

    def _place(self, term: Term, label: str) -> None:
        name, at, work = self._label(term), self._cite(term), self.work
        kind = kind_of(self._words(self._value(term, "org:classification") or self._value(term, "besluit:classificatie")), name)
        label = label or kind.label
        period = work.period(*self._interval(term, "dcterms:temporal"), self._at(term))
        identity = work.id(label, self._key(term))
        about: dict[str, Any] = {"dataset": work.dataset, "id": identity, "name": name, "sources": at, **period.fields(),
                                 "identifiers": self._identifiers(term)}  # fmt: skip
        if label == "body":
            known = isinstance(kind.kind, BodyKind)
            work.add(Body(kind=kind.kind if known else BodyKind.MANAGEMENT, tier=kind.tier if known else Tier.OFFICIAL,
                          inferred=kind.inferred if known else ("kind", "tier"), **about), place=self._at(term))  # fmt: skip
        elif label == "cooperation":
            work.add(Cooperation(**about), place=self._at(term))
        else:
            known = isinstance(kind.kind, OrganizationKind)
            work.add(Organization(kind=kind.kind if known else OrganizationKind.PARTNER, inferred=kind.inferred if known else ("kind",),
                                  **about), place=self._at(term))  # fmt: skip
        self.ids[term] = identity

    def _term(self, term: Term) -> None:
        """An organ in its term is that organ."""
        organ = self._value(term, "mandaat:isTijdspecialisatieVan")
        if organ in self.ids:
            self.ids[term] = self.ids[organ]
        else:
            self.work.leave(T("{field} names {id}, which is not there", field="isTijdspecialisatieVan", id=str(organ)), self._at(term))

    def _parents(self, term: Term) -> None:
        pairs = [(term, outer) for name in WITHIN for outer in self._values(term, name)]
        pairs += [(inner, term) for name in HOLDS_WITHIN for inner in self._values(term, name)]
        for inner, outer in pairs:
            source, target = self.ids.get(inner), self.ids.get(outer)
            if source and target and source != target:
                self.work.add(
                    PartOf(dataset=self.work.dataset, source=source, target=target, sources=self._cite(term)), place=self._at(term)
                )
            elif not source or not target:
                self.work.leave(T("{field} names {id}, which is not there", field="subOrganizationOf", id=str(outer if source else inner)),
                                self._at(term))  # fmt: skip

    def _post(self, term: Term) -> None:
        role = self._words(self._value(term, "org:role"))
        holders = [*self._values(term, "org:postIn"), *self._subjects("org:hasPost", term)]
        place = next((self.ids[holder] for holder in holders if holder in self.ids), None)
        name = self._label(term, fallback=role or MEMBER)
        seat = Seat(
            self._key(term), name, place, role, None, self.work.period(*self._interval(term, "dcterms:temporal"), self._at(term)),
            self._identifiers(term), self._cite(term), self._at(term),
        )  # fmt: skip
        self.posts[term] = self.seats.seat(seat)

    def _person(self, term: Term) -> None:
        parts = (self._words(self._value(term, part)) for part in ("persoon:gebruikteVoornaam", "foaf:givenName", "foaf:familyName"))
        name = next((label for label in (self._own_label(term),) if label), " ".join(part for part in parts if part))
        identity = self.work.id("person", person_key(self._key(term), name))
        self.ids[term] = identity
        if name:
            self.names.setdefault(identity, name)
        self.work.add(
            Person(dataset=self.work.dataset, id=identity, name="-", sources=self._cite(term), identifiers=()), place=self._at(term)
        )

    def _holder(self, term: Term) -> None:
        member = self._value(term, "org:member") or self._value(term, "mandaat:isBestuurlijkeAliasVan")
        person, place = self.ids.get(member), self._at(term)
        if person is None or "/person/" not in person:
            self.work.leave(T("a membership of nobody who is in the file"), place)
            return
        start, end = self._interval(term, "org:memberDuring")
        period = self.work.period(start or self._value(term, "mandaat:start"), end or self._value(term, "mandaat:einde"), place)
        role, status = self._words(self._value(term, "org:role")), self._words(self._value(term, "mandaat:status"))
        key = self._seat(term, member, role)
        if key is None:
            self.work.leave(T("a membership in nothing that is in the file"), place)
            return
        self.seats.hold(key, Holding(person, period, is_acting(status) or is_acting(role), self._cite(term), place))

    def _seat(self, term: Term, member: Term | None, role: str) -> str | None:
        """The post of a membership: that which it names, that which its member holds there, else one of organization and role."""
        named = next((self.posts[post] for post in self._values(term, "org:holds") if post in self.posts), None)
        organization = self.ids.get(self._value(term, "org:organization"))
        if named or organization is None:
            return named
        for post in self._values(member, "org:holds"):
            seat = self.seats.seats.get(self.posts.get(post, ""))
            if seat and seat.place == organization and (not role or role == seat.role):
                return seat.key
        name = f"{role or MEMBER}, {self.work.nodes[organization].name}"
        key = key_of(" ".join((organization.rpartition("/")[2], role or MEMBER)))
        return self.seats.seat(Seat(key, name, organization, role, sources=self._cite(term), at=self._at(term)))

    def _held(self, term: Term) -> None:
        """Posts that a person holds without a membership that says so."""
        person = self.ids[term]
        for post in (*self._values(term, "org:holds"), *self._subjects("org:heldBy", term)):
            key = self.posts.get(post)
            if key and not any(holding.person == person for holding in self.seats.holdings[key]):
                period = self.work.period(None, None, self._at(term))
                self.seats.hold(key, Holding(person, period, False, self._cite(term), self._at(term)))

    def _reports(self, term: Term) -> None:
        for above in self._values(term, "org:reportsTo"):
            if above in self.posts and above != term:
                ends = {"source": self.work.id("post", self.posts[term]), "target": self.work.id("post", self.posts[above])}
                self.work.add(ReportsTo(dataset=self.work.dataset, sources=self._cite(term), **ends), place=self._at(term))

    def _interval(self, term: Term, name: str) -> tuple[str, str]:
        """The dates between which an interval runs."""
        ends = []
        for end in ("time:hasBeginning", "time:hasEnd"):
            instant = self._value(self._value(term, name), end)
            stated = next((value for kind in INSTANTS if (value := self._value(instant, kind)) is not None), "")
            ends.append(str(stated))
        return ends[0], ends[1]

    def _identifiers(self, term: Term) -> tuple[str, ...]:
        texts = [text_of(str(value)) for name in ("org:identifier", "skos:notation") for value in self._values(term, name)]
        known = [text if ":" in text else f"id:{text}" for text in texts if text]
        return tuple(dict.fromkeys((*known, *((f"uri:{term}",) if str(term).startswith("http") else ()))))

    def _label(self, term: Term, fallback: str = "") -> str:
        return self._own_label(term) or fallback or str(term).replace("#", "/").rpartition("/")[2] or str(term)

    def _own_label(self, term: Term) -> str:
        """What a thing is called: in Dutch, else in English, else first in order."""
        for name in LABELS:
            values = sorted(self._values(term, name), key=_rank)
            if values and (text := text_of(str(values[0]))):
                return text
        return ""

    def _words(self, term: Term | None) -> str:
        """The text of a value, or what the thing is called that it names."""
        if term is None:
            return ""
        return text_of(str(term)) if hasattr(term, "datatype") else self._label(term)

    def _key(self, term: Term) -> str:
        return key_of(str(term).replace("#", "/").rpartition("/")[2])

    def _all(self, kind: str) -> list[Term]:
        return sorted(self._subjects("rdf:type", _iri(kind)), key=str)

    def _values(self, term: Term | None, name: str) -> list[Term]:
        return [] if term is None else sorted(self.graph.objects(term, _iri(name)), key=str)

    def _value(self, term: Term | None, name: str) -> Any:
        return next(iter(self._values(term, name)), None)

    def _subjects(self, name: str, target: Term) -> list[Term]:
        return sorted(self.graph.subjects(_iri(name), target), key=str)

    def _pairs(self, name: str) -> Iterator[tuple[Term, Term]]:
        yield from self.graph.subject_objects(_iri(name))

    def _at(self, term: Term) -> Place:
        return Place(str(self.path), None, str(term)[:200])

    def _cite(self, term: Term) -> tuple[Citation, ...]:
        return citation(self.source, str(term)[:200])


LANGUAGES: Final = ("nl", "", "en")
INSTANTS: Final = ("time:inXSDDate", "time:inXSDDateTime", "time:inXSDDateTimeStamp", "time:inXSDgYearMonth", "time:inXSDgYear")


def _rank(value: Any) -> tuple[int, str]:
    """The place of a text by its language."""
    language = getattr(value, "language", None) or ""
    return (LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES), str(value))


@cache
def _iri(name: str) -> Term:
    from rdflib import URIRef

    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


@cache
def _known() -> frozenset[Term]:
    return frozenset(_iri(name) for name in KNOWN)


def _fits(path: Path, start: str) -> bool:
    return path.is_file() and any(namespace in start for namespace in (ORG, MANDAAT))


SOURCE = sources.Source(
    Bilingual("W3C-organisatieontologie (RDF)", "W3C Organization Ontology (RDF)"), RDF_SUFFIXES, read, _fits, names,
    ("http://www.w3.org/ns/org#", MANDAAT, BESLUIT, "org:Membership", "org:Post", "foaf:Person"),
)  # fmt: skip
