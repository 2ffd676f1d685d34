"""Partial dates: a year, a month or a day, as the source states it.

A partial date covers its whole period. The store keeps the words (``2015``) and the computed half-open
interval: ``valid_from`` is the first day that a start covers; ``valid_before`` is the first day that an end no
longer covers. An end that names a day is that day itself (half-open, as in Popolo's data in practice: a term that
ends on the day when the next one starts does not overlap it); an end that names a year or month runs to its last day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, TypeGuard

from pydantic import AfterValidator, Field, WithJsonSchema

from orggraph.errors import Unfit
from orggraph.i18n import T

_LIKE_A_DATE = re.compile(r"[\d/.-]{4,}")
_A_DATE = T("a year, a month or a day that exists: 2015, 2015-03 or 2015-03-31")
_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def check_partial_date(value: str) -> str:
    """Return the value when it is a year, a month or a day that exists; raise ValueError otherwise."""
    first_day(value)
    return value


@lru_cache(maxsize=8192)
def first_day(value: str) -> date:
    """The first day that a partial date covers. Raises ValueError for anything else than YYYY, YYYY-MM, YYYY-MM-DD."""
    match = _FORM.fullmatch(value)
    year, month, day = (int(part or 1) for part in match.groups()) if match else (0, 1, 1)
    if not 1000 <= year <= 2999:
        raise Unfit(_A_DATE)
    try:
        return date(year, month, day)
    except ValueError:
        raise Unfit(_A_DATE) from None


def day_after(value: str) -> date:
    """The first day that a partial date, read as an end, no longer covers."""
    first = first_day(value)
    if len(value) == len("2015"):
        return date(first.year + 1, 1, 1)
    if len(value) == len("2015-01"):
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first


def last_day(value: str) -> date:
    """The last day that a partial date covers; of a day, that day itself."""
    first = first_day(value)
    return first if is_day(value) else day_after(value) - timedelta(days=1)


def first_after(value: str) -> str:
    """The end date that says the same as a last day: of a day the next one; a year or month is covered as a whole."""
    day = first_day(value)
    return (day + timedelta(days=1)).isoformat() if is_day(value) else value


def last_counted(end: str) -> str:
    """The last day, month or year in which something holds that ends so: of a day, the day before it."""
    return (first_day(end) - timedelta(days=1)).isoformat() if is_day(end) else end


def is_day(value: str | None) -> TypeGuard[str]:
    """Whether a partial date names a day."""
    return value is not None and len(value) == len("2015-01-01")


_JSON_SCHEMA = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "format": "partial-date"}
PartialDate = Annotated[str, AfterValidator(check_partial_date), WithJsonSchema(_JSON_SCHEMA)]
"""A ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` that exists in the calendar."""


def dated(value: str) -> tuple[str | None, str]:
    """The date and the text of a value such as ``2015-03 Regio Noord``; None where it states no date.

    Raises ValueError where it starts with a date that does not exist, or has no text.
    """
    when, _, what = value.partition(" ")
    if not _LIKE_A_DATE.fullmatch(when):
        return None, value
    first_day(when)
    if not what.strip():
        raise ValueError(value)
    return when, what.strip()


def check_dated(value: str) -> str:
    """Return the value when it is a text, with or without a date that exists before it; raise ValueError otherwise."""
    try:
        dated(value)
    except ValueError:
        raise Unfit(T("a date, a space and what was so then, such as 2015-03 Regio Noord")) from None
    return value


def check_dated_count(value: str) -> str:
    """Return the value when it is a date that exists, a space and a whole number; raise ValueError otherwise."""
    try:
        when, count = dated(value)
        if when and int(count) >= 0:
            return value
    except ValueError:
        pass
    raise Unfit(T("a date, a space and a whole number, such as 2015-01-01 9800"))


Dated = Annotated[
    str, Field(min_length=1), AfterValidator(check_dated), WithJsonSchema({"type": "string", "format": "dated", "minLength": 1})
]
"""A text, after a partial date and a space where its date is stated: one of the values that a field had in the course of time."""
_COUNT_FORM = r"^\d{4}(-\d{2}(-\d{2})?)? +\d+$"
DatedCount = Annotated[
    str, AfterValidator(check_dated_count), WithJsonSchema({"type": "string", "format": "dated-count", "pattern": _COUNT_FORM})
]
"""A partial date, a space, and a whole number."""

_DAY_OF_YEAR = re.compile(r"(\d{2})-(\d{2})", re.ASCII)


def check_day_of_year(value: str) -> str:
    """Return the value when it is a month and day that every year has; raise ValueError otherwise."""
    if not _DAY_OF_YEAR.fullmatch(value):
        raise Unfit(T("a month and a day that every year has, such as 09-15"))
    try:
        date.fromisoformat(f"2001-{value}")
    except ValueError:
        raise Unfit(T("a month and a day that every year has, such as 09-15")) from None
    return value


DayOfYear = Annotated[
    str, AfterValidator(check_day_of_year), WithJsonSchema({"type": "string", "format": "day-of-year", "pattern": r"^\d{2}-\d{2}$"})
]
"""A ``MM-DD`` that every year has, for what returns each year."""

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def check_time_of_day(value: str) -> str:
    """Return the value when it is an hour and minute of the day; raise ValueError otherwise."""
    if not _TIME.fullmatch(value):
        raise Unfit(T("an hour and minute of the day, such as 09:30 or 19:30"))
    return value


TimeOfDay = Annotated[
    str,
    AfterValidator(check_time_of_day),
    WithJsonSchema({"type": "string", "format": "time-of-day", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}),
]
"""An ``HH:MM`` by the clock of the place, from 00:00 to 23:59."""


def next_day(month_day: str, day: date) -> date:
    """When a day of the year comes next, from a day on."""
    this = date.fromisoformat(f"{day.year}-{month_day}")
    return this if this >= day else date.fromisoformat(f"{day.year + 1}-{month_day}")
