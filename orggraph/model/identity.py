"""Which records are one thing: by an identifier that they share, or by a SAME_AS that somebody decided.

- Every record is known by ``orggraph:<its id>`` as well, so that a record of one dataset can name one of another among its identifiers.
- Of an identifier that things of different labels bear, each label is a thing of its own.
- A SAME_AS that is inferred, not actual, or one side of a difference between sources makes nothing the same.
- Of the ids of the records the first in the order of texts is that of the thing: whichever was loaded first.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from orggraph.errors import Locate, Problem
from orggraph.i18n import T
from orggraph.model.tables import OUTSIDE_GRAPH, Table, Tables
from orggraph.model.terms import Evidence, Status

if TYPE_CHECKING:
    from orggraph.model.base import Node, Row

SAME_AS = "SAME_AS"
OWN = "orggraph:"
"""Before the id of a record: the identifier that every record bears without stating it."""
DECIDED = frozenset({Evidence.STATED, Evidence.EXTERNAL})
"""How a SAME_AS is known that somebody decided; what is only inferred may be another thing of the same name."""


def one_id(tables: Tables) -> dict[str, str]:
    """For each record that is one thing with others: the id of that thing.

    Parameters
    ----------
    tables
        Of all datasets that are asked together the nodes, with their ids and identifiers at least, and the SAME_AS between them.
    """
    leads: dict[str, str] = {}

    def first(record: str) -> str:
        while (ahead := leads.setdefault(record, record)) != record:
            leads[record] = leads[ahead]  # halves the way for who comes next
            record = ahead
        return record

    for records in _alike(tables):
        for record, other in itertools.pairwise(records):
            low, high = sorted((first(record), first(other)))
            leads[high] = low
    things = {record: first(record) for record in leads}
    shared = {thing for record, thing in things.items() if record != thing}
    return {record: thing for record, thing in things.items() if thing in shared}


def mistaken(nodes: Iterable[Node], make: Locate, borne: Mapping[str, str] | None = None) -> Iterator[Problem]:
    """Identifiers that two records of different labels bear, so that they identify neither.

    Parameters
    ----------
    nodes
        The records of which problems are told.
    make
        Makes a problem from (code, record, message, hint, field).
    borne
        Records of other datasets by identifier (see :func:`bearers`); None: these records are compared with each other.
    """
    mine: dict[str, str] = {}
    for node in nodes:
        for identifier in node.identifiers:
            other = mine.setdefault(identifier, node.id) if borne is None else borne.get(identifier, node.id)
            if other.split("/")[1] != node.id.split("/")[1]:
                message = T(
                    "the identifier {identifier} is that of {other} too, which is another kind of thing", identifier=identifier, other=other
                )
                hint = T("Leave it at the record that the register means: across labels it makes nothing the same.")
                yield make("shared_identifier", node.id, message, hint, "identifiers").warning()


def bearers(tables: Tables) -> dict[str, str]:
    """The id of the first record that bears each identifier."""
    borne: dict[str, str] = {}
    for table in tables.nodes:
        if "identifiers" in table.columns:
            for record, identifiers in zip(table.columns["id"], table.columns["identifiers"], strict=True):
                for identifier in identifiers or ():
                    borne.setdefault(identifier, record)
    return borne


def _alike(tables: Tables) -> Iterator[Sequence[str]]:
    """Records that are the same, in groups."""
    for table in tables.nodes:
        if "identifiers" in table.columns and table.kind not in OUTSIDE_GRAPH:
            yield from _bearers(table)
    for table in tables.relationships:
        if table.kind == SAME_AS:
            yield from ((row["source"], row["target"]) for row in table.rows() if _decided(row))


def _bearers(table: Table) -> Iterable[Sequence[str]]:
    """The records of one label by identifier."""
    by_identifier: dict[str, list[str]] = defaultdict(list)
    for record, identifiers in zip(table.columns["id"], table.columns["identifiers"], strict=True):
        for identifier in identifiers or ():
            by_identifier[identifier].append(record)
    named = {identifier.removeprefix(OWN) for identifier in by_identifier if identifier.startswith(OWN)}
    for record in named.intersection(table.columns["id"]) if named else ():
        by_identifier[OWN + record].append(record)
    return by_identifier.values()


def names_records(table: Table) -> bool:
    """Whether a record of a table names another by its id among its identifiers."""
    return any(identifier.startswith(OWN) for identifiers in table.columns["identifiers"] for identifier in identifiers or ())


def _decided(row: Row) -> bool:
    firm = row.get("evidence") in DECIDED and row.get("standing", row.get("status")) == Status.ACTUAL and "slot" not in row
    return firm and row["source"].split("/")[1] == row["target"].split("/")[1]  # the label, as ids have it
