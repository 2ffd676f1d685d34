from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find, tables
from orggraph.errors import WrongUsage
from orggraph.graph import Graph
from orggraph.i18n import Bilingual

Small = Callable[..., Graph]
RUNG = Bilingual("2. verantwoording achteraf", "2. account afterwards")
EXAMPLE = """
Organization:
  - {id: a, name: A, kind: municipality}
Body:
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/a}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/a}
Post:
  - {id: wethouder, name: Wethouder, capacity: member, in: body/college, accountable_to: body/raad}
Assignment:
  - {id: "1", name: Een, commissioned_by: post/wethouder}
  - {id: "2", name: Twee}
"""
LADDER = """
Arrangement:
  - {id: r, name: R, form: public_body, powers_transferred: true}
Body:
  - {id: raad, name: Raad, kind: council, tier: political}
  - {id: rc, name: RC, kind: regional_committee, tier: political, advises: [body/ab, body/raad]}
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: arrangement/r}
  - {id: platform, name: Platform, kind: platform, tier: political}
Assignment:
  - {id: "1", name: Een}
Decision:
  - {id: d, name: D, taken_by: body/ab, follows: route/x, results_in: assignment/1}
Route:
  - {id: x, name: X, has_step: [step/s1, step/s2, step/s3, step/s4]}
Step:
  - {id: s1, name: Peiling, number: 1, action: consult, at: body/raad}
  - {id: s2, name: Platform, number: 2, action: inform, at: body/platform}
  - {id: s3, name: Beeld, number: 3, action: discuss, at: body/rc}
  - {id: s4, name: Besluit, number: 4, action: decide, at: body/raad}
"""


def rungs(graph: Graph, **params: str) -> list[tuple[object, object]]:
    [table] = tables(graph, "participation", params)
    return [(row["shown_rungs"], row["met"]) for row in table.rows]


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(EXAMPLE)

    assert rungs(graph) == [(("1", "2"), None), ((), None)]
    assert rungs(graph, intended="1=5,2=1") == [(("1", "2"), False), ((), False)]
    assert rungs(graph, intended="1=2")[0] == (("1", "2"), True)
    assert find(graph, ["participation"]) == []


def test_what_was_agreed_stands_at_the_assignment_and_the_occasion_goes_before_it(small: Small) -> None:
    graph = small(EXAMPLE.replace("name: Een,", "name: Een, intended_rung: account,"))

    assert rungs(graph) == [(("1", "2"), True), ((), None)]
    assert rungs(graph, intended="1=5") == [(("1", "2"), False), ((), None)]
    [table] = tables(graph, "participation")
    assert table.rows[0]["intended"] == RUNG
    assert "1 the rung that was intended is given, and in 1 of these it shows" in table.sentence.render("en")


def test_what_is_read_from_the_route_of_the_decision_behind_an_assignment(small: Small) -> None:
    later = LADDER.replace("number: 3", "number: 9")

    assert rungs(small(LADDER)) == [(("3", "4", "5", "6", "7"), None)]
    assert rungs(small(later)) == [(("3", "4", "5", "7"), None)]  # the councils decide before the committee forms a view
    assert rungs(small(LADDER.replace(", results_in: assignment/1", ""))) == [((), None)]


def test_a_wrong_rung_or_assignment_is_said_all_at_once(small: Small) -> None:
    with pytest.raises(WrongUsage) as raised:
        tables(small(EXAMPLE), "participation", {"intended": "1=8,zeven=2,2"})
    assert "1=8, zeven=2, 2" in raised.value.text("en")
    assert tables(small("Role:\n  - {id: x, name: X}\n"), "participation") == []
