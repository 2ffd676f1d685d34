"""Noord-Veluwe asked, by a reader of its slides alone, for what they say, leave open or let one read in several ways."""

from __future__ import annotations

import pytest

from orggraph.graph import project
from orggraph.graph.reading import count
from orggraph.model.nodes import Statement, Step
from orggraph.model.tables import to_tables
from orggraph.model.terms import Difference, Evidence, StatementKind, Status
from orggraph.views.overview import overview
from tests.regions.test_second_reading import Reading

INFERRED = {Evidence.INFERRED}
GENERAL = tuple(f"dia {number} " for number in (1, 2, 3, 4, 5, 12, 13, 14, 15, 16))


@pytest.fixture(scope="module")
def veluwe() -> Reading:
    return Reading("noord-veluwe")


def evidence(veluwe: Reading, kind: str, start: str = "", end: str = "") -> set[Evidence]:
    return {link.evidence for link in veluwe.links(kind, start, end)}


# What can be read in several ways


@pytest.mark.parametrize(
    ("slot", "subject", "readings"),
    [
        ("opgelegde-samenwerking", "statement/opgelegd", 2),  # slide 2
        ("tegenvraag", "statement/waarom-niet", 2),
        ("hoofdroute", "topic/strategie-en-beleid", 2),  # slide 7
        ("advies-po", "body/po", 2),  # slide 9
        ("trajecten", "statement/twee-trajecten", 2),
        ("welk-management", "body/management", 2),
        ("blokken", "route/voorstel", 2),  # slide 10
        ("tevoren", "step/voorstel-05", 2),
        ("colleges-raden", "step/voorstel-08", 2),
        ("eventueel-ab", "step/voorstel-11", 2),
        ("haakjes", "organization/gemeenten", 2),  # slide 11
        ("ambtelijk", "body/secretarissenoverleg", 3),
        ("afstemming", "body/afstemming-rnv", 2),
        ("trekkers", "role/trekker", 2),
        ("afdelingshoofden", "body/afdelingshoofden-beleidsoverleg-sw", 2),
        ("gebrek", "statement/stelling-3", 2),  # slide 14
        ("gebrek-waar", "statement/gebrek-visie", 2),
        ("drie-woorden", "statement/positie-van-de-raad", 2),  # slide 16
    ],
)
def test_each_reading_is_a_claim_of_its_own_and_inferred(veluwe: Reading, slot: str, subject: str, readings: int) -> None:
    point, claims = veluwe.sides(f"slot/{slot}")

    assert point.difference is Difference.READINGS
    assert {claim.subject.removeprefix(veluwe.prefix) for claim in claims} == {subject}
    assert len({claim.value for claim in claims}) == len(claims) == readings
    assert {claim.evidence for claim in claims} == INFERRED


def test_that_a_bracketed_municipality_is_there_is_certain_and_its_part_is_not(veluwe: Reading) -> None:
    for name in ("hattem", "heerde", "zeewolde"):
        municipality = veluwe.node(f"organization/{name}")
        parts = [link for kind in ("PART_OF", "PARTICIPATES_IN") for link in veluwe.links(kind, f"organization/{name}")]
        assert (municipality.status, municipality.evidence) == (Status.ACTUAL, Evidence.STATED)
        assert {(link.status, link.evidence) for link in parts} == {(Status.OPEN, Evidence.INFERRED)}
        assert len(parts) == 2


def test_nothing_is_open_that_the_source_does_not_call_open(veluwe: Reading) -> None:
    assert [node.id for node in veluwe.dataset.nodes if node.open] == []


# What only word order, equal names or layout show


def test_the_order_of_blocks_gives_the_order_of_steps_by_inference(veluwe: Reading) -> None:
    stated = {(link.source[-2:], link.target[-2:]) for link in veluwe.links("NEXT") if link.evidence is Evidence.STATED}
    steps = [node for node in veluwe.dataset.nodes if isinstance(node, Step)]

    assert stated == {("12", "13")}  # one sentence says both
    assert [step.id for step in steps if "number" not in step.inferred and step.evidence is not Evidence.INFERRED] == []


@pytest.mark.parametrize("kind", ["PREPARES", "SUPERVISES", "IN"])
def test_who_prepares_supervises_or_sits_in_a_body_is_inferred(veluwe: Reading, kind: str) -> None:
    of_bodies = {link.evidence for link in veluwe.links(kind) if "/body/" in link.target}

    assert of_bodies == INFERRED


def test_a_part_of_the_cooperation_or_the_region_is_inferred(veluwe: Reading) -> None:
    assert evidence(veluwe, "PART_OF", end="cooperation/noord-veluwe") == INFERRED
    assert evidence(veluwe, "PART_OF", end="organization/rnv") == INFERRED
    assert evidence(veluwe, "PART_OF", end="topic/strategie-en-beleid") == INFERRED
    assert evidence(veluwe, "PART_OF", end="topic/transities") == INFERRED  # of another slide


def test_a_kind_or_tier_that_a_drawing_lost_is_inferred(veluwe: Reading) -> None:
    bodies = {node.id.split("/")[2]: node for node in veluwe.dataset.nodes if node.label() == "Body"}
    sure = {name for name, body in bodies.items() if body.evidence is Evidence.STATED and "tier" not in body.inferred}

    assert sure == {"raden", "colleges", "ao-wmo"}  # the last is called official in its name


def test_tracks_are_not_numbered_by_the_slide(veluwe: Reading) -> None:
    names = {veluwe.node(f"topic/spoor-{name}").name for name in ("strategie", "nieuwe-ontwikkelingen", "beleidsagenda")}

    assert names == {"Strategie", "Nieuwe ontwikkelingen", "Gezamenlijke beleidsagenda"}
    assert {veluwe.node(f"route/spoor-{name}").evidence for name in ("strategie", "nieuwe-ontwikkelingen")} == INFERRED


# Names and abbreviations


def test_abbreviations_stay_and_their_meaning_is_a_claim_of_ours(veluwe: Reading) -> None:
    meant = {veluwe.node(claim.subject.removeprefix(veluwe.prefix)).name for claim in veluwe.claims() if claim.id.endswith("-voluit")}

    assert meant == {"AB", "DB", "PO", "AO", "PH", "sw", "Wwnv", "Regio Noord-Veluwe"}
    assert veluwe.node("body/ao-wmo").name == "Ambtelijk overleg WMO"
    assert veluwe.node("body/projectgroep-awbz-wmo").name == "Projectgroep Transitie Awbz/Wmo"


def test_what_has_one_name_on_two_slides_is_not_made_one(veluwe: Reading) -> None:
    cited = {citation.locator.split()[1] for citation in veluwe.node("topic/bedrijfsvoering").sources}

    assert cited == {"16"}  # not the operations that slides 2 and 3 want to strengthen
    assert evidence(veluwe, "PART_OF", "statement/lokale-bedrijfsvoering") == INFERRED
    assert evidence(veluwe, "COVERS", "body/stuurgroep-transities") == INFERRED


# Counts


def test_how_many_take_part_leaves_out_the_group_and_what_is_open(veluwe: Reading) -> None:
    graph = project(to_tables(veluwe.dataset))

    assert count(graph, overview(graph).participants) == 6
    assert "staat er ook niet" in veluwe.note("organization/gemeenten")


# Whose problem, and the units of the text


def test_theses_and_pitfalls_and_general_rules_are_no_problem_or_duty_of_this_region(veluwe: Reading) -> None:
    general = [
        node.id.removeprefix(veluwe.prefix)
        for node in veluwe.dataset.nodes
        if node.label() == "Statement" and all(citation.locator.startswith(GENERAL) for citation in node.sources)
    ]
    about = {target for statement in general for target in veluwe.to("ABOUT", statement)}
    kinds = {node.kind for node in veluwe.dataset.nodes if isinstance(node, Statement)}

    assert len(general) == 61  # 1, 8, 8, 6 and 4 on slides 1 to 5; 5, 4, 9, 13 and 3 on 12 to 16
    assert {target.split("/")[0] for target in about} == {"topic"}
    assert StatementKind.PROBLEM not in kinds
    assert veluwe.links("RESPONSIBLE_FOR") == veluwe.links("ACCOUNTABLE_TO") == []


def test_each_block_of_slide_ten_is_one_with_its_acts(veluwe: Reading) -> None:
    acts = {number: sorted(int(step[-2:]) for step in veluwe.to("ABOUT", f"statement/blok-{number}")) for number in range(1, 9)}

    assert acts == {1: [1], 2: [2], 3: [3], 4: [4, 5], 5: [7], 6: [8], 7: [10, 11], 8: [12, 13]}
    presupposed = [veluwe.node(f"step/voorstel-{number}").evidence for number in ("06", "09")]  # no block says that advice is given
    assert presupposed == [Evidence.INFERRED] * 2
