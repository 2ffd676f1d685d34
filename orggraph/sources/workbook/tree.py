"""A workbook as the tree of a dataset, in which every value knows its sheet, row and column.

The tree has the shape of a dataset file, so that the same reader makes records of it and says what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from orggraph.errors import Problem
from orggraph.i18n import Bilingual, Text
from orggraph.model.from_tree import KEYS
from orggraph.model.problems import shortened
from orggraph.sources.workbook.layout import Column, Sheet
from orggraph.yamltree import Path_, Tree


@dataclass(frozen=True)
class Row:
    """A row of a sheet: where a record or relationship stands."""

    grid: str
    sheet: Sheet | None
    number: int
    """Counted from 1, as people see it."""
    positions: Mapping[str, int]
    """The position of each column by its key, counted from 1."""


@dataclass
class SheetTree(Tree):
    """A tree whose values stand in cells. Problems name columns, types and records as the workbook does."""

    rows: dict[Path_, Row] = field(default_factory=dict)
    cells: dict[Path_, tuple[Row, int]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The name of each record by its id."""
    sheets: list[str] = field(default_factory=list)

    def rank(self, problem: Problem) -> tuple[int, ...]:
        sheet = self.sheets.index(problem.sheet) if problem.sheet in self.sheets else -1
        return sheet, problem.line or 0, problem.column or 0

    def problem(self, path: Path_, code: str, message: Text, hint: Text | None = None, record: str | None = None) -> Problem:
        row, position = self._cell(path, message)
        name = shortened(self.names.get(record.split(" ")[0], record)) or None if record else None
        message, hint = self._worded(message, path), self._worded(hint, path) if hint else None
        if row is None:
            return Problem(code, message, hint, self.file, record=name)
        return Problem(code, message, hint, self.file, row.number, position, name, sheet=row.grid)

    def _cell(self, path: Path_, message: Text) -> tuple[Row | None, int | None]:
        """The cell of a value, or of the nearest value around it; a missing field stands in its own column."""
        while path:
            if path in self.cells:
                return self.cells[path]
            if path in self.rows:
                row = self.rows[path]
                return row, row.positions.get(str(message.params.get("name")))
            path = path[:-1]
        return None, None

    def _worded(self, text: Text, path: Path_) -> Text:
        return replace(text, params={key: self._param(value, path) for key, value in text.params.items()})

    def _param(self, value: Any, path: Path_) -> Any:
        if isinstance(value, list | tuple):
            return [self._param(item, path) for item in value]
        if not isinstance(value, str):
            return value
        return shortened(self.names.get(value, "")) or self._title(value, path) or value

    def _title(self, word: str, path: Path_) -> Bilingual | None:
        """What the workbook calls a field or relationship type that a message names."""
        while path and path not in self.rows:
            path = path[:-1]
        sheet = self.rows[path].sheet if path else None
        column = next((column for column in sheet.columns if column.key == word), None) if sheet else None
        if column:
            return column.title
        return KEYS[word].title if word in KEYS else None


def placeholder(column: Column, identity: str) -> Any:
    """What stands for a value that is required and wrong, so that the rest of its record is read as well."""
    if column.form.kind == "record-id":
        return identity
    if column.form.terms:
        return str(next(iter(column.form.terms)).value)
    return "?"


def slug(name: str) -> str:
    """A short id made of a name; empty where the name has no letter or digit for it."""
    from orggraph.model.meant import slug as plain

    return re.sub(r"[^a-z0-9]+", "-", plain(name))[:60].strip("-")
