"""What a page is, and what it gets: one file a page declares one, and the registry finds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from orggraph import plugins
from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.i18n import Bilingual, Lang, Text, stored
from orggraph.model.base import Row
from orggraph.workspace import Workspace


@dataclass(frozen=True)
class Visit:
    """What a page gets on each run: the reader's choices, and what they lead to. All of it is shared and read-only."""

    lang: Lang
    work: Workspace
    heads: Mapping[str, Row]
    """All datasets in the store, by id."""
    datasets: tuple[str, ...]
    """The datasets chosen."""
    date: str | None
    """The date chosen; None: each dataset's own reference date."""
    prefer: tuple[str, ...]
    """The preferred sources."""
    with_names: bool
    graph: Graph
    """The projection of these choices."""
    findings: tuple[Finding, ...]
    """What the analyses find in it, with acceptances."""

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.render(self.lang)

    def region(self, dataset: str) -> str:
        """The title of a dataset in the reader's language."""
        head = self.heads[dataset]
        return str(stored(head, "title", self.lang))

    def link(self, page: str, **params: Any) -> str:
        """A link within the app to a page (its path), keeping the reader's choices; a list is a parameter given again and again."""
        kept: dict[str, Any] = {"lang": self.lang, "dataset": self.datasets, "date": self.date, "prefer": self.prefer}
        kept["names"] = "1" if self.with_names else None
        return f"/{page}?{urlencode({name: value for name, value in {**kept, **params}.items() if value}, doseq=True)}"


@dataclass(frozen=True, eq=False)
class Page:
    """A page of the app. ``path`` is its address (empty: the first page); ``order`` its place in the navigation."""

    path: str
    title: Bilingual
    icon: str
    """Name of a Material Symbol."""
    order: int
    render: Callable[[Visit], None]
    in_navigation: bool = True
    needs_data: bool = True
    """Whether the page is of use only when something is loaded."""
    group: str = ""
    """Under which of :data:`GROUPS` it stands in the navigation; none: by itself, before them."""
    words: str = ""
    """Other words by which people search for it, in any language."""
    takes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Parameters of its address that a name in the search can fill, each with the labels of what it takes."""


@cache
def registry() -> tuple[Page, ...]:
    """All pages, in the order of the navigation."""
    pages = plugins.by_name("orggraph.ui.pages", Page, lambda page: page.path)
    return tuple(sorted(pages.values(), key=lambda page: page.order))
