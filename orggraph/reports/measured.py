"""What an analysis measures, as a section of a page: its sentence, its rows, how they were counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from orggraph.access import WORDS, Permission
from orggraph.findings import Cell, Table
from orggraph.i18n import N, T
from orggraph.reports import page as sheet
from orggraph.reports.page import Block, Card, Cards, Line, Prose, Section, Words, line
from orggraph.reports.report import Request
from orggraph.reports.writer import Writer
from orggraph.workspace.restricted import counts_people

WIDEST = 7
"""So many columns stand beside each other on paper; of a wider table each row is a card."""
MOST = 60
"""So many rows stand on paper; the command and the file of the page hold all."""
MOST_NAMES = 6


def section(request: Request, writer: Writer, table: Table, name: str, question: str = "", most: int = MOST) -> Section:
    """A table of an analysis as a section.

    Parameters
    ----------
    request
        What the page is made of; tables of people stay out where it says so.
    writer
        Writes the page.
    table
        What is measured.
    name
        The id of the section in the page.
    question
        What it answers.
    most
        So many rows at most; how many more there are is said.
    """
    blocks: list[Block] = [Prose(line(Words(writer.say(table.sentence), strong=True)))]
    if not request.shows_people and counts_people(writer.graph, table):
        closed = T("A table of people stands only where this may be done: {what}.", what=WORDS[Permission.LOADS])
        blocks.append(Prose(line(writer.say(closed)), tone="quiet"))
    elif table.rows:
        blocks += _rows(writer, table, most)
    blocks.append(Prose(line(writer.say(table.basis)), tone="quiet"))
    return Section(name, table.title[writer.lang], question, tuple(blocks))


def _rows(writer: Writer, table: Table, most: int) -> list[Block]:
    """The rows beside or under each other, and how many more there are."""
    words = table.in_words(writer.graph, writer.lang)[:most]
    lines = [
        {key: _cell(writer, table, key, row.get(key), worded[key]) for key in table.columns}
        for row, worded in zip(table.rows[:most], words, strict=True)
    ]
    heads = table.headings(writer.lang)
    if len(heads) > WIDEST:
        blocks: list[Block] = [Cards(tuple(_card(heads, list(each.values())) for each in lines))]
    else:
        empty = line("–")
        rows = tuple(tuple(cell or empty for cell in each.values()) for each in lines)
        widths = tuple(3.0 if column.kind in ("node", "text") else 1.5 for column in table.columns.values())
        blocks = [sheet.Table(table.title[writer.lang], tuple(heads), rows, widths)]
    if (left := len(table.rows) - most) > 0:
        blocks.append(Prose(line(writer.say(N("{n} more row is not on paper.", "{n} more rows are not on paper.", left))), tone="quiet"))
    return blocks


def _card(heads: Sequence[str], cells: Sequence[Line]) -> Card:
    facts = tuple((head, cell) for head, cell in zip(heads[1:], cells[1:], strict=True) if cell)
    return Card(cells[0] or line("–"), facts=facts)


def _cell(writer: Writer, table: Table, key: str, value: Cell, worded: Any) -> Line:
    """A cell; nodes by name, each for a page of its own, the many cut off."""
    if value is None or value in ((), []):
        return ()
    kind = table.columns[key].kind
    if kind == "node":
        nodes = [str(value)] if isinstance(value, str) else [str(node) for node in value]  # type: ignore[union-attr]
        named = [(writer.called(node),) if node in writer.graph else line(node) for node in nodes[:MOST_NAMES]]
        more = [line(writer.say(T("{n} more", n=len(nodes) - MOST_NAMES)))] if len(nodes) > MOST_NAMES else []
        return writer.listed([*named, *more])
    if kind == "date":
        return line(writer.date(str(worded)) if isinstance(value, str) else str(worded))
    return line(str(worded))


def of_council(table: Table, council: str) -> Table:
    """The rows of one council, without the column that names it."""
    rows: list[Mapping[str, Cell]] = [row for row in table.rows if row.get("council") == council]
    return Table(table.title, table.sentence, table.basis, table.columns, rows, table.bar).without("council")
