"""Periods in which something holds, and how firmly on each day; and how the row of a record tells them.

:mod:`orggraph.model.validity` works them out, with all that a record hangs on, and adds them to its row.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from orggraph.model.base import Row

ORDER = ("actual", "proposed", "open", "former")
"""From the firmest to the weakest standing."""


class Bound(NamedTuple):
    """One end of a period: the day, as ISO text; the record that sets it, where that is another; the date as stated there."""

    day: str
    by: str = ""
    stated: str = ""


class Piece(NamedTuple):
    """A period without a gap, and how firmly: a place in the order of standings."""

    start: Bound
    end: Bound
    rank: int = 0


class Validity(NamedTuple):
    """On which days: pieces that neither touch alike nor overlap; with none it never holds, and the bounds tell why."""

    pieces: tuple[Piece, ...]
    start: Bound
    end: Bound
    rank: int = 0
    """That of the firmest piece."""

    def within(self, other: Validity) -> Validity:
        """What is left of it within another; of two equal days its own stands."""
        if other is ALWAYS:
            return self
        both = [
            Piece(max(own.start, its.start, key=_day), min(own.end, its.end, key=_day), max(own.rank, its.rank))
            for own in self.pieces
            for its in other.pieces
        ]
        if left := [piece for piece in both if piece.start.day < piece.end.day]:
            return of_pieces(left)
        start, end = max(self.start, other.start, key=_day), min(self.end, other.end, key=_day)
        before = (piece.end for piece in (*self.pieces, *other.pieces) if piece.end.day <= start.day)
        if start.day < end.day:
            end = max(before, key=_day, default=start)
        return Validity((), start, end, max(self.rank, other.rank))

    def named(self, record: str) -> Validity:
        """The same, with the record as what sets those of its bounds that no other sets."""
        if self is ALWAYS:
            return self
        pieces = tuple(Piece(_named(piece.start, record), _named(piece.end, record), piece.rank) for piece in self.pieces)
        return Validity(pieces, _named(self.start, record), _named(self.end, record), self.rank)


def of_pieces(pieces: Iterable[Piece]) -> Validity:
    """The validity of at least one piece, in the order of time; two that touch and are equally firm become one."""
    joined = _joined(pieces)
    return Validity(tuple(joined), joined[0].start, joined[-1].end, min(piece.rank for piece in joined))


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces in the order of time; two that touch and are equally firm as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].end.day == piece.start.day and joined[-1].rank == piece.rank:
            joined[-1] = joined[-1]._replace(end=piece.end)
        else:
            joined.append(piece)
    return joined


def together(validities: Iterable[Validity]) -> Validity:
    """Every day on which one of these holds, as firmly as the firmest of them on that day. At least one holds on some day."""
    pieces = sorted((piece for valid in validities for piece in valid.pieces), key=lambda piece: piece.start.day)
    if len(pieces) == 1:
        return of_pieces(pieces)
    bounds: dict[str, Bound] = {}
    for bound in (*sorted(piece.start for piece in pieces), *sorted(piece.end for piece in pieces)):
        bounds.setdefault(bound.day, bound)
    days = sorted(bounds)
    parts = []
    for first, before in pairwise(days):
        if ranks := [piece.rank for piece in pieces if piece.start.day <= first and before <= piece.end.day]:
            parts.append(Piece(bounds[first], bounds[before], min(ranks)))
    return of_pieces(parts)


def _day(bound: Bound) -> str:
    return bound.day


def _named(bound: Bound, record: str) -> Bound:
    return bound if bound.by or not bound.stated else bound._replace(by=record)


NEVER = Bound("9999")
"""The end of what has no end."""
ALWAYS = of_pieces([Piece(Bound(""), NEVER)])


def stored(row: Row) -> Validity:
    """The validity of a record by its row, with what :func:`derive` added to it."""
    standing = row.get("standing", row["status"])
    if standing == "actual" and not any(name in row for name in ("valid_from", "valid_before", "weaker")):
        return ALWAYS
    start = Bound(
        row.get("valid_from", ""), row.get("starts_with", ""), row.get("starts_on") or row.get("start_date") or row.get("joined", "")
    )
    end = Bound(row.get("valid_before", NEVER.day), row.get("ends_with", ""), row.get("ends_on") or row.get("end_date", ""))
    within = {day for period in (*row.get("interrupted", ()), *row.get("weaker", ())) for day in period.split(" ")[0].split("/")}
    bounds = {day: Bound(day) for day in within} | {start.day: start, end.day: end}
    days = sorted(day for day in bounds if start.day <= day <= end.day)
    held = [(first, before, on_day(row, first)) for first, before in pairwise(days)]
    pieces = [Piece(bounds[first], bounds[before], ORDER.index(status)) for first, before, status in held if status]
    return of_pieces(pieces) if pieces else Validity((), start, end, ORDER.index(standing))


def on_day(row: Row, day: str) -> str | None:
    """How firmly a record stands on a day, by what :func:`derive` added to its row; None: it does not hold."""
    if row.get("valid_from", "") > day or row.get("valid_before", NEVER.day) <= day:
        return None
    if "interrupted" in row and any(_covers(period, day) for period in row["interrupted"]):
        return None
    if "weaker" in row:
        weaker = (period.split(" ")[1] for period in row["weaker"] if _covers(period.split(" ")[0], day))
        status: str | None = next(weaker, None)
        if status:
            return status
    return str(row.get("standing") or row["status"])


def _covers(period: str, day: str) -> bool:
    first, before = period.split("/")
    return first <= day < before
