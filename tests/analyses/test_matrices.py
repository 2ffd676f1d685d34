from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find
from orggraph.errors import UnknownName
from orggraph.graph import Graph
from orggraph.views.matrices import MATRICES, matrix

Small = Callable[..., Graph]


def short(node: str) -> str:
    return node.rsplit("/", 1)[-1]


@pytest.mark.parametrize("kind", MATRICES)
def test_cells_have_the_contract_s_fields_in_order_and_leave_the_graph_alone(
    kind: str, gooi: Graph, content: Callable[[Graph], str]
) -> None:
    before = content(gooi)

    cells = matrix(gooi, kind)

    assert all({"row", "column", "value", "severity", "rule", "objects"} <= cell.keys() for cell in cells)
    assert [(cell["row"], cell["column"]) for cell in cells] == sorted({(cell["row"], cell["column"]) for cell in cells})
    assert all(cell["value"] >= 1 for cell in cells)
    assert content(gooi) == before


def test_gooi_which_hats_pull_apart_and_on_what(gooi: Graph) -> None:
    cells = {(short(cell["row"]), short(cell["column"])): cell for cell in matrix(gooi, "role-role")}
    stated = {pair for pair, cell in cells.items() if cell["assessable"]}

    assert all(row < column for row, column in cells)
    assert len(stated) == 12
    both = cells["afgevaardigde-gemeente", "bestuurder-regio"]
    assert (both["value"], both["severity"], both["rules"]) == (2, "tension", ["region-municipality", "two-principals"])
    assert [short(one) for one in both["objects"]] == ["ab", "rsa-nieuw"]
    assert ("lokaal-portefeuillehouder", "bestuurlijk-opdrachtgever") not in cells


def test_roles_agree_with_the_findings(gooi: Graph) -> None:
    found = [part for finding in find(gooi, ["role_conflicts"]) for part in finding.cases if part.measure == "roles"]
    cells = matrix(gooi, "role-role")

    assert {(cell["row"], cell["column"]) for cell in cells} == {(one.subjects[0].id, one.subjects[1].id) for one in found}
    assert {one for cell in cells for one in cell["objects"]} == {one.object for one in found if one.object}
    assert sum(cell["value"] for cell in cells) == len({(one.rule, *(subject.id for subject in one.subjects)) for one in found})


SEATS = """
Organization:
  - {id: x, name: X, kind: municipality, participates_in: [body/a, body/b]}
Body:
  - {id: a, name: A, kind: general_board, tier: executive}
  - {id: b, name: B, kind: executive_board, tier: executive}
Post:
  - {id: een, name: Een, capacity: chair, in: body/a, on_behalf_of: organization/x}
  - {id: twee, name: Twee, in: body/a}
  - {id: drie, name: Drie, capacity: member, in: body/b}
  - {id: buiten, name: Buiten, in: organization/x}
Person:
  - {id: p, name: P, holds: [post/een, post/twee, post/buiten]}
"""


def test_who_sits_where_a_post_without_a_holder_stands_for_itself(small: Small) -> None:
    cells = matrix(small(SEATS), "person-body")

    told = [(short(c["row"]), short(c["column"]), c["value"], c["capacities"], [short(one) for one in c["objects"]]) for c in cells]
    assert told == [("p", "a", 2, ["chair"], ["een", "twee"]), ("drie", "b", 1, ["member"], ["drie"])]


def test_organizations_sit_by_seats_on_their_behalf_or_by_taking_part(small: Small) -> None:
    cells = matrix(small(SEATS), "organization-body")

    assert [(short(c["row"]), short(c["column"]), c["value"], len(c["objects"])) for c in cells] == [("x", "a", 1, 1), ("x", "b", 1, 0)]


def test_amersfoort_every_seat_in_a_body_is_in_the_matrix(amersfoort: Graph) -> None:
    seats = sum(1 for _, body, data in amersfoort.edges(data=True) if data["type"] == "IN" and amersfoort.nodes[body]["label"] == "Body")

    assert sum(cell["value"] for cell in matrix(amersfoort, "person-body")) == seats


def test_an_unknown_matrix_says_the_nearest(gooi: Graph) -> None:
    with pytest.raises(UnknownName, match="role-role"):
        matrix(gooi, "roles-roles")
