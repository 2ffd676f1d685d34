from __future__ import annotations

from collections.abc import Callable

from orggraph.analyses import find
from orggraph.analyses.role_overload import counts
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph

Small = Callable[..., Graph]


def found(graph: Graph, **params: float) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Subject without its dataset, and measure → value of denominator."""
    findings: list[Finding] = find(graph, ["role_overload"], params)
    return {(one.subjects[0].id.split("/", 1)[1], one.measure): (one.value, one.denominator) for one in findings}


STAR = """
Body:
  - {id: a, name: A, kind: general_board, tier: executive}
  - {id: b, name: B, kind: council, tier: political}
  - {id: c, name: C, kind: management, tier: official}
  - {id: d, name: D, kind: project, tier: official}
Role:
  - {id: voorzitter, name: Voorzitter}
  - {id: lid, name: Lid}
Organization:
  - {id: x, name: X, kind: municipality}
  - {id: y, name: Y, kind: municipality}
  - {id: z, name: Z, kind: municipality}
Post:
  - {id: a-voorzitter, name: Voorzitter A, capacity: chair, in: body/a, has_role: role/voorzitter, on_behalf_of: organization/x}
  - {id: b-voorzitter, name: Voorzitter B, capacity: chair, in: body/b, has_role: role/voorzitter, on_behalf_of: organization/y}
  - {id: c-lid, name: Lid C, capacity: member, in: body/c, has_role: role/lid, on_behalf_of: organization/y}
  - {id: d-lid, name: Lid D, capacity: member, in: body/d, has_role: role/lid, on_behalf_of: organization/z}
Person:
  - {id: hub, name: Hub, holds: [post/a-voorzitter, post/b-voorzitter, post/c-lid]}
  - {id: leaf, name: Blad, holds: post/d-lid}
Decision:
  - {id: besluit, name: Besluit, owned_by: post/a-voorzitter}
Assignment:
  - {id: een, name: Een, commissioned_by: person/hub, carried_out_by: post/c-lid, involves: person/leaf}
  - {id: twee, name: Twee, commissioned_by: [person/hub, post/a-voorzitter]}
"""


def test_a_star_comes_together_at_its_centre(small: Small) -> None:
    graph = small(STAR)

    assert counts(graph, "klein/person/hub") == {
        "commissions_given": 2, "commissions_carried_out": 1, "involvements": 0, "decisions": 1,
        "bodies": 3, "posts": 3, "roles": 2, "tiers": 3, "principals": 2, "chairs": 2,
    }  # fmt: skip
    assert found(graph) == {
        ("person/hub", "bodies"): (3, 4),
        ("person/hub", "posts"): (3, 4),
        ("person/hub", "tiers"): (3, 3),
        ("body/a", "hours"): (None, None),
    }


def test_the_threshold_moves_what_is_a_finding(small: Small) -> None:
    at_two = found(small(STAR), threshold=2)

    assert {measure for subject, measure in at_two if subject == "person/hub"} == {
        "bodies", "posts", "tiers", "roles", "principals", "chairs", "commissions_given",
    }  # fmt: skip
    assert at_two["person/hub", "commissions_given"] == (2, 2), "twice at one agreement is one agreement"
    assert at_two["person/hub", "principals"] == (2, 3)
    assert found(small(STAR), threshold=4).keys() == {("body/a", "hours")}


PATH = """
Body:
  - {id: a, name: A, kind: general_board, tier: executive}
Post:
  - {id: een, name: Een, in: body/a, qualifies_for: post/twee}
  - {id: twee, name: Twee, in: body/a, qualifies_for: post/drie}
  - {id: drie, name: Drie, in: body/a%s}
  - {id: open, name: Open, in: body/a, status: open}
"""


def test_a_path_of_seats_is_counted_once_at_its_beginning(small: Small) -> None:
    assert found(small(PATH % "")) == {("post/een", "posts"): (3, 4), ("body/a", "hours"): (None, None)}


def test_a_cycle_of_seats_is_counted_once_at_its_first_by_id(small: Small) -> None:
    assert found(small(PATH % ", qualifies_for: post/een")) == {("post/drie", "posts"): (3, 4), ("body/a", "hours"): (None, None)}


def test_a_seat_of_many_brings_nothing_along(small: Small) -> None:
    many = PATH.replace("name: Een, in", "name: Een, per: municipality, in")

    assert ("post/een", "posts") not in found(small(many % ""))


LOADS = """
Body:
  - {id: a, name: A, kind: general_board, tier: executive}
Role:
  - {id: zwaar, name: Zwaar, load_hours: 30}
  - {id: licht, name: Licht, load_hours: 12.5}
Post:
  - {id: een, name: Een, in: body/a, has_role: role/zwaar}
  - {id: twee, name: Twee, in: body/a, has_role: role/licht}
  - {id: drie, name: Drie, in: body/a, has_role: role/licht}
Person:
  - {id: p, name: P, holds: [post/een, post/twee]}
  - {id: q, name: Q, holds: post/drie}
"""


def test_hours_are_the_sum_of_loads_where_roles_have_them(small: Small) -> None:
    assert counts(small(LOADS), "klein/person/p")["hours"] == 42.5
    assert found(small(LOADS)) == {("person/p", "hours"): (42.5, 40)}
    assert found(small(LOADS), hours_norm=45) == {}


def test_a_body_has_no_measures(small: Small) -> None:
    assert counts(small(LOADS), "klein/body/a") == {}


def test_gooi_names_of_the_action_list(gooi: Graph) -> None:
    people = {key: value for key, value in found(gooi).items() if key[0].startswith("person/")}

    assert people == {
        ("person/c", "commissions_given"): (7, 8),
        ("person/b", "commissions_given"): (4, 8),
        ("person/d", "commissions_carried_out"): (3, 8),
        ("person/g", "commissions_carried_out"): (3, 8),
    }


def test_gooi_the_seven_of_eight_are_shown_with_their_places(gooi: Graph) -> None:
    [finding] = [one for one in find(gooi, ["role_overload"]) if one.value == 7]

    assert {edge.source.rsplit("/", 1)[-1] for edge in finding.edges} == set("1235678")
    assert {edge.attributes["type"] for edge in finding.edges} == {"COMMISSIONED_BY"}
    assert {f"tabel {number} opdrachtgever" for number in "1235678"} <= {locator for _, locator in finding.sources}
    assert finding.text.render("nl").startswith("Eén naam staat als opdrachtgever bij 7 van 8 afspraken")


def test_hours_are_not_assessable_on_the_regions(gooi: Graph, amersfoort: Graph) -> None:
    for graph, whole in (
        (gooi, "gooi-en-vechtstreek/cooperation/gooi-en-vechtstreek"),
        (amersfoort, "amersfoort/cooperation/regio-amersfoort"),
    ):
        [finding] = [one for one in find(graph, ["role_overload"]) if one.measure == "hours"]
        assert (finding.subjects[0].id, finding.severity, finding.assessable) == (whole, Severity.INFO, False)


def test_amersfoort_the_regional_secretary_brings_four_posts_together(amersfoort: Graph) -> None:
    posts = {subject: value for (subject, measure), (value, _) in found(amersfoort).items() if measure == "posts"}

    assert posts["post/bra-regiosecretaris"] == 4  # leads the bureau; secretary of the region, BORA and ARG
    assert posts["post/amersfoort-burgemeester"] == 3  # and so chair of the BORA and of the region
