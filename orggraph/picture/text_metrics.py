"""How wide a text is, and how it breaks into lines, in the typeface that the pictures bring along.

The widths come from the font files themselves, so a position that Python computes holds in the browser. A character
that the files do not have counts as a whole em, which is wider than nearly any: a box is rather too wide than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import pairwise

from PIL import ImageFont
from pyphen import Pyphen

from orggraph import resources

FAMILY = "Source Sans 3"
WEIGHTS = (400, 600)
_UNIT = 100
_ELLIPSIS = "…"
_BREAK_AFTER = "-/–"
_LEAST = 3
"""So many letters at least stand on either side of a break."""
_PART = 4
"""As _LEAST, where a browser chooses among the breaks."""
_LONG_WORD = re.compile(r"[^\W\d_]{11,}")
_SOFT_HYPHEN = "\u00ad"


def font_file(weight: int) -> str:
    """Path of the font file of a weight, 400 or 600."""
    return str(resources.package_path("picture", "fonts", f"source-sans-3-{weight}.ttf"))


def font_family() -> str:
    """What the font files call their family."""
    return str(_font(WEIGHTS[0]).getname()[0])


@cache
def _font(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(weight), _UNIT)


@cache
def _advance(character: str, weight: int) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if ord(character) < 0x250 or character in "–—‘’“”…•€×":
        return float(_font(weight).getlength(character)) / _UNIT
    return 1.0


def text_width(text: str, size: float, weight: int = 600) -> float:
    """The width of a text on one line, in the unit of ``size``, without kerning."""
    return size * sum(_advance(character, weight) for character in text)


def clean(text: str) -> str:
    """A text on one line: control characters and runs of white space become one space."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


def shorten(text: str, width: float, size: float, weight: int = 600) -> str:
    """The text, cut with an ellipsis where it is wider than ``width``."""
    if text_width(text, size, weight) <= width:
        return text
    while text and text_width(text + _ELLIPSIS, size, weight) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def wrap(text: str, width: float, size: float, most: int, weight: int = 600) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines no wider than ``width``; what remains is cut with an ellipsis.

    Breaks stand at spaces and after hyphens and slashes; a word wider than a line is broken within, with a hyphen.
    """
    lines: list[str] = []
    rest = clean(text)
    while rest and len(lines) < most:
        if text_width(rest, size, weight) <= width:
            lines.append(rest)
            return tuple(lines)
        if len(lines) == most - 1:
            lines.append(shorten(rest, width, size, weight))
            return tuple(lines)
        head, rest = _break(rest, width, size, weight)
        lines.append(head)
    return tuple(lines)


def _break(text: str, width: float, size: float, weight: int) -> tuple[str, str]:
    used, good = 0.0, 0
    for i, character in enumerate(text):
        used += size * _advance(character, weight)
        if character == " " and used - size * _advance(" ", weight) <= width:
            good = i
        if used > width:
            if good:
                return text[:good].rstrip(), text[good:].lstrip()
            at = _within_word(text, max(1, i - 1))
            return (text[:at] + "-", text[at:]) if text[at - 1].isalpha() else (text[:at], text[at:])
        if character in _BREAK_AFTER and i > 1:
            good = i + 1
    return text, ""


def _within_word(text: str, most: int) -> int:
    """Where to break a long word: at the last Dutch hyphenation point that fits, else at the width."""
    word = text.split(" ", 1)[0]
    points = (at for at in _hyphenation().positions(word) if _LEAST <= at <= min(most, len(word) - _LEAST))
    return max(points, default=most)


def with_soft_hyphens(text: str) -> str:
    """The text with soft hyphens in its long words, for a browser that has no Dutch dictionary."""
    return _LONG_WORD.sub(lambda word: _parts(word.group()), text)


def _parts(word: str) -> str:
    points = [at for at in _hyphenation().positions(word) if _PART <= at <= len(word) - _PART]
    return _SOFT_HYPHEN.join(word[low:high] for low, high in pairwise([0, *points, len(word)]))


@cache
def _hyphenation() -> Pyphen:
    return Pyphen(lang="nl_NL")
