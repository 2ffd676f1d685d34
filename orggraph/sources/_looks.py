"""What an unknown file looks like, so that a refusal can say what it is."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from orggraph.i18n import T, Text, first_few

START: Final = 64 * 1024
NAMED: Final = 8
"""So many columns or keys are named."""
MAGIC: Final[Mapping[bytes, Text]] = {
    b"%PDF": T("a PDF"),
    b"\xd0\xcf\x11\xe0": T("a document of an old version of Office"),
    b"\x1f\x8b": T("a compressed file"),
    b"\xfd7zXZ": T("a compressed file"),
    b"BZh": T("a compressed file"),
    b"SQLite format 3": T("an SQLite database"),
    b"PAR1": T("a table in Parquet"),
    b"\x89PNG": T("a picture"),
    b"\xff\xd8\xff": T("a picture"),
}
POPOLO: Final = frozenset({"persons", "organizations", "memberships", "posts", "areas", "events"})
INSIDE: Final[Mapping[str, Text]] = {
    "xl/": T("a spreadsheet (Excel)"),
    "word/": T("a Word document"),
    "ppt/": T("a presentation (PowerPoint)"),
    "content.xml": T("a document or spreadsheet (OpenDocument)"),
}


def looks_like(path: Path) -> Text:
    """What the content of a file looks like, whatever its name ends in."""
    if path.is_dir():
        return T("a folder of {n} files", n=sum(1 for _file in path.iterdir()))
    with path.open("rb") as file:
        raw = file.read(START)
    for magic, what in MAGIC.items():
        if raw.startswith(magic):
            return what
    if raw.startswith(b"PK"):
        return _archive(path)
    text = raw.decode("utf-8-sig", errors="replace").strip()
    if not text:
        return T("an empty file")
    if "\0" in text:
        return T("a file that holds no text")
    return _markup(text, path) or _table(text) or _keys(text) or T("plain text")


def _archive(path: Path) -> Text:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return T("a compressed file")
    return next((what for start, what in INSIDE.items() if any(name.startswith(start) for name in names)), T("a compressed file"))


def _markup(text: str, path: Path) -> Text | None:
    if text[0] in "{[":
        return _json(path)
    if text[0] == "<":
        root = re.search(r"<([A-Za-z][\w:.-]*)", text)
        name = root[1].lower() if root else ""
        return T("a web page") if name == "html" or "<!doctype html" in text[:200].lower() else T("XML ({root})", root=name or "?")
    return T("RDF (Turtle)") if re.match(r"@prefix|@base|PREFIX ", text) else None


def _json(path: Path) -> Text:
    try:
        value: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return T("JSON that is not whole")
    keys = value if isinstance(value, dict) else value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}
    if len(POPOLO & keys.keys()) > 1 or "popolo" in str(keys.get("@context", "")).lower():
        return T("Popolo in JSON (people and organizations), with {names}", names=_some(keys))
    return T("JSON with {names}", names=_some(keys)) if keys else T("JSON")


def _table(text: str) -> Text | None:
    lines = text.splitlines()[:20]
    try:
        form = csv.Sniffer().sniff("\n".join(lines), delimiters=",;\t|")
    except csv.Error:
        return None
    rows = [row for row in csv.reader(lines, form) if row]
    if len(rows) < 1 or len(rows[0]) < 2 or len({len(row) for row in rows}) > 1:
        return None
    return T("a table in CSV with the columns {names}", names=_some(rows[0]))


def _keys(text: str) -> Text | None:
    keys = re.findall(r"^([A-Za-z_][\w-]*):(?:\s|$)", text, re.MULTILINE)
    return T("YAML with {names}", names=_some(dict.fromkeys(keys))) if keys else None


def _some(names: Any) -> list[str | Text]:
    return first_few([str(name).strip() for name in names], NAMED)
