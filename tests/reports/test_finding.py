"""The hand-out of a finding: one page of paper with question, facts, drawing, article, places and date; several in one file."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from markupsafe import escape
from pypdf import PdfReader

from orggraph import analyses, regions
from orggraph.errors import NotFound
from orggraph.findings import Finding
from orggraph.i18n import Lang
from orggraph.reports import html, pdf
from orggraph.reports import page as data
from orggraph.reports.page import Picture, Table, plain
from orggraph.reports.report import Request, get
from tests.conftest import SOAK
from tests.reports.conftest import Made, region

EXAMPLE = "voorbeeldregio"


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return analyses.find(region(EXAMPLE))


def one_of_each(findings: list[Finding]) -> list[Finding]:
    """Of every analysis and severity one, and the one with most evidence."""
    first = {(finding.kind, finding.severity, bool(finding.parts)): finding for finding in findings}
    return [*first.values(), max(findings, key=lambda finding: len(finding.edges))]


def longest(found: list[Finding], most: int) -> list[Finding]:
    """Those with most text and evidence, which fill their sheet."""
    texts = {finding.id: sum(len(part.render("en")) for case in finding.cases for part in (case.text, case.question)) for finding in found}
    return sorted(found, key=lambda finding: -texts[finding.id] - 120 * len(finding.edges) - 40 * len(finding.nodes))[:most]


def text_of(document: bytes) -> tuple[int, str]:
    pages = PdfReader(io.BytesIO(document)).pages
    return len(pages), " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_one_page_with_question_facts_date_and_what_it_is_not(made: Made, findings: list[Finding], lang: Lang) -> None:
    for finding in one_of_each(findings)[:: 2 if lang == "nl" else 5]:
        pages, text = text_of(pdf.render(made(EXAMPLE, finding.id, lang, "finding")))
        assert pages == 1, finding.id
        assert finding.question.render(lang) in text
        assert finding.title[lang] in text
        assert {"nl": "15 april 2026", "en": "15 April 2026"}[lang] in text
        assert {"nl": "een mens beslist", "en": "a person decides"}[lang] in text
        assert {"nl": "Verzonnen", "en": "Invented"}[lang] in text


@pytest.mark.parametrize("dataset", regions.names())
def test_no_finding_of_any_region_takes_more_than_one_sheet(made: Made, dataset: str) -> None:
    """The fullest of each; ``ORGGRAPH_SOAK=1``: all of them, in both languages."""
    every = analyses.find(region(dataset))
    for lang in ("nl", "en") if SOAK else ("nl",):
        for finding in every if SOAK else longest(every, 4):
            assert text_of(pdf.render(made(dataset, finding.id, lang, "finding")))[0] == 1, (finding.id, lang)


def test_what_fills_more_than_its_sheet_is_drawn_smaller_and_nothing_is_left_out() -> None:
    lines = [f"Regel {n} van een lange lijst." for n in range(52)]
    page = data.Page(
        kind="k", title="t", lang="nl", region="r", day="d", numbered=False, fitted=True,
        sections=(
            data.Section("een", "Een", "", tuple(data.Prose(data.line(text)) for text in lines)),
            data.Section("twee", "Twee", "", (data.Prose(data.line("Kort.")),), new_sheet=True),
        ),
    )  # fmt: skip
    pages, text = text_of(pdf.render(page))
    assert pages == 2
    assert all(line in text for line in lines)
    assert text_of(pdf.render(replace(page, fitted=False)))[0] > 1
    assert text_of(pdf.render(replace(page, sections=page.sections[:1], fitted=False)))[0] == 2


def test_the_article_stands_there_in_its_own_words_and_the_places_can_be_looked_up(made: Made, findings: list[Finding]) -> None:
    finding = next(finding for finding in findings if finding.quote and finding.edges and not finding.parts)
    page = made(EXAMPLE, finding.id, "en", "finding")
    written = html.render(page)
    assert f"“{finding.quote}”" in written
    assert finding.basis
    assert finding.basis.render("en") in written
    assert {place.id for place in page.sources} >= {source for source, _ in finding.sources[:1]}
    (table,) = [block for section in page.sections for block in section.blocks if isinstance(block, Table)]
    assert len(table.rows) <= len(finding.edges)
    assert all(any(word.cites for word in row[2]) for row in table.rows if plain(row[2]))


def test_the_evidence_is_drawn_where_it_fits(made: Made, findings: list[Finding]) -> None:
    few = next(finding for finding in findings if finding.edges and 2 <= len(finding.nodes) <= 9)
    many = max(findings, key=lambda finding: len(finding.nodes))
    drawn = [
        any(isinstance(block, Picture) for section in made(EXAMPLE, finding.id, "nl", "finding").sections for block in section.blocks)
        for finding in (few, many)
    ]
    assert drawn == [True, False]


def test_several_stand_in_one_file_in_the_order_asked(made: Made, findings: list[Finding]) -> None:
    chosen = findings[:3]
    page = made(EXAMPLE, ",".join(finding.id for finding in chosen), "nl", "finding")
    written = html.render(page)
    places = [written.index(escape(finding.question.render("nl"))) for finding in chosen]
    assert len(page.sections) == 3
    assert sorted(places) == places
    assert page.title == "3 signalen om te bespreken"


def test_people_of_a_real_region_stand_there_by_function(made: Made) -> None:
    graph = region("gooi-en-vechtstreek")
    of_people = [one for one in analyses.find(graph) if any(subject.label == "Person" for subject in one.subjects)]
    assert of_people
    page = made("gooi-en-vechtstreek", of_people[0].id, "nl", "finding")
    assert graph.nodes[of_people[0].subjects[0].id]["name"] in page.under


@pytest.mark.parametrize("asked", ["weg", "", ",", "weg,weg"])
def test_what_is_no_finding_here_is_said_with_a_way_on(findings: list[Finding], asked: str) -> None:
    with pytest.raises(NotFound) as error:
        get("finding").page(Request(region(EXAMPLE), "nl", lambda: findings), asked)
    assert "orggraph findings" in error.value.text("nl")
