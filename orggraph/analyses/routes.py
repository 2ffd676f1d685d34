"""How long a route takes, through whom, and whom it cannot pass by.

A **gate** is a step that waits for the meeting of a body. One waits for it on average half of the time between two
meetings: (365 ÷ meetings a year) ÷ 2 days, and at most all of it, each wait in between being as likely (uniform). Where the
dated meetings of a body span ten months or more, and are at least three quarters of what it is said to meet, the wait follows
from these dates: Σ gap² ÷ (2 × Σ gap), which counts the summer. Bodies with dates that must all have met are asked together, day
by day; others are independent, and of n of them the last one takes n ÷ (n + 1) of the time between two meetings on average.
A step takes at least its ``days_min`` (a term of law, mostly); where a draft is sent with a term, the councils meet while that
runs. Steps of one body after each other are done in one meeting.

Waits after each other add up and are convolved, branches beside each other count by the latest: p10, p50 and p90 by formula on a
grid of a quarter of a day. Where branches share steps, 20,000 draws with seed 1 answer instead; a test has both agree.
The **whole** way takes every step and waits for the body that meets least often where one of several will do; the **short** way
passes what is optional or conditional, and takes the body that meets most often.

Range: 0 days and more. It is waiting for meetings and terms, and no work, no postponement, no full agenda and no second reading:
a lower bound of what a calendar shows. What it does not mean: p50 says nothing of
one proposal, and compares no people. Meeting dates of bodies hang
together, which a sum of independent waits leaves out: put a proposal in on a date (``orggraph route --start``) to see that.

A gate is **compulsory** when no way passes it by: an immediate dominator of the end in the choices of the route (NetworkX
``immediate_dominators``), or always reached beside one. A route has **power** where a step that decides or ratifies is at a body that may
(see ``follow_up``). A way back to an earlier step (a loop, which needs a condition) is told, and counted as not taken.

Example, worked out by hand: two gates after each other, of bodies that meet 12 and 4 times a year: the time between
meetings is 30.4 and 91.25 days, the mean and p50 15.2 + 45.6 = 60.8; p90 is the x of which (121.7 − x)² ÷ (2 × 30.4 × 91.25) = 0.1: 98.1.

Corner cases: empty, nothing; a route without a gate is silent; of a gate whose body is unknown or meets nobody knows how often, the route
is *not assessable* and says which. Linear in the steps, and in the days of a route.

What it means: whoever needs a decision by a day can count back, and see which body to ask for another day. Defaults: the middle of "3 or
4" meetings; ten months of dates, since a year without its summer counts too short. In Cypher: ``route-of-decision`` and ``steps-at-body``
have the steps and their bodies; chances are left to the analysis. No dates: the meetings a year. One body for everything: steps after
each other are one meeting. Two parts without a way between them run beside each other. Reference: Cooper et al. 2001 for dominators;
waits as of a passenger who arrives at random (residual life).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph, durations
from orggraph.graph.courses import courses
from orggraph.graph.datasets import first_names, quoted
from orggraph.graph.edges import Edge
from orggraph.graph.meetings import assumptions
from orggraph.graph.powers import HAS_POWER, only_arrangements, power_of
from orggraph.graph.timing import Gate, Network, Plan, plan
from orggraph.i18n import Bilingual, N, T, Text
from orggraph.params import Param


def routes(graph: Graph, meetings: Sequence[str] = ()) -> list[Finding]:
    """Time each route, and ask whom it passes.

    Parameters
    ----------
    graph
        The projection. Former routes and steps are left out, proposed ones are in.
    meetings
        Meetings a year that are assumed, as ``ab=4``: they go before what the data say.

    Returns
    -------
    Per route with a gate an ``info`` with its p50, p10, p90, gates and compulsory gates, or *not assessable* with what is not known;
    per route with a way back an ``info``; per route that decides at bodies without a power that is recorded a ``tension``.

    Raises
    ------
    WrongUsage, UnknownName
        An assumption that cannot be read, or of a body that is not there.
    """
    assumed = assumptions(graph, meetings)
    only = only_arrangements(graph)
    findings: list[Finding] = []
    for course in courses(graph):
        timed = plan(graph, course, assumed)
        findings += [*_duration(graph, timed), *_loops(graph, timed), *_power(graph, timed, only)]
    return findings


def _duration(graph: Graph, timed: Plan) -> Iterator[Finding]:
    """How long the route takes, or what is not known of it."""
    if timed.unknown or timed.without_body:
        yield _not_assessable(graph, timed)
        return
    if not timed.waiting:
        return
    whole, waiting = timed.way(), timed.waiting
    p10, p50, p90 = whole.quantiles(0.1, 0.5, 0.9)
    yield ANALYSIS.make_of(
        graph,
        {
            "duration": (round(p50), None),
            "p10": (round(p10), None),
            "p90": (round(p90), None),
            "gates": (len(waiting), len(timed.gates)),
            "compulsory": (len(timed.compulsory.intersection(waiting)), len(waiting)),
        },
        severity=Severity.INFO,
        subjects=[timed.course.route],
        text=in_words(graph, timed, whole),
        question=T("Which of these gates can be taken together, beside each other, or earlier?"),
        edges=_evidence(timed, waiting),
    )


def in_words(graph: Graph, timed: Plan, network: Network, without: Sequence[str] = ()) -> Text:
    """How long a route takes, in sentences: the figures, the gates, where one waits longest, and on what it rests.

    Parameters
    ----------
    graph
        The projection.
    timed
        The route.
    network
        One way to go it.
    without
        Steps that are left out of it.
    """
    if timed.unknown or timed.without_body:
        return _lacking(graph, timed)
    waiting = [step for step in timed.waiting if step in network.order and step not in without]
    if not waiting:
        return T("{route} waits for no meeting that is known.", route=quoted(graph, timed.course.route))
    p50, p90 = network.quantiles(0.5, 0.9)
    params = {"route": quoted(graph, timed.course.route), "p50": round(p50), "p90": round(p90)}
    text = N(
        "{route}: half of the proposals are through within {p50} days of waiting, nine out of ten within {p90}; "
        "of {n} gate no way passes {k} by.",
        "{route}: half of the proposals are through within {p50} days of waiting, nine out of ten within {p90}; "
        "of {n} gates no way passes {k} by.",
        len(waiting),
        k=len(timed.compulsory.intersection(waiting)),
        **params,
    )
    shorter = timed.way(short=True, without=without).quantiles(0.5, 0.9) if timed.has_choice else (p50, p90)
    if round(shorter[0]) < round(p50):
        text = T("{text} The shortest way takes {p50} and {p90} days.", text=text, p50=round(shorter[0]), p90=round(shorter[1]))
    days, longest = max((durations.mean(network.spans[step].masses), step) for step in waiting)
    name = quoted(graph, longest)
    if timed.back:
        earlier = first_names(graph, list(dict.fromkeys(way for _, way in timed.back)))
        text = T("{text} A way back to {earlier} is counted as not taken.", text=text, earlier=earlier)
    return T("{text} Longest at {step}: {days} days on average. {basis}", text=text, step=name, days=round(days), basis=_basis(timed))


def _basis(timed: Plan) -> Text:
    """On what the waits rest, in a sentence."""
    by: dict[str, set[str]] = {}
    for gate in timed.gates.values():
        for rhythm in gate.rhythms:
            by.setdefault(rhythm.basis, set()).add(rhythm.body)
    return T("It rests on {parts}.", parts=[_resting(basis, len(bodies)) for basis, bodies in by.items()])


def _resting(basis: str, n: int) -> Text:
    if basis == "dates":
        return N("the dated meetings of {n} body", "the dated meetings of {n} bodies", n)
    if basis == "assumed":
        return N("assumed meetings a year of {n} body", "assumed meetings a year of {n} bodies", n)
    return N("the meetings a year of {n} body", "the meetings a year of {n} bodies", n)


def _lacking(graph: Graph, timed: Plan) -> Text:
    """What is not known of a route, so that nobody can say how long it takes."""
    lacks: list[Text] = []
    if timed.unknown:
        lacks.append(T("it is not known how often these meet: {names}", names=first_names(graph, timed.unknown)))
    if timed.without_body:
        lacks.append(T("these steps name no body: {names}", names=first_names(graph, timed.without_body)))
    return T("Not assessable how long {route} takes: {lacks}.", route=quoted(graph, timed.course.route), lacks=lacks)


def _not_assessable(graph: Graph, timed: Plan) -> Finding:
    return ANALYSIS.make(
        graph,
        measure="duration",
        severity=Severity.INFO,
        subjects=[timed.course.route],
        text=_lacking(graph, timed),
        question=T("How often do these bodies meet, and when?"),
        remedy=T("Record the dates of meetings, or how often a body meets a year; or ask with an assumption: meetings=ab=4."),
        edges=_evidence(timed, timed.gates),
        assessable=False,
    )


def _loops(graph: Graph, timed: Plan) -> Iterator[Finding]:
    for step, earlier in timed.back:
        text = T(
            "{route} can go back from {step} to {earlier}; its duration is that of going there once.",
            route=quoted(graph, timed.course.route),
            step=quoted(graph, step),
            earlier=quoted(graph, earlier),
        )
        yield ANALYSIS.make(
            graph,
            measure="loops",
            severity=Severity.INFO,
            subjects=[step, earlier],
            text=text,
            question=T("How often may a proposal come back, and who says that it is enough?"),
            remedy=T("Record on which condition the route goes back."),
            edges=[way for way in timed.gates[step].stop.next if way.target == earlier],
            value=1,
        )


def _power(graph: Graph, timed: Plan, only: Mapping[str, str]) -> Iterator[Finding]:
    """The finding on a route of which every step that decides is at a body of which no power is recorded."""
    deciding = [gate for gate in timed.gates.values() if gate.stop.decides]
    places = [edge for gate in deciding for edge in gate.stop.at]
    if not places:
        return
    dataset = graph.nodes[timed.course.route]["dataset"]
    powers = {edge.target: power_of(graph, edge.target, only.get(dataset)) for edge in places}
    if any(power in HAS_POWER for power, _ in powers.values()):
        return
    known = all(power == "none" for power, _ in powers.values())
    params = {"route": quoted(graph, timed.course.route), "names": first_names(graph, list(powers)), "n": len(powers)}
    if known:
        text = T("{route} ends without a body with power: it is decided at {names}, of which no power to decide is recorded.", **params)
    else:
        text = T(
            "Not assessable whether {route} reaches a body with power: it is decided at {names}, "
            "and whether powers were transferred is not said.",
            **params,
        )
    yield ANALYSIS.make(
        graph,
        measure="power",
        severity=Severity.TENSION,
        subjects=[timed.course.route],
        text=text,
        question=T("Who decides after this, and where does the route say so?"),
        remedy=T("Record the power or mandate, or the steps at the bodies that decide."),
        edges=[*_evidence(timed, [gate.stop.step for gate in deciding]), *(edge for _, edges in powers.values() for edge in edges)],
        value=0 if known else None,
        denominator=len(powers) if known else None,
        assessable=known,
    )


def _evidence(timed: Plan, steps: Sequence[str] | Mapping[str, Gate]) -> list[Edge]:
    stops = [timed.gates[step].stop for step in steps]
    return [edge for stop in stops for edge in (stop.edge, *stop.at)]


ANALYSIS = Analysis(
    kind="routes",
    title=Bilingual("Doorlooptijd van routes", "Duration of routes"),
    question=Bilingual(
        "Hoe lang duurt een route, en langs wie kan zij niet heen?", "How long does a route take, and whom can it not pass by?"
    ),
    run=routes,
    measures={
        "duration": Measure(
            Bilingual("wachttijd: de helft is binnen zoveel dagen klaar", "waiting: half is through within so many days"), "days"
        ),
        "p10": Measure(Bilingual("een op de tien is binnen zoveel dagen klaar", "one in ten is through within so many days"), "days"),
        "p90": Measure(Bilingual("negen op de tien zijn binnen zoveel dagen klaar", "nine in ten are through within so many days"), "days"),
        "gates": Measure(Bilingual("stappen die op een vergadering wachten", "steps that wait for a meeting"), "steps"),
        "compulsory": Measure(Bilingual("vergaderingen waar geen weg omheen gaat", "gates that no way passes by"), "steps"),
        "loops": Measure(Bilingual("wegen terug naar een eerdere stap", "ways back to an earlier step"), "ways"),
        "power": Measure(Bilingual("gremia met bevoegdheid om te besluiten", "bodies with power to decide"), "bodies"),
    },
    params={
        "meetings": Param(
            "list",
            (),
            Bilingual(
                "Aangenomen aantallen vergaderingen per jaar: gremium=aantal, met komma's ertussen",
                "Assumed meetings a year: body=number, with commas between",
            ),
        )
    },
)
