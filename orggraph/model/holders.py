"""Whether the periods of holders fit their seats: who overlaps, who leaves a day between, and more holders than seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from orggraph.errors import Locate, Problem
from orggraph.i18n import N, T, Text
from orggraph.model.base import Relationship
from orggraph.model.dates import first_day, is_day, last_day
from orggraph.model.nodes import Post
from orggraph.model.relationships import Holds
from orggraph.model.terms import Status

DAY = timedelta(days=1)
NOW = date.max - DAY
"""A day after all that are stated, on which holds what has no end."""
Period = tuple[date, date]


def check_holders(post: Post, holdings: Iterable[Relationship], make: Locate) -> Iterator[Problem]:
    """What is wrong, or probably meant otherwise, in the holders of one post.

    A disputed holding is one of several readings, and no problem beside another. Partial dates count by the days that
    they certainly cover.
    """
    actual = [holding for holding in holdings if isinstance(holding, Holds) and holding.status is Status.ACTUAL and not holding.slot]
    yield from _twice(post, actual, make)
    for holding in actual:
        yield from _no_day(holding, make)
    if post.status is Status.ACTUAL and post.per is None:
        yield from _too_many(post, [holding for holding in actual if not holding.acting], make)
    if post.count in (None, 1):
        yield from _day_between(post, actual, make)


def certain(record: Relationship) -> Period:
    """The first day that a record certainly covers, and the first day after it that it may not cover."""
    until = first_day(record.end_date) if record.end_date else date.max
    since = last_day(record.start_date) if record.start_date else min(until - DAY, NOW)
    return since, until


def most_at_once(holdings: Sequence[Holds]) -> int:
    """How many hold at once on the day on which they are most; partial dates count by the days that they certainly cover."""
    periods = [certain(holding) for holding in holdings]
    most = present = 0
    for _day, step in sorted([(since, 1) for since, _until in periods] + [(until, -1) for _since, until in periods]):
        present += step
        most = max(most, present)
    return most


def overlap(period: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return max(period[0], other[0]) < min(period[1], other[1])


def _twice(post: Post, holdings: Sequence[Holds], make: Locate) -> Iterator[Problem]:
    of_person: defaultdict[str, list[Holds]] = defaultdict(list)
    for holding in holdings:
        of_person[holding.source].append(holding)
    for several in of_person.values():
        ordered = sorted(several, key=certain)
        for first, second in combinations(ordered, 2):
            if overlap(certain(first), certain(second)):
                message = T("one person holds {post} twice at the same time{since}", post=post.id, since=_since((first, second)))
                yield make("overlap", second.id, message, T("Give the first an end, or make one of the two."), "start_date")
                break


def _no_day(holding: Holds, make: Locate) -> Iterator[Problem]:
    start, end = holding.start_date, holding.end_date
    if start and start == end and is_day(end):
        message = T("it starts and ends on {day}, and so holds on no day", day=end)
        yield make("no_day", holding.id, message, _last_day_hint(end), "end_date").warning()


def _too_many(post: Post, holdings: Sequence[Holds], make: Locate) -> Iterator[Problem]:
    seats = 1 if post.count is None else post.count
    those = _fullest(holdings, seats)
    if len({holding.source for holding in those}) < 2:
        return
    if all(holding.share is not None for holding in those):
        total = round(sum(holding.share or 0 for holding in those), 6)
        message = T("the shares of {post} add up to {total}{since}", post=post.id, total=total, since=_since(those))
    else:
        message = N(
            "{post} has {n} seat and {m} holders{since}",
            "{post} has {n} seats and {m} holders{since}",
            seats,
            post=post.id,
            m=len(those),
            since=_since(those),
        )
    hint = T("Give an end to who left, or count, share or acting where that is so.")
    yield make("too_many_holders", those[-1].id, message, hint, "").warning()


def _fullest(holdings: Sequence[Holds], seats: int) -> list[Holds]:
    """The holders, in order of their start, of the first day on which they are certainly more than the seats."""
    events = [(certain(holding)[0], 1, holding) for holding in holdings] + [(certain(holding)[1], 0, holding) for holding in holdings]
    filled = 0.0
    for day, starts, holding in sorted(events, key=lambda event: event[:2]):
        weight = 1.0 if holding.share is None else holding.share
        filled += weight if starts else -weight
        if starts and filled > seats + 1e-6:
            there = (holding for holding in holdings if certain(holding)[0] <= day < certain(holding)[1])
            return sorted(there, key=lambda holding: holding.start_date or "")
    return []


def _day_between(post: Post, holdings: Sequence[Holds], make: Locate) -> Iterator[Problem]:
    starts = {holding.start_date for holding in holdings if is_day(holding.start_date)}
    for holding in holdings:
        if not is_day(holding.end_date):
            continue
        day = first_day(holding.end_date)
        held = any(certain(other)[0] <= day < certain(other)[1] for other in holdings)
        if (day + DAY).isoformat() in starts and not held:
            message = T(
                "nobody holds {post} on {day}: an end_date is the first day on which it no longer holds", post=post.id, day=holding.end_date
            )
            yield make("day_between", holding.id, message, _last_day_hint(holding.end_date), "end_date").warning()


def _last_day_hint(day: str) -> Text:
    return T("If {day} was the last day, write last_day: {day}.", day=day)


def _since(holdings: Iterable[Holds]) -> Text:
    """Since when all of them hold, where each says it."""
    starts = [holding.start_date or "" for holding in holdings]
    return T(" since {day}", day=max(starts)) if all(starts) else Text("")
