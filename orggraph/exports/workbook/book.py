"""A dataset as a workbook, before it is a file of some kind: its sheets, their columns and cells, what may be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from orggraph.errors import TooLarge
from orggraph.exports import Origin, stated
from orggraph.exports.workbook._texts import about_cells, cover
from orggraph.i18n import Lang, T
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.from_tree import INHERITED, KEYS
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES, Holds
from orggraph.sources.workbook.cells import NO, YES, Cells, guarded
from orggraph.sources.workbook.layout import COLUMNS, LEFT_OUT, OWN_SHEETS, START, TO, TYPE, Column, Sheet, sheets
from orggraph.sources.workbook.references import Names
from orggraph.sources.workbook.unread import LONGEST, Raw, folded

RELATIONSHIPS: Final = "relationships"
NARROW, WIDE, WIDEST = 12, 30, 50
Values = dict[Column, Raw]


@dataclass(frozen=True)
class Choices:
    """What may be chosen in a cell: texts, or what stands in the first column of a sheet."""

    values: tuple[str, ...] = ()
    sheet: str | None = None
    strict: bool = False
    """Whether nothing else may be typed."""


@dataclass
class Head:
    """A column as it is written."""

    column: Column
    title: str
    comment: str
    width: int
    choices: Choices | None
    daily: bool


@dataclass
class Page:
    """A sheet as it is written: headings, and rows of cells; an empty text is an empty cell."""

    sheet: Sheet
    title: str
    heads: list[Head]
    rows: list[list[Raw]]


@dataclass
class Book:
    """A whole workbook."""

    lang: Lang
    title: str
    cover: list[tuple[str, list[Raw]]]
    """The lines of the cover: the kind of each (title, text, heading, row, value) and its cells."""
    pages: list[Page] = field(default_factory=list)
    columns: list[list[str]] = field(default_factory=list)
    """Every column that a sheet may have: the sheet, the column, whether it is there, and what it says; the first line is the heading."""


def make_book(dataset: Dataset, origin: Origin) -> Book:
    """The workbook of a dataset, in the language of its origin. Raises TooLarge."""
    lang = origin.lang
    names = Names(dataset.id)
    for node in dataset.nodes:
        names.add(node.id, node.name, [word for word in (getattr(node, "short_name", None), getattr(node, "abbreviation", None)) if word])
    rows = _Rows(dataset, Cells(names, lang))
    records = _Records(dataset, names, lang)
    pages = [_page(sheet, rows.of(sheet), records, lang) for sheet in sheets()]
    visible = [page for page in pages if page.rows or page.sheet.always]
    book = Book(lang, dataset.info.title, cover(dataset.info, origin, [(page.sheet, len(page.rows)) for page in visible], rows.cells))
    book.pages, book.columns = visible, _all_columns(pages, lang)
    _check_lengths(book)
    return book


class _Rows:
    """The rows of each sheet, as the cells of the columns that they fill."""

    def __init__(self, dataset: Dataset, cells: Cells) -> None:
        self.dataset, self.cells = dataset, cells
        self._written: dict[tuple[Column, str | None, Any], Raw] = {}
        self.inline: dict[tuple[str, str], list[str]] = {}
        self.own: dict[str, list[Relationship]] = {}
        self.apart: dict[str, list[Relationship]] = {}
        by_id = dataset.by_id
        for edge in dataset.relationships:
            start = by_id.get(edge.source)
            if edge.type == Holds.type and start is not None:
                self.own.setdefault(edge.source, []).append(edge)
            elif edge.type not in OWN_SHEETS and start is not None and _is_plain(edge, start):
                self.inline.setdefault((edge.source, edge.type.lower()), []).append(edge.target)
            else:
                self.apart.setdefault(edge.type if edge.type in OWN_SHEETS else RELATIONSHIPS, []).append(edge)

    def of(self, sheet: Sheet) -> list[Values]:
        """The rows of a sheet."""
        if sheet.node is None:
            return [self._relationship(sheet, edge) for edge in self.apart.get(sheet.key, ())]
        return [row for node in self.dataset.nodes if type(node) is sheet.node for row in self._record(sheet, node)]

    def _cell(self, value: Any, column: Column, kind: str | None = None) -> Raw:
        """The cell for a value; the same value in the same column is worked out once."""
        key = (column, kind, (type(value), value))
        if key not in self._written:
            self._written[key] = self.cells.write(value, column, kind=kind)
        return self._written[key]

    def _record(self, sheet: Sheet, node: Node) -> Iterator[Values]:
        fields = {**stated(node), "id": node.id.rsplit("/", 1)[-1], "name": node.name}
        values: Values = {}
        for column in sheet.columns:
            if column.of_relationship:
                continue
            if column.inline:
                if ends := self.inline.get((node.id, column.key)):
                    values[column] = self._cell(tuple(ends), column)
            elif column.key == "id":
                values[column] = str(fields["id"])
            elif column.key in fields:
                values[column] = self._cell(fields[column.key], column)
        first, *more = self.own.get(node.id, [None])
        yield {**values, **self._own(sheet, node, first)}
        again = {column: value for column, value in values.items() if column.key in ("id", "name")}
        for edge in more:
            yield {**again, **self._own(sheet, node, edge)}

    def _own(self, sheet: Sheet, node: Node, edge: Relationship | None) -> Values:
        """What a row says of what the record does besides."""
        if edge is None:
            return {}
        fields = {**_said_apart(edge, node), TO: edge.target}
        return {
            column: self._cell(fields[column.key], column) for column in sheet.columns if column.of_relationship and column.key in fields
        }

    def _relationship(self, sheet: Sheet, edge: Relationship) -> Values:
        start = self.dataset.by_id.get(edge.source)
        fields = {**_said_apart(edge, start), START: edge.source, TYPE: edge.type, TO: edge.target}
        return {column: self._cell(fields[column.key], column, edge.type) for column in sheet.columns if column.key in fields}


def _said_apart(edge: Relationship, start: Node | None) -> dict[str, Any]:
    """What a relationship states that it does not have from the record where it starts."""
    fields = {name: value for name, value in stated(edge).items() if name not in LEFT_OUT}
    for name in INHERITED:
        value = getattr(edge, name)
        if start is not None and value == getattr(start, name):
            fields.pop(name, None)
        elif start is not None:
            fields[name] = value
    return fields


def _is_plain(edge: Relationship, start: Node) -> bool:
    """Whether a relationship says no more than where it ends."""
    return edge.type.lower() in KEYS and not _said_apart(edge, start)


def _page(sheet: Sheet, rows: list[Values], records: _Records, lang: Lang) -> Page:
    used = {column for row in rows for column in row}
    by_key = {column.key: column for column in reversed(sheet.columns) if column.key in sheet.daily}
    if sheet.relationship is not None and sheet.node is not None:  # of the person, where both have a field of that name
        by_key |= {column.key: column for column in sheet.columns if column.key in ("sources", "note") and not column.of_relationship}
        by_key |= {column.key: column for column in sheet.columns if column.key in ("start_date", "end_date") and column.of_relationship}
    daily = [by_key[key] for key in sheet.daily]
    last = [column for column in sheet.columns if column.key == "id"]
    rare = [column for column in sheet.columns if column in used and column not in daily and column not in last]
    columns = [*daily, *rare, *last]
    cells = [[row.get(column, "") for column in columns] for row in rows]
    heads = [
        Head(column, column.title[lang], about_cells(column, lang), _width(column, [row[at] for row in cells], lang),
             _choices(column, sheet, records, lang), column in daily)
        for at, column in enumerate(columns)
    ]  # fmt: skip
    return Page(sheet, sheet.title[lang], heads, cells)


def _width(column: Column, cells: list[Raw], lang: Lang) -> int:
    longest = max((len(line) for cell in cells if isinstance(cell, str) for line in cell.split("\n")), default=0)
    least = WIDE if column.key in ("name", START, TO) else NARROW
    return max(least, min(WIDEST, max(longest, len(column.title[lang]) + 3)))


def _choices(column: Column, sheet: Sheet, records: _Records, lang: Lang) -> Choices | None:
    kind = column.form.kind
    if column.form.terms:
        return Choices(tuple(term.names[lang] for term in column.form.terms), strict=not column.form.many)
    if kind == "boolean":
        return Choices((YES[lang], NO[lang]), strict=True)
    if kind == "type":
        return Choices(tuple(type_.title[lang] for type_ in KEYS.values()), strict=True)
    if kind in ("ends", "end", "start", "record-id"):
        return records.of(_labels(column, sheet))
    return None


def _labels(column: Column, sheet: Sheet) -> list[str]:
    if column.key == "slot":
        return ["Slot"]
    type_ = column.inline or sheet.relationship
    wanted = () if type_ is None else type_.sources_of if column.form.kind == "start" else type_.targets_of
    return [label for label in LABELS if label in wanted] or list(LABELS)


class _Records:
    """The names of the records that may be chosen, by their labels."""

    def __init__(self, dataset: Dataset, names: Names, lang: Lang) -> None:
        self.dataset, self.names, self.lang = dataset, names, lang
        self.known: dict[tuple[str, ...], Choices | None] = {}

    def of(self, labels: list[str]) -> Choices | None:
        """Those of a sheet as it is then, or those that are there now."""
        if tuple(labels) not in self.known:
            self.known[tuple(labels)] = self._choices(labels)
        return self.known[tuple(labels)]

    def _choices(self, labels: list[str]) -> Choices | None:
        nodes = [node for node in self.dataset.nodes if node.label() in labels]
        unique = len({folded(node.name) for node in nodes}) == len(nodes)
        always = next((sheet for sheet in sheets() if [sheet.key] == labels and sheet.always and sheet.relationship is None), None)
        if always and unique:
            return Choices(sheet=always.title[self.lang])
        written = dict.fromkeys(guarded(self.names.written(node.id, labels)) for node in nodes)
        return Choices(tuple(written)) if written else None


def _all_columns(pages: list[Page], lang: Lang) -> list[list[str]]:
    texts = (T("Sheet"), T("Column"), T("Is there"), T("What it says"))
    lines = [[text.render(lang) for text in texts]]
    for page in pages:
        there = {head.column for head in page.heads}
        lines += [
            [page.title, column.title[lang], (YES if column in there else NO)[lang], column.about[lang]] for column in page.sheet.columns
        ]
    return lines


def _check_lengths(book: Book) -> None:
    """Refuse what no cell can hold, all at once."""
    texts = [(page.title, head.title, cell) for page in book.pages for row in page.rows for head, cell in zip(page.heads, row, strict=True)]
    places = {f"{page}: {title}" for page, title, cell in texts if isinstance(cell, str) and len(cell) > LONGEST}
    if places:
        message = T("These columns hold texts of more than {most} characters, which no cell can hold: {places}.", most=LONGEST,
                    places=sorted(places))  # fmt: skip
        raise TooLarge(message, T("Shorten them, or take the region elsewhere as yaml."))


__all__ = ["COLUMNS", "TYPES", "Book", "Choices", "Head", "Page", "make_book"]
