"""The workbook for Excel, by openpyxl: of the kept libraries it writes drop-downs, comments and print titles."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from orggraph.exports.workbook.book import Book, Choices, Head, Page
from orggraph.i18n import T
from orggraph.sources.workbook.layout import COLUMNS, COVER, LISTS
from orggraph.sources.workbook.unread import Raw

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

SPARE: Final = 1_000
"""Empty rows below the records that have drop-downs too."""
LINE, MOST_LINES = 15, 12
"""The height of a line in points, and how many lines a row shows at most."""
DATE: Final = r"[<3000]0;dd\-mm\-yyyy"
"""A day; a number such as 2015 is a year, and looks like one."""
TEXT: Final = "@"
DARK, LIGHT, GREY, MUTED = "1F3A5F", "E8EEF5", "F2F2F2", "7F7F7F"
COVER_WIDTHS: Final = (34, 44, 70)
_ESCAPED: Final = re.compile(r"_x[0-9A-Fa-f]{4}_")
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff]")


def xlsx(book: Book) -> bytes:
    """The file."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    file = Workbook()
    file.remove(file.worksheets[0])
    file.properties.title = book.title
    file.properties.creator = "orggraph"
    _cover(file.create_sheet(COVER[book.lang]), book)
    ranges, styles = _Ranges(book), _Styles()
    for page in book.pages:
        _page(file.create_sheet(page.title), page, book, ranges, styles)
    _columns(file.create_sheet(COLUMNS[book.lang]), book)
    ranges.write(file)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:  # packed once, with the date that all members get
        ExcelWriter(file, archive).save()
    return buffer.getvalue()


def put(cell: Cell | MergedCell, value: Raw) -> None:
    """Set a cell to a value: a text is a text, whatever it looks like."""
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        value = format(Decimal(repr(value)), "f")  # openpyxl writes sixteen digits; the rest would be lost
    if not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]
        return
    cell.value = _escaped(value)
    cell.data_type = "s"  # never a formula, nor an error such as #N/A
    if value.startswith("'"):
        cell.quotePrefix = True


def _escaped(text: str) -> str:
    """A text as the format has it: what XML cannot hold, and what looks like such an escape, in its escape."""
    text = _ESCAPED.sub(lambda match: f"_x005F{match[0]}", text)
    return _UNFIT.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _cover(sheet: Worksheet, book: Book) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.sheet_view.showGridLines = False
    for letter, width in zip("ABC", COVER_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    fonts = {"title": Font(size=20, bold=True, color=DARK), "heading": Font(size=13, bold=True, color=DARK),
             "small": Font(size=9, italic=True, color=MUTED)}  # fmt: skip
    for number, (kind, values) in enumerate(book.cover, 1):
        for position, value in enumerate(values, 1):
            cell = sheet.cell(number, position)
            put(cell, value)
            cell.font = fonts.get(kind, Font())
            cell.alignment = Alignment(vertical="top", wrap_text=kind in ("value", "row") and position > 1, horizontal="left")
            if isinstance(value, dt.date):
                cell.number_format = DATE
            if kind == "value":
                cell.font = Font(bold=position == 1, color=MUTED if position > 2 else None)
                cell.fill = PatternFill("solid", fgColor=LIGHT) if position == 2 else PatternFill()
        if kind in ("value", "row"):
            sheet.cell(number, 2).fill = PatternFill("solid", fgColor=LIGHT) if kind == "value" else PatternFill()
            sheet.row_dimensions[number].height = LINE * _lines(values, COVER_WIDTHS)
        elif kind in ("title", "text", "small") and values:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=3)
            sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[number].height = {"title": 30, "small": 15}.get(kind, 16)
    _printed(sheet, landscape=True)


class _Ranges:
    """What may be chosen, as ranges: of a hidden sheet with lists, or of the first column of a sheet."""

    def __init__(self, book: Book) -> None:
        self.title = LISTS[book.lang]
        self.columns: dict[tuple[str, ...], int] = {}

    def of(self, choices: Choices) -> str:
        """The range, as a drop-down names it."""
        if choices.sheet:
            return f"'{choices.sheet}'!$A$2:$A${SPARE * 5}"
        number = self.columns.setdefault(choices.values, len(self.columns) + 1)
        letter = _letter(number)
        return f"'{self.title}'!${letter}$1:${letter}${len(choices.values)}"

    def write(self, file: Workbook) -> None:
        """Add the sheet with the lists."""
        sheet = file.create_sheet(self.title)
        sheet.sheet_state = "hidden"
        for values, number in self.columns.items():
            for row, value in enumerate(values, 1):
                put(sheet.cell(row, number), value)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


class _Styles:
    """The styles of cells below a heading, each made once: openpyxl compares a style with all others whenever one is set."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], StyleArray] = {}

    def give(self, cell: Any, head: Head, number_format: str) -> None:
        """Give a cell that has its value the style of its column."""
        from openpyxl.styles import Alignment, Font

        text, left, muted = cell.data_type == "s", head.column.form.date, head.column.key == "id"
        wanted = (number_format if text or cell.data_type == "d" else "General", text, left, muted, cell.has_style and cell.quotePrefix)
        if wanted in self._made:
            cell._style = self._made[wanted]
            return
        cell.number_format = wanted[0]
        cell.alignment = Alignment(vertical="top", wrap_text=text, horizontal="left" if left else None)
        if muted:
            cell.font = Font(color=MUTED)
        self._made[wanted] = cell._style


def _page(sheet: Worksheet, page: Page, book: Book, ranges: _Ranges, styles: _Styles) -> None:
    formats = [_format(head) for head in page.heads]
    for position, head in enumerate(page.heads, 1):
        _head(sheet, position, head, formats[position - 1])
        _choose(sheet, position, head, len(page.rows), book, ranges)
    for number, row in enumerate(page.rows, 2):
        for position, value in enumerate(row, 1):
            if value != "":
                cell = sheet.cell(number, position)
                put(cell, value)
                styles.give(cell, page.heads[position - 1], formats[position - 1])
        sheet.row_dimensions[number].height = LINE * _lines(row, [head.width for head in page.heads])
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{_letter(len(page.heads))}{max(len(page.rows) + 1, 2)}"
    sheet.print_title_rows = "1:1"
    _printed(sheet, landscape=True)


def _lines(row: Sequence[Raw], widths: Sequence[int]) -> int:
    """How many lines a row needs for its texts; of a very long one the first lines show."""
    needs = [
        sum(max(1, -(-len(line) // width)) for line in value.split("\n"))
        for value, width in zip(row, widths, strict=False)
        if isinstance(value, str)
    ]
    return min(max(needs, default=1), MOST_LINES)


def _format(head: Head) -> str:
    kind = head.column.form.kind
    if kind == "partial-date":
        return DATE
    return "General" if kind in ("integer", "number") else TEXT


def _head(sheet: Worksheet, position: int, head: Head, number_format: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(1, position)
    put(cell, head.title)
    cell.font = Font(bold=True, color="FFFFFF" if head.daily else DARK)
    cell.fill = PatternFill("solid", fgColor=DARK if head.daily else GREY if head.column.key == "id" else LIGHT)
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    comment = Comment(_escaped(head.comment), "orggraph", height=40 + 18 * (len(head.comment) // 38 + head.comment.count("\n")), width=300)
    cell.comment = comment
    dimension = sheet.column_dimensions[_letter(position)]
    dimension.width = head.width
    dimension.number_format = number_format
    sheet.row_dimensions[1].height = 32


def _choose(sheet: Worksheet, position: int, head: Head, rows: int, book: Book, ranges: _Ranges) -> None:
    """Give a column its drop-down; the ids, which are ours to make, take nothing that is typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    letter, last = _letter(position), rows + 1 + SPARE
    if head.column.key == "id":
        rule = DataValidation(type="textLength", operator="equal", formula1="0", allow_blank=True, showErrorMessage=True)
        rule.error = T("orggraph makes the id. Leave it as it is, or empty on a new row.").render(book.lang)
    elif head.choices:
        rule = DataValidation(type="list", formula1=ranges.of(head.choices), allow_blank=True, showErrorMessage=head.choices.strict)
        rule.error = T("Choose a value from the list.").render(book.lang)
    else:
        return
    rule.errorTitle = head.title[:32]
    rule.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(rule)


def _columns(sheet: Worksheet, book: Book) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    wrapped: StyleArray | None = None
    cell: Any
    for number, line in enumerate(book.columns, 1):
        for position, value in enumerate(line, 1):
            cell = sheet.cell(number, position)
            put(cell, value)
            if wrapped is not None and not cell.has_style:
                cell._style = wrapped
                continue
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=DARK)
            elif not cell.quotePrefix:
                wrapped = cell._style
    for letter, width in (("A", 28), ("B", 34), ("C", 12), ("D", 90)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:D{len(book.columns)}"
    sheet.print_title_rows = "1:1"
    _printed(sheet, landscape=True)


def _printed(sheet: Worksheet, *, landscape: bool) -> None:
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&A · &P / &N"))
