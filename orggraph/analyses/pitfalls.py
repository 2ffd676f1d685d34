"""Six pitfalls of working together: measured where a graph can, and said where nothing of it can be seen in a graph.

The pitfalls are those of source 003, slide 15 (Leo Bezemer, Regio Noord-Veluwe, 18 January 2012), in our own words: it cannot be
seen through; too many bodies (*bestuurlijke spaghetti*); it is not democratic; one cannot get out; one cannot steer; the municipality
is hollowed out. Each has the indicators that a graph can hold, with their denominators:

- seen through: routes in which a council acts before anything is decided; decisions and products of which is known who decides;
- too many bodies: bodies of the region for each municipality that takes part; arrangements of the middle municipality, beside the
  national median;
- democratic: governing boards with a seat that a council appoints or that accounts to one;
- getting out: arrangements whose clause on leaving is stated, and those whose evaluation is;
- steering: governing boards of which it is stated that they account to a council;
- hollowed out: arrangements to which powers were transferred, of those that say so. What capacity and knowledge a municipality keeps
  *cannot be seen in a graph*.

There is no finding and no score: each figure is a place to begin a talk. What it does not mean: a region that has all of it can still be
in the pitfall, since trust, information that is really read and what people think cannot be seen in a graph.

Worked example (a test runs it, with that of ``forms``): two arrangements, one with a clause on leaving: 1 of 2. One governing board, of
whose members one accounts to a council: 1 of 1.

Cost: linear in the records. Empty, or no arrangement: no table.

What it means: a place to begin a talk on the pitfall, with a figure that can be counted again. In Cypher: ``routes-through-councils``,
``form-differences`` and ``arrangements-per-municipality`` have what most of it is read from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from statistics import median

from orggraph.findings import Analysis, Cell, Column, Finding, Table
from orggraph.graph import Graph
from orggraph.graph.councils import DECIDED
from orggraph.graph.courses import council_first
from orggraph.graph.forms import GOVERNS
from orggraph.graph.reading import into, is_a_municipality, organization_of, out, seats
from orggraph.graph.standing import ACTUAL, edges_of_type, has
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.terms import BodyKind
from orggraph.register.national import arrangements_of_a_municipality


def pitfalls(graph: Graph) -> list[Finding]:  # noqa: ARG001 - it measures, and judges nothing
    """Give no findings: the table has the indicators."""
    return []


def tables(graph: Graph) -> list[Table]:
    """The six pitfalls, each with its indicators; no table where there is no arrangement."""
    if not _actual(graph, "Arrangement"):
        return []
    rows = [
        _row(pitfall, indicator, _counted(n, total), n / total if total else None) for pitfall, indicator, n, total in _indicators(graph)
    ]
    rows += [_row("many", indicator, value) for indicator, value in _crowded(graph)]
    rows += [_row(pitfall, indicator, UNSEEN) for pitfall, indicator in HIDDEN]
    rows.sort(key=lambda row: str(row["pitfall"]))
    seen = [row for row in rows if row["value"] != UNSEEN]
    sentence = T(
        "Of the six pitfalls {n} indicators can be counted here; of {m} things it is said that a graph does not show them.",
        n=len(seen), m=len(rows) - len(seen),
    )  # fmt: skip
    return [Table(ANALYSIS.title, sentence, BASIS, COLUMNS, rows)]


def _row(pitfall: str, indicator: Text, value: Text, share: float | None = None) -> dict[str, Cell]:
    return {"pitfall": PITFALLS[pitfall], "indicator": indicator, "value": value, "share": share}


def _indicators(graph: Graph) -> Iterator[tuple[str, Text, int, int]]:
    """Per indicator its pitfall, what it counts, how many, and of how many."""
    routes = _actual(graph, "Route")
    yield (
        "opaque",
        T("routes in which a council acts before it is decided"),
        sum(council_first(graph, route) for route in routes),
        len(routes),
    )
    decided = [(node, step) for label, step in DECIDED.items() for node in _actual(graph, label)]
    known = sum(bool(out(graph, node, step)) for node, step in decided)
    yield "opaque", T("decisions and products of which it is known who decides"), known, len(decided)
    boards = [body for body in _actual(graph, "Body") if graph.nodes[body].get("kind") in GOVERNS]
    answering = sum(any(_answers(graph, seat.post) for seat in seats(graph, board)) for board in boards)
    yield "undemocratic", T("governing boards with a member whom a council appoints, or who accounts to one"), answering, len(boards)
    arrangements = _actual(graph, "Arrangement")
    for pitfall, indicator, field in CLAUSES:
        yield pitfall, indicator, sum(bool(graph.nodes[node].get(field)) for node in arrangements), len(arrangements)
    accounting = sum(any(_is_council(graph, edge.target) for edge in out(graph, board, "ACCOUNTABLE_TO")) for board in boards)
    yield "no_grip", T("governing boards of which it is stated that they account to a council"), accounting, len(boards)
    stated = [node for node in arrangements if graph.nodes[node].get("powers_transferred") is not None]
    yield "hollow", T("arrangements to which powers were transferred, of those that say"), _transferred(graph, stated), len(stated)


def _transferred(graph: Graph, arrangements: Iterable[str]) -> int:
    return sum(bool(graph.nodes[node]["powers_transferred"]) for node in arrangements)


def _actual(graph: Graph, label: str) -> list[str]:
    return [node for node, data in graph.nodes(data=True) if data["label"] == label and has(data, ACTUAL)]


def _is_council(graph: Graph, node: str) -> bool:
    return graph.nodes[node].get("kind") == BodyKind.COUNCIL


def _is_local(graph: Graph, body: str) -> bool:
    """Whether a body is one of a municipality itself."""
    organization = organization_of(graph, body)
    return organization is not None and graph.nodes[organization].get("kind") == "municipality"


def _answers(graph: Graph, post: str) -> bool:
    ends = [*(edge.source for edge in into(graph, post, "APPOINTS")), *(edge.target for edge in out(graph, post, "ACCOUNTABLE_TO"))]
    return any(_is_council(graph, end) for end in ends)


def _crowded(graph: Graph) -> Iterator[tuple[Text, Text]]:
    """How many bodies there are for the municipalities, and in how much the middle one takes part, beside the country."""
    part: dict[str, set[str]] = defaultdict(set)
    for edge in edges_of_type(graph, "PARTICIPATES_IN"):
        if is_a_municipality(graph, edge.source) and graph.nodes[edge.target]["label"] == "Arrangement":
            part[edge.source].add(edge.target)
    bodies = [body for body in _actual(graph, "Body") if not _is_local(graph, body)]
    yield T("bodies of the region"), T("{n} for {m} municipalities that are named", n=len(bodies), m=len(part))
    usual = arrangements_of_a_municipality().median
    middle = float(median(map(len, part.values()))) if part else 0
    value = T("{n} here, {k} in the country", n=middle, k=usual) if part else T("not assessable: the data name none")
    yield T("arrangements in which the middle municipality takes part"), value


def _counted(n: int, total: int) -> Text:
    return T("{n} of {m}", n=n, m=total) if total else T("not assessable: the data name none")


UNSEEN = T("cannot be seen in a graph")
PITFALLS = {
    "opaque": Bilingual("a. Niet te doorzien", "a. Cannot be seen through"),
    "many": Bilingual("b. Te veel gremia", "b. Too many bodies"),
    "undemocratic": Bilingual("c. Niet democratisch", "c. Not democratic"),
    "no_exit": Bilingual("d. Geen weg terug", "d. No way back"),
    "no_grip": Bilingual("e. Geen sturing", "e. No steering"),
    "hollow": Bilingual("f. Een lege gemeente", "f. A hollow municipality"),
}
CLAUSES = (
    ("no_exit", T("arrangements of which the clause on leaving is stated"), "exit_clause"),
    ("no_exit", T("arrangements of which the evaluation is stated"), "evaluation_clause"),
)
HIDDEN = (
    ("opaque", T("whether people understand how it works")),
    ("undemocratic", T("whether the council uses the room that it has")),
    ("no_grip", T("whether account leads to anything")),
    ("hollow", T("what knowledge and people the municipality keeps")),
)
BASIS = T(
    "After source 003, slide 15, in our own words. Counted is what is so on the date asked, as far as it is stated. No figure says that a "
    "region is in a pitfall; each is a place to begin a talk."
)
COLUMNS = {
    "pitfall": Column(Bilingual("valkuil", "pitfall")),
    "indicator": Column(Bilingual("waaraan te zien", "by what it shows")),
    "value": Column(Bilingual("hier", "here")),
    "share": Column(Bilingual("deel", "share"), "share"),
}

ANALYSIS = Analysis(
    kind="pitfalls",
    title=Bilingual("Zes valkuilen van samenwerken", "Six pitfalls of working together"),
    question=Bilingual("Wat is van de zes valkuilen hier te zien?", "What of the six pitfalls can be seen here?"),
    run=pitfalls,
    tables=tables,
)
