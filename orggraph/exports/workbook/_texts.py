"""What the workbook says to who fills it in: the cover, and the comment on each heading."""

from __future__ import annotations

from typing import Final

from orggraph.exports import Origin
from orggraph.i18n import Lang, T, Text
from orggraph.model.dataset import DatasetInfo
from orggraph.sources.workbook.cells import Cells
from orggraph.sources.workbook.layout import COLUMNS, Column, Sheet, head_columns
from orggraph.sources.workbook.unread import Raw

FEW: Final = 12
"""So many values of a closed list stand in a comment."""
HOW: Final = (
    T("A row is a record. Write a new row below the others; rows and columns may stand in any order, and an empty row does no harm."),
    T("Refer to something by its name, as it stands on its own sheet. Several names in one cell have a semicolon between them."),
    T("A date is a day (31-03-2026), a month (2026-03) or a year (2026), as precisely as it is known. Leave empty what is not known."),
    T("Leave the column Id empty on a new row: orggraph makes an id. Never change one that is there."),
    T("A column of your own is not read. Which columns a sheet may have besides is on the sheet {columns}.", columns=COLUMNS),
    T("Done? orggraph check FILE says what is wrong, with sheet, row and column; orggraph load FILE puts it on the map."),
)
KINDS: Final[dict[str, Text]] = {
    "partial-date": T("A day (31-03-2026), a month (2026-03) or a year (2026)."),
    "time-of-day": T("A time, such as 19:30."),
    "day-of-year": T("A day of the year, such as 15 september."),
    "integer": T("A whole number."),
    "number": T("A number."),
    "citation": T("The name of a source, a colon, and the place in it. Each source on a line of its own (Alt+Enter)."),
    "ends": T("The name of a record, or several with a semicolon between them."),
    "record-id": T("The name of a record."),
    "names": T("Names of columns, with a semicolon between them."),
}


def cover(info: DatasetInfo, origin: Origin, pages: list[tuple[Sheet, int]], cells: Cells) -> list[tuple[str, list[Raw]]]:
    """The lines of the cover."""
    lang = cells.lang
    steps: list[tuple[str, list[Raw]]] = [("text", [text.render(lang)]) for text in HOW]
    lines: list[tuple[str, list[Raw]]] = [
        ("title", [T("Workbook of {title}", title=info.title).render(lang)]),
        ("text", [T("Here stands who belongs to what, for the map of this region. You fill it in; orggraph reads it.").render(lang)]),
        ("text", []),
        ("heading", [T("How it works").render(lang)]),
        *steps,
        ("text", []),
        ("heading", [T("The region").render(lang)]),
    ]
    always = ("title", "reference_date", "description", "id")
    fields = type(info).model_fields
    for column in sorted(head_columns(), key=lambda column: column.key == "id"):
        value = getattr(info, column.key)
        stated = value is not None and value != fields[column.key].default and value != ""
        if stated or column.key in always:
            lines.append(("value", [column.title[lang], _value(cells, value, column) if stated else "", column.about[lang]]))
    lines += [("text", []), ("heading", [T("The sheets").render(lang), T("Rows").render(lang), T("What it holds").render(lang)])]
    lines += [("row", [sheet.title[lang], number, sheet.about[lang]]) for sheet, number in pages]
    return [*lines, ("text", []), ("small", [origin.sentence()])]


def _value(cells: Cells, value: object, column: Column) -> Raw:
    return str(value) if column.key == "id" else cells.write(value, column)


def about_cells(column: Column, lang: Lang) -> str:
    """The comment on a heading: what the column says, how it is written, and what may be chosen."""
    if column.key == "id":
        return T("Made by orggraph. Leave it empty on a new row, and never change it: other records point to it.").render(lang)
    parts = [_sentence(column.about[lang])]
    kind = column.form.kind
    if column.form.terms:
        names = [term.names[lang] for term in column.form.terms]
        parts.append(T("Choose from: {names}.", names=[*names[:FEW], *(["…"] if len(names) > FEW else [])]).render(lang))
    elif kind in KINDS:
        parts.append(KINDS[kind].render(lang))
    elif column.form.many:
        parts.append(T("Each on a line of its own (Alt+Enter).").render(lang))
    if column.key == "end_date":
        parts.append(T("The last day on which it holds.").render(lang))
    return "\n".join(parts)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
