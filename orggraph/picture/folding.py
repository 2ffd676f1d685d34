"""What a picture draws of a graph: which nodes fold onto another, and which stand together as one card.

Posts fold onto the body in which they are a seat, steps onto their route, agenda items onto their meeting. What
remains is grouped by lane, label and kind, and groups are opened one by one, the most telling first, as long as a
layout says that the cards still fit. So the same rules draw 20 nodes and 2,000.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from orggraph.graph import Graph, standing
from orggraph.model.terms import BodyKind, OrganizationKind, Status, Tier
from orggraph.picture.palette import LANES

GROUP = "group:"
"""How the id of a group begins; no id of the graph does."""
_OPENING: tuple[tuple[str, int], ...] = (
    ("Body", 16),
    ("Cooperation", 4),
    ("Arrangement", 4),
    ("Assignment", 12),
    ("Person", 12),
    ("Organization", 3),
    ("Post", 8),
    ("Product", 6),
    ("Decision", 6),
    ("Route", 6),
)
"""Labels in the order in which their groups are opened unasked, and up to how many members; other labels stay folded."""
_MAIN = frozenset({*(label for label, _ in _OPENING), "Role", "Topic"})
"""Labels that keep a group of their own when room is scarce."""
_OMITTED = frozenset({"Statement", "Word"})
"""What is said about the region is no part of its relations: drawn only when asked for."""
TELLS_APART = {"Body": "kind", "Organization": "kind", "Role": "side"}
"""Per label the field by which its groups are told apart."""
_MOST_UNASKED = 44
"""With more cards than this a picture is no longer clear in ten seconds."""
OTHERS = "others"
"""The kind of a group that holds bodies of other cooperations than the one that a picture is about."""
_CORE = frozenset(
    {OTHERS, BodyKind.COUNCIL, BodyKind.COUNCIL_COMMITTEE, BodyKind.COLLEGE, BodyKind.GENERAL_BOARD, BodyKind.EXECUTIVE_BOARD,
     BodyKind.PORTFOLIO_COUNCIL, BodyKind.POLITICAL_CONSULTATION, BodyKind.OFFICIAL_CONSULTATION, BodyKind.SECRETARIES_MEETING,
     BodyKind.DIRECTORATE}
)  # fmt: skip
"""Kinds of body that keep a card of their own when the other kinds of a tier stand together."""
_ALIKE = frozenset({BodyKind.COUNCIL, BodyKind.COUNCIL_COMMITTEE, BodyKind.COLLEGE})
_MOST_ALIKE = 3
"""Every municipality has one of these kinds of body: more of them than this say little apart, and stay one card until asked for."""
OUTER_LANES = frozenset({"participants", "work"})
_MANY_BODIES = 24
"""With more bodies than this those of other cooperations stand together until asked for."""
AROUND = "around"
"""The lane that holds both outer lanes where room is scarce."""
_TIERS = frozenset(tier.value for tier in Tier)
_LANE_ORDER = {lane.id: i for i, lane in enumerate(LANES)}


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

    For the tiers 2 lies between 0 and 1: the less telling kinds of body together.
    The outer lanes give way before the tiers do, and may become one lane (``around``).
    """

    tiers: int
    participants: int
    work: int
    one_outer: bool = False


LEVELS: tuple[Level, ...] = (
    Level(0, 0, 0), Level(0, 1, 1), Level(0, 2, 2), Level(0, 1, 1, True), Level(0, 2, 2, True),
    Level(0, 3, 2), Level(0, 3, 3), Level(0, 3, 3, True), Level(2, 3, 3, True), Level(1, 3, 3), Level(3, 3, 3),
)  # fmt: skip
"""From fine to coarse."""


@dataclass(frozen=True)
class Choice:
    """What the reader asked for: ``expanded`` bodies and groups, and nodes to ``keep`` as cards of their own."""

    expanded: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()


Groups = Mapping[tuple[str, ...], tuple[str, ...]]
"""What nodes share → the nodes."""


@dataclass
class Folded:
    """A graph with its foldings: read-only, made once per picture."""

    graph: Graph
    choice: Choice = field(default_factory=Choice)
    whole: bool = True
    """Whether the picture is of the whole: then bodies of other cooperations stand together."""
    _lanes: dict[str, str] = field(default_factory=dict)
    _groups: dict[Level, Groups] = field(default_factory=dict)

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
        nodes_by_home: dict[str, list[str]] = {}
        for node in sorted(self.home, key=self.name):
            if self.folds(node):
                nodes_by_home.setdefault(self.home[node], []).append(node)
        return {home: tuple(nodes) for home, nodes in nodes_by_home.items()}

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
        if node not in self._lanes:
            self._lanes[node] = self._lane(node)
        return self._lanes[node]

    def _lane(self, node: str) -> str:
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
        kind = self.home.get(node, "") if label == "Post" else str(data.get(TELLS_APART.get(label, ""), ""))
        kind = OTHERS if node in self.of_others else kind
        lane = self.lane(node)
        coarse = level.tiers if lane in _TIERS else level.participants if lane == "participants" else level.work
        if level.one_outer and lane in OUTER_LANES:
            lane = AROUND
        if label == "Post":
            return (lane, label, kind)
        if coarse == 3 or (coarse == 2 and label not in _MAIN):
            return (lane,)
        if coarse == 2 and lane in _TIERS:
            return (lane, label, kind if kind in _CORE else "")
        return (lane, label) if coarse else (lane, label, kind)

    @cached_property
    def of_others(self) -> frozenset[str]:
        """The bodies that are part of another cooperation than the one with most bodies; none where there are few bodies."""
        part_of = {source: target for source, target, data in self.graph.edges(data=True) if data.get("type") == "PART_OF"}
        bodies = [node for node, data in self.graph.nodes(data=True) if data.get("label") == "Body"]
        whole = {body: self._cooperation(body, part_of) for body in bodies}
        counted = Counter(organization for organization in whole.values() if organization)
        if not self.whole or len(bodies) <= _MANY_BODIES or len(counted) < 2:
            return frozenset()
        own = min(counted, key=lambda organization: (-counted[organization], organization))
        return frozenset(body for body, organization in whole.items() if organization and organization != own)

    def _cooperation(self, node: str, part_of: Mapping[str, str]) -> str:
        """The cooperation that a node is part of, straight or by way of other bodies; empty where there is none."""
        seen: set[str] = set()
        while node in part_of and node not in seen:
            seen.add(node)
            node = part_of[node]
            if self.graph.nodes[node].get("label") == "Cooperation":
                return node
        return ""

    def groups(self, level: Level) -> Groups:
        """The drawn nodes by what they share at a level, in order."""
        if level not in self._groups:
            groups: dict[tuple[str, ...], list[str]] = {}
            for node in self.drawn:
                groups.setdefault(self.key(node, level), []).append(node)
            self._groups[level] = {key: tuple(nodes) for key, nodes in groups.items()}
        return self._groups[level]

    def held(self, post: str) -> bool:
        """Whether somebody holds a post in this graph."""
        return post in self._held

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(target for _, target, data in self.graph.edges(data=True) if data.get("type") == "HOLDS")

    def direct(self, item: Item) -> int:
        """How many drawn nodes a card stands for; what folds onto them not counted."""
        return sum(1 for node in item.members if not self.folds(node))

    def is_open(self, node: str) -> bool:
        """Whether a node is not, or not surely, so: proposed, to be decided, former or inferred."""
        data = self.graph.nodes[node]
        return standing.of(data) is not Status.ACTUAL or data.get("evidence") == "inferred"


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
    return _Opening(folded, level, only, tag).items(opened)


class _Opening:
    """The groups of one level, and their cards for every number of members that stand apart, each made once."""

    def __init__(self, folded: Folded, level: Level, only: Iterable[str] | None, tag: str) -> None:
        self._folded, self._made = folded, dict[tuple[str, int], tuple[Item, ...]]()
        wanted = None if only is None else frozenset(only)
        groups = folded.groups(level).items()
        kept = ((key, nodes if wanted is None else tuple(node for node in nodes if node in wanted)) for key, nodes in groups)
        # no part can hold the sign between them: lanes, labels and kinds are of closed lists, and an id has none
        self._groups = {GROUP + "|".join((tag, *key)): ((tag, *key), nodes) for key, nodes in kept if nodes}

    def items(self, opened: Mapping[str, int]) -> list[Item]:
        """The cards, when per group the first ``opened`` members stand apart."""
        items: list[Item] = []
        for group, (key, nodes) in self._groups.items():
            first = opened.get(group, 0) if len(nodes) > 1 else 1
            if (group, first) not in self._made:
                self._made[group, first] = tuple(_items_of_group(self._folded, key, nodes, first))
            items += self._made[group, first]
        return items


def _items_of_group(folded: Folded, key: tuple[str, ...], nodes: Sequence[str], first: int) -> Iterator[Item]:
    group_id = GROUP + "|".join(key)
    apart = [node for i, node in enumerate(nodes) if i < first or node in folded.choice.keep]
    known = set(apart)
    rest = [node for node in nodes if node not in known]
    if len(rest) == 1:
        apart, rest = list(nodes), []
    for node in apart:
        data = folded.graph.nodes[node]
        members = (node, *folded.folded_onto.get(node, ()))
        yield Item(node, members, key[1], str(data.get("label", "")), data.get("kind"), group=False)
    if rest:
        members = tuple(member for node in rest for member in (node, *folded.folded_onto.get(node, ())))
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
        trial = _opened(folded, fits, _Opening(folded, level, chosen, tag).items)
        if trial is not None and (best is None or trial[0] > best[0]):
            best = trial
    return best[1] if best else items_of(folded, LEVELS[-1], {}, chosen, tag)


def _opened(
    folded: Folded, fits: Callable[[list[Item]], bool], items: Callable[[Mapping[str, int]], list[Item]]
) -> tuple[tuple[int, int], list[Item]] | None:
    """The cards at one level with as many groups opened as fit; None where not even the groups fit.

    With them what makes one level better than another: how many that the reader asked for stand apart, then on how many cards bodies are.
    """
    closed = items({})
    if not fits(closed):
        return None
    sizes = {item.id: folded.direct(item) for item in closed if item.group}
    opened: dict[str, int] = {}
    for group, size in sizes.items():
        if group in folded.choice.expanded or group.rpartition("|")[2] in folded.choice.expanded:
            others = dict(opened)
            opened[group] = _most_that_fits(size, partial(_fits_with, fits, items, others, group))
    wanted = sum(opened.values())
    for group, size in _unasked(sizes):
        trial = {**opened, group: size}
        if group not in opened and len(items(trial)) <= _MOST_UNASKED and fits(items(trial)):
            opened = trial
    made = items(opened)
    return (wanted, sum(1 for item in made if item.label == "Body")), made


def _unasked(sizes: Mapping[str, int]) -> list[tuple[str, int]]:
    order = {label: (i, most) for i, (label, most) in enumerate(_OPENING)}
    known = [(*order[_label(group)], size, group) for group, size in sizes.items() if _label(group) in order]
    opens = ((group, size, _MOST_ALIKE if _kind(group) in _ALIKE else most) for _, most, size, group in sorted(known))
    return [(group, size) for group, size, most in opens if size <= most and _kind(group) != OTHERS]


def _label(group: str) -> str:
    return (*group.removeprefix(GROUP).split("|"), "", "")[2]


def _kind(group: str) -> str:
    return (*group.removeprefix(GROUP).split("|"), "", "", "")[3]


def _fits_with(
    fits: Callable[[list[Item]], bool], items: Callable[[Mapping[str, int]], list[Item]], opened: Mapping[str, int], group: str, n: int
) -> bool:
    return fits(items({**opened, group: n}))


def _most_that_fits(size: int, fits: Callable[[int], bool]) -> int:
    """The highest number up to ``size`` that fits; 0 where none does. More cards never fit better than fewer."""
    low, high = 0, size
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
