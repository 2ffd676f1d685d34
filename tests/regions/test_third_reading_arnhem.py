"""Arnhem-Nijmegen asked, by a reader of its slides alone, for what they say, leave open or let one read in several ways."""

from __future__ import annotations

import re

import pytest

from orggraph import regions
from orggraph.graph import project
from orggraph.graph.reading import count
from orggraph.model.nodes import Claim, Slot, Step
from orggraph.model.tables import to_tables
from orggraph.model.terms import Difference, Evidence
from orggraph.views.overview import overview
from tests.regions.test_second_reading import Reading

INFERRED = {Evidence.INFERRED}


@pytest.fixture(scope="module")
def arnhem() -> Reading:
    return Reading("arnhem-nijmegen")


def sides(arnhem: Reading, slot: str) -> list[Claim]:
    return [claim for claim in arnhem.claims() if claim.slot == f"arnhem-nijmegen/slot/{slot}"]


def evidence(arnhem: Reading, kind: str, start: str = "", end: str = "") -> set[Evidence]:
    return {link.evidence for link in arnhem.links(kind, start, end)}


def test_no_record_leaves_its_doubt_to_a_note(arnhem: Reading) -> None:
    assert [warning.text() for warning in arnhem.dataset.warnings] == []


# What can be read in several ways


@pytest.mark.parametrize(
    ("slot", "subject"),
    [
        ("plaats-per-dag", "body/week-van-de-regio"),
        ("tabel-binnen-go", "topic/samenwerking-binnen"),
        ("investeringsagenda-of-twee", "product/investeringsagenda"),
        ("buiten-go", "topic/samenwerking-buiten"),
        ("opdrachtgever-van-het-proces", "assignment/versterking-samenwerking"),
        ("doorzenden", "step/doorzenden-notitie"),
        ("voor-besluitvorming", "step/afstemming-raadsleden"),
        ("voorstellen-duos", "body/projectteam-duos"),
        ("overdracht-aan", "mandate/overdracht-op-de-ladder"),
        ("platform-van-de-peiling", "body/radenplatform"),
        ("bureau-en-netwerkbureau", "body/netwerkbureau"),
        ("schakelen-waar", "statement/schakelen"),
        ("efficiency", "statement/doelmatigheid-gezocht"),
        ("delen", "statement/gebied-synergie"),
    ],
)
def test_each_reading_is_a_claim_of_its_own_and_inferred(arnhem: Reading, slot: str, subject: str) -> None:
    point, claims = arnhem.node(f"slot/{slot}"), sides(arnhem, slot)

    assert isinstance(point, Slot)
    assert point.difference is Difference.READINGS
    assert {claim.subject.removeprefix(arnhem.prefix) for claim in claims} == {subject}
    assert len({claim.value for claim in claims}) == len(claims) == 2
    assert {claim.evidence for claim in claims} == INFERRED


def test_that_a_meeting_was_held_is_stated_and_only_its_date_is_inferred(arnhem: Reading) -> None:
    meetings = [arnhem.node(f"meeting/{name}") for name in ("elst-september", "oploop-januari", "week-12-november", "week-13-november")]

    assert {one.evidence for one in meetings} == {Evidence.STATED}
    assert all("date" in one.inferred for one in meetings)
    assert arnhem.node("meeting/week-15-november").inferred == ()  # the year stands with the executives


def test_that_the_councils_meet_is_not_said(arnhem: Reading) -> None:
    assert arnhem.node("meeting/raadsvergaderingen").evidence is Evidence.INFERRED


# What only word order, equal names or layout show


def test_what_belongs_to_a_field_of_the_table_is_inferred(arnhem: Reading) -> None:
    for field in ("economie", "wonen", "mobiliteit", "duurzaamheid"):
        assert evidence(arnhem, "PART_OF", end=f"topic/{field}") == INFERRED
        assert evidence(arnhem, "COVERS", end=f"topic/{field}") == INFERRED
    assert evidence(arnhem, "COVERS", "product/investeringsagenda") == INFERRED


def test_the_name_of_a_plan_says_what_it_covers(arnhem: Reading) -> None:
    assert evidence(arnhem, "COVERS", "product/samenwerkingsagenda-fiets", "topic/fiets") == {Evidence.STATED}


def test_that_the_blocks_of_the_planning_are_one_route_in_order_is_inferred(arnhem: Reading) -> None:
    assert evidence(arnhem, "HAS_STEP", "route/jaar-van-besluitvorming") == INFERRED
    assert evidence(arnhem, "ROUTE_OF", "route/jaar-van-besluitvorming") == INFERRED
    assert evidence(arnhem, "AT", end="body/week-van-de-regio") == INFERRED  # another name heads the block
    steps = [node for node in arnhem.dataset.nodes if isinstance(node, Step)]
    assert [step.id for step in steps if "number" not in step.inferred] == []


@pytest.mark.parametrize("kind", ["COMMISSIONED_BY", "MONITORED_BY"])
def test_who_commissions_is_inferred(arnhem: Reading, kind: str) -> None:
    assert evidence(arnhem, kind) == INFERRED


def test_what_does_not_name_the_alliance_is_about_it_by_its_place_on_the_slide(arnhem: Reading) -> None:
    principles = {f"statement/principe-{number}" for number in range(1, 7)}

    assert {link.evidence for name in principles for link in arnhem.links("ABOUT", name, "arrangement/netwerk-alliantie")} == INFERRED


# Names and abbreviations


def test_abbreviations_stay_as_the_text_has_them(arnhem: Reading) -> None:
    assert arnhem.node("topic/samenwerking-binnen").name == "Bestaande samenwerking binnen G.O."
    assert arnhem.node("mandate/mandaat-in-opdrachten").name == "Mandaat p/f's in opdrachten"
    assert arnhem.node("body/colleges").name.endswith("colleges B&W")
    assert evidence(arnhem, "COVERS", "arrangement/gemeenschappelijk-orgaan") == INFERRED  # that G.O. is this body


def test_a_slash_between_two_names_stays(arnhem: Reading) -> None:
    names = {arnhem.node(f"topic/{topic}").name for topic in ("leefomgeving", "woonopgave", "landschap-recreatie", "circulair-inclusief")}

    assert all("/ " in name for name in names)


def test_a_general_word_is_not_the_body_of_another_slide(arnhem: Reading) -> None:
    assert {citation.locator for citation in arnhem.node("body/radenplatform").sources} == {"ladder 4"}
    assert evidence(arnhem, "ABOUT", "statement/trede-3", "body/radenplatform") == INFERRED
    assert arnhem.of("ABOUT", "organization/overheidspartners") == {"statement/principe-2"}  # not the partners of the problem


# Counts


def test_how_many_take_part(arnhem: Reading) -> None:
    graph = project(to_tables(arnhem.dataset))
    participants = overview(graph).participants
    partners = ["arnhem-nijmegen/organization/overheidspartners", "arnhem-nijmegen/organization/maatschappelijke-partners"]

    assert count(graph, participants) == 18  # municipalities, by their councils; whose participation is proposed is not counted
    assert count(graph, partners) is None
    assert arnhem.node("organization/gemeenten").evidence is Evidence.INFERRED


def test_a_number_of_staff_that_is_not_stated_is_inferred(arnhem: Reading) -> None:
    stated = {name: "staff_fte" not in arnhem.node(f"arrangement/{name}").inferred for name in ("stadsregio", "gemeenschappelijk-orgaan")}

    assert stated == {"stadsregio": True, "gemeenschappelijk-orgaan": False}


# Whose problem, and the units of the text


def test_each_point_of_the_slide_is_one_problem_with_its_parts(arnhem: Reading) -> None:
    points = arnhem.of("PART_OF", "statement/gemiste-kansen")
    parts = {point: len(arnhem.of("PART_OF", point)) for point in points}

    assert len(points) == 6
    assert sorted(parts.values()) == [0, 0, 0, 1, 1, 2]


def test_loose_words_of_a_drawing_are_about_the_region_by_inference(arnhem: Reading) -> None:
    loose = ("gebied-synergie", "drie-schalen", "durven-positioneren", "contactadvertentie", "ambitieus-doel")

    assert {link.evidence for name in loose for link in arnhem.links("ABOUT", f"statement/{name}")} == INFERRED


def test_the_rungs_have_no_number_and_no_rung_is_called_the_highest(arnhem: Reading) -> None:
    texts = [text for node in arnhem.dataset.nodes for text in (node.name, node.description or "")]

    assert not [text for text in texts if re.search(r"\b[Tt]rede \d|bovenste", text)]


def test_the_two_names_of_the_week_are_claims(arnhem: Reading) -> None:
    claims = sides(arnhem, "naam-van-de-week")

    assert {claim.value for claim in claims} == {"Week van de Regio", "Week van de Regio's"}
    assert {claim.evidence for claim in claims} == {Evidence.STATED}


def test_each_place_that_leaves_something_open_says_so() -> None:
    places = regions.coverages()["arnhem-nijmegen/source/004"].places
    doubtful = {place.at for place in places if place.doubt}
    slots = [node for node in Reading("arnhem-nijmegen").dataset.nodes if isinstance(node, Slot)]

    assert [slot.id for slot in slots if not doubtful & {citation.locator for citation in slot.sources}] == []
