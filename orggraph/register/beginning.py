"""A first dataset of one's own: what the register knows, the boards that the act prescribes, and open seats to fill in.

What is stated by the register is stated; a board that follows from the legal form alone is inferred, with the article.
Who sits where is left open: the secretary fills that in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from orggraph import resources
from orggraph.errors import NotFound, WrongUsage, did_you_mean
from orggraph.i18n import T
from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.meant import slug
from orggraph.model.nodes import Arrangement, Body, Post, Source
from orggraph.model.relationships import In, OnBehalfOf, PartOf
from orggraph.model.terms import BodyKind, Capacity, Evidence, Organ, Tier
from orggraph.model.value_object import ValueObject
from orggraph.register.contents import extract, matches
from orggraph.sources._records.register import FORMS, ORGANS, Entry, Records, Regulation
from orggraph.yamltree import read_tree

LAW: Final = "wgr"


class Board(ValueObject):
    """A board that the act prescribes for a form."""

    id: str
    name: str
    short: str
    kind: BodyKind
    tier: Tier
    article: str
    members: bool
    """Whether each participant has seats in it."""
    chair: bool
    """Whether the act gives it a chair."""


def begin(title: str, number: str | None = None, *, on: date | None = None) -> Dataset:
    """A first dataset: of an arrangement, of all arrangements of an organization, or empty.

    Parameters
    ----------
    title
        What people call it; its id is made from it.
    number
        A number of the register, or words that name one thing in it; None: an empty dataset.
    on
        The day of which it speaks; default: today.

    Raises
    ------
    WrongUsage
        Where no id can be made from the title.
    NotFound
        Where the register that comes with the package holds nothing of that number, or several things of that name.
    """
    dataset = slug(title).replace("_", "-")
    if not dataset:
        raise WrongUsage(T("{title} holds no letter or digit.", title=title), T("Give the dataset a name, such as Regio Voorbeeld."))
    regulations = _regulations(number) if number else []
    day = (on or date.today()).isoformat()
    info = DatasetInfo(id=dataset, title=title, reference_date=day)
    records = list(_records(dataset, regulations))
    nodes = tuple(record for record in records if isinstance(record, Node))
    return checked(Dataset(info, nodes, tuple(record for record in records if isinstance(record, Relationship))))


def _regulations(number: str) -> list[Regulation]:
    """The arrangement of that number, or those in which the organization of that number takes part."""
    candidates = matches(number)
    if len(candidates) != 1:
        exact = [match for match in candidates if slug(match.name).removeprefix("gemeente-") == slug(number)]
        candidates = exact if len(exact) == 1 else candidates
    if len(candidates) != 1:
        many = T("The register holds several things of the name {name}.", name=number)
        none = T(
            "The register of {date} that comes with orggraph holds nothing of the number or name {name}.", name=number, date=extract().date
        )
        names = [f"{match.name} ({match.number})" for match in candidates]
        raise NotFound(many if candidates else none, did_you_mean(names) or T("Look with: orggraph register WORDS."))
    chosen = candidates[0].number
    every = extract().regulations
    own = [regulation for regulation in every if regulation.id == chosen]
    return own or [regulation for regulation in every if any(participant.entry.id == chosen for participant in regulation.participants)]


class _Named(Records):
    """Records whose ids are made from names, so that a person can read them."""

    def __init__(self, dataset: str, entries: Iterable[Entry], regulations: Iterable[Regulation]) -> None:
        super().__init__(dataset)
        self.names: dict[str, str] = {}
        for number, name in [*((entry.id, entry.name) for entry in entries), *((entry.id, entry.title) for entry in regulations)]:
            plain = slug(name.removeprefix("Gemeente ")) or number
            self.names[number] = f"{plain}-{number}" if plain in self.names.values() else plain

    def id(self, label: str, number: str) -> str:
        name, dash, rest = number.partition("-")
        return super().id(label, f"{self.names.get(name, name)}{dash}{rest}")


def _records(dataset: str, regulations: list[Regulation]) -> Iterator[Node | Relationship]:
    register = extract()
    entries = {participant.entry.id: participant.entry for regulation in regulations for participant in regulation.participants}
    bodies = {regulation.body.id: regulation.body for regulation in regulations if regulation.body}
    records = _Named(dataset, {**entries, **bodies}.values(), regulations)
    if not regulations:
        yield Source(dataset=dataset, id=f"{dataset}/source/eigen", name="Eigen opgave")
        return
    for record in records.of(entries.values(), regulations, register.date):
        whole = isinstance(record, Arrangement)
        yield record.model_copy(update={"complete": ("PARTICIPATES_IN",), "complete_since": register.date}) if whole else record
    yield Source(
        dataset=dataset,
        id=records.id("source", LAW),
        name="Wet gemeenschappelijke regelingen",
        kind="wet",
        url="https://wetten.overheid.nl/BWBR0003740",
    )
    yield from _colleges(records, regulations)
    for regulation in regulations:
        for board in boards().get(FORMS[regulation.form].value, ()):
            yield from _board(records, regulation, board, single=len(regulations) == 1)


def _colleges(records: Records, regulations: Iterable[Regulation]) -> Iterator[Node | Relationship]:
    """The colleges that take part: each municipality has one."""
    taking_part = {
        participant.entry.id: participant.entry
        for regulation in regulations
        for participant in regulation.participants
        if Organ.COLLEGE in {ORGANS.get(name) for name in participant.organs}
    }
    for entry in taking_part.values():
        college = records.id("body", f"{entry.id}-college")
        at = (Citation(source=records.id("source", "roo"), locator=f"organisatie {entry.id}"),)
        name = f"College van B&W {entry.name.removeprefix('Gemeente ')}"
        yield Body(
            dataset=records.dataset,
            id=college,
            name=name,
            kind=BodyKind.COLLEGE,
            tier=Tier.EXECUTIVE,
            evidence=Evidence.INFERRED,
            sources=at,
        )
        yield PartOf(
            dataset=records.dataset, source=college, target=records.id("organization", entry.id), evidence=Evidence.INFERRED, sources=at
        )


def _board(records: Records, regulation: Regulation, board: Board, *, single: bool) -> Iterator[Node | Relationship]:
    """A board by the act: the body, its chair, and one open seat for each participant."""
    common: dict[str, Any] = {
        "dataset": records.dataset,
        "evidence": Evidence.INFERRED,
        "sources": (Citation(source=records.id("source", LAW), locator=f"artikel {board.article}"),),
    }
    prefix = board.id if single else f"{regulation.id}-{board.id}"
    body = records.id("body", prefix)
    name = board.name if single else f"{board.name} {regulation.body.name if regulation.body else regulation.title}"
    yield Body(id=body, name=name, kind=board.kind, tier=board.tier, **common)
    whole = records.id("cooperation", regulation.body.id) if regulation.body else records.id("arrangement", regulation.id)
    yield PartOf(source=body, target=whole, **common)
    if board.chair:
        yield from _post(records, f"{prefix}-voorzitter", f"Voorzitter {board.short}", Capacity.CHAIR, body, common)
    for participant in regulation.participants if board.members else ():
        seat = f"{prefix}-lid-{records.id('organization', participant.entry.id).rpartition('/')[2]}"
        yield from _post(records, seat, f"Lid {board.short} namens {participant.entry.name}", Capacity.MEMBER, body, common)
        organization = records.id("organization", participant.entry.id)
        yield OnBehalfOf(source=records.id("post", seat), target=organization, **common)


def _post(
    records: Records, number: str, name: str, capacity: Capacity, body: str, common: Mapping[str, Any]
) -> Iterator[Node | Relationship]:
    post = records.id("post", number)
    yield Post(id=post, name=name, capacity=capacity, **common)
    yield In(source=post, target=body, **common)


@cache
def boards() -> dict[str, tuple[Board, ...]]:
    """The boards that the act prescribes, by legal form."""
    rows = read_tree(resources.package_path("register", "boards.yaml")).value
    return {form: tuple(Board(**row) for row in listed) for form, listed in rows.items()}
