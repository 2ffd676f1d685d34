"""Seats from memberships: who sits where, as what, from when until when, becomes posts that exist without their holders.

Memberships of one place, role, part (a ward, an area) and principal are of one seat, with one holder after the other. Where several hold it
at once, it stands for that many (*inferred*). Who holds the same seat twice at the same time by the file gets a second one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.holders import certain, most_at_once
from orggraph.model.meant import term_named
from orggraph.model.nodes import Post, Role
from orggraph.model.relationships import HasRole, Holds, In, OnBehalfOf
from orggraph.model.terms import Capacity
from orggraph.sources._records.imports import Import, Period, Place
from orggraph.sources._records.text import key_of

MEMBER: Final = "lid"
"""The role of a membership without one."""
_ACTING: Final = re.compile(r"\b(?:acting|waarnemend|interim|a\.i\.|wnd)\b", re.IGNORECASE)


@dataclass
class Seat:
    """A post, and where it is."""

    key: str
    name: str
    place: str | None
    """The id of the body or organization in which it is; None: not stated."""
    role: str = ""
    principal: str | None = None
    """The id of the organization on whose behalf it speaks."""
    period: Period = field(default_factory=Period)
    identifiers: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    at: Place | None = None
    """Where it stands in the file."""


@dataclass(frozen=True)
class Holding:
    """Who holds a seat, in which period."""

    person: str
    period: Period
    acting: bool
    sources: tuple[Citation, ...]
    at: Place
    share: float | None = None


class Seats:
    """The posts of an import and who holds them."""

    def __init__(self, work: Import) -> None:
        self.work = work
        self.seats: dict[str, Seat] = {}
        self.holdings: dict[str, list[Holding]] = defaultdict(list)

    def seat(self, seat: Seat) -> str:
        """Keep a seat; one that is there already cites the other places too. Gives its key."""
        before = self.seats.get(seat.key)
        if before:
            before.sources = tuple(dict.fromkeys((*before.sources, *seat.sources)))
            before.place, before.role = before.place or seat.place, before.role or seat.role
        else:
            self.seats[seat.key] = seat
        return seat.key

    def hold(self, key: str, holding: Holding) -> None:
        """Keep who holds a seat."""
        self.holdings[key].append(holding)

    def make(self) -> dict[str, str]:
        """Add posts, roles and holders to the import. Gives a function label for each person who holds something."""
        labels: dict[str, str] = {}
        for key, seat in self.seats.items():
            for number, holders in enumerate(_lanes(self._holders(seat)) or [[]]):
                own = seat if number == 0 else replace(seat, key=f"{key}-{number + 1}", name=f"{seat.name} ({number + 1})")
                self._post(own, holders)
                for holder in holders:
                    if seat.name < labels.get(holder.source, "\U0010ffff"):
                        labels[holder.source] = seat.name
        return labels

    def _post(self, seat: Seat, holders: Sequence[Holds]) -> None:
        work, post = self.work, self.work.id("post", seat.key)
        number = most_at_once([holder for holder in holders if not holder.acting])
        role = seat.role or MEMBER
        counted = {"count": number, "inferred": ("count",)} if number > 1 else {}
        records: list[Node | Relationship] = [
            Post(dataset=work.dataset, id=post, name=seat.name, capacity=capacity_of(role), identifiers=seat.identifiers,
                 sources=seat.sources, **seat.period.fields(), **counted),
            Role(dataset=work.dataset, id=work.id("role", key_of(role)), name=role, evidence="stated" if seat.role else "inferred"),
            HasRole(dataset=work.dataset, source=post, target=work.id("role", key_of(role)), sources=seat.sources,
                    evidence="stated" if seat.role else "inferred"),
        ]  # fmt: skip
        if seat.place:
            records.append(In(dataset=work.dataset, source=post, target=seat.place, sources=seat.sources))
        if seat.principal:
            records.append(OnBehalfOf(dataset=work.dataset, source=post, target=seat.principal, sources=seat.sources))
        work.add(*records, place=seat.at)
        for holder in holders:
            self.work.add(holder.model_copy(update={"target": post}), place=self._at.get(holder.id))

    def _holders(self, seat: Seat) -> list[Holds]:
        """The holders of a seat as relationships; two that say the same are one with both places."""
        post = self.work.id("post", seat.key)
        holders: dict[str, Holds] = {}
        self._at: dict[str, Place] = {}
        for holding in self.holdings.get(seat.key, ()):
            made = Holds(
                dataset=self.work.dataset,
                source=holding.person,
                target=post,
                acting=holding.acting,
                share=holding.share,
                sources=holding.sources,
                **holding.period.fields(),
            )
            if made.id in holders:
                made = made.model_copy(update={"sources": (*holders[made.id].sources, *made.sources)})
            holders[made.id] = made
            self._at.setdefault(made.id, holding.at)
        return list(holders.values())


def capacity_of(role: str) -> Capacity | None:
    """The capacity that a role is another word for."""
    named = term_named(role, Capacity)
    return named if isinstance(named, Capacity) else None


def is_acting(role: str) -> bool:
    """Whether the words of a role say that its holder only acts in it."""
    return bool(_ACTING.search(role))


def _lanes(holders: Sequence[Holds]) -> list[list[Holds]]:
    """Holders in as many rows as it takes for nobody to stand twice in one row at the same time."""
    lanes: list[list[Holds]] = []
    ends: list[dict[str, date]] = []
    for holder in sorted(holders, key=lambda holder: (certain(holder), holder.id)):
        since, until = certain(holder)
        number = next((number for number, free in enumerate(ends) if free.get(holder.source, date.min) <= since), len(lanes))
        if number == len(lanes):
            lanes.append([])
            ends.append({})
        lanes[number].append(holder)
        ends[number][holder.source] = until
    return lanes
