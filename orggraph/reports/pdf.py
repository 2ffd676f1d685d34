"""A page as PDF, set by typst: A4, tagged (PDF/UA-1) and fit to be kept (PDF/A-2a), with its fonts inside.

The page goes in as JSON. No text of it is ever read as typst: what stands in the data is shown, never run.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any, cast

import typst

from orggraph import resources
from orggraph.picture.text_metrics import clean
from orggraph.reports.html import TURNS, address
from orggraph.reports.page import Page, as_data
from orggraph.reports.words import labels

STANDARDS = ["ua-1", "a-2a"]
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def render(page: Page) -> bytes:
    """The document. What no typeface at hand can draw is drawn as an empty box, and then the file keeps to no standard."""
    data = as_data(page)
    for place in data["sources"]:
        place["url"] = address(place["url"])
    given = {"page": data, "labels": labels(page.lang, page.day)}
    inputs = {"data": json.dumps(_readable(given), ensure_ascii=False)}
    try:
        return _compile(inputs, ignore_system_fonts=True, pdf_standards=STANDARDS)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compile(inputs, ignore_system_fonts=False)


def _compile(inputs: dict[str, str], *, ignore_system_fonts: bool, **options: Any) -> bytes:
    compiler = typst.Compiler(
        input=str(resources.package_path("reports", "templates", "page.typ")),
        font_paths=[str(resources.package_path("picture", "fonts"))],
        ignore_system_fonts=ignore_system_fonts,
        sys_inputs=inputs,
    )
    return cast(bytes, compiler.compile(format="pdf", **options))


def _readable(value: Any) -> Any:
    """The same data, with control characters as spaces, and what turns the direction of writing kept to its own text."""
    if isinstance(value, dict):
        return {name: item if name == "svg" else _readable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_readable(item) for item in value]
    return _isolated(value) if isinstance(value, str) else value


def _isolated(text: str) -> str:
    kept = _spaced(text)
    if kept.isascii() or not any(unicodedata.bidirectional(item) in TURNS for item in kept):
        return kept
    return "\u2068" + "".join(item for item in kept if item not in _CONTROLS) + "\u2069"


def _spaced(text: str) -> str:
    """Control characters as spaces; white space at the ends joins texts of a line, and stays."""
    within = clean(text)
    return f"{' ' if text[:1].isspace() else ''}{within}{' ' if within and text[-1:].isspace() else ''}"
