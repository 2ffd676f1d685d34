"""How wide a text is, and how it breaks into lines, in the typeface that the pictures bring along.

The widths come from the font files themselves, so a position that Python computes holds in the browser. A character
that the files do not have counts as a whole em, which is wider than nearly any: a box is rather too wide than too narrow.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from PIL import ImageFont

from orggraph import resources

FAMILY = "Source Sans 3"
_STATIC = ("picture", "static")
_UNIT = 100
_ELLIPSIS = "…"
_BREAK_AFTER = "-/–"
_LEAST = 3
"""So many letters at least stand on either side of a break."""
_PARTS = (
    "afdeling", "bestuur", "college", "commissie", "consultation", "convenant", "dienst", "directeur", "domein", "gemeente", "groep",
    "houder", "makelaar", "management", "orgaan", "organisatie", "overleg", "programma", "raad", "regeling", "regio", "secretaris",
    "tafel", "team", "transitie", "verband", "verdeling", "vergadering", "voorziening", "voorzitter", "werk", "zaken",
)  # fmt: skip
"""What Dutch compounds of this field end in, or go on with."""
_ONSETS = frozenset(
    ("bl", "br", "ch", "cl", "cr", "dr", "dw", "fl", "fr", "gl", "gr", "kl", "kn", "kr", "kw", "pl", "pr", "sch", "schr", "sl", "sn", "sp",
     "spr", "st", "str", "th", "tr", "tw", "vl", "vr", "wr", "zw")
)  # fmt: skip
"""Consonants with which a Dutch syllable begins."""
_VOWELS = frozenset("aeiouyàáâäèéêëìíîïòóôöùúûü")


def font_file(weight: int, script: str = "latin") -> str:
    """Path of a font file; ``weight`` is 400 or 600, ``script`` is latin or latin-ext."""
    return str(resources.package_path(*_STATIC, f"source-sans-3-{script}-{weight}-normal.woff2"))


@cache
def _font(weight: int, script: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(weight, script), _UNIT)


@cache
def _advance(character: str, weight: int) -> float:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    code = ord(character)
    if code < 0x100 or character in "–—‘’“”…•€×":
        return float(_font(weight, "latin").getlength(character)) / _UNIT
    if code < 0x250:
        return float(_font(weight, "latin-ext").getlength(character)) / _UNIT
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
    """Where to break a long word: before a part of a compound, else between two syllables, else at the width."""
    word = text.split(" ", 1)[0].lower()
    last = min(most, len(word) - _LEAST)
    for fits in (_begins_part, _begins_syllable):
        found = next((at for at in range(last, _LEAST - 1, -1) if fits(word, at)), 0)
        if found:
            return found
    return most


def _begins_part(word: str, at: int) -> bool:
    return word.startswith(_PARTS, at)


def _begins_syllable(word: str, at: int) -> bool:
    """Whether a syllable begins here: with the consonants that can begin one, after a vowel or another consonant."""
    following = next((i for i in range(at, len(word)) if word[i] in _VOWELS), len(word))
    onset = word[at:following]
    if not onset or following == len(word) or not (len(onset) == 1 or onset in _ONSETS):
        return False
    if _begins_part(word, at + 1):  # "n|overleg": the consonant belongs to what stands before
        return False
    start = next((i for i in range(at, 0, -1) if word[i - 1] in _VOWELS), 0)
    cluster = word[start:following]
    # The longest onset: of "nkb" the b begins a syllable, of "dgr" the gr.
    longest = next((cluster[i:] for i in range(len(cluster)) if len(cluster[i:]) == 1 or cluster[i:] in _ONSETS), "")
    return start > 0 and onset == longest
