"""Network: cards where a force-directed layout wants them, moved to the nearest free place of a grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import networkx as nx

from orggraph.graph import Graph
from orggraph.i18n import DEFAULT_LANG, Lang
from orggraph.picture.cards import hush, make_card, make_drawing, make_lines
from orggraph.picture.drawing import Card, Drawing, Line
from orggraph.picture.folding import Choice, Folded, Item, choose

_MARGIN = 8.0
_GAP = 14.0
_WIDEST = 138.0
_FILLED = 0.78
"""Share of the grid that may hold cards; the rest is room for lines."""
_SEED = 7
_MOST_LINES = 42


def network(
    graph: Graph, width: float, height: float, *, title: str = "", choice: Choice | None = None, lang: Lang = DEFAULT_LANG
) -> Drawing:
    """All cards by how they hang together: neighbours close, without lanes.

    Parameters
    ----------
    graph
        Nodes with ``label``, ``name`` and, for a body, ``tier``; edges with ``type``.
    width, height
        Room in pixels.
    title
        Name of the picture, for who cannot see it.
    choice
        What the reader expanded, and what must stand apart.
    lang
        Language of the texts.
    """
    folded = Folded(graph, choice or Choice())
    columns = max(1, int((width - 2 * _MARGIN) // (_WIDEST - 22 + _GAP)))
    card_width = min(_WIDEST, (width - 2 * _MARGIN) / columns - _GAP)

    def cards_of(items: Sequence[Item]) -> list[Card]:
        return [make_card(folded, item, card_width, lang) for item in items]

    def rows_for(cards: Sequence[Card]) -> int:
        return max(1, int((height - 2 * _MARGIN) // (max((card.height for card in cards), default=40.0) + _GAP)))

    items = choose(folded, lambda trial: len(trial) <= _FILLED * columns * rows_for(cards_of(trial)))
    cards = cards_of(items)
    lines = hush(make_lines(folded, items, lang), _MOST_LINES)
    rows = max(rows_for(cards), math.ceil(len(cards) / columns))
    places = _snap(_spring([card.id for card in cards], lines), columns, rows)
    wide, high = (width - 2 * _MARGIN) / columns, (height - 2 * _MARGIN) / rows
    placed = [
        replace(card, x=round(_MARGIN + (places[card.id][0] + 0.5) * wide, 1), y=round(_MARGIN + (places[card.id][1] + 0.5) * high, 1))
        for card in cards
    ]
    return make_drawing("network", (width, height), placed, lines, title=title, lang=lang)


def _spring(cards: Sequence[str], lines: Sequence[Line]) -> dict[str, tuple[float, float]]:
    """Positions from 0 to 1 in both directions."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(cards)
    simple.add_edges_from((line.source, line.target, {"weight": 0.3 if line.quiet else 1.0}) for line in lines)
    if len(cards) < 2:
        return dict.fromkeys(cards, (0.5, 0.5))
    places = nx.spring_layout(simple, seed=_SEED, iterations=150, k=1.6 / math.sqrt(len(cards)), method="force")
    low = [min(place[axis] for place in places.values()) for axis in (0, 1)]
    span = [max(place[axis] for place in places.values()) - low[axis] or 1.0 for axis in (0, 1)]
    return {card: (float((place[0] - low[0]) / span[0]), float((place[1] - low[1]) / span[1])) for card, place in places.items()}


def _snap(wanted: dict[str, tuple[float, float]], columns: int, rows: int) -> dict[str, tuple[int, int]]:
    """The nearest free cell for each card; cards in the middle choose first, ties go by id."""
    free = {(column, row) for column in range(columns) for row in range(rows)}
    cells: dict[str, tuple[int, int]] = {}
    for card in sorted(wanted, key=lambda card: (math.dist(wanted[card], (0.5, 0.5)), card)):
        x, y = wanted[card][0] * (columns - 1), wanted[card][1] * (rows - 1)
        cell = min(free, key=lambda cell: ((cell[0] - x) ** 2 + (cell[1] - y) ** 2, cell))
        free.remove(cell)
        cells[card] = cell
    return cells
