"""What holds now, with all that it hangs on: the rows against the definition, worked out day by day, and plain examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from orggraph.graph import project, standing
from orggraph.model.base import Row
from orggraph.model.dataset import Dataset
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from tests.holding import Holding, hanging_datasets

REGION = """
dataset: {id: d, title: D, reference_date: 2024-06-01}
Organization:
  - {id: aa, name: A, kind: municipality, end_date: 2022-06-15, participates_in: {to: arrangement/gr, joined: 2016}}
  - {id: bb, name: B, kind: municipality, participates_in: {to: cooperation/samen, start_date: 2015, end_date: 2020}}
  - {id: cc, name: C, kind: municipality, part_of: cooperation/samen}
  - {id: dd, name: D, kind: municipality, participates_in: {to: arrangement/gr, status: proposed}}
  - {id: regio, name: Regio, kind: region, part_of: cooperation/samen}
Cooperation: [{id: samen, name: Samen, governed_by: arrangement/gr, end_date: 2024-12-31}]
Arrangement: [{id: gr, name: Regeling, form: public_body}]
Body:
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/aa}
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: organization/regio}
  - {id: plan, name: Plan, kind: project, tier: official, status: proposed, part_of: organization/cc}
  - {id: oud, name: Oud, kind: project, tier: official, status: former, end_date: 2018, part_of: organization/cc}
  - {id: straks, name: Straks, kind: project, tier: official, status: former, end_date: 2026, part_of: organization/cc}
  - {id: verhuisd, name: Verhuisd, kind: project, tier: official, part_of: [{to: organization/aa, end_date: 2019}, organization/cc]}
  - {id: misschien, name: Misschien, kind: project, tier: official, part_of: [{to: organization/aa, status: proposed}, organization/cc]}
  - {id: nooit, name: N, kind: project, tier: official, part_of: [{to: body/oud, start_date: 2019}, {to: body/raad, start_date: 2023}]}
Post:
  - {id: raadslid, name: Raadslid, in: body/raad}
  - {id: ab-a, name: AB A, in: body/ab, on_behalf_of: organization/aa}
  - {id: ab-raad, name: AB raad, in: body/ab, on_behalf_of: body/raad}
  - {id: ab-b, name: AB B, in: body/ab, on_behalf_of: organization/bb}
  - {id: ab-c, name: AB C, in: body/ab, on_behalf_of: organization/cc}
  - {id: ab-d, name: AB D, in: body/ab, on_behalf_of: organization/dd}
  - {id: ab-ac, name: AB A en C, in: body/ab, on_behalf_of: [organization/aa, organization/cc]}
  - {id: planner, name: Planner, in: body/plan}
  - {id: oudste, name: Oudste, in: body/oud}
  - {id: reiziger, name: Reiziger, in: {to: body/verhuisd, end_date: 2023}}
  - {id: wethouder, name: Wethouder, in: organization/cc}
Meeting:
  - {id: eerder, name: Eerder, date: 2020-01-15, meeting_of: body/raad}
  - {id: later, name: Later, date: 2022-09-01, meeting_of: body/raad}
Person:
  - {id: p, name: P, holds: [{to: post/raadslid, start_date: 2018}, {to: post/planner, start_date: 2018}]}
  - {id: q, name: Q, holds: {to: post/wethouder, start_date: 2018, end_date: 2022-05, as_stated: totdat de opvolger is benoemd}}
  - {id: r, name: R, holds: {to: post/wethouder, start_date: 2022-05-01}}
  - {id: s, name: S, holds: {to: post/wethouder, start_date: 2020, end_date: 2021, as_stated: als opvolger van P}}
"""


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    dataset = read_dataset(REGION)
    holdings = {f"{row['source'][9:]} {row['target'][7:]}": row for row in dataset.relationship_rows if row["type"] == "HOLDS"}
    return {row["id"].split("/", 2)[2]: row for row in dataset.node_rows} | holdings


@pytest.mark.parametrize(
    ("record", "start", "end", "standing"),
    [
        ("raad", None, "2022-06-15 aa 2022-06-15", None),
        ("raadslid", None, "2022-06-15 aa 2022-06-15", None),
        ("p raadslid", "2018-01-01", "2022-06-15 aa 2022-06-15", None),
        ("ab", None, "2024-12-31 samen 2024-12-31", None),
        ("ab-a", "2016-01-01 aa 2016", "2022-06-15 aa 2022-06-15", None),
        ("ab-raad", "2016-01-01 aa 2016", "2022-06-15 aa 2022-06-15", None),
        ("ab-b", "2015-01-01 bb 2015", "2021-01-01 bb 2020", None),
        ("ab-c", None, "2024-12-31 samen 2024-12-31", None),
        ("ab-ac", None, "2024-12-31 samen 2024-12-31", None),
        ("ab-d", None, "2024-12-31 samen 2024-12-31", "proposed"),
        ("cc", None, None, None),
        ("planner", None, None, "proposed"),
        ("p planner", "2018-01-01", None, "proposed"),
        ("oud", None, "2019-01-01", "actual"),
        ("straks", None, "2027-01-01", None),
        ("oudste", None, "2019-01-01 oud 2018", None),
        ("verhuisd", None, None, None),
        ("misschien", None, None, None),
        ("nooit", "2023-01-01 raad 2023", "2019-01-01 oud 2018", None),
        ("reiziger", None, "2024-01-01 verhuisd 2023", None),
        ("eerder", None, None, None),
        ("later", None, "2022-06-15 aa 2022-06-15", None),
        ("q wethouder", "2018-01-01", "2022-05-01", None),
        ("s wethouder", "2020-01-01", "2022-01-01", None),
    ],
)
def test_the_end_of_one_is_the_end_of_what_hangs_on_it(
    rows: dict[str, Row], record: str, start: str | None, end: str | None, standing: str | None
) -> None:
    row = rows[record]
    assert _bound(row, "valid_from", "starts") == start
    assert _bound(row, "valid_before", "ends") == end
    assert row.get("standing") == standing


def _bound(row: Row, day: str, what: str) -> str | None:
    by = row.get(f"{what}_with", "").rsplit("/", 1)[-1]
    return " ".join(filter(None, (row.get(day), by, row.get(f"{what}_on")))) or None


def test_who_stays_until_there_is_a_successor_keeps_the_stated_end(rows: dict[str, Row]) -> None:
    staying = rows["q wethouder"]
    assert (staying["until_successor"], staying["term_before"], staying["end_date"]) == (True, "2022-06-01", "2022-05")
    assert rows["s wethouder"]["until_successor"] is False


@settings(max_examples=100, deadline=None)
@given(hanging_datasets())
def test_what_holds_on_a_day_is_what_the_definition_says(dataset: Dataset) -> None:
    holding = Holding(dataset)
    tables = to_tables(dataset)
    for day in holding.days:
        graph = project(tables, on=day.isoformat())
        assert set(graph) | {key for _, _, key in graph.edges(keys=True)} == holding.on(day), day
        assert {node: standing.of(record).value for node, record in graph.nodes(data=True)} == {
            node: holding.standing(node, day) for node in graph
        }


def test_what_hangs_on_itself_in_a_circle_ends_together() -> None:
    bodies = "\n".join(
        f"  - {{id: {one}, name: {one}, kind: project, tier: official, part_of: body/{other}{end}}}"
        for one, other, end in (("a", "b", ", end_date: 2020"), ("b", "c", ""), ("c", "a", ""))
    )
    rows = read_dataset(f"dataset: {{id: d, title: D}}\nBody:\n{bodies}").node_rows
    assert [(row["valid_before"], row.get("ends_with")) for row in rows] == [("2021-01-01", None), *[("2021-01-01", "d/body/a")] * 2]


def test_a_step_ends_with_where_it_is_taken_unless_something_was_done_in_it() -> None:
    rows = read_dataset("""
dataset: {id: d, title: D}
Body: [{id: raad, name: Raad, kind: council, tier: political, end_date: 2023}]
Route: [{id: r, name: Route, has_step: [step/vraag, step/stem, step/slot]}]
Step:
  - {id: vraag, name: Vraag, action: submit_view, at: body/raad}
  - {id: stem, name: Stem, action: decide, at: body/raad}
  - {id: slot, name: Slot, action: decide}
Act: [{id: a, name: Vroeg, action: submit_view, date: 2022-05-01, act_of: step/vraag}]
""").node_rows
    ends = {row["id"].rsplit("/", 1)[-1]: row.get("valid_before") for row in rows if row["label"] == "Step"}
    assert ends == {"vraag": None, "stem": "2024-01-01", "slot": None}


RETURNED = """
dataset: {id: d, title: D, reference_date: 2024-06-01}
Organization:
  - {id: aa, name: A, kind: municipality,
     participates_in: [{to: cooperation/samen, end_date: 2015}, {to: cooperation/samen, start_date: 2018}]}
  - {id: bb, name: B, kind: municipality}
Cooperation: [{id: samen, name: Samen}]
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: cooperation/samen}
  - {id: plan, name: Plan, kind: project, tier: official, status: proposed, part_of: organization/bb}
  - {id: vast, name: Vast, kind: project, tier: official, part_of: organization/bb}
  - {id: groep, name: Groep, kind: project, tier: official, part_of: [{to: body/plan, end_date: 2019}, {to: body/vast, start_date: 2020}]}
Post:
  - {id: zetel, name: Zetel, in: body/ab, on_behalf_of: organization/aa}
  - {id: lid, name: Lid, in: body/groep}
Person: [{id: p, name: P, holds: [post/zetel, post/lid]}]
"""


@pytest.mark.parametrize(("day", "held"), [("2015-12-31", True), ("2016-01-01", False), ("2017-12-31", False), ("2018-01-01", True)])
def test_who_left_and_came_back_was_away_between(day: str, held: bool) -> None:
    graph = project(to_tables(read_dataset(RETURNED)), on=day)
    assert ("d/post/zetel" in graph) is held
    assert ("d/post/zetel" in {target for _, target, kind in graph.edges(data="type") if kind == "HOLDS"}) is held


MOVED = """
dataset: {id: d, title: D, reference_date: 2024-06-01}
Organization:
  - {id: aa, name: A, kind: municipality,
     participates_in: [{to: cooperation/FIRST, end_date: 2015}, {to: cooperation/SECOND, start_date: 2016, end_date: 2020}]}
Cooperation: [{id: FIRST, name: Een}, {id: SECOND, name: Twee}]
Body:
  - {id: FIRST, name: AB, kind: general_board, tier: executive, part_of: cooperation/FIRST}
  - {id: SECOND, name: AB, kind: general_board, tier: executive, part_of: cooperation/SECOND}
Post:
  - {id: zetel, name: Zetel, in: [{to: body/FIRST, end_date: 2015}, {to: body/SECOND, start_date: 2016}], on_behalf_of: organization/aa}
"""


@pytest.mark.parametrize(("day", "held"), [("2015-12-31", True), ("2016-01-01", True), ("2020-12-31", True), ("2021-01-01", False)])
@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_a_seat_that_went_over_holds_while_its_organization_takes_part_there(first: str, second: str, day: str, held: bool) -> None:
    text = MOVED.replace("FIRST", first).replace("SECOND", second)  # in whichever order their names come
    assert ("d/post/zetel" in project(to_tables(read_dataset(text)), on=day)) is held


@pytest.mark.parametrize(("day", "status"), [("2019-12-31", "proposed"), ("2020-01-01", "actual"), ("2030-01-01", "actual")])
def test_a_standing_is_that_of_the_day(day: str, status: str) -> None:
    graph = project(to_tables(read_dataset(RETURNED)), on=day)
    assert {standing.of(graph.nodes[node]).value for node in ("d/body/groep", "d/post/lid")} == {status}
    assert [standing.of(data).value for _, target, data in graph.edges(data=True) if target == "d/post/lid"] == [status]
