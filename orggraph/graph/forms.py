"""The forms of cooperation of a region, each with who takes part, its boards, its routes, and how far the councils are from its boards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from orggraph.graph.edges import Edge
from orggraph.graph.projection import Graph
from orggraph.graph.reading import parts
from orggraph.graph.standing import ACTUAL, NOT_FORMER, Standing, edges, edges_of_type, has
from orggraph.model.terms import BodyKind

GOVERNS = frozenset({BodyKind.GENERAL_BOARD.value, BodyKind.EXECUTIVE_BOARD.value, BodyKind.REGIONAL_COUNCIL.value})
"""Kinds of body that govern a cooperation."""
CHANNELS = ("ADVISES", "PREPARES", "INFORMS", "ACCOUNTABLE_TO", "APPOINTS", "ESCALATES_TO")
"""Relations between bodies that count as a step between a council and a board, in either direction."""
FAR = 8
"""Most steps that are looked for."""
_EVERY: Standing = frozenset({*NOT_FORMER, "former"})


@dataclass(frozen=True)
class Form:
    """An arrangement, as far as the records of its time tell of it."""

    node: str
    graph: Graph
    """In which it is read: the projection of the date, or, where it does not hold on that date, that of all times."""
    now: bool
    """Whether it holds on the date, or is proposed then."""
    cooperations: tuple[str, ...]
    participants: tuple[Edge, ...]
    """From organizations that take part, or did."""
    proposed: tuple[Edge, ...]
    """From organizations of which that is proposed or still to be decided; in a proposed form all of them."""
    boards: tuple[str, ...]
    """Bodies that are part of it, or of the cooperation that it governs."""
    routes: tuple[str, ...]
    powers: tuple[Edge, ...]
    """From each authority granted to one of its bodies, or that is part of it, to who has it."""

    @cached_property
    def distances(self) -> Mapping[str, int | None]:
        """Per council of a participant the fewest steps to a board that governs; None: no way is known.

        Empty: no council or no such board is known, or it does not hold on the date.
        """
        if not self.now:
            return {}
        members = [edge.source for edge in (*self.participants, *self.proposed)]
        return _distances(self.graph, members, self.boards, ACTUAL if has(self.graph.nodes[self.node], ACTUAL) else NOT_FORMER)


def forms(graph: Graph, every: Graph) -> list[Form]:
    """All forms of cooperation, of the past and proposed too, in the order of their beginning; without a date last.

    Parameters
    ----------
    graph
        The projection of a region on a day.
    every
        The same with what holds before or after it.
    """
    nodes = [node for node, attributes in every.nodes(data=True) if attributes["label"] == "Arrangement"]
    made = [_form(graph, every, node) for node in nodes]
    return sorted(made, key=lambda form: (str(form.graph.nodes[form.node].get("start_date") or "9999"), form.node))


def _form(graph: Graph, every: Graph, node: str) -> Form:
    now = node in graph and has(graph.nodes[node], NOT_FORMER)
    source = graph if now else every
    actual = has(source.nodes[node], ACTUAL)
    standing = _EVERY if not now else NOT_FORMER
    governed = [edge.source for edge in edges(source, node, "GOVERNED_BY", standing, incoming=True)]
    members = edges(source, node, "PARTICIPATES_IN", standing, incoming=True)
    settled = [edge for edge in members if has(edge.attributes, frozenset({*ACTUAL, "former"}))]
    own = governed if now and actual else []
    boards = _boards(source, node, own, standing)
    routes = [edge.source for whole in (node, *own) for edge in edges(source, whole, "ROUTE_OF", standing, incoming=True)]
    return Form(
        node=node,
        graph=source,
        now=now,
        cooperations=tuple(dict.fromkeys(governed)),
        participants=tuple(settled),
        proposed=tuple(edge for edge in members if edge not in settled),
        boards=boards,
        routes=tuple(sorted(dict.fromkeys(routes))),
        powers=_powers(source, (node, *own), boards, standing),
    )


def _boards(graph: Graph, node: str, own: list[str], standing: Standing) -> tuple[str, ...]:
    direct = [edge.source for edge in edges(graph, node, "PART_OF", standing, incoming=True)]
    through = parts(graph, (node, *own), without=frozenset(_organizations(graph, node))) if own else ()
    bodies = [body for body in dict.fromkeys((*direct, *through)) if graph.nodes[body]["label"] == "Body"]
    return tuple(sorted(bodies, key=lambda body: (graph.nodes[body].get("kind") not in GOVERNS, str(graph.nodes[body]["name"]), body)))


def _powers(graph: Graph, wholes: Iterable[str], boards: Iterable[str], standing: Standing) -> tuple[Edge, ...]:
    granted = [edge for board in boards for edge in edges(graph, board, "GRANTED_TO", standing, incoming=True)]
    own = [edge.source for whole in wholes for edge in edges(graph, whole, "PART_OF", standing, incoming=True)]
    mandates = (node for node in own if graph.nodes[node]["label"] == "Mandate")
    granted += [edge for mandate in mandates for edge in edges(graph, mandate, "GRANTED_TO", standing)]
    unique = {(edge.source, edge.target): edge for edge in granted}
    return tuple(unique[key] for key in sorted(unique, key=lambda key: (str(graph.nodes[key[0]]["name"]), key)))


def _organizations(graph: Graph, node: str) -> Iterable[str]:
    return (edge.source for edge in edges(graph, node, "PARTICIPATES_IN", _EVERY, incoming=True))


def _distances(graph: Graph, members: Iterable[str], boards: Iterable[str], standing: Standing) -> dict[str, int | None]:
    """Per council of a participant the steps to the nearest board that governs."""
    goals = [board for board in boards if graph.nodes[board].get("kind") in GOVERNS]
    councils = [
        edge.source
        for member in dict.fromkeys(members)
        for edge in edges(graph, member, "PART_OF", NOT_FORMER, incoming=True)
        if graph.nodes[edge.source].get("kind") == BodyKind.COUNCIL
    ]
    if not goals or not councils:
        return {}
    ways: nx.Graph[str] = nx.Graph()
    ways.add_nodes_from(goals)
    ways.add_edges_from((edge.source, edge.target) for kind in CHANNELS for edge in edges_of_type(graph, kind, standing))
    steps = nx.multi_source_dijkstra_path_length(ways, goals, cutoff=FAR)
    return {council: int(steps[council]) if council in steps else None for council in sorted(councils)}
