from __future__ import annotations

from collections.abc import Callable

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.findings import Finding
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
PEOPLE = """
Organization:
  - {id: aa, name: Gemeente A, kind: municipality}
  - {id: bb, name: Gemeente B, kind: municipality, part_of: cooperation/samen}
  - {id: regio, name: Regio, kind: region, part_of: cooperation/samen}
Cooperation:
  - {id: samen, name: Samenwerking}
Body:
  - {id: college, name: College A, kind: college, tier: executive, part_of: organization/aa}
  - {id: college-bb, name: College B, kind: college, tier: executive, part_of: organization/bb}
  - {id: db, name: Dagelijks bestuur, kind: executive_board, tier: executive, part_of: organization/regio}
Role:
  - {id: manager, name: Manager, side: official}
Topic:
  - {id: zorg, name: Zorg}
Post:
  - {id: directeur, name: Directeur, in: organization/aa, has_role: role/manager}
  - {id: teamleider, name: Teamleider, in: organization/aa, has_role: role/manager}
  - {id: regio, name: Regiodirecteur, in: organization/regio, has_role: role/manager}
  - {id: los, name: Losse functie}
Person:
  - {id: d, name: D, holds: post/directeur}
"""


def facts(found: list[Finding]) -> set[tuple[str, str, str]]:
    return {(one.measure, one.severity.value, one.subjects[0].id.rsplit("/", 1)[-1]) for one in found}


def mandates(graph: Graph) -> list[Finding]:
    return find(graph, ["mandates"])


def finding_of(graph: Graph, measure: str) -> Finding:
    [found] = [finding for finding in mandates(graph) if finding.measure == measure]
    return found


FULL = "Mandate: [{id: m, name: M, kind: mandate, written: true, granted_by: body/college, granted_to: post/directeur}]"


def test_an_authority_with_grantor_holder_and_writing_is_in_order(small: Small) -> None:
    assert facts(mandates(small(PEOPLE + FULL))) == {("coverage", "info", "samen")}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("{id: m, name: M, kind: mandate, written: true, granted_by: body/college}", ("holder", "gap", "m")),
        ("{id: m, name: M, kind: mandate, written: true, granted_to: post/directeur}", ("grantor", "gap", "m")),
        ("{id: m, name: M, kind: mandate, written: true, granted_by: post/directeur, granted_to: post/teamleider}", ("chain", "gap", "m")),
    ],
)
def test_what_is_not_stated_of_an_authority_is_a_gap(small: Small, record: str, expected: tuple[str, str, str]) -> None:
    assert expected in facts(mandates(small(f"{PEOPLE}Mandate: [{record}]")))


def test_an_attribution_needs_no_grantor(small: Small) -> None:
    graph = small(PEOPLE + "Mandate: [{id: a, name: A, kind: attribution, granted_to: body/college}]")

    assert facts(mandates(graph)) == {("coverage", "info", "samen")}


CHAIN = """
Mandate:
  - {id: eerste, name: Eerste, kind: mandate, written: true, submandate_allowed: true, granted_by: body/college, granted_to: post/GIVER}
  - {id: tweede, name: Tweede, kind: mandate, written: true, submandate_of: mandate/eerste, granted_by: post/directeur,
     granted_to: post/teamleider}
"""


def test_a_chain_closes_where_the_grantor_has_what_is_passed_on(small: Small) -> None:
    assert facts(mandates(small(PEOPLE + CHAIN.replace("GIVER", "directeur")))) == {("coverage", "info", "samen")}


def test_a_chain_is_open_where_the_grantor_does_not_have_it(small: Small) -> None:
    finding = finding_of(small(PEOPLE + CHAIN.replace("GIVER", "regio").replace("written: true", "written: true, consent: true")), "chain")

    assert finding.subjects[0].name == "Tweede"
    assert {edge.attributes["type"] for edge in finding.edges} == {"SUBMANDATE_OF", "GRANTED_BY"}


def test_a_chain_closes_through_the_person_who_holds_both_posts(small: Small) -> None:
    people = PEOPLE.replace("holds: post/directeur", "holds: [post/directeur, post/teamleider]")
    chain = CHAIN.replace("GIVER", "teamleider").replace("granted_to: post/teamleider}", "granted_to: post/regio}", 2)

    assert "chain" not in {finding.measure for finding in mandates(small(people + chain.replace("post/regio}", "post/teamleider}", 1)))}


def test_authorities_in_a_circle_are_one_finding(small: Small) -> None:
    graph = small(PEOPLE + "Mandate:\n" + "\n".join(
        f"  - {{id: {a}, name: {a.upper()}, kind: mandate, submandate_of: mandate/{b}}}" for a, b in ("xy", "yz", "zx")
    ))  # fmt: skip

    finding = finding_of(graph, "cycle")
    assert (finding.value, finding.denominator) == (3, 3)
    assert [subject.name for subject in finding.subjects] == ["X", "Y", "Z"]
    assert len(finding.edges) == 3


@pytest.mark.parametrize(("complete", "measures"), [("[]", {"coverage"}), ("[HOLDS]", {"coverage", "holder"})])
def test_a_post_without_a_holder_is_open_only_where_all_holders_are_known(complete: str, measures: set[str]) -> None:
    head = f"orggraph: 1\ndataset: {{id: k, title: K, reference_date: 2026-01-01, fictional: true, complete: {complete}}}\n"
    mandate = FULL.replace("post/directeur", "post/teamleider")
    graph = project(to_tables(read_dataset(head + PEOPLE + mandate)))

    assert {finding.measure for finding in mandates(graph)} == measures


def test_the_grantor_s_kind_of_authority_has_its_own_name(small: Small) -> None:
    graph = small(PEOPLE + "Mandate: [{id: m, name: Aankoop, kind: delegation, granted_to: body/db}]")

    told = finding_of(graph, "grantor")
    assert "“Aankoop” (delegatie)" in told.text.render("nl")
    assert "andaat" not in told.text.render("nl")
    assert "“Aankoop” (delegation)" in told.text.render("en")


OUTSIDE = "Mandate: [{{id: m, name: M, kind: {kind}, written: true{more}, granted_by: body/college, granted_to: post/{to}}}]"


@pytest.mark.parametrize(
    ("kind", "more", "to", "expected"),
    [
        ("mandate", ", consent: false", "regio", ("bar", True)),
        ("mandate", ", consent: false, legal_basis: artikel 12 Wvr", "regio", ("justify", True)),
        ("mandate", "", "regio", ("bar", False)),
        ("mandate", ", consent: true", "regio", None),
        ("mandate", ", consent: false", "directeur", None),
        ("mandate", ", consent: false", "los", None),
        ("power_of_attorney", ", consent: false", "regio", ("justify", True)),
    ],
)
def test_consent_is_asked_outside_the_own_organization(
    small: Small, kind: str, more: str, to: str, expected: tuple[str, bool] | None
) -> None:
    found = mandates(small(PEOPLE + OUTSIDE.format(kind=kind, more=more, to=to)))

    assert [(f.severity.value, f.assessable) for f in found if f.measure == "authority_consent"] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("record", "assessable"),
    [
        ("{id: m, name: M, kind: mandate, written: false, granted_by: body/college, granted_to: post/directeur}", False),
        ("{id: m, name: M, kind: mandate, written: false, granted_by: body/college, granted_to: post/directeur, covers: topic/zorg}", True),
        ("{id: m, name: M, kind: mandate, written: false, consent: true, granted_by: body/college, granted_to: post/regio}", True),
    ],
)
def test_one_case_inside_needs_no_writing(small: Small, record: str, assessable: bool) -> None:
    finding = finding_of(small(f"{PEOPLE}Mandate: [{record}]"), "authority_written")

    assert (finding.severity.value, finding.assessable) == ("bar", assessable)


def test_passing_on_what_is_not_to_be_passed_on_names_both(small: Small) -> None:
    chain = CHAIN.replace("GIVER", "directeur").replace("submandate_allowed: true", "submandate_allowed: false")
    finding = finding_of(small(PEOPLE + chain), "passing_on")

    assert (finding.severity.value, finding.basis is not None and finding.basis.render("en")) == (
        "bar",
        "Awb 10:9(1), read in the versions of 2002-04-01, 2026-01-01",
    )
    assert finding.object is not None
    assert finding.object.endswith("mandate/eerste")


def test_a_municipality_in_a_cooperation_stays_another_organization(small: Small) -> None:
    record = "{id: m, name: M, kind: mandate, written: true, consent: false, granted_by: body/db, granted_to: body/college-bb}"

    assert finding_of(small(f"{PEOPLE}Mandate: [{record}]"), "authority_consent").severity.value == "bar"


OBJECTION = """
Mandate:
  - {{id: besluit, name: Besluiten, kind: mandate, act: decide, written: true, granted_by: body/college, granted_to: post/directeur{topic}}}
  - {{id: bezwaar, name: Bezwaren, kind: mandate, act: objection, written: true, granted_by: body/college,
     granted_to: post/teamleider{topic}}}
"""


@pytest.mark.parametrize(("topic", "assessable"), [(", covers: topic/zorg", True), ("", False)])
def test_one_person_in_two_posts_is_one_decider(small: Small, topic: str, assessable: bool) -> None:
    people = PEOPLE.replace("holds: post/directeur", "holds: [post/directeur, post/teamleider]")
    finding = finding_of(small(people + OBJECTION.format(topic=topic)), "objection_decider")

    assert finding.assessable is assessable
    assert "“D”" in finding.text.render("nl")


def test_the_proposed_authorities_of_arnhem_nijmegen_are_open_points_and_no_rule_of_law_is_tried() -> None:
    graph = project(to_tables(read_dataset(regions.path("arnhem-nijmegen"))))
    found = mandates(graph)

    assert facts(found) == {
        ("grantor", "gap", "mandaat-in-opdrachten"), ("grantor", "gap", "overdracht-op-de-ladder"), ("holder", "gap", "uitvoeringsmandaat"),
        ("coverage", "gap", "arnhem-nijmegen"),
    }  # fmt: skip
    assert (finding_of(graph, "coverage").value, finding_of(graph, "coverage").denominator) == (0, 3)
    assert "3 voorgesteld" in finding_of(graph, "coverage").text.render("nl")


@pytest.mark.parametrize("name", ["amersfoort", "gooi-en-vechtstreek", "noord-veluwe"])
def test_regions_without_authorities_have_nothing_to_say(name: str) -> None:
    assert mandates(project(to_tables(read_dataset(regions.path(name))))) == []
