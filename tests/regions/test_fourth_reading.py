"""Places of the real regions drawn at random and read alone: what was taken for stated there and is not, over all of its kind."""

from __future__ import annotations

import pytest

from orggraph import regions
from orggraph.model.terms import Difference, Evidence, StatementKind
from tests.regions.test_second_reading import Reading

STATED, INFERRED = {Evidence.STATED}, {Evidence.INFERRED}


def evidence(reading: Reading, kind: str, start: str = "", end: str = "") -> set[Evidence]:
    return {link.evidence for link in reading.links(kind, start, end)}


@pytest.fixture(scope="module")
def amersfoort() -> Reading:
    return Reading("amersfoort")


@pytest.fixture(scope="module")
def gooi() -> Reading:
    return Reading("gooi-en-vechtstreek")


@pytest.fixture(scope="module")
def veluwe() -> Reading:
    return Reading("noord-veluwe")


@pytest.fixture(scope="module")
def arnhem() -> Reading:
    return Reading("arnhem-nijmegen")


def doubts(source: str) -> dict[str, str | None]:
    return {place.at: place.doubt for place in regions.coverages()[source].places}


# 000 and 001, Amersfoort


@pytest.mark.parametrize("body", ["bora-burgemeester", "arg-gemeentesecretaris", "ao-wonen-lid", "stuurgroep-sociaal-domein-lid"])
def test_of_whom_a_body_consists_does_not_say_for_whom_they_speak(amersfoort: Reading, body: str) -> None:
    assert evidence(amersfoort, "ON_BEHALF_OF", f"post/{body}") == INFERRED


@pytest.mark.parametrize("body", ["bora-collegelid", "bo-wonen-lid", "ao-wonen-partner"])
def test_who_is_delegated_or_represents_speaks_for_the_sender(amersfoort: Reading, body: str) -> None:
    assert evidence(amersfoort, "ON_BEHALF_OF", f"post/{body}") == STATED


def test_that_both_groups_lend_people_is_inferred_where_one_or_the_other_is_stated(amersfoort: Reading) -> None:
    lenders = amersfoort.links("SUPPORTS", end="body/bra")

    assert len(lenders) == 2
    assert {link.evidence for link in lenders} == INFERRED
    assert amersfoort.links("ON_BEHALF_OF", "post/bra-gedetacheerde") == []


def test_a_general_reason_is_a_thesis(amersfoort: Reading) -> None:
    reason = amersfoort.node("statement/vrijwilligheid")

    assert (reason.kind, reason.inferred) == (StatementKind.THESIS, ("kind",))
    assert doubts("amersfoort/source/001")["deelname 4"] == "thesis"


# 002, Gooi en Vechtstreek


@pytest.mark.parametrize("slot", ["bij-collegevorming", "minder-verkokering", "waar-de-meerwaarde-ligt"])
def test_a_sentence_that_only_points_back_has_its_readings_side_by_side(gooi: Reading, slot: str) -> None:
    point, claims = gooi.sides(f"slot/{slot}")

    assert point.difference is Difference.READINGS
    assert len({claim.value for claim in claims}) == 2
    assert {claim.evidence for claim in claims} == INFERRED


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("statement/vraag-8", "role/"),
        ("statement/bij-collegevorming", "body/colleges"),
        ("statement/minder-verkokering", "product/"),
        ("statement/informeren-vanuit-opgaven", "topic/regionale-opgaven"),
        ("statement/ambtelijke-ondersteuning", "organization/regio"),
        ("product/portefeuilleprofielen", "body/ab"),
        ("product/overdrachtsdossier", "topic/regionale-opgaven"),
        ("assignment/8", "topic/regionale-opgaven"),
    ],
)
def test_a_general_word_is_tied_to_the_named_one_by_inference(gooi: Reading, start: str, end: str) -> None:
    ties = [link for link in gooi.links("ABOUT", start) if link.target.removeprefix(gooi.prefix).startswith(end)]

    assert {link.evidence for link in ties} == INFERRED


# Taking part, in all regions that have a heading or a word of us for it


def test_who_is_listed_under_a_name_takes_part_by_inference(veluwe: Reading, gooi: Reading) -> None:
    assert len(veluwe.links("PARTICIPATES_IN", "", "cooperation/noord-veluwe")) == 10
    assert evidence(veluwe, "PARTICIPATES_IN", "", "cooperation/noord-veluwe") == INFERRED
    assert evidence(gooi, "PARTICIPATES_IN", "", "cooperation/gooi-en-vechtstreek") == INFERRED


# 003, Noord-Veluwe


def test_two_words_of_a_drawing_side_by_side_do_not_say_who_leads_what(veluwe: Reading) -> None:
    assert evidence(veluwe, "QUALIFIES_FOR", "post/colleges-wethouder") == INFERRED


def test_what_the_board_discusses_is_not_counted_as_one_thing(veluwe: Reading) -> None:
    assert "keer" not in (veluwe.node("body/db").description or "")


# 004, Arnhem-Nijmegen


def test_that_a_heading_on_the_agenda_is_the_vision_is_seen_by_the_word_only(arnhem: Reading) -> None:
    point, claims = arnhem.sides("slot/visie-op-de-agenda")
    under = [link for topic in ("positionering", "profilering", "strategie") for link in arnhem.links("PART_OF", f"topic/{topic}")]

    assert point.difference is Difference.READINGS
    assert len({claim.value for claim in claims}) == 2
    assert len(under) == 3
    assert {link.evidence for link in under} == INFERRED


def test_what_the_form_lives_on_stands_elsewhere_than_the_form(arnhem: Reading) -> None:
    assert {"means", "staff_fte"} == set(arnhem.node("arrangement/netwerk-alliantie").inferred)


def test_what_a_short_form_means_is_a_claim(arnhem: Reading) -> None:
    meaning = arnhem.node("claim/pf-voluit")

    assert (meaning.evidence, meaning.value) == (Evidence.INFERRED, "portefeuillehouders")
