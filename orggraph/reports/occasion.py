"""What was worked out for an occasion, as a page to hand out: a division, a relief, scenarios beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from orggraph.graph import Graph
from orggraph.i18n import Lang, T
from orggraph.reports.page import Page, Prose, Section, Table, Words, line
from orggraph.reports.writer import Writer

NARROWEST, WIDEST = 8, 36
"""Characters between which the share of a column lies: that of its longest cell."""


def rows(caption: str, head: Sequence[str], cells: Sequence[Sequence[str]]) -> Table:
    """A table of texts; an empty cell is a dash."""
    longest = (max(map(len, column)) for column in zip(head, *cells, strict=True))
    widths = tuple(float(min(max(length, NARROWEST), WIDEST)) for length in longest)
    return Table(caption, tuple(head), tuple(tuple(line(cell or "–") for cell in each) for each in cells), widths)


def page(graph: Graph, lang: Lang, kind: str, title: str, sentences: Sequence[str], tables: Sequence[Table]) -> Page:
    """The page.

    Parameters
    ----------
    graph
        Of which region and day it is.
    lang
        Its language.
    kind, title
        What stands above it, and what it is about.
    sentences
        What is worth knowing first.
    tables
        What it rests on, each a section; those without a row stay out.
    """
    writer = Writer(graph, lang)
    lead = tuple(Prose(line(Words(sentence, strong=True))) for sentence in sentences)
    sections = [Section(f"deel-{number}", table.caption, "", (table,)) for number, table in enumerate(tables, 1) if table.rows]
    first = Section("uitkomst", writer.say(T("What comes of it")), "", lead)
    under = writer.say(T("Worked out for this occasion; nothing of it is in the data. People decide."))
    return writer.page(kind, title, under=under, sections=(first, *sections))
