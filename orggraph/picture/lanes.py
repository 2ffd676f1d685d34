"""Swimlanes: a lane per tier, cards in a grid, neighbours above each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orggraph.graph import Graph
from orggraph.i18n import DEFAULT_LANG, Lang
from orggraph.picture.cards import hush, make_card, make_drawing, make_lines
from orggraph.picture.drawing import BAND_FONT, Band, Card, Drawing, Line
from orggraph.picture.folding import Choice, Folded, Item, choose
from orggraph.picture.palette import LANES
from orggraph.picture.text_metrics import wrap

GUTTER = 100.0
"""Width of the strip at the left in which the lanes are named."""
_MARGIN = 7.0
_PITCH = 132.0
_DENSE = 112.0
_WIDEST = 176.0
_GAP = 9.0
_LANE_PAD = 6.0
_LANE_GAP = 4.0
_LOOSEST = 44.0
_MOST_LINES = 26
"""With more lines than this at once a picture is a hairball; further relations show on selection."""
_SWEEPS = 8


def swimlanes(
    graph: Graph, width: float, height: float, *, title: str = "", choice: Choice | None = None, lang: Lang = DEFAULT_LANG
) -> Drawing:
    """Lanes by tier, top to bottom: political, executive, official, delivery, with participants above and work below.

    Parameters
    ----------
    graph
        Nodes with ``label``, ``name`` and, for a body, ``tier``; edges with ``type``.
    width, height
        Room in pixels. The drawing may be lower than ``height``; it is higher only where not even one card a lane fits.
    title
        Name of the picture, for who cannot see it.
    choice
        What the reader expanded, and what must stand apart.
    lang
        Language of the texts.
    """
    folded = Folded(graph, choice or Choice())
    room = _Room(folded, width - GUTTER - 2 * _MARGIN, height, lang, icons=True)
    items = room.items()
    if any(item.group and item.label in ("Body", "") for item in items):
        dense = _Room(folded, room.usable, height, lang, icons=False)
        closer = dense.items()
        if _telling(closer) > _telling(items):
            room, items = dense, closer
    lines = hush(make_lines(folded, items, lang), _MOST_LINES)
    grids = room.plan(items)
    gaps = sum(grid.rows + 1 for grid in grids.values()) or 1
    gap = min(_GAP + max(0.0, height - _needed(grids)) / gaps, _LOOSEST)
    bands = _bands(grids, gap, lang)
    order = _ordered({item.id: item.lane for item in items}, lines, grids)
    by_id = {item.id: room.card(item) for item in items}
    placed = [card for band in bands for card in _placed([by_id[i] for i in order[band.id]], grids[band.id], band, gap, room.usable)]
    used = max((band.y1 + _MARGIN for band in bands), default=60.0)
    return make_drawing("swimlanes", (width, used), placed, lines, title=title, lang=lang, bands=tuple(bands), gutter=GUTTER)


class _Room:
    """What fits: the cards of one density, each made once. Without icons more and narrower cards stand in a row."""

    def __init__(self, folded: Folded, usable: float, height: float, lang: Lang, *, icons: bool) -> None:
        self.folded, self.usable, self.height, self.lang, self.icons = folded, usable, height, lang, icons
        pitch = _PITCH if icons else _DENSE
        self._width = min(usable / (max(1, int(usable / pitch - 0.5)) + 0.5) - _GAP, _WIDEST)
        self._made: dict[tuple[str, str, int], Card] = {}

    def card(self, item: Item) -> Card:
        key = (item.id, item.lane, len(item.members))
        if key not in self._made:
            self._made[key] = make_card(self.folded, item, self._width, self.lang, icons=self.icons)
        return self._made[key]

    def plan(self, items: Sequence[Item]) -> dict[str, _Grid]:
        lanes: dict[str, list[Card]] = {}
        for item in items:
            lanes.setdefault(item.lane, []).append(self.card(item))
        return {lane: _Grid.of(cards, self.usable) for lane, cards in lanes.items()}

    def items(self) -> list[Item]:
        return choose(self.folded, lambda trial: _needed(self.plan(trial)) <= self.height)


def _telling(items: Sequence[Item]) -> tuple[int, int]:
    """How much the cards tell: bodies that stand apart, then how few things stand under "others"."""
    bodies = sum(1 for item in items if item.label == "Body" and not item.group)
    return bodies, -sum(len(item.members) for item in items if item.group and not item.label)


@dataclass(frozen=True)
class _Grid:
    """The places of a lane: from two rows on, every second row is half a card to the right, as bricks.

    ``high`` is the height of all rows together at most, whichever card comes to stand in which row.
    """

    columns: int
    rows: int
    high: float

    @classmethod
    def of(cls, cards: Sequence[Card], usable: float) -> _Grid:
        """The flattest grid for cards in a width."""
        n, card_width = len(cards), max(card.width for card in cards)
        heights = sorted((card.height for card in cards), reverse=True)
        if n * (card_width + _GAP) <= usable:
            return cls(n, 1, heights[0])
        columns = max(1, int(usable / (card_width + _GAP) - 0.5 + 1e-6))
        rows = math.ceil(n / columns)
        return cls(math.ceil(n / rows), rows, sum(heights[:rows]))

    def height(self, gap: float) -> float:
        """Height of the lane with this gap between its rows."""
        return self.high + (self.rows - 1) * gap + 2 * (_LANE_PAD + (gap - _GAP) / 2)

    def slot(self, i: int) -> tuple[float, int]:
        """Of the i-th card: x as a share of the width, and the row. Cards go down the columns."""
        column, row = divmod(i, self.rows)
        if self.rows == 1:
            return (column + 0.5) / self.columns, 0
        return (column + 0.5 + 0.5 * (row % 2)) / (self.columns + 0.5), row


def _needed(grids: Mapping[str, _Grid]) -> float:
    return 2 * _MARGIN - _LANE_GAP + sum(grid.height(_GAP) + _LANE_GAP for grid in grids.values())


def _ordered(lane_of: Mapping[str, str], lines: Sequence[Line], grids: Mapping[str, _Grid]) -> dict[str, list[str]]:
    """The cards per lane, so that what belongs together stands above each other (barycentres, swept up and down)."""
    near: dict[str, list[str]] = {card: [] for card in lane_of}
    for line in lines:
        near[line.source].append(line.target)
        near[line.target].append(line.source)
    lanes = [lane.id for lane in LANES if lane.id in grids]
    order = {lane: [card for card, own in lane_of.items() if own == lane] for lane in lanes}
    x = {card: grids[lane].slot(i)[0] for lane in lanes for i, card in enumerate(order[lane])}
    for sweep in range(_SWEEPS):
        for lane in lanes if sweep % 2 == 0 else reversed(lanes):
            middle = {card: (sum(x[other] for other in near[card]) + 0.5 * x[card]) / (len(near[card]) + 0.5) for card in order[lane]}
            order[lane].sort(key=lambda card: (round(middle[card], 6), x[card]))
            x.update({card: grids[lane].slot(i)[0] for i, card in enumerate(order[lane])})
    return order


def _bands(grids: Mapping[str, _Grid], gap: float, lang: Lang) -> list[Band]:
    bands: list[Band] = []
    top = _MARGIN
    for lane in LANES:
        if lane.id in grids:
            below = top + grids[lane.id].height(gap)
            name = lane.title.render(lang)
            lines = wrap(name, GUTTER - 24, BAND_FONT, 3)
            bands.append(Band(lane.id, name, lines, round(top, 1), round(below, 1), lane.strong, lane.soft))
            top = below + _LANE_GAP
    return bands


def _placed(cards: Sequence[Card], grid: _Grid, band: Band, gap: float, usable: float) -> list[Card]:
    slots = [grid.slot(i) for i in range(len(cards))]
    highs = [max((card.height for card, (_, at) in zip(cards, slots, strict=True) if at == row), default=0.0) for row in range(grid.rows)]
    top = (band.y0 + band.y1 - sum(highs) - (grid.rows - 1) * gap) / 2
    middle = [top + sum(highs[:row]) + row * gap + highs[row] / 2 for row in range(grid.rows)]
    return [
        replace(card, x=round(GUTTER + _MARGIN + share * usable, 1), y=round(middle[row], 1))
        for card, (share, row) in zip(cards, slots, strict=True)
    ]
