"""Every export says its dataset, version, date and world; no spreadsheet file holds a formula; the page names every format."""

from __future__ import annotations

import dataclasses
import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import orggraph.exports
from orggraph.exports import Content, Export, Origin, packed, registry
from orggraph.exports.bpmn import of_route
from orggraph.graph import Graph, project
from orggraph.graph.courses import courses
from orggraph.model.dataset import Dataset
from orggraph.model.tables import Tables, to_tables
from orggraph.picture.export import WRITERS
from orggraph.sources.dataset_yaml import read_dataset
from orggraph.tables.tables import FORMULA, to_csv

ROOT = Path(orggraph.exports.__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "export.md").read_text(encoding="utf-8")
TEXTS = ("=1+1", "+31 6", "-x", "@sum", "=cmd|' /C calc'!A0", "'=quoted")
TRIAL = """orggraph: 1
dataset: {id: proef, title: Proef, reference_date: "2026-01-01"}
Body:
- {id: ab, name: Algemeen bestuur, kind: general_board, tier: executive}
Route:
- {id: r, name: Begroting, has_step: step/a}
Step:
- {id: a, name: vaststellen, action: decide, at: body/ab}
"""
SPREADSHEETS = (".xlsx", ".ods", ".csv", ".tsv")
FORMS = [(key, suffix) for key, export in registry().items() for suffix in export.suffixes or ("",)]


def trial() -> Dataset:
    return read_dataset(TRIAL)


def origin(**changed: object) -> Origin:
    return dataclasses.replace(Origin.of(trial(), 4711, "2026-06-01"), **changed)  # type: ignore[arg-type]


def said(content: Content) -> bytes:
    """All that a file, or the files of a folder, say."""
    files = content.values() if isinstance(content, Mapping) else [content]
    return b"".join(map(_unpacked, files))


def _unpacked(content: bytes) -> bytes:
    if content.startswith(b"\x1f\x8b"):
        return gzip.decompress(content)
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(map(archive.read, archive.namelist()))


@pytest.mark.parametrize(("key", "suffix"), FORMS)
def test_an_export_says_its_dataset_version_date_and_world(key: str, suffix: str) -> None:
    make = registry()[key].make
    base = said(make(trial(), origin(), suffix))
    assert b"proef" in base
    assert b"4711" in base
    for changed in ({"version": 4712}, {"reference_date": "1999"}, {"invented": True}, {"exported_on": "2026-06-02"}):
        assert said(make(trial(), origin(**changed), suffix)) != base, changed


def graph(version: int = 4711, on: str = "2026-01-01", *, invented: bool = False) -> Graph:
    tables = to_tables(trial())
    head = {**tables.datasets["proef"], "version": version, "fictional": invented}
    return project(Tables(tables.nodes, tables.relationships, {"proef": head}), on=on)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_a_graph_in_a_file_says_them_too(suffix: str) -> None:
    base = WRITERS[suffix](graph(), "nl")
    for other in (graph(4712), graph(on="2026-01-02"), graph(invented=True)):
        assert WRITERS[suffix](other, "nl") != base
    assert suffix == ".png" or (b"4711" in base and b"2026" in base)


def hostile() -> Dataset:
    records = trial()
    nodes = tuple(
        node.model_copy(update={"id": f"{node.id}-{number}", "name": text, "note": text})
        for number, text in enumerate(TEXTS)
        for node in records.nodes
        if node.label() == "Body"
    )
    return Dataset(records.info, nodes, ())


@pytest.mark.parametrize(("key", "suffix"), [(key, suffix) for key, suffix in FORMS if suffix in SPREADSHEETS])
def test_no_cell_of_a_spreadsheet_is_a_formula(key: str, suffix: str) -> None:
    content = registry()[key].make(hostile(), origin(), suffix)
    assert isinstance(content, bytes)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    texts = [cell for cell in cells if isinstance(cell, str)]
    assert not [text for text in texts if text.startswith(FORMULA)]
    assert all(f"'{text}" in texts for text in TEXTS)
    if suffix == ".xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        assert not [cell.coordinate for sheet in sheets for row in sheet for cell in row if cell.data_type == "f"]
    assert b"table:formula" not in said(content)


@pytest.mark.parametrize("export", [export for export in registry().values() if not export.suffixes], ids=lambda export: export.key)
def test_no_folder_holds_a_file_that_a_spreadsheet_opens(export: Export) -> None:
    content = export.make(trial(), origin(), "")
    assert isinstance(content, Mapping)
    assert not [name for name in content if name.endswith(SPREADSHEETS)]


def test_a_folder_is_one_archive_too() -> None:
    files = registry()["neo4j-csv"].make(trial(), origin(), "")
    assert isinstance(files, Mapping)
    content = packed(files, "2026-06-01")
    assert content == packed(dict(reversed(files.items())), "2026-06-01")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_a_route_of_a_projection_says_where_it_is_from() -> None:
    shown = graph(4711, "2026-01-02", invented=True)
    content = of_route(shown, courses(shown)[0], "2026-06-01", "nl").decode()
    assert "dataset proef (Proef), version 4711, reference date 2026-01-02, invented, exported on 2026-06-01" in content


def test_csv_comes_of_one_function_that_neutralizes() -> None:
    lines = to_csv([{"a": text, text: 1} for text in TEXTS], ["a"], TEXTS[:1]).splitlines()
    assert not [line for line in lines if line.strip('"').startswith(FORMULA)]
    writers = {path.name for path in (ROOT / "orggraph").rglob("*.py") if "csv.writer(" in path.read_text(encoding="utf-8")}
    assert writers == {"tables.py", "neo4j_csv.py"}, "what writes CSV writes it by to_csv; the files for neo4j-admin are packed"


def test_the_page_on_exports_names_every_format() -> None:
    for key, export in registry().items():
        row = next((line for line in PAGE.splitlines() if line.startswith(f"| `{key}`")), "")
        assert row, key
        assert row.count("|") == 5
        assert all(f"`{suffix}`" in row for suffix in export.suffixes[:1])
    assert all(f"`orggraph graph -o x{suffix}`" in PAGE or f"`{suffix}`" in PAGE for suffix in (".graphml", ".gexf", ".json"))
