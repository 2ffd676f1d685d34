"""Dates, times and days of the year as cells hold them and people write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from babel.dates import get_month_names

from orggraph.i18n import Lang, T, Text
from orggraph.model.dates import first_after, first_day, is_day, last_counted
from orggraph.model.meant import day_of_year_meant, iso_date
from orggraph.sources.workbook.unread import Raw, Unread

EPOCH: Final = dt.date(1899, 12, 30)
"""The day from which spreadsheets count."""
EARLIEST, LATEST = dt.date(1910, 1, 1), dt.date(2100, 1, 1)
"""Other days are written as text: a number such as 2015 is a year here, and a day of 1905 in a spreadsheet."""
YEARS: Final = range(1000, 3000)
SERIALS: Final = range(3_654, 80_000)
"""Numbers by which a spreadsheet means a day, from 1910 to 2119."""
_THROUGH: Final = re.compile(r"(?:t/m|t\.m\.|tm|tot en met|through|up to and including)\s+(.+)", re.IGNORECASE)
_UNTIL: Final = re.compile(r"(?:tot|until|till)\s+(.+)", re.IGNORECASE)
_SINCE: Final = re.compile(r"(?:sinds|vanaf|per|met ingang van|m\.i\.v\.|since|from|as of)\s+(.+)", re.IGNORECASE)
_PERIOD: Final = re.compile(r"(.+?)\s*(?:-|–|t/m|tot en met|tot)\s*(.*\d{4})", re.IGNORECASE)
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.u](\d{2}))?(?::00)?\s*(?:uur|u|h)?", re.IGNORECASE)


def read_date(raw: Raw, *, end: bool) -> str:
    """The partial date of a cell.

    Parameters
    ----------
    raw
        A day, a year as a number, or words such as ``1 maart 2026``, ``t/m 31-12-2026`` or ``2015-03``.
    end
        Whether the cell says the last day: then the first day after it is given.

    Raises
    ------
    Unread
        Where it is no date.
    """
    if isinstance(raw, dt.datetime):
        if raw.time() != dt.time():
            raise Unread(
                "date", T("there is a time beside the date here: {value}", value=f"{raw:%Y-%m-%d %H:%M}"), T("Write the date alone.")
            )
        raw = raw.date()
    if isinstance(raw, dt.date):
        serial = (raw - EPOCH).days
        return _ended(str(serial) if serial in YEARS else raw.isoformat(), end=end)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = int(raw) if abs(raw) < 10**6 else 0
        if raw == number and number in YEARS:
            return _ended(str(number), end=end)
        if number in SERIALS:
            return _ended((EPOCH + dt.timedelta(days=number)).isoformat(), end=end)
    return _date_in_words(str(raw).strip(), end=end)


def _date_in_words(text: str, *, end: bool) -> str:
    if day := _partial(text):
        return _ended(day, end=end)
    through, until, since = (pattern.fullmatch(text) for pattern in (_THROUGH, _UNTIL, _SINCE))
    if end and through and (day := _partial(through[1])):
        return _ended(day, end=True)
    if end and until and not through and (day := _partial(until[1])):
        return day
    if not end and since and (day := _partial(since[1])):
        return day
    raise Unread("date", T("this is no date: {value}", value=text[:80]), _meant(text, end=end))


def _meant(text: str, *, end: bool) -> Text:
    """What to do about words that are no date."""
    if short := _SHORT_YEAR.fullmatch(text):
        return T("Write the year in four digits: {names}.", names=[f"{short[1]}-{short[2]}-20{short[3]}"])
    period = _PERIOD.fullmatch(text)
    if period and _partial(period[1]) and _partial(period[2]):
        return T("That is a period: write {since} under Since, and {until} under Up to and including.", since=period[1], until=period[2])
    if _THROUGH.fullmatch(text) or _UNTIL.fullmatch(text) or (end and _SINCE.fullmatch(text)):
        return T("An end belongs under Up to and including, a beginning under Since.")
    return T("Write a day (31-03-2026), a month (2026-03) or a year (2026), or leave it empty; words of the source go in the column "
             "Time, in the words of the source.")  # fmt: skip


def _partial(text: str) -> str | None:
    text = text.strip()
    try:
        first_day(text)
    except ValueError:
        return iso_date(re.sub(r"\s+", " ", text))
    return text


def _ended(day: str, *, end: bool) -> str:
    return first_after(day) if end else day


def date_cells(value: str, lang: Lang, *, end: bool) -> list[Raw]:
    """What a cell may hold for a partial date, the friendliest first."""
    until = "tot" if lang == "nl" else "until"
    if not end:
        return [_cell(value), value]
    try:
        return [_cell(last_counted(value)), f"{until} {value}"]
    except ValueError:
        return [f"{until} {value}"]


def _cell(value: str) -> Raw:
    if is_day(value):
        day = first_day(value)
        return day if EARLIEST <= day < LATEST else value
    return int(value) if len(value) == len("2015") else value


def read_time(raw: Raw) -> str:
    """The hour and minute of a cell. Raises Unread."""
    if isinstance(raw, dt.datetime):
        raw = raw.time()
    if isinstance(raw, dt.timedelta):
        raw = raw.total_seconds() / 86_400
    if isinstance(raw, float) and 0 <= raw < 1:  # a part of a day
        minutes = round(raw * 24 * 60)
        raw = dt.time(minutes // 60 % 24, minutes % 60)
    if isinstance(raw, dt.time):
        return f"{raw:%H:%M}"
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw).strip()
    match = _TIME.fullmatch(text)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return f"{int(match[1]):02}:{match[2] or '00'}"
    raise Unread("time", T("this is no time: {value}", value=text[:80]), T("Write it as 19:30."))


def read_day_of_year(raw: Raw) -> str:
    """The month and day of a cell. Raises Unread; also where two numbers can be read in two ways."""
    if isinstance(raw, dt.date):
        return f"{raw:%m-%d}"
    text = str(raw).strip()
    numbers = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})", text)
    days = [(int(numbers[1]), int(numbers[2])), (int(numbers[2]), int(numbers[1]))] if numbers else []
    valid = list(dict.fromkeys(f"{month:02}-{day:02}" for month, day in days if month <= 12 and day <= 31))
    if len(valid) == 1:
        return valid[0]
    if valid:
        raise Unread("day", T("{value} can be two days", value=text), T("Write the month as a word: 15 september."))
    meant = day_of_year_meant(text)
    if meant is not None:
        return str(meant.params["names"])
    raise Unread("day", T("this is no day of the year: {value}", value=text[:80]), T("Write the month as a word: 15 september."))


def day_of_year_cell(value: str, lang: Lang) -> str:
    """What a cell says of a day of the year: the month as a word, since numbers can be read in two ways."""
    month, day = value.split("-")
    return f"{int(day)} {get_month_names('wide', locale=lang)[int(month)]}"
