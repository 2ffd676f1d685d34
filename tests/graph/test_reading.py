"""What patterns read of a graph: narrow dates, parts of a cooperation, the municipality and the office behind a seat."""

from __future__ import annotations

from datetime import date

import pytest

from orggraph.graph import Graph, project, reading
from orggraph.model.tables import to_tables
from orggraph.rules.applying import Scope, scopes
from orggraph.sources.dataset_yaml import read_dataset

REGION = """
orggraph: 1
dataset: {id: x, title: X, reference_date: 2026-01-01, fictional: true, complete: [Post]}
Arrangement:
  - {id: een, name: Een, form: public_body}
  - {id: twee, name: Twee, form: joint_body}
  - {id: voorstel, name: Voorstel, form: public_body, status: proposed}
Cooperation: [{id: samen, name: Samen, governed_by: [arrangement/een, arrangement/twee]}]
Organization:
  - {id: regio, name: Regio, kind: region, part_of: cooperation/samen}
  - {id: aa, name: A, kind: municipality, participates_in: {to: cooperation/samen, organs: [council]}, part_of: cooperation/samen}
  - {id: bb, name: B, kind: municipality}
  - {id: bureau, name: Bureau, kind: partner}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: organization/regio}
  - {id: kamer, name: Kamer, kind: working_group, tier: official, part_of: body/ab}
  - {id: orgaan, name: Orgaan, kind: general_board, tier: executive, part_of: arrangement/twee}
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/aa}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/aa}
  - {id: afdeling, name: Afdeling, kind: bureau, tier: official, part_of: organization/aa}
  - {id: alle-raden, name: Raden, kind: council, tier: political, per: municipality}
Role:
  - {id: gemeentesecretaris, name: Gemeentesecretaris, side: official}
  - {id: griffier, name: Griffier, side: official}
  - {id: adviseur, name: Adviseur, side: official}
  - {id: wethouder, name: Wethouder, side: political}
Post:
  - {id: lid, name: Lid, capacity: member, in: body/ab}
  - {id: plv, name: Plv, capacity: deputy_member, in: body/ab}
  - {id: weg, name: Weg, capacity: member, in: body/ab, status: former}
  - {id: namens-raad, name: Namens de raad, capacity: member, in: body/ab, on_behalf_of: body/raad}
  - {id: burgemeester, name: B, capacity: chair, in: body/college}
  - {id: wethouder, name: W, capacity: member, in: body/college, qualifies_for: post/lid}
  - {id: raadslid, name: R, capacity: member, in: body/raad}
  - {id: griffier, name: G, in: organization/aa, has_role: role/griffier}
  - {id: secretaris, name: S, in: organization/aa, has_role: role/gemeentesecretaris}
  - {id: ambtenaar, name: Ambtenaar, in: body/afdeling}
  - {id: politiek, name: P, in: organization/aa, has_role: role/wethouder}
  - {id: elders, name: Elders, in: organization/bureau, has_role: role/adviseur}
  - {id: veel, name: Veel, per: municipality, in: body/orgaan}
Person:
  - {id: p, name: P, holds: [post/lid, post/raadslid]}
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read_dataset(REGION)))


@pytest.fixture(scope="module")
def tried(graph: Graph) -> dict[str | None, Scope]:
    return {scope.arrangement and scope.arrangement.rsplit("/", 1)[-1]: scope for scope in scopes(graph)}


@pytest.mark.parametrize(
    ("start", "end", "sure"),
    [
        (None, None, True),
        ("2025", None, True),
        ("2026", None, False),
        ("2026-03", None, False),
        ("2026-03-15", None, True),
        (None, "2026", False),
        (None, "2026-03", False),
        (None, "2026-03-16", True),
        (None, "2026-03-15", False),
        ("2025", "2027", True),
    ],
)
def test_a_date_is_certain_by_its_narrowest_reading(start: str | None, end: str | None, sure: bool) -> None:
    day = date(2026, 3, 15)
    assert reading.certain({"start_date": start, "end_date": end}, day) is sure
    assert reading.certain({"starts_on": start, "ends_on": end}, day) is sure


def test_rules_are_tried_on_the_dataset_and_on_each_arrangement_in_force(tried: dict[str | None, Scope]) -> None:
    assert tried.keys() == {None, "een", "twee"}


def test_parts_go_down_any_depth_and_not_into_participants_or_another_arrangement(tried: dict[str | None, Scope]) -> None:
    assert [one.split("/", 1)[1] for one in tried["een"].parts] == ["organization/regio", "body/ab", "body/kamer"]
    assert {one.split("/", 1)[1] for one in tried["twee"].bodies("general_board")} == {"body/orgaan"}


def test_seats_are_those_of_members_who_are_there_now(graph: Graph) -> None:
    assert {seat.post for seat in reading.seats(graph, "x/body/ab")} == {"x/post/lid", "x/post/namens-raad"}
    assert len(reading.seats(graph, "x/body/ab", voting=False)) == 3


@pytest.mark.parametrize(
    ("post", "kind"),
    [
        ("burgemeester", "mayor"), ("wethouder", "alderman"), ("raadslid", "councillor"), ("griffier", "griffier"),
        ("secretaris", "secretary"), ("ambtenaar", "civil_servant"), ("politiek", None), ("elders", None), ("lid", None),
    ],
)  # fmt: skip
def test_the_office_that_a_post_is(graph: Graph, post: str, kind: str | None) -> None:
    office = reading.office(graph, f"x/post/{post}")

    assert (office and office.kind) == kind
    assert office is None or office.organization == "x/organization/aa"


def test_for_whom_a_seat_speaks(graph: Graph) -> None:
    assert reading.municipality_of(graph, "x/post/lid") == "x/organization/aa"
    assert reading.municipality_of(graph, "x/post/namens-raad") == "x/organization/aa"
    assert reading.municipality_of(graph, "x/post/plv") is None


def test_the_offices_behind_a_seat_are_what_brings_it_and_what_its_holder_has(graph: Graph) -> None:
    assert {office.kind for office in reading.origins(graph, "x/post/lid")} == {"alderman", "councillor"}


def test_a_record_for_each_of_several_has_no_number(graph: Graph) -> None:
    assert reading.count(graph, ["x/post/lid", "x/post/plv"]) == 2
    assert reading.count(graph, ["x/post/lid", "x/post/veel"]) is None


def test_a_record_of_all_councils_stands_for_each(tried: dict[str | None, Scope]) -> None:
    assert tried["een"].councils == {"x/organization/aa": frozenset({"x/organization/aa", "x/body/raad", "x/body/alle-raden"})}


def test_absence_counts_where_all_parts_are_called_complete(tried: dict[str | None, Scope]) -> None:
    assert tried["een"].declares(["Post"])
    assert not tried["een"].declares(["Post", "IN"])
    assert not tried["een"].declares([])
