"""What holds in several datasets asked together, where records of them are one thing.

Each dataset is worked out by itself when it is loaded (:mod:`orggraph.model.validity`). Asked together, what hangs on one
thing in any of them hangs on that one thing:

- Where one dataset states when a thing begins or ends, and another says nothing of that, it begins or ends so in both: a
  council in the one ends with the municipality of which the other says that it ended.
- Where both state it, and differently, the thing holds while either says so. Which says what is told as a difference.
- No record holds longer with others than by itself. That somebody stays until there is a successor ends with a successor
  in another dataset too.

Nothing of this is stored: it follows from the datasets that are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from orggraph.model.periods import ALWAYS, NEVER, Bound, Piece, Validity, stored, together
from orggraph.model.tables import OUTSIDE_GRAPH, Table, Tables
from orggraph.model.validity import TYING, difference, of_holding, stayers, validities

if TYPE_CHECKING:
    from orggraph.model.base import Row

_READ = frozenset(
    {
        "id", "source", "target", "kind", "status", "standing", "date", "start_date", "end_date", "joined", "valid_from", "valid_before",
        "starts_with", "starts_on", "ends_with", "ends_on", "interrupted", "weaker", "until_successor", "as_stated", "term_before",
    }
)  # fmt: skip
"""The fields by which records hold; others are not read."""


def changes(tables: Tables, same: Mapping[str, str]) -> dict[str, Row]:
    """What changes in the rows of datasets that are asked together, by id of the record. Linear in the rows.

    Parameters
    ----------
    tables
        The records of these datasets, as they are stored.
    same
        For each record that is one thing with others: the id of that thing (:func:`orggraph.model.identity.one_id`).
    """
    if not same:
        return {}
    nodes = [row | {"label": table.kind} for table in tables.nodes if table.kind not in OUTSIDE_GRAPH for row in _rows(table)]
    edges = [
        row | {"type": table.kind, "source": same.get(row["source"], row["source"]), "target": same.get(row["target"], row["target"])}
        for table in tables.relationships
        if table.kind in TYING | {"HOLDS", "ACT_OF"}
        for row in _rows(table)
    ]
    succeeded = _succeeded(edges)
    if not succeeded and all(stored(row) is ALWAYS for rows in (nodes, edges) for row in rows):
        return {}
    edges = [row | succeeded.get(row["id"], {}) for row in edges]
    things = dict(_things(nodes, same))
    whole = {thing: valid for thing, (_, valid) in things.items()}
    alone = [row for row in nodes if row["id"] not in same]
    valid = validities([*alone, *(row for row, _ in things.values())], edges, lambda row: whole.get(row["id"]) or stored(row))
    changed = dict(succeeded)
    for row in nodes:
        its = valid.get(same.get(row["id"], row["id"]), ALWAYS)
        if change := difference(row, stored(row).within(its)):
            changed[row["id"]] = change
    for row in edges:
        if row["type"] == "HOLDS" and (change := difference(row, of_holding(row, stored(row), valid))):
            changed[row["id"]] = changed.get(row["id"], {}) | change
    return changed


def _rows(table: Table) -> Iterator[Row]:
    return Table(table.kind, {name: column for name, column in table.columns.items() if name in _READ}).rows()


def _succeeded(edges: Sequence[Row]) -> dict[str, Row]:
    """Holders who stay until there is a successor, of whom another dataset knows one, or an earlier one."""
    after = {record: change["valid_before"] for record, change in stayers(edges).items() if change["valid_before"]}
    return {
        row["id"]: {"valid_before": after[row["id"]]}
        for row in edges
        if row["id"] in after and after[row["id"]] < row.get("valid_before", NEVER.day)
    }


def _things(nodes: Sequence[Row], same: Mapping[str, str]) -> Iterator[tuple[str, tuple[Row, Validity]]]:
    """Each thing of several records: one row for it, and its validity by what they state."""
    records: dict[str, list[Row]] = defaultdict(list)
    for row in nodes:
        if row["id"] in same:
            records[same[row["id"]]].append(row)
    for thing, rows in records.items():
        rows.sort(key=lambda row: row["id"])
        merged = {name: value for row in reversed(rows) for name, value in row.items() if name in ("label", "kind", "date")}
        by_dataset: dict[str, list[Validity]] = defaultdict(list)
        for row in rows:
            by_dataset[row["id"].split("/")[0]].append(stored(row).named(row["id"]))
        yield thing, (merged | {"id": thing, "status": "actual"}, _agreed([_of_dataset(several) for several in by_dataset.values()]))


def _of_dataset(several: Sequence[Validity]) -> Validity:
    """A thing in one dataset, which may have a record under each name that it bore."""
    there = [valid for valid in several if valid.pieces]
    return together(there) if len(there) > 1 else there[0] if there else several[0]


def _agreed(valid: Sequence[Validity]) -> Validity:
    """While it holds in one dataset; the start or end that one does not state is that of the others, unless that leaves nothing."""
    there = [alone for alone in valid if alone.pieces]
    starts = [alone.start for alone in there if alone.start.day]
    ends = [alone.end for alone in there if alone.end.day < NEVER.day]
    first = min(starts, key=lambda bound: bound.day, default=ALWAYS.start)
    last = max(ends, key=lambda bound: bound.day, default=NEVER)
    if not there:
        return valid[0]
    bounded = [(alone.within(_between(alone, first, last)), alone) for alone in there]
    return together(within if within.pieces else alone for within, alone in bounded)


def _between(alone: Validity, first: Bound, last: Bound) -> Validity:
    """The bounds of the others, as far as a record has none of its own."""
    start = ALWAYS.start if alone.start.day else first
    end = NEVER if alone.end.day < NEVER.day else last
    if (start, end) == (ALWAYS.start, NEVER):
        return ALWAYS
    return Validity((Piece(start, end),) if start.day < end.day else (), start, end)
