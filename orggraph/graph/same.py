"""Records that are one thing: by an identifier that they share, or by a SAME_AS that somebody decided.

A person who sits in two regions has a record in each dataset. Asked together, these are one node: its id is the first
by order of its records, whichever was loaded first; every relationship leads to it, and keeps the dataset that says so.

- Which records are the same, :mod:`orggraph.model.identity` says.
- Of a field that records state differently the node has the first; :func:`differences` tells all, each with its dataset.
- What two datasets say in the same words of the same ends is one relationship, with the sources of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from orggraph.model.base import Row
from orggraph.model.identity import SAME_AS
from orggraph.model.terms import Evidence, Status

LISTS = ("identifiers", "open", "former_names", "inhabitants_then", "not_same_as")
"""Fields of which a node has all that its records list."""
WORKED_OUT = ("valid_from", "valid_before", "starts_with", "starts_on", "ends_with", "ends_on", "term_before", "interrupted", "weaker")
"""What follows from the period that is stated (see :mod:`orggraph.model.validity`)."""
TOGETHER = (
    ("start_date", "end_date", "as_stated", "until_successor", *WORKED_OUT),
    ("complete", "complete_since"),
    ("verified_on", "verified_by"),
    ("inhabitants", "inhabitants_on"),
)
"""Fields that a node has from one record, or not at all: half of each of two records says what neither says."""
APART = frozenset(
    {
        *WORKED_OUT, *LISTS, "id", "dataset", "datasets", "label", "type", "source", "target", "sources", "locators", "standing",
        "evidence", "note", "description", "function",
    }
)  # fmt: skip
"""Fields in which two records of one thing may differ without a contradiction."""
STATUSES = tuple(Status)


class Shared:
    """The nodes of which there are several records, while a graph is made."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids
        self.records: dict[str, list[Row]] = {node: [] for node in sorted(set(ids.values()))}
        self.ended: dict[str, list[Row]] = defaultdict(list)
        """By node the records that do not hold on the day."""
        self._there: set[str] = set()
        self._between: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        self.claims: dict[str, dict[str, str]] = {}
        """For each relationship that several datasets state alike: its id in each of them."""

    def set_apart(self, nodes: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
        """The nodes that have one record; the records of others are kept for :meth:`nodes`."""
        for record, row in nodes:
            if record in self.ids:
                self.records[self.ids[record]].append(row)
                self._there.add(record)
            else:
                yield record, row

    def keep_ended(self, row: Row) -> None:
        """Keep a record of which only the dates count, where it is one of several."""
        if row["id"] in self.ids:
            self.ended[self.ids[row["id"]]].append(row)

    def nodes(self) -> Iterator[tuple[str, Row]]:
        """The nodes that have several records, of which some are there."""
        self.records = {node: sorted(rows, key=itemgetter("id")) for node, rows in self.records.items() if rows}
        for node, rows in self.records.items():
            yield node, merged(rows) | {"id": node}

    def place(self, record: str) -> str:
        """The node of a record; a record that is not there has no node, whatever others say of the same thing."""
        return self.ids[record] if record in self._there else record if record not in self.ids else ""

    def keep_between(self, source: str, target: str, row: Row) -> bool:
        """Keep a relationship between two such nodes for :meth:`edges`; False: it is none. SAME_AS within one node has been told."""
        if source not in self.records or target not in self.records:
            return False
        if row["type"] != SAME_AS or source != target:
            self._between[row["type"], source, target].append(row)
        return True

    def edges(self) -> Iterator[tuple[str, str, str, Row]]:
        """Each relationship between such nodes once: what several datasets state alike is one, the first by id, with all sources."""
        for (_, source, target), rows in self._between.items():
            for same in _alike(sorted(rows, key=itemgetter("id"))):
                edge = merged(same) if len(same) > 1 else same[0]
                if len(same) > 1:
                    self.claims[edge["id"]] = {row["dataset"]: row["id"] for row in same}
                yield source, target, edge["id"], {name: value for name, value in edge.items() if name not in ("source", "target")}


def merged(records: Sequence[Row]) -> Row:
    """One of records that are the same: what the first of them states of each field stands, and the firmest standing of all."""
    node: Row = {}
    for record in records:
        node |= {name: value for name, value in record.items() if name not in node}
    for names in TOGETHER:
        first = next((record for record in records if any(name in record for name in names)), {})
        node = {name: value for name, value in node.items() if name not in names or name in first}
        node |= {name: first[name] for name in names if name in first}
    firmest = min(records, key=lambda record: STATUSES.index(record.get("standing", record["status"])))
    node.pop("standing", None)
    node |= {name: firmest[name] for name in ("status", "standing") if name in firmest}
    if named := next((record for record in records if "function" in record), None):
        node |= {"name": named["name"], "function": named["function"]}
    node["evidence"] = min((record["evidence"] for record in records), key=tuple(Evidence).index)
    node |= {name: list(dict.fromkeys(chain.from_iterable(record.get(name, ()) for record in records))) for name in LISTS if name in node}
    cited = dict.fromkeys(pair for record in records for pair in zip(record.get("sources", ()), record.get("locators", ()), strict=True))
    if cited:
        node["sources"], node["locators"] = map(list, zip(*cited, strict=True))
    datasets = sorted({record["dataset"] for record in records})
    return node | ({"datasets": datasets} if len(datasets) > 1 else {})


def _alike(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows in groups, in each of which all datasets say the same: nothing that two state differs."""
    groups: list[list[Row]] = []
    for row in rows:
        group = next((others for others in groups if all(_agree(other, row) for other in others)), None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    return groups


def _agree(record: Row, other: Row) -> bool:
    apart = record["dataset"] == other["dataset"] or "slot" in record or "slot" in other
    return not apart and all(other.get(name, value) == value for name, value in record.items() if name not in APART)
