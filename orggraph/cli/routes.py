"""The command that times routes: how long they take, what saves time, the calendar of a proposal, where a decision is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from orggraph.cli.options import Choice, formatted, progress, put, put_rows, reading, say, workspace
from orggraph.errors import NotFound, WrongUsage
from orggraph.i18n import Lang, T

if TYPE_CHECKING:
    from orggraph.graph import Graph
    from orggraph.graph.courses import Course
    from orggraph.tables.tables import Format

HELPS = T("Write the dates of meetings, how often a body meets a year, or the body of a step; or assume: --meetings ab=4.")
"""What makes a route assessable."""
ABOUT = ("Route", "Decision", "Product", "Arrangement")


@click.command()
@click.argument("what", metavar="[ROUTE|DECISION|PRODUCT]", default="")
@click.option("--start", metavar="DATE", help="Put a proposal in on this day: the calendar of its gates, and by when papers are in.")
@click.option("--where", is_flag=True, help="Where this is on its route on the date asked.")
@click.option("--savings", is_flag=True, help="What leaving out, merging, or running in parallel would save.")
@click.option("--forms", is_flag=True, help="The same proposal by every form of cooperation of the region.")
@click.option("--meetings", multiple=True, metavar="BODY=N", help="Assume so many meetings a year; may be repeated.")
@click.option("--without", multiple=True, metavar="STEP", help="Leave out this step, by number or id; may be repeated.")
@click.option("--together", multiple=True, metavar="STEP+STEP", help="Take two steps after each other in one meeting.")
@click.option("--beside", multiple=True, metavar="STEP+STEP", help="Take two steps after each other beside each other.")
@click.option("--papers", type=click.IntRange(0, 365), default=10, show_default=True, help="Days that papers are in before a meeting.")
@reading
@formatted
def route(
    what: str,
    start: str | None,
    where: bool,
    savings: bool,
    forms: bool,
    meetings: tuple[str, ...],
    without: tuple[str, ...],
    together: tuple[str, ...],
    beside: tuple[str, ...],
    papers: int,
    choice: Choice,
    lang: Lang,
    form: Format,
) -> None:
    """Say how long routes take: without a name all of them, else the gates of one.

    With --start the calendar of a proposal, with --where the place of a decision, with --savings what saves time.
    """
    from orggraph.graph.meetings import assumptions

    if sum((bool(start), where, savings, forms)) > 1:
        raise WrongUsage(T("--start, --where, --savings and --forms are different questions."), T("Give one of them."))
    if not what and (start or where or savings or without or together or beside):
        raise WrongUsage(T("This question is about one route."), T("Name a route, or a decision or product that travels it."))
    with workspace(lang, fill=True) as work, progress(T("Looking …"), lang):
        graph = choice.graph(work)
        assumed = assumptions(graph, meetings)
        if forms:
            _forms(graph, assumed, lang, form)
        elif not what:
            _all(graph, assumed, lang, form)
        elif where:
            _where(graph, what, assumed, lang, form)
        else:
            changed = {"without": without, "together": together, "beside": beside}
            _timed(graph, what, assumed, changed, (start, papers, savings), lang, form)


def _meant(graph: Graph, what: str) -> str:
    """What a name means: a route before a decision or product of the same name."""
    from orggraph.views.lookup import resolve

    try:
        return resolve(graph, what, labels=("Route",))
    except NotFound:
        return resolve(graph, what, labels=ABOUT)


def _courses(graph: Graph, what: str) -> list[Course]:
    """The routes that are meant by a name. Raises NotFound."""
    from orggraph.graph.courses import courses
    from orggraph.views.whereabouts import is_of

    node = _meant(graph, what)
    mine = [course for course in courses(graph) if is_of(course, node)]
    if not mine:
        raise NotFound(T("No route is known that {name} travels.", name=graph.nodes[node]["name"]), T("`orggraph route` names all routes."))
    return mine


def _all(graph: Graph, assumed: Mapping[str, float], lang: Lang, form: Format) -> None:
    from orggraph.graph.courses import courses
    from orggraph.views.waiting import waiting

    rows = []
    for course in courses(graph):
        answer = waiting(graph, course, assumed=assumed)
        p10, p50, p90 = map(round, answer.whole)
        known = {"p10": p10, "p50": p50, "p90": p90, "shortest": round(answer.short[1])} if answer.assessable else {}
        rows.append(
            {
                "route": graph.nodes[course.route]["name"],
                "id": course.route,
                "gates": len(answer.timed.waiting),
                "compulsory": len(answer.timed.compulsory.intersection(answer.timed.waiting)),
                **{name: known.get(name) for name in ("p10", "p50", "p90", "shortest")},
                "unknown": _names(graph, (*answer.timed.unknown, *answer.timed.without_body)),
            }
        )
    put(rows, form, ("route", "gates", "compulsory", "p10", "p50", "p90", "shortest", "unknown"), lang)
    if not rows:
        say(T("These data describe no route of a decision, at this date."), lang)
        say(T("Write a Route with its steps, or choose another region or date."), lang)
    elif any(row["unknown"] for row in rows):
        say(HELPS, lang)


def _timed(
    graph: Graph,
    what: str,
    assumed: Mapping[str, float],
    changed: Mapping[str, Sequence[str]],
    question: tuple[str | None, int, bool],
    lang: Lang,
    form: Format,
) -> None:
    from orggraph.analyses.routes import in_words
    from orggraph.views.waiting import CHANGES, savings, step_of, waiting

    start, papers, wants_savings = question
    rows: list[dict[str, Any]] = []
    for course in _courses(graph, what):
        without = [step_of(graph, course, name) for name in changed["without"]]
        pairs = {how: [_pair(graph, course, text) for text in changed[how]] for how in ("together", "beside")}
        answer = waiting(graph, course, assumed=assumed, without=without, together=pairs["together"], parallel=pairs["beside"])
        say(in_words(graph, answer.timed, answer.network, without), lang)
        if not answer.assessable:
            say(HELPS, lang)
        if start:
            rows += _calendar(graph, answer.timed, start, papers, without, lang)
        elif wants_savings:
            rows += [
                {
                    "change": CHANGES[saving.how].render(lang),
                    "steps": _names(graph, saving.steps),
                    "days": round(saving.days, 1),
                    "p50": round(saving.p50),
                    "p90": round(saving.p90),
                }
                for saving in (savings(answer) if answer.assessable else ())
            ]
        else:
            rows += [_gate(graph, wait, lang) for wait in answer.waits]
    put_rows(rows, lang, form, tuple(rows[0]) if rows else ())


def _pair(graph: Graph, course: Course, text: str) -> tuple[str, str]:
    from orggraph.views.waiting import step_of

    first, plus, second = text.partition("+")
    if not plus:
        raise WrongUsage(T("{given} is no pair of steps.", given=text), T("Write two steps with a plus between: 4+5."))
    return step_of(graph, course, first.strip()), step_of(graph, course, second.strip())


def _gate(graph: Graph, wait: Any, lang: Lang) -> dict[str, Any]:
    bases = dict.fromkeys(BASES[rhythm.basis].render(lang) for rhythm in wait.rhythms)
    return {
        "number": wait.gate.stop.number,
        "step": graph.nodes[wait.step]["name"],
        "body": _names(graph, [rhythm.body for rhythm in wait.rhythms]),
        "a_year": ", ".join(dict.fromkeys(f"{rhythm.a_year:.3g}" for rhythm in wait.rhythms if rhythm.a_year)),
        "rests_on": T("in the same meeting").render(lang) if wait.same else ", ".join(bases),
        "mean": None if wait.gate.unknown else round(wait.mean, 1),
        "longest": None if wait.gate.unknown else round(wait.longest),
        "passed_by": T("no").render(lang) if wait.compulsory else T("yes").render(lang),
    }


def _calendar(graph: Graph, timed: Any, start: str, papers: int, without: Sequence[str], lang: Lang) -> list[dict[str, Any]]:
    from orggraph.params import Param, bind
    from orggraph.views.proposals import schedule

    day = date.fromisoformat(bind({"start": Param("date")}, {"start": start})["start"])
    made = schedule(graph, timed, day, papers=papers, without=without)
    for first, last in made.quiet:
        say(T("No council on this route meets between {first} and {last}.", first=first.isoformat(), last=last.isoformat()), lang)
    return [row for stage in made.stages for row in _stage(graph, stage, lang)]


def _stage(graph: Graph, stage: Any, lang: Lang) -> list[dict[str, Any]]:
    row = {"number": stage.gate.stop.number, "step": graph.nodes[stage.step]["name"], "ready": stage.ready}
    days: dict[tuple[Any, ...], list[str]] = {}
    for sitting in stage.sittings:
        days.setdefault((sitting.papers, sitting.day, sitting.meeting is None), []).append(sitting.body)
    if not days:
        days = {(None, None, False): [edge.target for edge in stage.gate.stop.at]}
    return [
        row
        | {
            "body": _names(graph, bodies),
            "papers_in": papers,
            "meets_on": day,
            "sure": _sure(day, estimated=estimated, stage=stage).render(lang),
            "done": stage.done,
            "as_stated": graph.nodes[stage.step].get("as_stated"),
            "pen": _names(graph, stage.pens),
        }
        for (papers, day, estimated), bodies in days.items()
    ]


def _sure(day: date | None, *, estimated: bool, stage: Any) -> Any:
    if stage.same:
        return T("in the same meeting")
    if day is None:
        return T("it is not known when") if stage.gate.rhythms or stage.gate.lacks_body else T("without a meeting")
    return T("estimated") if estimated else T("dated meeting")


def _where(graph: Graph, what: str, assumed: Mapping[str, float], lang: Lang, form: Format) -> None:
    from orggraph.graph import provenance
    from orggraph.model.dates import first_day
    from orggraph.views.whereabouts import in_words, whereabouts

    _courses(graph, what)
    node = _meant(graph, what)
    on = first_day(provenance(graph).on[graph.nodes[node]["dataset"]])
    rows = []
    for place in whereabouts(graph, node, on, assumed=assumed):
        for text in in_words(graph, place):
            say(text, lang)
        signs = {step: [sign for sign in place.signs if sign.step == step] for step in place.rest.timed.gates}
        expected = {stage.step: stage.done for stage in place.rest.stages}
        for step, gate in place.rest.timed.gates.items():
            state = T("passed") if step in place.passed else T("now") if step in place.now else T("to come")
            rows.append(
                {
                    "number": gate.stop.number,
                    "step": graph.nodes[step]["name"],
                    "body": _names(graph, [edge.target for edge in gate.stop.at]),
                    "state": state.render(lang),
                    "shown_by": "; ".join(dict.fromkeys(f"{sign.day} {graph.nodes[sign.node]['name']}" for sign in signs[step])),
                    "expected": expected.get(step),
                }
            )
    put_rows(rows, lang, form, ("number", "step", "body", "state", "shown_by", "expected"))


def _forms(graph: Graph, assumed: Mapping[str, float], lang: Lang, form: Format) -> None:
    from orggraph.views.same_proposal import same_proposal, ways

    rows = []
    for answer in same_proposal(graph, assumed):
        unknown = [rhythm.body for halt in answer.halts if halt.mean is None for rhythm in halt.rhythms]
        p10, p50, p90 = map(round, answer.whole) if answer.whole else (None, None, None)
        rows.append(
            {
                "form": answer.form.names[lang],
                "arrangement": graph.nodes[answer.arrangement]["name"],
                "gates": len(answer.halts),
                "p10": p10,
                "p50": p50,
                "p90": p90,
                "decide": answer.decide,
                "binds": answer.way.binds[lang],
                "unknown": _names(graph, unknown),
            }
        )
    why = T("Councils have {n} days for a view. {why}.", n=ways().days, why=ways().why_days)
    put_rows(rows, lang, form, ("form", "arrangement", "gates", "p10", "p50", "p90", "decide", "binds", "unknown"))
    if rows:
        say(why, lang)


def _names(graph: Graph, nodes: Sequence[str]) -> str:
    return ", ".join(str(graph.nodes[node].get("short_name") or graph.nodes[node]["name"]) for node in dict.fromkeys(nodes))


BASES = {
    "dates": T("dated meetings"),
    "stated": T("meetings a year"),
    "assumed": T("assumed"),
    "unknown": T("not known"),
}
