"""The rows of a workbook, one by one, to the tree of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from orggraph.errors import Problem
from orggraph.i18n import DEFAULT_LANG, T, Text
from orggraph.model.base import SLUG
from orggraph.model.from_tree import MOST_PROBLEMS
from orggraph.model.nodes import LABELS
from orggraph.model.problems import shortened
from orggraph.model.relationships import TYPES
from orggraph.sources.workbook.cells import Cells, as_text
from orggraph.sources.workbook.grids import Grid
from orggraph.sources.workbook.layout import COVER, START, TO, TYPE, Column, Sheet
from orggraph.sources.workbook.references import Names
from orggraph.sources.workbook.tables import Table, filled, head_titles, is_cover, sheet_names, tables
from orggraph.sources.workbook.tree import Row, SheetTree, placeholder, slug
from orggraph.sources.workbook.unread import Unread, folded
from orggraph.yamltree import Path_

HINTED: Final = 200
"""For so many problems the nearest names are looked up."""


@dataclass
class Line:
    """A row with a record: which, and where."""

    table: Table
    row: int
    identity: str


class WorkbookReader:
    """Reads the sheets of one file into a tree; what is wrong with cells is among the tree's problems."""

    def __init__(self, file: Path, grids: list[Grid]) -> None:
        self.file, self.grids = str(file), grids
        self.tree = SheetTree(file=self.file, sheets=[grid.name for grid in grids])
        self.tables, self.tree.problems = tables(grids, self.file)
        self.head: dict[str, Any] = {}
        self.paths: dict[str, Path_] = {}
        self.value: dict[str, Any] = {}
        self.lines: list[Line] = []

    def read(self) -> SheetTree:
        """The tree of the whole workbook."""
        covers = [grid for grid in self.grids if is_cover(grid.name)]
        places = {key: place for grid in covers for key, place in self._head_places(grid)}
        self.dataset = self._dataset_id(places)
        self.names = Names(self.dataset)
        self.cells = Cells(self.names, DEFAULT_LANG)
        self.names_of_records()
        self.tree.names = dict(self.names.names)
        self._read_head(places)
        for line in self.lines:
            self._record(line)
        for table in self.tables:
            if table.sheet.node is None:
                for row in table.rows():
                    self._relationship(table, row)
        ordered = {label: self.value[label] for label in LABELS if label in self.value}
        self.tree.value = {"orggraph": "1", "dataset": self.head, **ordered}
        self._missing_sheets(covers)
        return self.tree

    # the cover

    def _head_places(self, grid: Grid) -> Iterator[tuple[Column, tuple[Grid, int, int]]]:
        titles = head_titles()
        for number, row in enumerate(grid.rows):
            for position, raw in enumerate(row):
                column = titles.get(folded(raw).rstrip(" :")) if isinstance(raw, str) else None
                if column:
                    beside = (at for at in range(position + 1, len(row)) if filled(row[at]) and row[at] not in column.about.both)
                    value = next(beside, None)
                    if value is not None:
                        yield column, (grid, number, value)
                    break

    def _dataset_id(self, places: dict[Column, tuple[Grid, int, int]]) -> str:
        texts = {column.key: as_text(grid.cell(row, position)) for column, (grid, row, position) in places.items()}
        return slug(texts.get("id", "")) or slug(texts.get("title", "")) or "regio"

    def _read_head(self, places: dict[Column, tuple[Grid, int, int]]) -> None:
        self.head["id"] = self.dataset
        for column, (grid, row, position) in places.items():
            here = Row(grid.name, None, row + 1, {})
            self.tree.cells["dataset", column.key] = here, position + 1
            try:
                self.head[column.key] = self.cells.read(grid.cell(row, position), column)
            except Unread as refusal:
                self._add(here, position + 1, refusal, None)
        if "title" not in self.head:
            self.head["title"] = "?"
            message = T("the title of the region is missing")
            hint = T("Write it on the sheet {sheet}, beside {name}.", sheet=COVER, name=T("Title"))
            covers = [grid.name for grid in self.grids if is_cover(grid.name)]
            self.tree.problems.append(Problem("missing_field", message, hint, self.file, sheet=covers[0] if covers else None))

    def _missing_sheets(self, covers: list[Grid]) -> None:
        """A sheet that the cover lists and that is gone is no sheet without rows."""
        names, there = sheet_names(), {folded(grid.name) for grid in self.grids}
        keys = {names[name].key for name in there if name in names}
        for cover in covers:
            for number, row in enumerate(cover.rows):
                listed = [names.get(folded(raw)) for raw in row[:2] if isinstance(raw, str)]
                for sheet in (sheet for sheet in listed if sheet and sheet.key not in keys):
                    message = T("the sheet {sheet} is missing", sheet=sheet.title)
                    hint = T("Put it back; if nothing of it is left, take it off this list.")
                    self.tree.problems.append(Problem("missing_sheet", message, hint, self.file, number + 1, sheet=cover.name))

    # ids and names

    def names_of_records(self) -> None:
        """Give every record its id, and note by what it is called."""
        for table in self.tables:
            if table.sheet.node is not None:
                self._identify(table, table.sheet)

    def _identify(self, table: Table, sheet: Sheet) -> None:
        label = sheet.key.lower()
        id_column, name_column = sheet.column("id"), sheet.column("name")
        of_row: dict[int, str] = {}
        by_name: dict[str, list[str]] = {}
        taken: dict[str, int] = {}
        rows = list(table.rows())
        for row in rows:
            given = self._given_id(table, row, id_column)
            name = as_text(table.cell(row, name_column))
            if given and self._is_copy(table, row, given, name, taken):
                given = ""
            if given:
                of_row[row] = given
                taken.setdefault(given, row)
                if given not in by_name.setdefault(folded(name), []):
                    by_name[folded(name)].append(given)
        for row in rows:
            name = as_text(table.cell(row, name_column))
            if row not in of_row:
                of_row[row] = self._new_id(table, row, name, by_name, taken)
            identity = f"{self.dataset}/{label}/{of_row[row]}"
            self.lines.append(Line(table, row, identity))
            also = [as_text(table.cell(row, column)) for column in sheet.columns if column.key in ("short_name", "abbreviation")]
            self.names.add(identity, name, also)

    def _given_id(self, table: Table, row: int, column: Column) -> str:
        raw = table.cell(row, column)
        if not filled(raw):
            return ""
        given = as_text(raw).rsplit("/", 1)[-1]
        if SLUG.fullmatch(given):
            return given
        near = slug(given)
        refusal = Unread("bad_value", T("{name} cannot be {value}", name=column.title, value=given[:80]),
                         T("Leave it empty: orggraph makes an id from the name."))  # fmt: skip
        self._add(self._row(table, row), table.at[column] + 1, refusal, None)
        return near

    def _is_copy(self, table: Table, row: int, given: str, name: str, taken: dict[str, int]) -> bool:
        """Whether a row bears the id of another record, as a row that was copied does."""
        if given not in taken:
            return False
        first = taken[given]
        other = as_text(table.cell(first, table.sheet.column("name")))
        if table.sheet.relationship is not None and folded(other) == folded(name):
            return False
        message = T("the id {id} is that of {name} in row {row} already", id=given, name=other, row=str(first + 1))
        refusal = Unread("duplicate_id", message, T("If this is another record, clear its id: it gets its own."))
        self._add(self._row(table, row), table.at[table.sheet.column("id")] + 1, refusal, name)
        return True

    def _new_id(self, table: Table, row: int, name: str, by_name: dict[str, list[str]], taken: dict[str, int]) -> str:
        """The id of a row without one: that of the person of this name, or a new one."""
        known = by_name.get(folded(name), [])
        if table.sheet.relationship is not None and known and name:
            if len(known) > 1:
                message = T("{n} records are called {name}", n=len(known), name=name)
                hint = T("Copy the id of the one that is meant: {names}.", names=known)
                self._add(self._row(table, row), None, Unread("ambiguous", message, hint), name)
            return known[0]
        base = slug(name) or table.sheet.key.lower()
        number, identity = 1, base
        while identity in taken:
            number += 1
            identity = f"{base}-{number}"
        taken[identity] = row
        by_name.setdefault(folded(name), []).append(identity)
        return identity

    # rows

    def _row(self, table: Table, row: int, *, of_relationship: bool = False) -> Row:
        """A row, with the columns of the record or of the relationship in it."""
        positions = {column.key: at + 1 for column, at in table.at.items() if column.of_relationship == of_relationship}
        return Row(table.grid.name, table.sheet, row + 1, positions)

    def _record(self, line: Line) -> None:
        """Add what a row says of a record, and of what the record does in it."""
        table, sheet = line.table, line.table.sheet
        records = self.value.setdefault(sheet.key, [])
        path = self.paths.get(line.identity)
        is_first = path is None
        if path is None:
            path = self.paths[line.identity] = (sheet.key, len(records))
            records.append({"id": line.identity.rsplit("/", 1)[-1]})
            self.tree.rows[path] = self._row(table, line.row)
        record = records[int(path[1])]
        here, name = self._row(table, line.row), self.names.names[line.identity]
        of_row = self._row(table, line.row, of_relationship=True)
        own = dict(self._values(table, line.row, of_row, name, of_relationship=True))
        moved: dict[str, Any] = {}
        for column, value in self._values(table, line.row, here, name, of_relationship=False):
            if column.inline:
                self._extend(path, column.key, value, here, table.at[column] + 1)
            elif is_first or column.key not in record:
                record[column.key] = value
                self.tree.cells[*path, column.key] = here, table.at[column] + 1
            elif record[column.key] != value and column.key != "name":
                self._second_value(line, column, value, moved)
        for column in sheet.columns if is_first else ():
            if column.required and column.key not in record and column.key != "id":
                self._required(table, line, column)
                record[column.key] = placeholder(column, line.identity)
        if sheet.relationship is not None and own:
            self._own_relationship(path, sheet, moved | {column.key: value for column, value in own.items()}, of_row)

    def _values(self, table: Table, row: int, here: Row, name: str | None, *, of_relationship: bool) -> Iterator[tuple[Column, Any]]:
        """The value of each cell of a row that holds one; what cannot be read becomes a problem."""
        for column, position in table.at.items():
            is_value = column.of_relationship == of_relationship and column.key != "id"
            if is_value and filled(raw := table.grid.cell(row, position)):
                try:
                    yield column, self.cells.read(raw, column)
                except Unread as refusal:
                    self._add(here, position + 1, refusal, name)
                    if column.key == TO:
                        yield column, None
                    elif column.required:
                        yield column, placeholder(column, f"{self.dataset}/x/x")

    def _second_value(self, line: Line, column: Column, value: Any, moved: dict[str, Any]) -> None:
        """What a later row of a person says otherwise is about what it does there, where that has such a field."""
        sheet = line.table.sheet
        fields = sheet.relationship.model_fields if sheet.relationship else {}
        if column.key in fields and column.key not in ("start_date", "end_date"):
            moved[column.key] = value
            return
        name = self.names.names[line.identity]
        message = T("{field} of {name} is another in an earlier row", field=column.title, name=name)
        refusal = Unread("two_values", message, T("Keep one of the two; two people who bear one name each need an id."))
        self._add(self._row(line.table, line.row), line.table.at[column] + 1, refusal, name)

    def _required(self, table: Table, line: Line, column: Column) -> None:
        position = table.at.get(column)
        if position is None or filled(table.grid.cell(line.row, position)):
            return  # of the whole column, or of the cell, it is told already
        hint = _choice(column)
        name = self.names.names[line.identity] if column.key != "name" else None
        self._add(self._row(table, line.row), position + 1, Unread("missing_field", T("{name} is empty", name=column.title), hint), name)

    def _own_relationship(self, path: Path_, sheet: Sheet, fields: dict[str, Any], here: Row) -> None:
        """The relationship that a row of a record is besides."""
        record = self.value[str(path[0])][int(path[1])]
        if TO not in fields:
            column = sheet.column(TO, of_relationship=True)
            message = T("{name} is empty, and the row says something of it", name=column.title)
            refusal = Unread("missing_field", message, T("Write which post it is about."))
            self._add(here, here.positions.get(TO), refusal, record.get("name"))
            return
        if sheet.relationship and fields[TO] is not None:
            self._append(path, sheet.relationship.type.lower(), fields, here)

    def _relationship(self, table: Table, row: int) -> None:
        """Add a row of a sheet of relationships to the record where it starts."""
        sheet, here = table.sheet, self._row(table, row, of_relationship=True)
        kind = sheet.relationship.type if sheet.relationship else None
        values: dict[str, Any] = {}
        columns = sorted(table.at, key=lambda column: (column.key != TYPE, column.key))
        for column in columns:
            raw = table.cell(row, column)
            if filled(raw):
                try:
                    values[column.key] = self.cells.read(raw, column, kind=kind)
                except Unread as refusal:
                    self._add(here, table.at[column] + 1, refusal, None)
                    values[column.key] = None
                if column.key == TYPE:
                    kind = values[TYPE]
            elif column.key in (START, TYPE, TO):
                hint = T("A row of this sheet has a beginning and an end.")
                self._add(here, table.at[column] + 1, Unread("missing_field", T("{name} is empty", name=column.title), hint), None)
        start, end = values.pop(START, None), values.pop(TO, None)
        values.pop(TYPE, None)
        if not (kind and start and end):
            return
        if start not in self.paths:
            message = T("no record in this workbook is called {name}", name=start)
            self._add(here, here.positions[START], Unread("unknown_name", message), None)
            return
        self._fields_of(kind, values, here)
        stated = {key: value for key, value in values.items() if value is not None}
        self._append(self.paths[start], kind.lower(), {TO: end, **stated}, here)

    def _fields_of(self, kind: str, values: dict[str, Any], here: Row) -> None:
        """Tell what a relationship of this type does not have."""
        for key in [key for key in values if key not in TYPES[kind].model_fields]:
            message = T("a relationship of the kind {type} has no such field", type=TYPES[kind].title)
            self._add(here, here.positions[key], Unread("unknown_field", message, T("Clear the cell.")), None)
            del values[key]

    def _extend(self, path: Path_, key: str, values: list[str], here: Row, position: int) -> None:
        record = self.value[str(path[0])][int(path[1])]
        for value in values:
            records = record.setdefault(key, [])
            if value not in records:
                self.tree.cells[*path, key, len(records)] = here, position
                records.append(value)

    def _append(self, path: Path_, key: str, fields: dict[str, Any], here: Row) -> None:
        records = self.value[str(path[0])][int(path[1])].setdefault(key, [])
        place: Path_ = (*path, key, len(records))
        self.tree.rows[place] = here
        for name in fields:
            if name in here.positions:
                self.tree.cells[*place, name] = here, here.positions[name]
        records.append(fields)

    def _add(self, here: Row, position: int | None, refusal: Unread, record: str | None) -> None:
        if len(self.tree.problems) >= MOST_PROBLEMS:
            return  # the reader of the tree says that there are more
        hint = refusal.hint if len(self.tree.problems) < HINTED else None
        problem = Problem(
            refusal.code, refusal.message, hint, self.file, here.number, position, shortened(record) if record else None, sheet=here.grid
        )
        self.tree.problems.append(problem)


def _choice(column: Column) -> Text:
    return T("Choose from: {names}.", names=[term.names for term in column.form.terms]) if column.form.terms else T("Fill it in.")
