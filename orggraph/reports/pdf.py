"""A page as PDF, set by typst: A4, tagged (PDF/UA-1) and fit to be kept (PDF/A-2a), with its fonts inside.

The page goes in as JSON. No text of it is ever read as typst: what stands in the data is shown, never run.
"""

from __future__ import annotations

import json
from typing import Any, cast

import typst

from orggraph import resources
from orggraph.reports.html import address
from orggraph.reports.page import Page, as_data
from orggraph.reports.plain_text import readable
from orggraph.reports.words import labels

STANDARDS = ["ua-1", "a-2a"]


def render(page: Page) -> bytes:
    """The document. What no typeface at hand can draw is drawn as an empty box, and then the file keeps to no standard."""
    data = as_data(page)
    for place in data["sources"]:
        place["url"] = address(place["url"])
    given = {"page": data, "labels": labels(page.lang, page.day)}
    inputs = {"data": json.dumps(readable(given), ensure_ascii=False)}
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
