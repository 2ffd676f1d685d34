"""The sheets of a workbook as rows of cells, from .xlsx and .ods.

Values of .xlsx come from calamine, a fast reader in Rust. It does not say where a formula or an error stands, and it would
make room for all rows and columns up to the last one: so each sheet is looked through before. Of .ods it drops tabs,
merged cells and formulas; those files, of which one part holds all, are read here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from orggraph.i18n import T
from orggraph.sources.workbook.gate import damaged, parts, refusal, repacked
from orggraph.sources.workbook.unread import Failure, Formula, Raw

MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 1_000
MAX_CELLS: Final = 2_000_000
"""Cells of a sheet up to its last row and column that hold something."""
Span = tuple[int, int, int, int]
"""First row, first column, last row and last column of merged cells, counted from 0."""
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass
class Grid:
    """One sheet: its name, and its cells by row and column, counted from 0; an empty text is an empty cell."""

    name: str
    rows: list[list[Raw]] = field(default_factory=list)
    hidden: bool = False

    def cell(self, row: int, column: int) -> Raw:
        """A cell, also where the sheet does not reach."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of a workbook, in its order; merged cells each hold what the first of them holds.

    Raises
    ------
    InvalidInput
        Where it is damaged, unsafe or too large.
    """
    members = parts(path)
    if "xl/workbook.xml" in members:
        return _Xlsx(path, members).grids()
    if "content.xml" in members and members.get("mimetype", _ODS).startswith(_ODS):
        return _Ods(path, members["content.xml"]).grids()
    raise damaged(path)


def check_size(path: Path, name: str, rows: int, columns: int) -> None:
    """Refuse a sheet that reaches too far. Raises InvalidInput."""
    if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        message = T("the sheet {sheet} reaches to row {rows} and column {columns}, which is more than is read", sheet=name,
                    rows=str(rows), columns=str(columns))  # fmt: skip
        raise refusal(path, "too_large", message, T("Remove what stands far below or beside the table."))


def spread(grid: Grid, spans: list[Span]) -> None:
    """Let all of some merged cells hold what the first of them holds."""
    for top, left, bottom, right in spans:
        value = grid.cell(top, left)
        for row in range(top, min(bottom + 1, len(grid.rows))):
            for column in range(left, min(right + 1, len(grid.rows[row]))):
                grid.rows[row][column] = value


@dataclass
class _Marks:
    """What calamine does not say of a sheet: how far it reaches, where formulas and errors stand."""

    rows: int = 0
    columns: int = 0
    special: dict[tuple[int, int], Formula | Failure] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)


class _Xlsx:
    def __init__(self, path: Path, members: Mapping[str, bytes]) -> None:
        self.path, self.members = path, members

    def grids(self) -> list[Grid]:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        marks = {name: self._marks(name, part) for name, part in self._sheets().items()}
        try:
            with CalamineWorkbook.from_filelike(repacked(self.members)) as book:
                grids = []
                for meta in book.sheets_metadata:
                    if meta.typ != SheetTypeEnum.WorkSheet:
                        continue
                    rows = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                    grid = Grid(meta.name, [list(row) for row in rows], meta.visible != SheetVisibleEnum.Visible)
                    grids.append(_marked(grid, marks.get(meta.name, _Marks())))
        except (CalamineError, ValueError, OSError, OverflowError):
            raise damaged(self.path) from None
        return grids

    def _sheets(self) -> dict[str, bytes]:
        """The part of each sheet by its name."""
        targets: dict[str, str] = {}
        sheets: dict[str, str] = {}

        def relation(element: str, attributes: Mapping[str, str]) -> None:
            if element.endswith("Relationship"):
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        def sheet(element: str, attributes: Mapping[str, str]) -> None:
            if element.rpartition(":")[2] == "sheet" and "name" in attributes:
                ref = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                sheets[attributes["name"]] = ref

        _parse(self.path, self.members.get("xl/_rels/workbook.xml.rels", b"<x/>"), start=relation)
        _parse(self.path, self.members["xl/workbook.xml"], start=sheet)
        members = {name.lower(): content for name, content in self.members.items()}
        named = {name: targets.get(ref, "").lstrip("/").lower() for name, ref in sheets.items()}
        return {name: members.get(part) or members.get(f"xl/{part}") or b"<x/>" for name, part in named.items()}

    def _marks(self, name: str, part: bytes) -> _Marks:
        """Look through a sheet."""
        marks = _Marks()
        at = [-1, -1]

        def start(element: str, attributes: Mapping[str, str]) -> None:
            element = element.rpartition(":")[2]
            if element == "row":
                at[0] = _number(attributes.get("r"), at[0] + 2) - 1
                at[1] = -1
            elif element == "c":
                place = re.fullmatch(r"\$?([A-Za-z]{1,4})\$?(\d{1,8})", attributes.get("r", ""))
                at[:] = [int(place[2]) - 1, _column(place[1])] if place else [at[0], at[1] + 1]
                marks.rows, marks.columns = max(marks.rows, at[0] + 1), max(marks.columns, at[1] + 1)
                if marks.rows > MAX_ROWS or marks.columns > MAX_COLUMNS:
                    check_size(self.path, name, marks.rows, marks.columns)
                if attributes.get("t") == "e":
                    marks.special[at[0], at[1]] = Failure("#")
            elif element == "f":
                marks.special[at[0], at[1]] = Formula()
            elif element == "mergeCell" and (span := _span(attributes.get("ref", ""))):
                marks.spans.append(span)

        _parse(self.path, part, start=start)
        check_size(self.path, name, marks.rows, marks.columns)
        return marks


def _marked(grid: Grid, marks: _Marks) -> Grid:
    for (row, column), what in marks.special.items():
        if 0 <= row < MAX_ROWS:
            while len(grid.rows) <= row:
                grid.rows.append([])
            line = grid.rows[row]
            line += [""] * (column + 1 - len(line))
            line[column] = what
    spread(grid, marks.spans)
    return grid


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _span(ref: str) -> Span | None:
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", ref)
    return (int(match[2]) - 1, _column(match[1]), int(match[4]) - 1, _column(match[3])) if match else None


def _parse(path: Path, content: bytes, **handlers: object) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.get("start")  # type: ignore[assignment]
    parser.EndElementHandler = handlers.get("end")  # type: ignore[assignment]
    parser.CharacterDataHandler = handlers.get("text")  # type: ignore[assignment]
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(path) from None


class _Ods:
    """Reads ``content.xml``. Names of elements are taken with the prefixes that every program writes."""

    def __init__(self, path: Path, content: bytes) -> None:
        self.path, self.content = path, content
        self.sheets: list[Grid] = []
        self.spans: list[Span] = []
        self.row: list[Raw] = []
        self.pending = 0
        self.repeats = self.row_repeats = 1
        self.value: Raw | None = None
        self.text: list[str] = []
        self.paragraphs = 0
        self.passed = 0
        self.in_cell = self.in_text = False
        self.width = 0

    def grids(self) -> list[Grid]:
        _parse(self.path, self.content, start=self._start, end=self._end, text=self._text)
        return self.sheets

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        if self.passed or element in ("office:annotation", "table:shapes", "table:tracked-changes", "draw:frame"):
            self.passed += 1
        elif element == "table:table":
            self.sheets.append(Grid(attributes.get("table:name", "")))
            self.spans, self.pending, self.width = [], 0, 0
        elif not self.sheets:
            return
        elif element == "table:table-row":
            self.row, self.row_repeats = [], _number(attributes.get("table:number-rows-repeated"), 1)
        elif element in ("table:table-cell", "table:covered-table-cell"):
            self._start_cell(attributes)
        elif self.in_cell:
            self._start_text(element, attributes)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self.in_cell, self.text, self.paragraphs = True, [], 0
        self.repeats = _number(attributes.get("table:number-columns-repeated"), 1)
        self.value = Formula() if "table:formula" in attributes else _ods_value(attributes)
        rows, columns = (_number(attributes.get(f"table:number-{part}-spanned"), 1) for part in ("rows", "columns"))
        if rows > 1 or columns > 1:
            top, left = len(self.sheets[-1].rows) + self.pending, len(self.row)
            self.spans.append((top, left, top + rows - 1, left + columns - 1))

    def _start_text(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "text:p":
            self.text += ["\n"] if self.paragraphs else []
            self.paragraphs += 1
            self.in_text = True
        elif element == "text:s":
            self.text.append(" " * min(_number(attributes.get("text:c"), 1), 1_000))
        elif element in ("text:tab", "text:line-break"):
            self.text.append("\t" if element == "text:tab" else "\n")

    def _text(self, text: str) -> None:
        if self.in_cell and self.in_text and not self.passed:
            self.text.append(text)

    def _end(self, element: str) -> None:
        if self.passed:
            self.passed -= 1
        elif element == "text:p":
            self.in_text = False
        elif element in ("table:table-cell", "table:covered-table-cell") and self.sheets:
            self.in_cell = False
            value = "".join(self.text) if self.value is None else self.value
            if isinstance(value, str) and re.fullmatch(r"#[A-Z/0]+[!?A]|Err:\d+", value):
                value = Failure(value)
            self.row += [value] * min(self.repeats, MAX_COLUMNS + 1 - len(self.row))
        elif element == "table:table-row" and self.sheets:
            self._end_row()
        elif element == "table:table" and self.sheets:
            spread(self.sheets[-1], self.spans)

    def _end_row(self) -> None:
        while self.row and self.row[-1] == "":
            self.row.pop()
        grid = self.sheets[-1]
        if not self.row:
            self.pending += self.row_repeats  # empty rows count when something comes after them
            return
        rows, self.width = len(grid.rows) + self.pending + self.row_repeats, max(self.width, len(self.row))
        check_size(self.path, grid.name, rows, self.width)
        grid.rows += [[] for _row in range(self.pending)]
        grid.rows += [list(self.row) for _row in range(self.row_repeats)]
        self.pending = 0


def _ods_value(attributes: Mapping[str, str]) -> Raw | None:
    """The value of a cell; None: its text is."""
    kind = attributes.get("office:value-type", "string")
    try:
        if kind in ("float", "currency", "percentage"):
            return float(attributes["office:value"])
        if kind == "date":
            written = attributes["office:date-value"]
            return dt.date.fromisoformat(written) if len(written) == len("2026-01-01") else dt.datetime.fromisoformat(written)
        if kind == "boolean":
            return attributes["office:boolean-value"] == "true"
        if kind == "time" and (match := re.match(r"PT(\d+)H(\d+)M", attributes["office:time-value"])):
            return dt.time(int(match[1]) % 24, int(match[2]) % 60)
    except (KeyError, ValueError):
        return None
    return None
