"""What a workbook from elsewhere may be, before anything of it is read.

A workbook is an archive of files in XML. Its members are unpacked here one by one, as far as the bounds go, each is looked
through once, and only what passed goes on. Refused are macros, links to other workbooks, document types and entities,
whatever unfolds beyond the bounds, and what is damaged or locked. No member is ever written to a disk.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from orggraph.errors import InvalidInput, Problem, why_unread
from orggraph.i18n import T, Text

MAX_PACKED: Final = 32 * 2**20
MAX_UNPACKED: Final = 192 * 2**20
MAX_MEMBERS: Final = 2_000
_CHUNK: Final = 2**20
_PICTURES: Final = re.compile(r"(?:xl/media|Pictures|Thumbnails|xl/theme)/", re.IGNORECASE)
_OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"


def parts(path: Path) -> Mapping[str, bytes]:
    """The members of a workbook by name, unpacked, checked and bounded; pictures are left out.

    Raises
    ------
    InvalidInput
        Where it is no workbook that may be read: what it is, and what to do.
    """
    members = _unpacked(_bytes(path), str(path))
    names = [name.lower() for name in members]
    if any("vbaproject" in name or name.startswith(("basic/", "scripts/", "xl/macrosheets")) for name in names):
        hint = T("Save it as a workbook without macros (.xlsx or .ods).")
        raise refusal(path, "macros", T("this workbook holds macros, and those are not read"), hint)
    if any(name.startswith("xl/externallinks/") for name in names):
        raise _linked(path)
    for name, content in members.items():
        if name.lower().endswith((".xml", ".rels")):
            _check_xml(path, name, content)
    return members


def repacked(members: Mapping[str, bytes]) -> io.BytesIO:
    """The members as an archive again, unpacked: what reads it can unfold nothing more."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    buffer.seek(0)
    return buffer


def refusal(path: Path | str, code: str, message: Text, hint: Text) -> InvalidInput:
    """The refusal of a whole file."""
    return InvalidInput([Problem(code, message, hint, str(path))])


def damaged(path: Path | str) -> InvalidInput:
    """The refusal of a file that is no whole workbook."""
    message = T("this workbook is damaged, or is none: it cannot be opened")
    return refusal(path, "damaged", message, T("Open it in Excel or LibreOffice, and save it again as .xlsx or .ods."))


def _linked(path: Path) -> InvalidInput:
    hint = T("Break the links (in Excel: Data, Edit links), and save it again.")
    return refusal(path, "external_link", T("this workbook fetches data from another file or address, and nothing is fetched"), hint)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_PACKED + 1)
    except OSError as error:
        hint = T("Check the name of the file and whether it may be read.")
        raise refusal(path, "unreadable", T("the file cannot be read: {why}", why=why_unread(error)), hint) from None
    if len(raw) > MAX_PACKED:
        raise _too_large(path, MAX_PACKED)
    if raw.startswith(_OLD_OR_LOCKED):
        message = T("this is a workbook of an old version of Office, or one with a password")
        raise refusal(path, "locked", message, T("Save it as .xlsx or .ods, without a password."))
    return raw


def _too_large(path: Path | str, most: int) -> InvalidInput:
    message = T("the workbook unfolds to more than {most} MB", most=most // 2**20)
    return refusal(path, "too_large", message, T("A workbook of a region is far smaller: leave out what is no part of it."))


def _unpacked(raw: bytes, file: str) -> dict[str, bytes]:
    members: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_UNPACKED:
                raise _too_large(file, MAX_UNPACKED)
            for info in infos:
                if info.is_dir() or _PICTURES.match(info.filename):
                    continue
                with archive.open(info) as member:
                    content = member.read(MAX_UNPACKED - total + 1)
                total += len(content)
                if total > MAX_UNPACKED:
                    raise _too_large(file, MAX_UNPACKED)
                members[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error, LookupError):
        raise damaged(file) from None
    except RuntimeError:  # what zipfile raises for a member with a password
        message = T("this is a workbook of an old version of Office, or one with a password")
        raise refusal(file, "locked", message, T("Save it as .xlsx or .ods, without a password.")) from None
    return members


def _check_xml(path: Path, name: str, content: bytes) -> None:
    """Refuse a member that is no XML, or that is more than that."""
    parser = expat.ParserCreate()

    def refuse_type(*_declaration: object) -> None:
        message = T("this workbook declares a document type or entities, and those are not read")
        raise refusal(path, "entities", message, T("Open it in Excel or LibreOffice, and save it again as .xlsx or .ods."))

    def refuse_link(element: str, attributes: Mapping[str, str]) -> None:
        if element.endswith((":table-source", ":dde-source")):
            raise _linked(path)
        outward = element.endswith("Relationship") and attributes.get("TargetMode") == "External"
        if outward and not attributes.get("Type", "").endswith("/hyperlink"):
            raise _linked(path)

    parser.StartDoctypeDeclHandler = refuse_type
    if name.endswith(".rels") or name == "content.xml":
        parser.StartElementHandler = refuse_link
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # an encoding that nobody knows is a LookupError
        raise damaged(path) from None
