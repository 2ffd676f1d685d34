"""Whether the year of budget, accounts, frames and amendments can be kept: counted back from the days of the law, against meetings.

For each product of planning and control with a route in which a day is named, its next round is counted back from the last such day.
The **latest day** of a step is the first of: its own day of the year (``by``); the day that the law sets (rules with the
pattern ``route_steps``, in the text of the day asked); the latest day of each step after it, less the days that must lie
between (``days_min``, or those of the law). What is decided, ratified or given as a view is taken in a meeting: then it is the last
dated meeting of the body up to that day, of several bodies the earliest of these. Preparing, offering and replying may be done
between meetings.

``slack`` is the latest day less the day that the route names, in days. Below zero the days **contradict each other**: whoever keeps to the
named day is too late for the meeting or the law after it. What it does not mean: that anything
went wrong; boards do more than plans say.
``no_meeting`` are bodies without a dated meeting where one must be; where the body has none in the whole round it is *not
assessable*. ``fits`` counts the products of a dataset whose days fit.

Example, worked out by hand: a budget is decided by 15 September; the board meets on 10 September, and not after that. The law of
2025 gives councils 12 weeks (84 days) before the draft is offered: 10 September less 84 days is 18 June. A plan that sends the draft
by 15 July is 27 days late.

Corner cases: empty, or a route without a day is left out, as is a region without such products. Linear in the steps and meetings.

Unit: days (``slack``), products (``fits``), bodies (``no_meeting``); no parameter. What it means: with days below zero somebody will have
to hurry or wait, and it is known beforehand. Reference: Wgr 34, 34b and 35, in the reference of rules. In Cypher: ``what-is-coming`` has
the dated records; counting back over a graph of steps is left to the analysis. Everybody in one body: one meeting may take several steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orggraph.findings import Analysis, Finding, Measure, Severity
from orggraph.graph import Graph
from orggraph.graph.datasets import first_names, quoted, wholes
from orggraph.graph.edges import Edge
from orggraph.i18n import Bilingual, N, T, Text
from orggraph.rules import RuleBase, rule_base
from orggraph.rules.cycle import Milestone, Round, rounds


def calendar(graph: Graph, base: RuleBase | None = None) -> list[Finding]:
    """Count each product back, and compare.

    Parameters
    ----------
    graph
        The projection.
    base
        The rules; None: those that come with the package.

    Returns
    -------
    Per product and step whose day is too late a ``tension``; per product and step without a meeting a ``tension``, *not
    assessable* where the body has no dated meetings at all; per dataset an ``info`` with how many products fit.
    """
    every = rounds(graph, base or rule_base())
    findings: list[Finding] = []
    fits: dict[str, list[Round]] = {}
    for answer in every:
        mine = [*_late(graph, answer), *_no_meeting(graph, answer)]
        findings += mine
        fits.setdefault(graph.nodes[answer.product]["dataset"], [])
        if not mine:
            fits[graph.nodes[answer.product]["dataset"]].append(answer)
    whole = wholes(graph)
    for dataset, fitting in fits.items():
        of_dataset = [answer for answer in every if graph.nodes[answer.product]["dataset"] == dataset]
        findings.append(_fits(graph, whole[dataset], fitting, of_dataset))
    return findings


def _late(graph: Graph, answer: Round) -> Iterator[Finding]:
    for stone in answer.milestones:
        if stone.slack is None or stone.slack >= 0 or stone.stated is None:
            continue
        yield ANALYSIS.make(
            graph,
            measure="slack",
            severity=Severity.TENSION,
            subjects=[answer.product],
            text=N(
                "{product}: {step} is planned by {stated}. Counted back it is {latest} at the latest{why}: {n} day earlier.",
                "{product}: {step} is planned by {stated}. Counted back it is {latest} at the latest{why}: {n} days earlier.",
                -stone.slack,
                product=quoted(graph, answer.product),
                step=quoted(graph, stone.step),
                stated=stone.stated.isoformat(),
                latest=stone.latest.isoformat(),
                why=_why(graph, answer, stone),
            ),
            question=T("Can this be done earlier, or can the meeting after it be held later?"),
            remedy=T("Lay the meeting dates of this year beside the route, and move the day."),
            edges=_evidence(answer, stone),
            value=stone.slack,
            object=stone.step,
        )


def _why(graph: Graph, answer: Round, stone: Milestone) -> Text:
    """By which meeting and law the latest day is what it is."""
    sittings = [sitting for later in answer.milestones if later.latest > stone.latest for sitting in later.sittings]
    articles = dict.fromkeys(f"{rule.basis.act} {rule.basis.article}" for rule in stone.rules if rule.basis)
    parts: list[Text] = [T("by {articles}", articles=list(articles))] if articles else []
    if sittings:
        body, day, _ = max(sittings, key=lambda sitting: sitting[1])
        parts.append(T("before {body} on {day}", body=quoted(graph, body), day=day.isoformat()))
    return T(" ({parts})", parts=parts) if parts else Text("")


def _no_meeting(graph: Graph, answer: Round) -> Iterator[Finding]:
    for stone in answer.milestones:
        bodies = (*stone.without, *stone.undated)
        if not bodies:
            continue
        params = {
            "product": quoted(graph, answer.product),
            "step": quoted(graph, stone.step),
            "limit": stone.limit.isoformat(),
            "names": first_names(graph, bodies),
        }
        if stone.without:
            text = T("{product}: {step} is due by {limit}, and no dated meeting of {names} falls before that.", **params)
        else:
            text = T("Not assessable whether {product} can keep to {limit} for {step}: no dated meeting is known of {names}.", **params)
        yield ANALYSIS.make(
            graph,
            measure="no_meeting",
            severity=Severity.TENSION,
            subjects=[answer.product],
            text=text,
            question=T("When do these bodies meet in that time?"),
            remedy=T("Record the meeting dates of the year, or plan a meeting."),
            edges=_evidence(answer, stone),
            nodes=bodies,
            object=stone.step,
            value=len(bodies) if stone.without else None,
            denominator=len(bodies) + len(stone.sittings) if stone.without else None,
            assessable=bool(stone.without),
        )


def _fits(graph: Graph, whole: str, fitting: Sequence[Round], every: Sequence[Round]) -> Finding:
    text = T("{n} of {m} products of planning and control have days that fit law and meetings.", n=len(fitting), m=len(every))
    rest = [answer.product for answer in every if answer not in fitting]
    if rest:
        text = T("{text} Others: {names}.", text=text, names=first_names(graph, rest, 8))
    return ANALYSIS.make(
        graph,
        measure="fits",
        severity=Severity.INFO,
        subjects=[whole],
        text=text,
        question=T("Who lays the meeting dates of next year beside the days of the law?"),
        nodes=[answer.product for answer in every],
        value=len(fitting),
        denominator=len(every),
    )


def _evidence(answer: Round, stone: Milestone) -> list[Edge]:
    stop = answer.timed.gates[stone.step].stop
    purposes = [purpose.edge for purpose in answer.course.purposes if purpose.node == answer.product]
    return [*purposes, stop.edge, *stop.at]


ANALYSIS = Analysis(
    kind="calendar",
    title=Bilingual("Planning van begroting en jaarrekening", "Planning of budget and accounts"),
    question=Bilingual("Kan het jaar van begroting en jaarrekening zo?", "Can the year of budget and accounts be kept?"),
    run=calendar,
    measures={
        "slack": Measure(Bilingual("dagen speling tot de uiterste dag", "days left to the latest day"), "days"),
        "no_meeting": Measure(Bilingual("gremia zonder vergadering op tijd", "bodies without a meeting in time"), "bodies"),
        "fits": Measure(Bilingual("producten waarvan de dagen passen", "products whose days fit"), "products"),
    },
    takes_rules=True,
)
