"""Rows as text: a table for a terminal, Markdown, CSV or JSON. Hostile cells stay text in each of them."""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from tabulate import tabulate

Format = Literal["table", "json", "csv", "md"]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60
WIDEST_HEADING = 24
"""Signs in a line of a cell and of a heading of a table for people."""


def render(rows: Sequence[Mapping[str, Any]], form: Format, columns: Sequence[str] = (), headings: Sequence[str] = ()) -> str:
    """Rows in one form; ends without a line break.

    Parameters
    ----------
    rows
        The rows, column → value.
    form
        ``table`` for people, ``json`` for programs (one array), ``csv`` for spreadsheets, ``md`` for documents.
    columns
        Which columns, in which order; default: those of the first row.
    headings
        What stands above each column; default: its name. JSON has names alone.
    """
    names = tuple(columns) or (tuple(rows[0]) if rows else ())
    return _FORMS[form](rows, names, tuple(headings) or names)


def to_csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], headings: Sequence[str] = ()) -> str:
    """CSV with a header, which holds ``headings`` or else the names of the columns.

    A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_csv_cell(head) for head in headings or columns])
    writer.writerows([_csv_cell(row.get(name)) for name in columns] for row in rows)
    return out.getvalue().rstrip("\n")


def _to_json(rows: Sequence[Mapping[str, Any]], _columns: Sequence[str], _headings: Sequence[str]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=2, default=str)


def _to_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], headings: Sequence[str]) -> str:
    # folded here: tabulate takes a cell of a column that it folds for a number where it looks like one, and 0,035 ends in an error
    cells = [[_folded(_visible(_text(row.get(name))), WIDEST) for name in columns] for row in rows]
    heads = [_folded(head, WIDEST_HEADING) for head in headings]
    return tabulate(cells, headers=heads, tablefmt="simple", disable_numparse=True)


def _folded(text: str, widest: int) -> str:
    """A text over several lines where it is longer than a column is wide."""
    return "\n".join(textwrap.wrap(text, widest)) if len(text) > widest else text


def _to_markdown(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], headings: Sequence[str]) -> str:
    cells = [[_markdown(_visible(_text(row.get(name)))) for name in columns] for row in rows]
    return tabulate(cells, headers=[_markdown(head) for head in headings], tablefmt="pipe", disable_numparse=True)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, dict):
        known = value.get("name") or (value.get("properties") or {}).get("name") or value.get("type") or value.get("id")
        return str(known) if known else json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


_CONTROLS: Final = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")}, "\N{REPLACEMENT CHARACTER}")
"""Unicode's category Cc, but for the ends of lines and tabs."""


def _visible(text: str) -> str:
    """Control characters, which could steer a terminal, become a sign that something stood there."""
    return text.translate(_CONTROLS)


def _markdown(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]|])", r"\\\1", text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def _csv_cell(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = _text(value) if not isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False, default=str)
    return f"'{text}" if text.startswith(FORMULA) else text


_FORMS: Mapping[Format, Callable[[Sequence[Mapping[str, Any]], Sequence[str], Sequence[str]], str]] = {
    "table": _to_table,
    "json": _to_json,
    "csv": to_csv,
    "md": _to_markdown,
}
