from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph.analyses import find
from orggraph.errors import WrongUsage
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph
from orggraph.graph.concentration import counts

Small = Callable[..., Graph]


def figures_of(graph: Graph, **params: float) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Subject without its dataset, and measure → value of denominator."""
    findings: list[Finding] = find(graph, ["role_overload"], params)
    return {
        (finding.subjects[0].id.split("/", 1)[-1], count.measure): (count.value, count.denominator)
        for finding in findings
        for count in finding.counts or (finding,)
    }


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
    assert figures_of(graph) == {
        ("person/hub", "bodies"): (3, 4),
        ("person/hub", "posts"): (3, 4),
        ("person/hub", "tiers"): (3, 3),
        ("klein", "hours"): (None, None),
    }


def test_of_one_person_one_finding_says_all(small: Small) -> None:
    [finding] = [one for one in find(small(STAR), ["role_overload"]) if one.subjects[0].label == "Person"]
    told = finding.to_json("nl")

    assert (told["measure"], told["value"], told["denominator"], told["unit"]) == ("posts", 3, 4, "posts")
    assert [(one["measure"], one["value"], one["denominator"]) for one in told["figures"]] == [
        ("posts", 3, 4), ("bodies", 3, 4), ("tiers", 3, 3),
    ]  # fmt: skip
    assert told["text"] == "Bij “Hub” komt samen: gremia 3 van 4, functies 3 van 4, lagen 3 van 3."
    assert finding.to_json("en")["text"] == "At “Hub” come together: seats in bodies 3 of 4, posts together 3 of 4, tiers 3 of 3."


def test_the_id_of_one_person_stays_whatever_is_measured_first(small: Small) -> None:
    ids = {
        (one.id, one.measure)
        for threshold in (2, 3)
        for one in find(small(STAR), ["role_overload"], {"threshold": threshold})
        if one.subjects[0].id == "klein/person/hub"
    }

    assert {measure for _, measure in ids} == {"commissions_given", "posts"}
    assert len({finding for finding, _ in ids}) == 1


def test_the_threshold_moves_what_is_a_finding(small: Small) -> None:
    at_two = figures_of(small(STAR), threshold=2)

    assert {measure for subject, measure in at_two if subject == "person/hub"} == {
        "bodies", "posts", "tiers", "roles", "principals", "chairs", "commissions_given",
    }  # fmt: skip
    assert at_two["person/hub", "commissions_given"] == (2, 2), "twice at one agreement is one agreement"
    assert at_two["person/hub", "principals"] == (2, 3)
    assert figures_of(small(STAR), threshold=4).keys() == {("klein", "hours")}


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
    assert figures_of(small(PATH % "")) == {("post/een", "posts"): (3, 4), ("klein", "hours"): (None, None)}


def test_a_cycle_of_seats_is_counted_once_at_its_first_by_id(small: Small) -> None:
    assert figures_of(small(PATH % ", qualifies_for: post/een")) == {("post/drie", "posts"): (3, 4), ("klein", "hours"): (None, None)}


def test_a_seat_of_many_brings_nothing_along(small: Small) -> None:
    many = PATH.replace("name: Een, in", "name: Een, per: municipality, in")

    assert ("post/een", "posts") not in figures_of(small(many % ""))


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
    assert figures_of(small(LOADS)) == {("person/p", "hours"): (42.5, 40)}
    assert figures_of(small(LOADS), hours_norm=45) == {}


def test_a_body_has_no_measures(small: Small) -> None:
    assert counts(small(LOADS), "klein/body/a") == {}


def test_gooi_names_of_the_action_list(gooi: Graph) -> None:
    people = {key: value for key, value in figures_of(gooi).items() if key[0].startswith("person/")}

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
    posts = {subject: value for (subject, measure), (value, _) in figures_of(amersfoort).items() if measure == "posts"}

    assert posts["post/bra-regiosecretaris"] == 4  # leads the bureau; secretary of the region, BORA and ARG
    assert posts["post/amersfoort-burgemeester"] == 3  # and so chair of the BORA and of the region


def meeting(minimum: str) -> str:
    return LOADS.replace("tier: executive}", f"tier: executive, {minimum}}}")


def test_meetings_count_where_their_number_is_stated(small: Small) -> None:
    graph = small(meeting("meetings_min: 26, meetings_max: 52"))

    assert figures_of(graph) == {("person/p", "hours"): (43.5, 40)}  # 42.5 of roles, 26 × 2 ÷ 52 of meetings, one body once
    assert figures_of(graph, meeting_hours=4) == {("person/p", "hours"): (44.5, 40)}
    assert figures_of(graph, meeting_hours=0) == {("person/p", "hours"): (42.5, 40)}
    assert counts(graph, "klein/person/p")["hours"] == 42.5, "what roles state, as the query load-of-people"
    [finding] = find(graph, ["role_overload"])
    assert "Daarvan zijn 1 voor 26 vergaderingen per jaar; dat één vergadering 2 uur duurt, is een aanname." in finding.text.render("nl")


def test_only_a_highest_number_of_meetings_counts_too(small: Small) -> None:
    assert figures_of(small(meeting("meetings_max: 26"))) == {("person/p", "hours"): (43.5, 40)}


def test_meetings_of_who_holds_no_load_are_no_hours(small: Small) -> None:
    graph = small(meeting("meetings_min: 5200").replace("has_role: role/zwaar", "covers: topic/t") + "Topic:\n  - {id: t, name: T}\n")

    assert {subject for subject, measure in figures_of(graph, hours_norm=100) if measure == "hours"} == {"person/p", "person/q"}
    without = small(meeting("meetings_min: 5200").replace(", has_role: role/licht", ""))
    assert {subject for subject, measure in figures_of(without, hours_norm=100) if measure == "hours"} == {"person/p"}


def peers(*seats: tuple[str, str, int]) -> str:
    """People with a tier and so many seats in its one body."""
    bodies = [f"  - {{id: {tier}, name: B, kind: platform, tier: {tier}}}" for tier in sorted({tier for _, tier, _ in seats})]
    posts = [f"  - {{id: {who}-{n}, name: Zetel, in: body/{tier}}}" for who, tier, many in seats for n in range(many)]
    held = {who: ", ".join(f"post/{who}-{n}" for n in range(many)) for who, _, many in seats}
    people = [f"  - {{id: {who}, name: {who.upper()}, holds: [{held[who]}]}}" for who in held]
    return "\n".join(["Body:", *bodies, "Post:", *posts, "Person:", *people])


def executives(seats: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(who, "executive", many) for who, many in seats.items()]


FAR_APART = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3, "f": 3, "g": 10}
"""Median 2, MAD 1: ten lie 8 × 0.6745 = 5.4 above it; three lie 0.67 above it."""


def test_who_stands_far_from_five_peers_or_more(small: Small) -> None:
    graph = small(peers(*executives(FAR_APART)))

    assert {key: value for key, value in figures_of(graph).items() if "among" in key[1]} == {("person/g", "posts_among_peers"): (10, None)}
    [finding] = [one for one in find(graph, ["role_overload"]) if one.figure("posts_among_peers")]
    assert finding.text.render("nl") == (
        "Eén naam brengt 10 van 22 functies bij elkaar: “G”. "
        "10 functies: onder deze naam en 6 andere met een zetel op de laag Bestuurlijk is de mediaan 2."
    )
    assert len(finding.edges) == 10
    assert ("person/g", "posts_among_peers") not in figures_of(graph, peer_score=5.4)
    assert ("person/g", "posts_among_peers") in figures_of(graph, peer_score=5.39)


def test_among_fewer_than_five_others_nobody_is_compared(small: Small) -> None:
    five, six = ({who: FAR_APART[who] for who in names} for names in ("abcdg", "abcdeg"))

    assert not [measure for _, measure in figures_of(small(peers(*executives(five)))) if "among" in measure]
    assert [measure for _, measure in figures_of(small(peers(*executives(six)))) if "among" in measure] == ["posts_among_peers"]


def test_two_where_all_others_have_one_is_unusual_and_no_finding(small: Small) -> None:
    seats = {**dict.fromkeys("abcdefh", 1), "g": 2}

    assert not [measure for _, measure in figures_of(small(peers(*executives(seats)))) if "among" in measure]
    assert ("person/g", "posts_among_peers") in figures_of(small(peers(*executives(seats))), threshold=2)


def test_peers_are_those_of_the_same_tier(small: Small) -> None:
    officials = [(who, "official", 10) for who in "uvwxyz"]

    among = {subject for subject, measure in figures_of(small(peers(*executives(FAR_APART), *officials))) if "among" in measure}

    assert among == {"person/g"}, "ten is usual among the officials here, and unusual among the executives"


def loads(*hours: int) -> str:
    """People p0, p1 … with one seat each, in a role with this load; 0: a role without."""
    roles = [f"  - {{id: r{n}, name: R{f', load_hours: {load}' if load else ''}}}" for n, load in enumerate(hours)]
    posts = [f"  - {{id: s{n}, name: S, in: body/b, has_role: role/r{n}}}" for n in range(len(hours))]
    people = [f"  - {{id: p{n}, name: P{n}, holds: post/s{n}}}" for n in range(len(hours))]
    return "\n".join(
        ["Body:", "  - {id: b, name: B, kind: platform, tier: official}", "Role:", *roles, "Post:", *posts, "Person:", *people]
    )


def test_hours_are_compared_among_those_of_whom_they_can_be_estimated(small: Small) -> None:
    graph = small(loads(4, 4, 5, 5, 6, 30, 0, 0))

    assert {key: value for key, value in figures_of(graph).items() if "among" in key[1]} == {("person/p5", "hours_among_peers"): (30, None)}
    assert not [measure for _, measure in figures_of(small(loads(4, 4, 5, 6, 30, 0, 0))) if "among" in measure]


def test_regions_have_no_one_far_from_the_peers(gooi: Graph, amersfoort: Graph) -> None:
    assert not [measure for graph in (gooi, amersfoort) for _, measure in figures_of(graph) if "among" in measure]


@pytest.mark.parametrize("wrong", ["meeting_hours", "peer_score"])
def test_less_than_nothing_is_no_parameter(gooi: Graph, wrong: str) -> None:
    with pytest.raises(WrongUsage, match="at least 0"):
        find(gooi, ["role_overload"], {wrong: -1})
