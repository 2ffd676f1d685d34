"""Where two records of one thing contradict each other: each says something of it that cannot be so beside the other.

Not every difference is a contradiction. Names and other free words differ by who writes them. One date is only more
precise than another of the same year or month. Two counts of inhabitants may be of two days. What is inferred, or only
one of the claims on a point of difference, is held against nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from orggraph.graph.datasets import datasets_of
from orggraph.graph.edges import Edge
from orggraph.graph.projection import Graph, provenance
from orggraph.graph.same import APART
from orggraph.model.base import Record, Row
from orggraph.model.fields import forms
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Evidence, Status

ASIDE = APART | {"complete_since", "verified_on", "inhabitants_on", "number", "privacy", "staff_about", "per", "count"}
"""Fields in which each record speaks of itself, of its own source, or of how much of a thing it stands for."""
FREE_WORDS = frozenset({"string", "any", "dated", "dated-count", "record-id"})


@dataclass(frozen=True)
class Point:
    """One field of a thing, or of a relationship between two, and what each record says of it."""

    field: str
    model: type[Record]
    sides: tuple[Row, ...]
    """The records that state it, by id; they do not all agree."""
    edges: tuple[Edge, ...] = ()
    """The relationships, where it is a field of those."""


PERIOD = frozenset({"start_date", "end_date"})
"""The fields on which a record that has ended still speaks, where another says that the thing is there."""


def points(graph: Graph) -> Mapping[str, Sequence[Point]]:
    """What records of one thing say against each other, by the node of that thing, or from which the relationship goes."""
    disagreements: dict[str, list[Point]] = defaultdict(list)
    for node, records in provenance(graph).records.items():
        if node in graph:
            model, ended = LABELS[graph.nodes[node]["label"]], provenance(graph).ended_records.get(node, ())
            disagreements[node] += _between(model, records)
            known = {point.field for point in disagreements[node]}
            every = sorted((*records, *ended), key=lambda row: row["id"]) if ended else ()
            disagreements[node] += [point for point in _between(model, every) if point.field in PERIOD - known]
            for edges in _stated_twice(graph, node):
                disagreements[node] += _between(TYPES[edges[0].attributes["type"]], [_row(edge) for edge in edges], edges)
    return {node: several for node, several in disagreements.items() if several}


def _stated_twice(graph: Graph, node: str) -> Iterator[tuple[Edge, ...]]:
    """Relationships from a node that different datasets state of the same end, each dataset once."""
    alike: dict[tuple[Any, ...], list[Edge]] = defaultdict(list)
    for source, target, key, attributes in graph.out_edges(node, keys=True, data=True):
        if target in provenance(graph).records and "slot" not in attributes:
            apart = tuple(attributes.get(name) for name in TYPES[attributes["type"]].tells_apart)
            alike[attributes["type"], target, apart].append(Edge(source, target, key, attributes))
    for edges in alike.values():
        stated = [dataset for edge in edges for dataset in datasets_of(edge.attributes)]
        if len(edges) > 1 and len(stated) == len(set(stated)):
            yield tuple(sorted(edges, key=lambda edge: (edge.attributes["dataset"], edge.id)))


def _row(edge: Edge) -> Row:
    return {"id": edge.id, **edge.attributes}


def _between(model: type[Record], records: Sequence[Row], edges: tuple[Edge, ...] = ()) -> Iterator[Point]:
    firm = [row for row in records if row.get("evidence") != Evidence.INFERRED and "slot" not in row]
    differing = [field for field in forms(model) if field not in ASIDE and _contradict(model, field, firm)]
    for field in ["status"] if "status" in differing else differing:  # of what is not so yet, nothing else is held against what is
        yield Point(field, model, tuple(row for row in firm if _stated(row, field) is not None), edges)


def _contradict(model: type[Record], field: str, records: Iterable[Row]) -> bool:
    form = forms(model)[field]
    if form.many or form.kind in FREE_WORDS:
        return False
    stated = [row for row in records if _stated(row, field) is not None]
    return any(_exclude(field, first, second, date=form.date) for first, second in combinations(stated, 2))


def _stated(row: Row, field: str) -> Any:
    """What a record states of a field; None: nothing, or it is inferred. An open status says nothing."""
    value = None if field in row.get("inferred", ()) else row.get(field)
    return None if field == "status" and value == Status.OPEN else value


def _exclude(field: str, row: Row, other: Row, *, date: bool) -> bool:
    mine, theirs = row[field], other[field]
    if field == "inhabitants" and (row.get("inhabitants_on") is None or row.get("inhabitants_on") != other.get("inhabitants_on")):
        return False
    if date:
        return not (mine.startswith(theirs) or theirs.startswith(mine))
    return bool(mine != theirs)
