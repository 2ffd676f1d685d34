"""What every report needs to write a page: names, dates, lists of names, and the numbered places in the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from babel.lists import format_list

from orggraph.graph import Graph, provenance
from orggraph.graph.reading import organization_of
from orggraph.i18n import Lang, T, Text, stored
from orggraph.model.dates import first_day
from orggraph.model.terms import BodyKind
from orggraph.picture import export
from orggraph.reports.page import Line, Page, Place, Words, line

MOST_CITES = 2
"""So many places stand behind one text; the page of the node has all of them."""
_ABBREVIATED = re.compile(r"\(([A-Z][A-Za-z0-9&/ -]{0,11})\)$")
_AT_HOME = {BodyKind.COUNCIL.value: T("Council of {town}"), BodyKind.COLLEGE.value: T("College of {town}")}
_PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}
_WITHOUT_YEAR = {**_PATTERNS, 7: "MMMM", 10: "d MMMM"}


class Writer:
    """Writes the texts of one page about a graph, in one language; keeps the places that the texts cite, in the order of citing."""

    def __init__(self, graph: Graph, lang: Lang) -> None:
        self.graph = graph
        self.lang = lang
        self._places: dict[tuple[str, str], int] = {}

    @property
    def day(self) -> str:
        """The day asked, as ISO text: the latest where each dataset has its own."""
        return max(provenance(self.graph).on.values(), default=date.today().isoformat())

    def say(self, text: Text) -> str:
        """A text in the language of the page."""
        return text.render(self.lang)

    def name(self, node: str) -> str:
        """The name of a node."""
        return str(self.graph.nodes[node]["name"])

    def short(self, node: str) -> str:
        """The short name of a node; where none is stated, the abbreviation after its name, or a council by its municipality."""
        attributes, name = self.graph.nodes[node], self.name(node)
        if attributes.get("short_name"):
            return str(attributes["short_name"])
        if abbreviated := _ABBREVIATED.search(name):
            return abbreviated[1]
        kind, whole = str(attributes.get("kind")), organization_of(self.graph, node) if attributes["label"] == "Body" else None
        several = attributes.get("per") or (attributes.get("count") or 1) > 1
        if kind in _AT_HOME and whole and not several:
            return self.say(Text(_AT_HOME[kind].message, {"town": self.name(whole).removeprefix("Gemeente ")}))
        return name

    def called(self, node: str, *citing: Mapping[str, Any], strong: bool = False) -> Words:
        """The name of a node, with the places that say what is cited."""
        return Words(self.name(node), self.cite(*citing), node, strong=strong)

    def names(self, nodes: Iterable[str]) -> Line:
        """The names of nodes as a list in a sentence: a, b and c."""
        return self.listed([(self.called(node),) for node in nodes])

    def listed(self, lines: Sequence[Line]) -> Line:
        """Lines as a list in a sentence."""
        parts = [part for i, item in enumerate(lines) for part in ((self._between(i, len(lines)),) if i else ()) + item]
        return line(*parts)

    def _between(self, i: int, n: int) -> str:
        return self.say(T(" and ")) if i == n - 1 else ", "

    def listing(self, texts: Iterable[str]) -> str:
        """Texts as a list in a sentence."""
        return format_list([*texts], locale=self.lang)

    def date(self, text: str | None, *, year: bool = True) -> str:
        """A partial date as people write it; without its year where the year is plain. What is no date stays as it is."""
        return _date(text, self.lang, year) if text else ""

    def unstated(self) -> Line:
        """What stands where nobody has written something down."""
        return line(Words(self.say(T("not written down")), open=True))

    def cite(self, *records: Mapping[str, Any]) -> tuple[int, ...]:
        """The numbers of the places that records name, at most ``MOST_CITES``."""
        pairs = dict.fromkeys(
            pair for record in records for pair in zip(record.get("sources", ()), record.get("locators", ()), strict=True)
        )
        return self.cite_places(pairs)

    def cite_places(self, places: Iterable[tuple[str, str]]) -> tuple[int, ...]:
        """The numbers of places, given as the id of a source and a place in it."""
        first = list(places)[:MOST_CITES]
        return tuple(sorted(self._places.setdefault(place, len(self._places) + 1) for place in first))

    def page(self, kind: str, title: str, **parts: Any) -> Page:
        """A page with what every page says of itself: region, day, dataset and version, that it is invented, the places cited."""
        origin = provenance(self.graph)
        heads = [str(stored(head, "title", self.lang)) for head in origin.datasets.values()]
        facts = [(name, value) for name, value in export.facts(self.graph, self.lang) if name not in self._own_facts()]
        invented = any(head.get("fictional") for head in origin.datasets.values())
        notices = ([self.say(export.INVENTED)] if invented else []) + list(parts.pop("notices", ()))
        return Page(
            kind=kind, title=title, lang=self.lang, region=", ".join(heads), day=self.date(self.day), facts=tuple(facts),
            notices=tuple(notices), sources=self._sources(), closing=parts.pop("closing", self.say(NOT_THIS)), **parts,
        )  # fmt: skip

    def _own_facts(self) -> frozenset[str]:
        """Names of facts that a page says elsewhere: the notice, the list of places."""
        return frozenset(self.say(text) for text in (T("Invented"), T("Sources")))

    def _sources(self) -> tuple[Place, ...]:
        origin = provenance(self.graph).sources
        return tuple(
            Place(source, str(origin.get(source, {}).get("name", source)), locator, origin.get(source, {}).get("url"))
            for source, locator in self._places
        )


@lru_cache(maxsize=4096)
def _date(text: str, lang: Lang, year: bool) -> str:
    pattern = (_PATTERNS if year else _WITHOUT_YEAR).get(len(text))
    try:
        return format_date(first_day(text), pattern, locale=lang) if pattern else text
    except ValueError:
        return text


def low(text: str) -> str:
    """A text for within a sentence: its first letter small, unless it begins an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


NOT_THIS = T("What this is not: no assessment of people, no legal advice. What is not here is not in the sources.")
"""Stands at the end of every page."""
