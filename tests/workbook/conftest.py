"""Workbooks as people write them: the export of a small region, changed by hand with openpyxl."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from orggraph.errors import InvalidInput, Problem
from orggraph.exports import Origin, registry
from orggraph.model.dataset import Dataset
from orggraph.sources import read
from orggraph.sources.dataset_yaml import read_dataset

SMALL = """orggraph: 1
dataset: {id: klein, title: Regio Klein, reference_date: 2026-01-01}
Organization:
- {id: dorp, name: Gemeente Dorp, kind: municipality, inhabitants: 12345}
- {id: stad, name: Gemeente Stad, kind: municipality}
Body:
- {id: ab, name: Algemeen bestuur, short_name: AB, kind: general_board, tier: executive, sources: [besluit artikel 3]}
- {id: db, name: Dagelijks bestuur, kind: executive_board, tier: executive, part_of: body/ab}
Post:
- {id: voorzitter, name: Voorzitter AB, in: body/ab, capacity: chair}
- {id: lid-dorp, name: Lid AB voor Dorp, in: body/ab, capacity: member, on_behalf_of: organization/dorp}
- {id: lid-stad, name: Lid AB voor Stad, in: body/ab, capacity: member, on_behalf_of: organization/stad}
Person:
- {id: a, name: burgemeester van Dorp, holds: [{to: post/voorzitter, start_date: 2024-03-01}, post/lid-dorp]}
- {id: b, name: wethouder van Stad, holds: {to: post/lid-stad, start_date: 2022-06, last_day: 2026-05-31}}
Meeting:
- {id: m1, name: AB van maart, date: 2026-03-12, start_time: "19:30", meeting_of: body/ab}
Source:
- {id: besluit, name: Instellingsbesluit, date: 2020}
"""


@cache
def exported(text: str) -> tuple[Dataset, bytes]:
    """A dataset, and its workbook in Dutch."""
    dataset = read_dataset(text)
    content = registry()["workbook"].make(dataset, Origin.of(dataset, 1, "2026-01-01"), ".xlsx")
    assert isinstance(content, bytes)
    return dataset, content


class Book:
    """A workbook in the hands of a person."""

    def __init__(self, folder: Path, text: str = SMALL) -> None:
        self.before, content = exported(text)
        self.path = folder / "klein.xlsx"
        self.path.write_bytes(content)
        self.file: Workbook = openpyxl.load_workbook(self.path)

    def __getitem__(self, sheet: str) -> Worksheet:
        return self.file[sheet]

    def column(self, sheet: str, heading: str) -> int:
        """The number of a column by its heading."""
        return next(cell.column for cell in self.file[sheet][1] if cell.value == heading)

    def put(self, sheet: str, row: int, heading: str, value: object) -> str:
        """Write a value; gives the letter of the column."""
        cell = self.file[sheet].cell(row, self.column(sheet, heading))
        cell.value = value  # type: ignore[assignment]
        return cell.column_letter

    def get(self, sheet: str, row: int, heading: str) -> object:
        return self.file[sheet].cell(row, self.column(sheet, heading)).value

    def add(self, sheet: str, **values: object) -> int:
        """Write a new row below the others; gives its number. Headings have an underscore for each space."""
        row = next(number for number in range(2, 500) if not any(cell.value for cell in self.file[sheet][number]))
        for heading, value in values.items():
            self.put(sheet, row, heading.replace("_", " "), value)
        return row

    def read(self) -> Dataset:
        """What orggraph makes of it now."""
        self.file.save(self.path)
        return read(self.path)

    def problems(self) -> tuple[Problem, ...]:
        """What orggraph says of it now."""
        with pytest.raises(InvalidInput) as refusal:
            self.read()
        return refusal.value.problems


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)
