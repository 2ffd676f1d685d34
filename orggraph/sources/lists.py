"""Lists of others in CSV, Excel or OpenDocument, read by a mapping of their columns.

Three shapes: *members* (a row says who sits where, as what, since when), an *organogram* (a row is a post, with the post that it
reports to) and *participants* (a row says who takes part in what, or has a cross in the column of each arrangement). The
mapping stands beside the list, as ``NAME.mapping.yaml`` for ``NAME.csv``, or is given.

One name in a list is one person, whom an id tells apart where the list has one. Bodies, organizations and cooperations are one
for each name as it is written, without outer spaces; names that differ in capitals alone stay apart, and that is said. A
cooperation without a stated form has no arrangement: nothing of its form is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Citation
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.meant import term_named
from orggraph.model.nodes import Arrangement, Body, Cooperation, Organization, Person
from orggraph.model.relationships import AffiliatedWith, GovernedBy, Holds, ParticipatesIn, PartOf, ReportsTo
from orggraph.model.terms import Affiliation, ArrangementForm, BodyKind, OrganizationKind, Tier
from orggraph.sources._records import (
    CROSSES,
    MEMBER,
    Holding,
    Import,
    Mapping,
    Place,
    Records,
    Row,
    Seat,
    Seats,
    Table,
    citation,
    header_of,
    holds_sheets,
    is_acting,
    is_own_workbook,
    is_sheet,
    key_of,
    kind_of,
    person_key,
    propose,
    read_mapping,
    read_table,
    text_of,
    with_labels,
    write_mapping,
)  # fmt: skip

MAPPING: Final = ".mapping.yaml"
HINT: Final = T("Correct the row, or the mapping.")
FIRST_ROWS: Final = 5
MOST_NAMED: Final = 8
TWO_PEOPLE: Final = re.compile(r";|/|\n|\s&\s|\s(?:en|and)\s(?=[A-Z])|,[^,]*,[^,]*,")
"""Signs of more than one person in a cell; one comma parts a surname from what stands before it."""


def read(path: Path) -> Dataset:
    """The dataset of a list, by the mapping beside it. Raises InvalidInput with every problem, with row and column."""
    return read_list(path, None)


def read_list(path: Path, mapping: Path | None) -> Dataset:
    """The dataset of a list.

    Parameters
    ----------
    path
        The list.
    mapping
        The file with the mapping; None: the one beside the list.

    Raises
    ------
    InvalidInput
        With every problem, with row and column; where there is no mapping.
    """
    reader = _Reader(path, _mapping(path, mapping))
    reader.make()
    head, work = reader.mapping.dataset, reader.work
    starts = [edge.start_date for edge in work.relationships.values() if isinstance(edge, Holds) and edge.start_date]
    date = head.reference_date or max(starts, default=None)
    return work.made(DatasetInfo(id=work.dataset, title=head.title or path.stem, reference_date=date))


def names(path: Path) -> dict[str, str]:
    """The names of the people by the id of their record."""
    reader = _Reader(path, _mapping(path, None))
    reader.make()
    return reader.names


def guess(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """A mapping that may fit a list, as the text of its file, and the first rows as they would be read, by field."""
    table = read_table(path)
    mapping = propose(table, path)
    rows = [row for row in table.rows if row.number > (mapping.header or 1)][:FIRST_ROWS]
    _header, places = header_of(table, mapping, str(path))
    first_rows = [{"row": row.number, **_fields(mapping, places, row)} for row in rows]
    return write_mapping(mapping), first_rows


def _mapping(path: Path, mapping: Path | None) -> Mapping:
    beside = mapping or path.with_name(path.stem + MAPPING)
    if mapping is None and not beside.is_file():
        rows = read_table(path).rows
        columns = [cell.strip() for cell in rows[0].cells if cell.strip()][:MOST_NAMED] if rows else []
        message = T("this is a list with the columns {names}, and it takes a mapping of them", names=columns)
        hint = T("orggraph import {file} --guess proposes one; keep it as {mapping}.", file=path.name, mapping=beside.name)
        raise InvalidInput([Problem("needs_mapping", message, hint, str(path))])
    return read_mapping(beside)


def _fields(mapping: Mapping, places: dict[str, int], row: Row) -> dict[str, str]:
    """The texts of a row by field, values that hold for every row among them."""
    made = {name: value for name, value in mapping.values.items() if name not in mapping.columns}
    for name, column in mapping.columns.items():
        parts = [
            row.cells[places[part]] if places[part] < len(row.cells) else "" for part in ((column,) if isinstance(column, str) else column)
        ]
        made[name] = " ".join(part.strip() for part in parts if part.strip())
    return made


class _Reader:
    def __init__(self, path: Path, mapping: Mapping) -> None:
        self.path, self.mapping = path, mapping
        self.work = Import(mapping.dataset.id or key_of(path.stem), str(path))
        self.table: Table = read_table(path, delimiter=mapping.delimiter, encoding=mapping.encoding, sheet=mapping.sheet)
        self.header, self.places = header_of(self.table, mapping, str(path))
        self.seats = Seats(self.work)
        self.records = Records(path, HINT)
        self.names: dict[str, str] = {}
        self.above: dict[str, str] = {}
        self.spelled: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.superiors: list[tuple[str, str, Row]] = []
        self.posts: dict[str, str] = {}
        self.source = self.work.source(path.name, kind="lijst")
        self.used = Counter[str]()

    def make(self) -> None:
        """Make records of every row, then say at once what is wrong with the list."""
        for text, line, column in self.table.remarks:
            self.work.note(text, Place(str(self.path), line, None, column))
        rows = [row for row in self.table.rows if row.number > self.header.number]
        make: Callable[[Row], None] = {"members": self._member, "organogram": self._post, "participants": self._participant}[
            self.mapping.list
        ]
        self.records.run(rows, make, self._at)
        self.records.done()
        if not self.used:
            message = T("the mapping fits no row of the {n} below row {header}", n=len(rows), header=self.header.number)
            raise InvalidInput(
                [Problem("no_row", message, T("Look which columns hold what: --guess shows the first rows."), str(self.path))]
            )
        self._report_lines()
        self._alike()
        unread = [cell.strip() for cell in self.header.cells if cell.strip() and cell.strip() not in self.mapping.named()]
        self.work.fields.update({(name, False): len(rows) for name in unread})
        with_labels(self.work, self.seats.make())

    def _member(self, row: Row) -> None:
        fields = self._row(row, "person", "body")
        if fields is None:
            return
        at, place = self._cite(row), self._at(row)
        body, role = self._body(fields["body"], fields, at, place), fields.get("role", "")
        principal = self._organization(fields["on_behalf_of"], at, place) if fields.get("on_behalf_of") else None
        key = key_of(" ".join((fields["body"], role or MEMBER, fields.get("on_behalf_of", ""))))
        name = ", ".join(part for part in (role or MEMBER, fields["body"], fields.get("on_behalf_of")) if part)
        self.seats.seat(Seat(key, name, body, role, principal, sources=at, at=place))
        period = self.work.period(fields.get("since"), fields.get("until"), place)
        for person in self._people(fields, row):
            self.seats.hold(key, Holding(person, period, is_acting(role), at, place))
            if fields.get("party"):
                party = self._organization(fields["party"], at, place, OrganizationKind.PARTY)
                tie = AffiliatedWith(dataset=self.work.dataset, source=person, target=party, kind=Affiliation.MEMBER, sources=at)
                self.work.add(tie, place=place)

    def _post(self, row: Row) -> None:
        fields = self._row(row, "post")
        if fields is None:
            return
        at, place = self._cite(row), self._at(row)
        unit = self._body(fields["unit"], fields, at, place) if fields.get("unit") else None
        whole = self._organization(fields["organization"], at, place) if not unit and fields.get("organization") else None
        raw = fields.get("post_id") or " ".join((fields["post"], fields.get("unit", "")))
        key = self.seats.seat(Seat(key_of(raw), fields["post"], unit or whole, fields.get("role") or fields["post"], sources=at, at=place))
        for name in (fields.get("post_id"), fields["post"]):
            if name:
                self.posts.setdefault(name.casefold(), key)
        if fields.get("reports_to"):
            self.superiors.append((key, fields["reports_to"], row))
        period, share = self.work.period(fields.get("since"), fields.get("until"), place), self._number(fields.get("fte"), row, "fte")
        for person in self._people(fields, row):
            self.seats.hold(key, Holding(person, period, is_acting(fields.get("role", "")), at, place, share))

    def _report_lines(self) -> None:
        for key, superior, row in self.superiors:
            above = self.posts.get(superior.casefold())
            if above is None or above == key:
                words = (
                    T("it reports to {name}, which is no post of the list", name=superior) if above is None else T("it reports to itself")
                )
                self.work.leave(words, self._at(row, "reports_to"))
                continue
            line = ReportsTo(
                dataset=self.work.dataset, source=self.work.id("post", key), target=self.work.id("post", above), sources=self._cite(row)
            )
            self.work.add(line, place=self._at(row, "reports_to"))

    def _participant(self, row: Row) -> None:
        needed = [name for name in ("participant", "arrangement") if name in (*self.mapping.columns, *self.mapping.values)]
        fields = self._row(row, *needed)
        if fields is None:
            return
        at, place = self._cite(row), self._at(row)
        crossed = [name for name in self.mapping.arrangements if self._cell(row, name).casefold() in CROSSES]
        wholes = [self._whole(name, fields, at, place) for name in ([fields["arrangement"]] if "arrangement" in fields else crossed)]
        if "participant" not in fields:
            return
        identifier = f"{fields.get('scheme') or 'code'}:{fields['participant_id']}" if fields.get("participant_id") else ""
        organization = self._organization(fields["participant"], at, place, identifier=identifier)
        period = self.work.period(fields.get("since"), fields.get("until"), place)
        for whole in wholes:
            part = ParticipatesIn(
                dataset=self.work.dataset, source=organization, target=whole, joined=period.start, end_date=period.end,
                as_stated=period.words, contribution=self._number(fields.get("contribution"), row, "contribution"),
                votes=self._number(fields.get("votes"), row, "votes"), sources=at,
            )  # fmt: skip
            if part.id in self.work.relationships:
                self.work.note(T("{name} stands here a second time in {whole}", name=fields["participant"], whole=whole), place)
            self.work.add(part, place=place)

    def _whole(self, name: str, fields: dict[str, str], at: tuple[Citation, ...], place: Place) -> str:
        """The cooperation of that name; where its form is stated, the arrangement that governs it."""
        work, key = self.work, self._key("cooperation", name)
        identifiers = (f"code:{fields['arrangement_id']}",) if fields.get("arrangement_id") else ()
        cooperation = work.id("cooperation", key)
        before = work.nodes.get(cooperation)
        note = "; ".join(part for part in (fields.get("note", ""), fields.get("notes", "")) if part)
        if before is not None and note and note not in (before.note or ""):
            work.nodes[cooperation] = before.model_copy(update={"note": "; ".join(filter(None, (before.note, note)))})
        form = term_named(fields.get("form", ""), ArrangementForm)
        work.add(Cooperation(dataset=work.dataset, id=cooperation, name=name, sources=at, note=note or None,
                             identifiers=() if form else identifiers), place=place)  # fmt: skip
        if not form:
            if fields.get("form"):
                work.note(T("{form} is no form that is known: the cooperation has none", form=fields["form"]), place)
            return cooperation
        arrangement = work.id("arrangement", key)
        work.add(
            Arrangement(dataset=work.dataset, id=arrangement, name=name, form=ArrangementForm(form), identifiers=identifiers, sources=at),
            GovernedBy(dataset=work.dataset, source=cooperation, target=arrangement, sources=at), place=place,
        )  # fmt: skip
        return arrangement

    def _body(self, name: str, fields: dict[str, str], at: tuple[Citation, ...], place: Place) -> str:
        work, kind = self.work, kind_of(fields.get("kind", ""), name)
        body = work.id("body", self._key("body", name))
        known = isinstance(kind.kind, BodyKind)
        default = BodyKind.BUREAU if self.mapping.list == "organogram" else BodyKind.POLITICAL_CONSULTATION
        tier = Tier.OFFICIAL if self.mapping.list == "organogram" else Tier.EXECUTIVE
        work.add(Body(dataset=work.dataset, id=body, name=name, kind=kind.kind if known else default, tier=kind.tier if known else tier,
                      inferred=kind.inferred if known else ("kind", "tier"), sources=at), place=place)  # fmt: skip
        if fields.get("organization"):
            whole = self._organization(fields["organization"], at, place)
            work.add(PartOf(dataset=work.dataset, source=body, target=whole, sources=at), place=place)
        return body

    def _organization(
        self, name: str, at: tuple[Citation, ...], place: Place, kind: OrganizationKind | None = None, identifier: str = ""
    ) -> str:
        organization = self.work.id("organization", self._key("organization", name))
        stated = term_named(self.mapping.values.get("kind", ""), OrganizationKind)
        known_kind = kind or stated or kind_of("", name).kind
        self.work.add(
            Organization(
                dataset=self.work.dataset, id=organization, name=name, inferred=() if kind or stated else ("kind",), sources=at,
                kind=known_kind if isinstance(known_kind, OrganizationKind) else OrganizationKind.PARTNER,
                identifiers=(identifier,) if identifier else (),
            ),
            place=place,
        )  # fmt: skip
        return organization

    def _people(self, fields: dict[str, str], row: Row) -> Iterator[str]:
        """The people in the cell of a row; none where it says that nobody is there."""
        cell, sign = fields.get("person", ""), self.mapping.several.get("person")
        people = [part.strip() for part in cell.split(sign)] if sign else [cell]
        for name in people:
            if not name or name.casefold() in self.mapping.vacant:
                continue
            person = self.work.id("person", person_key(fields.get("person_id", ""), name))
            self.names.setdefault(person, name)
            self.work.add(Person(dataset=self.work.dataset, id=person, name="-", sources=self._cite(row)), place=self._at(row))
            yield person

    def _row(self, row: Row, *needed: str) -> dict[str, str] | None:
        """The fields of a row; None, and said, where one that it needs is empty."""
        fields = {name: text_of(value) for name, value in _fields(self.mapping, self.places, row).items()}
        for name in self.mapping.fill:
            fields[name] = self.above[name] = fields.get(name) or self.above.get(name, "")
        cell = _fields(self.mapping, self.places, row).get("person", "")
        if cell and "person" not in self.mapping.several and TWO_PEOPLE.search(cell):
            message = T("more than one person seems to stand in one cell: {words}", words=text_of(cell)[:80])
            hint = T('Give each a row, or say in the mapping what parts them: several: {{person: ";"}}.')
            self.records.problems.append(Problem("two_people", message, hint, str(self.path), row.number, self._at(row, "person").column))
        empty = [name for name in needed if not fields.get(name)]
        if empty:
            self.work.leave(T("a row without {names}", names=empty), self._at(row, empty[0]))
            return None
        self.used.update(needed)
        fields["notes"] = "; ".join(f"{name}: {text}" for name in self.mapping.notes if (text := text_of(self._cell(row, name))))
        return fields

    def _cell(self, row: Row, column: str) -> str:
        number = self.places[column]
        return row.cells[number].strip() if number < len(row.cells) else ""

    def _number(self, text: str | None, row: Row, field: str) -> float | None:
        if not text:
            return None
        try:
            number = float(text.replace(".", "").replace(",", ".") if "," in text else text)
            if 0 <= number < 10**15:
                return number
        except ValueError:
            pass
        self.work.leave(T("{field}: {words} is no number", field=field, words=text), self._at(row, field))
        return None

    def _key(self, label: str, name: str) -> str:
        """The key of a name; names that make the same key and differ all the same have a number after it."""
        key = key_of(name)
        taken = self.posts.setdefault(f"\0{label}\0{key}", name)
        self.spelled[label, name.casefold()].add(name)
        return key if taken == name else f"{key}-{person_key('', name + ' ' + name.swapcase())[2:]}"

    def _alike(self) -> None:
        for spellings in self.spelled.values():
            if len(spellings) > 1:
                message = T("written in {n} ways, and kept apart: {names}", n=len(spellings), names=sorted(spellings))
                self.work.note(message, Place(str(self.path)))

    def _at(self, row: Row, field: str = "") -> Place:
        column = self.mapping.columns.get(field)
        first = column if isinstance(column, str) or column is None else column[0]
        return Place(str(self.path), row.number, first, self.places[first] + 1 if first else None)

    def _cite(self, row: Row) -> tuple[Citation, ...]:
        return citation(self.source, f"rij {row.number}")


def _fits(path: Path, start: str) -> bool:
    if path.is_dir() or not path.is_file():
        return False
    with path.open("rb") as file:
        raw = file.read(8)
    if is_sheet(raw):
        return path.suffix.lower() in SUFFIXES and holds_sheets(path) and not is_own_workbook(path)
    return (path.suffix.lower() in (".csv", ".tsv") and bool(start.strip())) or path.with_name(path.stem + MAPPING).is_file()


SUFFIXES: Final = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")

SOURCE = sources.Source(
    Bilingual("lijst met een koppeling van kolommen", "list with a mapping of columns"), SUFFIXES, read, _fits, names, mapped=read_list
)
