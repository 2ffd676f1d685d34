"""Workbooks that were made to do harm, and workbooks that were harmed: one clear sentence, and never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from orggraph import regions
from orggraph.errors import InvalidInput
from orggraph.exports import Origin, registry
from orggraph.sources import read
from orggraph.sources.workbook import grids
from scripts.harm_workbooks import harmed
from tests.workbook.conftest import SMALL, Book, exported


def changed(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as other:
        for name in archive.namelist():
            other.writestr(name, change(name, archive.read(name)))
        for name, extra in more.items():
            other.writestr(name, extra)
    return buffer.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return changed(exported(SMALL)[1], lambda _name, part: part, **{name: content})


def with_doctype(name: str, part: bytes) -> bytes:
    return part if not name.endswith("sheet2.xml") else b'<!DOCTYPE x [<!ENTITY a "b">]>' + part.partition(b"?>")[2]


def far(name: str, part: bytes) -> bytes:
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return part.replace(b"</sheetData>", row) if name.endswith("sheet2.xml") else part


def linked(name: str, part: bytes) -> bytes:
    target = b'<Relationship Id="x9" Type="http://x/externalLinkPath" Target="http://x/" TargetMode="External"/></Relationships>'
    return part.replace(b"</Relationships>", target) if name.endswith("workbook.xml.rels") else part


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: with_part("xl/worksheets/sheet99.xml", b" " * (200 * 2**20)), "uitgepakt groter dan 192 MB"),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"x"), "macro's"),
    "links": (lambda: with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "er wordt niets opgehaald"),
    "address": (lambda: changed(exported(SMALL)[1], linked), "er wordt niets opgehaald"),
    "entities": (lambda: changed(exported(SMALL)[1], with_doctype), "documenttype of entiteiten"),
    "far": (lambda: changed(exported(SMALL)[1], far), "rij 1048576"),
    "cut off": (lambda: exported(SMALL)[1][:-2000], "beschadigd"),
    "old": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "oude versie van Office"),
    "no archive": (lambda: b"PK\x03\x04 nothing", "beschadigd"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_one_sentence(tmp_path: Path, kind: str) -> None:
    make, words = HOSTILE[kind]
    file = tmp_path / "boek.xlsx"
    file.write_bytes(make())
    with pytest.raises(InvalidInput) as refusal:
        read(file, "workbook")
    (problem,) = refusal.value.problems
    assert words in problem.text("nl")
    assert problem.hint is not None


def test_ten_megabytes_in_a_cell_are_too_much(book: Book) -> None:
    long = b">" + b"x" * 10_000_000 + b"<"
    content = changed(exported(SMALL)[1], lambda _name, part: part.replace(b">Instellingsbesluit<", long))
    book.path.write_bytes(content)
    with pytest.raises(InvalidInput) as refusal:
        read(book.path)
    assert any("10.000.000 tekens" in problem.text("nl") and problem.sheet == "Bronnen" for problem in refusal.value.problems)
    assert len(refusal.value.text("nl")) < 2_000


def test_rows_that_an_ods_repeats_are_bounded(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    spaces = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    content = f'<office:document-content {spaces}><table:table table:name="Omslag">{row}</table:table></office:document-content>'
    file = tmp_path / "boek.ods"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    with pytest.raises(InvalidInput) as refusal:
        grids.read_grids(file)
    assert "meer dan er wordt gelezen" in refusal.value.text("nl")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_dozen_random_harms_end_in_a_load_or_in_words(tmp_path: Path, suffix: str) -> None:
    region = read(regions.path("noord-veluwe"))
    content = registry()["workbook"].make(region, Origin.of(region, 1, "2026-01-01"), suffix)
    assert isinstance(content, bytes)
    for seed in range(6):
        file = tmp_path / f"{seed}{suffix}"
        file.write_bytes(harmed(content, random.Random(seed)))
        try:
            assert read(file).id
        except InvalidInput as refusal:
            assert refusal.problems
            assert all(problem.text("nl") and problem.text("en") for problem in refusal.problems)
