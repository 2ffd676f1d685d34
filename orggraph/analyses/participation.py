"""Which rungs of the ladder of participation of councils an assignment shows, and which one was intended.

The ladder is that of source 004 (Arnhem–Nijmegen, "Raden-Participatieladder"), in its order and our words. Its order is the source's: a
higher rung is another way, not a better one. Per assignment that is so or proposed, a rung *shows* where the graph holds its mark:

1. **commission**: a council or college commissions it, itself or by a post in it;
2. **account afterwards**: whoever commissions it or carries it out, or a body of theirs, accounts to a council or college;
3. **poll**: a council is asked in a step (consult) of a route that a decision behind the assignment follows;
4. **platform**: a platform that is informed, or advises, belongs to the same topic or route;
5. **advising committee**: a regional or advisory committee advises both a council and a board;
6. **committee forms a view, councils decide**: in such a route a committee discusses or advises, and after it a council decides;
7. **transfer of powers**: whoever commissions it or decides behind it has a power that was transferred or granted.

Rungs 3, 4 and 6 are read from the routes of decisions that result in the assignment; an assignment of which no decision is known
cannot show them. Which rung was agreed is a field of the assignment, ``intended_rung``; ``intended`` goes before it
for the occasion: ``3=5`` for the assignment whose id ends in 3, or several with commas. The table then tells whether that rung shows.

There is no finding. What it means: a rung that was agreed and does not show is a thing to arrange, or to record. What it does not mean:
that a council uses what it has, or that silence of the sources is a lack.

Worked example (a test runs it): assignment 1 is commissioned by an alderman in a college, who accounts to the council: rungs 1 and 2.
``intended="1=5"``: does not show.

In Cypher: not asked. Each rung has its own ways, over posts and bodies, and some hang on the order of steps or on powers; seven
statements in one would state the ladder a second time. ``routes-through-councils`` and ``powers`` show what the rungs are read from.

Cost: linear in the ties of assignments. Empty, or no assignment: no table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Cell, Column, Finding, Table
from orggraph.graph import Graph
from orggraph.graph.edges import Edge
from orggraph.graph.powers import is_local, only_arrangements, power_of
from orggraph.graph.reading import into, out
from orggraph.graph.standing import NOT_FORMER, edges, has
from orggraph.i18n import Bilingual, T
from orggraph.model.terms import BodyKind, Rung, StepAction
from orggraph.params import Param

COMMITTEES = frozenset({BodyKind.REGIONAL_COMMITTEE.value, BodyKind.ADVISORY_COMMITTEE.value})
FORMS_A_VIEW = frozenset({StepAction.DISCUSS.value, StepAction.ADVISE.value})
DECIDES = frozenset({StepAction.DECIDE.value, StepAction.RATIFY.value})


def participation(graph: Graph, intended: list[str] | None = None) -> list[Finding]:  # noqa: ARG001 - it measures, and judges nothing
    """Give no findings: the table has the rungs."""
    return []


def tables(graph: Graph, intended: list[str] | None = None) -> list[Table]:
    """Per assignment the rungs that show, and whether the one intended is among them.

    Parameters
    ----------
    graph
        The projection.
    intended
        Of some assignments the rung that was agreed, before what its record says: the last part of its id, ``=``, and 1 to 7.

    Raises
    ------
    WrongUsage
        An assignment that is not there, or a rung that does not exist; all of them at once.
    """
    assignments = [node for node, data in graph.nodes(data=True) if data["label"] == "Assignment" and has(data, NOT_FORMER)]
    agreed = {**_kept(graph, assignments), **_agreed(assignments, intended or [])}
    if not assignments:
        return []
    rows = [_row(graph, node, agreed.get(node)) for node in assignments]
    counted = {"n": len(rows), "k": sum(row["shown_rungs"] != () for row in rows)}
    sentence = T("{k} of {n} assignments show a rung of the ladder.", **counted)
    if agreed:
        met = sum(row["met"] is True for row in rows)
        sentence = T(
            "{k} of {n} assignments show a rung of the ladder; of {m} the rung that was intended is given, and in {met} of these it shows.",
            m=len(agreed), met=met, **counted,
        )  # fmt: skip
    return [Table(ANALYSIS.title, sentence, BASIS, COLUMNS, rows)]


def _kept(graph: Graph, assignments: Iterable[str]) -> dict[str, int]:
    """Per assignment the rung that its record says was agreed."""
    stated = {node: graph.nodes[node].get("intended_rung") for node in assignments}
    return {node: list(RUNGS).index(Rung(rung)) + 1 for node, rung in stated.items() if rung}


def _agreed(assignments: Iterable[str], given: Iterable[str]) -> dict[str, int]:
    by_slug = {node.rsplit("/", 1)[-1]: node for node in assignments}
    agreed, wrong = {}, []
    for pair in given:
        slug, _, rung = pair.partition("=")
        if slug.strip() in by_slug and rung.strip() in {str(number) for number in range(1, len(RUNGS) + 1)}:
            agreed[by_slug[slug.strip()]] = int(rung)
        else:
            wrong.append(pair)
    if wrong:
        raise WrongUsage(
            T("No assignment with a rung of 1 to {n}: {given}.", n=len(RUNGS), given=wrong),
            T("Write intended=3=5 for rung 5 of the assignment whose id ends in 3. Assignments here: {known}.", known=sorted(by_slug)),
        )
    return agreed


def _row(graph: Graph, assignment: str, intended: int | None) -> dict[str, Cell]:
    around = _Around(graph, assignment)
    there = [number for number, shows in enumerate(RUNGS.values(), 1) if shows(around)]
    return {
        "assignment": assignment,
        "shown_rungs": tuple(str(number) for number in there),
        "highest": _named(there[-1]) if there else None,
        "intended": _named(intended) if intended else None,
        "met": intended in there if intended else None,
    }


def _named(number: int) -> Bilingual:
    """A rung with its number."""
    names = list(RUNGS)[number - 1].names
    return Bilingual(f"{number}. {names['nl']}", f"{number}. {names['en']}")


class _Around:
    """What is around an assignment: who commissions it and carries it out, the decisions behind it and the steps of their routes."""

    def __init__(self, graph: Graph, assignment: str) -> None:
        self.graph = graph
        self.givers = [edge.target for edge in edges(graph, assignment, "COMMISSIONED_BY", NOT_FORMER)]
        self.doers = [edge.target for edge in edges(graph, assignment, "CARRIED_OUT_BY", NOT_FORMER)]
        decisions = [edge.source for edge in into(graph, assignment, "RESULTS_IN")]
        self.takers = [edge.target for decision in decisions for edge in out(graph, decision, "TAKEN_BY")]
        routes = [edge.target for decision in decisions for edge in out(graph, decision, "FOLLOWS")]
        self.steps = [edge.target for route in routes for edge in out(graph, route, "HAS_STEP")]

    def places(self, nodes: Iterable[str]) -> set[str]:
        """Nodes, and the bodies in which those of them that are posts, or are held by these people, sit."""
        posts = {held.target for node in nodes for held in out(self.graph, node, "HOLDS")} | set(nodes)
        return posts | {seat.target for post in posts for seat in out(self.graph, post, "IN")}

    def kind(self, node: str) -> str | None:
        """The kind of a body."""
        data = self.graph.nodes[node]
        return data.get("kind") if data["label"] == "Body" else None

    def at(self, actions: Iterable[str], kinds: Iterable[str]) -> list[int]:
        """The places in the route of steps with one of these actions at a body of one of these kinds."""
        wanted, bodies = set(actions), set(kinds)
        steps = (step for step in self.steps if self.graph.nodes[step]["action"] in wanted)
        return [
            int(self.graph.nodes[step].get("number") or 0)
            for step in steps
            if any(self.kind(edge.target) in bodies for edge in out(self.graph, step, "AT"))
        ]

    def ties(self, nodes: Iterable[str], *types: str) -> list[Edge]:
        """The ties of these types that leave nodes."""
        return [edge for node in nodes for kind in types for edge in out(self.graph, node, kind)]


def _commission(around: _Around) -> bool:
    return any(is_local(around.graph, place) for place in around.places(around.givers))


def _account(around: _Around) -> bool:
    places = around.places([*around.givers, *around.doers])
    return any(is_local(around.graph, edge.target) for edge in around.ties(places, "ACCOUNTABLE_TO"))


def _poll(around: _Around) -> bool:
    return bool(around.at({StepAction.CONSULT.value}, {BodyKind.COUNCIL.value}))


def _platform(around: _Around) -> bool:
    return bool(around.at({action.value for action in StepAction}, {BodyKind.PLATFORM.value}))


def _committee(around: _Around) -> bool:
    deciding = {*around.takers, *around.places(around.givers)}
    advising = [edge.source for node in deciding for edge in into(around.graph, node, "ADVISES") if around.kind(edge.source) in COMMITTEES]
    return any(around.kind(edge.target) == BodyKind.COUNCIL for edge in around.ties(advising, "ADVISES"))


def _view_then_councils(around: _Around) -> bool:
    views, decides = around.at(FORMS_A_VIEW, COMMITTEES), around.at(DECIDES, {BodyKind.COUNCIL.value})
    return bool(views and decides) and min(views) < max(decides)


def _transfer(around: _Around) -> bool:
    return any(_was_given_power(around.graph, node) for node in (*around.takers, *around.givers))


def _was_given_power(graph: Graph, node: str) -> bool:
    """Whether a power was granted to somebody, or transferred to a body; a post has none by its arrangement alone."""
    power, _ = power_of(graph, node, only_arrangements(graph).get(graph.nodes[node]["dataset"]))
    return power == "granted" or (power == "transferred" and graph.nodes[node]["label"] == "Body")


RUNGS: Mapping[Rung, Callable[[_Around], bool]] = {
    Rung.COMMISSION: _commission,
    Rung.ACCOUNT: _account,
    Rung.POLL: _poll,
    Rung.PLATFORM_INFORMED: _platform,
    Rung.COMMITTEE_ADVISES: _committee,
    Rung.COUNCILS_DECIDE: _view_then_councils,
    Rung.POWERS_TRANSFERRED: _transfer,
}
"""What shows each rung, in the order of the ladder."""
BASIS = T(
    "The ladder of source 004, in its order; a higher rung is another way and no better one. A rung shows where the data hold its mark on "
    "the date asked; what is not recorded may be there. What was intended is what the record of the assignment says, or what is given "
    "for the occasion."
)
COLUMNS: Mapping[str, Column] = {
    "assignment": Column(Bilingual("opdracht", "assignment"), "node"),
    "shown_rungs": Column(Bilingual("treden die te zien zijn", "rungs that show")),
    "highest": Column(Bilingual("hoogste daarvan", "highest of these")),
    "intended": Column(Bilingual("bedoeld", "intended")),
    "met": Column(Bilingual("bedoelde trede te zien", "intended rung shows")),
}

ANALYSIS = Analysis(
    kind="participation",
    title=Bilingual("Participatieladder van raden", "Ladder of participation of councils"),
    question=Bilingual("Op welke trede doen de raden mee, zoals bedoeld?", "On which rung do councils take part, as intended?"),
    run=participation,
    tables=tables,
    params={
        "intended": Param("list", None, Bilingual("bedoelde trede per opdracht: 3=5", "intended rung per assignment: 3=5"), optional=True)
    },
)  # fmt: skip
