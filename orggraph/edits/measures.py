"""What analyses measure everywhere, before a change and after it: their tables row by row, several scenarios beside each other.

A row of a table is known by its first nodes and words (the board, the majority), not by its figures. The tables are those of the
analyses; nothing is counted here a second time. Of a table of people only its sentence is compared: one seat less shifts the place of
everybody in a network a little, and nobody is compared with others here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orggraph.analyses import registry, tables
from orggraph.findings import Analysis, Column, Table
from orggraph.graph import Graph
from orggraph.i18n import Lang
from orggraph.model.base import Row
from orggraph.workspace.restricted import counts_people

Known = tuple[str, ...]
"""By what a row is known, in words."""
WORDS = ("node", "text")
FIRST = 2
"""So many of the first columns of nodes and words tell a row apart."""


@dataclass(frozen=True)
class Shift:
    """One figure that is otherwise in some scenario: of which analysis and table, about what, in words before and after each."""

    analysis: Analysis
    table: Table
    about: Known
    """What the row is about; empty: the table as a whole, by its sentence."""
    column: Column | None
    before: str
    after: tuple[str, ...]


def shifts(before: Graph, after: Sequence[Graph], lang: Lang) -> list[Shift]:
    """The figures that differ between a projection and others, in the order of analyses, tables and rows.

    Parameters
    ----------
    before, after
        The data as they are, and as they would be by each scenario, on one day.
    lang
        The language of the words.
    """
    return [
        shift
        for kind, analysis in registry().items()
        if analysis.tables
        for shift in _of_analysis(analysis, [tables(graph, kind) for graph in (before, *after)], (before, *after), lang)
    ]


def _of_analysis(analysis: Analysis, made: Sequence[Sequence[Table]], graphs: Sequence[Graph], lang: Lang) -> Iterator[Shift]:
    titles = {table.title["en"]: table for there in made for table in there}
    for title, table in titles.items():
        there = [next((each for each in some if each.title["en"] == title), None) for some in made]
        sentences = [each.sentence.render(lang) if each else "" for each in there]
        if len(set(sentences)) > 1:
            yield Shift(analysis, table, (), None, sentences[0], tuple(sentences[1:]))
        if any(each and counts_people(graph, each) for each, graph in zip(there, graphs, strict=True)):
            continue
        rows = [_rows(each, graph, lang) if each else {} for each, graph in zip(there, graphs, strict=True)]
        for about in dict.fromkeys(known for some in rows for known in some):
            for name, column in table.columns.items():
                texts = [str(some[about].get(name) or "") if about in some else "" for some in rows]
                if column.kind not in WORDS and len(set(texts)) > 1:
                    yield Shift(analysis, table, tuple(filter(None, about)), column, texts[0], tuple(texts[1:]))


def _rows(table: Table, graph: Graph, lang: Lang) -> dict[Known, Mapping[str, Any]]:
    """The rows of a table in words, by what they are about; of several about the same each by its place among these."""
    heads = [name for name, column in table.columns.items() if column.kind in WORDS][:FIRST]
    rows: dict[Known, Mapping[str, Any]] = {}
    seen: Counter[Known] = Counter()
    for row in table.in_words(graph, lang):
        known = tuple(_text(row.get(name)) for name in heads)
        seen[known] += 1
        rows[known if seen[known] == 1 else (*known, str(seen[known]))] = row
    return rows


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def shift_rows(differing: Sequence[Shift], names: Sequence[str], lang: Lang) -> list[Row]:
    """Shifts as rows: ``kind``, ``title``, ``subject``, ``figure``, ``before``, then per scenario its value.

    Parameters
    ----------
    differing
        What :func:`shifts` gave.
    names
        Of the scenarios; of one alone its column is ``after``.
    lang
        The language of titles and headings.
    """
    columns = ["after"] if len(names) == 1 else list(names)
    return [
        {
            "kind": shift.analysis.title[lang], "title": shift.table.title[lang], "subject": " · ".join(shift.about),
            "figure": shift.column.title[lang] if shift.column else "", "before": shift.before,
        }
        | dict(zip(columns, shift.after, strict=True))
        for shift in differing
    ]  # fmt: skip
