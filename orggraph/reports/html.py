"""A page as HTML: one file that needs nothing else and makes no request, or its body alone for a page around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from markupsafe import Markup, escape

from orggraph import resources
from orggraph.picture.browser import font_faces
from orggraph.picture.pages import templates
from orggraph.reports.page import Line, Page, Words
from orggraph.reports.words import labels

if TYPE_CHECKING:
    from jinja2 import Environment

Linker = Callable[[str], str | None]
"""From the id of a node to the address of its page, or None."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
TURNS = frozenset({"R", "AL", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})
"""Classes of characters that turn the direction of writing."""
_WEB = re.compile(r"https?://[^\s]+")


def render(page: Page) -> str:
    """The whole document, with fonts, drawings and style inside; it holds no script."""
    return (
        _environment()
        .get_template("page.html")
        .render(lang=page.lang, **_values(page, None, lean=False), policy=POLICY, style=faces() + style())
    )


def body(page: Page, link: Linker | None = None, *, lean: bool = False) -> str:
    """The body alone, as one ``article``; its style is :func:`style`, which touches nothing outside it.

    Parameters
    ----------
    page
        The page.
    link
        Where the page of a node is, for names of nodes in the text.
    lean
        Whether it is one of very many files: citations then name their place in the list of sources alone, not on hovering too.
    """
    return _environment().get_template("body.html").render(**_values(page, link, lean=lean))


@cache
def style() -> str:
    """The style sheet of a page, limited to the article that holds it."""
    return resources.package_path("reports", "templates", "page.css").read_text(encoding="utf-8")


@cache
def faces() -> str:
    """The typeface, as data in the style sheet."""
    return font_faces()


def _values(page: Page, link: Linker | None, *, lean: bool) -> dict[str, Any]:
    """What the templates take: the page itself, whose texts they escape, and ``words``, which writes a line with links and citations."""
    own = labels(page.lang, page.day)
    link = link or (lambda _: None)
    target = "" if lean else ' target="_self"'
    titles = ["" if lean else f' title="{escape(place.label)}"' for place in page.sources]
    unseen = f'<span class="unseen">{escape(own["source"])} </span>'
    marks = [f'<a href="#source-{n}"{title}>{unseen}{n}</a>' for n, title in enumerate(titles, 1)]

    def written(part: Words) -> str:
        text = _text(part.text)
        href = link(part.node) if part.node else None
        markup = f'<a href="{escape(href)}"{target}>{text}</a>' if href else text
        markup = f'<span class="open">{markup}</span>' if part.open else markup
        markup = f"<strong>{markup}</strong>" if part.strong else markup
        cites = " ".join(marks[n - 1] for n in part.cites)
        return f'{markup}<sup class="cites">{cites}</sup>' if cites else markup

    def words(parts: Line) -> Markup:
        return Markup("".join(map(written, parts)))  # noqa: S704 - each text is escaped

    return {"page": page, "labels": own, "link": link, "words": words, "lean": lean}


def address(url: str | None) -> str | None:
    """An address that a link may lead to: of the web only."""
    return url if url and _WEB.fullmatch(url) else None


def _text(text: str) -> Markup:
    """A text as HTML; where it turns the direction of writing, kept to itself."""
    turns = not text.isascii() and any(bidirectional(character) in TURNS for character in text)
    return Markup("<bdi>{}</bdi>").format(text) if turns else escape(text)


def _drawn(svg: str) -> Markup:
    """A drawing of ours, hidden from who hears the page: the text around it says what it shows."""
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - made by orggraph, which escapes


@cache
def _environment() -> Environment:
    made = templates("reports", trim_blocks=True, lstrip_blocks=True)
    made.filters.update(address=address, t=_text, drawn=_drawn)
    return made
