"""Dates as people write them."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from orggraph.i18n import Lang
from orggraph.model.dates import first_day

PATTERNS = {4: "y", 7: "MMMM y", 10: "d MMMM y"}
"""How a date is written, by the length of its ISO form: a year, a month, a day."""


def in_words(text: str | date, lang: Lang) -> str:
    """A partial date as people write it: 2024, March 2024, 31 March 2024; what is no date stays as it is."""
    iso = text if isinstance(text, str) else text.isoformat()
    pattern = PATTERNS.get(len(iso))
    try:
        return format_date(first_day(iso), pattern, locale=lang) if pattern else iso
    except ValueError:
        return iso
