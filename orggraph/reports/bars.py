"""Bars of a route in time: for each gate the wait on average and at its longest, and the whole with its spread. As SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orggraph.picture.palette import INK, MUTED, PAPER
from orggraph.picture.text_metrics import text_width, wrap
from orggraph.reports.drawing import GREEN, HAIR, TEXT, WIDTH, svg, text_at, tier_colour

_ROW, _HIGH, _LINE = 46.0, 15.0, 17.0


@dataclass(frozen=True)
class Bar:
    """A gate: its title, the layer of its body, the days on average and at most, and whether no way passes it by."""

    title: str
    tier: str
    mean: float
    longest: float
    compulsory: bool
    text: str
    """The figure as people read it."""


@dataclass(frozen=True)
class Whole:
    """The whole: days by which one in ten, half and nine in ten are through, and each as people read it."""

    title: str
    p10: float
    p50: float
    p90: float
    text: str


def bars(gates: Sequence[Bar], wholes: Sequence[Whole], *, width: float = WIDTH, after: bool = True) -> str:
    """The bars, top to bottom.

    Parameters
    ----------
    gates
        The gates in their order; a thin line runs to the longest wait.
    wholes
        Below or alone: a band from one in ten to nine in ten, with a mark at the half.
    width
        Units that it is wide.
    after
        Whether each bar begins where the one before it ends on average; else all begin at zero.
    """
    begins = [sum(gate.mean for gate in gates[:i]) if after else 0.0 for i in range(len(gates))]
    most = max([1.0, *(begin + gate.longest for begin, gate in zip(begins, gates, strict=True)), *(whole.p90 for whole in wholes)])
    left, right = 8.0, width - 12
    scale = (right - left - 60) / most
    parts: list[str] = []
    y = 8.0
    for gate, begin in zip(gates, begins, strict=True):
        x, end, furthest = (left + scale * days for days in (begin, begin + gate.mean, begin + gate.longest))
        lines = wrap(gate.title, width - 16, TEXT, 2)
        parts += [text_at(line, left, y + 12 + i * _LINE, INK, 600, anchor="start") for i, line in enumerate(lines)]
        y += _LINE * len(lines)
        colour = tier_colour(gate.tier or None)
        look = f'fill="{colour}"' if gate.compulsory else f'fill="{PAPER}" stroke="{colour}" stroke-width="1.6" stroke-dasharray="4 3"'
        middle = y + 4 + _HIGH / 2
        parts.append(f'<line x1="{x:.1f}" y1="{middle:.1f}" x2="{furthest:.1f}" y2="{middle:.1f}" stroke="{MUTED}" stroke-width="1.4"/>')
        parts.append(f'<rect x="{x:.1f}" y="{y + 4:.1f}" width="{max(end - x, 2):.1f}" height="{_HIGH}" rx="2" {look}/>')
        parts.append(_figure(gate.text, furthest, middle, right))
        y += _ROW - _LINE
    for whole in wholes:
        y = _band(parts, whole, y + 6, (left, right, scale))
    return svg(y + 4, [f'<rect width="{width:.0f}" height="{y + 4:.0f}" rx="8" fill="{PAPER}"/>', *parts], width=width)


def _band(parts: list[str], whole: Whole, y: float, place: tuple[float, float, float]) -> float:
    left, right, scale = place
    ten, half, ninety = (left + scale * days for days in (whole.p10, whole.p50, whole.p90))
    lines = wrap(whole.title, right - left, TEXT, 2)
    parts += [text_at(line, left, y + 12 + i * _LINE, INK, 700, anchor="start") for i, line in enumerate(lines)]
    y += _LINE * len(lines)
    middle = y + 4 + _HIGH / 2
    parts.append(f'<line x1="{left:.1f}" y1="{middle:.1f}" x2="{ninety:.1f}" y2="{middle:.1f}" stroke="{HAIR}" stroke-width="2"/>')
    parts.append(
        f'<rect x="{ten:.1f}" y="{y + 4:.1f}" width="{max(ninety - ten, 2):.1f}" height="{_HIGH}" rx="3" fill="{GREEN}" opacity="0.35"/>'
    )
    parts.append(f'<rect x="{half - 2:.1f}" y="{y + 1:.1f}" width="4" height="{_HIGH + 6}" fill="{GREEN}"/>')
    parts.append(_figure(whole.text, ninety, middle, right))
    return y + _ROW - _LINE


def _figure(text: str, x: float, y: float, right: float) -> str:
    """The figure beside a bar; to its left where there is no room."""
    room = x + 8 + text_width(text, TEXT) <= right
    return text_at(text, x + 8 if room else right, y + (5 if room else -12), MUTED, 400, anchor="start" if room else "end")
