"""Tables to one ``networkx.MultiDiGraph``, cut to a date, to datasets and to preferred sources; read-only and shared.

Node key is the id; edge key is the relationship's id. Node attributes are ``label`` and the model's fields, edge
attributes ``type`` and the model's fields; ``sources`` and ``locators`` are parallel lists on both. Sources, points of
difference and claims are no nodes here: they are in ``graph.graph`` (see :class:`Provenance`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import networkx as nx

from orggraph.errors import UnknownName, WrongUsage
from orggraph.garbage import no_garbage_collection
from orggraph.graph.same import Shared
from orggraph.graph.sides import Side, sides
from orggraph.i18n import T
from orggraph.model.base import Row
from orggraph.model.identity import one_id
from orggraph.model.joint import changes
from orggraph.model.meant import date_of
from orggraph.model.periods import on_day
from orggraph.model.tables import OUTSIDE_GRAPH, Table, Tables

DOCUMENTED_IN = "DOCUMENTED_IN"
if TYPE_CHECKING:
    Graph: TypeAlias = nx.MultiDiGraph[str]
else:
    Graph = nx.MultiDiGraph
"""The projection: a ``networkx.MultiDiGraph`` with ids as node keys."""


@dataclass(frozen=True)
class Provenance:
    """What a projection was made from; in ``graph.graph["provenance"]``."""

    on: Mapping[str, str]
    """The date asked, per dataset."""
    prefer: tuple[str, ...] = ()
    """Full ids of the preferred sources."""
    datasets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The heads of the datasets, by id."""
    sources: Mapping[str, Row] = field(default_factory=dict)
    """The sources, by id."""
    slots: Mapping[str, Row] = field(default_factory=dict)
    """The points of difference, by id."""
    claims: tuple[Row, ...] = ()
    """What sources say of a property where they differ, each with its ``sources`` and ``locators``."""
    sides: tuple[Side, ...] = ()
    """Every side of every point of difference, also what the date and the preferred sources leave out of the graph."""
    ended: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """When a person last ceased to hold a post, as stated, for holdings that had ended on the day asked."""
    same: Mapping[str, str] = field(default_factory=dict)
    """For each record that shares its node with others (see :mod:`orggraph.graph.same`): the id of that node."""
    records: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """The records of such a node that hold on the day, by the id of the node."""
    ended_records: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    """The records of such a node that by their own dates do not hold on the day, while others do."""
    left_out: tuple[str, ...] = ()
    """Records that by themselves might hold on the day, and do not by what another dataset says."""
    shared_claims: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each relationship that several datasets state alike: its id in each of them."""


def project(
    tables: Tables,
    *,
    on: str | None = None,
    prefer: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    all_times: bool = False,
) -> Graph:
    """Make the graph that analyses and pages read.

    Parameters
    ----------
    tables
        The records, from the store or from datasets at hand.
    on
        The date asked (a partial date means its first day); default: each dataset's reference date, else today.
    prefer
        Ids of sources, or their last parts where unique: in each slot where one of them speaks, only its claims stay.
    names
        Names of people by id, shown instead of function labels; ``function`` keeps the label.
    all_times
        Keep also what holds before or after the date; ``valid_from`` and ``valid_before`` of each record say when.

    Raises
    ------
    WrongUsage
        When ``on`` is no date. UnknownName for an unknown preferred source.
    """
    citations = _citations(tables.relationships)
    outside: dict[str, dict[str, Row]] = {label: {} for label in OUTSIDE_GRAPH}
    for table in tables.nodes:
        if table.kind in OUTSIDE_GRAPH:
            outside[table.kind] = {row["id"]: _cited(row, citations) for row in table.rows()}
    preferred = frozenset(resolve_sources(prefer, outside["Source"]))
    dates = {dataset: date_of(head, on) for dataset, head in sorted(tables.datasets.items())}
    cut = _Cut(dates, preferred, _answered(tables, citations, preferred), all_times=all_times)
    graph: Graph = nx.MultiDiGraph()
    ended: dict[tuple[str, str], str] = {}
    with no_garbage_collection():
        same = one_id(tables)
        shared, together = Shared(same), changes(tables, same)
        for table in tables.nodes:
            if table.kind not in OUTSIDE_GRAPH:
                graph.add_nodes_from(shared.set_apart(_nodes(table, citations, cut, names or {}, shared, together)))
        graph.add_nodes_from(shared.nodes())
        there = frozenset(graph)
        for table in tables.relationships:
            if table.kind != DOCUMENTED_IN:
                graph.add_edges_from(cast(Any, _edges(table, there, cut, shared, ended, together)))  # the stubs know no keys
        graph.add_edges_from(cast(Any, shared.edges()))
    left_out = _left_out(graph, shared, together)
    claims = tuple({**row, "subject": same.get(row["subject"], row["subject"])} for row in outside["Claim"].values() if cut.keeps(row))
    differing = tuple(side.among(same) for side in sides(tables, citations, dates.keys()))
    graph.graph["provenance"] = Provenance(
        dates, tuple(sorted(preferred)), tables.datasets, outside["Source"], outside["Slot"], claims, differing,
        ended, same, shared.records, shared.ended, left_out, shared.claims,
    )  # fmt: skip
    frozen: Graph = nx.freeze(graph)
    return frozen


def _left_out(graph: Graph, shared: Shared, together: Mapping[str, Row]) -> tuple[str, ...]:
    """Of the records of which other datasets say more, those that are not there."""
    if not together:
        return ()
    here = {record for record in graph if record not in shared.records} | {key for *_, key in graph.edges(keys=True)}
    here |= {row["id"] for rows in shared.records.values() for row in rows}
    here |= {claim for claims in shared.claims.values() for claim in claims.values()}
    return tuple(sorted(together.keys() - here))


def provenance(graph: Graph) -> Provenance:
    """What a projection was made from; an empty one for a graph made by other means."""
    kept = graph.graph.get("provenance")
    return kept if isinstance(kept, Provenance) else Provenance({})


def resolve_sources(names: Sequence[str], known: Collection[str]) -> list[str]:
    """Full ids for source ids or their last parts. Raises UnknownName for an unknown one, WrongUsage for an ambiguous one."""
    chosen = []
    for name in names:
        fits = [name] if name in known else sorted(source for source in known if source.rsplit("/", 1)[-1] == name)
        if not fits:
            raise UnknownName(T("source"), name, [*known, *(source.rsplit("/", 1)[-1] for source in known)])
        if len(fits) > 1:
            raise WrongUsage(T("{name} names several sources: {fits}.", name=name, fits=fits), T("Give the full id."))
        chosen += fits
    return chosen


@dataclass(frozen=True)
class _Cut:
    """What stays: by date, and by preferred source in the slots where one speaks."""

    on: Mapping[str, str]
    preferred: frozenset[str]
    answered: frozenset[str]
    all_times: bool = False

    def keeps(self, row: Row) -> bool:
        """Whether a record stays; its standing becomes that of the day."""
        on = self.on.get(row["dataset"])
        if on is None:
            return False
        if not self.all_times:
            status = on_day(row, on)
            if status is None:
                return False
            if "weaker" in row:
                row["standing"] = status
        return row.get("slot") not in self.answered or not self.preferred.isdisjoint(row.get("sources", ()))


def _citations(tables: Sequence[Table]) -> dict[str, tuple[list[str], list[str]]]:
    citations: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for table in tables:
        if table.kind == DOCUMENTED_IN:
            columns = table.columns
            for source, target, locator in zip(columns["source"], columns["target"], columns.get("locator") or repeat(""), strict=False):
                sources, locators = citations[source]
                sources.append(target)
                locators.append(locator or "")
    return citations


def _cited(row: Row, citations: Mapping[str, tuple[list[str], list[str]]]) -> Row:
    if row["id"] in citations:
        row["sources"], row["locators"] = citations[row["id"]]
    return row


def _answered(tables: Tables, citations: Mapping[str, tuple[list[str], list[str]]], preferred: frozenset[str]) -> frozenset[str]:
    """The slots in which a preferred source speaks."""
    if not preferred:
        return frozenset()
    slotted = (row for table in (*tables.nodes, *tables.relationships) if "slot" in table.columns for row in table.rows() if "slot" in row)
    return frozenset(row["slot"] for row in slotted if not preferred.isdisjoint(_cited(row, citations).get("sources", ())))


def _nodes(
    table: Table,
    citations: Mapping[str, tuple[list[str], list[str]]],
    cut: _Cut,
    names: Mapping[str, str],
    shared: Shared,
    together: Mapping[str, Row],
) -> Iterator[tuple[str, Row]]:
    for row in _rows(table, together):
        _cited(row, citations)
        if cut.keeps(row):
            row["label"] = table.kind
            if row["id"] in names:
                row["function"], row["name"] = row["name"], names[row["id"]]
            yield row["id"], row
        elif row["dataset"] in cut.on:
            shared.keep_ended(row)


def _rows(table: Table, together: Mapping[str, Row]) -> Iterator[Row]:
    """The records, each with what follows from those of other datasets."""
    rows = table.rows()
    return (row | together[row["id"]] if row["id"] in together else row for row in rows) if together else rows


def _edges(
    table: Table, there: Collection[str], cut: _Cut, shared: Shared, ended: dict[tuple[str, str], str], together: Mapping[str, Row]
) -> Iterator[tuple[str, str, str, Row]]:
    """The edges that stay; of holdings that are over the last end is put into ``ended``."""
    several = bool(shared.ids)
    for row in _rows(table, together):
        source, target = row["source"], row["target"]
        if several:
            source, target = shared.place(source), shared.place(target)
        if source not in there or target not in there:
            continue
        if cut.keeps(row):
            row["type"] = table.kind
            if not (several and shared.keep_between(source, target, row)):
                del row["source"], row["target"]
                yield source, target, row["id"], row
        elif table.kind == "HOLDS" and row.get("valid_before", "9999") <= cut.on.get(row["dataset"], "") and row.get("end_date"):
            ended[source, target] = max(row["end_date"], ended.get((source, target), ""))
