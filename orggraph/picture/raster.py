"""A drawing as PNG, from the same positions as on the screen, without a browser."""

from __future__ import annotations

import io
import itertools
import math
import re
from collections.abc import Iterator, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFont

from orggraph.picture.cards import PAD_Y
from orggraph.picture.drawing import BADGE_HEIGHT, BAND_FONT, FONT, LINE, SMALL, Band, Card, Drawing, Line
from orggraph.picture.icons import ICONS
from orggraph.picture.palette import INK, LANE, MUTED, PAPER
from orggraph.picture.pictures import NOTE_LEFT, legend_places, line_path, note_lines
from orggraph.picture.text_metrics import font_file, text_width

SCALE = 2
"""Pixels of the picture for one pixel of the drawing."""
_FINE = 2
"""Lines and shapes are drawn this much larger and then made smaller, so that their edges are smooth."""
_ICON = 16
_LEGEND_SIGN = 34

Point = tuple[float, float]


def png(drawing: Drawing, facts: Sequence[tuple[str, str]] = ()) -> bytes:
    """The drawing with its legend as a PNG file; ``facts`` stand below it, as in an SVG."""
    legend, extra = legend_places(drawing)
    note = note_lines(drawing, facts)
    wide, high = math.ceil(drawing.width), math.ceil(drawing.height + extra + ((len(note) + 0.7) * LINE if note else 0))
    canvas = _Canvas(wide, high)
    for band in drawing.bands:
        canvas.band(band, drawing.width)
    for guide in drawing.guides:
        canvas.line(guide, "#D5DAE0", 1.2)
    cards = {card.id: card for card in drawing.cards}
    for line in drawing.lines:
        if not line.quiet:
            canvas.relation(line, cards, drawing.view)
    for card in drawing.cards:
        canvas.card(card)
    for entry, x, y in legend:
        if entry.dash is None:
            canvas.box(x, y - 7, 14, 14, 3, fill=entry.colour)
        else:
            canvas.line([(x, y), (x + _LEGEND_SIGN, y)], entry.colour, 2, entry.dash)
        canvas.text(x + (_ICON if entry.dash is None else _LEGEND_SIGN) + 8, y + 4.5, entry.text, FONT, INK, 400)
    for i, text in enumerate(note):
        canvas.text(NOTE_LEFT, drawing.height + extra + (i + 1) * LINE, text, SMALL, MUTED, 400)
    return canvas.finished(drawing.title)


class _Canvas:
    """An image with shapes, and the texts that go over it at the end."""

    def __init__(self, width: int, height: int) -> None:
        self._fine = SCALE * _FINE
        self._size = (width * SCALE, height * SCALE)
        self._image = Image.new("RGB", (width * self._fine, height * self._fine), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self._texts: list[tuple[float, float, str, float, str, int]] = []

    def finished(self, title: str) -> bytes:
        from PIL.PngImagePlugin import PngInfo

        image = self._image.resize(self._size, Image.Resampling.LANCZOS)
        draw = ImageDraw.Draw(image)
        for x, y, text, size, colour, weight in self._texts:
            for run, script, start in _runs(text, size, weight):
                font = ImageFont.truetype(font_file(weight, script), size * SCALE)
                draw.text(((x + start) * SCALE, y * SCALE), run, fill=colour, font=font, anchor="ls")
        told = PngInfo()
        told.add_itxt("Title", title)
        out = io.BytesIO()
        image.save(out, "PNG", pnginfo=told, dpi=(96 * SCALE, 96 * SCALE))
        return out.getvalue()

    def text(self, x: float, y: float, text: str, size: float, colour: str, weight: int = 600) -> None:
        """A text whose line begins at (x, y)."""
        self._texts.append((x, y, text, size, colour, weight))

    def box(self, x: float, y: float, width: float, height: float, radius: float, *, fill: str, stroke: str | None = None) -> None:
        at = [x * self._fine, y * self._fine, (x + width) * self._fine, (y + height) * self._fine]
        self._draw.rounded_rectangle(at, radius * self._fine, fill=fill, outline=stroke, width=round(1.4 * self._fine) if stroke else 0)

    def line(self, points: Sequence[Point], colour: str, width: float, dash: Sequence[int] = ()) -> None:
        for part in dashed(points, dash):
            at = [(x * self._fine, y * self._fine) for x, y in part]
            self._draw.line(at, fill=colour, width=max(1, round(width * self._fine)), joint="curve")

    def band(self, band: Band, width: float) -> None:
        self.box(0, band.y0, width, band.y1 - band.y0, 0, fill=band.soft)
        self.box(0, band.y0, 6, band.y1 - band.y0, 0, fill=band.strong)
        first = (band.y0 + band.y1) / 2 - (len(band.lines) - 1) * 8 + BAND_FONT * 0.35
        for i, line in enumerate(band.lines):
            self.text(18, first + i * 16, line, BAND_FONT, band.strong)

    def relation(self, line: Line, cards: dict[str, Card], view: str) -> None:
        path, ends = line_path(cards[line.source], cards[line.target], view)
        (points,) = outlines(path)
        self.line(points, line.colour, line.width, line.dash)
        for (x, y, dx, dy), name in zip(ends, ("from", "to"), strict=True):
            if line.arrow in (name, "both"):
                back = (x - 8 * dx, y - 8 * dy)
                head = [(x, y), (back[0] - 3.5 * dy, back[1] + 3.5 * dx), (back[0] + 3.5 * dy, back[1] - 3.5 * dx)]
                self._draw.polygon([(px * self._fine, py * self._fine) for px, py in head], fill=line.colour)

    def card(self, card: Card) -> None:
        left, top, strong = card.x - card.width / 2, card.y - card.height / 2, LANE[card.lane].strong
        radius = card.height / 2 if card.label == "Person" else 7
        if card.group:
            self.box(left + 4, top - 4, card.width, card.height, radius, fill=PAPER, stroke=strong)
        ink = PAPER if card.solid else INK
        self.box(left, top, card.width, card.height, radius, fill=strong if card.solid else PAPER, stroke=None if card.dashed else strong)
        if card.dashed:
            corners = [
                (left, top),
                (left + card.width, top),
                (left + card.width, top + card.height),
                (left, top + card.height),
                (left, top),
            ]
            self.line(corners, strong, 1.5, (4, 3))
        if card.icon:
            self._icon(card.icon, left + 8, top + PAD_Y, PAPER if card.solid else strong)
        x, y = left + card.text_left, top + PAD_Y + LINE * 0.8
        for i, text in enumerate(card.lines):
            self.text(x, y + i * LINE, text, FONT, ink)
        if card.sub:
            self.text(x, y + len(card.lines) * LINE, card.sub, SMALL, PAPER if card.solid else MUTED, 400)
        if card.badge:
            wide = text_width(card.badge, SMALL) + 12
            at = (left + card.width - wide - 6, top + card.height - BADGE_HEIGHT / 2)
            self.box(*at, wide, BADGE_HEIGHT, 7.5, fill=PAPER, stroke=strong)
            self.text(at[0] + 6, at[1] + 11.5, card.badge, SMALL, INK)

    def _icon(self, name: str, x: float, y: float, colour: str) -> None:
        size = _ICON * self._fine
        mask = Image.new("1", (size, size), 0)
        for outline in outlines(ICONS[name]):
            part = Image.new("1", (size, size), 0)
            ImageDraw.Draw(part).polygon([(px * size / 960, (py + 960) * size / 960) for px, py in outline], fill=1)
            mask = ImageChops.logical_xor(mask, part)
        self._image.paste(colour, (round(x * self._fine), round(y * self._fine)), mask.convert("L"))


def _runs(text: str, size: float, weight: int) -> Iterator[tuple[str, str, float]]:
    """The text in runs of one font file, each with its distance from the start."""
    start = 0.0
    for extended, signs in itertools.groupby(text, key=lambda sign: 0x100 <= ord(sign) < 0x250):
        run = "".join(signs)
        yield run, "latin-ext" if extended else "latin", start
        start += text_width(run, size, weight)


def dashed(points: Sequence[Point], dash: Sequence[int]) -> Iterator[list[Point]]:
    """The parts of a line that a dash pattern draws."""
    if not dash:
        yield list(points)
        return
    pattern = itertools.cycle(enumerate(dash))
    left: float
    (turn, left), part = next(pattern), [points[0]]
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length, done = math.dist((x0, y0), (x1, y1)), 0.0
        while length - done > left:
            done += left
            at = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length)
            if turn % 2 == 0:
                yield [*part, at]
            (turn, left), part = next(pattern), [at]
        left = left - (length - done)
        part.append((x1, y1))
    if turn % 2 == 0 and len(part) > 1:
        yield part


_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "T": 2, "C": 6, "Z": 0}
_PIECES = 16


def outlines(path: str) -> list[list[Point]]:
    """The outlines of an SVG path as points; curves in short straight pieces. Knows M, L, H, V, Q, T, C and Z."""
    found: list[list[Point]] = []
    here: Point = (0.0, 0.0)
    bend: Point | None = None
    for letter, numbers in _commands(path):
        kind, points = letter.upper(), _absolute(letter, numbers, here)
        if kind == "Z":
            here = found[-1][0]
            continue
        if kind == "M":
            found.append([points[0]])
        elif kind in "QT":
            turn = points[0] if kind == "Q" else ((2 * here[0] - bend[0], 2 * here[1] - bend[1]) if bend else here)
            found[-1] += _curve([here, turn, points[-1]])
            bend = turn
        else:
            found[-1] += _curve([here, *points]) if kind == "C" else points
        bend = bend if kind in "QT" else None
        here = points[-1]
    return found


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    for letter, rest in re.findall(r"([MLHVQTCZmlhvqtcz])([^MLHVQTCZmlhvqtcz]*)", path):
        numbers = [float(one) for one in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        takes = _TAKES[letter.upper()]
        if not takes:
            yield letter, []
        for i in range(0, len(numbers), takes or 1):
            again = {"M": "L", "m": "l"}.get(letter, letter) if i else letter
            yield again, numbers[i : i + takes]


def _absolute(letter: str, numbers: Sequence[float], here: Point) -> list[Point]:
    x, y = here if letter.islower() else (0.0, 0.0)
    if letter in "Hh":
        return [(x + numbers[0], here[1])]
    if letter in "Vv":
        return [(here[0], y + numbers[0])]
    return [(x + numbers[i], y + numbers[i + 1]) for i in range(0, len(numbers), 2)]


def _curve(points: Sequence[Point]) -> list[Point]:
    """Points on a Bézier curve, without its start (de Casteljau)."""
    found = []
    for piece in range(1, _PIECES + 1):
        part = list(points)
        while len(part) > 1:
            part = [(a[0] + (b[0] - a[0]) * piece / _PIECES, a[1] + (b[1] - a[1]) * piece / _PIECES) for a, b in itertools.pairwise(part)]
        found.append(part[0])
    return found
