"""How chairs and seats are divided over the municipalities, and whether one of them dominates.

A **seat** is a seat of a voting member in a board of an arrangement that is known to be on behalf of a municipality (stated, or by
the office that qualifies for it); a record that stands for several municipalities together is left out. A **chair** is a post of chair in
any body that is part of the arrangement. Posts count, held or not: a post that stands for several counts as many. Municipalities that
take part and have none count with 0.

Per arrangement, and per municipality over all: the **Herfindahl–Hirschman index** (sum of squared shares, from 1 / n for n municipalities
with as much each, to 1 where one has all) and the **Gini coefficient** (0 where all have as much, at most (n - 1) / n). The first
says how few share it, the second how unequally; with two municipalities of nine that both have half, the first is 0.5 and the
second 7 / 9. Beside it stands what one would expect by inhabitants, where these are known.

There is no finding: whether a larger municipality should have more seats is a choice, often written in the arrangement itself. What it
means: how far the seats of an arrangement hang on one municipality. What it does not mean: a chair is no majority (see ``voting``), and
one seat in a small body may matter more than three in a large one.

Worked example (a test runs it): four municipalities have 2, 1, 1 and 0 seats. Shares 0.5, 0.25, 0.25, 0: the index is
0.25 + 0.0625 + 0.0625 = 0.375; Gini: sorted 0, 1, 1, 2, with weights -3, -1, 1, 3, is (0 - 1 + 1 + 6) / (4 × 4) = 0.375.

In Cypher: not asked. For which municipality a seat speaks follows from offices too, and what is part of an arrangement from parts at
any depth that another arrangement may claim. ``votes-and-quorum`` and ``chairs`` have the seats that are stated.

Cost: linear in posts. Empty, or no municipality known behind any seat: no rows. One municipality: index 1, Gini 0. Everybody has
as much: 1 / n and 0.
"""

from __future__ import annotations

from collections import Counter

from orggraph.findings import Analysis, Cell, Column, Finding, Table
from orggraph.graph import Graph
from orggraph.graph.forms import Form, forms
from orggraph.graph.reading import is_a_municipality, municipality_of, seats
from orggraph.graph.shares import gini, herfindahl
from orggraph.i18n import Bilingual, T, Text


def concentration(graph: Graph) -> list[Finding]:  # noqa: ARG001 - it measures, and judges nothing
    """Give no findings: the tables say how it is divided."""
    return []


def tables(graph: Graph) -> list[Table]:
    """Per arrangement how chairs and seats are divided, and per municipality over all arrangements."""
    divided = {form.node: (form, *_divided(graph, form)) for form in forms(graph, graph)}
    divided = {node: entry for node, entry in divided.items() if sum(entry[1].values()) + sum(entry[2].values())}
    if not divided:
        return []
    rows: list[dict[str, Cell]] = [_row(node, seated, chairs) for node, (_, seated, chairs) in divided.items()]
    every_seat, every_chair = Counter[str](), Counter[str]()
    for _, seated, chairs in divided.values():
        every_seat.update(seated)
        every_chair.update(chairs)
    towns = sorted({*every_seat, *every_chair}, key=lambda node: _name(graph, node))
    return [
        Table(PER_FORM, _sentence(rows), BASIS, FORM_COLUMNS, rows, bar="seats_index"),
        _per_town(graph, towns, every_seat, every_chair),
    ]


def _divided(graph: Graph, form: Form) -> tuple[Counter[str], Counter[str]]:
    """Seats and chairs by municipality in the bodies of an arrangement; who takes part and has none is there with 0."""
    part = [edge.source for edge in form.participants if is_a_municipality(graph, edge.source)]
    seated, chairs = (Counter(dict.fromkeys(part, 0)) for _ in range(2))
    for body in form.boards:
        for seat in seats(graph, body):
            town = municipality_of(graph, seat.post)
            if town and is_a_municipality(graph, town):
                count = int(graph.nodes[seat.post].get("count") or 1)
                seated[town] += count
                chairs[town] += count if seat.capacity == "chair" else 0
    return seated, chairs


def _row(node: str, seated: Counter[str], chairs: Counter[str]) -> dict[str, Cell]:
    first = [town for town, n in seated.items() if n == max(seated.values())]
    return {
        "form": node,
        "municipalities": len(seated),
        "seats": seated.total(),
        "seats_index": herfindahl(list(seated.values())),
        "equal": 1 / len(seated) if seated else None,
        "seats_gini": gini(list(seated.values())),
        "most": first if seated.total() and len(first) < len(seated) else None,
        "most_share": max(seated.values()) / seated.total() if seated.total() else None,
        "chairs": chairs.total(),
        "chairs_gini": gini(list(chairs.values())),
    }


def _per_town(graph: Graph, towns: list[str], seated: Counter[str], chairs: Counter[str]) -> Table:
    inhabitants = {town: graph.nodes[town].get("inhabitants") for town in towns}
    all_known = all(inhabitants.values())
    people = sum(filter(None, inhabitants.values()))
    rows: list[dict[str, Cell]] = [
        {
            "municipality": town,
            "seats": seated[town],
            "seats_share": seated[town] / seated.total() if seated.total() else None,
            "chairs": chairs[town],
            "chairs_share": chairs[town] / chairs.total() if chairs.total() else None,
            "inhabitants_share": inhabitants[town] / people if all_known and people else None,
        }
        for town in towns
    ]
    sentence = T(
        "Of {n} seats {k} are on behalf of the municipality with most, among {m} municipalities; of {chairs} chairs {most}.",
        n=seated.total(), k=max(seated.values(), default=0), m=len(towns), chairs=chairs.total(), most=max(chairs.values(), default=0),
    )  # fmt: skip
    return Table(PER_TOWN, sentence, BASIS, TOWN_COLUMNS, rows, bar="seats_share")


def _sentence(rows: list[dict[str, Cell]]) -> Text:
    uneven = [row for row in rows if isinstance(row["seats_gini"], float) and row["seats_gini"] > 0]
    counted = [row for row in rows if row["seats"]]
    return T(
        "In {n} of {m} arrangements of which seats are known by municipality, not every municipality has as many.",
        n=len(uneven), m=len(counted),
    )  # fmt: skip


def _name(graph: Graph, node: str) -> tuple[str, str]:
    return str(graph.nodes[node]["name"]), node


BASIS = T(
    "Counted: seats of voting members and chairs in the bodies of an arrangement, as far as the data say on behalf of which municipality "
    "they are; held or not, on the date asked. Who takes part and has none counts as 0. Seats of others than municipalities are left out."
)
PER_FORM = Bilingual("Per regeling", "By arrangement")
PER_TOWN = Bilingual("Per gemeente, over alle regelingen", "By municipality, over all arrangements")
FORM_COLUMNS = {
    "form": Column(Bilingual("regeling", "arrangement"), "node"),
    "municipalities": Column(Bilingual("gemeenten", "municipalities"), "count"),
    "seats": Column(Bilingual("zetels", "seats"), "count"),
    "seats_index": Column(
        Bilingual("zetels bij weinigen (Herfindahl; 1: één heeft alle)", "seats with few (Herfindahl; 1: one has all)"), "number"
    ),
    "equal": Column(Bilingual("bij gelijke verdeling", "if divided equally"), "number"),
    "seats_gini": Column(Bilingual("zetels ongelijk (Gini; 0: ieder evenveel)", "seats unequal (Gini; 0: as many each)"), "number"),
    "most": Column(Bilingual("meeste zetels", "most seats"), "node"),
    "most_share": Column(Bilingual("deel van de zetels", "share of the seats"), "share"),
    "chairs": Column(Bilingual("voorzitters", "chairs"), "count"),
    "chairs_gini": Column(Bilingual("voorzitters ongelijk (Gini; 0: ieder evenveel)", "chairs unequal (Gini; 0: as many each)"), "number"),
}
TOWN_COLUMNS = {
    "municipality": Column(Bilingual("gemeente", "municipality"), "node"),
    "seats": Column(Bilingual("zetels", "seats"), "count"),
    "seats_share": Column(Bilingual("deel van de zetels", "share of the seats"), "share"),
    "chairs": Column(Bilingual("voorzitters", "chairs"), "count"),
    "chairs_share": Column(Bilingual("deel van de voorzitters", "share of the chairs"), "share"),
    "inhabitants_share": Column(Bilingual("deel van de inwoners", "share of the inhabitants"), "share"),
}

ANALYSIS = Analysis(
    kind="concentration",
    title=Bilingual("Verdeling van zetels", "How seats are divided"),
    question=Bilingual("Weegt één gemeente zwaarder dan de andere?", "Does one municipality weigh more than the others?"),
    run=concentration,
    tables=tables,
)
