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


@pytest.fixture(scope="module", params=["amersfoort", "voorbeeldregio"])
def any_region(request: pytest.FixtureRequest) -> Reading:
    return Reading(request.param)


@pytest.fixture(scope="module")
def amersfoort() -> Reading:
    return Reading("amersfoort")


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
    values = {claim.value for claim in amersfoort.claims() if claim.slot == "amersfoort/slot/vervanging-voorzitter-arg"}

    assert values == {"Het voorzitterschap van de ARG", "Het voorzitterschap van de ARG en de leiding over de regiosecretaris"}


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
