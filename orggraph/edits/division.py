"""A division of portfolios for a region: from a file or a body to a task, and what comes of it in words.

The file belongs to who wrote the wishes; it is read, and never put into a dataset. A file is YAML:

    division: College van Oost
    dataset: voorbeeldregio
    people: [wethouder A, wethouder B]
    portfolios: [wonen, energie]
    wishes:
      wethouder A: {wonen: 5, energie: -2}
    goals: {energie: 2}
    hours: {wonen: 8, energie: 6}
    rules: {at_most: 3, at_least: 1, most_hours: 16, everything: true, must: {wonen: wethouder A}, must_not: {}, apart: [[wonen, energie]]}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from orggraph.edits import dividing
from orggraph.edits.dividing import Division, Pair, Rule, Task
from orggraph.errors import InvalidInput, NotFound, Problem, did_you_mean, nearest
from orggraph.graph import Graph
from orggraph.graph.people import name_order
from orggraph.graph.reading import holders, out, seats
from orggraph.i18n import T, Text
from orggraph.model.base import Row
from orggraph.views.lookup import resolve
from orggraph.yamltree import Path_, Tree, read_tree

FIELDS = ("division", "dataset", "on", "people", "portfolios", "wishes", "goals", "hours", "rules")
RULES = ("at_most", "at_least", "most_hours", "everything", "must", "must_not", "apart")
STRONGEST = 5
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


def work_out(task: Task, number: int = 3) -> Outcome:
    """Several good divisions, the best first; where there is none, the smallest set of rules that conflict."""
    divisions = tuple(dividing.several(task, number))
    return Outcome(task, divisions, () if divisions else dividing.conflict(task))


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


def name_of(graph: Graph, node: str) -> str:
    """The name of a node; of a portfolio that is not in the graph, the word that was given."""
    return str(graph.nodes[node]["name"]) if node in graph else node


# the file ---------------------------------------------------------------------------------------------------------


def read_division(path: Path, graph: Graph, base: Wanted | None = None) -> Wanted:
    """What a file asks, on top of what a body gives.

    A portfolio that is no topic or post of the data is a new one, by its word.

    Raises
    ------
    InvalidInput
        With all that is wrong in the file, each with its line.
    """
    tree = read_tree(path)
    if not isinstance(tree.value, dict):
        hint = T("Write people, portfolios, wishes and rules; the page on dividing in the docs shows a file.")
        raise InvalidInput([Problem("no_division", T("this is no division"), hint, tree.file)])
    return _File(tree, graph, base or Wanted((), ())).read()


class _File:
    """A file of wishes while it is read."""

    def __init__(self, tree: Tree, graph: Graph, base: Wanted) -> None:
        self.tree, self.graph, self.base = tree, graph, base
        self.problems: list[Problem] = list(tree.problems)
        self.people, self.items = list(base.people), list(base.items)

    def read(self) -> Wanted:
        given, rules = self.tree.value, self._map(("rules",))
        self._unknown((), given, FIELDS)
        self._unknown(("rules",), rules, RULES)
        for place, name in enumerate(self._list(("people",))):
            self._add(self.people, self._person(("people", place), name))
        for place, name in enumerate(self._list(("portfolios",))):
            self._add(self.items, self._portfolio(("portfolios", place), name, new=True))
        wanted = replace(
            self.base, people=tuple(self.people), items=tuple(self.items), wishes={**self.base.wishes, **self._wishes()},
            goals=self._numbers(("goals",)), hours=self._numbers(("hours",)), **self._limits(rules),
            everything=str(rules.get("everything", "")).lower() in ("true", "yes", "ja"), must=self._pairs("must"),
            must_not=self._pairs("must_not"), apart=self._apart(),
        )  # fmt: skip
        if self.problems:
            raise InvalidInput(self.problems)
        return wanted

    def _add(self, names: list[str], name: str | None) -> None:
        if name and name not in names:
            names.append(name)

    def _limits(self, rules: Mapping[str, Any]) -> dict[str, Any]:
        limits = {name: self._number(("rules", name), rules[name]) for name in ("at_most", "at_least", "most_hours") if rules.get(name)}
        return {name: limit if name == "most_hours" or limit is None else int(limit) for name, limit in limits.items() if limit is not None}

    def _wishes(self) -> dict[Pair, float]:
        wishes: dict[Pair, float] = {}
        for name, mine in self._map(("wishes",)).items():
            person = self._person(("wishes", name), name, known=True)
            for word, strength in mine.items() if isinstance(mine, dict) else ():
                path = ("wishes", name, word)
                item, wish = self._portfolio(path, word), self._number(path, strength)
                if wish is not None and abs(wish) > STRONGEST:
                    self._wrong(path, T("a wish is from -5 (rather not) to 5 (gladly), not {n}", n=wish), None)
                elif person and item and wish is not None:
                    wishes[person, item] = wish
        return wishes

    def _pairs(self, rule: str) -> tuple[Pair, ...]:
        pairs = []
        for word, people in self._map(("rules", rule)).items():
            path = ("rules", rule, word)
            item = self._portfolio(path, word)
            for name in people if isinstance(people, list) else [people]:
                person = self._person(path, name, known=True)
                if item and person:
                    pairs.append((person, item))
        return tuple(pairs)

    def _apart(self) -> tuple[tuple[str, ...], ...]:
        groups = []
        for place, group in enumerate(self._list(("rules", "apart"))):
            path = ("rules", "apart", place)
            items = [self._portfolio(path, word) for word in (group if isinstance(group, list) else [])]
            groups.append(tuple(item for item in items if item))
        return tuple(groups)

    def _numbers(self, path: Path_) -> dict[str, float]:
        numbers = ((self._portfolio((*path, word), word), self._number((*path, word), text)) for word, text in self._map(path).items())
        return {item: value for item, value in numbers if item and value is not None}

    def _number(self, path: Path_, text: Any) -> float | None:
        try:
            return float(str(text).replace(",", "."))
        except ValueError:
            self._wrong(path, T("{given} is no number", given=text), None)
            return None

    def _person(self, path: Path_, name: Any, *, known: bool = False) -> str | None:
        try:
            person = resolve(self.graph, str(name), labels=("Person",))
        except NotFound as error:
            self._wrong(path, error.message, error.hint)
            return None
        if known and person not in self.people:
            hint = did_you_mean([name_of(self.graph, each) for each in self.people])
            self._wrong(path, T("{name} is not among those to divide among", name=name), hint)
            return None
        return person

    def _portfolio(self, path: Path_, word: Any, *, new: bool = False) -> str | None:
        try:
            item = resolve(self.graph, str(word), labels=("Topic", "Post"))
        except NotFound:
            item = str(word)
        if not new and item not in self.items:
            names = [name_of(self.graph, each) for each in self.items]
            near = nearest(str(word), [*names, *(each.rsplit("/", 1)[-1] for each in self.items)])
            self._wrong(path, T("{name} is not among the portfolios", name=word), did_you_mean(near or names))
            return None
        return item

    def _map(self, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = self._of(path, dict, T("write it as name: value, one on a line"))
        return mapping

    def _list(self, path: Path_) -> list[Any]:
        entries: list[Any] = self._of(path, list, T("write it as a list: - one on a line"))
        return entries

    def _of(self, path: Path_, kind: type[Any], hint: Text) -> Any:
        value = self.tree.value
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None
        if value is None or isinstance(value, kind):
            return value if value is not None else kind()
        self._wrong(path, T("{name} cannot be read", name=str(path[-1])), hint)
        return kind()

    def _unknown(self, path: Path_, given: Mapping[str, Any], fields: tuple[str, ...]) -> None:
        for name in given:
            if name not in fields:
                self._wrong((*path, name), T("{name} is no field of a division", name=name), did_you_mean(nearest(name, fields)))

    def _wrong(self, path: Path_, message: Text, hint: Text | None) -> None:
        self.problems.append(self.tree.problem(path, "division", message, hint))
