"""A page as a file: the form follows from the suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from orggraph.errors import UnknownName
from orggraph.i18n import Bilingual, T
from orggraph.picture.export import put
from orggraph.reports.page import Page


def _html(page: Page) -> bytes:
    from orggraph.reports import html  # late, as the others: each needs a library that only it uses

    return html.render(page).encode()


def _pdf(page: Page) -> bytes:
    from orggraph.reports import pdf

    return pdf.render(page)


def _docx(page: Page) -> bytes:
    from orggraph.reports import docx

    return docx.render(page)


def _calendar(page: Page) -> bytes:
    from orggraph.reports import calendar

    return calendar.render(page)


@dataclass(frozen=True)
class Form:
    """A form in which a page is written: its suffix, its name as people know it, its media type, and what makes the bytes."""

    suffix: str
    title: Bilingual
    media: str
    write: Callable[[Page], bytes]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: Final[Mapping[str, Form]] = {
    form.suffix: form
    for form in (
        Form(".pdf", Bilingual("PDF", "PDF"), "application/pdf", _pdf),
        Form(".html", Bilingual("HTML", "HTML"), "text/html", _html),
        Form(".docx", Bilingual("Word", "Word"), _WORD, _docx),
        Form(".ics", Bilingual("Agenda", "Calendar"), "text/calendar", _calendar),
    )
}
"""By suffix what makes the file."""


def forms_of(page: Page) -> tuple[Form, ...]:
    """The forms that hold something of a page: a calendar only where it has days."""
    return tuple(form for form in FORMS.values() if form.suffix != ".ics" or page.events)


def check_suffix(path: Path) -> None:
    """Refuse a file of a form that there is not. Raises UnknownName, with the forms."""
    if path.suffix not in FORMS:
        raise UnknownName(T("form of report"), path.suffix or str(path), FORMS)


def write(page: Page, path: Path) -> None:
    """Write a page to a file.

    Raises
    ------
    UnknownName
        A suffix that is none of ``FORMS``.
    CannotWrite
        The file cannot be written; what stood there stays.
    """
    check_suffix(path)
    put(path, FORMS[path.suffix].write(page))
