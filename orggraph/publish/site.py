"""A region as a folder of plain pages: every page, the map, the style sheet, and what the search looks through."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from orggraph import resources
from orggraph.findings import Finding
from orggraph.graph import Graph, neighbours, provenance
from orggraph.i18n import Lang, T, stored
from orggraph.picture import export, region
from orggraph.picture.naming import kind_name
from orggraph.picture.pages import templates
from orggraph.picture.region_page import region_page
from orggraph.publish.addresses import FINDINGS, MAP, PACK_OF, PAGES, ROLE_OF, ROLES, START, Addresses
from orggraph.publish.folder import put_folder
from orggraph.publish.node import node_page
from orggraph.publish.overviews import findings_page, roles_page, start_page
from orggraph.publish.packs import Tell, packs
from orggraph.reports import html
from orggraph.reports.page import Page
from orggraph.reports.report import Request, get
from orggraph.reports.writer import Writer

if TYPE_CHECKING:
    from jinja2 import Template

WITHOUT_PAGE: Final = frozenset({"Step", "Meeting", "AgendaItem", "Act", "Word", "Statement"})
"""Labels whose nodes are told on the pages of what they belong to."""
POLICY: Final = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
NAVIGATION: Final = ((START, T("Start")), (MAP, T("Map")), (FINDINGS, T("Findings")), (ROLES, T("Roles")))


def publish(graph: Graph, findings: Sequence[Finding], folder: Path, lang: Lang, *, role_packs: Tell | None = None) -> int:
    """Write a region as a folder of plain pages that make no request and open from a file share.

    Parameters
    ----------
    graph
        The projection; people stand on the pages as it names them.
    findings
        What the analyses find in it.
    folder
        Does not exist yet, or is empty.
    lang
        Language of the pages.
    role_packs
        Where it is given, each post also gets the page of who is new in it as PDF; it is told how far that is.

    It gives the bytes written, and raises, as :func:`orggraph.publish.folder.put_folder` does.
    """
    return put_folder(folder, _Site(graph, findings, lang, role_packs).files())


class _Site:
    """One region on its way to a folder."""

    def __init__(self, graph: Graph, findings: Sequence[Finding], lang: Lang, tell: Tell | None) -> None:
        self.graph, self.findings, self.lang, self.tell = graph, findings, lang, tell
        self.nodes = sorted(node for node, data in graph.nodes(data=True) if data["label"] not in WITHOUT_PAGE)
        self.roles = _roles(graph)
        self.packed = [node for node in self.nodes if tell and graph.nodes[node]["label"] == "Post"]
        self.addresses = Addresses.of(self.nodes, self.roles, self.packed, datasets=len(provenance(graph).on))
        heads = provenance(graph).datasets.values()
        self.title = ", ".join(str(stored(head, "title", lang)) for head in heads)
        self.about: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            for node in finding.about:
                self.about[node].append(finding)

    def files(self) -> Iterator[tuple[str, str | bytes]]:
        """Every file: its path in the folder, and its text or bytes."""
        yield "index.html", self._page(start_page(self.graph, self.findings, self.lang), START)
        yield f"{PAGES}/{FINDINGS}.html", self._page(findings_page(self.graph, self.findings, self.lang), FINDINGS)
        yield f"{PAGES}/{ROLES}.html", self._page(roles_page(self.graph, self.roles, self.lang), ROLES)
        yield f"{PAGES}/{MAP}.html", self._map()
        packed = frozenset(self.packed)
        for node in self.nodes:
            made = node_page(self.graph, node, self.about[node], self._roles_at(node), Writer(self.graph, self.lang), packed=node in packed)
            yield f"{PAGES}/{self.addresses.files[node]}", self._page(made, node)
        request = Request(self.graph, self.lang, lambda: self.findings)
        for node in self.roles:
            name = f"{ROLE_OF}{node}"
            yield f"{PAGES}/{self.addresses.files[name]}", self._page(get("role").page(request, node), name)
        if self.tell:
            for post, document in packs(request, self.packed, self.tell):
                yield self.addresses.path(f"{PACK_OF}{post}"), document
        yield "assets/site.css", html.faces() + html.style() + _file("site.css")
        yield "assets/site.js", _file("site.js")
        yield "assets/search-index.js", self._index()

    def _page(self, page: Page, here: str) -> str:
        inside = here != START

        def link(name: str) -> str | None:
            return self.addresses.link(name, inside=inside)

        return _template().render(
            lang=self.lang, title=page.title, region=self.title, policy=POLICY, root="../" if inside else "", here=here,
            body=html.body(page, link, lean=True), navigation=[(name, text.render(self.lang), link(name)) for name, text in NAVIGATION],
            words={name: text.render(self.lang) for name, text in _WORDS.items()},
        )  # fmt: skip

    def _map(self) -> str:
        content = region.content(self.graph, title=self.title, lang=self.lang)
        home = (T("To the start").render(self.lang), "../index.html")
        return region_page(content, facts=export.facts(self.graph, self.lang), home=home, pages=self.addresses.files)

    def _roles_at(self, node: str) -> list[str]:
        """Those of whom there is a page of who is new there: this one, or the holders of this post, else its roles."""
        if self.graph.nodes[node]["label"] != "Post":
            return [node] if node in self.roles else []
        held = [edge.source for edge in neighbours(self.graph, node, "HOLDS", incoming=True)]
        given = [edge.target for edge in neighbours(self.graph, node, "HAS_ROLE")]
        return [person for person in held if person in self.roles] or [role for role in given if role in self.roles]

    def _index(self) -> str:
        """What the search looks through: name, kind and file of each page, as a script, for a file cannot be fetched from a folder."""
        data = self.graph.nodes
        rows = [
            [data[node]["name"], kind_name(data[node]["label"], data[node].get("kind"), self.lang), self.addresses.files[node]]
            for node in self.nodes
        ]
        rows += [[data[node]["name"], get("role").title[self.lang], self.addresses.files[f"{ROLE_OF}{node}"]] for node in self.roles]
        return f"window.orggraphIndex = {json.dumps(rows, ensure_ascii=True, separators=(',', ':'))};\n"


def _roles(graph: Graph) -> list[str]:
    """Of whom there is a page of who is new there: who holds a post, and roles of which no holder is known."""
    people = [node for node, data in graph.nodes(data=True) if data["label"] == "Person" and any(neighbours(graph, node, "HOLDS"))]
    roles = [node for node, data in graph.nodes(data=True) if data["label"] == "Role" and not _is_held(graph, node)]
    return sorted([*people, *roles])


def _is_held(graph: Graph, role: str) -> bool:
    posts = [edge.source for edge in neighbours(graph, role, "HAS_ROLE", incoming=True)]
    return any(True for post in posts for _ in neighbours(graph, post, "HOLDS", incoming=True))


@cache
def _template() -> Template:
    return templates("publish", trim_blocks=True, lstrip_blocks=True).get_template("site.html")


def _file(name: str) -> str:
    return resources.package_path("publish", "templates", name).read_text(encoding="utf-8")


_WORDS: Final = {
    "skip": T("To the text"),
    "search": T("Search by name or kind"),
    "results": T("Results"),
    "none": T("No page of that name."),
    "pages": T("Pages"),
}
