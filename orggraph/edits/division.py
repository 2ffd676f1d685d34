"""A division of portfolios for a region: from a body or a file (:mod:`orggraph.edits.wishes`) to a task, and what comes of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from orggraph.edits import dividing
from orggraph.edits.dividing import Division, Pair, Rule, Task
from orggraph.errors import InvalidInput, Problem
from orggraph.graph import Graph
from orggraph.graph.people import name_order
from orggraph.graph.reading import holders, out, seats
from orggraph.i18n import N, T, Text
from orggraph.model.base import Row

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Wanted:
    """What is to be divided, with ids for names."""

    people: tuple[str, ...]
    items: tuple[str, ...]
    wishes: Mapping[Pair, float] = field(default_factory=dict)
    goals: Numbers = field(default_factory=dict)
    """How much it matters that a portfolio goes to somebody who wants it; 1 where nothing is said."""
    hours: Numbers = field(default_factory=dict)
    at_most: int | None = None
    at_least: int = 0
    most_hours: float | None = None
    everything: bool = False
    must: tuple[Pair, ...] = ()
    must_not: tuple[Pair, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    law: tuple[Rule, ...] = ()
    """What the law keeps apart (:func:`orggraph.edits.hats.barred`)."""


def of_body(graph: Graph, body: str, *, recorded_wishes: bool = False) -> Wanted:
    """The members of a body and the topics of their posts in it; with the wishes that the dataset records only where that is asked.

    Parameters
    ----------
    graph
        The projection.
    body
        Its id.
    recorded_wishes
        Whether to read ``PREFERS``; a wish is as strong as its weight, 1 where none is stated.
    """
    held = [(seat.post, edge.source) for seat in seats(graph, body) for edge in holders(graph, seat.post)]
    people = sorted({person for _post, person in held}, key=lambda node: name_order(graph, node))
    wishes = {
        (person, edge.target): float(edge.attributes.get("weight") or 1)
        for person in (people if recorded_wishes else ())
        for edge in out(graph, person, "PREFERS")
    }
    topics = {edge.target for post, _person in held for edge in out(graph, post, "COVERS")}
    items = sorted(topics, key=lambda node: name_order(graph, node))
    return Wanted(tuple(people), tuple(items), {pair: wish for pair, wish in wishes.items() if pair[1] in topics})


def task_of(wanted: Wanted, graph: Graph) -> Task:
    """The task for the solver; every rule is named in words.

    Raises
    ------
    InvalidInput
        Where there is nobody, no portfolio, or no wish at all.
    """
    problems = []
    if not wanted.people:
        problems.append(Problem("people", T("nobody is named to divide among"), T("Write people, or choose a body with members.")))
    if not wanted.items:
        problems.append(
            Problem("portfolios", T("no portfolio is named"), T("Write portfolios, or choose a body whose posts cover topics."))
        )
    if not any(wanted.wishes.values()):
        hint = T("Write wishes: per person the portfolios from -5 (rather not) to 5 (gladly). Without, every division is as good.")
        problems.append(Problem("wishes", T("no wish is stated"), hint))
    if problems:
        raise InvalidInput(problems)
    return Task(wanted.people, wanted.items, wanted.wishes, wanted.goals, tuple(_rules(wanted, graph)))


def _rules(wanted: Wanted, graph: Graph) -> Iterable[Rule]:
    people, items = wanted.people, wanted.items

    def name(node: str) -> str:
        return name_of(graph, node)

    for person, item in wanted.must:
        text = T("{person} must get {item}", person=name(person), item=name(item))
        yield dividing.fixed(f"must {person} {item}", (person, item), text, given=True)
    for person, item in wanted.must_not:
        text = T("{person} must not get {item}", person=name(person), item=name(item))
        yield dividing.fixed(f"must_not {person} {item}", (person, item), text, given=False)
    for group in wanted.apart:
        yield dividing.apart(f"apart {group}", people, group, T("{items} go to different people", items=[name(item) for item in group]))
    if wanted.at_most is not None:
        yield dividing.number("at_most", people, items, T("nobody gets more than {n}", n=wanted.at_most), most=wanted.at_most)
    if wanted.at_least:
        yield dividing.number("at_least", people, items, T("everybody gets at least {n}", n=wanted.at_least), least=wanted.at_least)
    if wanted.most_hours is not None:
        text = T("nobody gets more than {n} hours", n=wanted.most_hours)
        yield dividing.load("most_hours", people, {item: wanted.hours.get(item, 0.0) for item in items}, text,
                            dict.fromkeys(people, wanted.most_hours))  # fmt: skip
    if wanted.everything:
        yield dividing.everything("everything", people, items, T("no portfolio stays open"))
    yield from wanted.law


@dataclass(frozen=True)
class Outcome:
    """Divisions beside each other, or the rules that cannot hold together."""

    task: Task
    divisions: tuple[Division, ...]
    conflict: tuple[Rule, ...] = ()
    binding: tuple[Rule, ...] = ()
    """By which rules no more portfolios can be placed than the first division places; none where all are."""

    @property
    def open(self) -> tuple[str, ...]:
        """The portfolios that stay open in the first division."""
        return tuple(item for item in self.task.items if self.divisions and item not in self.divisions[0].holder)


def work_out(task: Task, number: int = 3) -> Outcome:
    """Several good divisions, the best first; where there is none, the smallest set of rules that conflict."""
    divisions = tuple(dividing.several(task, number))
    if not divisions:
        return Outcome(task, divisions, dividing.conflict(task))
    placed = len(divisions[0].holder)
    binding = dividing.keeps_open(task, placed) if placed < len(task.items) else None
    return Outcome(task, divisions, binding=binding or ())


def met(task: Task, division: Division, person: str) -> tuple[float, float]:
    """How much of a person's wishes is met, and the most that could be: the sum of all that they want."""
    wants = {item: wish for item in task.items if (wish := task.wishes.get((person, item), 0.0))}
    given = sum(wish for item, wish in wants.items() if division.holder.get(item) == person)
    return given, sum(wish for wish in wants.values() if wish > 0)


def why_not(task: Task, division: Division, pair: Pair, graph: Graph) -> Text:
    """Why somebody does not get what they want: the rules that bind, or what it would cost the others."""
    forced = dividing.fixed("wish", pair, T("this wish"), given=True)
    other = dividing.divide(task, [forced])
    if other is None:
        rules = dividing.conflict(replace(task, rules=(*task.rules, forced)))
        return T("cannot be, by: {rules}", rules=[rule.text for rule in rules if rule is not forced] or ["-"])
    if len(other.holder) < len(division.holder):
        return T("then {n} more portfolios stay open", n=len(division.holder) - len(other.holder))
    holder = division.holder.get(pair[1])
    fewer = round(division.wishes - other.wishes, 2)
    if holder is None:
        return T("stays open; then {n} fewer wishes are met", n=fewer)
    if not fewer:
        return T("{holder} gets it; the other way round is as good", holder=name_of(graph, holder))
    return T("{holder} gets it; the other way round {n} less of the wishes is met", holder=name_of(graph, holder), n=fewer)


def sentence(outcome: Outcome) -> Text:
    """What is worth knowing first: how much is placed and met, of how much, and what is proven."""
    if outcome.conflict:
        return T("No division keeps all rules. These {n} cannot hold together: {rules}.", n=len(outcome.conflict),
                 rules=[rule.text for rule in outcome.conflict])  # fmt: skip
    text = _in_figures(outcome)
    if not outcome.open:
        return text
    return N("{text} {n} portfolio stays open, by: {rules}.", "{text} {n} portfolios stay open, by: {rules}.", len(outcome.open),
             text=text, rules=[rule.text for rule in outcome.binding])  # fmt: skip


def _in_figures(outcome: Outcome) -> Text:
    """How much is placed and met, of how much, and what is proven."""
    best, task = outcome.divisions[0], outcome.task
    most = sum(value for pair in task.pairs if (value := task.value(pair)) > 0)
    figures = {"placed": len(best.holder), "items": len(task.items), "wishes": round(best.wishes, 2), "most": round(most, 2)}
    if best.proven:
        return T("{placed} of {items} portfolios are placed, with {wishes} of {most} of the wishes; no division does better.", **figures)
    return T("{placed} of {items} portfolios are placed, with {wishes} of {most} of the wishes; at most {bound} can be.",
             bound=round(best.bound, 2), **figures)  # fmt: skip


def division_rows(outcome: Outcome, graph: Graph, open_word: str) -> list[Row]:
    """Per portfolio who gets it, in each division."""
    return [
        {"portfolio": name_of(graph, item)}
        | {
            str(number): name_of(graph, holder) if (holder := division.holder.get(item)) else open_word
            for number, division in enumerate(outcome.divisions, 1)
        }
        for item in outcome.task.items
    ]


def people_rows(outcome: Outcome, graph: Graph) -> list[Row]:
    """Per person and division: what they get, and how much of their wishes is met, of what they want."""
    task = outcome.task
    return [
        {
            "person": name_of(graph, person), "division": number,
            "portfolios": [name_of(graph, item) for item in task.items if division.holder.get(item) == person],
            "met": round(given, 2), "wanted": round(most, 2),
        }
        for person in task.people
        for number, division in enumerate(outcome.divisions, 1)
        for given, most in [met(task, division, person)]
    ]  # fmt: skip


def unmet_rows(outcome: Outcome, graph: Graph) -> list[Row]:
    """Per wish that the best division does not meet: how strong it is, and why."""
    if not outcome.divisions:
        return []
    task, best = outcome.task, outcome.divisions[0]
    wanted = [pair for pair in task.pairs if task.wishes.get(pair, 0) > 0 and best.holder.get(pair[1]) != pair[0]]
    return [
        {"person": name_of(graph, pair[0]), "portfolio": name_of(graph, pair[1]), "wish": task.wishes[pair],
         "why": why_not(task, best, pair, graph)}
        for pair in wanted
    ]  # fmt: skip


def open_rows(outcome: Outcome, graph: Graph) -> list[Row]:
    """Per portfolio that the first division leaves open: by which rules it stays so, or those by which another would."""
    rows = []
    for item in outcome.open:
        given = dividing.some(f"some {item}", outcome.task.people, item)
        if dividing.feasible(outcome.task, [*outcome.task.rules, given]):
            why = T("can be placed only instead of another, by: {rules}", rules=[rule.text for rule in outcome.binding])
        else:
            core = dividing.conflict(replace(outcome.task, rules=(*outcome.task.rules, given)))
            why = T("cannot be, by: {rules}", rules=[rule.text for rule in core if rule != given])
        rows.append({"portfolio": name_of(graph, item), "why": why})
    return rows


def name_of(graph: Graph, node: str) -> str:
    """The name of a node; of a portfolio that is not in the graph, the word that was given."""
    return str(graph.nodes[node]["name"]) if node in graph else node
