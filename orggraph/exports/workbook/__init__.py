"""The workbook: everything of a dataset in sheets that a person fills in, for Excel (.xlsx) or LibreOffice (.ods).

What stands where is :mod:`orggraph.sources.workbook.layout`, which reads it back as well. Cells hold values alone: no formula
is written, and a text that looks like one has an apostrophe in front.
"""

from __future__ import annotations

import io
import re
import zipfile

from orggraph.exports import Export, Origin
from orggraph.exports.workbook.book import make_book
from orggraph.model.dataset import Dataset


def make(dataset: Dataset, origin: Origin, suffix: str) -> bytes:
    """The workbook that reads back as an equal dataset; the same dataset on the same day gives the same bytes.

    Raises
    ------
    TooLarge
        Where a text is longer than a cell can hold.
    """
    book = make_book(dataset, origin)
    if suffix == ".ods":
        from orggraph.exports.workbook._ods import ods

        return dated(ods(book), origin.exported_on)
    from orggraph.exports.workbook._xlsx import xlsx

    return dated(xlsx(book), origin.exported_on)


def dated(content: bytes, day: str) -> bytes:
    """The archive with one date for all of its members, and no moment at which it was made."""
    buffer = io.BytesIO()
    year, month, number = map(int, day.split("-"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as dated:
        for member in sorted(archive.infolist(), key=lambda info: (info.filename != "mimetype", info.filename)):
            info = zipfile.ZipInfo(member.filename, (year, month, number, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            text = archive.read(member)
            if member.filename in ("docProps/core.xml", "meta.xml"):
                text = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z?", f"{day}T00:00:00Z".encode(), text)
            dated.writestr(info, text)
    return buffer.getvalue()


EXPORT = Export("workbook", (".xlsx", ".ods"), make, reads_back=True)
