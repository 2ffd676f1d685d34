"""The leading officials of Flemish local government (W3C ORG with OSLO terms) as a dataset.

An administrative unit is an organization, its organ a body of it, a bestuursfunctie a post in that body; who holds it
is a person, from start until end. The file gives an organ a second node for its present term, which bears the post: here
both are one body, without dates, for a third of the holders were there before that term began. Two people with one name
stay two, and SAME_AS says, as an inference, that they seem to be one. A holding that the file states twice in the same
words is one, with both places. Reading Turtle takes rdflib, which is no part of the installation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Organization, Person, Post, Role, Source
from orggraph.model.relationships import HasRole, Holds, In, PartOf, SameAs
from orggraph.model.terms import BodyKind, Evidence, OrganizationKind, Privacy, Tier
from orggraph.sources._records import RDF_SUFFIXES, read_graph

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node as Term

ID: Final = "leidinggevenden"
NAMESPACES: Final = {
    "besluit": "http://data.vlaanderen.be/ns/besluit#",
    "mandaat": "http://data.vlaanderen.be/ns/mandaat#",
    "persoon": "http://data.vlaanderen.be/ns/persoon#",
    "person": "http://www.w3.org/ns/person#",
    "leiding": "http://data.lblod.info/vocabularies/leidinggevenden/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
KINDS: Final = {"Gemeente": OrganizationKind.MUNICIPALITY, "Provincie": OrganizationKind.PROVINCE}
"""Any other class of unit delivers for those who made it."""
ACTING: Final = "waarnemend"
SOURCE: Final = f"{ID}/source/databank"


def read(path: Path) -> Dataset:
    """The units, organs, posts and officials of a file in RDF. It bears no date: it counts from the latest holding that began.

    Raises
    ------
    InvalidInput
        Where it cannot be read, or holds something else.
    """
    file = _File(read_graph(path))
    try:
        records = [*file.organizations(), *file.bodies(), *file.posts(), *file.people(), *file.holdings(), *file.namesakes()]
        latest = max(record.start_date or "" for record in records if isinstance(record, Holds))
        info = DatasetInfo(
            id=ID,
            title="Leidinggevenden van Vlaamse lokale besturen",
            reference_date=latest,
            publisher="Vlaamse Overheid",
            licence="MIT",
            complete=("Post", "HOLDS"),
            complete_since="1900",
        )
    except ValueError as error:
        message = T("the file is not as this format has it: {words}", words=str(error))
        raise InvalidInput([Problem("format", message, T("Take the whole file of one version."), str(path))]) from None
    source = Source(dataset=ID, id=SOURCE, name="Leidinggevendendatabank", licence="MIT")
    nodes = tuple(record for record in records if isinstance(record, Node))
    relationships = tuple(record for record in records if isinstance(record, Relationship))
    return checked(Dataset(info, (source, *nodes), relationships), str(path))


def names(path: Path) -> dict[str, str]:
    """The names of the officials by the id of their record."""
    return _File(read_graph(path)).names


class _File:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def organizations(self) -> Iterator[Organization]:
        for unit in self._all("besluit:Bestuurseenheid"):
            kind = self._label(self._value(unit, "besluit:classificatie"))
            yield Organization(
                dataset=ID,
                id=_id("organization", unit),
                name=self._label(unit),
                description=kind,
                kind=KINDS.get(kind, OrganizationKind.DELIVERY_ORGANIZATION),
                identifiers=(f"uri:{unit}",),
                sources=_at(unit),
            )

    def bodies(self) -> Iterator[Node | Relationship]:
        for organ, unit in self._pairs("besluit:bestuurt"):
            name = f"{self._label(self._value(organ, 'besluit:classificatie'))}, {self._label(unit)}"
            yield Body(dataset=ID, id=_id("body", organ), name=name, kind=BodyKind.MANAGEMENT, tier=Tier.OFFICIAL, sources=_at(organ))
            yield PartOf(dataset=ID, source=_id("body", organ), target=_id("organization", unit), sources=_at(organ))

    def posts(self) -> Iterator[Node | Relationship]:
        for role in set(self._objects(None, "org:role")):
            yield Role(dataset=ID, id=_id("role", role), name=self._label(role), sources=_at(role))
        for post in self._all("leiding:Bestuursfunctie"):
            yield Post(dataset=ID, id=_id("post", post), name=self._label(post), identifiers=(f"uri:{post}",), sources=_at(post))
            yield HasRole(dataset=ID, source=_id("post", post), target=_id("role", self._value(post, "org:role")), sources=_at(post))
        for term, post in self._pairs("leiding:heeftBestuursfunctie"):
            organ = self._value(term, "mandaat:isTijdspecialisatieVan")
            yield In(dataset=ID, source=_id("post", post), target=_id("body", organ), sources=_at(term))

    def people(self) -> Iterator[Person]:
        for person in self._all("person:Person"):
            posts = sorted(self._label(self._value(held, "org:holds")) for held in self._subjects("mandaat:isBestuurlijkeAliasVan", person))
            yield Person(
                dataset=ID,
                id=_id("person", person),
                name=posts[0],
                privacy=Privacy.FUNCTIONAL,
                identifiers=(f"uri:{person}",),
                sources=_at(person),
            )

    def holdings(self) -> Iterable[Holds]:
        holdings: dict[str, Holds] = {}
        for held in self._all("leiding:Functionaris"):
            end = next(iter(self._objects(held, "mandaat:einde")), None)
            holding = Holds(
                dataset=ID,
                source=_id("person", self._value(held, "mandaat:isBestuurlijkeAliasVan")),
                target=_id("post", self._value(held, "org:holds")),
                start_date=_day(self._value(held, "mandaat:start")),
                end_date=_day(end) if end else None,
                acting=self._label(self._value(held, "mandaat:status")) == ACTING,
                sources=_at(held),
            )
            if holding.id in holdings:
                holding = holding.model_copy(update={"sources": (*holdings[holding.id].sources, *holding.sources)})
            holdings[holding.id] = holding
        return holdings.values()

    def namesakes(self) -> Iterator[SameAs]:
        bearers: dict[str, list[str]] = defaultdict(list)
        for person, name in sorted(self.names.items()):
            bearers[name].append(person)
        for people in bearers.values():
            for person, other in pairwise(people):
                yield SameAs(dataset=ID, source=person, target=other, evidence=Evidence.INFERRED)

    @cached_property
    def names(self) -> dict[str, str]:
        """First and family name of each person, without the outer spaces that some have."""
        return {
            _id("person", person): " ".join(
                str(self._value(person, part)).strip() for part in ("persoon:gebruikteVoornaam", "foaf:familyName")
            )
            for person in self._all("person:Person")
        }

    def _all(self, kind: str) -> list[Term]:
        return sorted(self._subjects("rdf:type", _term(kind)), key=str)

    def _value(self, subject: Term, predicate: str) -> Term:
        """The only value; of several the first, so that every reading gives the same. Raises ValueError where there is none."""
        return min(self._objects(subject, predicate), key=str)

    def _label(self, subject: Term) -> str:
        return str(self._value(subject, "skos:prefLabel")).strip()

    def _subjects(self, predicate: str, target: Term) -> Iterable[Term]:
        return self.graph.subjects(_term(predicate), target)

    def _objects(self, subject: Term | None, predicate: str) -> Iterable[Term]:
        return self.graph.objects(subject, _term(predicate))

    def _pairs(self, predicate: str) -> Iterable[tuple[Term, Term]]:
        return self.graph.subject_objects(_term(predicate))


@cache
def _term(name: str) -> Term:
    from rdflib import URIRef

    prefix, _, local = name.partition(":")
    return URIRef(NAMESPACES[prefix] + local)


def _day(moment: Term) -> str:
    """The day of a moment; all but a few are written as midnight."""
    return str(moment)[: len("2019-12-01")]


def _at(subject: Term) -> tuple[Citation, ...]:
    return (Citation(source=SOURCE, locator=str(subject)),)


def _id(label: str, subject: Term) -> str:
    return f"{ID}/{label}/{str(subject).rsplit('/', 1)[-1].lower()}"


def _fits(path: Path, start: str) -> bool:
    """Whether the vocabulary is named: at the start, or further on where things of the same publisher stand first, as in N-Triples."""
    if NAMESPACES["leiding"] in start or "data.lblod.info" not in start:
        return NAMESPACES["leiding"] in start
    with path.open("rb") as file:
        return any(NAMESPACES["leiding"].encode() in line for line in file)


FORMAT = sources.Source(
    Bilingual("leidinggevenden van Vlaamse lokale besturen", "leading officials of Flemish local government"), RDF_SUFFIXES,
    read, _fits, names,
)  # fmt: skip
