"""The forms of cooperation side by side: what is measured of each arrangement that holds, or is proposed.

Per arrangement: who takes part; its bodies, and their meetings a year (at least, as far as stated); voting seats and people who
are known to sit there; routes, and of these the ones in which a council acts before it is decided; authorities granted; its own staff;
how unequally the seats are divided over the municipalities (Gini, see ``concentration``); and the steps from the councils to its board
(median, see the page *Samenwerkingsvormen*). What the sources do not state is left open: that is no zero.

There is no finding: which form fits is for the councils to weigh. What it does not mean: fewer bodies or meetings is no better
cooperation, and a form without powers is not one without results.

Worked example (a test runs it): an arrangement of A and B with a general board of four seats (A three, B one) that meets 4 times a
year, a working group that meets 10 times, and two routes of which one passes a council first: 2 participants, 2 bodies, 14 meetings,
4 seats, 1 of 2 routes; Gini of 1 and 3: (-1 × 1 + 1 × 3) / (2 × 4) = 0.25.

In Cypher: ``forms-compared`` and ``form-differences`` have what is stated of each form. Medians over shortest ways and Gini are left to
the analysis.

Cost: linear in the records of each arrangement, and for the steps arrangements × ties between bodies. Empty: no table. An arrangement
without anything: a row with what is there.

What it means: what another form would ask of the same people, in figures that can be counted again.
"""

from __future__ import annotations

from collections import Counter
from statistics import median

from orggraph.findings import Analysis, Cell, Column, Finding, Table
from orggraph.graph import Graph
from orggraph.graph.courses import council_first
from orggraph.graph.forms import Form
from orggraph.graph.forms import forms as forms_of
from orggraph.graph.reading import is_a_municipality, municipality_of, seats
from orggraph.graph.seating import people_in
from orggraph.graph.shares import gini
from orggraph.i18n import Bilingual, T
from orggraph.model.terms import ArrangementForm


def forms(graph: Graph) -> list[Finding]:  # noqa: ARG001 - it measures, and judges nothing
    """Give no findings: the table has the forms side by side."""
    return []


def tables(graph: Graph) -> list[Table]:
    """All forms of cooperation that hold or are proposed, with what is measured of each."""
    rows = [_row(graph, form) for form in forms_of(graph, graph)]
    if not rows:
        return []
    counted = {"n": len(rows), "bodies": sum(_whole(row["bodies"]) for row in rows)}
    if any(row["meetings"] is not None for row in rows):
        sentence = T(
            "{n} forms of cooperation have {bodies} bodies together, which meet at least {meetings} times a year as far as is stated.",
            meetings=sum(_whole(row["meetings"]) for row in rows), **counted,
        )  # fmt: skip
    else:
        sentence = T("{n} forms of cooperation have {bodies} bodies together; of none is it stated how often it meets.", **counted)
    return [Table(ANALYSIS.title, sentence, BASIS, COLUMNS, rows, bar="bodies")]


def _row(graph: Graph, form: Form) -> dict[str, Cell]:
    own = graph.nodes[form.node]
    stated = [graph.nodes[body].get("meetings_min", graph.nodes[body].get("meetings_max")) for body in form.boards]
    known = people_in(graph)
    steps = [step for step in form.distances.values() if step is not None]
    heard = [route for route in form.routes if council_first(graph, route)]
    return {
        "form": form.node,
        "kind": ArrangementForm(own["form"]).names,
        "participants": len(form.participants) or None,
        "bodies": len(form.boards),
        "meetings": sum(filter(None, stated)) if any(n is not None for n in stated) else None,
        "meetings_of": sum(n is not None for n in stated) or None,
        "seats": sum(int(graph.nodes[seat.post].get("count") or 1) for body in form.boards for seat in seats(graph, body)) or None,
        "people": len(frozenset[str]().union(*(known.get(body, frozenset()) for body in form.boards))) or None,
        "routes": len(form.routes) or None,
        "heard": len(heard) if form.routes else None,
        "powers": len(form.powers) or None,
        "staff": own.get("staff_fte"),
        "gini": _gini(graph, form),
        "steps": float(median(steps)) if steps else None,
    }


def _gini(graph: Graph, form: Form) -> float | None:
    counted = Counter({edge.source: 0 for edge in form.participants if is_a_municipality(graph, edge.source)})
    for body in form.boards:
        for seat in seats(graph, body):
            town = municipality_of(graph, seat.post)
            if town and is_a_municipality(graph, town):
                counted[town] += int(graph.nodes[seat.post].get("count") or 1)
    return gini(list(counted.values()))


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0


BASIS = T(
    "What holds or is proposed on the date asked. Meetings are the fewest a year that the sources state, of the bodies of which they do; "
    "people are those who are known. What is empty is not stated, and no zero."
)
COLUMNS = {
    "form": Column(Bilingual("regeling", "arrangement"), "node"),
    "kind": Column(Bilingual("rechtsvorm", "legal form")),
    "participants": Column(Bilingual("deelnemers", "participants"), "count"),
    "bodies": Column(Bilingual("gremia", "bodies"), "count"),
    "meetings": Column(Bilingual("vergaderingen per jaar", "meetings a year"), "count"),
    "meetings_of": Column(Bilingual("gremia waarvan dat vermeld is", "bodies of which that is stated"), "count"),
    "seats": Column(Bilingual("zetels", "seats"), "count"),
    "people": Column(Bilingual("bekende mensen", "known people"), "count"),
    "routes": Column(Bilingual("routes", "routes"), "count"),
    "heard": Column(Bilingual("waarin een raad eerst aan zet is", "in which a council acts first"), "count"),
    "powers": Column(Bilingual("verleende bevoegdheden", "authorities granted"), "count"),
    "staff": Column(Bilingual("eigen fte", "own staff in fte"), "number"),
    "gini": Column(Bilingual("ongelijkheid van zetels (Gini)", "inequality of seats (Gini)"), "number"),
    "steps": Column(Bilingual("stappen van raad tot bestuur", "steps from council to board"), "number"),
}

ANALYSIS = Analysis(
    kind="forms",
    title=Bilingual("Vormen van samenwerking gemeten", "Forms of cooperation measured"),
    question=Bilingual("Wat vraagt elke vorm van samenwerking?", "What does each form of cooperation ask?"),
    run=forms,
    tables=tables,
)  # fmt: skip
