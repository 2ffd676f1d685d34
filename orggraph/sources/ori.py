"""Open council information (*Open Raadsinformatie*, the API specification of VNG Realisatie) as JSON: meetings, agenda items and people.

A *vergadering* is a meeting of its *gremium*, a body of its organization; an *agendapunt* is an item of each of its meetings. A
*natuurlijk persoon* bears the function that stands there, and is tied to the *fractie* of each membership. Records stand in the pages
of the API (``results``), in lists by kind, as a list, or alone. Documents, votes and what else stands there is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Citation
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import AgendaItem, Body, Meeting, Organization, Person
from orggraph.model.relationships import AffiliatedWith, ItemOf, MeetingOf, PartOf
from orggraph.model.terms import Affiliation, BodyKind, OrganizationKind, Tier
from orggraph.sources._records import (
    Entry,
    Import,
    Place,
    Records,
    citation,
    day_of,
    key_of,
    kind_of,
    person_key,
    read_entries,
    text_of,
    with_labels,
)  # fmt: skip

ORGANIZATIONS: Final = {
    "gemeente": OrganizationKind.MUNICIPALITY, "provincie": OrganizationKind.PROVINCE, "waterschap": OrganizationKind.WATER_BOARD,
}  # fmt: skip
MEETING_FIELDS: Final = frozenset(
    {"id", "pid", "url", "dossiertype", "organisatie", "naam", "georganiseerddoorgremium", "vergaderdatum", "geplandedatum", "aanvang",
     "geplandeaanvang", "einde", "geplandeeinde", "locatie", "vergadertoelichting", "webpaginalink"}
)  # fmt: skip
ITEM_FIELDS: Final = frozenset(
    {"id", "pid", "url", "dossiertype", "organisatie", "agendapuntnaam", "vergadering", "vergaderingen", "omschrijving", "volgnummer",
     "geplandvolgnummer", "webpaginalink"}
)  # fmt: skip
PERSON_FIELDS: Final = frozenset({"id", "pid", "url", "dossiertype", "organisatie", "naam", "functie", "fractielidmaatschappen"})
MARKS: Final = ("agendapuntnaam", "georganiseerddoorgremium", "gremiumnaam", "vergaderdatum", "dossiertype", "fractielidmaatschappen")
HINT: Final = T("Take the answer of the API for vergaderingen or agendapunten, as it was given.")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2})", re.ASCII)


def read(path: Path) -> Dataset:
    """The meetings, agenda items and people of a file. It counts from the latest meeting.

    Raises
    ------
    InvalidInput
        Where the file is no JSON, or a record has no id or no name.
    """
    reader = _Reader(path)
    reader.make()
    work = reader.work
    days = [node.date for node in work.nodes.values() if isinstance(node, Meeting) and node.date]
    return work.made(DatasetInfo(id=work.dataset, title=path.stem, reference_date=max(days, default=None)))


def names(path: Path) -> dict[str, str]:
    """The names of the people by the id of their record."""
    reader = _Reader(path)
    reader.make()
    return reader.names


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path, self.work, self.records = path, Import.of(path), Records(path, HINT)
        self.source = self.work.source(path.name, kind="Open Raadsinformatie")
        self.names: dict[str, str] = {}
        self.labels: dict[str, str] = {}

    def make(self) -> None:
        """Meetings first, so that items find theirs."""
        entries = list(_records(read_entries(self.path)))
        kinds = {"vergadering": self._meeting, "agendapunt": self._item, "persoon": self._person}
        for kind, make in kinds.items():
            self.records.run([entry for entry in entries if _kind(entry.value) == kind], make, self._at)
        self.records.done()
        if not any(_kind(entry.value) in kinds for entry in entries):
            message = T("the file holds no meeting, agenda item or person of open council information")
            raise InvalidInput([Problem("empty", message, HINT, str(self.path))])
        self.work.count(_kind(entry.value) or entry.list or "?" for entry in entries if _kind(entry.value) not in kinds)
        with_labels(self.work, self.labels)

    def _meeting(self, entry: Entry) -> None:
        value, at, place, work = entry.value, self._cite(entry), self._at(entry), self.work
        meeting = work.id("meeting", _key(value))
        stated = next((value[name] for name in ("vergaderdatum", "aanvang", "geplandedatum", "geplandeaanvang") if value.get(name)), None)
        day, words = day_of(stated)
        work.add(
            Meeting(dataset=work.dataset, id=meeting, name=text_of(value["naam"]), date=day, as_stated=words, sources=at,
                    start_time=_time(value.get("aanvang") or value.get("geplandeaanvang")),
                    end_time=_time(value.get("einde") or value.get("geplandeeinde")), place=text_of(value.get("locatie")) or None,
                    description=text_of(value.get("vergadertoelichting")) or None, identifiers=_identifiers(value)),
            place=place,
        )  # fmt: skip
        work.count(sorted(value.keys() - MEETING_FIELDS))
        whole = self._organization(value.get("organisatie"), at, place)
        gremium = value.get("georganiseerddoorgremium")
        if gremium:
            body = self._body(gremium, whole, at, place)
            work.add(MeetingOf(dataset=work.dataset, source=meeting, target=body, sources=at), place=place)

    def _item(self, entry: Entry) -> None:
        value, at, place, work = entry.value, self._cite(entry), self._at(entry), self.work
        item = work.id("agendaitem", _key(value))
        number = text_of(value.get("volgnummer") or value.get("geplandvolgnummer"))
        link = text_of(value.get("webpaginalink"))
        name = text_of(value["agendapuntnaam"])
        work.add(
            AgendaItem(dataset=work.dataset, id=item, name=name, number=int(number) if number.isdecimal() and len(number) < 10 else None,
                       description=text_of(value.get("omschrijving")) or None, papers=(f"{name} {link}",) if link else (),
                       identifiers=_identifiers(value), sources=at),
            place=place,
        )  # fmt: skip
        work.count(sorted(value.keys() - ITEM_FIELDS))
        self._organization(value.get("organisatie"), at, place)
        named = value.get("vergaderingen") or value.get("vergadering") or []
        for reference in named if isinstance(named, list) else [named]:
            raw = text_of(reference.get("id") or reference.get("url")) if isinstance(reference, dict) else text_of(reference)
            meeting = work.id("meeting", key_of(_last(raw)))
            if meeting in work.nodes:
                work.add(ItemOf(dataset=work.dataset, source=item, target=meeting, sources=at), place=place)
            else:
                work.leave(T("{field} names {id}, which is not there", field="vergadering", id=raw), place)

    def _person(self, entry: Entry) -> None:
        value, at, place, work = entry.value, self._cite(entry), self._at(entry), self.work
        naam = value["naam"]
        parts = [naam.get(part) for part in ("voorletters", "tussenvoegsel", "achternaam")] if isinstance(naam, dict) else [naam]
        whole = text_of(naam.get("volledigenaam")) if isinstance(naam, dict) else ""
        name = whole or " ".join(text for part in parts if (text := text_of(part)))
        person = work.id("person", person_key(_last(text_of(value.get("id") or value.get("pid"))), name))
        self.names.setdefault(person, name)
        if text_of(value.get("functie")):
            self.labels[person] = text_of(value["functie"])
        work.add(Person(dataset=work.dataset, id=person, name="-", sources=at), place=place)
        work.count(sorted(value.keys() - PERSON_FIELDS), personal=True)
        for membership in value.get("fractielidmaatschappen") or ():
            fractie = membership.get("fractie") or membership.get("verwijzingfractie")
            title = text_of(fractie.get("naam")) if isinstance(fractie, dict) else text_of(fractie)
            party = work.id("organization", key_of(title))
            period = work.period(membership.get("begindatum"), membership.get("einddatum"), place)
            work.add(
                Organization(dataset=work.dataset, id=party, name=title, kind=OrganizationKind.PARTY, sources=at),
                AffiliatedWith(dataset=work.dataset, source=person, target=party, kind=Affiliation.MEMBER, sources=at, **period.fields()),
                place=place,
            )

    def _organization(self, value: Any, at: tuple[Citation, ...], place: Place) -> str | None:
        if not isinstance(value, dict):
            return None
        kind = next((kind for kind in ORGANIZATIONS if value.get(kind)), None)
        code, name = text_of(value.get(kind or "")), text_of(value.get("naam"))
        organization = self.work.id("organization", key_of(code or name))
        self.work.add(
            Organization(dataset=self.work.dataset, id=organization, name=name or code, sources=at, inferred=() if kind else ("kind",),
                         kind=ORGANIZATIONS.get(kind or "", OrganizationKind.PARTNER), identifiers=(f"tooi:{code}",) if code else ()),
            place=place,
        )  # fmt: skip
        return organization

    def _body(self, gremium: dict[str, Any], whole: str | None, at: tuple[Citation, ...], place: Place) -> str:
        name = text_of(gremium["gremiumnaam"])
        body, kind = self.work.id("body", key_of(text_of(gremium.get("gremiumidentificatie")) or name)), kind_of("", name)
        known = isinstance(kind.kind, BodyKind)
        self.work.add(
            Body(dataset=self.work.dataset, id=body, name=name, kind=kind.kind if known else BodyKind.COUNCIL_COMMITTEE,
                 tier=kind.tier if known else Tier.POLITICAL, inferred=("kind", "tier"), sources=at),
            place=place,
        )  # fmt: skip
        if whole:
            self.work.add(PartOf(dataset=self.work.dataset, source=body, target=whole, sources=at), place=place)
        return body

    def _at(self, entry: Entry) -> Place:
        return Place(str(self.path), entry.line, entry.name or None)

    def _cite(self, entry: Entry) -> tuple[Citation, ...]:
        return citation(self.source, entry.place)


def _records(entries: list[Entry]) -> Iterator[Entry]:
    """The records of a document; a document that is one record is that record."""
    whole = {entry.list: entry.value for entry in entries if not entry.number}
    if _kind(whole):
        lists: dict[str, list[Any]] = {}
        for entry in entries:
            if entry.number:
                lists.setdefault(entry.list, []).append(entry.value)
        yield Entry("", 0, entries[0].line, {**whole, **lists}, entries[0].file)
        return
    yield from (entry for entry in entries if entry.number or isinstance(entry.value, dict))


def _kind(value: Any) -> str:
    """What a record is: by its fields, for what it calls itself is not always there."""
    if not isinstance(value, dict):
        return ""
    if "agendapuntnaam" in value:
        return "agendapunt"
    if "fractielidmaatschappen" in value or (isinstance(value.get("naam"), dict) and "achternaam" in value["naam"]):
        return "persoon"
    meets = {"georganiseerddoorgremium", "vergaderdatum", "geplandedatum", "geplandeaanvang", "aanvang"} & value.keys()
    if "naam" in value and (value.get("dossiertype") == "vergadering" or meets):
        return "vergadering"
    return value["dossiertype"] if isinstance(value.get("dossiertype"), str) else ""


def _key(value: dict[str, Any]) -> str:
    raw = text_of(value.get("id") or value.get("pid") or value.get("url"))
    if not raw:
        raise KeyError("id")
    return key_of(_last(raw))


def _identifiers(value: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"ori:{text}" for text in [text_of(value.get("url") or value.get("pid") or value.get("id"))] if text)


def _last(raw: str) -> str:
    return raw.rstrip("/").rpartition("/")[2]


def _time(value: Any) -> str | None:
    match = _TIME.match(text_of(value))
    return match[1] if match and match[1] < "24" else None


def _fits(path: Path, start: str) -> bool:
    return path.is_file() and start.lstrip()[:1] in ("{", "[") and sum(f'"{word}"' in start for word in MARKS) >= 2


SOURCE = sources.Source(Bilingual("Open Raadsinformatie", "open council information"), (".json",), read, _fits, names, MARKS)
