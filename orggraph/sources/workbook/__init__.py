"""The workbook: a dataset in the sheets that a person thinks in, from Excel (.xlsx) or LibreOffice (.ods).

``orggraph export workbook`` writes one, :mod:`orggraph.sources.workbook.layout` says what stands where. People write it by
hand: rows and columns may move, a name stands for a record, a new row needs no id, dates and numbers may be text. What
cannot be read is said with its sheet, row and column, all at once; formulas are not worked out.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from orggraph import sources
from orggraph.i18n import Bilingual
from orggraph.model.dataset import Dataset
from orggraph.model.from_tree import dataset_of
from orggraph.sources.workbook.grids import read_grids
from orggraph.sources.workbook.reading import WorkbookReader
from orggraph.sources.workbook.tables import is_cover, sheet_names
from orggraph.sources.workbook.unread import folded

SUFFIXES: Final = (".xlsx", ".ods", ".xlsm")
_START: Final = 4 * 2**20
"""Bytes of a part that are looked at to tell whose workbook it is."""
_SHEET: Final = re.compile(r"""<(?:sheet|table:table)\s[^>]*?\bname="([^"]*)\"""")


def read(path: Path) -> Dataset:
    """The dataset in a workbook.

    Raises
    ------
    InvalidInput
        With every problem, each with its sheet, row and column; nothing is returned then.
    """
    return dataset_of(WorkbookReader(path, read_grids(path)).read())


def _fits(path: Path, start: str) -> bool:
    """Whether it is a workbook with such sheets; a file of that suffix that cannot be opened is taken for one, to say so."""
    is_archive, is_workbook = start.startswith("PK"), path.suffix.lower() in SUFFIXES
    if not is_archive:
        return is_workbook
    try:
        with zipfile.ZipFile(path) as archive:
            part = next(name for name in ("xl/workbook.xml", "content.xml") if name in archive.namelist())
            with archive.open(part) as member:
                text = member.read(_START).decode("utf-8", errors="replace")
    except StopIteration:
        return False
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return is_workbook
    names = _SHEET.findall(text)
    return any(map(is_cover, names)) or sum(folded(name) in sheet_names() for name in names) > 1


SOURCE = sources.Source(Bilingual("werkboek", "workbook"), SUFFIXES, read, _fits)
