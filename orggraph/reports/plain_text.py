"""Texts for formats that print them: on one line, without control characters, and each with a direction of its own."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from orggraph.picture.text_metrics import clean
from orggraph.reports.html import TURNS

_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 has no place for (production 2, Char)."""


def readable(value: Any) -> Any:
    """The same data, with control characters as spaces, and what turns the direction of writing kept to its own text."""
    if isinstance(value, dict):
        return {name: item if name == "svg" else readable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [readable(item) for item in value]
    return isolated(value) if isinstance(value, str) else value


def isolated(text: str) -> str:
    """A text on one line that cannot turn the direction of what stands around it."""
    kept = _spaced(text)
    if kept.isascii() or not any(unicodedata.bidirectional(item) in TURNS for item in kept):
        return kept
    return "\u2068" + "".join(item for item in kept if item not in _CONTROLS) + "\u2069"


def for_xml(text: str) -> str:
    """The same, without what XML 1.0 cannot hold."""
    return isolated(_NOT_XML.sub(" ", text))


def _spaced(text: str) -> str:
    """Control characters as spaces; white space at the ends joins texts of a line, and stays."""
    within = clean(text)
    return f"{' ' if text[:1].isspace() else ''}{within}{' ' if within and text[-1:].isspace() else ''}"
