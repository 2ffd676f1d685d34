"""A small picture of the model: the labels that people ask for most, and how they hang together."""

from __future__ import annotations

from typing import Final

from orggraph.i18n import Lang, T
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES

PLACES: Final = {
    "Organization": (0, 0),
    "Arrangement": (1, 0),
    "Cooperation": (2, 0),
    "Person": (0, 1),
    "Post": (1, 1),
    "Body": (2, 1),
    "Role": (0, 2),
    "Assignment": (1, 2),
    "Meeting": (2, 2),
    "Decision": (0, 3),
    "Route": (1, 3),
    "Step": (2, 3),
}
"""Column and row of each label."""
EDGES: Final = (
    ("Organization", "PARTICIPATES_IN", "Arrangement"),
    ("Cooperation", "GOVERNED_BY", "Arrangement"),
    ("Body", "PART_OF", "Cooperation"),
    ("Person", "HOLDS", "Post"),
    ("Post", "IN", "Body"),
    ("Post", "ON_BEHALF_OF", "Organization"),
    ("Post", "HAS_ROLE", "Role"),
    ("Assignment", "CARRIED_OUT_BY", "Post"),
    ("Meeting", "MEETING_OF", "Body"),
    ("Decision", "FOLLOWS", "Route"),
    ("Route", "HAS_STEP", "Step"),
    ("Step", "AT", "Body"),
)
"""Where a relationship begins, its type, and where it ends."""
WIDE, HIGH, ACROSS, DOWN = 82, 24, 102, 46
"""Size of a card, and the distance from one to the next."""
MARGIN = 6


def svg(lang: Lang) -> str:
    """The picture as SVG; colour and size are those of the page around it, and what it shows is said in its title."""
    lines = [
        f"({source}) {TYPES[kind].title[lang]} ({target}): {kind}" for source, kind, target in EDGES
    ]  # what a reader who does not see the picture hears
    width, height = 2 * ACROSS + WIDE + 2 * MARGIN + 12, 3 * DOWN + HIGH + 2 * MARGIN
    title = T("The model in short: {lines}.", lines="; ".join(lines)).render(lang)
    cards = "".join(_card(label, lang) for label in PLACES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{title}">'
        '<defs><marker id="cy-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>'
        f'<g fill="none" stroke="currentColor" stroke-opacity=".75" stroke-width="1.1" marker-end="url(#cy-arrow)">'
        f"{''.join(map(_line, EDGES))}</g>{cards}</svg>"
    )


def _middle(label: str) -> tuple[float, float]:
    column, row = PLACES[label]
    return MARGIN + column * ACROSS + WIDE / 2, MARGIN + row * DOWN + HIGH / 2


def _card(label: str, lang: Lang) -> str:
    x, y = _middle(label)
    return (
        f"<g><title>{LABELS[label].title[lang]}</title>"
        f'<rect x="{x - WIDE / 2:g}" y="{y - HIGH / 2:g}" width="{WIDE}" height="{HIGH}" rx="6" '
        'fill="currentColor" fill-opacity=".07" stroke="currentColor" stroke-opacity=".6"/>'
        f'<text x="{x:g}" y="{y + 4:g}" text-anchor="middle" font-size="11" fill="currentColor">{label}</text></g>'
    )


def _line(edge: tuple[str, str, str]) -> str:
    """A line from card to card; a way that would run through another card goes round it at the right."""
    source, kind, target = edge
    (x1, y1), (x2, y2) = _middle(source), _middle(target)
    if x1 == x2 and abs(y2 - y1) > DOWN:
        side = x1 + WIDE / 2
        return f'<path d="M{side:g} {y1:g}C{side + 14:g} {y1:g} {side + 14:g} {y2:g} {side + 1:g} {y2 + 5:g}"><title>{kind}</title></path>'
    across, down = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
    if down:
        start, end = (x1 + across * WIDE / 4, y1 + down * HIGH / 2), (x2 - across * WIDE / 4, y2 - down * (HIGH / 2 + 1))
    else:
        start, end = (x1 + across * WIDE / 2, y1), (x2 - across * (WIDE / 2 + 1), y2)
    return f'<path d="M{start[0]:g} {start[1]:g}L{end[0]:g} {end[1]:g}"><title>{kind}</title></path>'
