"""A page with the map of a region that stands alone: one file, that needs nothing else and makes no request."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from babel.dates import format_date

from orggraph import resources
from orggraph.i18n import T
from orggraph.model.dates import first_day, is_day
from orggraph.picture.browser import font_faces
from orggraph.picture.pages import policy, templates

_STATIC = ("picture", "static")
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (const|(?:async )?function|class) (\w+)", re.MULTILINE)
START = "page"
"""The module with which the page begins."""


def region_page(
    content: Mapping[str, Any], *, facts: Sequence[tuple[str, str]] = (), home: tuple[str, str] | None = None,
    pages: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """The page.

    Parameters
    ----------
    content
        What :func:`orggraph.picture.region.content` gives.
    facts
        Pairs of a name and a value that stand in the footer: datasets and their versions, date, sources, and whether it is invented.
    home
        Text and relative address of a link above the map, where the page is one of several.
    pages
        Relative addresses of the pages of nodes by id, where there are such pages; a card leads there.
    """
    if pages:
        nodes = [{**node, "p": pages[node["i"]]} if node["i"] in pages else node for node in content["nodes"]]
        content = {**content, "nodes": nodes}
    script, lang = one_script(START), content["lang"]
    return templates("picture").get_template("region.html").render(
        lang=lang, content=content, facts=facts, home=home, policy=policy(script), script=script, style=_style(),
        wait=T("The map is being drawn …").render(lang), table=T("The same as a table").render(lang),
        heads=[text.render(lang) for text in (T("From"), T("Relation"), T("To"))],
        as_of=T("as of {date}", date=_day(content["on"], lang)).render(lang),
        invented=T("Invented: people and places in it do not exist").render(lang),
    )  # fmt: skip


@cache
def one_script(start: str) -> str:
    """A module and all that it imports, as one script without imports: each a function that gives what it exports."""
    parts: dict[str, str] = {}

    def take(name: str) -> None:
        text = resources.package_path(*_STATIC, f"{name}.js").read_text(encoding="utf-8")
        for _, needed in _IMPORT.findall(text):
            if needed not in parts:
                take(needed)
        exports = ", ".join(export for _, export in _EXPORT.findall(text))
        body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const \1 = of_\2;", text))
        parts[name] = f"const of_{name} = (() => {{\n{body}return {{{exports}}};\n}})();\n"

    take(start)
    return "\n" + "".join(parts.values()).replace("</script", "<\\/script")


def _day(date: str, lang: str) -> str:
    """A date as people write it; what is no whole date stays as it is."""
    return format_date(first_day(date), "d MMMM y", locale=lang) if is_day(date) else date


@cache
def _style() -> str:
    files = (resources.package_path(*_STATIC, "lanes.css"), resources.package_path("picture", "templates", "region_page.css"))
    return "\n" + "\n".join([font_faces(), *(file.read_text(encoding="utf-8") for file in files)])
