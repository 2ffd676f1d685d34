"""Does every commission run from a political commissioner, by an official commissioner, to a contractor.

A chain has three links: COMMISSIONED_BY on the political side, COMMISSIONED_BY on the official side, CARRIED_OUT_BY. What
a single place lacks is told by ``ownership``; here the chain as a whole is told, once a commission. An explicit "to be
decided" and silence both break the chain, and are told apart. A commissioner without a side may be either link: then the
chain is *not assessable*. Where a dataset names no link of any commission, that is said once.

Measures: ``commission_chain`` (links that are there, of three; for a dataset: whole chains, of all that can be assessed),
``one_hand`` (who stands at more than one link of one commission: a person, also by posts, a post or a body), ``commission_cycle``
(decisions and commissions that lead back to themselves by RESULTS_IN, or commissions that are part of themselves). For a
person who both commissions and carries out, ``role_conflicts`` weighs the two roles; it is information here.

Unit: links, 0 to 3; for a dataset chains, 0 to all that can be assessed. What it means: where a link is missing nobody can say who
judges the result, or who keeps time and money. What it does not mean: that a person is missing; the sources may leave it out.

Worked example (a test runs it): commission 1 has a political and an official commissioner and a contractor, commission 2 no official
commissioner: 2 of 3 links, and 1 of 2 chains whole.

In Cypher: ``commissions`` has the same links of each commission, side by side.

Cost: linear in the edges of commissions (cycles: strongly connected components, Tarjan 1972). Empty: nothing. One person everywhere: each
chain is whole, and ``one_hand`` says it. Without dates everything counts on every day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, edges_by_type, standing
from orggraph.graph.circles import Circle, circles
from orggraph.graph.datasets import by_dataset, titled, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, T, Text

Link = Literal["political", "official", "contractor"]
State = Literal["filled", "open", "side", "none"]


@dataclass(frozen=True)
class Chain:
    """The three links of one commission: how each of them stands, and the relationships that say so."""

    node: str
    states: Mapping[Link, State]
    edges: Mapping[Link, tuple[Edge, ...]]

    @property
    def filled(self) -> list[Link]:
        """The links that are there."""
        return [link for link, state in self.states.items() if state == "filled"]

    @property
    def assessable(self) -> bool:
        """Whether it is known of each link whether it is there."""
        return "side" not in self.states.values()

    @property
    def trail(self) -> list[Edge]:
        """All relationships, those to open places included."""
        return [edge for edges in self.edges.values() for edge in edges]


def commission_chain(graph: Graph) -> list[Finding]:
    """Follow each commission from its political commissioner to its contractor.

    Parameters
    ----------
    graph
        The projection. Former commissions are left out.

    Returns
    -------
    Per commission whose chain breaks a ``gap`` with ``value`` links of 3; per commission with one party at several links
    a ``tension`` (``info`` for a person who commissions and carries out); per cycle a ``tension``. Per dataset one
    finding: whole chains of all that can be assessed.
    """
    whole = wholes(graph)
    findings: list[Finding] = []
    for dataset, nodes in by_dataset(graph, "Assignment").items():
        chains = [_chain(graph, node) for node in nodes if standing.has(graph.nodes[node], standing.NOT_FORMER)]
        if not chains:
            continue
        traced = any(chain.trail for chain in chains)
        if traced:
            findings += [finding for chain in chains for finding in _broken(graph, chain)]
            findings += [finding for chain in chains for finding in _one_hand(graph, chain)]
        findings.append(_of_all(graph, whole[dataset], chains))
    return findings + list(_cycles(graph))


def _chain(graph: Graph, node: str) -> Chain:
    commissioned = standing.edges(graph, node, "COMMISSIONED_BY", standing.NOT_FORMER)
    carried = standing.edges(graph, node, "CARRIED_OUT_BY", standing.NOT_FORMER)
    unsided = [edge for edge in commissioned if "side" not in edge.attributes]
    states: dict[Link, State] = {}
    edges: dict[Link, tuple[Edge, ...]] = {}
    sides: tuple[Link, ...] = ("political", "official")
    for side in sides:
        own = [edge for edge in commissioned if edge.attributes.get("side") == side]
        states[side], edges[side] = _state(graph, node, "commissioned_by", own, unsided)
    states["contractor"], edges["contractor"] = _state(graph, node, "carried_out_by", carried, [])
    return Chain(node, states, edges)


def _state(graph: Graph, node: str, field: str, own: Sequence[Edge], unsided: Sequence[Edge]) -> tuple[State, tuple[Edge, ...]]:
    filled = tuple(edge for edge in own if not _is_open(graph, edge))
    if filled:
        return "filled", filled
    if any(not _is_open(graph, edge) for edge in unsided):
        return "side", tuple(unsided)
    if own or unsided or field in graph.nodes[node].get("open", ()):
        return "open", (*own, *unsided)
    return "none", ()


def _is_open(graph: Graph, edge: Edge) -> bool:
    return edge.attributes.get("status") == "open" or graph.nodes[edge.target].get("status") == "open"


def _broken(graph: Graph, chain: Chain) -> Iterator[Finding]:
    if len(chain.filled) == len(LINKS):
        return
    item = titled(graph, chain.node)
    breaks = [T("{link} {state}", link=LINKS[link], state=STATES[state]) for link, state in chain.states.items() if state != "filled"]
    if chain.assessable:
        text = T(
            "The commission {item} runs through {n} of {m} links; missing: {breaks}.",
            item=item,
            n=len(chain.filled),
            m=len(LINKS),
            breaks=breaks,
        )
    else:
        text = T("Not assessable: of the commission {item} not every link can be told ({breaks}).", item=item, breaks=breaks)
    yield ANALYSIS.make(
        graph,
        measure="commission_chain",
        severity=Severity.GAP,
        subjects=[chain.node],
        text=text,
        question=T("Along whom does this commission go, and does each of them know that?"),
        remedy=T("Record the missing links, or that this commission does without."),
        edges=chain.trail,
        value=len(chain.filled) if chain.assessable else None,
        denominator=len(LINKS),
        assessable=chain.assessable,
    )


def _of_all(graph: Graph, whole: str, chains: Sequence[Chain]) -> Finding:
    """The finding on the dataset: whole chains of all that can be assessed, and how often each link is there."""
    assessable = [chain for chain in chains if chain.assessable]
    silent = not any(chain.trail for chain in chains)
    complete = sum(len(chain.filled) == len(LINKS) for chain in assessable)
    known = bool(assessable) and not silent
    if silent:
        text = T("Not assessable: the sources name neither commissioners nor contractors of the {n} commissions.", n=len(chains))
    elif not known:
        text = T("Not assessable: of the {n} commissions the side of the commissioner is not said.", n=len(chains))
    else:
        parts = [T("{link} at {n}", link=title, n=sum(link in chain.filled for chain in assessable)) for link, title in LINKS.items()]
        text = T(
            "{n} of {m} commissions run from a political commissioner by an official one to a contractor. Links: {parts}.",
            n=complete,
            m=len(assessable),
            parts=parts,
        )
        if len(assessable) < len(chains):
            text = T("{text} At {n} more the side of the commissioner is not said.", text=text, n=len(chains) - len(assessable))
        inferred = sum(any(standing.inferred(edge.attributes, "side") for edge in chain.trail) for chain in assessable)
        if inferred:
            text = T("{text} At {n} a link or its side is inferred.", text=text, n=inferred)
    return ANALYSIS.make(
        graph,
        measure="commission_chain",
        severity=Severity.GAP if complete < len(assessable) and known else Severity.INFO,
        subjects=[whole],
        text=text,
        question=T("At which link do commissions stop, and who can close that?"),
        nodes=[chain.node for chain in chains],
        edges=[edge for chain in chains for edge in chain.trail],
        value=complete if known else None,
        denominator=len(assessable) if known else None,
        unit="commissions",
        assessable=known,
    )


def _one_hand(graph: Graph, chain: Chain) -> Iterator[Finding]:
    """Who stands at more than one link: by name, by a post held, or as the same post or body."""
    ways: dict[str, dict[Link, dict[str, list[Edge]]]] = defaultdict(lambda: defaultdict(dict))
    for link in chain.filled:
        for edge in chain.edges[link]:
            ways[edge.target][link][edge.target] = [edge]
            for holding in standing.edges(graph, edge.target, "HOLDS", incoming=True):
                ways[holding.source][link][edge.target] = [edge, holding]
    shared = {party: links for party, links in ways.items() if len(links) > 1 and _by_itself(party, links)}
    if not shared:
        return
    parts = [
        T("“{name}” ({links})", name=graph.nodes[party]["name"], links=[LINKS[link] for link in links]) for party, links in shared.items()
    ]
    weighed = all(graph.nodes[party]["label"] == "Person" and "contractor" in links for party, links in shared.items())
    yield ANALYSIS.make(
        graph,
        measure="one_hand",
        severity=Severity.INFO if weighed else Severity.TENSION,
        subjects=[chain.node],
        text=T("In the commission {item} several links lie in one hand: {parts}.", item=titled(graph, chain.node), parts=parts),
        question=T("Who looks along at the request and at the result when one hand does both?"),
        remedy=T("Let somebody else take one of the links, or agree who looks along."),
        edges=[edge for links in shared.values() for ends in links.values() for edges in ends.values() for edge in edges],
        value=max(len(links) for links in shared.values()),
        denominator=len(LINKS),
    )


def _by_itself(party: str, links: Mapping[Link, Mapping[str, object]]) -> bool:
    """Whether a party is at these links of its own; not only as holder of one post that is at both, which is told itself."""
    common = set.intersection(*(set(ends) for ends in links.values()))
    return not common or party in common


def _cycles(graph: Graph) -> Iterator[Finding]:
    """What leads back to itself, per type of relationship; of several ways round one is told."""
    for kind in ("RESULTS_IN", "PART_OF"):
        edges = [
            edge
            for edge in edges_by_type(graph, kind)
            if standing.has(edge.attributes, standing.NOT_FORMER) and all(graph.nodes[end]["label"] in CYCLIC[kind] for end in edge[:2])
        ]
        yield from (_cycle(graph, kind, circle) for circle in circles(edges))


def _cycle(graph: Graph, kind: str, circle: Circle) -> Finding:
    names = " → ".join(titled(graph, node) for node in [*circle.way, circle.way[0]])
    return ANALYSIS.make(
        graph,
        measure="commission_cycle",
        severity=Severity.TENSION,
        subjects=circle.nodes,
        text=Text(CYCLE[kind].message, {"names": names, "n": len(circle.way)}),
        question=T("Where does this begin, and who can end it?"),
        remedy=T("Record which of them comes first, and leave out the relationship that leads back."),
        edges=circle.turn,
        value=len(circle.way),
    )


LINKS: Mapping[Link, Text] = {
    "political": T("political commissioner"),
    "official": T("official commissioner"),
    "contractor": T("contractor"),
}
STATES: Mapping[State, Text] = {
    "open": T("(explicitly still to be decided)"),
    "side": T("(a commissioner is named without a side)"),
    "none": T("(not stated)"),
}
CYCLIC = {"RESULTS_IN": {"Assignment", "Decision"}, "PART_OF": {"Assignment"}}
CYCLE: Mapping[str, Text] = {
    "RESULTS_IN": T("What comes of it leads back in {n} steps: {names}."),
    "PART_OF": T("Being part of one another leads back in {n} steps: {names}."),
}

ANALYSIS = Analysis(
    kind="commission_chain",
    title=Bilingual("Van opdracht tot uitvoering", "From commission to contractor"),
    question=Bilingual(
        "Loopt elke opdracht van bestuurlijk via ambtelijk opdrachtgever naar een uitvoerder?",
        "Does every commission run from a political by an official commissioner to a contractor?",
    ),
    run=commission_chain,
    measures={
        "commission_chain": Measure(Bilingual("keten van de opdracht", "chain of the commission"), "links"),
        "one_hand": Measure(Bilingual("schakels in één hand", "links in one hand"), "links"),
        "commission_cycle": Measure(Bilingual("leidt terug naar zichzelf", "leads back to itself"), "steps"),
    },
)
