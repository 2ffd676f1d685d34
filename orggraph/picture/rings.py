"""Rings: one node in the middle, round it what is one step away, then what is two steps away."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import accumulate, pairwise

from orggraph.errors import NotFound, did_you_mean, nearest
from orggraph.graph import Graph
from orggraph.i18n import DEFAULT_LANG, Lang, T
from orggraph.model.relationships import TYPES
from orggraph.picture.cards import hush, make_card, make_drawing, make_lines
from orggraph.picture.drawing import BADGE_HEIGHT, Card, Drawing, Line
from orggraph.picture.folding import Choice, Folded, Item, choose
from orggraph.picture.palette import RELATION

_MARGIN = 8.0
_GAP = 10.0
_WIDEST = 160.0
_POWER = 2.6
"""Exponent of the superellipse on which the cards of a ring stand: between an ellipse (2) and a rectangle."""
_FACTORS = {1: (0.0, 0.8), 2: (0.0, 0.52, 1.0), 3: (0.0, 0.4, 0.7, 1.0)}
_POINTS = 720
_SQUEEZE = 180
_PHASES = 5
_MOST_LINES = 34

Point = tuple[float, float]


def rings(
    graph: Graph,
    centre: str,
    width: float,
    height: float,
    *,
    steps: int = 2,
    title: str = "",
    choice: Choice | None = None,
    lang: Lang = DEFAULT_LANG,
) -> Drawing:
    """One node in the middle; round it what is one step away, then what is two steps away.

    Parameters
    ----------
    graph
        Nodes with ``label``, ``name`` and, for a body, ``tier``; edges with ``type``.
    centre
        Id of the node in the middle, often a person or post.
    width, height
        Room in pixels.
    steps
        How many rings, from 1 to 3. A step runs along a relationship in either direction; a post that folds onto its
        body costs no step.
    title
        Name of the picture, for who cannot see it.
    choice
        What the reader expanded, and what must stand apart.
    lang
        Language of the texts.

    Raises
    ------
    NotFound
        The graph has no such node.
    """
    if centre not in graph:
        raise NotFound(T("There is no {name} in this graph.", name=centre), did_you_mean(nearest(centre, graph)))
    choice = choice or Choice()
    folded = Folded(graph, Choice(choice.expanded, choice.keep | {centre}), whole=False)
    steps = min(max(steps, 1), 3)
    card_width = min(_WIDEST, (width - 2 * _MARGIN) / (2 * steps + 1) - _GAP)
    maker = _Maker(folded, centre, max(card_width, 96.0), lang)
    distance = _distances(folded, centre, steps)
    placed: list[Card] = []
    chosen: list[Item] = []
    guides: list[tuple[Point, ...]] = []
    for step in range(steps + 1):
        only = [node for node, far in distance.items() if far == step]
        ring = Ring.within(width, height, maker.width, _FACTORS[steps][step])
        items = choose(folded, partial(maker.fits, ring, tuple(placed)), only, str(step)) if only else []
        if items:
            sorted_items = _by_parent(items, chosen, placed, folded, lang)
            items = sorted_items if maker.fits(ring, placed, sorted_items) else items
            placed += _turned(ring, [maker.card(item) for item in items], placed, make_lines(folded, [*chosen, *items], lang))
            chosen += items
            guides += [ring.outline()] if step else []
    lines = _ring_lines(make_lines(folded, chosen, lang), {item.id: distance[item.members[0]] for item in chosen})
    return make_drawing("rings", (width, height), placed, lines, title=title, lang=lang, guides=tuple(guides))


@dataclass
class _Maker:
    """Makes and remembers the cards of one picture."""

    folded: Folded
    centre: str
    width: float
    lang: Lang

    def __post_init__(self) -> None:
        self._made: dict[tuple[str, int], Card] = {}
        self._ties = _ties(self.folded, self.centre, self.lang)

    def card(self, item: Item) -> Card:
        key = (item.id, len(item.members))
        if key not in self._made:
            self._made[key] = make_card(self.folded, item, self.width, self.lang, "" if item.group else self._ties.get(item.id, ""))
        return self._made[key]

    def fits(self, ring: Ring, placed: Sequence[Card], items: Sequence[Item]) -> bool:
        return ring.place([self.card(item) for item in items], placed) is not None


@dataclass(frozen=True)
class Ring:
    """A superellipse round the middle of a picture, on which cards stand at equal distances.

    Distances are measured as the larger of dx / cell width and dy / cell height, so that two neighbours at distance 1
    just do not touch, whether they stand beside or above each other.
    """

    x: float
    y: float
    radius_x: float
    radius_y: float
    cell_width: float

    @classmethod
    def within(cls, width: float, height: float, card_width: float, factor: float) -> Ring:
        """The ring at a share of the way from the middle to the edge of a picture."""
        room = (width / 2 - card_width / 2 - _MARGIN, height / 2 - 36 - _MARGIN)
        return cls(width / 2, height / 2, max(0.0, room[0]) * factor, max(0.0, room[1]) * factor, card_width + _GAP)

    def outline(self) -> tuple[Point, ...]:
        """The ring as a closed line of points."""
        return _points(self, 72)

    def at(self, share: float) -> Point:
        """The point at a share of the way round, clockwise from the top."""
        angle = 2 * math.pi * share - math.pi / 2
        cos, sin = math.cos(angle), math.sin(angle)
        scale = (abs(cos) ** _POWER + abs(sin) ** _POWER) ** (-1 / _POWER)
        return self.x + self.radius_x * cos * scale, self.y + self.radius_y * sin * scale

    def slots(self, n: int, cell_height: float, phase: float = 0.0) -> list[Point]:
        """Points for n cards, clockwise from the top; ``phase`` from 0 to 1 turns them by up to one card."""
        points, reach = _points(self, _POINTS), _reach(self, cell_height)
        return [points[bisect_left(reach, reach[-1] * (k + phase) / n, hi=_POINTS) % _POINTS] for k in range(n)]

    def place(self, cards: Sequence[Card], others: Sequence[Card]) -> list[Card] | None:
        """The cards on the ring, clear of each other and of others; None where they do not fit."""
        if not self.radius_x:
            return [replace(card, x=round(self.x, 1), y=round(self.y, 1)) for card in cards] if len(cards) == 1 else None
        cell_height = max((card.height for card in cards), default=0.0) + _GAP
        for phase in range(_PHASES):
            slots = self.slots(len(cards), cell_height, phase / _PHASES)
            placed = [replace(card, x=x, y=y) for card, (x, y) in zip(cards, slots, strict=True)]
            if not any_overlap(placed, others):
                return placed
        return self._squeeze(cards, others)

    def _squeeze(self, cards: Sequence[Card], others: Sequence[Card]) -> list[Card] | None:
        """Each card at the first free point after the one before it."""
        placed: list[Card] = []
        points = iter(_points(self, _SQUEEZE)[:_SQUEEZE])
        for card in cards:
            free = next((at for at in points if not any(_near_at(at, card, other, 4.0) for other in (*placed, *others))), None)
            if free is None:
                return None
            placed.append(replace(card, x=free[0], y=free[1]))
        return placed


def any_overlap(cards: Sequence[Card], others: Sequence[Card] = (), room: float = 4.0) -> bool:
    """Whether two of the cards, or one of them and one of the others, come within ``room`` pixels of each other."""
    return any(_near(card, other, room) for i, card in enumerate(cards) for other in (*cards[:i], *others))


@lru_cache(maxsize=256)
def _points(ring: Ring, n: int) -> tuple[Point, ...]:
    """Points round a ring, clockwise from the top; the last is the first again."""
    return tuple((round(x, 1), round(y, 1)) for x, y in (ring.at(i / n) for i in range(n + 1)))


@lru_cache(maxsize=256)
def _reach(ring: Ring, cell_height: float) -> tuple[float, ...]:
    """How far each of the points lies along the ring, measured in cards."""
    steps = (max(abs(x1 - x0) / ring.cell_width, abs(y1 - y0) / cell_height) for (x0, y0), (x1, y1) in pairwise(_points(ring, _POINTS)))
    return tuple(accumulate(steps, initial=0.0))


def _near(card: Card, other: Card, room: float) -> bool:
    return _near_at((card.x, card.y), card, other, room)


def _near_at(place: Point, card: Card, other: Card, room: float) -> bool:
    """Whether a card would stand too close to another, were it here."""
    wide = abs(place[0] - other.x) < (card.width + other.width) / 2 + room
    return wide and abs(place[1] - other.y) < (card.height + other.height + BADGE_HEIGHT) / 2 + room


def _turned(ring: Ring, cards: Sequence[Card], placed: Sequence[Card], lines: Sequence[Line]) -> list[Card]:
    """The cards on the ring, turned so that the lines to the rings within are short."""
    best = ring.place(cards, placed)
    if best is None:
        return [replace(card, x=x, y=y) for card, (x, y) in zip(cards, ring.slots(len(cards), cards[0].height), strict=True)]
    if len(cards) < 3 or len(placed) < 2:
        return best
    spots = [(card.x, card.y) for card in best]
    inner = {card.id: card for card in placed}
    ties = [(line.source, line.target) for line in lines]
    turns = []
    for turn in range(len(cards)):
        turned = [replace(card, x=x, y=y) for card, (x, y) in zip(cards, spots[turn:] + spots[:turn], strict=True)]
        known = {card.id: card for card in turned} | inner
        if not any_overlap(turned, placed):
            turns.append((sum(math.dist((known[a].x, known[a].y), (known[b].x, known[b].y)) for a, b in ties), turn, turned))
    return min(turns, key=lambda turn: turn[:2])[2]


def _by_parent(items: Sequence[Item], chosen: Sequence[Item], placed: Sequence[Card], folded: Folded, lang: Lang) -> list[Item]:
    """The items in the order of the angle at which their neighbours on the rings within stand."""
    if len(placed) < 2:
        return list(items)
    middle = placed[0]
    angle = {card.id: math.atan2(card.x - middle.x, middle.y - card.y) % (2 * math.pi) for card in placed[1:]}
    near: dict[str, list[float]] = {}
    for line in make_lines(folded, [*chosen, *items], lang):
        for here, other in ((line.source, line.target), (line.target, line.source)):
            if other in angle:
                near.setdefault(here, []).append(angle[other])
    return sorted(items, key=lambda item: _mean_angle(near.get(item.id, [])))


def _mean_angle(angles: Sequence[float]) -> float:
    if not angles:
        return 0.0
    return round(math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles))) % (2 * math.pi), 6)


def _distances(folded: Folded, centre: str, steps: int) -> dict[str, int]:
    """Per drawn node within reach the number of steps from the centre."""
    near: dict[str, set[str]] = {}
    for source, target in folded.graph.edges():
        start, other = _drawn(folded, source), _drawn(folded, target)
        near.setdefault(start, set()).add(other)
        near.setdefault(other, set()).add(start)
    away, front = {centre: 0}, [centre]
    for step in range(1, steps + 1):
        front = sorted({other for card in front for other in near.get(card, ())} - set(away))
        away.update(dict.fromkeys(front, step))
    return away


def _drawn(folded: Folded, node: str) -> str:
    return folded.home[node] if folded.folds(node) else node


def _ties(folded: Folded, centre: str, lang: Lang) -> dict[str, str]:
    """Per neighbour of the centre what ties it: the name of the post held there, else the relation."""
    ways: dict[str, list[tuple[int, str]]] = {}
    for source, target, data in _touching(folded, centre):
        kind = data.get("type", "")
        if kind not in RELATION:
            continue
        other = target if _drawn(folded, source) == centre else source
        word = folded.name(other) if kind == "HOLDS" and other != _drawn(folded, other) else TYPES[kind].title[lang]
        arrow = "" if other == target or kind == "HOLDS" else "← "
        if _drawn(folded, other) != centre:
            ways.setdefault(_drawn(folded, other), []).append((RELATION[kind].rank if kind != "HOLDS" else -1, arrow + word))
    ties = {}
    for node, words in ways.items():
        texts = list(dict.fromkeys(word for _, word in sorted(words)))
        ties[node] = texts[0] if len(texts) == 1 else f"{texts[0]} +{len(texts) - 1}"
    return ties


def _touching(folded: Folded, centre: str) -> Iterable[tuple[str, str, Mapping[str, str]]]:
    for node in (centre, *folded.folded_onto.get(centre, ())):
        yield from folded.graph.out_edges(node, data=True)
        yield from folded.graph.in_edges(node, data=True)


def _ring_lines(lines: Sequence[Line], ring_of: Mapping[str, int]) -> list[Line]:
    """Lines between two rings are drawn, up to a number; those within a ring show on selection."""
    between = [line for line in lines if ring_of.get(line.source) != ring_of.get(line.target)]
    inner = [line for line in between if 0 in (ring_of.get(line.source), ring_of.get(line.target))]
    outer = [line for line in between if line not in inner]
    within = [replace(line, quiet=True) for line in lines if line not in between]
    return [*inner, *hush(outer, max(0, _MOST_LINES - len(inner))), *within]
