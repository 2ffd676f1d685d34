from __future__ import annotations

from collections.abc import Callable

from orggraph.analyses import find
from orggraph.analyses.role_conflicts import role_conflicts
from orggraph.findings import Finding
from orggraph.graph import Graph

Small = Callable[..., Graph]
SEVEN = {
    "bestuurder-regio", "voorzitter-pfho", "lid-db", "bestuurlijk-trekker-rve", "bestuurlijk-opdrachtgever",
    "afgevaardigde-gemeente", "lokaal-portefeuillehouder",
}  # fmt: skip


def slug(node: str | None) -> str:
    return "" if node is None else node.rsplit("/", 1)[-1]


def of_roles(graph: Graph, *, assessable: bool = True) -> list[Finding]:
    return [one for one in role_conflicts(graph) if one.measure == "roles" and one.assessable is assessable]


def test_gooi_the_pairs_among_the_seven_hats_and_what_they_meet_on(gooi: Graph) -> None:
    found = {(frozenset(slug(one.id) for one in finding.subjects), finding.rule, slug(finding.object)) for finding in of_roles(gooi)}

    assert found == {
        (frozenset({"bestuurlijk-opdrachtgever", "bestuurlijk-trekker-rve"}), "commissioner-contractor", "rve"),
        (frozenset({"bestuurlijk-opdrachtgever", "voorzitter-pfho"}), "commissioner-contractor", "8"),
        (frozenset({"bestuurlijk-opdrachtgever", "bestuurder-regio"}), "commissioner-approver", "ab"),
        (frozenset({"bestuurlijk-opdrachtgever", "lid-db"}), "commissioner-approver", "db"),
        (frozenset({"voorzitter-pfho", "bestuurder-regio"}), "adviser-decider", "pfho"),
        (frozenset({"voorzitter-pfho", "lid-db"}), "adviser-decider", "pfho"),
        (frozenset({"bestuurder-regio", "afgevaardigde-gemeente"}), "region-municipality", "ab"),
        (frozenset({"lid-db", "afgevaardigde-gemeente"}), "region-municipality", "db"),
        (frozenset({"bestuurder-regio", "afgevaardigde-gemeente"}), "two-principals", "rsa-nieuw"),
        (frozenset({"lokaal-portefeuillehouder", "voorzitter-pfho"}), "local-regional", "pfho"),
        (frozenset({"lokaal-portefeuillehouder", "lid-db"}), "local-regional", "db"),
        (frozenset({"bestuurder-regio", "bestuurlijk-trekker-rve"}), "supervisor-supervised", "rve"),
        (frozenset({"lid-db", "bestuurlijk-trekker-rve"}), "supervisor-supervised", "rve"),
    }


def test_gooi_every_pair_rests_on_the_edge_that_combines_the_two(gooi: Graph) -> None:
    for finding in of_roles(gooi):
        [edge] = finding.edges
        assert edge.attributes["type"] == "COMBINES_WITH"
        assert {*edge[:2]} == {subject.id for subject in finding.subjects}
        assert {slug(subject.id) for subject in finding.subjects} <= SEVEN
        assert (finding.value, finding.denominator) == (2, 7)


def test_gooi_of_official_roles_no_source_says_that_they_combine(gooi: Graph) -> None:
    silent = of_roles(gooi, assessable=False)

    assert ("algemeen-directeur", "voorzitter-secretarissenoverleg") in {tuple(slug(one.id) for one in f.subjects) for f in silent}
    assert all(gooi.nodes[subject.id]["side"] == "official" for finding in silent for subject in finding.subjects)
    assert not any(finding.edges for finding in silent)


def test_gooi_no_named_person_wears_two_hats_on_one_object(gooi: Graph) -> None:
    assert [one for one in find(gooi, ["role_conflicts"]) if one.measure == "people"] == []


def test_amersfoort_the_portfolio_holder_who_chairs(amersfoort: Graph) -> None:
    [finding] = of_roles(amersfoort)

    assert [slug(subject.id) for subject in finding.subjects] == ["portefeuillehouder", "voorzitter-bo"]
    assert (finding.rule, slug(finding.object)) == ("local-regional", "samenwerkingsonderwerpen")


BOTH = """
Person:
  - {id: p, name: P}
Assignment:
  - {id: een, name: Een, commissioned_by: person/p, carried_out_by: person/p}
  - {id: twee, name: Twee, commissioned_by: person/p, carried_out_by: person/p}
  - {id: drie, name: Drie, commissioned_by: person/p}
"""


def test_one_finding_a_person_rule_and_object(small: Small) -> None:
    found = find(small(BOTH), ["role_conflicts"])

    assert [(one.rule, slug(one.object), one.value) for one in found] == [
        ("commissioner-contractor", "een", 2),
        ("commissioner-contractor", "twee", 2),
    ]
    assert "opdrachtgever en opdrachtnemer" in found[0].text.render("nl")


PAIR = """
Role:
  - {id: lid-db, name: Lid DB, side: political%s}
  - {id: afgevaardigde-gemeente, name: Afgevaardigde, side: political}
"""


def test_roles_collide_only_where_a_source_puts_them_together(small: Small) -> None:
    assert find(small(PAIR % ""), ["role_conflicts"]) == []

    [finding] = find(small(PAIR % ", combines_with: role/afgevaardigde-gemeente"), ["role_conflicts"])
    assert (finding.rule, finding.object, finding.denominator) == ("region-municipality", None, 2)
    assert "geen bron noemt" in finding.text.render("nl")


OFFICIALS = """
Role:
  - {id: algemeen-directeur, name: Directeur, side: official}
  - {id: rve-manager, name: Manager, side: official}
Body:
  - {id: directie, name: Directie, kind: directorate, tier: official}
Post:
  - {id: directeur, name: Directeur, in: body/directie, has_role: role/algemeen-directeur}
  - {id: manager, name: Manager, has_role: role/rve-manager}
Person:
  - {id: a, name: A, holds: post/directeur}
  - {id: b, name: B%s}
"""


def test_where_all_holders_are_known_nothing_is_asked_of_the_roles(small: Small) -> None:
    assert [one.rule for one in of_roles(small(OFFICIALS % ""), assessable=False)] == ["director-unit"]
    assert of_roles(small(OFFICIALS % ", holds: post/manager"), assessable=False) == []


OFFICES = """
Organization:
  - {id: aa, name: A, kind: municipality}
Body:
  - {id: raad, name: Raad, kind: council, tier: political, part_of: organization/aa}
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/aa}
Post:
  - {id: raadslid, name: Raadslid, capacity: member, in: body/raad}
  - {id: burgemeester, name: Burgemeester, capacity: chair, in: body/college}
Person:
  - {id: p, name: P, side_functions_published: true, holds: [post/raadslid, post/burgemeester]}
"""


def test_offices_in_one_hand_are_told_with_article_and_the_day_of_the_text(small: Small) -> None:
    [finding] = find(small(OFFICES), ["role_conflicts"])

    told = finding.to_json("nl")
    assert (told["rule"], told["severity"], told["origin"]) == ("gemw-13-councillor-mayor", "bar", "law")
    assert told["basis"] == "Gemeentewet 13(1)(k), 68(1), 77(2), 80, gelezen in 7 teksten van 2003-03-12 tot en met 2026-10-01"
    assert told["quote"] == "Een lid van de raad is niet tevens: … burgemeester"
    assert told["text"].startswith("“P” is raadslid en burgemeester van “A”.")


def test_a_hat_that_is_only_proposed_is_told_so(small: Small) -> None:
    def texts(carried: str) -> list[str]:
        graph = small(f"""
Person: [{{id: p, name: P}}]
Assignment: [{{id: een, name: Een, commissioned_by: person/p, carried_out_by: {carried}}}]
""")
        return [finding.text.render("en") for finding in find(graph, ["role_conflicts"])]

    [firm], [proposed] = texts("person/p"), texts("{to: person/p, status: proposed}")
    assert "Proposed or still to be decided" not in firm
    assert proposed == f"{firm} Proposed or still to be decided: “Een” is carried out by “P”."


SEAT = """
Role:
  - {id: lid-ab, name: Lid AB, side: political}
  - {id: afgevaardigde-gemeente, name: Afgevaardigde, side: political}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive}
Post:
  - {id: zetel, name: Zetel, capacity: member, in: body/ab, has_role: %s}
Person:
  - {id: a, name: A, holds: post/zetel}
"""


def test_two_roles_of_one_seat_are_two_hats_and_one_role_is_one(small: Small) -> None:
    both = find(small(SEAT % "[role/lid-ab, role/afgevaardigde-gemeente]"), ["role_conflicts"])
    alone = find(small(SEAT % "role/lid-ab"), ["role_conflicts"])

    assert [(one.rule, slug(one.object), one.value) for one in both] == [("region-municipality", "ab", 2)]
    assert {slug(edge.target) for edge in both[0].edges} >= {"lid-ab", "afgevaardigde-gemeente"}
    assert alone == []
