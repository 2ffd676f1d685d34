"""Relief: which few seats, if their holder leaves them, take away most of what presses on people; and who could take them.

A change is one holding that ends, with the seats that depend on it; an office of a municipality (mayor, alderman, councillor, official)
is not among them. What counts is every case of colliding hats, of much coming
together and of a single point that rests on a holding which ends, and is gone after it by the analyses themselves. A case cannot go
by a holding that it does not rest on, and what stays when all candidates end stays when some of them do: ending a holding adds no
hat and no load. So the cases that rest on a set of changes bound what it takes away, and the search ends where no set that is left
has a higher bound. It says whether that is proven, or how far the bound is away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from orggraph.analyses import find
from orggraph.edits import Change, Draft, Proposal, Scenario, registry, what_if
from orggraph.edits.comparing import compare
from orggraph.errors import WrongUsage
from orggraph.findings import Finding
from orggraph.garbage import no_garbage_collection
from orggraph.graph import Graph, project
from orggraph.graph.kept import kept
from orggraph.graph.people import name_order
from orggraph.graph.reading import holders, into, office, offices
from orggraph.i18n import T, Text
from orggraph.model.base import Row
from orggraph.model.dataset import Dataset
from orggraph.model.relationships import Holds
from orggraph.model.tables import to_tables
from orggraph.workspace import Workspace

KINDS = ("role_conflicts", "role_overload", "key_persons")
"""Analyses of what presses: collisions, load over the norm, single points."""
CANDIDATES = 12
"""So many changes are looked at: those on which most cases rest."""
MOST_TRIED = 24
"""So many sets are tried by the analyses; then the search ends, and says its gap."""
MOST_TAKERS = 5
"""So many of those who could take a seat are named in a row: those with the fewest new cases."""
COLLEGE = frozenset({"mayor", "alderman"})
"""Offices of which one may take over from the other in a joint body: both sit in the college."""
Holding = tuple[str, str]
"""A person and a post."""
Evaluate = Callable[[Sequence[Holding]], frozenset[str]]
"""Gives the cases that are there after changes."""


@dataclass(frozen=True)
class Best:
    """The set of changes that takes away most."""

    holdings: tuple[Holding, ...]
    gone: int
    """Cases that rest on these and go."""
    cases: int
    """All cases that press, before."""
    bound: int
    """No set of as many changes of the candidates takes away more than this."""
    candidates: int
    tried: int

    @property
    def proven(self) -> bool:
        """Whether it is proven that nothing is better."""
        return self.gone >= self.bound


@dataclass(frozen=True)
class Taker:
    """Somebody who could take a seat, and how many new collisions or loads over the norm that would give."""

    person: str
    new: int


@dataclass(frozen=True)
class Step:
    """One change of the list: the holding that ends, what it adds over all findings, and who could take the seat."""

    person: str
    post: str
    gone: int
    """Findings of all analyses that go by this step, after the steps before it."""
    come: int
    """Findings of all analyses that come by it."""
    takers: tuple[Taker, ...]


@dataclass(frozen=True)
class Relief:
    """The list of steps, in order, and what is proven of it."""

    best: Best
    steps: tuple[Step, ...]
    proposal: Proposal | None
    """All steps together, as a scenario; None where nothing presses."""


def relief(work: Workspace, dataset: str, *, on: str, steps: int = 3, name: str | None = None) -> Relief:
    """Work out which changes relieve most.

    Parameters
    ----------
    work, dataset
        The store, and a dataset in it.
    on
        The first day on which the seats are left.
    steps
        How many changes at most; 1 to 6.
    name
        What the scenario is called; default: relief, in Dutch.

    Raises
    ------
    WrongUsage
        A number of steps that is not 1 to 6.
    """
    if not 1 <= steps <= 6:
        raise WrongUsage(T("The number of steps is 1 to 6, not {value}.", value=steps), T("Write --steps 3 or another number."))
    before = work.dataset(dataset)
    times, graph = work.graph(datasets=dataset, all_times=True), work.graph(on=on, datasets=dataset)
    rests = resting(graph, [case for finding in work.find(graph) for case in finding.cases])

    projections: dict[frozenset[Holding], Graph] = {}

    def after(holdings: Sequence[Holding]) -> Graph:
        some = frozenset(holdings)
        if some not in projections:
            projections[some] = _projected(_left(before, times, holdings, on), on)
        return projections[some]

    best = search(rests, lambda holdings: pressing(after(holdings)), steps)
    if not best.holdings:
        return Relief(best, (), None)
    proposal = what_if(work, Scenario(name or T("Relief").render(), dataset, tuple(_leaving(best.holdings, on)), on))
    first = [compare(work.find(graph), {"": work.find(after(best.holdings[:place]))}) for place in range(1, len(best.holdings))]
    made, come, gone = [], 0, 0
    for (person, post), compared in zip(best.holdings, (*first, proposal.comparison), strict=True):
        new, solved = len(compared.appearing()), len(compared.solved())
        made.append(Step(person, post, solved - gone, new - come, takers(before, times, graph, (person, post), on)))
        come, gone = new, solved
    return Relief(best, tuple(made), proposal)


def sentence(result: Relief, day: str) -> Text:
    """One sentence on it, with its denominator and what is proven."""
    best = result.best
    if not best.holdings:
        return T("On {day} {n} cases press on people; none of them goes when a seat is left to somebody else.", day=day, n=best.cases)
    figures = {"day": day, "gone": best.gone, "cases": best.cases, "steps": len(best.holdings), "candidates": best.candidates}
    if best.proven:
        return T("On {day} {steps} seats take away {gone} of {cases} cases; of {candidates} seats no {steps} take away more.", **figures)
    return T(
        "On {day} {steps} seats take away {gone} of {cases} cases; of {candidates} seats {steps} take away {bound} at most.",
        bound=best.bound, **figures,
    )  # fmt: skip


def rows_of(result: Relief, graph: Graph) -> list[Row]:
    """The steps as rows: ``place``, ``person``, ``post``, ``gone``, ``come``, and the first ``takers``, each with their new cases."""
    return [
        {
            "place": place, "person": graph.nodes[step.person]["name"], "post": graph.nodes[step.post]["name"],
            "gone": step.gone, "come": step.come,
            "takers": [_taker(graph, taker) for taker in step.takers[:MOST_TAKERS]],
        }
        for place, step in enumerate(result.steps, 1)
    ]  # fmt: skip


def _taker(graph: Graph, taker: Taker) -> str:
    name = str(graph.nodes[taker.person]["name"])
    return f"{name} (+{taker.new})" if taker.new else name


def resting(graph: Graph, cases: Iterable[Finding]) -> dict[Holding, frozenset[str]]:
    """By holding the cases that press and rest on it, or on a seat of that person that depends on it."""
    rests: dict[Holding, set[str]] = {}
    for case in cases:
        if case.kind not in KINDS or not case.assessable:
            continue
        people = {subject.id for subject in case.subjects if subject.label == "Person"}
        held = [(edge.source, edge.target) for edge in case.edges if edge.attributes["type"] == "HOLDS"]
        held += [(person, edge) for person in people if not held for edge in graph.successors(person)]
        for person, post in held:
            for first in (post, *_giving(graph, person, post)):
                if graph.has_edge(person, first):
                    rests.setdefault((person, first), set()).add(case.id)
    return {holding: frozenset(names) for holding, names in rests.items() if _is_seat(graph, holding[1])}


def _is_seat(graph: Graph, post: str) -> bool:
    """Whether a post is a seat that may be left to somebody else; to lay down an office of a municipality is no relief."""
    return graph.nodes[post]["label"] == "Post" and office(graph, post) is None


def _giving(graph: Graph, person: str, post: str) -> set[str]:
    """The posts of a person on which a seat depends, one after the other."""
    reached: set[str] = set()
    ahead = [post]
    while ahead:
        near = {edge.source for each in ahead for edge in into(graph, each, "QUALIFIES_FOR") if graph.has_edge(person, edge.source)}
        ahead = sorted(near - reached)
        reached |= near
    return reached - {post}


def pressing(graph: Graph) -> frozenset[str]:
    """The ids of the cases that press in a projection."""
    return frozenset(case.id for finding in find(graph, KINDS) for case in finding.cases if case.assessable)


def search(rests: Mapping[Holding, frozenset[str]], evaluate: Evaluate, steps: int) -> Best:
    """The set of at most so many changes that takes away most, by trying sets in the order of their bounds.

    Parameters
    ----------
    rests
        By holding the cases that rest on it (:func:`resting`).
    evaluate
        Gives the cases that are there after changes.
    steps
        How many changes at most.
    """
    every = frozenset().union(*rests.values()) if rests else frozenset()
    chosen = sorted(rests, key=lambda holding: (-len(rests[holding]), holding))[:CANDIDATES]
    sets = [some for n in range(1, min(steps, len(chosen)) + 1) for some in combinations(chosen, n)]
    stay = evaluate(chosen) if chosen else frozenset()
    bounds = {some: frozenset().union(*(rests[holding] for holding in some)) - stay for some in sets}
    best: tuple[Holding, ...] = ()
    most, tried, bound = 0, 0, 0
    for some in sorted(sets, key=lambda some: (-len(bounds[some]), len(some), some)):
        bound = len(bounds[some])
        if bound <= most or tried == MOST_TRIED:
            break
        tried += 1
        gone = len(bounds[some] - evaluate(some))
        if gone > most or (gone == most and len(some) < len(best)):
            best, most = some, gone
    else:
        bound = most
    alone = {holding: len(rests[holding] - evaluate((holding,))) for holding in best}
    ordered = sorted(best, key=lambda holding: (-alone[holding], holding))
    return Best(tuple(ordered), most, len(every), max(bound, most), len(chosen), tried)


def takers(dataset: Dataset, times: Graph, graph: Graph, holding: Holding, on: str) -> tuple[Taker, ...]:
    """Who could take a seat: people who hold a post that qualifies for it, or the same office in the same municipality.

    All of them are put into the seat at once in one projection, each beside the others; a case is of the person whose it is. Those
    without a new case stand first.

    Parameters
    ----------
    dataset, times
        As they are, and its projection of all times.
    graph
        The projection at the day.
    holding
        Who leaves which seat.
    on
        The day.
    """
    person, post = holding
    people = _eligible(graph, person, post)
    if not people:
        return ()
    draft = _left(dataset, times, [holding], on)
    for each in people:
        draft.add(Holds(dataset=dataset.id, source=each, target=post, start_date=on))
    known = kept(graph, ("pressing",), lambda: pressing(graph))
    fresh = [case for case in _cases(_projected(draft, on)) if case.id not in known]
    new = Counter(subject.id for case in fresh for subject in case.subjects)
    return tuple(Taker(each, new[each]) for each in sorted(people, key=lambda each: (new[each], name_order(graph, each))))


def _cases(graph: Graph) -> list[Finding]:
    return [case for finding in find(graph, KINDS[:2]) for case in finding.cases if case.assessable]


def _eligible(graph: Graph, person: str, post: str) -> set[str]:
    qualified = {edge.source for giving in into(graph, post, "QUALIFIES_FOR") for edge in holders(graph, giving.source)}
    own = _benches(graph, person)
    everybody = (node for node, data in graph.nodes(data=True) if data["label"] == "Person") if own else ()
    alike = {each for each in everybody if own & _benches(graph, each)}
    return (qualified | alike) - {edge.source for edge in holders(graph, post)} - {person}


def _benches(graph: Graph, person: str) -> set[tuple[str, str]]:
    """Where somebody sits by office: college, council or officials, of which municipality."""
    return {("college" if held.kind in COLLEGE else held.kind, held.organization) for held in offices(graph, person)}


def _leaving(holdings: Sequence[Holding], on: str) -> list[Change]:
    return [Change("resign", {"person": person, "post": post, "on": on}) for person, post in holdings]


def _left(dataset: Dataset, times: Graph, holdings: Sequence[Holding], on: str) -> Draft:
    """A draft in which seats are left, with what depends on them; a seat that fell with an earlier one is left already."""
    draft = Draft(dataset, times)
    for person, post in holdings:
        if any(edge.source == person for edge in draft.holdings(on, post=post)):
            registry()["resign"].change(draft, {"person": person, "post": post, "on": on})
    return draft


def _projected(draft: Draft, on: str) -> Graph:
    with no_garbage_collection():  # tens of thousands of rows are made, none of which can go before the projection is there
        return project(to_tables(draft.changed()), on=on)
