"""The list that a holder fills in, as a workbook for Excel: what stands where is :mod:`orggraph.sources.workbook.checklist`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from orggraph.exports.workbook import dated
from orggraph.exports.workbook._xlsx import DARK, DATE, LIGHT, LINE, MUTED, TEXT, put
from orggraph.i18n import Lang, T
from orggraph.sources.workbook.checklist import HEADS, MARK, REPLIES, SHEET, Checklist, values_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST: Final = 6
"""The row of the headings."""
WIDTHS: Final = (38, 34, 14, 14, 18, 18, 46, 12)


def make(checklist: Checklist, day: str, lang: Lang) -> bytes:
    """The file. The same list on the same day gives the same bytes."""
    from openpyxl import Workbook

    file = Workbook()
    sheet = file.worksheets[0]
    sheet.title = SHEET[lang]
    file.properties.creator = "orggraph"
    _explain(sheet, checklist, day, lang)
    _lines(sheet, checklist, lang)
    buffer = io.BytesIO()
    file.save(buffer)
    return dated(buffer.getvalue(), day)


def files(lists: Sequence[Checklist], day: str, lang: Lang) -> dict[str, bytes]:
    """A file for each list, by a name made from the id of the holder."""
    return {f"{checklist.dataset}-{checklist.person.rsplit('/', 1)[-1]}.xlsx": make(checklist, day, lang) for checklist in lists}


def zipped(made: Mapping[str, bytes]) -> bytes:
    """Files as one archive; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(made.items()):
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def _explain(sheet: Worksheet, checklist: Checklist, day: str, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font

    texts = (
        T("Is this still right? {name}", name=checklist.name),
        T("This is recorded of you in {region}. Choose an answer in each line, and send the file back.", region=checklist.title),
        T("No longer right: write since when. Otherwise: change the dates in the line, or write in words what it is."),
    )
    for row, text in enumerate(texts, 1):
        put(sheet.cell(row, 1), text.render(lang))
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=7)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 28 if row == 1 else 18
    sheet.cell(1, 1).font = Font(size=16, bold=True, color=DARK)
    facts = (MARK, checklist.dataset, str(checklist.version), checklist.person, day)
    for column, fact in enumerate(facts, 1):
        put(sheet.cell(4, column), fact)
        sheet.cell(4, column).font = Font(size=8, color=MUTED)


def _lines(sheet: Worksheet, checklist: Checklist, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, (title, width) in enumerate(zip(HEADS.values(), WIDTHS, strict=True), 1):
        head = sheet.cell(FIRST, column)
        put(head, title[lang])
        head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=DARK)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(checklist.lines, FIRST + 1):
        for column, value in enumerate(values_of(line), 1):
            cell = sheet.cell(row, column)
            if value:
                put(cell, value)
            cell.alignment = Alignment(wrap_text=column < 8, vertical="top")
            cell.number_format = DATE if column == 6 else TEXT
            if 5 <= column <= 7:
                cell.fill = PatternFill("solid", fgColor=LIGHT)
            elif column == 8:
                cell.font = Font(size=8, color=MUTED)
        sheet.row_dimensions[row].height = LINE * 2
    choices = ",".join(title[lang] for title in REPLIES.values())
    rule = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = HEADS["answer"][lang], T("Choose a value from the list.").render(lang)
    rule.add(f"E{FIRST + 1}:E{FIRST + max(1, len(checklist.lines))}")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = f"A{FIRST + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
