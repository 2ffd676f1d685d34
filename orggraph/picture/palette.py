"""Colours, dashes and their meaning: one place for the map, its legend and every picture.

Colour is never the only sign: a lane has a name, a label an icon, a relation a dash of its own within its colour.
Every pair of text and ground here has a contrast of at least 4.5 (WCAG 2.2 AA, 1.4.3); a test computes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orggraph.i18n import T, Text
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Severity, Tier

INK = "#16202B"
"""Text on white."""
MUTED = "#4A5561"
"""Secondary text on white, and relations that have no colour of their own."""
PAPER = "#FFFFFF"


@dataclass(frozen=True)
class LaneStyle:
    """How a lane looks: ``strong`` carries white text, ``soft`` is its ground and carries ``strong`` as text."""

    id: str
    title: Text
    strong: str
    soft: str


def _tier(tier: Tier, strong: str, soft: str) -> LaneStyle:
    return LaneStyle(tier.value, T("{tier}", tier=tier.names), strong, soft)


LANES: tuple[LaneStyle, ...] = (
    LaneStyle("around", T("Participants, people, work"), "#43505E", "#F1F3F5"),
    LaneStyle("participants", T("Participants"), "#43505E", "#F1F3F5"),
    _tier(Tier.POLITICAL, "#6F3699", "#F5EFF9"),
    _tier(Tier.EXECUTIVE, "#0B5CAD", "#EBF2FA"),
    _tier(Tier.OFFICIAL, "#17693F", "#EBF5EF"),
    _tier(Tier.DELIVERY, "#9E4908", "#FBF1E8"),
    LaneStyle("work", T("People and work"), "#5C4A3D", "#F6F3F0"),
)
"""The lanes, top to bottom. The four in the middle are the model's tiers; what has no tier stands in the outer two, or in one."""
LANE: dict[str, LaneStyle] = {lane.id: lane for lane in LANES}

SEVERITY_COLOUR: Mapping[Severity, str] = {
    Severity.BAR: "#A3161B",
    Severity.JUSTIFY: "#8A3D00",
    Severity.TENSION: "#9E4908",
    Severity.GAP: "#0B5CAD",
    Severity.INFO: "#43505E",
}
"""How much a finding asks for; carries white text."""

DASHES: tuple[tuple[int, ...], ...] = ((), (8, 4), (2, 3), (9, 3, 2, 3), (14, 4), (5, 2), (2, 6), (12, 3, 2, 3, 2, 3))
"""Dash patterns in pixels (drawn, not drawn, …); the first is a solid line."""

_FAMILIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("#0B5CAD", ("PREPARES", "ADVISES", "SUPPORTS", "INFORMS")),
    ("#6F3699", ("ACCOUNTABLE_TO", "APPOINTS", "ESCALATES_TO", "SUPERVISES", "REPORTS_TO", "GRANTED_BY", "GRANTED_TO", "SUBMANDATE_OF")),
    ("#9E4908", ("COMMISSIONED_BY", "CARRIED_OUT_BY", "OWNED_BY", "MONITORED_BY", "RESPONSIBLE_FOR", "INVOLVES", "TAKEN_BY", "ADOPTED_BY")),
    ("#17693F", ("PART_OF", "HOSTED_BY", "GOVERNED_BY", "PARTICIPATES_IN", "ON_BEHALF_OF", "AFFILIATED_WITH")),
    (INK, ("HOLDS", "PAIRED_WITH", "DEPUTY_OF", "QUALIFIES_FOR", "HAS_ROLE", "COMBINES_WITH", "IN")),
)
SYMMETRIC = frozenset({"PAIRED_WITH", "COMBINES_WITH", "SAME_AS"})
"""Relations without a direction: drawn without an arrow."""


@dataclass(frozen=True)
class RelationStyle:
    """How a relation is drawn. ``rank`` says which of several between the same two nodes gives the line its look."""

    type: str
    colour: str
    dash: tuple[int, ...]
    rank: int
    arrow: bool


def _relation_styles() -> dict[str, RelationStyle]:
    known = [(kind, colour, DASHES[i]) for colour, kinds in _FAMILIES for i, kind in enumerate(kinds)]
    named = {kind for kind, _, _ in known}
    rest = [(kind, MUTED, DASHES[i % len(DASHES)]) for i, kind in enumerate(kind for kind in TYPES if kind not in named)]
    return {kind: RelationStyle(kind, colour, dash, rank, kind not in SYMMETRIC) for rank, (kind, colour, dash) in enumerate(known + rest)}


RELATION: dict[str, RelationStyle] = _relation_styles()
"""Style per relationship type of the model, the most telling first."""


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours (``#rrggbb``), from 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
