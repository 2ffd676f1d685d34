from __future__ import annotations

from collections.abc import Callable

from orggraph.analyses import find
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph

Small = Callable[..., Graph]


def by_measure(graph: Graph) -> dict[str, Finding]:
    return {one.measure: one for one in find(graph, ["undescribed_roles"])}


def figures(graph: Graph) -> dict[str, tuple[float | None, float | None]]:
    return {measure: (one.value, one.denominator) for measure, one in by_measure(graph).items()}


ROLES = """
Cooperation:
  - {id: regio, name: Regio}
Body:
  - {id: bureau, name: Bureau, kind: bureau, tier: official, supports: {to: role/lid, status: %s}}
Role:
  - {id: voorzitter, name: Voorzitter, purpose: Leidt, accountabilities: [de agenda], expects: [stukken], support: Een secretaris}
  - {id: lid, name: Lid, purpose: Spreekt voor de eigen gemeente, open: [expects]}
  - {id: gast, name: Gast}
  - {id: oud, name: Oud, status: former}
"""


def test_each_part_of_a_role_card_is_counted(small: Small) -> None:
    told = by_measure(small(ROLES % "actual"))

    assert {measure: (one.value, one.denominator) for measure, one in told.items()} == {
        "purpose": (2, 3), "accountabilities": (1, 3), "expects": (1, 3), "support": (2, 3),
    }  # fmt: skip
    assert {one.severity for one in told.values()} == {Severity.GAP}
    assert set(told["purpose"].nodes) == {"klein/cooperation/regio", "klein/role/gast"}
    assert set(told["accountabilities"].nodes) == {"klein/cooperation/regio", "klein/role/lid", "klein/role/gast"}


def test_support_by_a_relationship_counts_and_is_shown(small: Small) -> None:
    [edge] = by_measure(small(ROLES % "actual"))["support"].edges

    assert (edge.source, edge.target) == ("klein/body/bureau", "klein/role/lid")
    assert by_measure(small(ROLES % "former"))["support"].value == 1


def test_still_to_be_described_is_told_apart_from_not_stated(small: Small) -> None:
    text = by_measure(small(ROLES % "actual"))["expects"].text.render("en")

    assert "Explicitly still to be described at 1: “Lid”." in text
    assert "Not stated at 1: “Gast”." in text


def test_what_is_complete_is_no_gap(small: Small) -> None:
    one = "Role:\n  - {id: a, name: A, purpose: x, accountabilities: [y], expects: [z], support: w}\n"

    told = by_measure(small(one))

    assert {(finding.value, finding.denominator, finding.severity) for finding in told.values()} == {(1, 1, Severity.INFO)}
    assert {finding.remedy for finding in told.values()} == {None}


def test_without_roles_there_is_nothing_to_say(small: Small) -> None:
    assert by_measure(small("Role:\n  - {id: oud, name: Oud, status: former}\n")) == {}


def test_gooi_describes_none_of_its_twenty_roles(gooi: Graph) -> None:
    assert figures(gooi) == dict.fromkeys(("purpose", "accountabilities", "expects", "support"), (0, 20))
    assert by_measure(gooi)["purpose"].text.render("nl").endswith("en nog 12.")
    assert len(by_measure(gooi)["purpose"].nodes) == 21


def test_amersfoort_describes_some_of_its_roles(amersfoort: Graph) -> None:
    assert figures(amersfoort) == {"purpose": (3, 26), "accountabilities": (6, 26), "expects": (0, 26), "support": (0, 26)}
