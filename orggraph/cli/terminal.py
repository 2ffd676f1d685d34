"""The one way by which text leaves for the terminal: what could steer it never arrives raw.

Control characters (C0, C1), the marks that turn the direction of text and signs without width are shown as a sign that
something stood there. In a file or a pipe they stay as they are: there nothing runs them, and data must not change.
"""

from __future__ import annotations

import sys
import unicodedata
from typing import Final

import click

HARMLESS: Final = frozenset("\n\t\u00ad")
"""Line break, tab, and the soft hyphen of long words."""
STEERING: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""General categories of Unicode: control, format, private use, half a pair, separators of lines and paragraphs."""


def echo(text: str, *, err: bool = False, escaped: bool = False) -> None:
    """Print a text and a line break.

    Parameters
    ----------
    text
        What to print, whatever it holds.
    err
        On stderr.
    escaped
        The text is JSON: what could steer a terminal is written as an escape, so that it stays valid.
    """
    stream = sys.stderr if err else sys.stdout
    click.echo(clean(text, escaped=escaped) if stream.isatty() else text, err=err, color=True)  # color: nothing is stripped


def clean(text: str, *, escaped: bool = False) -> str:
    """A text without what could steer a terminal."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join(_sign(sign, escaped=escaped) if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    return sign not in HARMLESS and unicodedata.category(sign) in STEERING


def _sign(sign: str, *, escaped: bool) -> str:
    return f"\\u{ord(sign):04x}" if escaped and ord(sign) < 0x10000 else "\N{REPLACEMENT CHARACTER}"
