"""What a page is, and what it gets: one file a page declares one, and the registry finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from orggraph import plugins
from orggraph.access import Access, Permission, of_machine
from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.i18n import Bilingual, Lang, Text, stored
from orggraph.model.base import Row
from orggraph.workspace import Workspace
from orggraph.workspace.hiding import OF_PEOPLE


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
    access: Access = field(default_factory=of_machine)
    """Who looks, and what they may: graph, findings and answers are without what :mod:`orggraph.workspace.restricted` leaves out."""

    @property
    def presenting(self) -> bool:
        """Whether the presentation mode is on."""
        return self.access.presenting

    def shows_counts(self, label: str) -> bool:
        """Whether what comes together at a node of this label may be shown."""
        return label not in OF_PEOPLE or self.access.may(Permission.LOADS)

    def shows_document(self, label: str) -> bool:
        """Whether a document about a node of this label may be opened: one about a person says what that person carries."""
        return label != "Person" or self.access.may(Permission.LOADS)

    def say(self, text: Text) -> str:
        """A text in the reader's language."""
        return text.render(self.lang)

    def region(self, dataset: str) -> str:
        """The title of a dataset in the reader's language."""
        head = self.heads[dataset]
        return str(stored(head, "title", self.lang))

    @property
    def choices(self) -> dict[str, Any]:
        """The reader's choices, as parameters of an address."""
        kept: dict[str, Any] = {"lang": self.lang, "dataset": self.datasets, "date": self.date, "prefer": self.prefer}
        return {**kept, "names": "1" if self.with_names else None, "present": "1" if self.presenting else None}

    def link(self, page: str, **params: Any) -> str:
        """A link within the app to a page (its path), keeping the reader's choices; a list is a parameter given again and again."""
        return address(page, {**self.choices, **params})


def address(page: str, params: Mapping[str, Any]) -> str:
    """The address of a page with its parameters, without those that hold nothing."""
    return f"/{page}?{urlencode({name: value for name, value in params.items() if value}, doseq=True)}"


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
    covers: Callable[[Visit], frozenset[str]] | None = None
    """To which of the reader's choices (``datasets``, ``date``, ``prefer``) what it shows now keeps; none: to all of them."""
    says_itself: bool = False
    """Whether the page says itself of what it speaks, because none of the reader's choices changes that."""
    group: str = ""
    """Under which of :data:`GROUPS` it stands in the navigation; none: by itself, before them."""
    words: str = ""
    """Other words by which people search for it, in any language."""
    needs: Permission | None = None
    """What who opens it must be allowed; it is not offered to others, and refused by its address."""
    takes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Parameters of its address that a name in the search can fill, each with the labels of what it takes."""

    def draw(self, visit: Visit) -> None:
        """Draw it for who may open it. Raises Refused for others, and what the page itself refuses."""
        if self.needs:
            visit.access.require(self.needs)
        self.render(visit)


GROUPS: Mapping[str, Bilingual] = {
    "": Bilingual("", ""),
    "look": Bilingual("Verkennen", "Explore"),
    "decide": Bilingual("Besluiten", "Decide"),
    "keep": Bilingual("Gegevens", "Data"),
}
"""The groups of the navigation, in their order, each with its name; pages of the first stand by themselves."""


def grouped(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """Pages by group, in the order of the navigation; the one page of a group stands by itself, as do pages of no group."""
    groups: dict[str, list[Page]] = {group: [] for group in GROUPS}
    for page in sorted(pages, key=lambda page: page.order):
        groups[page.group if page.group in groups else ""].append(page)
    for group, held in groups.items():
        if group and len(held) == 1:
            groups[""] += held
            groups[group] = []
    groups[""].sort(key=lambda page: page.order)
    return {group: held for group, held in groups.items() if held}


def allowed(page: Page, access: Access) -> bool:
    """Whether somebody may open a page."""
    return page.needs is None or access.may(page.needs)


@cache
def registry() -> tuple[Page, ...]:
    """All pages, in the order of the navigation."""
    pages = plugins.by_name("orggraph.ui.pages", Page, lambda page: page.path)
    return tuple(sorted(pages.values(), key=lambda page: page.order))
