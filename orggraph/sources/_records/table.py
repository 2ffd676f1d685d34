"""Tables of others: CSV with any delimiter and encoding, and sheets of Excel and OpenDocument, as rows of plain texts.

Sheets are read by python-calamine (openpyxl and odfpy were looked at: slower, and one format each), encodings told by
charset-normalizer. A text that was encoded twice (``FryslÃ¢n``) is mended where it can only have been that, and each such
value is said. Nothing of an archive is unpacked to disk; its size is bounded before it is opened.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from orggraph.errors import InvalidInput, Problem, why_unread
from orggraph.i18n import T, Text

MOST_BYTES: Final = 64 * 2**20
MOST_UNPACKED: Final = 256 * 2**20
MOST_ROWS: Final = 500_000
DELIMITERS: Final = (";", ",", "\t", "|")
SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
ENCODINGS: Final = ["cp1252", "cp1250", "cp850", "mac_roman", "utf_16", "utf_16_le", "utf_16_be"]
BROKEN_ARCHIVE: Final = (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
"""What zipfile raises of an archive that is damaged, locked or of a later kind."""
MARKED: Final = ("xl/workbook.xml", "docProps/custom.xml", "docProps/core.xml", "docProps/app.xml", "meta.xml", "content.xml")
"""Where a workbook that orggraph made says so."""
_DOUBLE: Final = re.compile(r"[ÂÃÄÅâ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]")


@dataclass(frozen=True)
class Row:
    """A row of a table: its number in the file or sheet, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass
class Table:
    """Rows of a file, with what was noticed while they were read."""

    rows: list[Row]
    remarks: list[tuple[Text, int | None, int | None]] = field(default_factory=list)
    """A text, a row and a column."""
    form: dict[str, str] = field(default_factory=dict)
    """How it was read: delimiter and encoding, or sheet."""


def read_table(path: Path, *, delimiter: str = "", encoding: str = "", sheet: str = "") -> Table:
    """The rows of a file that are not blank.

    Parameters
    ----------
    path
        The file.
    delimiter, encoding, sheet
        As the file has them; empty: told from its content, or the first sheet that holds something.

    Raises
    ------
    InvalidInput
        Where it cannot be read, or is larger than is read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InvalidInput([Problem("unreadable", T("the file cannot be read: {why}", why=why_unread(error)), None, str(path))]) from None
    if len(raw) > MOST_BYTES:
        raise _refused(path, "too_large", T("the file is larger than the {most} MB that are read", most=MOST_BYTES // 2**20))
    table = _sheet(path, raw, sheet) if is_sheet(raw) else _csv(path, raw, delimiter, encoding)
    if len(table.rows) > MOST_ROWS:
        raise _refused(path, "too_large", T("more than {most} rows", most=MOST_ROWS))
    _mend(table)
    return table


def is_sheet(raw: bytes) -> bool:
    """Whether the bytes begin as a file of a spreadsheet does: an archive, or an old Office document."""
    return raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def holds_sheets(path: Path) -> bool:
    """Whether an archive has the parts of a spreadsheet; an old Office document is taken to be one by its suffix."""
    if not zipfile.is_zipfile(path):
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("xl/") or name == "content.xml" for name in archive.namelist())
    except BROKEN_ARCHIVE:
        return False


def is_own_workbook(path: Path) -> bool:
    """Whether a spreadsheet bears the mark of orggraph's own workbook: a property, a defined name or a sheet of that name."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in set(MARKED) & set(archive.namelist()):
                with archive.open(name) as part:
                    if b"orggraph" in part.read(2**20).lower():
                        return True
    except BROKEN_ARCHIVE:
        return False
    return False


def _csv(path: Path, raw: bytes, delimiter: str, encoding: str) -> Table:
    text, encoding, remarks = _decoded(path, raw, encoding)
    lines = text.splitlines(keepends=True)
    delimiter = delimiter or _delimiter(lines[:200])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[Row] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(reader.line_num - sum(cell.count("\n") for cell in cells), tuple(cells)))  # noqa: PERF401 - it can fail halfway
    except csv.Error as error:
        raise _refused(path, "syntax", T("this row cannot be read: {words}", words=str(error)), reader.line_num) from None
    return Table(rows, remarks, {"delimiter": delimiter, "encoding": encoding})


def _decoded(path: Path, raw: bytes, encoding: str) -> tuple[str, str, list[tuple[Text, int | None, int | None]]]:
    """The text of a file, its encoding, and what to say of it."""
    if encoding:
        try:
            return raw.decode(encoding), encoding, []
        except (LookupError, UnicodeDecodeError):
            raise _refused(path, "encoding", T("this is no text in {encoding}", encoding=encoding)) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace"), "utf-16", []
    try:
        return raw.decode("utf-8-sig"), "utf-8", []
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes  # late: most files are UTF-8

        best = from_bytes(raw[max(0, error.start - 2**16) : error.start + 2**16], cp_isolation=ENCODINGS).best()
        name = best.encoding if best else "cp1252"
        line = raw.count(b"\n", 0, error.start) + 1
        return raw.decode(name, errors="replace"), name, [(T("this is no UTF-8; it was read as {encoding}", encoding=name), line, None)]


def _delimiter(lines: list[str]) -> str:
    """The sign that parts the most rows into equally many cells, more than one."""
    best, score = ",", 0
    for sign in DELIMITERS:
        try:
            counts = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign))
        except csv.Error:
            continue
        width, rows = max(counts.items(), key=lambda entry: (entry[1] * (entry[0] > 1), entry[0]), default=(1, 0))
        if width > 1 and rows * 100 + width > score:
            best, score = sign, rows * 100 + width
    return best


def _sheet(path: Path, raw: bytes, sheet: str) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    _bounded(path)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        names = workbook.sheet_names
        if sheet and sheet not in names:
            raise _refused(path, "unknown_sheet", T("there is no sheet {sheet}; there are {names}", sheet=sheet, names=names))
        for name in [sheet] if sheet else names:
            cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
            texts = ((number, tuple(_cell(value) for value in row)) for number, row in enumerate(cells, 1))
            rows = [Row(number, row) for number, row in texts if any(cell.strip() for cell in row)]
            if rows:
                return Table(rows, [], {"sheet": name})
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise _refused(path, "syntax", T("this spreadsheet cannot be read: {words}", words=str(error))) from None
    raise _refused(path, "empty", T("no sheet of it holds anything"))


def _bounded(path: Path) -> None:
    """Refuse an archive that unpacks to more than is read."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except BROKEN_ARCHIVE as error:
        raise _refused(path, "syntax", T("this spreadsheet cannot be read: {words}", words=str(error))) from None
    if size > MOST_UNPACKED:
        raise _refused(path, "too_large", T("it unpacks to more than {most} MB", most=MOST_UNPACKED // 2**20))


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _mend(table: Table) -> None:
    """Texts that were encoded twice, as they were meant; each value is said once, at its first place."""
    meant: dict[str, str] = {}
    for at, row in enumerate(table.rows):
        if not any(_DOUBLE.search(cell) for cell in row.cells):
            continue
        cells = list(row.cells)
        for number, cell in enumerate(cells):
            if cell not in meant and _DOUBLE.search(cell):
                meant[cell] = _once(cell)
                if meant[cell] != cell:
                    remark = T("{words} was encoded twice: read as {meant}", words=cell.strip(), meant=meant[cell].strip())
                    table.remarks.append((remark, row.number, number + 1))
            cells[number] = meant.get(cell, cell)
        table.rows[at] = Row(row.number, tuple(cells))


def _once(text: str) -> str:
    """A text encoded once where it was twice; itself where it can be no such text."""
    try:
        return b"".join(_byte(sign) for sign in text).decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return text


def _byte(sign: str) -> bytes:
    """The byte of which a sign is the reading in cp1252, which leaves five bytes without a sign."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _refused(path: Path, code: str, message: Text, line: int | None = None) -> InvalidInput:
    return InvalidInput([Problem(code, message, T("Save it again from the program that made it."), str(path), line)])
