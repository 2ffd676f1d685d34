"""Does a decision bind: who took it and with which power, whose is it, who watches it, and what came of it.

Four parts are asked of each decision: a body *with power* took it, it has an owner (OWNED_BY), a monitor (MONITORED_BY)
and an outcome (RESULTS_IN an agreement, product or further decision). What one place lacks is told by ``ownership``; here
the decision is told as a whole. A body has power *of its own* (a council or college, a province), *transferred* (the
arrangement that it is under has ``powers_transferred``) or *granted* (a mandate given to it or to one of its posts). A
consultation without a mandate, and a body under a covenant or under an arrangement without transfer, has none that is
recorded; where the data do not say whether powers were transferred, power is *not assessable*.

Local decisions are those of councils and colleges at the steps ``decide`` and ``ratify`` of the route that a decision
follows (optional and conditional steps are left out), and of those by whom it is taken itself. One counts as taken when
it is actual and has a result, or a date not after the date asked. It belongs to a decision that it shares a RESULTS_IN
with, or whose route it follows, where no other regional decision does. A record that stands for several (``count``) counts as so many.

Measures: ``binding`` (parts that are there, of 4; for a dataset: decisions with all four), ``power``,
``local_decisions`` (taken, of those needed, each with its date). Linear in the edges of decisions and their steps; decisions that follow
one route are held beside each other.

Unit: parts, 0 to 4, of a decision; for a dataset decisions, 0 to all. What it means: a part that is not recorded is a question before the
decision is counted on. What it does not mean: that a decision without a recorded part is void; and four parts do not say that it is done.

Worked example (a test runs it): a council took a decision that it owns and from which an assignment follows, and nobody is recorded who
watches it: 3 of 4 parts, and 0 of 1 decisions whole.

In Cypher: ``decision-follow-up`` has the same parts side by side; with which power a body decides is left to the analysis.

Cost: linear in the ties of decisions and the steps of their routes. Empty, or no decision: not assessable, or nothing where no body is
known. A decision that is not taken yet is no gap; without dates it counts as taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, provenance, standing
from orggraph.graph.datasets import by_dataset, quoted, wholes
from orggraph.graph.edges import Edge
from orggraph.graph.powers import HAS_POWER, Power, is_local, only_arrangements, power_of
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.dates import first_day


@dataclass(frozen=True)
class Deciding:
    """Who takes a decision, and with which power; the edges that say so."""

    power: Power
    takers: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True)
class Locals:
    """The local decisions that go with a decision. ``needed`` None: how many is not said."""

    bodies: tuple[str, ...]
    needed: int | None
    taken: int
    edges: tuple[Edge, ...]
    dates: tuple[tuple[str, str], ...] = ()
    """Of each that is taken the body, and when, as stated; an empty text where that is not."""


def follow_up(graph: Graph) -> list[Finding]:
    """Ask of each decision whether it binds and is followed up.

    Parameters
    ----------
    graph
        The projection. Former decisions are left out.

    Returns
    -------
    Per decision with a part missing a ``gap`` (``value`` of 4 parts); per decision taken without a power that is recorded
    a ``tension``, not assessable where that cannot be seen; per decision with local decisions their count (a ``gap`` once
    the decision itself is taken). Per dataset the count of all; *not assessable* where it has bodies and no decisions.
    """
    whole = wholes(graph)
    bodies = by_dataset(graph, "Body")
    decisions = by_dataset(graph, "Decision")
    only = only_arrangements(graph)
    findings: list[Finding] = []
    for dataset in dict.fromkeys((*bodies, *decisions)):
        regional = [
            node
            for node in decisions.get(dataset, ())
            if standing.has(graph.nodes[node], standing.NOT_FORMER) and not _is_local_part(graph, node)
        ]
        if not regional:
            findings.append(_no_decisions(graph, whole[dataset], bodies.get(dataset, ())))
            continue
        complete: list[str] = []
        for node in regional:
            power = deciding(graph, node, only.get(dataset))
            binding = list(_binding(graph, node, power))
            findings += [*binding, *_power(graph, node, power), *_local_decisions(graph, node)]
            complete += [] if binding else [node]
        findings.append(_of_all(graph, whole[dataset], regional, complete))
    return findings


def _named(graph: Graph, node: str, kind: str) -> tuple[Edge, ...]:
    """Relationships to what is there, not to what is still to be decided."""
    there = standing.edges(graph, node, kind, standing.NOT_FORMER)
    return tuple(edge for edge in there if "open" not in (edge.attributes.get("status"), graph.nodes[edge.target].get("status")))


def _is_local_only(graph: Graph, decision: str) -> bool:
    takers = _named(graph, decision, "TAKEN_BY")
    return bool(takers) and all(is_local(graph, edge.target) for edge in takers)


def _related(graph: Graph, decision: str) -> dict[str, tuple[Edge, ...]]:
    """The decisions that belong to a decision, each with what shows that: a RESULTS_IN either way, or a route of their own."""
    ways: dict[str, tuple[Edge, ...]] = {}
    for route in standing.edges(graph, decision, "FOLLOWS", standing.NOT_FORMER):
        others = {edge.source: edge for edge in standing.edges(graph, route.target, "FOLLOWS", standing.NOT_FORMER, incoming=True)}
        if sum(not _is_local_only(graph, other) for other in others) == 1:  # of several, whose the local ones are is not said
            ways |= {other: (route, edge) for other, edge in others.items() if other != decision}
    ways |= {edge.source: (edge,) for edge in standing.edges(graph, decision, "RESULTS_IN", standing.NOT_FORMER, incoming=True)}
    ways |= {edge.target: (edge,) for edge in standing.edges(graph, decision, "RESULTS_IN", standing.NOT_FORMER)}
    return {node: edges for node, edges in ways.items() if graph.nodes[node]["label"] == "Decision"}


def _is_local_part(graph: Graph, decision: str) -> bool:
    """Whether a decision is a municipality's own, on one that somebody else took: it is counted there."""
    return _is_local_only(graph, decision) and any(not _is_local_only(graph, other) for other in _related(graph, decision))


def deciding(graph: Graph, decision: str, only: str | None) -> Deciding:
    """The power with which a decision is taken; of several takers the one with most."""
    best = Deciding("untaken")
    edges = _named(graph, decision, "TAKEN_BY")
    for taken in edges:
        power, reasons = power_of(graph, taken.target, only)
        if ORDER.index(power) < ORDER.index(best.power):
            best = Deciding(power, (), reasons)
    return Deciding(best.power, tuple(edge.target for edge in edges), (*edges, *best.edges))


def _power(graph: Graph, node: str, deciding: Deciding) -> Iterator[Finding]:
    """The finding on a decision of which no power is recorded, or of whose power nothing can be seen."""
    if deciding.power not in {"none", "unknown"}:
        return
    params = {"item": quoted(graph, node), "names": _names(graph, deciding.takers)}
    if deciding.power == "none":
        text = T(
            "{item} is taken by {names}, of which no power to decide is recorded; municipalities then each decide for themselves.", **params
        )
    else:
        text = T("Not assessable: {item} is taken by {names}; whether powers were transferred is not said.", **params)
    yield ANALYSIS.make(
        graph,
        measure="power",
        severity=Severity.TENSION,
        subjects=[node],
        text=text,
        question=T("Whom does this decision bind, and on what ground?"),
        remedy=T("Record the power or mandate, or which bodies decide after this."),
        nodes=deciding.takers,
        edges=deciding.edges,
        assessable=deciding.power == "none",
        value=0 if deciding.power == "none" else None,
        denominator=1,
    )


def parts(graph: Graph, node: str, power: Power) -> dict[str, tuple[Edge, ...] | None]:
    """The parts that make a decision hold beside its power, each with what is recorded of it; of the power None where there is none."""
    outcome = tuple(edge for edge in _named(graph, node, "RESULTS_IN") if not _is_local_only(graph, edge.target))
    named = {"owner": _named(graph, node, "OWNED_BY"), "monitor": _named(graph, node, "MONITORED_BY"), "outcome": outcome}
    return {"power": () if power in HAS_POWER else None, **{part: edges or None for part, edges in named.items()}}


def _binding(graph: Graph, node: str, deciding: Deciding) -> Iterator[Finding]:
    """The finding on a decision of which one of the four parts is not there."""
    recorded = parts(graph, node, deciding.power)
    there = {part: edges is not None for part, edges in recorded.items()}
    if all(there.values()):
        return
    missing = [POWER[deciding.power] if part == "power" else PARTS[part] for part, has in there.items() if not has]
    text = T(
        "{item}: {n} of {m} parts that make a decision hold are recorded; not: {missing}.",
        item=quoted(graph, node),
        n=sum(there.values()),
        m=len(there),
        missing=missing,
    )
    yield ANALYSIS.make(
        graph,
        measure="binding",
        severity=Severity.GAP,
        subjects=[node],
        text=text,
        question=T("Who sees to it that this decision is carried out, and when do we look back?"),
        remedy=T("Record who owns the decision, who watches it, and what was agreed to carry it out."),
        edges=[*deciding.edges, *(edge for edges in recorded.values() for edge in edges or ())],
        value=sum(there.values()),
        denominator=len(there),
    )


def _of_all(graph: Graph, whole: str, decisions: Sequence[str], complete: Sequence[str]) -> Finding:
    text = T("{n} of {m} decisions have all: a body with power, an owner, a monitor and an outcome.", n=len(complete), m=len(decisions))
    lacking = [node for node in decisions if node not in set(complete)]
    if lacking:
        text = T("{text} Others: {names}.", text=text, names=_names(graph, lacking))
    return ANALYSIS.make(
        graph,
        measure="binding",
        severity=Severity.GAP if lacking else Severity.INFO,
        subjects=[whole],
        text=text,
        question=T("Which decisions ask for a look back, and who plans that?"),
        nodes=decisions,
        value=len(complete),
        denominator=len(decisions),
        unit="decisions",
    )


def _no_decisions(graph: Graph, whole: str, bodies: Iterable[str]) -> Finding:
    return ANALYSIS.make(
        graph,
        measure="binding",
        severity=Severity.INFO,
        subjects=[whole],
        text=T("Not assessable: the sources hold no decisions, so whether they are followed up cannot be seen."),
        question=T("Where are decisions kept, and who follows them up?"),
        nodes=bodies,
        assessable=False,
    )


def _local_decisions(graph: Graph, node: str) -> Iterator[Finding]:
    """How many of the local decisions that go with a decision are recorded as taken."""
    local = local_decisions(graph, node)
    if not local.bodies or (len(local.bodies) == 1 and local.needed == 1 and _is_local_only(graph, node)):
        return  # one municipality that decides on its own matter needs no other
    params = {"item": quoted(graph, node), "names": _names(graph, local.bodies), "n": local.taken, "m": local.needed}
    known, whole = local.needed is not None, local.taken == local.needed
    if known:
        text = T("With {item} go decisions of municipal bodies themselves ({names}): {n} of {m} are recorded as taken.", **params)
    else:
        text = T("Not assessable: with {item} go decisions of municipal bodies themselves ({names}); how many is not said.", **params)
    if local.dates:
        dated = "; ".join(f"{quoted(graph, body)} {day}".strip() for body, day in local.dates)
        text = T("{text} Taken: {dates}.", text=text, dates=dated)
    yield ANALYSIS.make(
        graph,
        measure="local_decisions",
        severity=Severity.GAP if known and local.taken < (local.needed or 0) and _is_taken(graph, node) else Severity.INFO,
        subjects=[node],
        text=text,
        question=T("Do these decisions agree with each other, and who looks back on them together?")
        if whole
        else T("Which municipalities still decide, by when, and what holds until then?"),
        remedy=None if whole else T("Record each local decision with its date, or that it is not needed."),
        edges=local.edges,
        value=local.taken if known else None,
        denominator=local.needed,
        assessable=known,
    )


def local_decisions(graph: Graph, node: str) -> Locals:
    """The decisions of municipal bodies themselves that go with a decision: at whom, how many, and when those that are taken were."""
    ways: dict[str, list[Edge]] = {}
    choice = False
    for route in standing.edges(graph, node, "FOLLOWS", standing.NOT_FORMER):
        for step in standing.edges(graph, route.target, "HAS_STEP", standing.NOT_FORMER):
            attributes = graph.nodes[step.target]
            if attributes.get("action") in {"decide", "ratify"} and not attributes.get("optional") and "condition" not in attributes:
                at = [edge for edge in standing.edges(graph, step.target, "AT", standing.NOT_FORMER) if is_local(graph, edge.target)]
                choice |= len(at) > 1 and attributes.get("at_mode") == "any"
                for edge in at:
                    ways.setdefault(edge.target, [route, step, edge])
    for taken in standing.edges(graph, node, "TAKEN_BY", standing.NOT_FORMER):
        if is_local(graph, taken.target):
            ways.setdefault(taken.target, [taken])
    numbers = {body: _number(graph, body) for body in ways}
    done, dates = 0, []
    for body in ways:
        proof = _taken_there(graph, node, body)
        if proof:
            ways[body] += proof
            done += numbers[body] or 1
            dates.append((body, str(graph.nodes[proof[-1].source].get("date") or "")))
    known = not choice and None not in numbers.values()
    needed = sum(number or 0 for number in numbers.values()) if known else None
    return Locals(tuple(ways), needed, done, tuple(edge for edges in ways.values() for edge in edges), tuple(dates))


def _taken_there(graph: Graph, node: str, body: str) -> list[Edge]:
    """The relationships that show that a local body took its decision; none: nothing shows it."""
    own = [edge for edge in _named(graph, node, "TAKEN_BY") if edge.target == body]
    if own and _is_taken(graph, node):
        return own
    homes = {body} | {edge.target for edge in standing.edges(graph, body, "PART_OF", standing.NOT_FORMER)}
    for other, way in _related(graph, node).items():
        takers = [edge for edge in _named(graph, other, "TAKEN_BY") if edge.target in homes]
        if takers and _is_taken(graph, other):
            return [*way, *takers]
    return []


def _is_taken(graph: Graph, decision: str) -> bool:
    attributes = graph.nodes[decision]
    day = attributes.get("date")
    on = provenance(graph).on.get(attributes["dataset"], "")
    past = bool(day) and (not on or first_day(str(day)).isoformat() <= on)
    return bool(standing.has(attributes, standing.ACTUAL) and (past or ("result" in attributes and not day)))


def _number(graph: Graph, body: str) -> int | None:
    """How many bodies a record stands for; None: for several, and how many is not said."""
    holders = [graph.nodes[body], *(graph.nodes[edge.target] for edge in standing.edges(graph, body, "PART_OF", standing.NOT_FORMER))]
    count = next((holder["count"] for holder in holders if "count" in holder), None)
    if count is not None:
        return int(count)
    return None if "per" in graph.nodes[body] else 1


def _names(graph: Graph, nodes: Iterable[str]) -> str:
    return "; ".join(quoted(graph, node) for node in dict.fromkeys(nodes))


ORDER: tuple[Power, ...] = ("own", "transferred", "granted", "unknown", "none", "untaken")
PARTS: Mapping[str, Text] = {"owner": T("an owner"), "monitor": T("a monitor"), "outcome": T("what comes of it")}
POWER: Mapping[Power, Text] = {
    "none": T("a power of the body that takes it"),
    "unknown": T("whether the body that takes it has the power"),
    "untaken": T("who takes it"),
}

ANALYSIS = Analysis(
    kind="follow_up",
    title=Bilingual("Wat er na een besluit gebeurt", "What follows a decision"),
    question=Bilingual("Bindt elk besluit, en wie volgt het op?", "Does each decision bind, and who follows it up?"),
    run=follow_up,
    measures={
        "binding": Measure(Bilingual("wat een besluit laat werken", "what makes a decision hold"), "parts"),
        "power": Measure(Bilingual("bevoegdheid om te besluiten", "power to decide"), "decisions"),
        "local_decisions": Measure(Bilingual("plaatselijke besluiten genomen", "local decisions taken"), "decisions"),
    },
)
