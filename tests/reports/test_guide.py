"""The quick guide: two sheets for who is new, in both languages, with a map and a role of the region itself."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from orggraph.errors import NotFound
from orggraph.i18n import Lang
from orggraph.reports import pdf
from orggraph.reports.page import Picture, Prose, Table, plain
from orggraph.reports.report import Request, get
from tests.reports.conftest import Made, region

WORDS = {"nl": ("Waar begin ik?", "Uw petten", "een stippellijn"), "en": ("Where do I begin?", "Your hats", "a dotted line")}


@pytest.mark.parametrize(
    ("dataset", "lang"),
    [("voorbeeldregio", "nl"), ("voorbeeldregio", "en"), ("amersfoort", "en"), ("gooi-en-vechtstreek", "nl"), ("noord-veluwe", "nl")],
)
def test_it_is_two_sheets_of_the_region_asked(made: Made, dataset: str, lang: Lang) -> None:
    page = made(dataset, "", lang, "guide")
    reader = PdfReader(io.BytesIO(pdf.render(page)))
    text = " ".join(" ".join(sheet.extract_text() for sheet in reader.pages).split()).lower()
    assert len(reader.pages) == 2
    assert all(sheet.mediabox[2:] == pytest.approx((595.28, 841.89), abs=0.1) for sheet in reader.pages)
    assert all(word.lower() in text for word in WORDS[lang])
    pictures = [block for section in page.sections for block in section.blocks if isinstance(block, Picture)]
    assert len(pictures) == 2
    assert all(one.alt and one.svg for one in pictures)


def test_the_role_that_it_shows_is_the_one_asked_or_who_began_last(made: Made) -> None:
    def shown(name: str) -> str:
        section = next(part for part in made("voorbeeldregio", name, "nl", "guide").sections if part.id == "rol")
        return plain(next(block for block in section.blocks if isinstance(block, Prose)).words)

    assert shown("berend-spijkerboer").startswith("Berend Spijkerboer, Wethouder van Eikerhout")
    begun = region("voorbeeldregio").edges(data=True)
    last = max((str(data.get("start_date") or ""), source) for source, _, data in begun if data["type"] == "HOLDS")[1]
    assert shown("").startswith(region("voorbeeldregio").nodes[last]["name"])
    with pytest.raises(NotFound):
        made("voorbeeldregio", "niemand", "nl", "guide")


def test_it_lists_the_parts_that_the_page_of_a_role_has(made: Made) -> None:
    guide = next(part for part in made("voorbeeldregio", "berend-spijkerboer", "en", "guide").sections if part.id == "rol")
    (table,) = [block for block in guide.blocks if isinstance(block, Table)]
    assert [plain(row[0]) for row in table.rows] == [part.title for part in made("voorbeeldregio", "berend-spijkerboer", "en").sections]


def test_a_region_in_which_the_sources_name_nothing_still_gets_its_guide() -> None:
    graph = region("voorbeeldregio")
    empty = graph.subgraph([node for node, data in graph.nodes(data=True) if data["label"] == "Topic"])
    page = get("guide").page(Request(empty, "nl"), "")
    assert len(PdfReader(io.BytesIO(pdf.render(page))).pages) == 2
