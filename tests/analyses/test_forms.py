from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find, tables
from orggraph.graph import Graph

Small = Callable[..., Graph]
EXAMPLE = """
Organization:
  - {id: a, name: A, kind: municipality, participates_in: arrangement/r}
  - {id: b, name: B, kind: municipality, participates_in: arrangement/r}
Arrangement:
  - {id: r, name: R, form: public_body, exit_clause: Een jaar}
  - {id: leeg, name: Leeg, form: covenant}
Body:
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/a}
  - {id: ab, name: AB, kind: general_board, tier: executive, meetings_min: 4, part_of: arrangement/r}
  - {id: werk, name: Werk, kind: working_group, tier: official, meetings_min: 10, part_of: arrangement/r}
Post:
  - {id: ab-a, name: AB A, count: 3, capacity: member, in: body/ab, on_behalf_of: organization/a, accountable_to: body/raad}
  - {id: ab-b, name: AB B, capacity: member, in: body/ab, on_behalf_of: organization/b}
Route:
  - {id: een, name: Een, route_of: arrangement/r, has_step: [step/een-1, step/een-2]}
  - {id: twee, name: Twee, route_of: arrangement/r, has_step: [step/twee-1, step/twee-2]}
Step:
  - {id: een-1, name: Zienswijze, number: 1, action: submit_view, at: body/raad}
  - {id: een-2, name: Besluit, number: 2, action: decide, at: body/ab}
  - {id: twee-1, name: Besluit, number: 1, action: decide, at: body/ab}
  - {id: twee-2, name: Melding, number: 2, action: inform, at: body/raad}
"""


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(EXAMPLE)
    [table] = tables(graph, "forms")
    rows = {str(row["form"]).rsplit("/", 1)[-1]: row for row in table.rows}
    counted = ("participants", "bodies", "meetings", "meetings_of", "seats", "routes", "heard")

    assert {name: rows["r"][name] for name in counted} == {
        "participants": 2, "bodies": 2, "meetings": 14, "meetings_of": 2, "seats": 4, "routes": 2, "heard": 1,
    }  # fmt: skip
    assert rows["r"]["gini"] == pytest.approx(0.25)
    assert {name: rows["leeg"][name] for name in counted} == dict.fromkeys(counted) | {"bodies": 0}
    assert find(graph, ["forms"]) == []


def test_the_six_pitfalls_say_of_how_many_and_what_cannot_be_seen(small: Small) -> None:
    [table] = tables(small(EXAMPLE), "pitfalls")
    rows = table.in_words(small(EXAMPLE), "en")
    value = {row["indicator"]: row["value"] for row in rows}

    assert len({row["pitfall"] for row in rows}) == 6
    assert value["arrangements of which the clause on leaving is stated"] == "1 of 2"
    assert value["routes in which a council acts before it is decided"] == "1 of 2"
    assert value["governing boards with a member whom a council appoints, or who accounts to one"] == "1 of 1"
    assert value["what knowledge and people the municipality keeps"] == "cannot be seen in a graph"
    assert value["decisions and products of which it is known who decides"] == "not assessable: the data name none"
