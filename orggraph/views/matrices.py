"""Matrices of a projection: roles that pull apart, who sits in which body, which organization sits in which body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from orggraph.errors import UnknownName
from orggraph.graph import Graph, standing
from orggraph.graph.edges import Edge
from orggraph.i18n import T
from orggraph.model.marks import marks_of
from orggraph.rules.matching import Match, Matcher

Cell = dict[str, Any]


def matrix(graph: Graph, kind: str) -> list[Cell]:
    """The cells of a matrix that are not empty, by row and column.

    Parameters
    ----------
    graph
        The projection.
    kind
        ``role-role``
            Two roles of which a rule says that they pull apart, row < column. ``value`` is the number of rules;
            ``rule`` is the first of them and ``rules`` all; ``objects`` is what they meet on. ``assessable`` is False
            where no source says that one person holds both roles.
        ``person-body``
            Who has a seat in which body: a person, or the post itself where no holder is known. ``value`` is the number
            of seats; ``objects`` are the posts; ``capacities`` are those stated.
        ``organization-body``
            Which organization has seats in which body, by posts on its behalf or by taking part in the body.
            ``value``, ``objects`` and ``capacities`` as above; a part without a seat counts 1 and has no objects.

    Returns
    -------
    Dicts with ``row``, ``column``, ``value``, ``severity``, ``rule``, ``objects``, ``marks`` and what is named above.
    ``marks``: what must be known of the records on which a cell rests.
    ``severity`` and ``rule`` are None where the matrix has no rules.

    Raises
    ------
    UnknownName
        An unknown kind of matrix.
    """
    if kind not in MATRICES:
        raise UnknownName(T("matrix"), kind, MATRICES)
    return MATRICES[kind](graph)


def _role_role(graph: Graph) -> list[Cell]:
    cells: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in Matcher(graph).roles():
        cells[match.subjects[0], match.subjects[1]].append(match)
    rows: list[Cell] = []
    for (row, column), matches in sorted(cells.items()):
        rules = list(dict.fromkeys(match.rule.id for match in matches))
        rows.append(
            {
                "row": row,
                "column": column,
                "value": len(rules),
                "severity": matches[0].rule.severity,
                "rule": rules[0],
                "objects": sorted({match.object for match in matches if match.object}),
                "rules": rules,
                "marks": marks_of(*(edge.attributes for match in matches for edge in match.edges)),
                "assessable": any(match.combined for match in matches),
            }
        )
    return rows


def _person_body(graph: Graph) -> list[Cell]:
    holdings: dict[str, list[Edge]] = defaultdict(list)
    for edge in standing.edges_of_type(graph, "HOLDS"):
        holdings[edge.target].append(edge)
    seats: list[_Seat] = []
    for edge in _body_seats(graph):
        held = [_Seat(holding.source, edge, (holding.attributes, edge.attributes)) for holding in holdings[edge.source]]
        seats += held or [_Seat(edge.source, edge, (edge.attributes, graph.nodes[edge.source]))]
    return _cells(graph, seats)


def _organization_body(graph: Graph) -> list[Cell]:
    behalf: dict[str, list[Edge]] = defaultdict(list)
    for edge in standing.edges_of_type(graph, "ON_BEHALF_OF", standing.PLACES):
        if graph.nodes[edge.target]["label"] == "Organization":
            behalf[edge.source].append(edge)
    seats = [
        _Seat(speaks.target, edge, (speaks.attributes, edge.attributes)) for edge in _body_seats(graph) for speaks in behalf[edge.source]
    ]
    cells = _cells(graph, seats)
    seated = {(cell["row"], cell["column"]) for cell in cells}
    for edge in standing.edges_of_type(graph, "PARTICIPATES_IN"):
        if graph.nodes[edge.target]["label"] == "Body" and edge[:2] not in seated:
            seated.add(edge[:2])
            cells.append(_cell(edge.source, edge.target, 1, [], [], marks_of(edge.attributes)))
    return sorted(cells, key=lambda cell: (cell["row"], cell["column"]))


class _Seat(NamedTuple):
    """Who sits by which edge between a post and a body, and the records that say so."""

    holder: str
    edge: Edge
    records: tuple[Mapping[str, Any], ...]


def _cells(graph: Graph, seats: Iterable[_Seat]) -> list[Cell]:
    by_cell: dict[tuple[str, str], list[_Seat]] = defaultdict(list)
    for seat in seats:
        by_cell[seat.holder, seat.edge.target].append(seat)
    cells = []
    for (row, column), together in sorted(by_cell.items()):
        posts = sorted({seat.edge.source for seat in together})
        capacities = sorted({graph.nodes[post]["capacity"] for post in posts if "capacity" in graph.nodes[post]})
        marks = marks_of(*(record for seat in together for record in seat.records))
        cells.append(_cell(row, column, len(posts), posts, capacities, marks))
    return cells


def _cell(row: str, column: str, value: int, objects: list[str], capacities: list[str], marks: list[str]) -> Cell:
    return {
        "row": row,
        "column": column,
        "value": value,
        "severity": None,
        "rule": None,
        "objects": objects,
        "capacities": capacities,
        "marks": marks,
    }


def _body_seats(graph: Graph) -> Iterator[Edge]:
    return (edge for edge in standing.edges_of_type(graph, "IN", standing.PLACES) if graph.nodes[edge.target]["label"] == "Body")


MATRICES: Mapping[str, Callable[[Graph], list[Cell]]] = {
    "role-role": _role_role,
    "person-body": _person_body,
    "organization-body": _organization_body,
}
