"""What a picture draws of a graph: which nodes fold onto another, and which stand together as one card.

Posts fold onto the body in which they are a seat, steps onto their route, agenda items onto their meeting. What
remains is grouped by lane, label and kind, and groups are opened one by one, the most telling first, as long as a
layout says that the cards still fit. So the same rules draw 20 nodes and 2,000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from orggraph.graph import Graph
from orggraph.i18n import Lang, N, T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.terms import BodyKind, OrganizationKind, Side, Status, Tier
from orggraph.reports.palette import LANES

GROUP = "group:"
"""How the id of a group begins; no id of the graph does."""
_OPENING: tuple[tuple[str, int], ...] = (
    ("Body", 16), ("Cooperation", 4), ("Arrangement", 4), ("Assignment", 12), ("Person", 12), ("Organization", 3),
    ("Post", 8), ("Product", 6), ("Decision", 6), ("Route", 6),
)  # fmt: skip
"""Labels in the order in which their groups are opened unasked, and up to how many members; other labels stay folded."""
_MAIN = frozenset({*(label for label, _ in _OPENING), "Role", "Topic"})
"""Labels that keep a group of their own when room is scarce."""
_OMITTED = frozenset({"Statement"})
"""What is said about the region is no part of its relations: drawn only when asked for."""
_TELLS_APART = {"Body": "kind", "Organization": "kind", "Role": "side"}
"""Per label the field by which its groups are told apart."""
_MOST_UNASKED = 60
"""With more cards than this a picture is no longer clear in ten seconds."""
OUTER_LANES = frozenset({"participants", "work"})
AROUND = "around"
"""The lane that holds both outer lanes where room is scarce."""
_TIERS = frozenset(tier.value for tier in Tier)
_LANE_ORDER = {lane.id: i for i, lane in enumerate(LANES)}
_KIND_TITLES: Mapping[str, Mapping[str, str]] = {
    **{kind.value: {"nl": kind.nl, "en": kind.en} for kind in OrganizationKind},
    **{kind.value: {"nl": kind.nl, "en": kind.en} for kind in BodyKind},
}


@dataclass(frozen=True)
class Item:
    """One card to be: a node with what folds onto it, or a group of nodes."""

    id: str
    members: tuple[str, ...]
    lane: str
    label: str
    kind: str | None
    group: bool


class Level(NamedTuple):
    """How coarse groups are: 0 by lane, label and kind; 1 by lane and label; 2 as 1, with the less telling labels together; 3 by lane.

    The outer lanes give way before the tiers do, and may become one lane (``around``).
    """

    tiers: int
    participants: int
    work: int
    one_outer: bool = False


LEVELS: tuple[Level, ...] = (
    Level(0, 0, 0), Level(0, 1, 1), Level(0, 2, 2), Level(0, 1, 1, True), Level(0, 2, 2, True),
    Level(0, 3, 2), Level(0, 3, 3), Level(1, 3, 3), Level(3, 3, 3),
)  # fmt: skip
"""From fine to coarse."""


@dataclass(frozen=True)
class Choice:
    """What the reader asked for: ``expanded`` bodies and groups, and nodes to ``keep`` as cards of their own."""

    expanded: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()


@dataclass
class Folded:
    """A graph with its foldings: read-only, made once per picture."""

    graph: Graph
    choice: Choice = field(default_factory=Choice)

    @cached_property
    def home(self) -> dict[str, str]:
        """Per folded node the node onto which it folds."""
        homes: dict[str, str] = {}
        for source, target, kind in sorted((s, t, d.get("type", "")) for s, t, d in self.graph.edges(data=True)):
            label = self.graph.nodes[source].get("label")
            if (kind, label) in (("IN", "Post"), ("ITEM_OF", "AgendaItem")):
                homes.setdefault(source, target)
            elif kind == "HAS_STEP":
                homes.setdefault(target, source)
        return homes

    def folds(self, node: str) -> bool:
        """Whether a node is drawn on another card."""
        home = self.home.get(node)
        return home is not None and home not in self.choice.expanded and node not in self.choice.keep

    @cached_property
    def folded_onto(self) -> dict[str, tuple[str, ...]]:
        """Per drawn node the nodes that fold onto it, in order of name."""
        found: dict[str, list[str]] = {}
        for node in sorted(self.home, key=self.name):
            if self.folds(node):
                found.setdefault(self.home[node], []).append(node)
        return {home: tuple(nodes) for home, nodes in found.items()}

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        """The nodes that do not fold onto another, in order of lane, label, kind and name."""
        return tuple(sorted((node for node in self.graph if not self.folds(node) and not self._omits(node)), key=self._order))

    def _omits(self, node: str) -> bool:
        return self.graph.nodes[node].get("label") in _OMITTED and node not in self.choice.keep

    def _order(self, node: str) -> tuple[int, str, str, str, str]:
        data = self.graph.nodes[node]
        return (_LANE_ORDER[self.lane(node)], str(data.get("label", "")), str(data.get("kind", "")), self.name(node), node)

    def name(self, node: str) -> str:
        """The name of a node; its id where it has none."""
        return str(self.graph.nodes[node].get("name") or node)

    def lane(self, node: str) -> str:
        """The lane of a node: its tier, that of the body of a post, or one of the two lanes beside the tiers."""
        data = self.graph.nodes[node]
        label, kind = data.get("label"), data.get("kind")
        if data.get("tier") in _LANE_ORDER:
            return str(data["tier"])
        if label == "Post" and node in self.home and self.home[node] != node:
            return self.lane(self.home[node])
        if label == "Organization" and kind == OrganizationKind.DELIVERY_ORGANIZATION:
            return Tier.DELIVERY.value
        return "participants" if label in ("Organization", "Cooperation", "Arrangement") else "work"

    def key(self, node: str, level: Level) -> tuple[str, ...]:
        """What a node shares with its group; with a higher level more share the same."""
        data = self.graph.nodes[node]
        label = str(data.get("label", ""))
        kind = self.home.get(node, "") if label == "Post" else str(data.get(_TELLS_APART.get(label, ""), ""))
        lane = self.lane(node)
        coarse = level.tiers if lane in _TIERS else level.participants if lane == "participants" else level.work
        if level.one_outer and lane in OUTER_LANES:
            lane = AROUND
        if label == "Post":
            return (lane, label, kind)
        if coarse == 3 or (coarse == 2 and label not in _MAIN):
            return (lane,)
        return (lane, label) if coarse else (lane, label, kind)

    def held(self, post: str) -> bool:
        """Whether somebody holds a post in this graph."""
        return any(data.get("type") == "HOLDS" for _, _, data in self.graph.in_edges(post, data=True))

    def is_open(self, node: str) -> bool:
        """Whether a node is not, or not surely, so: proposed, to be decided, former or inferred."""
        data = self.graph.nodes[node]
        return data.get("status", Status.ACTUAL) != Status.ACTUAL or data.get("evidence") == "inferred"


def items_of(folded: Folded, level: Level, opened: Mapping[str, int], only: Iterable[str] | None = None, tag: str = "") -> list[Item]:
    """The cards, when per group the first ``opened`` members stand apart.

    Parameters
    ----------
    folded
        The graph.
    level
        How coarse the groups are.
    opened
        Per group id the number of members that are drawn as cards of their own; absent is none.
    only
        The drawn nodes to look at; all by default.
    tag
        Goes into the ids of groups, where one picture is made of several sets of nodes.
    """
    wanted = None if only is None else set(only)
    groups: dict[tuple[str, ...], list[str]] = {}
    for node in folded.drawn:
        if wanted is None or node in wanted:
            groups.setdefault(folded.key(node, level), []).append(node)
    return [item for key, nodes in groups.items() for item in _items_of_group(folded, (tag, *key), nodes, opened)]


def _items_of_group(folded: Folded, key: tuple[str, ...], nodes: list[str], opened: Mapping[str, int]) -> Iterator[Item]:
    group_id = GROUP + "|".join(key)
    first = opened.get(group_id, 0) if len(nodes) > 1 else 1
    apart = [node for i, node in enumerate(nodes) if i < first or node in folded.choice.keep]
    rest = [node for node in nodes if node not in set(apart)]
    if len(rest) == 1:
        apart, rest = nodes, []
    for node in apart:
        data = folded.graph.nodes[node]
        members = (node, *folded.folded_onto.get(node, ()))
        yield Item(node, members, key[1], str(data.get("label", "")), data.get("kind"), group=False)
    if rest:
        members = tuple(one for node in rest for one in (node, *folded.folded_onto.get(node, ())))
        lane, label, kind = (*key[1:], "", "")[:3]
        yield Item(group_id, members, lane, label, kind or None, group=True)


def choose(folded: Folded, fits: Callable[[list[Item]], bool], only: Iterable[str] | None = None, tag: str = "") -> list[Item]:
    """Open as many groups as fit: first what the reader expanded, then by label.

    Parameters
    ----------
    folded
        The graph.
    fits
        Says whether a layout has room for these cards.
    only
        The drawn nodes to look at; all by default.
    tag
        As for ``items_of``.

    Returns
    -------
    The cards to draw. Where even the groups by lane do not fit, these are returned all the same.
    """
    chosen = None if only is None else tuple(only)
    best: tuple[tuple[int, int], list[Item]] | None = None
    for level in LEVELS:
        found = _opened(folded, fits, partial(items_of, folded, level, only=chosen, tag=tag))
        if found is not None and (best is None or found[0] > best[0]):
            best = found
    return best[1] if best else items_of(folded, LEVELS[-1], {}, chosen, tag)


def _opened(
    folded: Folded, fits: Callable[[list[Item]], bool], items: Callable[[Mapping[str, int]], list[Item]]
) -> tuple[tuple[int, int], list[Item]] | None:
    """The cards at one level with as many groups opened as fit; None where not even the groups fit.

    With them what makes one level better than another: how many that the reader asked for stand apart, then how many bodies.
    """
    closed = items({})
    if not fits(closed):
        return None
    sizes = {item.id: _direct(folded, item) for item in closed if item.group}
    opened: dict[str, int] = {}
    for group, size in sizes.items():
        if group in folded.choice.expanded or group.rpartition("|")[2] in folded.choice.expanded:
            trials = [items({**opened, group: n}) for n in range(size + 1)]
            opened[group] = _most_that_fits(trials, fits)
    asked = sum(opened.values())
    for group, size in _unasked(sizes):
        trial = {**opened, group: size}
        if group not in opened and len(items(trial)) <= _MOST_UNASKED and fits(items(trial)):
            opened = trial
    found = items(opened)
    return (asked, sum(1 for item in found if item.label == "Body" and not item.group)), found


def _direct(folded: Folded, item: Item) -> int:
    return sum(1 for node in item.members if not folded.folds(node))


def _unasked(sizes: Mapping[str, int]) -> list[tuple[str, int]]:
    order = {label: (i, most) for i, (label, most) in enumerate(_OPENING)}
    known = [(*order[_label(group)], size, group) for group, size in sizes.items() if _label(group) in order]
    return [(group, size) for _, most, size, group in sorted(known) if size <= most]


def _label(group: str) -> str:
    return (*group.removeprefix(GROUP).split("|"), "", "")[2]


def _most_that_fits(trials: Sequence[list[Item]], fits: Callable[[list[Item]], bool]) -> int:
    """The highest number whose trial fits; 0 where none does. More cards never fit better than fewer."""
    low, high = 0, len(trials) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(trials[middle]) else (low, middle - 1)
    return low


def item_name(folded: Folded, item: Item, lang: Lang) -> str:
    """What stands on a card: the name of a node, or how many of what."""
    if not item.group:
        return folded.name(item.members[0])
    n = _direct(folded, item)
    if item.label == "Post":
        return N("{n} other post", "{n} other posts", n).render(lang)
    kind = _common_kind(folded, item)
    if kind in _KIND_TITLES:
        return f"{n} × {_KIND_TITLES[kind][lang]}"
    counted = _counted(item.label, n).render(lang)
    side = next((one for one in Side if item.label == "Role" and one == item.kind), None)
    return f"{counted} ({(side.nl if lang == 'nl' else side.en)})" if side else counted


def _common_kind(folded: Folded, item: Item) -> str:
    """The kind that all members of a group share; empty where they differ or have none."""
    kinds = {str(folded.graph.nodes[node].get("kind") or "") for node in item.members if not folded.folds(node)}
    return kinds.pop() if len(kinds) == 1 and item.label in _TELLS_APART else ""


def _counted(label: str, n: int) -> Text:
    node = LABELS.get(label)
    if node is None:
        return N("{n} other", "{n} others", n)
    return T("{n} {what}", n=n, what={lang: title.lower() for lang, title in (node.title if n == 1 else node.plural).items()})


def kind_name(label: str, kind: str | None, lang: Lang) -> str:
    """The kind of a node for people: the name of its kind, else that of its label."""
    if kind and kind in _KIND_TITLES:
        return _KIND_TITLES[kind][lang]
    return LABELS[label].title[lang] if label in LABELS else label
