"""The Dutch register of government organizations (ROO): what it holds, in its own words, and the records that become of it.

A *regeling* is an arrangement, with the dates between which that version of it is in force; the body that it sets up
is a cooperation, and its participants are organizations with the organs that take part.

What has no place in the model is left out, and said: the parties of a council, participants' shares of the costs,
addresses, and a version of an arrangement whose form is unknown here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from orggraph.errors import Problem
from orggraph.i18n import N, T, Text
from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Arrangement, Body, Cooperation, Organization, Source
from orggraph.model.relationships import GovernedBy, ParticipatesIn, PartOf, Succeeds
from orggraph.model.terms import ArrangementForm, BodyKind, Organ, OrganizationKind, Tier

ID: Final = "roo"
PUBLISHER: Final = "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties"
UNKNOWN_START: Final = "1900-01-01"
"""The register's date for a beginning that nobody knows."""
FORMS: Final = {
    "OL": ArrangementForm.PUBLIC_BODY,
    "BVO": ArrangementForm.OPERATIONAL,
    "GO": ArrangementForm.JOINT_BODY,
    "CG": ArrangementForm.CENTRE_MUNICIPALITY,
    "RZM": ArrangementForm.LIGHT,
}
ORGANS: Final = {
    "Gemeenteraad": Organ.COUNCIL,
    "College van burgemeester en wethouders": Organ.COLLEGE,
    "Burgemeester": Organ.MAYOR,
}
KINDS: Final = {
    "Gemeente": OrganizationKind.MUNICIPALITY,
    "Provincie": OrganizationKind.PROVINCE,
    "Waterschap": OrganizationKind.WATER_BOARD,
    "Ministerie": OrganizationKind.NATIONAL_GOVERNMENT,
}
REGIONAL_BODY: Final = "Regionaal samenwerkingsorgaan"


@dataclass(frozen=True)
class Entry:
    """An organization as the register has it."""

    id: str
    name: str
    kind: str = ""
    """The register's word for its kind: Gemeente, Provincie, Regionaal samenwerkingsorgaan …"""
    tooi: str = ""
    start: str = ""
    end: str = ""
    seats: int | None = None
    """Seats of its council."""


@dataclass(frozen=True)
class Participant:
    """An organization that takes part in an arrangement, with its organs in the register's words."""

    entry: Entry
    joined: str = ""
    organs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Regulation:
    """One version of an arrangement as the register has it."""

    id: str
    title: str
    form: str
    """The register's abbreviation: OL, BVO, GO, CG, RZM."""
    start: str
    end: str = ""
    body: Entry | None = None
    """What it set up."""
    grounds: tuple[str, ...] = ()
    """The laws that it rests on, as the register names them."""
    purpose: str = ""
    participants: tuple[Participant, ...] = ()
    previous: str = ""
    """The id of the version before it."""


@dataclass
class Register:
    """What a file of the register holds, and the day on which it was made."""

    date: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    regulations: list[Regulation] = field(default_factory=list)
    years: Mapping[int, Mapping[ArrangementForm, int]] = field(default_factory=dict)
    """Of an extract, which holds no arrangements of the past: how many of each form held on the first day of each year."""
    left_out: Counter[str] = field(default_factory=Counter)
    """How many things of a kind have no place in the model."""


def known_start(date: str) -> str:
    """A date of the register as a beginning; empty where it is the one for a beginning that nobody knows."""
    return "" if date == UNKNOWN_START else date


def register_dataset(register: Register, file: str) -> Dataset:
    """The organizations, arrangements and participations of the register as a checked dataset, with what was left out.

    Raises
    ------
    InvalidInput
        Where a record is not as the model has it.
    """
    info = DatasetInfo(
        id=ID, title="Register van Overheidsorganisaties", title_en="Register of government organizations",
        reference_date=register.date or None, publisher=PUBLISHER,
        licence="CC0-1.0", complete=("Arrangement", "PARTICIPATES_IN"),
    )  # fmt: skip
    records = list(Records(ID).of(register.entries.values(), register.regulations, register.date))
    nodes = tuple(record for record in records if isinstance(record, Node))
    dataset = checked(Dataset(info, nodes, tuple(record for record in records if isinstance(record, Relationship))), file)
    return replace(dataset, warnings=(*dataset.warnings, *_left_out(register, file)))


class Records:
    """Makes the records of a dataset from entries of the register: the same names for the same numbers, whatever is taken."""

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset

    def id(self, label: str, number: str) -> str:
        """The id of a record, by the register's number."""
        return f"{self.dataset}/{label}/{number}"

    def of(self, entries: Iterable[Entry], regulations: Iterable[Regulation], date: str) -> Iterator[Node | Relationship]:
        """The source, then each organization, arrangement and participation, once each."""
        yield self.source(date)
        known = {entry.id: entry for entry in entries}
        versions = {regulation.id: regulation for regulation in regulations if regulation.form in FORMS and regulation.start}
        bodies = {regulation.body.id: regulation.body for regulation in versions.values() if regulation.body}
        for regulation in versions.values():
            for participant in regulation.participants:
                known.setdefault(participant.entry.id, participant.entry)
        taking_part = {participant.entry.id for regulation in versions.values() for participant in regulation.participants}
        bodies |= {entry.id: entry for entry in known.values() if entry.kind == REGIONAL_BODY}
        for entry in known.values():
            if entry.id not in bodies or entry.id in taking_part:
                yield from self.organization(entry)
        for body in bodies.values():
            yield from self.cooperation(known.get(body.id, body), body.id in taking_part)
        for regulation in versions.values():
            yield from self.arrangement(regulation, versions)

    def source(self, date: str) -> Source:
        """The register, with the day of the export."""
        return Source(
            dataset=self.dataset, id=self.id("source", "roo"), name="Register van Overheidsorganisaties", kind="openbaar register",
            date=date or None, publisher=PUBLISHER, licence="CC0-1.0",
            url="https://organisaties.overheid.nl",
        )  # fmt: skip

    def organization(self, entry: Entry) -> Iterator[Node | Relationship]:
        """An organization, and the council whose seats the register counts."""
        at = self._at("organisatie", entry.id)
        organization = self.id("organization", entry.id)
        yield Organization(
            dataset=self.dataset, id=organization, name=entry.name, kind=kind_of(entry), identifiers=_identifiers(entry),
            start_date=entry.start or None, end_date=entry.end or None, inferred=() if entry.kind in KINDS else ("kind",), sources=at,
        )  # fmt: skip
        if entry.seats:
            council = self.id("body", f"{entry.id}-raad")
            name = f"Gemeenteraad {entry.name.removeprefix('Gemeente ')}"
            yield Body(
                dataset=self.dataset, id=council, name=name, kind=BodyKind.COUNCIL, tier=Tier.POLITICAL, seats=entry.seats,
                inferred=("name", "tier"), sources=at,
            )  # fmt: skip
            yield PartOf(dataset=self.dataset, source=council, target=organization, sources=at)

    def cooperation(self, body: Entry, takes_part: bool) -> Iterator[Node | Relationship]:
        """What an arrangement set up. Where it takes part in others itself, its number is that of the organization."""
        at = self._at("organisatie", body.id)
        cooperation = self.id("cooperation", body.id)
        yield Cooperation(
            dataset=self.dataset, id=cooperation, name=body.name, identifiers=() if takes_part else _identifiers(body),
            start_date=body.start or None, end_date=body.end or None, sources=at,
        )  # fmt: skip
        if takes_part:
            yield PartOf(dataset=self.dataset, source=self.id("organization", body.id), target=cooperation, sources=at)

    def arrangement(self, regulation: Regulation, versions: Iterable[str]) -> Iterator[Node | Relationship]:
        """An arrangement, whom it governs, who takes part, and which version it follows."""
        at = self._at("regeling", regulation.id)
        arrangement = self.id("arrangement", regulation.id)
        yield Arrangement(
            dataset=self.dataset, id=arrangement, name=regulation.title, form=FORMS[regulation.form],
            identifiers=(f"roo:{regulation.id}",), start_date=regulation.start, end_date=regulation.end or None,
            description=regulation.purpose or None,
            note=f"Grondslag volgens het register: {'; '.join(regulation.grounds)}" if regulation.grounds else None, sources=at,
        )  # fmt: skip
        if regulation.body:
            cooperation = self.id("cooperation", regulation.body.id)
            yield GovernedBy(
                dataset=self.dataset, source=cooperation, target=arrangement, start_date=regulation.start,
                end_date=regulation.end or None, sources=at,
            )  # fmt: skip
        if regulation.previous in versions:
            yield Succeeds(dataset=self.dataset, source=arrangement, target=self.id("arrangement", regulation.previous), sources=at)
        for participant in regulation.participants:
            yield self.participation(participant, regulation)

    def participation(self, participant: Participant, regulation: Regulation) -> ParticipatesIn:
        """Who takes part with which organs. Who joined an earlier version joined before this one began."""
        organs = tuple(dict.fromkeys(ORGANS[name] for name in participant.organs if name in ORGANS))
        others = [name for name in participant.organs if name not in ORGANS]
        return ParticipatesIn(
            dataset=self.dataset, source=self.id("organization", participant.entry.id), target=self.id("arrangement", regulation.id),
            organs=organs, joined=participant.joined or None, note=f"Neemt deel met: {', '.join(others)}" if others else None,
            sources=self._at("regeling", regulation.id),
        )  # fmt: skip

    def _at(self, what: str, number: str) -> tuple[Citation, ...]:
        return (Citation(source=self.id("source", "roo"), locator=f"{what} {number}"),)


def kind_of(entry: Entry) -> OrganizationKind:
    """What kind of organization it is: by the register's word, else by the first word of its name."""
    words = (entry.kind, entry.name.partition(" ")[0].capitalize())
    if named := next((KINDS[word] for word in words if word in KINDS), None):
        return named
    return OrganizationKind.DELIVERY_ORGANIZATION if entry.kind == REGIONAL_BODY else OrganizationKind.PARTNER


def _identifiers(entry: Entry) -> tuple[str, ...]:
    return (f"roo:{entry.id}", f"tooi:{entry.tooi}") if re.fullmatch(r"[a-z]+\d+", entry.tooi) else (f"roo:{entry.id}",)


def _left_out(register: Register, file: str) -> Iterator[Problem]:
    """What was left out: of a kind how many, and each arrangement by its number."""
    for kind, number in sorted(register.left_out.items()):
        if number:
            yield Problem("left_out", LEFT_OUT[kind](number), None, file, level="warning")
    for regulation in register.regulations:
        if regulation.form not in FORMS or not regulation.start:
            message = T("left out: an arrangement of the form {form} that began on {date}", form=regulation.form or "?",
                        date=regulation.start or "?")  # fmt: skip
            yield Problem(
                "left_out", message, T("Say it in a dataset of your own."), file, record=f"regeling {regulation.id}", level="warning"
            )


LEFT_OUT: Final[Mapping[str, Callable[[int], Text]]] = {
    "parties": lambda n: N("left out: {n} row of a party in a council", "left out: {n} rows of parties in councils", n),
    "shares": lambda n: N("left out: the share of costs of {n} participant", "left out: the share of costs of {n} participants", n),
}
