"""How far councils are from what is decided: the ways to it, whom of a deciding body they appointed, what became of their views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from orggraph.graph.edges import Edge
from orggraph.graph.forms import CHANNELS
from orggraph.graph.kept import kept
from orggraph.graph.projection import Graph
from orggraph.graph.reading import into, municipality_of, organization_of, out, seats
from orggraph.graph.standing import ACTUAL, NOT_FORMER, edges_of_type, has
from orggraph.model.terms import BodyKind, StepAction, Tier

DECIDED = {"Decision": "TAKEN_BY", "Product": "ADOPTED_BY"}
"""Per label the relationship that leads to who decides on it."""
GOVERNING = frozenset({Tier.POLITICAL.value, Tier.EXECUTIVE.value})
DRAFTED = frozenset({"Product", "Decision", "Arrangement"})
"""Labels of what can be a draft."""
FAR = 8
"""Most steps that are looked for, as in the question ``council-distance``."""


@dataclass(frozen=True)
class CouncilWay:
    """From one council to one decision or product."""

    council: str
    target: str
    between: tuple[str, ...] | None
    """What stands between, from the council on; None: no way is known."""
    deciders: tuple[str, ...]
    """The bodies that decide on it."""
    members: int
    """Voting seats in these bodies, without councils, where each has its own."""
    appointed: int
    """Of these the seats that the council appoints, or that account to it."""

    @property
    def steps(self) -> int | None:
        """The number of steps; None: no way is known."""
        return None if self.between is None else len(self.between) + 1


def councils(graph: Graph) -> list[str]:
    """The municipal councils, by name; a record that stands for several is one."""
    there = [node for node, data in graph.nodes(data=True) if data.get("kind") == BodyKind.COUNCIL and has(data, ACTUAL)]
    return sorted(there, key=lambda node: (str(graph.nodes[node]["name"]), node))


def council_ways(graph: Graph) -> tuple[CouncilWay, ...]:
    """From each council to each decision and product of which it is known who decides. Councils × (nodes + edges of these ties)."""
    return kept(graph, ("council ways",), lambda: tuple(_council_ways(graph)))


def _council_ways(graph: Graph) -> Iterator[CouncilWay]:
    ties: nx.Graph[str] = nx.Graph()
    for kind in (*CHANNELS, *DECIDED.values()):
        ties.add_edges_from(sorted((edge.source, edge.target) for edge in edges_of_type(graph, kind, NOT_FORMER)))
    targets = [node for node, data in graph.nodes(data=True) if data["label"] in DECIDED and out(graph, node, DECIDED[data["label"]])]
    seated = {target: _seated(graph, target) for target in targets}
    for council in councils(graph):
        ways = nx.single_source_shortest_path(ties, council, cutoff=FAR) if council in ties else {}
        for target, (deciders, voting) in seated.items():
            way = ways.get(target)
            if way is None and graph.nodes[target]["dataset"] != graph.nodes[council]["dataset"]:
                continue
            appointed = [post for post, by in voting.items() if council in by]
            between = None if way is None else tuple(way[1:-1])
            yield CouncilWay(council, target, between, deciders, _number(graph, voting), _number(graph, appointed))


def _seated(graph: Graph, target: str) -> tuple[tuple[str, ...], dict[str, set[str]]]:
    """Who decides on something, and per voting seat there who appoints it or has account from it."""
    deciders = tuple(edge.target for edge in out(graph, target, DECIDED[graph.nodes[target]["label"]]))
    boards = [body for body in deciders if graph.nodes[body]["label"] == "Body" and graph.nodes[body]["kind"] != BodyKind.COUNCIL]
    return deciders, {seat.post: _appointed_by(graph, seat.post) for body in boards for seat in seats(graph, body)}


def _number(graph: Graph, posts: Iterable[str]) -> int:
    return sum(int(graph.nodes[post].get("count") or 1) for post in posts)


def _appointed_by(graph: Graph, post: str) -> set[str]:
    """The bodies that appoint a seat, or to which it accounts."""
    return {edge.source for edge in into(graph, post, "APPOINTS")} | {edge.target for edge in out(graph, post, "ACCOUNTABLE_TO")}


@dataclass(frozen=True)
class Draft:
    """A draft that was sent to a council, and what came of it, as far as acts are recorded."""

    about: str
    sent: str | None
    view: str | None
    """The day of its view; None: none is recorded."""
    waived: bool
    reply: str | None
    """The day on which it got a reply with reasons."""
    decided: str | None
    edges: tuple[Edge, ...]


def drafts(graph: Graph, council: str) -> list[Draft]:
    """The drafts that were sent to a council, the last first."""
    sent = [edge for edge in into(graph, council, "ADDRESSED_TO") if _action(graph, edge.source) == StepAction.SEND]
    abouts = ((edge, about.target) for edge in sent for about in out(graph, edge.source, "ABOUT"))
    made = [_draft(graph, council, edge, about) for edge, about in abouts if graph.nodes[about]["label"] in DRAFTED]
    return sorted(made, key=lambda draft: (draft.sent or "", draft.about), reverse=True)


def _draft(graph: Graph, council: str, sent: Edge, about: str) -> Draft:
    acts = [edge.source for edge in into(graph, about, "ABOUT") if graph.nodes[edge.source]["label"] == "Act"]
    own = [act for act in acts if any(edge.target == council for edge in out(graph, act, "DONE_BY"))]
    replies = [act for act in acts if any(edge.target == council for edge in out(graph, act, "ADDRESSED_TO"))]
    view = _first(graph, own, StepAction.SUBMIT_VIEW)
    waived = _first(graph, own, StepAction.WAIVE_VIEW)
    return Draft(
        about=about,
        sent=graph.nodes[sent.source].get("date"),
        view=view or waived,
        waived=waived is not None and view is None,
        reply=_first(graph, replies, StepAction.REPLY),
        decided=_first(graph, acts, StepAction.DECIDE),
        edges=(sent,),
    )


def _first(graph: Graph, acts: Iterable[str], action: StepAction) -> str | None:
    days = [str(graph.nodes[act].get("date") or "") for act in acts if _action(graph, act) == action]
    return min(days, default=None)


def _action(graph: Graph, node: str) -> str | None:
    data = graph.nodes[node]
    return data.get("action") if data["label"] == "Act" else None


@dataclass(frozen=True)
class Delegate:
    """A seat that is on behalf of the municipality of a council, in a body that is not its own."""

    post: str
    body: str
    votes: float | None
    of: float | None
    """All votes in that body; None: these are not stated."""
    accounts: bool
    """Whether it accounts to the council, or is appointed by it."""


def delegates(graph: Graph, council: str) -> list[Delegate]:
    """The voting seats in political and executive bodies of others on behalf of the municipality of a council, by body."""
    town = organization_of(graph, council)
    by_town = kept(graph, ("votes by organization",), lambda: _votes_by_organization(graph))
    standing_for = [
        Delegate(post, body, votes, of, council in _appointed_by(graph, post))
        for body, post, votes, of in by_town.get(town or "", ())
        if organization_of(graph, body) != town
    ]
    return sorted(standing_for, key=lambda delegate: (str(graph.nodes[delegate.body]["name"]), delegate.post))


def _votes_by_organization(graph: Graph) -> Mapping[str, Sequence[tuple[str, str, float | None, float | None]]]:
    """Per organization the voting seats on its behalf in political and executive bodies: body, post, its votes, and all votes there."""
    by: dict[str, list[tuple[str, str, float | None, float | None]]] = defaultdict(list)
    for body, data in graph.nodes(data=True):
        if data["label"] != "Body" or data["tier"] not in GOVERNING:
            continue
        votes = [(seat.post, graph.nodes[seat.post].get("votes")) for seat in seats(graph, body)]
        every = sum(own or 0 for _, own in votes)
        for post, own in votes:
            if town := municipality_of(graph, post):
                by[town].append((body, post, own, None if own is None else every))
    return by
