"""Small drawings for pages: rings round oneself, a table with its seats, a route by layer, a year. All as SVG from plain values.

A drawing is ``WIDTH`` units wide and its texts are at least ``TEXT`` high, so that on a phone, where it is drawn 358 pixels
wide, no text is under 11.5 pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import cos, pi, sin

from orggraph.picture.palette import INK, LANE, MUTED, PAPER
from orggraph.picture.text_metrics import FAMILY, clean, wrap
from orggraph.reports.page import Mark

WIDTH = 440
TEXT = 14.2
YOU = "#B8124F"
"""The colour of what is one's own; white text on it has a contrast of 6.9."""
GREEN, GREY, HAIR = "#17693F", "#9AA5B1", "#D5DBE2"
_PILL = 124.0, 44.0
_BEAD = 10.5
_BESIDE = 5
"""So many beads stand in a row."""


def tier_colour(tier: str | None) -> str:
    """The strong colour of a layer; white text on it can be read."""
    return LANE[tier].strong if tier in LANE else LANE["around"].strong


@dataclass(frozen=True)
class Spot:
    """A body on the ring round oneself: its short name, layer, how many people sit there (0: not stated), numbers of what is next to it."""

    name: str
    tier: str | None
    people: int = 0
    beads: tuple[tuple[str, str | None], ...] = ()
    """Per body one step further its number and layer."""


def ring(spots: Sequence[Spot], you: str) -> str:
    """Oneself in the middle, own bodies round it, and on each the numbers of the bodies one step further."""
    n = len(spots)
    rows = max((-(-len(spot.beads) // _BESIDE) for spot in spots), default=0)
    rx, ry = 152.0, 74.0 if n < 3 else 104.0 if n < 6 else 138.0
    beside = rows * (2 * _BEAD + 4)
    cx, cy = WIDTH / 2, ry + _PILL[1] / 2 + beside + 6
    height = 2 * cy
    parts = [f'<ellipse cx="{cx}" cy="{cy:.1f}" rx="{rx}" ry="{ry}" fill="none" stroke="{HAIR}" stroke-dasharray="2 5"/>'] if n > 2 else []
    places = [(cx + rx * sin(2 * pi * i / n), cy - ry * cos(2 * pi * i / n)) for i in range(n)]
    parts += [f'<line x1="{cx}" y1="{cy:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="{YOU}" stroke-width="1.6"/>' for x, y in places]
    for spot, (x, y) in zip(spots, places, strict=True):
        parts += _pill(spot, x, y, up=y < cy - 1)
        if spot.people:
            part = 0.42 if abs(x - cx) < abs(y - cy) * 1.5 else 0.36
            parts += _count(str(spot.people), cx + (x - cx) * part, cy + (y - cy) * part, tier_colour(spot.tier))
    parts += _disc(cx, cy, 21, YOU, you, PAPER)
    return svg(height, parts)


def _pill(spot: Spot, x: float, y: float, *, up: bool) -> list[str]:
    width, height = _PILL
    colour = tier_colour(spot.tier)
    x = min(max(x, width / 2 + 1), WIDTH - width / 2 - 1)
    place = f'x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width}" height="{height}"'
    parts = [f'<rect {place} rx="10" fill="{colour}" stroke="{PAPER}" stroke-width="2"/>']
    lines = wrap(spot.name, width - 10, TEXT, 2)
    parts += [text_at(item, x, y + 5 + (i - (len(lines) - 1) / 2) * 16.5, PAPER, 600) for i, item in enumerate(lines)]
    for i, (number, tier) in enumerate(spot.beads):
        row, at = divmod(i, _BESIDE)
        inrow = min(_BESIDE, len(spot.beads) - row * _BESIDE)
        bx = x + (at - (inrow - 1) / 2) * (2 * _BEAD + 3)
        by = y + (-1 if up else 1) * (height / 2 + _BEAD + 3 + row * (2 * _BEAD + 3))
        parts += _count(number, bx, by, tier_colour(tier))
    return parts


def _count(text: str, x: float, y: float, colour: str) -> list[str]:
    wide = max(_BEAD, 4.6 * len(text) + 3)
    place = f'x="{x - wide:.1f}" y="{y - _BEAD:.1f}" width="{2 * wide:.1f}" height="{2 * _BEAD}"'
    shape = f'<rect {place} rx="{_BEAD}" fill="{PAPER}" stroke="{colour}" stroke-width="1.5"/>'
    return [shape, text_at(text, x, y + 5, colour, 600)]


def _disc(x: float, y: float, radius: float, fill: str, text: str, ink: str) -> list[str]:
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{PAPER}" stroke-width="3"/>'
    return [circle, text_at(text, x, y + 5, ink, 600)]


SEAT: dict[Mark, tuple[str, str]] = {
    "you": (YOU, YOU),
    "chair": (PAPER, "#0B5CAD"),
    "secretary": (GREEN, GREEN),
    "adviser": (PAPER, GREEN),
    "member": (GREY, GREY),
    "unnamed": (PAPER, GREY),
}
"""Per kind of seat the colour of its inside and of its edge."""


def table(seats: Sequence[Mark], tier: str | None) -> str:
    """A round table from above, with a sign for each seat: who is at it, and where one sits oneself."""
    n = max(len(seats), 1)
    radius = 60.0
    size = max(5.0, min(11.0, pi * radius / n * 0.8))
    centre = radius + size + 3
    soft = LANE[tier].soft if tier in LANE else "#F1F3F5"
    edge = f'stroke="{tier_colour(tier)}" stroke-width="2"'
    parts = [f'<circle cx="{centre:.1f}" cy="{centre:.1f}" r="{radius - size - 5:.1f}" fill="{soft}" {edge}/>']
    for i, seat in enumerate(seats):
        x, y = centre + radius * sin(2 * pi * i / n), centre - radius * cos(2 * pi * i / n)
        parts.append(_seat(seat, x, y, size * (1.25 if seat == "you" else 1)))
    return svg(2 * centre, parts, width=2 * centre)


def _seat(seat: Mark, x: float, y: float, r: float) -> str:
    inside, edge = SEAT[seat]
    look = f'fill="{inside}" stroke="{edge}" stroke-width="{4 if seat == "chair" else 2}"'
    if seat in ("secretary", "adviser"):
        return f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r:.1f}" height="{2 * r:.1f}" {look}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" {look}/>'


@dataclass(frozen=True)
class Stop:
    """A step on the drawing of a route: its number, the layer in which it is taken, whether it is one's own turn, and may be passed by."""

    number: str
    tier: str | None
    mine: bool = False
    optional: bool = False


def lanes(stops: Sequence[Stop], names: dict[str, str]) -> str:
    """A route from left to right, each step in its layer; ``names`` are those of the layers, and ``""`` that of what has none."""
    order = [tier for tier in (*LANE, "") if any((stop.tier or "") == tier for stop in stops)]
    left, row = 92.0, 40.0
    step = min(46.0, (WIDTH - left - 24) / max(len(stops) - 1, 1))
    height = row * len(order) + 8
    parts = []
    for i, tier in enumerate(order):
        soft = LANE[tier].soft if tier in LANE else "#F1F3F5"
        parts.append(f'<rect x="0" y="{4 + i * row:.1f}" width="{WIDTH}" height="{row - 3}" rx="6" fill="{soft}"/>')
        parts.append(text_at(names.get(tier, ""), 8, 4 + i * row + row / 2 + 3, tier_colour(tier), 600, anchor="start"))
    places = [(left + 14 + i * step, 4 + order.index(stop.tier or "") * row + (row - 3) / 2) for i, stop in enumerate(stops)]
    way = " ".join(_bent(places, i) for i in range(len(places)))
    parts.append(f'<path d="{way}" fill="none" stroke="{MUTED}" stroke-width="1.6"/>')
    for stop, (x, y) in zip(stops, places, strict=True):
        fill, ink = (YOU, PAPER) if stop.mine else (PAPER, INK)
        dash = ' stroke-dasharray="3 2.5"' if stop.optional else ""
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="14" fill="{fill}" stroke="{YOU if stop.mine else MUTED}" stroke-width="1.8"{dash}/>'
        )
        parts.append(text_at(stop.number, x, y + 5, ink, 600))
    return svg(height, parts)


def _bent(places: Sequence[tuple[float, float]], i: int) -> str:
    x, y = places[i]
    if i == 0:
        return f"M{x:.1f} {y:.1f}"
    px, py = places[i - 1]
    middle = (px + x) / 2
    return f"C{middle:.1f} {py:.1f} {middle:.1f} {y:.1f} {x:.1f} {y:.1f}"


@dataclass(frozen=True)
class Row:
    """A row of the drawing of a year: a short name, its layer, its days as ISO, each with whether something is due on it."""

    name: str
    tier: str | None
    days: tuple[tuple[str, bool], ...]


def year(rows: Sequence[Row], first: date, months: Sequence[str], today: date) -> str:
    """Months from left to right from the one of ``first``, a row for each body: a dot is a meeting, a diamond a last day."""
    left, top, row = 146.0, 26.0, 27.0
    wide = (WIDTH - left - 6) / len(months)
    height = top + row * len(rows) + 6

    def at(day: date) -> float:
        months_on = (day.year - first.year) * 12 + day.month - first.month
        return left + (months_on + (day.day - 1) / 31) * wide

    parts = []
    each = 1 if wide > 27 else 2
    for i, name in enumerate(months):
        x = left + i * wide
        parts.append(f'<line x1="{x:.1f}" y1="{top - 4}" x2="{x:.1f}" y2="{height - 4:.1f}" stroke="{HAIR}"/>')
        if i % each == 0:
            parts.append(text_at(name, x + wide * each / 2, 15, MUTED, 400))
    for i, item in enumerate(rows):
        y = top + i * row + row / 2
        colour = tier_colour(item.tier)
        label = wrap(item.name, left - 8, TEXT, 1)
        parts.append(text_at(label[0] if label else "", left - 8, y + 5, colour, 600, anchor="end"))
        parts.append(f'<line x1="{left}" y1="{y}" x2="{WIDTH - 4}" y2="{y}" stroke="{HAIR}"/>')
        for day, due in item.days:
            x = at(date.fromisoformat(day))
            if due:
                parts.append(f'<path d="M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z" fill="{PAPER}" stroke="{colour}" stroke-width="2"/>')
            else:
                parts.append(f'<circle cx="{x:.1f}" cy="{y}" r="5.5" fill="{colour}"/>')
    x = at(today)
    parts.append(f'<line x1="{x:.1f}" y1="{top - 6}" x2="{x:.1f}" y2="{height - 4:.1f}" stroke="{YOU}" stroke-width="2"/>')
    return svg(height, parts)


def text_at(text: str, x: float, y: float, fill: str, weight: int, *, anchor: str = "middle") -> str:
    """A text of a drawing, its baseline at ``y``."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{TEXT}" font-weight="{weight}" text-anchor="{anchor}" fill="{fill}">'
        f"{escape(clean(text))}</text>"
    )


def svg(height: float, parts: Sequence[str], width: float = WIDTH) -> str:
    """Parts as one drawing."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" font-family="{FAMILY}, Source Sans, sans-serif">'
        f"{''.join(parts)}</svg>"
    )
