"""Popolo in JSON: persons, organizations, posts and memberships, as files in practice have them.

An organization is a body where its classification or its name says that it meets (a legislature, a council, a committee, a
cabinet); a party is an organization of that kind, and a membership on behalf of one ties the person to it for as long. What a
membership is in becomes a seat: that of its post where it names one, else that of its organization, role and area.

Files depart from the specification, and are read all the same: names and roles by language, entries within each other, a
person or organization that several files of a folder repeat, memberships that name an organization by its post alone, dates
of a year only, with zeros or with a time. What has no place in the model is left out and counted; a membership without a
person or without anything that it is in is left out by its line. Personal data beside the name stay out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Citation, is_record_id
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Cooperation, Organization, Person
from orggraph.model.relationships import AffiliatedWith, Holds, PartOf
from orggraph.model.terms import Affiliation, OrganizationKind
from orggraph.sources._records import (
    MEMBER,
    Entry,
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
    read_entries,
    text_of,
    with_labels,
)
from orggraph.yamltree import read_start

LISTS: Final = {
    "persons": "person",
    "people": "person",
    "organizations": "organization",
    "posts": "post",
    "memberships": "membership",
    "areas": "area",
}
KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "person": frozenset({"id", "name", "identifiers", "memberships"}),
    "organization": frozenset(
        {"id", "name", "classification", "parent_id", "parent", "founding_date", "dissolution_date", "identifiers", "memberships", "posts"}
    ),
    "post": frozenset(
        {"id", "label", "role", "organization_id", "organization", "area_id", "area", "start_date", "end_date", "memberships"}
    ),
    "membership": frozenset(
        {"id", "label", "role", "role_code", "person_id", "person", "organization_id", "organization", "post_id", "post", "on_behalf_of_id",
         "on_behalf_of", "area_id", "area", "start_date", "end_date"}
    ),
}  # fmt: skip
PERSONAL_FIELDS: Final = frozenset(
    {"email", "gender", "sex", "birth_date", "death_date", "image", "summary", "biography", "national_identity", "contact_details",
     "images", "given_name", "family_name", "additional_name", "honorific_prefix", "honorific_suffix", "patronymic_name", "sort_name",
     "other_names"}
)  # fmt: skip
"""Beside the name, which goes into the overlay of names."""
PERSONAL_SCHEMES: Final = frozenset({"bsn", "sin", "ssn", "nino", "rijksregister"})
OF_A_RECORD: Final = frozenset({"id", "name", "label", "person_id", "organization_id"})
WITHIN: Final = {
    "person": "person",
    "organization": "organization",
    "post": "post",
    "on_behalf_of": "organization",
    "parent": "organization",
}
"""Fields in which a record may stand whole."""
HINT: Final = T("Popolo has persons, organizations, posts and memberships, each a list of objects with an id.")


@dataclass(frozen=True)
class Item:
    """A record of the file: what it is, its fields, and where it stands."""

    kind: str
    value: dict[str, Any]
    entry: Entry

    def at(self) -> Place:
        """Its place in a report."""
        return Place(self.entry.file, self.entry.line, self.entry.name or None)


def read(path: Path) -> Dataset:
    """The people, organizations and seats of a file, or of all files of a folder together. It counts from the latest membership that began.

    Raises
    ------
    InvalidInput
        Where a file is no JSON, or an entry is no object with an id or a name.
    """
    reader = _Reader(path)
    reader.make()
    work = reader.work
    starts = [edge.start_date for edge in work.relationships.values() if isinstance(edge, Holds) and edge.start_date]
    return work.made(DatasetInfo(id=work.dataset, title=reader.title, reference_date=max(starts, default=None)))


def names(path: Path) -> dict[str, str]:
    """The names of the persons by the id of their record."""
    reader = _Reader(path)
    reader.make()
    return reader.names


class _Reader:
    def __init__(self, path: Path) -> None:
        self.work = Import.of(path)
        self.title = path.resolve().name
        self.files = sorted(path.glob("*.json")) if path.is_dir() else [path]
        self.records = Records(path, HINT)
        self.seats = Seats(self.work)
        self.names: dict[str, str] = {}
        self.ids: dict[tuple[str, str], str] = {}
        self.areas: dict[str, str] = {}
        self.parties: set[str] = set()
        self.titles: dict[str, str] = {}
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}
        self.sources: dict[str, str] = {}

    def make(self) -> None:
        """Read all files, then make records of each kind, so that it does not matter what stands first."""
        items: dict[str, list[Item]] = defaultdict(list)
        for file in self.files:
            self.sources[file.name] = self.work.source(file.name, kind="Popolo")
            for item in self._flat(_items(read_entries(file))):
                items[item.kind].append(item)
        if not items.keys() - {"other", "area"}:
            message = T("the file holds no person, organization, post or membership")
            raise InvalidInput([Problem("empty", message, HINT, self.work.file)])
        for kind, make in self._makers.items():
            self.records.run(items[kind], make, lambda item: item.at())
        self.records.done()
        with_labels(self.work, self.seats.make())

    @property
    def _makers(self) -> Mapping[str, Any]:
        return {
            "area": self._area,
            "other": self._other,
            "organization": self._organization,
            "parent": self._parent,
            "person": self._person,
            "post": self._post,
            "membership": self._membership,
        }

    def _flat(self, items: Iterable[Item]) -> Iterator[Item]:
        """Records and those within them, each naming by id what it was in."""
        for item in items:
            yield item
            if item.kind == "organization" and isinstance(item.value, dict) and (item.value.get("parent_id") or item.value.get("parent")):
                yield Item("parent", item.value, item.entry)
            if isinstance(item.value, dict):
                yield from self._flat(_inner(item))

    def _area(self, item: Item) -> None:
        self.areas[text_of(item.value.get("id"))] = text_of(item.value.get("name"))
        self.work.count(["areas"])

    def _other(self, item: Item) -> None:
        self.work.count([item.entry.list])

    def _again(self, item: Item, raw: str) -> bool:
        """Whether a record of that id came in before; where it was another, that is said, and the first counts."""
        plain = {name: value for name, value in item.value.items() if name not in ("memberships", "posts")}
        before = self.kept.setdefault((item.kind, raw), plain)
        if before is plain:
            unknown = item.value.keys() - KNOWN[item.kind]
            self.work.count(sorted(f"{item.kind}.{name}" for name in unknown - PERSONAL_FIELDS))
            self.work.count(sorted(f"{item.kind}.{name}" for name in unknown & PERSONAL_FIELDS), personal=True)
            return False
        differ = sorted(name for name in before.keys() & plain.keys() if before[name] != plain[name])
        if differ:
            message = T("{id} stands here again with another {fields}: what stands first counts", id=raw, fields=differ)
            self.work.note(message, item.at())
        return True

    def _organization(self, item: Item) -> None:
        name = text_of(item.value.get("name"))
        raw = text_of(item.value.get("id")) or name
        if not raw:
            raise KeyError("id")
        again, at, work = self._again(item, raw), self._cite(item), self.work
        kind = kind_of(text_of(item.value.get("classification")), name)
        key = self._key(raw)
        identity = self.ids.setdefault(("organization", raw), work.id(kind.label, key))
        if again and identity in work.nodes:
            work.nodes[identity] = work.nodes[identity].model_copy(update={"sources": (*work.nodes[identity].sources, *at)})
            return
        period = work.period(item.value.get("founding_date"), item.value.get("dissolution_date"), item.at())
        about: dict[str, Any] = {
            "dataset": work.dataset,
            "id": identity,
            "name": name or raw,
            "sources": at,
            **period.fields(),
            "identifiers": self._identifiers(item),
        }
        if kind.label == "body":
            work.add(Body(kind=kind.kind, tier=kind.tier, inferred=kind.inferred, **about), place=item.at())
        elif kind.label == "cooperation":
            work.add(Cooperation(**about), place=item.at())
        else:
            work.add(Organization(kind=kind.kind, inferred=kind.inferred, **about), place=item.at())
        self.titles[identity] = name or raw
        if kind.kind is OrganizationKind.PARTY:
            self.parties.add(identity)
        return

    def _parent(self, item: Item) -> None:
        inner = self.ids[("organization", text_of(item.value.get("id")) or text_of(item.value.get("name")))]
        outer = self._named(item, "parent", "organization")
        if outer and outer != inner:
            self.work.add(PartOf(dataset=self.work.dataset, source=inner, target=outer, sources=self._cite(item)), place=item.at())

    def _person(self, item: Item) -> None:
        name = text_of(item.value.get("name"))
        raw = text_of(item.value.get("id")) or name
        if not raw:
            raise KeyError("id")
        self._again(item, raw)
        own = raw.rpartition("/")[2] if is_record_id(raw) else text_of(item.value.get("id"))
        identity = self.ids.setdefault(("person", raw), self.work.id("person", person_key(own, name)))
        if name:
            self.names.setdefault(identity, name)
        person = Person(dataset=self.work.dataset, id=identity, name="-", identifiers=self._identifiers(item), sources=self._cite(item))
        self.work.add(person, place=item.at())

    def _post(self, item: Item) -> None:
        label = text_of(item.value.get("label")) or text_of(item.value.get("role"))
        raw = text_of(item.value.get("id")) or label
        if not raw:
            raise KeyError("id")
        self._again(item, raw)
        place, area = self._named(item, "organization", "organization"), self._area_of(item)
        name = label or ", ".join(part for part in (MEMBER, area or self.titles.get(place or "")) if part)
        seat = Seat(
            self._key(raw),
            name,
            place,
            text_of(item.value.get("role")),
            period=self.work.period(item.value.get("start_date"), item.value.get("end_date"), item.at()),
            sources=self._cite(item),
            at=item.at(),
        )
        self.ids[("post", raw)] = self.seats.seat(seat)

    def _membership(self, item: Item) -> None:
        value, work, place = item.value, self.work, item.at()
        raw = text_of(value.get("id"))
        if raw and self._again(item, raw):
            return
        if not raw:
            work.count(sorted(f"membership.{name}" for name in value.keys() - KNOWN["membership"]))
        person = self._named(item, "person", "person")
        post = self._named(item, "post", "post")
        organization = self._named(item, "organization", "organization")
        behalf = self._named(item, "on_behalf_of", "organization")
        if not person or not (post or organization or behalf):
            what = T("a membership of nobody who is in the file") if not person else T("a membership in nothing that is in the file")
            work.leave(what, place, T("Add the record that it names, or correct the id."))
            return
        period, at = work.period(value.get("start_date"), value.get("end_date"), place), self._cite(item)
        role = text_of(value.get("role")) or text_of(value.get("label"))
        for party in {behalf, organization} & self.parties:
            tie = AffiliatedWith(dataset=work.dataset, source=person, target=party, kind=Affiliation.MEMBER, sources=at, **period.fields())
            work.add(tie, place=place)
        if organization in self.parties and (not role or role.lower() in ("member", MEMBER)):
            return
        if not post and not organization:
            return
        principal = behalf if behalf not in self.parties and behalf != organization else None
        key = post or self._seat(item, str(organization), role, principal, at)
        self.seats.hold(key, Holding(person, period, is_acting(role), at, place))
        return

    def _seat(self, item: Item, organization: str, role: str, principal: str | None, at: tuple[Citation, ...]) -> str:
        """The seat of an organization, role, area and principal."""
        area = self._area_of(item)
        parts = (organization.rpartition("/")[2], text_of(item.value.get("role_code")) or role, area, (principal or "").rpartition("/")[2])
        name = ", ".join(part for part in (role or MEMBER, area or self.titles[organization]) if part)
        return self.seats.seat(Seat(key_of(" ".join(parts)), name, organization, role, principal, sources=at, at=item.at()))

    def _named(self, item: Item, field: str, kind: str) -> str | None:
        """The id of the record that a field names, by its id or whole; None where it names none that is there."""
        inner = item.value.get(field)
        raw = text_of(item.value.get(f"{field}_id"))
        if not raw and isinstance(inner, Mapping):
            raw = text_of(inner.get("id")) or text_of(inner.get("name")) or text_of(inner.get("label"))
        if not raw and isinstance(inner, str | int):
            raw = text_of(inner)
        known = self.ids.get((kind, raw))
        if raw and known is None:
            self.work.leave(T("{field} names {id}, which is not there", field=field, id=raw), item.at())
        return known

    def _area_of(self, item: Item) -> str:
        raw = text_of(item.value.get("area_id"))
        inner = item.value.get("area")
        return self.areas.get(raw) or (text_of(inner.get("name")) if isinstance(inner, Mapping) else raw)

    def _identifiers(self, item: Item) -> tuple[str, ...]:
        pairs = [(text_of(entry.get("scheme")), text_of(entry.get("identifier"))) for entry in item.value.get("identifiers") or ()]
        hidden = [scheme for scheme, _identifier in pairs if scheme.lower() in PERSONAL_SCHEMES]
        self.work.count([f"{item.kind}.identifiers: {scheme}" for scheme in hidden], personal=True)
        return tuple(
            dict.fromkeys(f"{scheme}:{identifier}" for scheme, identifier in pairs if scheme and identifier and scheme not in hidden)
        )

    def _key(self, raw: str) -> str:
        return key_of(raw.rpartition("/")[2] if is_record_id(raw) else raw)

    def _cite(self, item: Item) -> tuple[Citation, ...]:
        return citation(self.sources[item.entry.file], item.entry.place)


def _items(entries: list[Entry]) -> Iterator[Item]:
    """The records of a document: of its lists, of the list that it is, or the one record that it is."""
    keys = {entry.list for entry in entries}
    if keys & OF_A_RECORD:
        whole: dict[str, Any] = {}
        for entry in entries:
            whole[entry.list] = [*whole.get(entry.list, ()), entry.value] if entry.number else entry.value
        yield Item(_shape(whole), whole, Entry("", 0, entries[0].line, whole, entries[0].file))
        return
    for entry in entries:
        if entry.list in LISTS and entry.number:
            yield Item(LISTS[entry.list], entry.value, entry)
        elif entry.list == "" and isinstance(entry.value, dict):
            yield Item(_shape(entry.value), entry.value, entry)
        elif entry.number:
            yield Item("other", {}, entry)


def _shape(value: Mapping[str, Any]) -> str:
    """What a record is that stands in no list of its kind."""
    keys = value.keys()
    if keys & {"person_id", "person", "post_id"}:
        return "membership"
    if keys & {"organization_id", "organization"}:
        return "post"
    return "organization" if keys & {"classification", "founding_date", "dissolution_date", "parent_id", "posts"} else "person"


def _inner(item: Item) -> Iterator[Item]:
    """The records that stand within one."""
    own = next((str(item.value[name]) for name in ("id", "name", "label") if isinstance(item.value.get(name), str | int)), "")
    for name in ("memberships", "posts"):
        within = item.value.get(name)
        for value in within if isinstance(within, list) and item.kind != "membership" else ():
            if isinstance(value, dict):
                yield Item(name.removesuffix("s"), {f"{item.kind}_id": own, **value}, item.entry)
    for name, kind in WITHIN.items():
        value = item.value.get(name)
        if isinstance(value, dict) and item.kind in ("membership", "post", "organization"):
            yield Item(kind, value, item.entry)


def _fits(path: Path, start: str) -> bool:
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        return bool(files) and all(_fits(file, read_start(file)) for file in files[:3])
    return start.lstrip()[:1] in ("{", "[") and sum(f'"{word}"' in start for word in MARKS) >= 2


MARKS: Final = (
    "persons", "organizations", "memberships", "person_id", "organization_id", "on_behalf_of_id", "post_id", "classification",
    "founding_date", "other_names", "contact_details", "identifiers",
)  # fmt: skip
"""Two of these keys tell Popolo from other JSON."""

SOURCE = sources.Source(Bilingual("Popolo", "Popolo"), (".json", sources.FOLDER), read, _fits, names, MARKS)
