"""The drawing of a route from top to bottom: a column for each layer, a row for each step with its words beside it. As SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from orggraph.picture.palette import INK, LANE, MUTED, PAPER
from orggraph.picture.text_metrics import text_width, wrap
from orggraph.reports.drawing import TEXT, WIDTH, svg, text_at, tier_colour

_RADIUS, _LINE, _GAP = 13.0, 17.5, 15.0
_DASH = ' stroke-dasharray="4 3"'


@dataclass(frozen=True)
class Branch:
    """A way on to another step, by its place among the rows; ``sure``: it is stated, and so."""

    to: int
    sure: bool = True


@dataclass(frozen=True)
class Station:
    """A row of the drawing: a step."""

    number: str
    title: str
    below: tuple[str, ...] = ()
    """Texts under its title: who, when, what follows if."""
    tiers: tuple[str, ...] = ("",)
    decides: bool = False
    dashed: bool = False
    """Whether it may be passed by, is proposed or is still to be decided."""
    branches: tuple[Branch, ...] = field(default=())


def course(stations: Sequence[Station], names: dict[str, str], *, width: float = WIDTH) -> str:
    """A route as a drawing.

    Parameters
    ----------
    stations
        The steps in their order.
    names
        Of the layers; ``""`` is that of who has none.
    width
        Units that it is wide; from 600 on the names of layers lie flat.
    """
    order = [tier for tier in (*LANE, "") if any(tier in station.tiers for station in stations)]
    flat = width >= 600
    column = max([text_width(names.get(tier, ""), TEXT) + 22 for tier in order]) if flat and order else 36.0
    head = 34.0 if flat else max((text_width(names.get(tier, ""), TEXT) + 22 for tier in order), default=0.0)
    left = column * len(order) + 12
    words = [_words(station, width - left - 8) for station in stations]
    tops = [head]
    for lines in words:
        tops.append(tops[-1] + max(2 * _RADIUS, _LINE * len(lines)) + _GAP)
    middles = [(top + below) / 2 for top, below in pairwise(tops)]
    across = {tier: 4 + column * (i + 0.5) for i, tier in enumerate(order)}
    parts = [f'<rect width="{width:.0f}" height="{tops[-1] + 6:.0f}" rx="8" fill="{PAPER}"/>']
    parts += [part for tier in order for part in _column(tier, names.get(tier, ""), across[tier], column, tops, flat=flat)]
    parts += [f'<line x1="{left}" y1="{top:.1f}" x2="{width - 6:.1f}" y2="{top:.1f}" stroke="#E4E8EC"/>' for top in tops[:-1]]
    places = [(across[station.tiers[0]], y) for station, y in zip(stations, middles, strict=True)]
    parts += [_way(places, i, branch, column) for i, station in enumerate(stations) for branch in station.branches]
    for station, y, lines in zip(stations, middles, words, strict=True):
        parts += _station(station, y, across)
        first = y - (len(lines) - 1) / 2 * _LINE + 5
        parts += [text_at(text, left, first + i * _LINE, *look, anchor="start") for i, (text, look) in enumerate(lines)]
    return svg(tops[-1] + 6, parts, width=width)


def _words(station: Station, width: float) -> list[tuple[str, tuple[str, int]]]:
    """The lines beside a step, each with its colour and weight."""
    title = [(text, (INK, 600)) for text in wrap(station.title, width, TEXT, 3)]
    return title + [(text, (MUTED, 400)) for below in station.below for text in wrap(below, width, TEXT, 3, 400)]


def _column(tier: str, name: str, x: float, wide: float, tops: Sequence[float], *, flat: bool) -> list[str]:
    soft = LANE[tier].soft if tier in LANE else "#F1F3F5"
    ground = f'<rect x="{x - wide / 2 + 2:.1f}" y="4" width="{wide - 4:.1f}" height="{tops[-1] - 2:.1f}" rx="6" fill="{soft}"/>'
    if flat:
        return [ground, text_at(name, x, 24, tier_colour(tier), 600)]
    turned = text_at(name, 0, 5, tier_colour(tier), 600, anchor="start")
    return [ground, f'<g transform="translate({x:.1f} {tops[0] - 6:.1f}) rotate(-90)">{turned}</g>']


def _way(places: Sequence[tuple[float, float]], i: int, branch: Branch, column: float) -> str:
    """A line from a step to one that follows; one that passes others by bends out to the left."""
    (x, y), (to, below) = places[i], places[branch.to]
    middle = (y + below) / 2
    bend = min(column * 0.62, x, to) if branch.to != i + 1 else 0.0
    way = f"M{x:.1f} {y:.1f}C{x - bend:.1f} {middle:.1f} {to - bend:.1f} {middle:.1f} {to:.1f} {below:.1f}"
    return f'<path d="{way}" fill="none" stroke="{MUTED}" stroke-width="1.8"{"" if branch.sure else _DASH}/>'


def _station(station: Station, y: float, across: dict[str, float]) -> list[str]:
    """The circles of a step, one in each layer in which it is taken, joined by a bar."""
    ends = [across[tier] for tier in station.tiers]
    parts = [f'<line x1="{min(ends):.1f}" y1="{y:.1f}" x2="{max(ends):.1f}" y2="{y:.1f}" stroke="{MUTED}" stroke-width="4"/>']
    parts = parts if len(ends) > 1 else []
    for tier, x in zip(station.tiers, ends, strict=True):
        colour = tier_colour(tier)
        fill, ink = (colour, PAPER) if station.decides else (PAPER, INK)
        edge = f'stroke="{colour}" stroke-width="2"{_DASH if station.dashed else ""}'
        if station.decides:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS + 3.5}" fill="{PAPER}" stroke="{colour}" stroke-width="1.6"/>')
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" fill="{fill}" {edge}/>')
        parts.append(text_at(station.number, x, y + 5, ink, 600))
    return parts
