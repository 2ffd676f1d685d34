"""Pictures of a drawing: SVG, PNG, a stand-alone page, and the data that the map in the browser takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape

from orggraph.graph import Graph, provenance
from orggraph.picture.cards import PAD_Y
from orggraph.picture.drawing import BADGE_HEIGHT, BAND_FONT, FONT, LINE, SMALL, Band, Card, Drawing, LegendEntry, Line
from orggraph.picture.icons import ICONS
from orggraph.picture.palette import INK, LANE, MUTED, PAPER
from orggraph.picture.text_metrics import FAMILY, text_width, wrap

_FAMILIES = f"'{FAMILY}', 'Source Sans Pro', 'Segoe UI', Arial, sans-serif"
_ICON = 16.0
_LEGEND_LINE = 22.0
_MOST_NOTE = 4
NOTE_LEFT = 14.0
"""Left margin of the legend and of the note below it, in pixels."""
_BEND = 0.45


def svg(drawing: Drawing, *, legend: bool = True, facts: Sequence[tuple[str, str]] = ()) -> str:
    """The drawing as SVG, with the same positions as on the screen; quiet lines are left out.

    Parameters
    ----------
    drawing
        What to draw.
    legend
        Whether the meaning of colours and dashes stands below it.
    facts
        Pairs of a name and a value that stand below that: datasets and their versions, date, sources.
    """
    entries, extra = _legend(drawing) if legend else ([], 0.0)
    note = note_lines(drawing, facts)
    entries += [_write(NOTE_LEFT, drawing.height + extra + (i + 1) * LINE, line, SMALL, MUTED, 400) for i, line in enumerate(note)]
    extra += (len(note) + 0.7) * LINE if note else 0.0
    cards = {card.id: card for card in drawing.cards}
    parts = [
        *(_band(band, drawing.width) for band in drawing.bands),
        *(_guide(guide) for guide in drawing.guides),
        *(_line(line, cards, drawing.view) for line in drawing.lines if not line.quiet),
        *(_card(card) for card in drawing.cards),
        *entries,
    ]
    height = drawing.height + extra
    size = f'width="{drawing.width:g}" height="{height:g}" viewBox="0 0 {drawing.width:g} {height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{_FAMILIES}" aria-labelledby="title"'
    title = f'<title id="title">{_text(drawing.title)}</title>'
    return "\n".join([f'{head} lang="{drawing.lang}">', title, f'<rect width="100%" height="100%" fill="{PAPER}"/>', *parts, "</svg>", ""])


def _text(value: str) -> str:
    """A text for XML: escaped, without characters that XML does not know."""
    return escape("".join(c for c in value if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")))


def _write(x: float, y: float, text: str, size: float, colour: str, weight: int = 600) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" textLength="{text_width(text, size, weight):.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text {place} font-size="{size:g}" font-weight="{weight}" fill="{colour}">{_text(text)}</text>'


def _band(band: Band, width: float) -> str:
    high = band.y1 - band.y0
    first = (band.y0 + band.y1) / 2 - (len(band.lines) - 1) * 8 + BAND_FONT * 0.35
    lines = [_write(18, first + i * 16, line, BAND_FONT, band.strong) for i, line in enumerate(band.lines)]
    ground = f'<rect x="0" y="{band.y0:g}" width="{width:g}" height="{high:.1f}" fill="{band.soft}"/>'
    return "".join([ground, f'<rect x="0" y="{band.y0:g}" width="6" height="{high:.1f}" fill="{band.strong}"/>', *lines])


def _guide(guide: tuple[tuple[float, float], ...]) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in guide)
    return f'<polyline points="{points}" fill="none" stroke="#D5DAE0" stroke-width="1.2"/>'


def _card(card: Card) -> str:
    left, top = card.x - card.width / 2, card.y - card.height / 2
    strong = LANE[card.lane].strong
    box = f'width="{card.width:g}" height="{card.height:g}" rx="{card.height / 2 if card.label == "Person" else 7:g}"'
    stack = f'<rect x="{left + 4:.1f}" y="{top - 4:.1f}" {box} fill="{PAPER}" stroke="{strong}"/>' if card.group else ""
    dash = ' stroke-dasharray="4 3"' if card.dashed else ""
    fill, ink = (strong, PAPER) if card.solid else (PAPER, INK)
    rect = f'<rect x="{left:.1f}" y="{top:.1f}" {box} fill="{fill}" stroke="{strong}" stroke-width="1.5"{dash}/>'
    icon = _icon(card.icon, left + 8, top + PAD_Y, PAPER if card.solid else strong) if card.icon else ""
    x, y = left + card.text_left, top + PAD_Y + LINE * 0.8
    lines = [_write(x, y + i * LINE, line, FONT, ink) for i, line in enumerate(card.lines)]
    if card.sub:
        lines.append(_write(x, y + len(card.lines) * LINE, card.sub, SMALL, PAPER if card.solid else MUTED, 400))
    about = f"<title>{_text(card.about)}</title>"
    return f"<g>{about}{stack}{rect}{icon}{''.join(lines)}{_badge(card)}</g>"


def _icon(name: str, x: float, y: float, colour: str) -> str:
    place = f"translate({x:.1f} {y:.1f}) scale({_ICON / 960:.6f}) translate(0 960)"
    return f'<path transform="{place}" d="{ICONS[name]}" fill="{colour}"/>'


def _badge(card: Card) -> str:
    """The number of posts, on the lower right edge of the card."""
    if not card.badge:
        return ""
    wide = text_width(card.badge, SMALL) + 12
    x, y = card.x + card.width / 2 - wide - 6, card.y + card.height / 2 - BADGE_HEIGHT / 2
    strong = LANE[card.lane].strong
    pill = f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{BADGE_HEIGHT:g}" rx="7.5" fill="{PAPER}" stroke="{strong}"/>'
    return pill + _write(x + 6, y + 11.5, card.badge, SMALL, INK)


def _line(line: Line, cards: Mapping[str, Card], view: str) -> str:
    start, other = cards[line.source], cards[line.target]
    path, ends = line_path(start, other, view)
    dash = f' stroke-dasharray="{" ".join(map(str, line.dash))}"' if line.dash else ""
    drawn = f'<path d="{path}" fill="none" stroke="{line.colour}" stroke-width="{line.width:g}"{dash} stroke-opacity="0.85"/>'
    heads = [end for end, name in zip(ends, ("from", "to"), strict=True) if line.arrow in (name, "both")]
    return f"<g><title>{_text(line.about)}</title>{drawn}{''.join(_head(*end, line.colour) for end in heads)}</g>"


_End = tuple[float, float, float, float]
"""Where a line ends, and the direction (dx, dy, of length 1) in which it arrives."""


def line_path(start: Card, other: Card, view: str) -> tuple[str, tuple[_End, _End]]:
    """The way of a line between two cards, as the data of an SVG path, and its two ends."""
    return _bent(start, other) if view == "swimlanes" else _straight(start, other)


def _bent(start: Card, other: Card) -> tuple[str, tuple[_End, _End]]:
    """Leave and arrive vertically; between two cards of one row, in an arch over the row."""
    if abs(start.y - other.y) < (start.height + other.height) / 2:
        top = min(start.y - start.height / 2, other.y - other.height / 2)
        lift = max(top - 10 - min(30.0, abs(start.x - other.x) * 0.06), 4 - top / 3)  # the arch stays within the picture
        y0, y1 = start.y - start.height / 2, other.y - other.height / 2
        path = f"M{start.x:.1f} {y0:.1f} C{start.x:.1f} {lift:.1f} {other.x:.1f} {lift:.1f} {other.x:.1f} {y1:.1f}"
        return path, ((start.x, y0, 0, 1), (other.x, y1, 0, 1))
    way = 1.0 if other.y > start.y else -1.0
    y0, y1 = start.y + way * start.height / 2, other.y - way * other.height / 2
    bend = (y1 - y0) * _BEND
    path = f"M{start.x:.1f} {y0:.1f} C{start.x:.1f} {y0 + bend:.1f} {other.x:.1f} {y1 - bend:.1f} {other.x:.1f} {y1:.1f}"
    return path, ((start.x, y0, 0, -way), (other.x, y1, 0, way))


def _straight(start: Card, other: Card) -> tuple[str, tuple[_End, _End]]:
    length = max(((other.x - start.x) ** 2 + (other.y - start.y) ** 2) ** 0.5, 0.1)
    dx, dy = (other.x - start.x) / length, (other.y - start.y) / length

    def border(card: Card) -> float:
        return min(card.width / 2 / abs(dx) if dx else 1e9, card.height / 2 / abs(dy) if dy else 1e9)

    x0, y0 = start.x + dx * border(start), start.y + dy * border(start)
    x1, y1 = other.x - dx * border(other), other.y - dy * border(other)
    return f"M{x0:.1f} {y0:.1f} L{x1:.1f} {y1:.1f}", ((x0, y0, -dx, -dy), (x1, y1, dx, dy))


def _head(x: float, y: float, dx: float, dy: float, colour: str) -> str:
    base = (x - 8 * dx, y - 8 * dy)
    points = f"{x:.1f},{y:.1f} {base[0] - 3.5 * dy:.1f},{base[1] + 3.5 * dx:.1f} {base[0] + 3.5 * dy:.1f},{base[1] - 3.5 * dx:.1f}"
    return f'<polygon points="{points}" fill="{colour}"/>'


def note_lines(drawing: Drawing, facts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What stands below a picture of what it was made from, in lines that fit."""
    note = " · ".join(f"{name}: {value}" for name, value in facts)
    return wrap(note, drawing.width - 2 * NOTE_LEFT, SMALL, _MOST_NOTE, 400) if note else ()


def legend_places(drawing: Drawing) -> tuple[list[tuple[LegendEntry, float, float]], float]:
    """Where each entry of the legend below the drawing begins (x, and y of its middle), and the legend's height."""
    x, y = 14.0, drawing.height + 20
    places = []
    for entry in (entry for entry in drawing.legend if not entry.quiet):
        wide = _sign_width(entry) + 8 + text_width(entry.text, FONT, 400) + 22
        if x + wide > drawing.width and x > 14:
            x, y = 14.0, y + _LEGEND_LINE
        places.append((entry, x, y))
        x += wide
    return places, y - drawing.height + 16


def _legend(drawing: Drawing) -> tuple[list[str], float]:
    """The legend below the drawing, and its height."""
    places, height = legend_places(drawing)
    return [_sign(entry, x, y) + _write(x + _sign_width(entry) + 8, y + 4.5, entry.text, FONT, INK, 400) for entry, x, y in places], height


def _sign_width(entry: LegendEntry) -> float:
    return 16.0 if entry.dash is None else 34.0


def _sign(entry: LegendEntry, x: float, y: float) -> str:
    if entry.dash is None:
        return f'<rect x="{x:.1f}" y="{y - 7:.1f}" width="14" height="14" rx="3" fill="{entry.colour}"/>'
    dash = f' stroke-dasharray="{" ".join(map(str, entry.dash))}"' if entry.dash else ""
    return f'<path d="M{x:.1f} {y:.1f} h34" stroke="{entry.colour}" stroke-width="2"{dash} fill="none"/>'


def graph_json(graph: Graph) -> str:
    """The graph as JSON: ``nodes`` with ``id`` and properties, ``edges`` with ``id``, ``source``, ``target`` and properties.

    ``datasets`` says what it was made from: id, version, the date asked, whether it is invented; ``prefer`` which sources were
    followed.
    """
    origins = provenance(graph)
    made_from = [(name, date, origins.datasets.get(name, {})) for name, date in sorted(origins.on.items())]
    heads = [
        {"id": name, "version": head.get("version"), "date": date, "invented": bool(head.get("fictional"))}
        for name, date, head in made_from
    ]
    nodes = [{"id": node, **graph.nodes[node]} for node in sorted(graph)]
    ordered = sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], str(edge[2])))
    edges = [{"id": str(key), "source": source, "target": target, **data} for source, target, key, data in ordered]
    whole = {"datasets": heads, "prefer": list(origins.prefer), "nodes": nodes, "edges": edges}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str) + "\n"
