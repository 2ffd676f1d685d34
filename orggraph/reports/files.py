"""A page as a file: the form follows from the suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from orggraph.errors import UnknownName
from orggraph.i18n import T
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


WRITERS: Final[Mapping[str, Callable[[Page], bytes]]] = {".pdf": _pdf, ".html": _html, ".docx": _docx, ".ics": _calendar}
"""Per suffix what makes the file."""


def check_suffix(path: Path) -> None:
    """Refuse a file of a form that there is not. Raises UnknownName, with the forms."""
    if path.suffix not in WRITERS:
        raise UnknownName(T("form of report"), path.suffix or str(path), WRITERS)


def write(page: Page, path: Path) -> None:
    """Write a page to a file.

    Raises
    ------
    UnknownName
        A suffix that is none of ``WRITERS``.
    CannotWrite
        The file cannot be written; what stood there stays.
    """
    check_suffix(path)
    put(path, WRITERS[path.suffix](page))
