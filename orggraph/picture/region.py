"""The content of a region for the map in the browser: every node and relation once, and what stands together at first sight.

What the reader does with it (choose, unfold, mark, look for a path) happens in the browser and asks nothing of Python.
So this travels once for a dataset, a date and a language. Nodes are numbered: a relation, a seat and a card name them
by their place in ``nodes``. Values that are absent were not stated; keys are short, since they stand a thousand times:

=== ===================================================== === =====================================================
i   id in the graph                                       n   name
L   label                                                 k   kind, in the language asked
t   lane                                                  ic  name of the icon
d   a sentence about it                                   st  1: proposed, to be decided or inferred
of  the body of a seat                                    c   rank and name of the capacity of a seat
x   how many seats a post stands for                      h   holders: person, since, until, acting
p   posts of a person                                     u   hours a week
v   date on which somebody looked at it, or of a source   s   sources: number in ``sources``, place
f   facts: name, value                                    g   titles of signals
w   name with soft hyphens, of what may be a card         m   members, of a group
=== ===================================================== === =====================================================

A form of cooperation has ``at`` (its node), ``b`` (its boards and other bodies), ``p`` (who takes part, or would) and ``on``, the day of
its own time of which that is told.

An edge is ``[source, target, type, sources]``, the last a number in ``cited``. With all times a node has ``a`` (from when)
and ``z`` (before when), and an edge these two at its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from orggraph.graph import Graph, provenance, standing
from orggraph.graph.forms import Form
from orggraph.graph.forms import forms as forms_of
from orggraph.i18n import DEFAULT_LANG, Lang, T, Text
from orggraph.model.dates import first_day, is_day
from orggraph.model.relationships import TYPES
from orggraph.model.terms import BodyKind, Capacity, OrganizationKind, Status
from orggraph.picture.folding import OTHERS, OUTER_LANES, Folded, Item
from orggraph.picture.icons import ICONS, icon_of
from orggraph.picture.naming import item_name, kind_name
from orggraph.picture.palette import LANES, RELATION
from orggraph.picture.region_texts import templates
from orggraph.picture.relations import FROM_OTHER_END, TIES
from orggraph.picture.text_metrics import with_soft_hyphens

_LEFT_OUT = frozenset({"Statement", "Step", "AgendaItem", "Act"})
"""Labels that say something about what is drawn, and are read on its own page."""
_SEATS = frozenset({"HOLDS", "IN"})
"""Relations that travel with the post: who holds it, and where it is a seat."""
_ALIKE = frozenset({BodyKind.COUNCIL, BodyKind.COUNCIL_COMMITTEE, BodyKind.COLLEGE})
_MOST_APART = 12
"""With more bodies of one kind in a lane than this they stand together."""
_PAIR = 2
"""So few stand apart rather than as a group of two."""
_SINGLE = frozenset({"Body", "Organization", "Cooperation", "Arrangement"})
_MOST_TEXT = 260
_MOST_SOURCES = 3
_MOST_SIGNALS = 6
_FACTS: tuple[tuple[str, Text], ...] = (
    ("quorum", T("Quorum")), ("majority", T("Decides with")), ("date", T("Date")), ("due", T("Due")), ("period", T("Period")),
    ("votes", T("Votes")), ("purpose", T("Purpose")), ("scope", T("Scope")),
)  # fmt: skip
_CAPACITIES = {capacity: rank for rank, capacity in enumerate(Capacity)}
_TIERED = frozenset(lane.id for lane in LANES) - OUTER_LANES - {"around"}


def content(
    graph: Graph,
    *,
    title: str = "",
    signals: Mapping[str, Sequence[str]] | None = None,
    times: bool = False,
    forms: Sequence[Form] | None = None,
    lang: Lang = DEFAULT_LANG,
) -> dict[str, Any]:
    """All that the map shows, as values that JSON can hold.

    Parameters
    ----------
    graph
        The projection, cut to a date.
    title
        Name of the region or regions.
    signals
        Per node the titles of what was found on it; without it the map has no overlay of signals.
    times
        Whether the graph holds all times: then each node and edge says from when and before when it holds, so that the
        reader can choose the date.
    forms
        The forms of cooperation that can be compared; without it those that the graph holds.
    lang
        Language of every text in it.
    """
    region = _Region(graph, lang, times=times)
    return {**region.content(title, signals or {}), "forms": region.forms(forms_of(graph, graph) if forms is None else forms)}


class _Region:
    """One graph on its way to the browser."""

    def __init__(self, graph: Graph, lang: Lang, *, times: bool) -> None:
        self.graph, self.lang, self.times = graph, lang, times
        self.folded = Folded(graph)
        kept = (node for node, data in graph.nodes(data=True) if data["label"] not in _LEFT_OUT)
        self.nodes = sorted(kept, key=lambda node: (self.folded.name(node).casefold(), node))
        self.at = {node: i for i, node in enumerate(self.nodes)}
        self.origins = provenance(graph)
        self.sources = {source: i for i, source in enumerate(self.origins.sources)}
        self.cited: dict[tuple[int, ...], int] = {}
        self.holders: dict[str, list[list[Any]]] = defaultdict(list)
        self.hats: dict[str, list[str]] = defaultdict(list)
        self.hours: dict[str, float] = defaultdict(float)
        self._hold()

    def content(self, title: str, signals: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        kinds = sorted({data["type"] for *_, data in self.graph.edges(data=True)} - _SEATS, key=lambda kind: RELATION[kind].rank)
        nodes = [self._node(node, signals.get(node, ())) for node in self.nodes]
        edges = self._edges({kind: i for i, kind in enumerate(kinds)})
        return {
            "times": self.times, "title": title, "on": ", ".join(dict.fromkeys(self.origins.on.values())), "lang": self.lang,
            "invented": any(head.get("fictional") for head in self.origins.datasets.values()),
            "lanes": self._lanes(),
            "types": [self._type(kind) for kind in (*kinds, *sorted(_SEATS))], "holders": self._names_holders(),
            "ties": {tie: [name.render(self.lang), sorted(types)] for tie, (name, types) in TIES.items()},
            "nodes": nodes, "edges": edges, "cited": [list(cited) for cited in self.cited],
            "sources": [self.origins.sources[source]["name"] for source in self.sources],
            "cards": self._cards(), "signals": bool(signals),
            "icons": {name: ICONS[name] for name in sorted({node["ic"] for node in nodes} | {"group"})},
            "texts": templates(self.lang),
        }  # fmt: skip

    def forms(self, known: Iterable[Form]) -> list[dict[str, Any]]:
        """The forms of cooperation by name, each with what belongs to it."""
        rows = []
        for form in known:
            if form.node in self.at:
                members = [edge.source for edge in (*form.participants, *form.proposed)]
                row = {"at": self.at[form.node], "b": self._drawn(form.boards), "p": self._drawn(members)}
                rows.append(row | ({"on": self._day_of(form)} if self.times else {}))
        return sorted(rows, key=lambda row: int(row["at"]))

    def _drawn(self, nodes: Iterable[str]) -> list[int]:
        return [self.at[node] for node in dict.fromkeys(nodes) if node in self.at]

    def _day_of(self, form: Form) -> str:
        """The day at which a form is looked at: the last of a former one; empty: the day of the map."""
        before = str(self.graph.nodes[form.node].get("valid_before") or "")
        return "" if form.now or not is_day(before) else str(first_day(before) - timedelta(days=1))

    def _lanes(self) -> list[dict[str, Any]]:
        return [{"id": lane.id, "n": lane.title.render(self.lang), "tier": lane.id in _TIERED} for lane in LANES if lane.id != "around"]

    def _names_holders(self) -> bool:
        """Whether the sources say of all posts who holds them: else an empty seat may be one whose holder is not named."""
        return any("HOLDS" in (head.get("complete") or ()) for head in self.origins.datasets.values())

    def _type(self, kind: str) -> dict[str, Any]:
        style = RELATION[kind]
        names = {"n": TYPES[kind].title[self.lang], "back": FROM_OTHER_END[kind].render(self.lang)}
        return {"id": kind, **names, "c": style.colour, "dash": list(style.dash), "arrow": style.arrow}

    def _hold(self) -> None:
        load = self._load()
        for source, target, data in self.graph.edges(data=True):
            if data["type"] == "HOLDS" and self._counts(data) and source in self.at and target in self.at:
                since, until = (
                    self._period(data) if self.times else (data.get("start_date"), data.get("end_date") or data.get("valid_before"))
                )
                held = [self.at[source], since or "", until or "", int(bool(data.get("acting")))]
                self.holders[target].append([*held, *self._gaps(data)] if self.times else held)
                self.hats[source].append(target)
                self.hours[source] += load.get(target, 0.0)
        self.load = load

    def _counts(self, data: Mapping[str, Any]) -> bool:
        """Whether an edge is to be drawn: what is former is, where its time says when it was."""
        return standing.of(data) is not Status.FORMER or (self.times and bool(data.get("valid_before")))

    @staticmethod
    def _period(data: Mapping[str, Any]) -> list[str]:
        """From when, and before when; empty where that is not bounded."""
        return [str(data.get("valid_from") or ""), str(data.get("valid_before") or "")]

    @staticmethod
    def _gaps(data: Mapping[str, Any]) -> list[list[str]]:
        """The periods in between in which it did not hold, as one list, or none: from when, and before when."""
        return [list(data["interrupted"])] if data.get("interrupted") else []

    def _load(self) -> dict[str, float]:
        """Hours a week of a post, by the roles that say them."""
        hours: dict[str, float] = defaultdict(float)
        for source, target, data in self.graph.edges(data=True):
            if data["type"] == "HAS_ROLE":
                hours[source] += self.graph.nodes[target].get("load_hours") or 0.0
        return hours

    def _node(self, node: str, signals: Sequence[str]) -> dict[str, Any]:
        data = self.graph.nodes[node]
        label, kind = data["label"], data.get("kind")
        row = {
            "i": node, "n": self.folded.name(node), "L": label, "k": kind_name(label, kind, self.lang), "t": self.folded.lane(node),
            "ic": icon_of(label, kind), "d": _shortened(data), "st": int(self.folded.is_open(node)),
            "v": self._looked_at(data), "s": self._places(data), "f": self._facts(data), "g": list(signals[:_MOST_SIGNALS]),
        }  # fmt: skip
        row |= {"w": with_soft_hyphens(row["n"])} if label in _SINGLE and with_soft_hyphens(row["n"]) != row["n"] else {}
        row |= self._post(node, data) if label == "Post" else {}
        row |= dict(zip(("a", "z", "y"), (*self._period(data), *self._gaps(data)), strict=False)) if self.times else {}
        row |= {"p": len(self.hats[node]), "u": round(self.hours[node], 1)} if label == "Person" else {}
        return {name: value for name, value in row.items() if value not in ("", 0, [], None) or name == "of"}

    def _post(self, node: str, data: Mapping[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = {"x": data.get("count"), "h": sorted(self.holders[node], key=lambda held: held[1]), "u": self.load.get(node)}
        home = self.folded.home.get(node)
        row |= {"of": self.at[home]} if home in self.at else {}
        capacity = next((known for known in Capacity if known == data.get("capacity")), None)
        row |= {"c": [_CAPACITIES[capacity], capacity.names[self.lang]]} if capacity else {}
        return row

    def _facts(self, data: Mapping[str, Any]) -> list[list[str]]:
        return [[name.render(self.lang), str(data[field])] for field, name in _FACTS if data.get(field)]

    def _places(self, data: Mapping[str, Any]) -> list[list[Any]]:
        places = dict.fromkeys(zip(data.get("sources", ()), data.get("locators", ()), strict=False))
        return [[self.sources[source], place] for source, place in places if source in self.sources][:_MOST_SOURCES]

    def _looked_at(self, data: Mapping[str, Any]) -> str:
        """The day on which somebody last looked at a fact; else the date of the latest of its sources."""
        dates = (self.origins.sources[source].get("date") or "" for source in data.get("sources", ()) if source in self.origins.sources)
        return str(data.get("verified_on") or max(dates, default=""))

    def _edges(self, kinds: Mapping[str, int]) -> list[list[Any]]:
        edges: list[list[Any]] = []
        for source, target, data in self.graph.edges(data=True):
            ends = source in self.at and target in self.at and source != target
            if ends and data["type"] in kinds and self._counts(data):
                cited = tuple(sorted({self.sources[source] for source in data.get("sources", ()) if source in self.sources}))
                row = [self.at[source], self.at[target], kinds[data["type"]], self.cited.setdefault(cited, len(self.cited))]
                edges.append([*row, *self._period(data), *self._gaps(data)] if self.times else row)
        return sorted(edges)

    def _cards(self) -> list[dict[str, Any]]:
        """What stands in the lanes at first sight: ``at`` a node; or a group with ``id``, name, members and what they are."""
        rows: list[dict[str, Any]] = []
        for item in first_sight(self.folded):
            if not item.group:
                rows.append({"lane": item.lane, "at": self.at[item.id]})
            else:
                members = [self.at[node] for node in item.members]
                name = item_name(self.folded, item, self.lang)
                rows.append({"lane": item.lane, "id": item.id, "n": name, "w": with_soft_hyphens(name), "m": members, "L": item.label})
        return rows


def first_sight(folded: Folded) -> list[Item]:
    """The cards before the reader unfolds anything: bodies apart, and together what every municipality has or what is many."""
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    drawn = [node for node in folded.drawn if folded.graph.nodes[node]["label"] not in _LEFT_OUT]
    many = _many(folded, drawn)
    for node in drawn:
        groups[_shared(folded, node, many)].append(node)
    return [item for key, nodes in groups.items() for item in _items(folded, key, nodes)]


def _many(folded: Folded, drawn: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Lane and kind of which so many bodies are that they stand together."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for node in drawn:
        data = folded.graph.nodes[node]
        if data["label"] == "Body":
            counted[folded.lane(node), str(data.get("kind") or "")] += 1
    return frozenset(key for key, n in counted.items() if key[1] in _ALIKE or n > _MOST_APART)


def _shared(folded: Folded, node: str, many: frozenset[tuple[str, str]]) -> tuple[str, str, str]:
    """Lane, label, and what a node shares with others there; its own id where it stands apart."""
    data = folded.graph.nodes[node]
    lane, label, kind = folded.lane(node), str(data["label"]), str(data.get("kind") or "")
    if label == "Body":
        shared = OTHERS if node in folded.of_others else kind if (lane, kind) in many else node
    elif label == "Organization":
        alone = kind != OrganizationKind.MUNICIPALITY and (lane not in OUTER_LANES or len(folded.folded_onto.get(node, ())) > _PAIR)
        shared = node if alone else kind if kind == OrganizationKind.MUNICIPALITY else ""
    else:
        shared = ""
    return lane, label, shared


def _items(folded: Folded, key: tuple[str, str, str], nodes: Sequence[str]) -> list[Item]:
    lane, label, shared = key
    apart = len(nodes) <= (_PAIR if label in _SINGLE else 0) or (len(nodes) == 1 and lane != "work")
    if apart:
        return [Item(node, (node,), lane, label, folded.graph.nodes[node].get("kind"), group=False) for node in nodes]
    name = shared or (
        str(folded.graph.nodes[nodes[0]].get("kind") or "") if len({folded.graph.nodes[node].get("kind") for node in nodes}) == 1 else ""
    )
    return [Item(f"group:{'|'.join(key)}", tuple(nodes), lane, label, name or None, group=True)]


def _shortened(data: Mapping[str, Any]) -> str:
    text = str(data.get("description") or "")
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1].rsplit(' ', 1)[0]} …"
