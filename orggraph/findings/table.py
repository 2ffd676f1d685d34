"""What an analysis measures everywhere, as a table: also where nothing asks for attention, which is why it is no finding.

A table begins with one sentence that has its figure, and ends with what was counted: of how many, on which day, by which
records. Its rows stand in an order that ranks no people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from orggraph.graph import Graph
from orggraph.graph.datasets import name_of
from orggraph.i18n import Bilingual, Lang, Text
from orggraph.tables.wording import YES_NO

Cell: TypeAlias = "str | float | bool | Text | Bilingual | Sequence[str] | None"
"""A value; of a column of nodes an id, or several. None: not assessable, or it does not apply."""
ColumnKind = Literal["text", "node", "date", "count", "number", "share"]
"""A ``node`` is the id of one or of several; a ``count`` is whole; a ``number`` has decimals; a ``share`` is part of 1."""


@dataclass(frozen=True)
class Column:
    """A column of a table: what stands in it, and as what."""

    title: Bilingual
    kind: ColumnKind = "text"
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    """A table of what an analysis measures."""

    title: Bilingual
    sentence: Text
    """What it comes to, in one sentence with its figure and denominator."""
    basis: Text
    """How it was counted: of what, by which records, by which formula, with which assumption."""
    columns: Mapping[str, Column]
    """By name, in the order in which people read them."""
    rows: Sequence[Mapping[str, Cell]]
    bar: str | None = None
    """The column whose values are drawn as bars; None: no picture, as where rows are people."""

    def without(self, *names: str) -> Table:
        """The same without some columns."""
        return replace(self, columns={name: column for name, column in self.columns.items() if name not in names})

    def headings(self, lang: Lang) -> list[str]:
        """What stands above its columns."""
        return [column.title[lang] for column in self.columns.values()]

    def to_json(self, lang: Lang) -> list[dict[str, Any]]:
        """Its rows for programs: ids stay ids, texts are in one language, figures are not rounded."""
        return [{name: _plain(row.get(name), lang) for name in self.columns} for row in self.rows]

    def in_words(self, graph: Graph, lang: Lang) -> list[dict[str, Any]]:
        """Its rows for people: nodes by name, shares as per cent, figures rounded to what can be read."""
        return [{name: _worded(graph, column, row.get(name), lang) for name, column in self.columns.items()} for row in self.rows]


def _plain(value: Cell, lang: Lang) -> Any:
    if isinstance(value, Text):
        return value.render(lang)
    if isinstance(value, Bilingual):
        return value[lang]
    return list(value) if isinstance(value, list | tuple) else value


def _worded(graph: Graph, column: Column, value: Cell, lang: Lang) -> Any:
    if value is None:
        return None
    if column.kind == "node":
        return name_of(graph, value) if isinstance(value, str) else [name_of(graph, str(node)) for node in value]  # type: ignore[union-attr]
    if column.kind == "share" and isinstance(value, int | float):
        return decimals(100 * value, 1, lang) + " %"
    if column.kind == "number" and isinstance(value, int | float):
        return decimals(value, 3, lang)
    return YES_NO[value].render(lang) if isinstance(value, bool) else _plain(value, lang)


def decimals(value: float, most: int, lang: Lang) -> str:
    """A figure with at most so many decimals, and the mark of the language."""
    text = f"{value:.{most}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if lang == "nl" else text
