"""A page as a Word document, opened again: text, headings, tables, alternative texts, links; hostile texts stay text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx as word
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from orggraph import analyses
from orggraph.reports import docx
from orggraph.reports import page as data
from orggraph.reports.page import plain
from tests.reports.conftest import HOSTILE, Made, region

EXAMPLE = "voorbeeldregio"
KINDS = ("role", "finding", "handover")


def opened(page: data.Page) -> Document:
    return word.Document(io.BytesIO(docx.render(page)))


def text_of(document: Document) -> str:
    """All texts, also those within links."""
    return squeezed("".join(node.text or "" for node in document.element.body.iter(qn("w:t"))))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", re.sub("[\u2066-\u2069\u202a-\u202e]", "", text))


def tables(page: data.Page) -> Iterator[data.Table]:
    blocks = [*page.opening, *(block for section in page.sections for block in section.blocks)]
    yield from (block for block in blocks if isinstance(block, data.Table))


@pytest.fixture(scope="module", params=KINDS)
def page(request: pytest.FixtureRequest, made: Made) -> data.Page:
    first = next(finding.id for finding in analyses.find(region(EXAMPLE)) if len(finding.edges) > 2)
    return made(EXAMPLE, first if request.param == "finding" else "berend-spijkerboer", "nl", request.param)


def test_it_says_what_the_page_says_under_real_headings(page: data.Page) -> None:
    document = opened(page)
    headings = [part.text for part in document.paragraphs if part.style and part.style.name == "Heading 1"]
    written = text_of(document)

    assert headings[: len(page.sections)] == [section.title for section in page.sections]
    assert document.core_properties.title == page.title[:255]
    assert document.core_properties.language == "nl-NL"
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {"nl-NL"}
    for section in page.sections:
        assert all(squeezed(text) in written for text in section.silent)
    assert all(squeezed(place.label) in written for place in page.sources)


def test_tables_repeat_their_head_and_pictures_say_what_they_show(page: data.Page) -> None:
    document = opened(page)
    expected = [tuple(map(squeezed, table.head)) for table in tables(page)]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    heads = [tuple(squeezed(cell.text) for cell in table.rows[0].cells) for table in document.tables]
    assert [head for head in heads if head in expected] == expected
    assert [len(table.rows) - 1 for table in document.tables if tuple(squeezed(cell.text) for cell in table.rows[0].cells) in expected] == [
        len(table.rows) for table in tables(page)
    ]
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    if page.kind == "Mijn rol":
        assert len(document.inline_shapes) > 3


def test_numbers_lead_to_the_places_and_addresses_of_the_web_are_links(hostile: data.Page) -> None:
    document = opened(hostile)
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    anchors = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))} - {None}
    outward = [rel.target_ref for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK]

    assert anchors
    assert anchors <= marks
    assert outward == ["https://voorbeeld.example/a?b=1"]


def test_hostile_texts_stay_text_and_every_block_is_written(hostile: data.Page) -> None:
    assert set(docx.WRITERS) == {kind.kind for kind in data.BLOCKS}
    assert text_of(opened(hostile)).count(squeezed(HOSTILE)) > 40


def test_what_xml_cannot_hold_is_left_out() -> None:
    page = data.Page(kind="k", title="a\x00b\x07c\ud800d\ufffe 漢 \U0001f600" + "e" * 300, lang="en", region="r", day="d")
    document = opened(page)
    (title,) = [part.text for part in document.paragraphs if part.style and part.style.name == "Title"]
    assert title == "a b c d 漢 \U0001f600" + "e" * 300
    assert document.core_properties.language == "en-GB"


def test_cells_hold_the_lines_of_the_page(made: Made) -> None:
    page = made(EXAMPLE, "hilde-kamphorst", "nl", "handover")
    written = text_of(opened(page))
    for table in tables(page):
        for row in table.rows:
            assert all(squeezed(part.text) in written for cell in row for part in cell), plain(row[0])
