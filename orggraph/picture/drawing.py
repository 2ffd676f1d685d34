"""A drawing: positions, sizes and wrapped text of everything that a picture shows, as plain values.

One drawing is the source of the map in the browser, the SVG, the PNG and the stand-alone page, so that they show
the same thing. Lengths are CSS pixels at scale 1; x and y of a card are its centre; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

FONT = 12.5
"""Size of a card's text, in pixels at scale 1."""
SMALL = 11.5
"""Size of secondary text, in pixels at scale 1; the smallest that is drawn."""
BAND_FONT = 13.0
"""Size of the name of a lane, in pixels at scale 1."""
LINE = 15.0
"""Distance between two lines of text."""
BADGE_HEIGHT = 15.0
"""Height of the badge that sits on the lower edge of a card, half outside it."""
MIN_FONT = 11.0
"""Nothing on the screen is written smaller than this."""


@dataclass(frozen=True)
class Card:
    """One drawn node: a node of the graph, or a group of nodes.

    ``members`` are the ids of the graph that it stands for (its own id when it is no group, and what is folded onto
    it, such as its posts). ``badge`` counts the posts on a body: how many, or of how many how many are held.
    """

    id: str
    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    lane: str
    label: str
    icon: str
    about: str
    sub: str = ""
    members: tuple[str, ...] = ()
    group: bool = False
    dashed: bool = False
    solid: bool = True
    badge: str = ""

    @property
    def text_left(self) -> float:
        """From the left side to the text: past the icon, where there is one."""
        return 30.0 if self.icon else 10.0


@dataclass(frozen=True)
class Line:
    """One drawn edge: all relationships between two cards, merged. ``ids`` are the relationships of the graph.

    A ``quiet`` line is drawn only when one of its ends is selected. ``arrow`` is ``to``, ``from``, both or none.
    """

    id: str
    source: str
    target: str
    type: str
    types: tuple[str, ...]
    ids: tuple[str, ...]
    about: str
    colour: str
    dash: tuple[int, ...]
    width: float
    arrow: str
    quiet: bool = False


@dataclass(frozen=True)
class Band:
    """A lane: from ``y0`` to ``y1`` over the whole width, with its title (wrapped) in the gutter."""

    id: str
    title: str
    lines: tuple[str, ...]
    y0: float
    y1: float
    strong: str
    soft: str


@dataclass(frozen=True)
class LegendEntry:
    """A sign and what it means. ``dash`` is None for a lane, else the dash of a relation."""

    text: str
    colour: str
    dash: tuple[int, ...] | None = None
    quiet: bool = False


@dataclass(frozen=True)
class Drawing:
    """All that a picture needs. ``stands_for`` gives, per id of the graph, the card on which it is to be found."""

    view: str
    lang: str
    title: str
    width: float
    height: float
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...] = ()
    guides: tuple[tuple[tuple[float, float], ...], ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    gutter: float = 0.0
    stands_for: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def place(self) -> Mapping[str, Card]:
        """The cards by id."""
        return {card.id: card for card in self.cards}

    def as_dict(self) -> dict[str, Any]:
        """The drawing as values that JSON can hold."""
        return asdict(self)
