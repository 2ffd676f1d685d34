"""Invented regions of any size: seeded, with the proportions of a real region, and nothing in them about anybody.

A region of 20,000 nodes has about 65,000 relationships, so that it stays under what one load may hold; larger worlds are
several regions.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Assignment, Body, Organization, Person, Post, Role, Source, Topic
from orggraph.model.relationships import Advises, CarriedOutBy, CommissionedBy, Covers, HasRole, Holds, In, OnBehalfOf, PartOf, ReportsTo
from orggraph.model.terms import BodyKind, Capacity, OrganizationKind, Tier

MOST_NODES = 20_000
SHARES = {"organization": 0.01, "topic": 0.01, "body": 0.08, "assignment": 0.02, "person": 0.40}
"""Of all nodes; the rest are posts, and a fixed number of roles and sources."""
ROLES = (
    "opdrachtgever", "opdrachtnemer", "lid-ab", "lid-db", "voorzitter-pfho", "afgevaardigde-gemeente", "lokaal-portefeuillehouder",
    "directeur", "adviseur", "secretaris", "medewerker", "griffier",
)  # fmt: skip
"""Slugs that the rules of pairs know, and some that they do not."""
SOURCES = 5
PORTFOLIOS = ("wonen", "mobiliteit", "energie", "economie", "water", "zorg", "veiligheid", "cultuur")


def world(nodes: int, seed: int = 1) -> list[Dataset]:
    """Regions with together so many nodes; the same numbers give the same regions."""
    sizes = [MOST_NODES] * (nodes // MOST_NODES) + ([nodes % MOST_NODES] if nodes % MOST_NODES else [])
    return [region(size, f"streek-{number}", seed + number) for number, size in enumerate(sizes, 1)]


def region(nodes: int, name: str = "streek", seed: int = 1) -> Dataset:
    """One region with so many nodes (at least 60)."""
    if nodes < 60:
        raise ValueError("a region takes at least 60 nodes")
    return _Region(nodes, name, random.Random(seed)).make()


@dataclass
class _Region:
    size: int
    name: str
    random: random.Random
    nodes: list[Node] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)

    def make(self) -> Dataset:
        counts = {kind: max(2, round(self.size * share)) for kind, share in SHARES.items()}
        posts = self.size - sum(counts.values()) - len(ROLES) - SOURCES
        self.sources = [self._id("source", number) for number in range(SOURCES)]
        self.nodes += [Source(dataset=self.name, id=one, name=f"Bron {one[-1]}") for one in self.sources]
        self._organizations(counts["organization"])
        self._topics(counts["topic"])
        self._bodies(counts["body"])
        self._posts(posts)
        self._assignments(counts["assignment"])
        self._persons(counts["person"])
        info = DatasetInfo(id=self.name, title=f"Bedachte {self.name}", reference_date="2026-01-01", fictional=True)
        return Dataset(info, tuple(self.nodes), tuple({one.id: one for one in self.relationships}.values()))

    def _id(self, label: str, number: int) -> str:
        return f"{self.name}/{label}/{label[0]}{number}"

    def _place(self) -> tuple[Citation, ...]:
        return (Citation(source=self.random.choice(self.sources), locator=f"p. {self.random.randint(1, 60)}"),)

    def _some(self, ids: Sequence[str]) -> str:
        return self.random.choice(ids)

    def _near(self, ids: Sequence[str], where: float, within: int = 8) -> str:
        """One of those at a place in the region (0 to 1): who works together sits in the same few bodies, on the same few topics."""
        middle = round(where * (len(ids) - 1)) + self.random.randint(-within, within)
        return ids[min(max(middle, 0), len(ids) - 1)]

    def _organizations(self, count: int) -> None:
        self.organizations = [self._id("organization", number) for number in range(count)]
        for number, one in enumerate(self.organizations):
            inhabitants = self.random.randint(9_000, 180_000)
            self.nodes.append(
                Organization(
                    dataset=self.name,
                    id=one,
                    name=f"Gemeente {number}",
                    kind=OrganizationKind.MUNICIPALITY,
                    inhabitants=inhabitants,
                    sources=self._place(),
                )
            )

    def _topics(self, count: int) -> None:
        self.topics = [self._id("topic", number) for number in range(count)]
        for number, one in enumerate(self.topics):
            self.nodes.append(Topic(dataset=self.name, id=one, name=f"{PORTFOLIOS[number % len(PORTFOLIOS)]} {number}"))

    def _bodies(self, count: int) -> None:
        kinds, tiers = list(BodyKind), list(Tier)
        self.bodies = [self._id("body", number) for number in range(count)]
        for number, one in enumerate(self.bodies):
            self.nodes.append(
                Body(
                    dataset=self.name,
                    id=one,
                    name=f"Overleg {number}",
                    kind=kinds[number % len(kinds)],
                    tier=tiers[number % len(tiers)],
                    meetings_min=self.random.randint(2, 12),
                    description="Bespreekt wat de gemeenten samen doen.",
                    sources=self._place(),
                )
            )
            above = self.bodies[self.random.randrange(number)] if number and self.random.random() < 0.7 else self._some(self.organizations)
            self.relationships.append(PartOf(dataset=self.name, source=one, target=above, sources=self._place()))
            self.relationships.append(
                Covers(dataset=self.name, source=one, target=self._near(self.topics, number / count, 2), sources=self._place())
            )
            if number and self.random.random() < 0.3:
                self.relationships.append(
                    Advises(dataset=self.name, source=one, target=self._near(self.bodies[:number], number / count, 3))
                )

    def _posts(self, count: int) -> None:
        capacities = list(Capacity)
        roles = [f"{self.name}/role/{one}" for one in ROLES]
        self.nodes += [Role(dataset=self.name, id=one, name=slug) for one, slug in zip(roles, ROLES, strict=True)]
        self.posts = [self._id("post", number) for number in range(count)]
        for number, one in enumerate(self.posts):
            where = number / count
            body = self._near(self.bodies, where, 1)
            self.nodes.append(
                Post(
                    dataset=self.name,
                    id=one,
                    name=f"Lid {number} van overleg {body.rsplit('/b', 1)[-1]}",
                    capacity=self.random.choice(capacities),
                    start_date=self._date(),
                    sources=self._place(),
                )
            )
            self.relationships.append(In(dataset=self.name, source=one, target=body, sources=self._place()))
            self.relationships.append(HasRole(dataset=self.name, source=one, target=self._some(roles), sources=self._place()))
            if self.random.random() < 0.6:
                self.relationships.append(OnBehalfOf(dataset=self.name, source=one, target=self._some(self.organizations)))
            if self.random.random() < 0.2:
                self.relationships.append(
                    Covers(dataset=self.name, source=one, target=self._near(self.topics, where, 2), sources=self._place())
                )
            if number and self.random.random() < 0.15:
                self.relationships.append(ReportsTo(dataset=self.name, source=one, target=self.posts[self.random.randrange(number)]))

    def _assignments(self, count: int) -> None:
        for number in range(count):
            one = self._id("assignment", number)
            self.nodes.append(Assignment(dataset=self.name, id=one, name=f"Opdracht {number}", number=number, sources=self._place()))
            self.relationships.append(
                CommissionedBy(dataset=self.name, source=one, target=self._near(self.posts, number / count), sources=self._place())
            )
            self.relationships.append(
                CarriedOutBy(dataset=self.name, source=one, target=self._near(self.posts, number / count), sources=self._place())
            )

    def _persons(self, count: int) -> None:
        for number in range(count):
            one = self._id("person", number)
            self.nodes.append(Person(dataset=self.name, id=one, name=f"functionaris {number}"))
            for post in dict.fromkeys(self._near(self.posts, number / count) for _ in range(self.random.choice((1, 1, 1, 2, 2, 4)))):
                self.relationships.append(Holds(dataset=self.name, source=one, target=post, sources=self._place()))

    def _date(self) -> str:
        year = self.random.randint(2010, 2025)
        return self.random.choice((str(year), f"{year}-{self.random.randint(1, 12):02}"))
