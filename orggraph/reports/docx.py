"""A page as a Word document (DOCX), in which somebody edits on: headings, lists and tables are those of the word processor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from docx.shared import Mm, Pt

from orggraph.reports import page as data
from orggraph.reports.html import address
from orggraph.reports.page import Line, Page, line
from orggraph.reports.paper import Paper
from orggraph.reports.words import labels

BLANK = "…" * 12
"""A line to write on."""
BOX = "☐"


def render(page: Page) -> bytes:
    """The document: A4, with title and language, alternative texts, and heads of tables repeated on every sheet."""
    words = labels(page.lang, page.day)
    paper = Paper(page.title, page.lang, len(page.sources))
    paper.foot(f"{page.kind} · {page.title} · {page.region} · {words['as_of']}")
    _quiet(paper, f"{page.kind} · {page.region}")
    paper.heading(page.title, 0)
    if page.under:
        paper.add(page.under, "Subtitle")
    _quiet(paper, " · ".join([*page.notices, words["as_of"]]))
    _blocks(paper, page.opening)
    for section in page.sections:
        paper.heading(section.title, 1).paragraph_format.page_break_before = section.new_sheet or None
        if section.question:
            _quiet(paper, section.question)
        _blocks(paper, section.blocks)
        if section.silent:
            _led(paper, words["silent"], line("; ".join(section.silent), "."), quiet=True)
    _end(paper, page, words["sources"])
    return paper.bytes()


def _end(paper: Paper, page: Page, title: str) -> None:
    if page.sources:
        paper.heading(title, 1)
    for number, place in enumerate(page.sources, 1):
        paper.place(number, place.label, address(place.url))
    for name, value in page.facts:
        _led(paper, f"{name}:", line(value), quiet=True)
    if page.closing:
        _quiet(paper, page.closing)


def _blocks(paper: Paper, blocks: tuple[data.Block, ...]) -> None:
    for block in blocks:
        WRITERS[block.kind](paper, block)


def _quiet(paper: Paper, words: Line | str) -> None:
    paper.write(paper.add(), words, quiet=True)


def _led(paper: Paper, lead: str, words: Line, *, quiet: bool = False, style: str = "Normal") -> None:
    """A paragraph that begins with what it is about."""
    paragraph = paper.add(style=style)
    if lead:
        paper.write(paragraph, f"{lead} ", strong=True, quiet=quiet)
    paper.write(paragraph, words, quiet=quiet)


def _key(paper: Paper, signs: tuple[tuple[data.Mark, str], ...]) -> None:
    """The signs of a drawing by name; what they look like the drawing itself shows."""
    if signs:
        paper.add(" · ".join(text for _, text in signs), "Caption")


def _prose(paper: Paper, block: data.Prose) -> None:
    _led(paper, block.lead, block.words, quiet=block.tone == "quiet", style="Intense Quote" if block.tone == "warn" else "Normal")


def _heading(paper: Paper, block: data.Heading) -> None:
    paper.heading(block.text, 2)


def _figures(paper: Paper, block: data.Figures) -> None:
    for value, what in block.items:
        _led(paper, value, line(what), style="List Bullet")


def _picture(paper: Paper, block: data.Picture) -> None:
    paper.picture(block.svg, block.alt, block.width)
    _key(paper, block.key)


def _cards(paper: Paper, block: data.Cards) -> None:
    for card in block.cards:
        paper.heading((*card.title, *line(f" ({card.badge})" if card.badge else "")), 2)
        if card.picture:
            paper.picture(card.picture.svg, card.picture.alt, "half")
        for words in filter(None, (card.under, card.about)):
            paper.add(words)
        for name, value in card.facts:
            _led(paper, f"{name}:", value, style="List Bullet")
    _key(paper, block.key)


def _table(paper: Paper, block: data.Table) -> None:
    table = paper.table(block.caption, block.head, block.widths)
    for row in block.rows:
        paper.row(table, row)
    paper.add()


def _pairs(paper: Paper, block: data.Pairs) -> None:
    for pair in block.pairs:
        paper.heading((*pair.role, *line(" – "), *pair.other), 2)
        for head, lines in ((block.gets, pair.gets), (block.gives, pair.gives)):
            _led(paper, head, ())
            for words in lines or (line(f"{BLANK} ({block.open})"),):
                paper.add(words, "List Bullet")


def _people(paper: Paper, block: data.People) -> None:
    for title, contacts in block.groups:
        paper.heading(title, 2)
        for contact in contacts:
            paragraph = paper.add(style="List Bullet")
            paper.write(paragraph, contact.name, strong=True)
            for words in filter(None, (contact.function, contact.about)):
                paper.write(paragraph, (*line("; "), *words))


def _ways(paper: Paper, block: data.Ways) -> None:
    for way in block.ways:
        paper.heading(way.name, 2)
        _quiet(paper, way.why)
        paper.picture(way.picture.svg, way.picture.alt)
        for stage in way.stages:
            parts = (*stage.what, *(line(" – ") if stage.where else ()), *stage.where)
            more = [f"({text})" for text in (stage.when, block.mine if stage.mine else "") if text]
            _led(paper, f"{stage.number}.", (*parts, *line(" " + " ".join(more) if more else "")))


def _dates(paper: Paper, block: data.Dates) -> None:
    for day in block.days:
        words = (*line(f"{block.due} " if day.last else ""), *day.what, *line("; ".join(["", *day.more]) if day.more else ""))
        _led(paper, day.text, words, style="List Bullet")


def _questions(paper: Paper, block: data.Questions) -> None:
    for question in block.questions:
        paper.heading(question.question, 2)
        paper.add(question.words)
        _quiet(paper, " · ".join(filter(None, (question.tag, question.basis))))


def _tasks(paper: Paper, block: data.Tasks) -> None:
    for task in block.tasks:
        paragraph = paper.add((*line(f"{BOX} "), *task.what))
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(6), Mm(-6)
        paragraph.paragraph_format.space_after = Pt(4)
        if task.ask:
            paper.write(paragraph, (*line(f" {block.ask} "), *task.ask), quiet=True)


def _glossary(paper: Paper, block: data.Glossary) -> None:
    for word, meaning in block.words:
        _led(paper, f"{word}:", meaning)


def _sheet(paper: Paper, block: data.Sheet) -> None:
    table = paper.table(block.caption, (block.name, *block.fields))
    for row in block.rows:
        paper.row(table, (row, *(line(BLANK[:4]) for _ in block.fields)))
    paper.add()


WRITERS: Mapping[str, Callable[[Paper, Any], None]] = {
    "prose": _prose, "heading": _heading, "figures": _figures, "picture": _picture, "cards": _cards, "table": _table, "pairs": _pairs,
    "people": _people, "ways": _ways, "dates": _dates, "questions": _questions, "tasks": _tasks, "glossary": _glossary, "sheet": _sheet,
}  # fmt: skip
"""Per kind of block what writes it."""
