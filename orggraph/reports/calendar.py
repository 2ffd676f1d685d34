"""The days of a page as a calendar file (iCalendar, RFC 5545), written by ``icalendar``, which escapes what texts hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from orggraph.picture.text_metrics import clean
from orggraph.reports.page import Event, Page

ZONE = ZoneInfo("Europe/Amsterdam")


def render(page: Page) -> bytes:
    """The calendar; two makings of one page are the same to the byte."""
    calendar = Calendar()
    calendar.add("prodid", f"-//orggraph//report//{page.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(f"{page.kind} · {page.title}"))
    for event in page.events:
        calendar.add_component(_entry(event))
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made


def _entry(event: Event) -> Entry:
    entry = Entry()
    day = date.fromisoformat(event.date)
    entry.add("uid", f"{event.uid}@orggraph")
    entry.add("dtstamp", datetime.combine(day, time(), UTC))
    entry.add("summary", clean(event.what))
    if event.start:
        entry.add("dtstart", _at(day, event.start))
        if event.end:
            entry.add("dtend", _at(day, event.end))
    else:
        entry.add("dtstart", day)
    if event.place:
        entry.add("location", clean(event.place))
    if event.about:
        entry.add("description", event.about)
    return entry


def _at(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), ZONE)
