"""Which sheet of a workbook is which, and which of its columns: by their names, in either language, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Final

from orggraph.errors import Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.meant import SURE, WORDS
from orggraph.sources.workbook.grids import Grid
from orggraph.sources.workbook.layout import ALSO, COLUMNS, COVER, LISTS, TYPE, Column, Sheet, head_columns, sheets
from orggraph.sources.workbook.unread import Raw, folded

HIGHEST: Final = 20
"""The row with the headings is one of the first so many."""

NEAR: Final = 0.8
"""How much of a heading must be alike for it to be taken for a mistyped one."""


@dataclass
class Table:
    """A sheet of the file that is a sheet of the workbook, and where its columns are."""

    grid: Grid
    sheet: Sheet
    top: int
    """The row with the headings, counted from 0."""
    at: dict[Column, int]
    """The position of each column, counted from 0."""

    def rows(self) -> Iterator[int]:
        """The rows in which a column of the workbook holds something."""
        for row in range(self.top + 1, len(self.grid.rows)):
            if any(filled(self.grid.cell(row, position)) for position in self.at.values()):
                yield row

    def cell(self, row: int, column: Column) -> Raw:
        """A cell; an empty text also where the column is not there."""
        position = self.at.get(column)
        return "" if position is None else self.grid.cell(row, position)


def filled(raw: Raw) -> bool:
    """Whether a cell holds more than spaces."""
    return bool(raw.strip()) if isinstance(raw, str) else True


@cache
def sheet_names() -> Mapping[str, Sheet]:
    """Every sheet by its names, folded."""
    names: dict[str, Sheet] = {}
    for sheet in sheets():
        names |= dict.fromkeys(map(folded, (*sheet.title.both, sheet.key, *ALSO.get(sheet.key, ()))), sheet)
    return names


def is_cover(name: str) -> bool:
    """Whether a sheet of this name is the cover."""
    return folded(name) in map(folded, COVER.both)


def _is_help(name: str) -> bool:
    return folded(name) in {folded(word) for title in (COVER, COLUMNS, LISTS) for word in title.both}


def tables(grids: list[Grid], file: str) -> tuple[list[Table], list[Problem]]:
    """The sheets of a file that hold records, in the order of the workbook, and what is wrong with sheets and headings."""
    named: list[Table] = []
    problems: list[Problem] = []
    names = sheet_names()
    there = {names[folded(grid.name)].key for grid in grids if folded(grid.name) in names}
    for grid in grids:
        sheet = names.get(folded(grid.name))
        if sheet:
            table = _table(grid, sheet)
            if table:
                named.append(table)
                problems += _headings(table, file)
            elif any(filled(raw) for row in grid.rows for raw in row):
                hint = T("Write the headings in the first row: {names}.", names=[_column(sheet, key).title for key in sheet.daily])
                problems.append(Problem("no_headings", T("this sheet has no row with headings"), hint, file, 1, sheet=grid.name))
        elif not _is_help(grid.name) and not grid.hidden and any(filled(raw) for row in grid.rows for raw in row):
            problems.append(_unknown_sheet(grid, there, file))
    order = {sheet.key: number for number, sheet in enumerate(sheets())}
    return sorted(named, key=lambda table: order[table.sheet.key]), problems


def _unknown_sheet(grid: Grid, there: set[str], file: str) -> Problem:
    """A sheet of nobody's: an error where it seems to be one that is missing, else a warning."""
    names = sheet_names()
    near = [names[word] for word in get_close_matches(folded(grid.name), names, cutoff=SURE) if names[word].key not in there]
    if near:
        hint = T("If it is the sheet {sheet}, call it that.", sheet=near[0].title)
        return Problem("unknown_sheet", T("there is no sheet of this name"), hint, file, sheet=grid.name)
    message = T("this sheet is not read: it is none of the workbook")
    hint = T("Its name says what it holds: {names}.", names=[sheet.title for sheet in sheets() if sheet.always])
    return Problem("unknown_sheet", message, hint, file, sheet=grid.name).warning()


def _column(sheet: Sheet, key: str) -> Column:
    return next(column for column in sheet.columns if column.key == key)


@cache
def _headings_of(sheet: Sheet) -> Mapping[str, Column]:
    """Every column of a sheet by its headings, folded: its titles, its name in the model, and other words for it."""
    headings: dict[str, Column] = {}
    for word, keys in WORDS.items():
        for column in sheet.columns:
            if column.key in keys[:1]:
                headings.setdefault(folded(word.replace("_", " ")), column)
    headings |= {column.key: column for column in sheet.columns}
    headings |= {folded(column.title[lang]): column for lang in ("nl", "en") for column in sheet.columns}
    if sheet.node is not None and sheet.relationship is not None:
        headings |= {folded(word): _column(sheet, "to") for word in ("functie", "post", "functies", "posts")}
        headings |= {folded(word): _column(sheet, "name") for word in ("persoon", "person")}
    return headings


def _table(grid: Grid, sheet: Sheet) -> Table | None:
    """The table of a sheet; None where no row looks like headings."""
    known = _headings_of(sheet)
    best = max(range(min(HIGHEST, len(grid.rows))), key=lambda row: (len(_known(grid, row, known)), -row), default=None)
    if best is None:
        return None
    at = _known(grid, best, known)
    first = "name" if sheet.node else "start"
    return Table(grid, sheet, best, at) if at and (len(at) > 1 or any(column.key == first for column in at)) else None


def _known(grid: Grid, row: int, known: Mapping[str, Column]) -> dict[Column, int]:
    at: dict[Column, int] = {}
    for position, raw in enumerate(grid.rows[row]):
        if isinstance(raw, str) and (column := known.get(folded(raw).rstrip(" :*"))):
            at.setdefault(column, position)
    return at


def _headings(table: Table, file: str) -> Iterator[Problem]:
    """What is wrong with the headings of a table that has rows."""
    rows = list(table.rows())
    if not rows:
        return
    grid, sheet, line = table.grid, table.sheet, table.top + 1
    known = _headings_of(sheet)
    width = max(len(row) for row in grid.rows[table.top :])
    for position in range(width):
        heading = grid.cell(table.top, position)
        words = heading if isinstance(heading, str) else str(heading)
        column = known.get(folded(words).rstrip(" :*"))
        below = sum(filled(grid.cell(row, position)) for row in range(table.top + 1, len(grid.rows)))
        if not below or (column and table.at[column] == position):
            continue
        yield _unread_column(table, file, position, words, column, below)
    for column in sheet.columns:
        if column not in table.at and (column.required or (sheet.node is None and column.key in ("to", TYPE))):
            message = T("the column {name} is missing", name=column.title)
            hint = T("Add it: a heading in this row, and a value in each row.")
            yield Problem("missing_column", message, hint, file, line, sheet=grid.name)


def _unread_column(table: Table, file: str, position: int, words: str, column: Column | None, below: int) -> Problem:
    """A column of nobody's: an error where its heading stands twice or nearly is that of a column, else a warning."""
    place = {"file": file, "line": table.top + 1, "column": position + 1}
    sheet = table.grid.name
    if column:
        message = T("the column {name} stands here a second time", name=column.title)
        return Problem("duplicate_column", message, T("Keep one of the two."), **place, sheet=sheet)  # type: ignore[arg-type]
    if not folded(words):
        message = T("this column has no heading, and {n} of its cells hold something", n=below)
        return Problem("no_heading", message, T("Write a heading, or clear the column."), **place, sheet=sheet)  # type: ignore[arg-type]
    known = _headings_of(table.sheet)
    close = get_close_matches(folded(words), known, cutoff=NEAR)
    near: list[Bilingual] = [known[word].title for word in close if known[word] not in table.at]
    if near:
        message, hint = T("there is no column {name}", name=words), T("Write {names}.", names=near[:1])
        return Problem("unknown_column", message, hint, **place, sheet=sheet)  # type: ignore[arg-type]
    message = T("the column {name} is not read: it is none of this sheet", name=words)
    hint = T("The sheet {sheet} says which columns there are.", sheet=COLUMNS)
    return Problem("unknown_column", message, hint, **place, sheet=sheet).warning()  # type: ignore[arg-type]


@cache
def head_titles() -> Mapping[str, Column]:
    """Every line of the cover by its titles, folded."""
    return {folded(word): column for column in head_columns() for word in (column.key, *column.title.both)}
