"""Who takes which: a best division under hard rules, with proof, by mixed integer programming (HiGHS, through SciPy).

People and portfolios are texts here; nothing of a graph. A division gives each portfolio to one person at most. First as many as
can be are placed, then the sum of wishes met is as high as can be:

    maximize  B * sum(x[p, i]) + sum(weight[i] * wish[p, i] * x[p, i])   with x in {0, 1} and B above all that wishes can sum to

Every rule is one named constraint, so that what conflicts can be named: the smallest conflicting set is found by hitting sets
(Ignatiev, Previti, Liffiton and Marques-Silva 2015), and is smallest, not only irreducible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from orggraph.errors import Refused
from orggraph.i18n import T, Text
from orggraph.solver import Row, minimize

Pair = tuple[str, str]
"""A person and a portfolio."""
SECONDS = 30.0


@dataclass(frozen=True)
class Rule:
    """A hard rule: what it says, and what it asks of the variables; ``rows`` gets the place of each pair."""

    name: str
    text: Text = field(compare=False)
    rows: Callable[[Mapping[Pair, int]], Sequence[Row]] = field(compare=False, repr=False)


@dataclass(frozen=True)
class Task:
    """What is to be divided: people, portfolios, wishes from -5 to 5 (0: none stated), how much a portfolio weighs, rules."""

    people: tuple[str, ...]
    items: tuple[str, ...]
    wishes: Mapping[Pair, float]
    weights: Mapping[str, float]
    rules: tuple[Rule, ...]

    def value(self, pair: Pair) -> float:
        """What a pair adds to the wishes met."""
        return self.weights.get(pair[1], 1.0) * self.wishes.get(pair, 0.0)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs, in the order of people and portfolios."""
        return tuple((person, item) for person in self.people for item in self.items)


@dataclass(frozen=True)
class Division:
    """Who gets what."""

    holder: Mapping[str, str]
    """The person by portfolio; a portfolio that stays open is not in it."""
    wishes: float
    """The sum of wishes met."""
    bound: float
    """No division with as many portfolios placed has a higher sum (proven by the solver)."""

    @property
    def proven(self) -> bool:
        """Whether it is proven to be the best."""
        return self.bound - self.wishes < 1e-6


def divide(task: Task, extra: Iterable[Rule] = (), *, seconds: float = SECONDS) -> Division | None:
    """The best division; None where the rules cannot hold together.

    Parameters
    ----------
    task
        What is to be divided.
    extra
        Rules beside its own.
    seconds
        After so long the best so far is given, with its bound.
    """
    places = {pair: place for place, pair in enumerate(task.pairs)}
    if not places:
        return Division({}, 0.0, 0.0)
    base = 1.0 + 2 * sum(abs(task.value(pair)) for pair in places)
    gain = [base + task.value(pair) for pair in places]
    once: list[Row] = [({places[person, item]: 1.0 for person in task.people}, 0, 1) for item in task.items]
    rows = [*once, *(row for rule in (*task.rules, *extra) for row in rule.rows(places))]
    solution = minimize([-value for value in gain], rows, seconds)
    if solution.infeasible:
        return None
    if solution.chosen is None:
        raise Refused(T("No division was ready within {n} seconds.", n=seconds), T("Divide fewer portfolios at a time."))
    chosen = [task.pairs[place] for place in solution.chosen]
    wishes = sum(task.value(pair) for pair in chosen)
    top = -solution.bound - base * len(chosen)
    return Division({item: person for person, item in chosen}, wishes, wishes if top - wishes < 1e-6 * base else top)


def several(task: Task, number: int, *, apart: int = 2, seconds: float = SECONDS) -> list[Division]:
    """The best division, and the best that each differ from all before in at least so many portfolios; fewer where there are no more."""
    divisions: list[Division] = []
    cuts: list[Rule] = []
    while len(divisions) < number and (division := divide(task, cuts, seconds=seconds)):
        if divisions and len(division.holder) < len(divisions[0].holder):
            break
        divisions.append(division)
        cuts.append(_differs(division, apart))
    return divisions


def conflict(task: Task) -> tuple[Rule, ...]:
    """The smallest set of rules that cannot hold together; none where all can."""
    if feasible(task, task.rules):
        return ()
    corrections: list[frozenset[int]] = []
    while True:
        core = _hitting(corrections, len(task.rules))
        if not feasible(task, [task.rules[place] for place in core]):
            return tuple(task.rules[place] for place in core)
        grown = set(core)
        for place in range(len(task.rules)):
            if place not in grown and feasible(task, [task.rules[each] for each in (*grown, place)]):
                grown.add(place)
        corrections.append(frozenset(range(len(task.rules))) - grown)


def keeps_open(task: Task, placed: int, extra: Iterable[Rule] = ()) -> tuple[Rule, ...] | None:
    """The smallest set of rules by which no more portfolios than so many can be placed; None where more can.

    Parameters
    ----------
    task
        What is to be divided.
    placed
        So many portfolios are placed.
    extra
        What must hold beside the rules, such as that one portfolio is placed; it is not in the answer.
    """
    beside = (_places(placed + 1), *extra)
    core = conflict(replace(task, rules=(*task.rules, *beside)))
    return tuple(rule for rule in core if rule not in beside) if core else None


def _places(least: int) -> Rule:
    return Rule(f"places {least}", Text("places"), lambda places: [(dict.fromkeys(places.values(), 1.0), least, inf)])


def feasible(task: Task, rules: Sequence[Rule]) -> bool:
    """Whether some division keeps these rules."""
    plain = Task(task.people, task.items, {}, {}, tuple(rules))
    return divide(plain) is not None


def _hitting(sets: Sequence[frozenset[int]], number: int) -> tuple[int, ...]:
    """The smallest set of places that meets each of these sets."""
    if not sets:
        return ()
    rows: list[Row] = [(dict.fromkeys(some, 1.0), 1, inf) for some in sets]
    return minimize([1.0] * number, rows).chosen or ()


def _differs(division: Division, least: int) -> Rule:
    def rows(places: Mapping[Pair, int]) -> list[Row]:
        same = {places[person, item]: 1.0 for item, person in division.holder.items()}
        return [(same, 0, max(0, len(same) - least))]

    return Rule("differs", Text("differs"), rows)


# kinds of rules ---------------------------------------------------------------------------------------------------


def fixed(name: str, pair: Pair, text: Text, *, given: bool) -> Rule:
    """Somebody must, or must not, get a portfolio."""
    value = 1.0 if given else 0.0
    return Rule(name, text, lambda places: [({places[pair]: 1.0}, value, value)] if pair in places else [])


def number(name: str, people: Sequence[str], items: Sequence[str], text: Text, *, least: int = 0, most: float = inf) -> Rule:
    """Each of these people gets so many portfolios."""
    return Rule(
        name, text, lambda places: [({places[person, item]: 1.0 for item in items}, least, most) for person in people]
    )  # fmt: skip


def load(name: str, people: Sequence[str], hours: Mapping[str, float], text: Text, most: Mapping[str, float]) -> Rule:
    """Each of these people gets no more hours than they have."""
    return Rule(
        name, text, lambda places: [({places[person, item]: each for item, each in hours.items()}, 0, most[person]) for person in people]
    )


def apart(name: str, people: Sequence[str], items: Sequence[str], text: Text) -> Rule:
    """Nobody gets two of these portfolios."""
    return Rule(name, text, lambda places: [({places[person, item]: 1.0 for item in items}, 0, 1) for person in people])


def everything(name: str, people: Sequence[str], items: Sequence[str], text: Text) -> Rule:
    """No portfolio stays open."""
    return Rule(name, text, lambda places: [({places[person, item]: 1.0 for person in people}, 1, 1) for item in items])


def some(name: str, people: Sequence[str], item: str) -> Rule:
    """Somebody gets this portfolio."""
    return everything(name, people, [item], Text("some"))
