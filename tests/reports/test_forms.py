"""What becomes of a page: PDF, HTML and calendar file, each opened and read back; hostile texts stay text in all of them."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import docx as word
import pytest
from icalendar import Calendar
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from orggraph import analyses
from orggraph.errors import UnknownName
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.reports import calendar, files, html, pdf
from orggraph.reports import page as data
from orggraph.reports.report import Request, get, registry
from orggraph.sources.dataset_yaml import read_dataset
from tests.browser.hostile_region import hostile_region
from tests.reports.conftest import HOSTILE, Made

SEEN = re.sub("[\u202a-\u202e]", "", HOSTILE)
"""The hostile text as who reads a PDF has it: what turns the direction of writing is taken out."""


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", re.sub("[\u2066-\u2069\u202a-\u202e]", "", text))


def structure(node: DictionaryObject, found: list[str]) -> list[str]:
    """The tags of a PDF, in order."""
    kind = node.get("/S")
    if kind:
        found.append(str(kind))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, DictionaryObject) and "/S" in inner:
            structure(inner, found)
    return found


def fonts_of(reader: PdfReader) -> list[tuple[str, bool]]:
    """Every font of a PDF, and whether it is inside the file."""
    found = {}
    for sheet in reader.pages:
        for font in (sheet["/Resources"].get("/Font") or {}).values():
            inner = font.get_object()
            descriptor = inner["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            found[str(inner["/BaseFont"])] = any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
    return sorted(found.items())


def test_registry_finds_reports_by_name() -> None:
    assert "role" in registry()
    assert all(name == report.name and all(report.title.both) for name, report in registry().items())


def test_pdf_is_tagged_has_its_fonts_and_says_its_standards(made: Made) -> None:
    reader = PdfReader(io.BytesIO(pdf.render(made("voorbeeldregio", "berend-spijkerboer"))))
    root = reader.trailer["/Root"]
    tags = structure(root["/StructTreeRoot"], [])

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - an object of pypdf
    assert root["/Lang"].startswith("nl")
    assert {"/Title", "/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(tags)
    said = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1<" in said and "<pdfaid:part>2<" in said
    fonts = fonts_of(reader)
    assert fonts and all(inside for _, inside in fonts)
    assert all("SourceSans3" in name for name, _ in fonts)


def test_every_drawing_of_a_pdf_says_what_it_shows(made: Made) -> None:
    reader = PdfReader(io.BytesIO(pdf.render(made("voorbeeldregio", "berend-spijkerboer"))))
    figures: list[DictionaryObject] = []

    def collect(node: DictionaryObject) -> None:
        if node.get("/S") == "/Figure":
            figures.append(node)
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            inner = kid.get_object()
            if isinstance(inner, DictionaryObject) and "/S" in inner:
                collect(inner)

    collect(reader.trailer["/Root"]["/StructTreeRoot"])
    assert figures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_hostile_texts_stay_text_in_a_pdf(hostile: data.Page) -> None:
    reader = PdfReader(io.BytesIO(pdf.render(hostile)))
    text = squeezed("".join(sheet.extract_text() for sheet in reader.pages))

    assert text.count(squeezed(SEEN)) > 40
    links = [note.get_object().get("/A", {}).get("/URI") for sheet in reader.pages for note in sheet.get("/Annots", [])]
    assert set(filter(None, links)) == {"https://voorbeeld.example/a?b=1"}


def test_what_no_typeface_can_draw_still_becomes_a_pdf() -> None:
    page = data.Page(kind="k", title="a\x00b\x07 漢 \U0001f600", lang="nl", region="r", day="d")
    reader = PdfReader(io.BytesIO(pdf.render(page)))
    assert "漢" in reader.metadata.title


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_hostile_texts_stay_text_in_html(hostile: data.Page) -> None:
    read = Elements()
    read.feed(html.render(hostile))

    assert "script" not in read.tags
    assert "".join(read.text).count(HOSTILE) > 40
    assert {one for one in read.addresses if not one.startswith("#")} == {"https://voorbeeld.example/a?b=1"}


def test_html_says_all_that_the_pdf_says(made: Made) -> None:
    page = made("voorbeeldregio", "hilde-kamphorst")
    read = Elements()
    read.feed(html.render(page))
    written = squeezed("".join(read.text))
    printed = squeezed("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.render(page))).pages))

    for section in page.sections:
        assert squeezed(section.title) in written and squeezed(section.title) in printed
        for silent in section.silent:
            assert squeezed(silent) in written and squeezed(silent) in printed


def _with_a_meeting(region: str) -> str:
    """The hostile region with a decision, and a meeting on whose agenda it stands."""
    records = json.loads(region)
    name = records["Person"][0]["name"]
    records["Decision"] = [
        {"id": "d0", "name": name, "date": "2025-02-01", "result": name, "taken_by": "body/b0", "results_in": "assignment/a0"}
    ]
    records["Meeting"] = [{"id": "m0", "name": name, "date": "2025-02-01", "place": name, "meeting_of": "body/b0"}]
    records["AgendaItem"] = [{"id": "i0", "name": name, "item_of": "meeting/m0", "about": "decision/d0", "papers": [name]}]
    return json.dumps(records)


@pytest.mark.parametrize("kind", sorted(registry()))
def test_hostile_names_stay_text_in_every_kind_and_form(kind: str, tmp_path: Path) -> None:
    graph = project(to_tables(read_dataset(_with_a_meeting(hostile_region()))))
    found = analyses.find(graph)
    labels = registry()[kind].subjects
    first = {row["label"]: node for node, row in reversed(list(graph.nodes(data=True)))}
    subjects = [first[label] for label in labels if label in first and label != "Topic"]
    for subject in subjects or [found[0].id if kind == "finding" else ""]:
        page = get(kind).page(Request(graph, "nl", lambda: found), subject)
        written = html.render(page)
        read = Elements()
        read.feed(written)
        assert not {"script", "img", "b", "iframe"} & set(read.tags)
        assert not [one for one in read.addresses if not one.startswith(("#", "https://"))]
        for form in files.forms_of(page):
            files.write(page, tmp_path / f"blad{form.suffix}")
        reader = PdfReader(tmp_path / "blad.pdf")
        assert squeezed(page.title)[:20] in squeezed(" ".join(sheet.extract_text() for sheet in reader.pages))
        assert page.title in word.Document(str(tmp_path / "blad.docx")).core_properties.title


def test_calendar_escapes_and_reads_back(hostile: data.Page) -> None:
    first, again = calendar.render(hostile), calendar.render(hostile)
    events = Calendar.from_ical(first).walk("VEVENT")

    assert first == again
    assert [str(event["summary"]) for event in events] == [HOSTILE, HOSTILE]
    assert events[0].decoded("dtstart").isoformat() == "2026-01-02T19:30:00+01:00"
    assert str(events[1].decoded("dtstart")) == "2026-01-03"
    assert b"BEGIN:VTIMEZONE" in first


def test_a_page_is_the_same_in_every_run() -> None:
    code = (
        "from orggraph import analyses\n"
        "from orggraph.reports.report import Request, get\n"
        "from tests.reports.conftest import region\n"
        "graph = region('voorbeeldregio')\n"
        "for kind in ('role', 'handover'):\n"
        "    for who in ('floris-ottevanger', 'anouk-steenhagen', 'bas-egtberts'):\n"
        "        print(get(kind).page(Request(graph, 'nl', lambda: analyses.find(graph)), who))\n"
    )
    made = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("1", "2")
    ]
    assert len(made[0]) > 10_000
    assert made[0] == made[1]


def test_suffix_says_the_form(tmp_path: Path, hostile: data.Page) -> None:
    for suffix, start in ((".pdf", b"%PDF-"), (".html", b"<!doctype html>"), (".docx", b"PK"), (".ics", b"BEGIN:VCALENDAR")):
        files.write(hostile, tmp_path / f"blad{suffix}")
        assert (tmp_path / f"blad{suffix}").read_bytes().startswith(start)
    with pytest.raises(UnknownName):
        files.write(hostile, tmp_path / "blad.odt")
