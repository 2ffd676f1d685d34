"""Who can carry or block a decision: votes, majorities, coalitions, and what each vote is worth.

A board is any body with voting seats whose votes are stated and that are on behalf of two organizations or more; the seats of one
organization are taken to vote alike. The majorities are read from what the source says of how the board decides, clause by
clause; where none can be read, more than half of the votes is taken, the rule of Gemeentewet 30, and the table says so. Everybody is taken
to be present; what the source says of the quorum stands beside it.

Per board and majority: the votes and how many carry; how many of all coalitions win; how few participants can carry, and how few can
block; who can do either alone; who never makes a difference. Per participant: votes, and

- the **Banzhaf index** (Penrose 1946, Banzhaf 1965), 0 to 1, together 1: of all cases in which who joins turns a coalition from
  losing to winning, the share in which it is this one;
- the **Shapley–Shubik index** (1954), 0 to 1, together 1: the share of the orders of joining in which this one turns it;

beside its share of the contributions and of the inhabitants of the participants, where these are known of all (source 004 of
Arnhem–Nijmegen asks that taking part, say and money match).

Findings, each at most one a region and for information: ``alone``, boards of three participants or more in which one can carry or
block alone under some majority short of unanimity; ``say``, boards in which for some participant the share of the votes lies ``points``
(5 percentage points) or more from its share of the contributions, of the boards of which these are known of all. That votes and
inhabitants differ is no finding: one vote each is a common and deliberate choice.

What it means: power follows from coalitions, not from votes; 4 votes of 9 may decide nothing. What it does not mean: how anybody
votes. Most boards decide by agreement, and who agrees with whom is not in the indices, which take every coalition as equally likely.

Worked example (a test runs it): A has 3 votes, B 2, C 1; more than half of 6 is 4. Winning: AB, AC, ABC: 3 of 8. A turns B, C and BC:
3 swings; B turns A, C turns A: 1 each. Banzhaf 3/5, 1/5, 1/5; Shapley–Shubik 4/6, 1/6, 1/6. A can block alone. B with twice the votes of C
has the same power. Published: the Council of six in 1958, 4, 4, 4, 2, 2 and 1 votes and 12 to carry: 5/21, 3/21 and 0.

In Cypher: ``votes-and-quorum`` has the same votes beside quorum and majority, of seats that are stated to be on behalf of an
organization. Coalitions and indices go through all subsets of the participants, and the majority is read from words: no statement can
do that.

Cost: participants² × votes, in whole numbers; exact. Empty, no votes stated: nothing. One participant: no board. All as many votes: 1/n.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orggraph.errors import WrongUsage
from orggraph.findings import Analysis, Cell, Column, Finding, Measure, Table
from orggraph.graph import Graph
from orggraph.graph.datasets import datasets_of, wholes
from orggraph.graph.edges import Edge
from orggraph.graph.forms import forms
from orggraph.graph.reading import municipality_of, seats
from orggraph.graph.voting import HALF, Game, Share, game, majorities
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import Severity
from orggraph.params import Param

FEWEST = 3
"""Of two participants either can block as soon as both are needed: that says nothing."""


@dataclass(frozen=True)
class Board:
    """A body, the votes in it by participant, and how it decides."""

    body: str
    votes: Mapping[str, float]
    rules: Mapping[str | None, Share]
    """By the words of the source; None: taken, because none can be read."""
    edges: tuple[Edge, ...]
    contributions: Mapping[str, float]
    inhabitants: Mapping[str, float]

    def games(self) -> dict[str | None, Game]:
        """The game of each of its rules."""
        return {words: game(self.votes, share) for words, share in self.rules.items()}

    def money_apart(self) -> float | None:
        """How far the share of the votes lies from that of the contributions, at the most; None: these are not known of all."""
        if self.votes.keys() != self.contributions.keys():
            return None
        votes, money = _shares(self.votes), _shares(self.contributions)
        return max(abs(votes[voter] - money[voter]) for voter in votes)


def voting(graph: Graph, points: float = 5) -> list[Finding]:
    """Find boards in which one participant can carry or block alone, or where votes and contributions lie apart.

    Parameters
    ----------
    graph
        The projection.
    points
        From how many percentage points between the shares of votes and contributions on; above 0.

    Returns
    -------
    ``alone`` and ``say``, per dataset at most one each, where there is such a board: ``value`` of the boards of which it can be told
    (``denominator``); the evidence is the seats in these boards.

    Raises
    ------
    WrongUsage
        A number of points that is not above 0.
    """
    if points <= 0:
        raise WrongUsage(T("points must be more than 0."), T("Write points=5."))
    whole = wholes(graph)
    by_dataset: dict[str, list[Board]] = defaultdict(list)
    for board in boards(graph):
        for dataset in datasets_of(graph.nodes[board.body]):
            by_dataset[dataset].append(board)
    findings: list[Finding] = []
    for dataset, there in by_dataset.items():
        large = [board for board in there if len(board.votes) >= FEWEST]
        paid = {board.body: apart for board in there if (apart := board.money_apart()) is not None}
        known = [board for board in there if board.body in paid]
        findings += _finding(graph, whole[dataset], "alone", [board for board in large if _alone(board)], large)
        findings += _finding(graph, whole[dataset], "say", [board for board in known if paid[board.body] >= points / 100], known, points)
    return findings


def _finding(graph: Graph, whole: str, measure: str, hits: list[Board], among: list[Board], points: float = 0) -> Iterable[Finding]:
    if not hits:
        return
    message, question = TEXTS[measure]
    yield ANALYSIS.make(
        graph,
        measure=measure,
        severity=Severity.INFO,
        subjects=[whole],
        text=Text(message.message, {"n": len(hits), "m": len(among), "points": points}),
        question=question,
        nodes=[board.body for board in hits],
        edges=[edge for board in hits for edge in board.edges],
        value=len(hits),
        denominator=len(among),
    )


def _alone(board: Board) -> bool:
    games = [each for words, each in board.games().items() if board.rules[words].part < 1]
    return any(each.carries(voter) or each.blocks(voter) for each in games for voter in board.votes)


def boards(graph: Graph) -> list[Board]:
    """The bodies of which it is stated who has how many votes, by name."""
    paid = {body: form.participants for form in forms(graph, graph) for body in form.boards}
    bodies = [node for node, attributes in graph.nodes(data=True) if attributes["label"] == "Body"]
    made = (_board(graph, body, paid.get(body, ())) for body in sorted(bodies, key=lambda node: (str(graph.nodes[node]["name"]), node)))
    return [board for board in made if board]


def _board(graph: Graph, body: str, participants: Iterable[Edge]) -> Board | None:
    votes: dict[str, float] = defaultdict(float)
    edges = []
    for seat in seats(graph, body):
        post = graph.nodes[seat.post]
        voter = municipality_of(graph, seat.post) if post.get("votes") else None
        if voter:
            votes[voter] += post["votes"] * (post.get("count") or 1)
            edges.append(seat.edge)
    if len(votes) < 2:
        return None
    read: dict[str | None, Share] = dict(majorities(str(graph.nodes[body].get("majority") or "")).items())
    paid = {edge.source: edge.attributes["contribution"] for edge in participants if "contribution" in edge.attributes}
    people = {voter: graph.nodes[voter]["inhabitants"] for voter in votes if graph.nodes[voter].get("inhabitants")}
    return Board(body, votes, read or {None: HALF}, tuple(edges), {voter: paid[voter] for voter in votes if voter in paid}, people)


def _shares(values: Mapping[str, float]) -> dict[str, float]:
    total = sum(values.values())
    return {name: value / total if total else 0.0 for name, value in values.items()}


def tables(graph: Graph, points: float = 5) -> list[Table]:
    """Per board and majority who can carry and block, and per participant what the votes are worth. Parameters as for :func:`voting`."""
    if points <= 0:
        raise WrongUsage(T("points must be more than 0."), T("Write points=5."))
    known = boards(graph)
    return [_decides(graph, known), _worth(graph, known)] if known else []


def _decides(graph: Graph, known: list[Board]) -> Table:
    rows: list[dict[str, Cell]] = []
    for board in known:
        for words, each in board.games().items():
            powers = each.powers()
            rows.append(
                {
                    "board": board.body,
                    "majority": words or TAKEN,
                    "quorum": graph.nodes[board.body].get("quorum"),
                    "participants": len(each.votes),
                    "votes": sum(board.votes.values()),
                    "to_carry": each.quota * sum(board.votes.values()) / each.total,
                    "winning": each.winning() / 2 ** len(each.votes),
                    "fewest_to_carry": each.fewest_to_carry(),
                    "fewest_to_block": each.fewest_to_block(),
                    "carry_alone": [voter for voter in each.votes if each.carries(voter)],
                    "block_alone": [voter for voter in each.votes if each.blocks(voter)],
                    "no_difference": [voter for voter in each.votes if not powers[voter].swings],
                }
            )
    large = [board for board in known if len(board.votes) >= FEWEST]
    counted = {"n": sum(map(_alone, large)), "m": len(large)}
    sentence = Text(TEXTS["alone"][0].message, counted)
    return Table(DECIDES, sentence, BASIS, DECIDES_COLUMNS, rows)


def _worth(graph: Graph, known: list[Board]) -> Table:
    rows: list[dict[str, Cell]] = []
    for board in known:
        votes = _shares(board.votes)
        shares = {"contribution": board.contributions, "inhabitants": board.inhabitants}
        known_of = {name: _shares(values) if values.keys() == board.votes.keys() else {} for name, values in shares.items()}
        for words, each in board.games().items():
            powers = each.powers()
            for voter in sorted(each.votes, key=lambda node: (str(graph.nodes[node]["name"]), node)):
                row: dict[str, Cell] = {"board": board.body, "majority": words or TAKEN, "participant": voter, "votes": board.votes[voter]}
                row |= {"votes_share": votes[voter], "banzhaf": powers[voter].banzhaf, "shapley": powers[voter].shapley}
                rows.append(row | {name: values.get(voter) for name, values in known_of.items()})
    paid = [apart for board in known if (apart := board.money_apart()) is not None]
    sentence = T(
        "Of {n} of {m} boards it is known what every participant pays; between its share of that and of the votes lie at most {points} "
        "percentage points.",
        n=len(paid), m=len(known), points=round(100 * max(paid, default=0), 1),
    )  # fmt: skip
    return Table(WORTH, sentence, BASIS, WORTH_COLUMNS, rows, bar="banzhaf")


TAKEN = Bilingual("niet vermeld; genomen: meer dan de helft (Gemeentewet 30)", "not stated; taken: more than half (Gemeentewet 30)")
TEXTS = {
    "alone": (
        T("In {n} of {m} boards of three participants or more, one of them can carry or block a decision alone."),
        T("Is it meant that one participant alone decides here, or keeps the others from deciding?"),
    ),
    "say": (
        T("In {n} of {m} boards a share of the votes lies {points} percentage points or more from that of the contributions."),
        T("Should taking part, say and money match here, and what was agreed on it?"),
    ),
}
BASIS = T(
    "Counted exactly over all coalitions, by the votes that the sources state for seats on the date asked; the seats of a participant are "
    "taken to vote alike, and everybody to be present. Every coalition counts as equally likely: how anybody votes is not in it."
)
DECIDES = Bilingual("Wie kan beslissen en tegenhouden", "Who can carry and block")
WORTH = Bilingual("Wat een stem waard is", "What a vote is worth")
DECIDES_COLUMNS = {
    "board": Column(Bilingual("bestuur", "board"), "node"),
    "majority": Column(Bilingual("meerderheid", "majority")),
    "quorum": Column(Bilingual("quorum", "quorum")),
    "participants": Column(Bilingual("deelnemers", "participants"), "count"),
    "votes": Column(Bilingual("stemmen", "votes"), "number"),
    "to_carry": Column(Bilingual("nodig", "needed"), "number"),
    "winning": Column(Bilingual("combinaties die het halen", "coalitions that win"), "share"),
    "fewest_to_carry": Column(Bilingual("minste deelnemers om te besluiten", "fewest to carry"), "count"),
    "fewest_to_block": Column(Bilingual("minste om tegen te houden", "fewest to block"), "count"),
    "carry_alone": Column(Bilingual("beslist alleen", "carries alone"), "node"),
    "block_alone": Column(Bilingual("houdt alleen tegen", "blocks alone"), "node"),
    "no_difference": Column(Bilingual("maakt nooit verschil", "never makes a difference"), "node"),
}
WORTH_COLUMNS = {
    "board": Column(Bilingual("bestuur", "board"), "node"),
    "participant": Column(Bilingual("deelnemer", "participant"), "node"),
    "majority": Column(Bilingual("meerderheid", "majority")),
    "votes": Column(Bilingual("stemmen", "votes"), "number"),
    "votes_share": Column(Bilingual("deel van de stemmen", "share of the votes"), "share"),
    "banzhaf": Column(Bilingual("macht (Banzhaf)", "power (Banzhaf)"), "share"),
    "shapley": Column(Bilingual("macht (Shapley–Shubik)", "power (Shapley–Shubik)"), "share"),
    "contribution": Column(Bilingual("deel van de bijdragen", "share of the contributions"), "share"),
    "inhabitants": Column(Bilingual("deel van de inwoners", "share of the inhabitants"), "share"),
}

ANALYSIS = Analysis(
    kind="voting",
    title=Bilingual("Stemmen en macht", "Votes and power"),
    question=Bilingual("Wie kan een besluit halen of tegenhouden?", "Who can carry or block a decision?"),
    run=voting,
    tables=tables,
    measures={
        "alone": Measure(Bilingual("één deelnemer beslist of houdt alleen tegen", "one can carry or block alone"), "boards"),
        "say": Measure(Bilingual("stemmen en bijdragen uiteen", "votes and contributions apart"), "boards"),
    },
    params={"points": Param("number", 5, Bilingual("vanaf zoveel procentpunten verschil", "from so many percentage points apart"))},
)  # fmt: skip
