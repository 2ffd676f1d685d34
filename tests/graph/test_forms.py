"""Forms of cooperation read from a small region, looked over by hand."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from orggraph.graph import project
from orggraph.graph.forms import Form, forms
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

REGION = """
    orggraph: 1
    dataset: {id: d, title: Klein, reference_date: 2025-06-01}
    Organization:
      - {id: a, name: A, kind: municipality, participates_in: [arrangement/nu, {to: arrangement/straks, status: proposed}]}
      - {id: b, name: B, kind: municipality, participates_in: [arrangement/nu, arrangement/toen]}
      - {id: c, name: C, kind: municipality, participates_in: {to: arrangement/nu, status: proposed}}
    Cooperation:
      - {id: w, name: W, governed_by: [arrangement/nu, {to: arrangement/toen, end_date: 2019}, {to: arrangement/straks, status: proposed}]}
    Arrangement:
      - {id: nu, name: Nu, form: public_body, start_date: 2020}
      - {id: toen, name: Toen, form: plusregio, start_date: 2006, end_date: 2019}
      - {id: straks, name: Straks, form: covenant, status: proposed}
    Body:
      - {id: ab, name: AB, kind: general_board, tier: executive, part_of: cooperation/w}
      - {id: db, name: DB, kind: executive_board, tier: executive, part_of: cooperation/w}
      - {id: ao, name: AO, kind: official_consultation, tier: official, part_of: cooperation/w, prepares: body/db}
      - {id: ra, name: Raad A, kind: council, tier: political, part_of: organization/a, informs: body/ao}
      - {id: rb, name: Raad B, kind: council, tier: political, part_of: organization/b}
      - {id: rc, name: Raad C, kind: council, tier: political, part_of: organization/c, appoints: body/ab}
    Mandate:
      - {id: afval, name: Afval, kind: delegation, granted_to: body/db, part_of: arrangement/nu}
      - {id: eigen, name: Eigen, kind: mandate, granted_to: body/ra}
    Route:
      - {id: weg, name: Weg, route_of: cooperation/w}
"""


@pytest.fixture
def known(tmp_path: Path) -> dict[str, Form]:
    file = tmp_path / "d.yaml"
    file.write_text(dedent(REGION), encoding="utf-8")
    tables = to_tables(read_dataset(file))
    return {form.node.rsplit("/", 1)[-1]: form for form in forms(project(tables), project(tables, all_times=True))}


def test_forms_stand_in_the_order_of_their_beginning(known: dict[str, Form]) -> None:
    assert [(slug, form.now) for slug, form in known.items()] == [("toen", False), ("nu", True), ("straks", True)]


def test_who_is_proposed_stands_apart_from_who_takes_part(known: dict[str, Form]) -> None:
    members = {slug: ([edge.source for edge in form.participants], [edge.source for edge in form.proposed]) for slug, form in known.items()}
    assert members == {
        "toen": (["d/organization/b"], []),
        "nu": (["d/organization/a", "d/organization/b"], ["d/organization/c"]),
        "straks": ([], ["d/organization/a"]),
    }


def test_boards_and_routes_of_the_cooperation_are_of_the_form_that_it_has_now(known: dict[str, Form]) -> None:
    assert known["nu"].boards == ("d/body/ab", "d/body/db", "d/body/ao")
    assert known["nu"].routes == ("d/route/weg",)
    assert known["toen"].boards == known["straks"].boards == ()


def test_steps_of_councils_to_the_nearest_board_that_governs(known: dict[str, Form]) -> None:
    assert known["nu"].distances == {"d/body/ra": 2, "d/body/rb": None, "d/body/rc": 1}
    assert known["toen"].distances == known["straks"].distances == {}


def test_the_authorities_of_a_form_are_those_of_its_bodies_and_its_own(known: dict[str, Form]) -> None:
    assert [(way.source, way.target) for way in known["nu"].powers] == [("d/mandate/afval", "d/body/db")]
    assert known["toen"].powers == ()
