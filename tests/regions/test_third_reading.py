"""Each real region asked for the kinds of mistake that one makes when reading a text into fields; questions of a reader per kind."""

from __future__ import annotations

import pytest

from orggraph.graph import project
from orggraph.graph.reading import count
from orggraph.model.nodes import Slot
from orggraph.model.tables import to_tables
from orggraph.model.terms import Difference, Evidence
from orggraph.views.overview import overview
from tests.regions.test_second_reading import Reading


@pytest.fixture(scope="module", params=["amersfoort", "gooi-en-vechtstreek", "noord-veluwe", "voorbeeldregio"])
def any_region(request: pytest.FixtureRequest) -> Reading:
    return Reading(request.param)


@pytest.fixture(scope="module")
def amersfoort() -> Reading:
    return Reading("amersfoort")


@pytest.fixture(scope="module")
def gooi() -> Reading:
    return Reading("gooi-en-vechtstreek")


# All regions


def test_no_record_leaves_its_doubt_to_a_note_and_no_contradiction_rests_on_one_reading(any_region: Reading) -> None:
    assert [warning.text() for warning in any_region.dataset.warnings] == []


def test_readings_are_claims_of_their_own_and_inferred(any_region: Reading) -> None:
    readings = {node.id for node in any_region.dataset.nodes if isinstance(node, Slot) and node.difference is Difference.READINGS}
    sides = {slot: [claim for claim in any_region.claims() if claim.slot == slot] for slot in readings}

    assert all(sum(claim.evidence is Evidence.INFERRED for claim in claims) >= 2 for claims in sides.values())


# 000 and 001, Amersfoort


def test_which_consultation_prepares_which_is_seen_by_their_names_only(amersfoort: Reading) -> None:
    pairs = [link for link in amersfoort.links("PREPARES") if "/body/bo-" in link.target]

    assert len(pairs) == 8
    assert {link.evidence for link in pairs} == {Evidence.INFERRED}
    assert {claim.evidence for claim in amersfoort.claims() if claim.slot == "amersfoort/slot/ao-voor-elk-bo"} == {Evidence.STATED}


def test_on_what_topic_an_official_consultation_is(amersfoort: Reading) -> None:
    of_officials = [link for link in amersfoort.links("COVERS") if link.source.split("/")[2].startswith(("ao-", "stuurgroep-"))]

    assert len(of_officials) == 8
    assert {link.evidence for link in of_officials} == {Evidence.INFERRED}


def test_whose_secretary_is_the_adviser_on_a_topic(amersfoort: Reading) -> None:
    posts = {link.target.split("/")[2]: link.evidence for link in amersfoort.links("QUALIFIES_FOR", "bra-strategisch-adviseur-wonen")}

    assert posts == {"bo-wonen-secretaris": Evidence.STATED, "ao-wonen-secretaris": Evidence.INFERRED}


def test_what_the_deputy_chair_of_the_arg_takes_over_can_be_read_in_two_ways(amersfoort: Reading) -> None:
    _, claims = amersfoort.sides("slot/vervanging-voorzitter-arg")

    assert {claim.value for claim in claims} == {
        "Het voorzitterschap van de ARG",
        "Het voorzitterschap van de ARG en de leiding over de regiosecretaris",
    }


def test_how_many_municipalities_take_part_is_not_said(amersfoort: Reading) -> None:
    graph = project(to_tables(amersfoort.dataset))
    taking_part = overview(graph).participants

    assert taking_part == ("amersfoort/organization/deelnemende-gemeenten",)  # Amersfoort is one of them, and not beside them
    assert count(graph, taking_part) is None


@pytest.mark.parametrize("role", ["partner-ao", "voorzitter-bo"])
def test_what_the_two_pages_say_in_other_words_stands_in_claims(amersfoort: Reading, role: str) -> None:
    claims = [claim for claim in amersfoort.claims() if claim.subject == f"amersfoort/role/{role}"]

    assert {citation.source for claim in claims for citation in claim.sources} == {"amersfoort/source/000", "amersfoort/source/001"}
    assert not any("000" in (node.note or "") for node in amersfoort.dataset.nodes if node.label() == "Post")


def test_what_is_called_partners_together_is_called_so_by_us(amersfoort: Reading) -> None:
    assert amersfoort.node("organization/partners").inferred == ("name",)
    assert amersfoort.node("body/arg").name == "Ambtelijke regie groep (ARG)"


# 002, Gooi en Vechtstreek


def test_who_carries_out_agreement_eight_depends_on_the_column(gooi: Reading) -> None:
    slot, claims = gooi.sides("slot/afspraak-8-uitvoerder")

    assert slot.difference is Difference.READINGS
    assert [claim.evidence for claim in claims].count(Evidence.INFERRED) == 4
    assert any("noemt geen uitvoerder" in claim.value for claim in claims)


def test_that_the_two_groups_have_part_in_agreement_eight_is_stated_and_as_what_is_not(gooi: Reading) -> None:
    for post in ("pfho-voorzitter", "rve-manager"):
        (involved,) = (link for link in gooi.links("INVOLVES", "assignment/8") if link.target.endswith(f"/{post}"))
        (carried_out,) = (link for link in gooi.links("CARRIED_OUT_BY", "assignment/8") if link.target.endswith(f"/{post}"))
        assert (involved.evidence, carried_out.evidence) == (Evidence.STATED, Evidence.INFERRED)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 6])
def test_that_somebody_commissions_is_stated_and_on_which_side_is_not(gooi: Reading, number: int) -> None:
    named = [link for link in gooi.links("COMMISSIONED_BY", f"assignment/{number}") if "/person/" in link.target]

    assert {(link.evidence, link.inferred) for link in named} == {(Evidence.STATED, ("side",))}


@pytest.mark.parametrize(
    ("slot", "values"),
    [
        ("regel-tussen-7-en-8", 2),  # the line with a name between two rows
        ("bestuurssecretaris-bij-4", 2),  # of the region, or in Amersfoort
        ("amersfoort", 2),  # the municipality, or the region
        ("rsa-en-bestuurszaken", 2),  # five portfolios, or six
    ],
)
def test_what_can_be_read_in_two_ways(gooi: Reading, slot: str, values: int) -> None:
    _, claims = gooi.sides(f"slot/{slot}")

    assert len({claim.value for claim in claims}) == values
    assert {claim.evidence for claim in claims} == {Evidence.INFERRED}


def test_abbreviations_stay_and_their_meaning_is_a_claim_of_ours(gooi: Reading) -> None:
    meant = {gooi.node(claim.subject.removeprefix(gooi.prefix)).name: claim for claim in gooi.claims() if claim.id.endswith("-voluit")}

    assert set(meant) == {"PFHO", "RVE", "Fin", "P&O", "I&A", "Producten van de financiële P&C-cyclus"}
    assert {claim.evidence for claim in meant.values()} == {Evidence.INFERRED}
    assert not any("Regionale" in (node.name or "") for node in gooi.dataset.nodes if node.id.endswith("/rsa"))  # nowhere explained


def test_a_chair_of_a_meeting_with_another_name_sits_there_by_inference(gooi: Reading) -> None:
    (seat,) = gooi.links("IN", "secretarissenoverleg-voorzitter")

    assert seat.evidence is Evidence.INFERRED
    assert gooi.node("body/secretarissenoverleg").name == "Secretarissenoverleg"
    assert gooi.node("post/secretarissenoverleg-voorzitter").name == "Voorzitter gemeentesecretarissenoverleg"


def test_that_the_agreements_were_made_on_the_away_day_is_inferred(gooi: Reading) -> None:
    made = [link for link in gooi.links("AGREED_AT") if "/assignment/" in link.source]

    assert len(made) == 8
    assert {link.evidence for link in made} == {Evidence.INFERRED}


def test_the_seven_of_the_register_are_not_counted_beside_the_group_that_the_text_names(gooi: Reading) -> None:
    graph = project(to_tables(gooi.dataset))

    assert count(graph, overview(graph).participants) == 7
    assert gooi.of("PART_OF", "organization/gemeenten") >= {one.removeprefix(gooi.prefix) for one in overview(graph).participants}
