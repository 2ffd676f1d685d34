from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]


def by_slot(graph: Graph) -> dict[str, Finding]:
    """By slot without its dataset; the finding on the whole under its measure."""
    return {(one.object or one.measure).rsplit("/", 1)[-1]: one for one in find(graph, ["contradictions"])}


def projected(region: str, prefer: Sequence[str] = ()) -> Graph:
    return project(to_tables(read_dataset(regions.path(region))), prefer=prefer)


def test_gooi_list_and_table_differ_at_five_of_eight_agreements_and_the_eighth_can_be_read_in_several_ways(gooi: Graph) -> None:
    told = by_slot(gooi)
    whole = told.pop("differing")

    of_contractors = {int(slot.split("-")[1]): one.measure for slot, one in told.items() if slot.endswith("-uitvoerder")}
    assert of_contractors == {
        1: "contradicts", 2: "contradicts", 3: "contradicts", 5: "differs", 7: "differs", 8: "readings",
    }  # fmt: skip
    assert {one.measure for slot, one in told.items() if not slot.endswith("-uitvoerder")} == {"readings"}
    assert (whole.value, whole.denominator) == (5, 8)
    assert whole.text.render("nl") == (
        "Bij 5 van 8 opdrachten en afspraken zeggen 002 lijst en 002 tabel iets anders: "
        "spreekt tegen 3 (1; 2; 3), verschilt 2 (5; 7). Geen verschil is vastgelegd bij 4; 6; 8."
    )


def test_gooi_each_side_stands_with_its_place(gooi: Graph) -> None:
    one = by_slot(gooi)["afspraak-5-uitvoerder"]

    text = one.text.render("nl")
    assert "“directie Regio, met de gemeentesecretarissen” (002 lijst 5)" in text
    assert "“de manager Beleid en Bestuur” (002 tabel 5 opdrachtnemer)" in text
    assert one.sources == (
        ("gooi-en-vechtstreek/source/002", "lijst 5"),
        ("gooi-en-vechtstreek/source/002", "tabel 5 opdrachtnemer"),
    )
    assert (one.severity, one.value) == (Severity.INFO, 2)


def test_gooi_agreement_4_agrees_and_6_has_no_addressee_in_the_list(gooi: Graph) -> None:
    def parts(number: int) -> set[str]:
        node = f"gooi-en-vechtstreek/assignment/{number}"
        edges = [data for _, _, data in gooi.out_edges(node, data=True) if data["type"] == "CARRIED_OUT_BY"]
        return {locator.split()[0] for data in edges for locator in data["locators"]}

    assert parts(4) == {"lijst", "tabel"}
    assert parts(6) == {"tabel"}


def test_amersfoort_six_points_differ_and_one_can_be_read_in_two_ways(amersfoort: Graph) -> None:
    told = by_slot(amersfoort)

    assert {slot: (one.measure, one.subjects[0].id.split("/", 1)[1], one.value) for slot, one in told.items()} == {
        "samenstelling-bora": ("narrower", "body/bora", 2),
        "deelname-per-onderwerp": ("differs", "organization/deelnemende-gemeenten", 2),
        "ao-voor-elk-bo": ("contradicts", "cooperation/regio-amersfoort", 3),
        "partners-bij-het-ao": ("differs", "role/partner-ao", 2),
        "voorzitter-van-een-bo": ("narrower", "role/voorzitter-bo", 2),
        "arg-en-strategische-agenda": ("differs", "body/arg", 2),
        "vervanging-voorzitter-arg": ("readings", "post/arg-plaatsvervangend-voorzitter", 2),
        "differing": ("differing", "cooperation/regio-amersfoort", 6),
    }
    rule = told["ao-voor-elk-bo"].text.render("nl")
    assert "Tien BO's en acht AO's" in rule
    assert "en nog 17" in rule
    assert "afgeleid" not in rule  # eight are fewer than ten, whatever they are called
    assert "afgeleid uit 000 ARG 3" in told["vervanging-voorzitter-arg"].text.render("nl")


@pytest.mark.parametrize("source", ["000", "001"])
def test_a_preferred_source_changes_nothing(amersfoort: Graph, source: str) -> None:
    one_world = projected("amersfoort", prefer=[source])

    before, after = by_slot(amersfoort), by_slot(one_world)

    assert len(one_world) <= len(amersfoort)
    assert {slot: (one.id, one.fingerprint, one.text, one.sources) for slot, one in after.items()} == {
        slot: (one.id, one.fingerprint, one.text, one.sources) for slot, one in before.items()
    }


def test_a_preferred_source_takes_the_other_side_from_the_evidence_only(amersfoort: Graph) -> None:
    one_world = projected("amersfoort", prefer=["000"])

    assert len(by_slot(amersfoort)["deelname-per-onderwerp"].edges) == 2
    assert len(by_slot(one_world)["deelname-per-onderwerp"].edges) == 1


HEAD = """
Source:
  - {id: one, name: Een}
  - {id: two, name: Twee}
Slot:
  - {id: chair, name: Wie zit voor?, difference: contradicts, sources: [one p. 1]}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive}
Post:
  - {id: chair, name: Voorzitter, capacity: chair, in: body/ab}
"""
HOLDERS = """
Person:
  - {id: a, name: A, holds: {to: post/chair, start_date: 2020%s, slot: slot/chair, sources: [one p. 2]}}
  - {id: b, name: B, holds: {to: post/chair, start_date: 2020, slot: slot/chair, sources: [two p. 3]}}
"""


def test_two_holders_of_one_post_are_a_difference_about_the_post(small: Small) -> None:
    [one] = find(small(HEAD + HOLDERS % ""), ["contradictions"])

    assert one.subjects[0].id == "klein/post/chair"
    assert {edge.source for edge in one.edges} == {"klein/person/a", "klein/person/b"}
    assert "“A – Voorzitter (2020 –)” (one p. 2), “B – Voorzitter (2020 –)” (two p. 3)" in one.text.render("en")


def test_a_side_of_another_period_stands_all_the_same(small: Small) -> None:
    [now] = find(small(HEAD + HOLDERS % ", end_date: 2024"), ["contradictions"])
    [then] = find(small(HEAD + HOLDERS % ", end_date: 2024", on="2021"), ["contradictions"])

    assert (now.value, then.value) == (2, 2)
    assert (now.id, now.fingerprint) == (then.id, then.fingerprint)
    assert (len(now.edges), len(then.edges)) == (1, 2)


CLAIMS = """
Source:
  - {id: one, name: Een}
  - {id: two, name: Twee}
Slot:
  - {id: x, name: Hoeveel leden?, difference: contradicts}
  - {id: y, name: Hoeveel stemmen?, difference: contradicts}
Body:
  - {id: ab, name: AB, kind: general_board, tier: executive}
  - {id: db, name: DB, kind: executive_board, tier: executive}
Claim:
  - {id: x1, name: x1, subject: body/ab, field: count, value: "%s", slot: slot/x, sources: [one]}
  - {id: x2, name: x2, subject: body/ab, field: count, value: "8", slot: slot/x, sources: [two]}
  - {id: y1, name: y1, subject: body/%s, field: votes, value: "1", slot: slot/y, sources: [one]}
  - {id: y2, name: y2, subject: body/%s, field: votes, value: "2", slot: slot/y, sources: [two]}
"""


def test_two_points_on_one_thing_are_two_findings_and_a_count_of_points(small: Small) -> None:
    told = find(small(CLAIMS % ("10", "ab", "ab")), ["contradictions"])

    assert len({one.id for one in told}) == 3
    [whole] = [one for one in told if one.measure == "differing"]
    assert (whole.value, whole.denominator) == (2, None)


def test_points_on_things_of_one_label_are_counted_of_all(small: Small) -> None:
    [whole] = [one for one in find(small(CLAIMS % ("10", "db", "db")), ["contradictions"]) if one.measure == "differing"]

    assert (whole.value, whole.denominator) == (2, 2)


def test_another_value_is_other_evidence_of_the_same_finding(small: Small) -> None:
    before, after = (by_slot(small(CLAIMS % (value, "db", "db")))["x"] for value in ("10", "12"))

    assert before.id == after.id
    assert before.fingerprint != after.fingerprint


def test_sources_that_agree_give_no_finding(small: Small) -> None:
    assert find(small("Source:\n  - {id: one, name: Een}\n"), ["contradictions"]) == []


def test_one_text_that_can_be_read_in_several_ways_contradicts_nothing() -> None:
    found = find(projected("arnhem-nijmegen"), ["contradictions"])

    assert Counter(one.measure for one in found) == {"readings": 15, "differs": 1}
    assert {one.severity for one in found} == {Severity.INFO}


RECORD = """
dataset: {id: %s, title: %s, reference_date: 2026-06-01}
Source: [{id: list, name: Lijst}]
Organization:
  - {id: a, name: %s, kind: municipality, identifiers: ['cbs:GM1'], sources: [list 1], %s}
Body:
  - {id: college, name: College, kind: college, tier: executive, part_of: organization/a, identifiers: ['x:college']}
Post:
  - {id: alderman, name: Wethouder, in: body/college, identifiers: ['x:alderman']}
Person:
  - {id: p, name: wethouder, identifiers: ['x:p'], holds: {to: post/alderman, sources: [list 2], %s}}
"""
COUNTED = "inhabitants: %s, inhabitants_on: 2025-01-01"


def two(east: Sequence[str], west: Sequence[str]) -> list[Finding]:
    texts = (RECORD % ("east", "Oost", "Akerland", *east), RECORD % ("west", "West", "Gemeente Akerland", *west))
    return find(project(to_tables(*map(read_dataset, texts))), ["contradictions"])


def test_two_regions_that_contradict_each_other_on_one_thing_are_told_with_both_values() -> None:
    by_node = {
        one.subjects[0].id: one
        for one in two((COUNTED % 21000, "start_date: 2022"), (COUNTED % 22000, "start_date: 2023-05, status: actual"))
    }
    assert set(by_node) == {"east/organization/a", "east/person/p"}
    municipality, person = by_node.values()
    assert (municipality.measure, municipality.severity, municipality.value) == ("records", Severity.TENSION, 1)
    assert "inhabitants “21,000” (Oost, list 1), “22,000” (West, list 1)" in municipality.text.render("en")
    assert "vervult “Wethouder”, sinds “2022” (Oost, list 2), “2023-05” (West, list 2)" in person.text.render("nl")
    assert person.sources == (("east/source/list", "2"), ("west/source/list", "2"))
    assert {edge.attributes["dataset"] for edge in person.edges} == {"east", "west"}


@pytest.mark.parametrize(
    ("east", "west"),
    [
        (("former_names: [Akerend]", "note: sinds kort"), ("description: Een gemeente", "start_date: 2022")),
        (("inhabitants: 21000", "start_date: 2022"), ("inhabitants: 22000", "start_date: 2022-03")),
        ((COUNTED % 21000, "start_date: 2022"), (COUNTED % 22000 + ", inferred: [inhabitants]", "start_date: 2023, evidence: inferred")),
    ],
    ids=["other words", "another day, more precise", "inferred"],
)
def test_what_differs_without_contradicting_is_no_finding(east: Sequence[str], west: Sequence[str]) -> None:
    assert two(east, west) == []


def test_of_what_is_only_proposed_elsewhere_the_standing_is_the_difference() -> None:
    [one] = two(("status: actual", "start_date: 2022"), ("status: actual", "start_date: 2024, status: proposed"))
    assert "status “actual” (Oost, list 2), “proposed” (West, list 2)" in one.text.render("en")
    assert one.value == 1
