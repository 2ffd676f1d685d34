"""From when until when a record holds, and how firmly, with all that it hangs on: the one definition of *what holds now*.

Worked out once, where records become rows, so that everything which cuts by ``valid_from`` and ``valid_before`` agrees:
the projection, every query and every page. What a file states stays as it states it.

- A node holds only while what it hangs on does: a seat while its body does, a body while its municipality does. Which
  relationship types bear is declared on them (``hangs`` and ``bears``). Of one type, the places that a node had one after
  the other, or by different sources, count together, and not between them: who left and came back was away. Of several
  types all must bear. A relationship that is only proposed bears nothing. What happened on a day has happened since.
- A step of a route holds no longer than where it is taken, unless an act is recorded in it: that stays to be read.
- A seat on behalf of an organization, in a body of a cooperation in which it takes part, holds no longer than it takes part; a seat
  that is in several bodies, than it takes part in one of these.
- Somebody holds a post no longer than that post is there. Who stays until there is a successor stays until one starts.
- Likewise a seat of a proposed body is itself no more than proposed: ``standing`` is the weakest of its own status and
  that of what it hangs on, day by day. What is former, and ended on a stated day, was so before that day.

Beside ``valid_from`` and ``valid_before`` a row may so have: ``starts_with`` and ``ends_with``, the id of what makes it
shorter, with the date that is stated there in ``starts_on`` and ``ends_on``; ``interrupted``, the periods between these
days in which it does not hold, each as ``FIRST/BEFORE``; ``standing``, where that is not its status, and ``weaker``, the
periods in which it stands less firmly, each as ``FIRST/BEFORE STANDING``; ``until_successor``, and ``term_before``, the day
before which the stated term of who stays ends. :func:`orggraph.model.periods.on_day` reads them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from orggraph.model.dates import first_day
from orggraph.model.periods import ALWAYS, NEVER, ORDER, Bound, Piece, Validity, of_pieces, together
from orggraph.model.relationships import TYPES

if TYPE_CHECKING:
    from orggraph.model.base import Row

UNTIL_SUCCESSOR = re.compile(
    r"\b(?:tot|totdat|in afwachting|until|till|pending)\b.*(?:opvolg|opgevolgd|successor|succeeded)", re.IGNORECASE | re.DOTALL
)
"""Words by which sources say that somebody stays until there is a successor."""
TYING = frozenset(kind for kind, declared in TYPES.items() if declared.hangs or declared.bears) | {"PARTICIPATES_IN", "GOVERNED_BY"}
"""The types of relationship by which things hang on each other."""


class Tie(NamedTuple):
    """By what a node hangs on another: the validity of the relationship itself, and the other node."""

    own: Validity
    on: str


def derive(
    reference: str | None, nodes: Sequence[Row], relationships: Sequence[Row], valid: Mapping[str, Validity] | None = None
) -> dict[str, Row]:
    """What changes in the rows of a dataset, by id; None takes a property away. Linear in the rows.

    Parameters
    ----------
    reference
        The date of which the dataset speaks, if it says so: what is former, is so on that day.
    nodes, relationships
        Rows as :meth:`orggraph.model.base.Node.row` and :meth:`orggraph.model.base.Relationship.row` make them.
    valid
        What :func:`valid_nodes` gives of them, where that is known.
    """
    on = _day_of(reference)
    changes = stayers(relationships)
    edges = [row | changes.get(row["id"], {}) for row in relationships] if changes else relationships
    own = partial(_own, on=on)
    if all(own(row) is ALWAYS for rows in (nodes, edges) for row in rows):
        return changes
    valid = validities(nodes, edges, own) if valid is None else valid
    for row in nodes:
        if change := difference(row, valid.get(row["id"], ALWAYS)):
            changes[row["id"]] = change
    for row in edges:
        if row["type"] != "HOLDS" and row["status"] == "actual":
            continue
        held = of_holding(row, own(row), valid)
        if held is not ALWAYS and (change := difference(row, held)):
            changes[row["id"]] = changes.get(row["id"], {}) | change
    return changes


def valid_nodes(reference: str | None, nodes: Sequence[Row], relationships: Sequence[Row]) -> dict[str, Validity]:
    """The validity of the nodes of a dataset that are not always valid; who holds what has no part in it.

    Parameters
    ----------
    reference, nodes, relationships
        As for :func:`derive`.
    """
    return validities(nodes, relationships, partial(_own, on=_day_of(reference)))


def _day_of(reference: str | None) -> str:
    return first_day(reference).isoformat() if reference else NEVER.day


def of_holding(row: Row, own: Validity, valid: Mapping[str, Validity]) -> Validity:
    """The validity of a relationship: that of a holding is within that of its post and its person."""
    for end in ("target", "source") if row["type"] == "HOLDS" else ():
        own = own.within(valid.get(row[end], ALWAYS).named(row[end]))
    return own


def _own(row: Row, on: str) -> Validity:
    """What a record says of itself. What is former on a day, and ended by then, was actual until it ended."""
    start, end, status = row.get("valid_from", ""), row.get("valid_before"), row["status"]
    if not start and not end and status == "actual":
        return ALWAYS
    rank = 0 if status == "former" and end and end <= on else ORDER.index(status)
    began = Bound(start, "", row.get("start_date") or row.get("joined", ""))
    return _piece(began, Bound(end, "", row.get("end_date", "")) if end else NEVER, rank)


def _piece(start: Bound, end: Bound, rank: int) -> Validity:
    """From one day to another, as firm throughout."""
    return Validity((Piece(start, end, rank),) if start.day < end.day else (), start, end, rank)


def difference(row: Row, valid: Validity) -> Row:
    """What is added to the row of a record, or replaced in it, by its validity with all that it hangs on."""
    change: Row = {}
    if valid.start.day > row.get("valid_from", ""):
        change |= {"valid_from": valid.start.day, "starts_with": valid.start.by, "starts_on": valid.start.stated}
    if valid.end.day < (row.get("valid_before") or NEVER.day):
        change |= {"valid_before": valid.end.day, "ends_with": valid.end.by, "ends_on": valid.end.stated}
    if ORDER[valid.rank] != row.get("standing", row["status"]):
        change["standing"] = ORDER[valid.rank]
    gaps = [f"{before.end.day}/{after.start.day}" for before, after in pairwise(valid.pieces) if before.end.day < after.start.day]
    weaker = [f"{piece.start.day}/{piece.end.day} {ORDER[piece.rank]}" for piece in valid.pieces if piece.rank > valid.rank]
    lists = {"interrupted": gaps, "weaker": weaker}
    return change | {name: value for name, value in lists.items() if value != row.get(name, [])}


# who stays until there is a successor -----------------------------------------------------------------------------


def stayers(relationships: Iterable[Row]) -> dict[str, Row]:
    """Holders who stay until there is a successor: their term ends when the next one starts, and not when it was to end."""
    staying = [row for row in relationships if row["type"] == "HOLDS" and _stays(row)]
    posts = {row["target"] for row in staying}
    starts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in relationships:
        if row["type"] == "HOLDS" and row["target"] in posts and "valid_from" in row and row["status"] != "proposed":
            starts[row["target"]].append((row["valid_from"], row["source"]))
    return {row["id"]: _stayer(row, starts[row["target"]]) for row in staying}


def _stays(row: Row) -> bool:
    return bool(row.get("until_successor") or UNTIL_SUCCESSOR.search(row.get("as_stated", "")))


def _stayer(row: Row, starts: Iterable[tuple[str, str]]) -> Row:
    stated = first_day(row["end_date"]).isoformat() if "end_date" in row else row.get("valid_from", "")
    after = min((day for day, person in starts if person != row["source"] and day >= stated), default=None)
    term = {"term_before": row["valid_before"]} if "valid_before" in row else {}
    return {"until_successor": True, "valid_before": after} | term


# what hangs on what -----------------------------------------------------------------------------------------------


def validities(nodes: Sequence[Row], edges: Sequence[Row], valid: Callable[[Row], Validity]) -> dict[str, Validity]:
    """The validity of every node that is not always valid, from that of each record by itself.

    Where things hang on each other in a circle, until none gets shorter.
    """
    own = {row["id"]: alone for row in nodes if (alone := valid(row)) is not ALWAYS}
    happened = {row["id"]: first_day(row["date"]).isoformat() for row in nodes if "date" in row}
    ties = _Ties(nodes, edges, valid).of
    shortened = dict(own)
    order, circular = _order(ties)
    again = True
    while again:
        again = False
        for node in order:
            whole = own.get(node, ALWAYS)
            for places in ties[node].values():
                whole = whole.within(_bearing(places, shortened))
            if node in happened:
                whole = _lasting(whole, happened[node], own.get(node, ALWAYS))
            if whole != shortened.get(node, ALWAYS):
                shortened[node] = whole
                again = circular
    return shortened


def _order(ties: Mapping[str, Mapping[str, Sequence[Tie]]]) -> tuple[list[str], bool]:
    """The nodes that hang, each after what it hangs on; and whether circles make that impossible."""
    sorter = TopologicalSorter({node: {tie.on for places in reasons.values() for tie in places} for node, reasons in ties.items()})
    try:
        return [node for node in sorter.static_order() if node in ties], False
    except CycleError:
        return list(ties), True


def _lasting(whole: Validity, day: str, own: Validity) -> Validity:
    """What happened on a day, or after it at a place that came then, has happened from then on."""
    after = [piece for piece in whole.pieces if piece.end.day > day]
    if not after:
        return whole
    before = [piece for piece in whole.pieces if piece.end.day <= day]
    return of_pieces([*before, after[0]._replace(end=own.end)]).within(own)


def _bearing(places: Sequence[Tie], valid: Mapping[str, Validity]) -> Validity:
    """The days on which one of these places bears, each as firmly as the firmest then; no day where none ever does."""
    every = [valid.get(tie.on, ALWAYS).named(tie.on).within(tie.own.named(tie.on)) for tie in places]
    bearing = [valid for valid in every if valid.pieces]
    if len(every) == 1 or not bearing:
        return reduce(Validity.within, every)
    return ALWAYS if any(valid is ALWAYS for valid in bearing) else together(bearing)


class _Ties:
    """By what every node hangs on others: per node and reason, the places where it hangs."""

    def __init__(self, nodes: Iterable[Row], edges: Iterable[Row], valid: Callable[[Row], Validity]) -> None:
        self.nodes = {row["id"]: row for row in nodes}
        self.of: dict[str, dict[str, list[Tie]]] = defaultdict(lambda: defaultdict(list))
        self.participations: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        self.forms: dict[str, list[str]] = defaultdict(list)
        self.around: dict[str, list[set[str]]] = {}
        tying = (row for row in edges if row["type"] in TYING)
        for row in sorted(tying, key=itemgetter("source", "type", "target", "id")):  # of two equal bounds the same stands, in any order
            self._take(row, valid(row))
        for row in edges:
            if row["type"] == "ACT_OF":
                self.of.get(row["target"], {}).pop("AT", None)
        self.participants = {organization for organization, _ in self.participations}
        for post, reasons in [*self.of.items()]:
            partaking = [self._partaking(post, seat.on) for seat in reasons.get("ON_BEHALF_OF", ())]
            if partaking and all(partaking):  # for one of several that is stated nowhere to take part, it may go on
                reasons["PARTICIPATES_IN"] = [tie for ties in partaking for tie in ties]

    def _take(self, row: Row, own: Validity) -> None:
        kind, source, target = TYPES[row["type"]], row["source"], row["target"]
        if kind.type == "PARTICIPATES_IN":
            self.participations[source, target].append(Tie(own, source))
        if own.rank:
            return
        if self._is_one(source, kind.hangs):
            self.of[source][kind.type].append(Tie(own, target))
        if self._is_one(target, kind.bears):
            self.of[target][kind.type].append(Tie(own, source))
        if kind.type == "GOVERNED_BY":
            self.forms[source].append(target)
            self.forms[target].append(source)

    def _is_one(self, node: str, labels: Sequence[str]) -> bool:
        row = self.nodes.get(node)
        return row is not None and (row["label"] in labels or f"{row['label']}:{row.get('kind')}" in labels)

    def _partaking(self, post: str, principal: str) -> Sequence[Tie]:
        """How an organization takes part in what a post is a seat of: in several places, by any of them."""
        organization = self._organization(principal)
        seats = self.of[post].get("IN", ()) if organization in self.participants else ()
        return list(dict.fromkeys(tie for seat in seats for tie in self._participation(organization, seat.on)))

    def _participation(self, organization: str, place: str) -> Sequence[Tie]:
        """How an organization takes part in the nearest whole of a place of which that is stated."""
        for level in self._around(place):
            ties = [tie for whole in sorted(level) for tie in self.participations.get((organization, whole), ())]
            if ties:
                firm = [tie for tie in ties if not tie.own.rank]
                return firm or [Tie(_piece(ALWAYS.start, NEVER, tie.own.rank), tie.on) for tie in ties]
        return ()

    def _organization(self, principal: str) -> str:
        """The organization that a seat speaks for: a body speaks for its own."""
        chain = (node for level in self._around(principal) for node in sorted(level))
        return next((node for node in chain if node in self.nodes and self.nodes[node]["label"] == "Organization"), principal)

    def _around(self, place: str) -> list[set[str]]:
        """A place, what it is part of, what that is part of, and so on; last the forms of the cooperations among these."""
        if place not in self.around:
            levels: list[set[str]] = []
            level, inside = {place}, {place}
            while level:
                levels.append(level)
                level = {tie.on for node in level for tie in self.of.get(node, {}).get("PART_OF", ())} - inside
                inside |= level
            forms = {form for node in inside for form in self.forms.get(node, ())} - inside
            self.around[place] = [*levels, forms]
        return self.around[place]
