"""The leading officials of Flemish local government (W3C ORG with OSLO terms) as a dataset.

An administrative unit is an organization, its organ a body of it, a bestuursfunctie a post in that body; who holds it
is a person, from start until end. The file gives an organ a second node for its present term, which bears the post: here
both are one body, without dates, for a third of the holders were there before that term began. Two people with one name
stay two, and SAME_AS says, as an inference, that they seem to be one. A holding that the file states twice in the same
words is one, with both places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from typing import Final

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import FOAF, ORG, RDF, SKOS
from rdflib.term import Node as Term

from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Organization, Person, Post, Role, Source
from orggraph.model.relationships import HasRole, Holds, In, PartOf, SameAs
from orggraph.model.terms import BodyKind, Evidence, OrganizationKind, Privacy, Tier
from tests.people.published import People, figures, original

ID: Final = "leidinggevenden"
FOLDER: Final = "be-leidinggevenden"
BESLUIT = Namespace("http://data.vlaanderen.be/ns/besluit#")
MANDAAT = Namespace("http://data.vlaanderen.be/ns/mandaat#")
PERSOON = Namespace("http://data.vlaanderen.be/ns/persoon#")
PERSON = Namespace("http://www.w3.org/ns/person#")
LEIDING = Namespace("http://data.lblod.info/vocabularies/leidinggevenden/")
KINDS: Final = {"Gemeente": OrganizationKind.MUNICIPALITY, "Provincie": OrganizationKind.PROVINCE}
"""Any other class of unit delivers for those who made it."""
ACTING: Final = "waarnemend"
SOURCE: Final = f"{ID}/source/databank"


def read() -> People:
    """The units, organs, posts and officials, with their names beside them."""
    file = _File(Graph().parse(data=original(FOLDER, "leidinggevenden.ttl"), format="turtle"))
    records = [*file.organizations(), *file.bodies(), *file.posts(), *file.people(), *file.holdings(), *file.namesakes()]
    info = DatasetInfo(
        id=ID, title="Leidinggevenden van Vlaamse lokale besturen", reference_date="2019-12-01",
        publisher="Vlaamse Overheid", licence="MIT", complete=("Post", "HOLDS"), complete_since="1900",
    )  # fmt: skip
    source = Source(dataset=ID, id=SOURCE, name="Leidinggevendendatabank", date="2019-12", licence="MIT")
    nodes = tuple(record for record in records if isinstance(record, Node))
    relationships = tuple(record for record in records if isinstance(record, Relationship))
    return People(Dataset(info, (source, *nodes), relationships), file.names, figures(FOLDER))


class _File:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def organizations(self) -> Iterator[Organization]:
        for unit in self._all(BESLUIT.Bestuurseenheid):
            kind = self._label(self._one(unit, BESLUIT.classificatie))
            yield Organization(
                dataset=ID, id=_id("organization", unit), name=self._label(unit), description=kind,
                kind=KINDS.get(kind, OrganizationKind.DELIVERY_ORGANIZATION), identifiers=(f"uri:{unit}",), sources=_at(unit),
            )  # fmt: skip

    def bodies(self) -> Iterator[Node | Relationship]:
        for organ, unit in self.graph.subject_objects(BESLUIT.bestuurt):
            name = f"{self._label(self._one(organ, BESLUIT.classificatie))}, {self._label(unit)}"
            yield Body(dataset=ID, id=_id("body", organ), name=name, kind=BodyKind.MANAGEMENT, tier=Tier.OFFICIAL, sources=_at(organ))
            yield PartOf(dataset=ID, source=_id("body", organ), target=_id("organization", unit), sources=_at(organ))

    def posts(self) -> Iterator[Node | Relationship]:
        for role in set(self.graph.objects(None, ORG.role)):
            yield Role(dataset=ID, id=_id("role", role), name=self._label(role), sources=_at(role))
        for post in self._all(LEIDING.Bestuursfunctie):
            yield Post(dataset=ID, id=_id("post", post), name=self._label(post), identifiers=(f"uri:{post}",), sources=_at(post))
            yield HasRole(dataset=ID, source=_id("post", post), target=_id("role", self._one(post, ORG.role)), sources=_at(post))
        for term, post in self.graph.subject_objects(LEIDING.heeftBestuursfunctie):
            organ = self._one(term, MANDAAT.isTijdspecialisatieVan)
            yield In(dataset=ID, source=_id("post", post), target=_id("body", organ), sources=_at(term))

    def people(self) -> Iterator[Person]:
        for person in self._all(PERSON.Person):
            posts = sorted(self._label(self._one(held, ORG.holds)) for held in self.graph.subjects(MANDAAT.isBestuurlijkeAliasVan, person))
            yield Person(
                dataset=ID, id=_id("person", person), name=posts[0], privacy=Privacy.FUNCTIONAL,
                identifiers=(f"uri:{person}",), sources=_at(person),
            )  # fmt: skip

    def holdings(self) -> Iterable[Holds]:
        found: dict[str, Holds] = {}
        for held in self._all(LEIDING.Functionaris):
            end = self.graph.value(held, MANDAAT.einde)
            one = Holds(
                dataset=ID,
                source=_id("person", self._one(held, MANDAAT.isBestuurlijkeAliasVan)),
                target=_id("post", self._one(held, ORG.holds)),
                start_date=_day(self._one(held, MANDAAT.start)),
                end_date=_day(end) if end else None,
                acting=self._label(self._one(held, MANDAAT.status)) == ACTING,
                sources=_at(held),
            )
            if one.id in found:
                assert one.acting == found[one.id].acting
                one = one.model_copy(update={"sources": (*found[one.id].sources, *one.sources)})
            found[one.id] = one
        return found.values()

    def namesakes(self) -> Iterator[SameAs]:
        bearers: dict[str, list[str]] = defaultdict(list)
        for person, name in sorted(self.names.items()):
            bearers[name].append(person)
        for people in bearers.values():
            for one, other in pairwise(people):
                yield SameAs(dataset=ID, source=one, target=other, evidence=Evidence.INFERRED)

    @cached_property
    def names(self) -> dict[str, str]:
        """First and family name of each person, without the outer spaces that some have."""
        return {
            _id("person", person): " ".join(str(self._one(person, part)).strip() for part in (PERSOON.gebruikteVoornaam, FOAF.familyName))
            for person in self._all(PERSON.Person)
        }

    def _all(self, kind: URIRef) -> list[Term]:
        return sorted(self.graph.subjects(RDF.type, kind), key=str)

    def _one(self, subject: Term, predicate: URIRef) -> Term:
        """The only value; of several the first, so that every reading gives the same."""
        return min(self.graph.objects(subject, predicate), key=str)

    def _label(self, subject: Term) -> str:
        return str(self._one(subject, SKOS.prefLabel)).strip()


def _day(moment: Term) -> str:
    """The day of a moment; all but a few are written as midnight."""
    return str(moment)[: len("2019-12-01")]


def _at(subject: Term) -> tuple[Citation, ...]:
    return (Citation(source=SOURCE, locator=str(subject)),)


def _id(label: str, subject: Term) -> str:
    return f"{ID}/{label}/{str(subject).rsplit('/', 1)[-1].lower()}"
