"""Regio Noord-Veluwe: what its sixteen slides say, counted by hand, and the questions that a reader could ask of them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import networkx as nx
import pytest

from orggraph import regions
from orggraph.graph import Graph, edges_by_type, project
from orggraph.model.base import Node, Record, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Arrangement, Body, Claim, Meeting, Organization, Person, Post, Slot, Source, Statement, Step
from orggraph.model.relationships import Next, ParticipatesIn
from orggraph.model.tables import to_tables
from orggraph.model.terms import ArrangementForm, AtMode, Difference, Evidence, StatementKind, Status, StepAction, Tier
from orggraph.sources.dataset_yaml import read_dataset, write_dataset

REGION = "noord-veluwe"
SIX = {f"organization/{name}" for name in ("elburg", "ermelo", "harderwijk", "nunspeet", "oldebroek", "putten")}
BRACKETED = {f"organization/{name}" for name in ("hattem", "heerde", "zeewolde")}
PROJECTS = ("awbz-wmo", "wwnv", "jeugdzorg")
WSA = "welzijn-en-sociale-aangelegenheden"


@cache
def region() -> Dataset:
    return read_dataset(regions.path(REGION))


@cache
def world() -> Graph:
    return project(to_tables(region()))


def records() -> tuple[Node | Relationship, ...]:
    return (*region().nodes, *region().relationships)


def short(identity: str) -> str:
    return identity.removeprefix(f"{REGION}/")


def node(identity: str) -> Node:
    return region().by_id[f"{REGION}/{identity}"]


def to(kind: str, start: str) -> set[str]:
    """Where the relationships of one type that start at a record end."""
    return {short(edge.target) for edge in edges_by_type(world(), kind) if short(edge.source) == start}


def of(kind: str, end: str) -> set[str]:
    """Where the relationships of one type that end at a record start."""
    return {short(edge.source) for edge in edges_by_type(world(), kind) if short(edge.target) == end}


def links(kind: str, start: str | None = None) -> list[Relationship]:
    """The relationships of one type, those of one record where it is given."""
    return [one for one in region().relationships if one.type == kind and (start is None or short(one.source) == start)]


def places(record: Record) -> set[str]:
    """The places of the slides that a record cites."""
    return {citation.locator for citation in record.sources if short(citation.source) == "source/003"}


def steps(route: str) -> list[Step]:
    """The steps of a route in the order of their numbers."""
    found = [node(step) for step in to("HAS_STEP", f"route/{route}")]
    return sorted((step for step in found if isinstance(step, Step)), key=lambda step: step.number or 0)


def statements(kind: StatementKind) -> set[str]:
    return {short(one.id).removeprefix("statement/") for one in region().nodes if isinstance(one, Statement) and one.kind is kind}


# Counted by hand.


def test_sixteen_slides_are_cited_and_their_date_is_the_dataset_s() -> None:
    cited = {" ".join(place.split()[:2]) for record in records() for place in places(record)}
    source = node("source/003")
    assert isinstance(source, Source)

    assert cited == {f"dia {number}" for number in range(1, 17)}
    assert source.date == region().info.reference_date == "2012-01-18"
    assert [record.id for record in records() if record.start_date or record.end_date] == []  # no period is stated


def test_twenty_one_bodies_on_three_tiers() -> None:
    tiers = Counter(one.tier for one in region().nodes if isinstance(one, Body))

    # councils; colleges, AB, DB, two PO's, steering group, three projects; management, two AO's, secretaries, cluster,
    # alignment, three project groups, heads of department, starters
    assert tiers == {Tier.POLITICAL: 1, Tier.EXECUTIVE: 9, Tier.OFFICIAL: 11}


def test_three_projects_each_with_an_alderman_who_leads_and_a_project_group() -> None:
    for name in PROJECTS:
        project_body = f"body/transitie-{name}"
        assert to("COVERS", project_body) == {f"topic/{name}"}
        assert of("PART_OF", project_body) == {f"body/projectgroep-{name}"}
        assert of("IN", project_body) == {f"post/transitie-{name}-trekker"}
        assert of("QUALIFIES_FOR", f"post/transitie-{name}-trekker") == {"post/colleges-wethouder"}
        assert of("SUPERVISES", project_body) == {"body/stuurgroep-transities", f"post/transitie-{name}-trekker"}


def test_statements_by_kind() -> None:
    counted = Counter(one.kind for one in region().nodes if isinstance(one, Statement))

    assert counted == {
        StatementKind.QUESTION: 7,  # slides 1, 5, 8, 13, 16 and two on 2
        StatementKind.GOAL: 18,  # 4 on slide 2, the heading, 3 and the k's (1 + 3) on 3, 6 on 4
        StatementKind.PRINCIPLE: 10,  # 3 on slide 5, conditions: 3 on 12 and 2 on 13, 2 on 16
        StatementKind.EXPERIENCE: 4,  # 2 on slide 2, 1 on 12, 1 on 15
        StatementKind.RULE: 13,  # 1 on slide 9, 8 blocks on 10, 4 lanes on 11
        StatementKind.THESIS: 11,  # 3, and the two sides of the third on slide 14: 5 and 3
        StatementKind.PITFALL: 6,
        StatementKind.PROPOSAL: 6,
    }


def test_what_the_slides_leave_open_is_marked_and_counted() -> None:
    assert [one.id for one in region().nodes if one.status is Status.OPEN or one.open] == []  # the municipalities are there
    assert {short(one.source) for one in region().relationships if one.status is Status.OPEN} == BRACKETED


def test_one_source_does_not_differ_from_itself_but_can_be_read_in_several_ways() -> None:
    slots = [one for one in region().nodes if isinstance(one, Slot)]

    assert {slot.difference for slot in slots} == {Difference.READINGS}
    assert len(slots) == 18
    assert {claim.evidence for claim in region().nodes if isinstance(claim, Claim)} == {Evidence.INFERRED}


def test_the_legal_form_is_inferred_and_not_told_by_the_slides() -> None:
    arrangement = node("arrangement/samenwerkingsregeling")
    assert isinstance(arrangement, Arrangement)

    assert (arrangement.form, arrangement.evidence) == (ArrangementForm.PUBLIC_BODY, Evidence.INFERRED)
    assert places(arrangement) == {"dia 9 AB", "dia 9 DB"}
    assert (arrangement.powers, arrangement.powers_transferred, arrangement.staff_fte) == ((), None, None)


def test_what_the_drawings_lost_is_inferred() -> None:
    lines = [one for kind in ("PREPARES", "SUPERVISES") for one in links(kind)]

    assert len(lines) == 4 + 6
    assert {one.evidence for one in lines} == {Evidence.INFERRED}


def test_what_is_said_of_cooperating_in_general_is_not_about_this_region() -> None:
    general = re.compile("dia ([1-5]|1[2-6]) ")
    of_this_region = [
        (short(one.source), short(one.target))
        for one in links("ABOUT")
        if short(one.source).startswith("statement/")
        and short(one.target).startswith(("cooperation/", "organization/", "arrangement/", "body/"))
        and all(general.match(place) for place in places(one))
    ]

    assert of_this_region == []
    assert links("RESPONSIBLE_FOR") == links("ACCOUNTABLE_TO") == []  # slide 16 says role, and of councils in general


def test_the_one_person_is_a_function_label() -> None:
    persons = [one for one in region().nodes if isinstance(one, Person)]

    assert [(short(one.id), one.name) for one in persons] == [("person/a", "directeur A")]


def test_the_file_reads_back_equal_and_hangs_together() -> None:
    assert read_dataset(write_dataset(region())).content_hash == region().content_hash
    assert nx.is_connected(nx.Graph(world()))


def test_each_place_is_cited_or_left_out_for_a_reason() -> None:
    coverage = regions.coverages()[f"{REGION}/source/003"]
    cited = {place for record in records() for place in places(record)}

    assert (len(coverage.places), coverage.words) == (164, 631)
    assert {place.at for place in coverage.places if place.left_out is None} == cited
    left_out = Counter(place.left_out for place in coverage.places if place.left_out)
    assert left_out == {"afzender": 15, "navigatie": 8, "herhaling": 3}  # the title four times, the association on 2 to 16


# What a reader could ask.


def test_how_does_a_proposal_become_a_decision() -> None:
    assert [step.number for step in steps("voorstel")] == list(range(1, 14))
    assert [(step.action, sorted(to("AT", short(step.id)))) for step in steps("voorstel")] == [
        (StepAction.PROPOSE, ["body/ao"]),
        (StepAction.DISCUSS, ["body/management"]),
        (StepAction.DISCUSS, ["body/db"]),
        (StepAction.CONSULT, ["body/db"]),
        (StepAction.CONSULT, ["body/colleges"]),
        (StepAction.ADVISE, ["body/po"]),
        (StepAction.DISCUSS, ["body/db"]),
        (StepAction.PROPOSE, ["body/db"]),
        (StepAction.ADVISE, ["body/colleges", "body/raden"]),
        (StepAction.DISCUSS, ["body/db"]),
        (StepAction.DISCUSS, ["body/ab"]),
        (StepAction.DECIDE, ["body/ab", "body/db"]),
        (StepAction.EXECUTE, ["body/ab", "body/db"]),
    ]


def test_does_the_route_run_from_the_first_step_to_the_last_without_a_circle() -> None:
    route = nx.DiGraph((short(one.source), short(one.target)) for one in links("NEXT") if "voorstel" in one.source)
    ways = list(nx.all_simple_paths(route, "step/voorstel-01", "step/voorstel-13"))

    assert nx.is_directed_acyclic_graph(route)
    assert len(route) == 13
    assert sorted(len(way) for way in ways) == [11, 12, 12, 13]  # with or without the college, with or without the AB


def test_when_do_portfolio_holders_consult_their_college() -> None:
    conditional = {step.number: step.condition for step in steps("voorstel") if step.condition}
    ways = {short(one.target): one.condition for one in links("NEXT", "step/voorstel-04") if isinstance(one, Next)}

    assert conditional == {5: "voorstel met impact"}
    assert ways == {"step/voorstel-05": "voorstel met impact", "step/voorstel-06": "voorstel zonder impact"}
    assert to("INVOLVES", "step/voorstel-05") == {"post/colleges-portefeuillehouder"}
    assert to("NEXT", "step/voorstel-05") == {"step/voorstel-06"}  # before the advice


def test_which_steps_may_be_passed_by_and_who_decides_in_the_end() -> None:
    assert [step.number for step in steps("voorstel") if step.optional] == [11]
    assert {step.number: step.at_mode for step in steps("voorstel") if step.at_mode} == {
        5: AtMode.ALL,
        9: AtMode.ANY,
        12: AtMode.ANY,
        13: AtMode.ANY,
    }
    assert to("AT", "step/voorstel-12") == {"body/db", "body/ab"}


def test_how_often_does_the_executive_board_discuss_a_proposal() -> None:
    discussing = [
        step.number for step in steps("voorstel") if step.action is StepAction.DISCUSS and to("AT", short(step.id)) == {"body/db"}
    ]

    assert discussing == [3, 7, 10]


def test_which_municipalities_take_part_and_of_which_is_that_unclear() -> None:
    joining = {
        short(one.source): one for one in region().relationships if isinstance(one, ParticipatesIn) and "/cooperation/" in one.target
    }

    assert set(joining) == {"organization/gemeenten"} | SIX | BRACKETED
    assert {name for name, one in joining.items() if one.status is Status.OPEN} == BRACKETED
    assert of("PARTICIPATES_IN", "arrangement/samenwerkingsregeling") == SIX
    assert of("PART_OF", "organization/gemeenten") - {"body/raden", "body/colleges"} == SIX | BRACKETED
    assert [one.id for one in region().nodes if isinstance(one, Organization) and one.count is not None] == []


def test_who_advises_the_executive_board() -> None:
    evidence = {short(one.source): one.evidence for one in links("ADVISES") if short(one.target) == "body/db"}

    assert evidence == {"body/po": Evidence.STATED, "body/colleges": Evidence.INFERRED, "body/raden": Evidence.INFERRED}


@pytest.mark.parametrize(
    ("track", "parts", "products", "routes"),
    [
        ("spoor-strategie", set(), {"visie", "gebiedsagenda", "regiocontract"}, {"spoor-strategie"}),
        ("spoor-nieuwe-ontwikkelingen", {"transities"}, set(), {"spoor-nieuwe-ontwikkelingen"}),
        ("spoor-beleidsagenda", {"volkshuisvesting", "economie", "bedrijventerreinen"}, {"beleidsagenda"}, {"voorstel"}),
    ],
)
def test_which_tracks_are_there_and_which_way_do_they_go(track: str, parts: set[str], products: set[str], routes: set[str]) -> None:
    assert to("PART_OF", f"topic/{track}") == {"topic/strategie-en-beleid"}
    assert of("PART_OF", f"topic/{track}") == {f"topic/{part}" for part in parts}
    assert {one for one in of("COVERS", f"topic/{track}") if one.startswith("product/")} == {f"product/{one}" for one in products}
    assert of("ROUTE_FOR", f"topic/{track}") == {f"route/{one}" for one in routes}


def test_how_do_the_tracks_of_strategy_and_of_new_developments_run() -> None:
    assert [step.name for step in steps("spoor-strategie")] == ["Visie", "Gebiedsagenda", "Regiocontract"]
    assert [step.name for step in steps("spoor-nieuwe-ontwikkelingen")] == ["Samen verkennen", "Samen ontwikkelen"]
    order = [step for route in ("spoor-strategie", "spoor-nieuwe-ontwikkelingen") for step in steps(route)]
    assert {step.evidence for step in order} == {Evidence.INFERRED}  # the slide names them one after the other, no more


def test_in_which_lane_of_the_project_structure_does_a_body_stand() -> None:
    lanes = {lane: to("ABOUT", f"statement/baan-{lane}") for lane in ("gemeenten", "ambtelijk", "rnv-bestuurlijk", "rnv-ambtelijk")}

    assert lanes == {
        "gemeenten": {"organization/gemeenten"},
        "ambtelijk": {
            "organization/gemeenten", "body/secretarissenoverleg", "body/ao-wmo", "body/afdelingshoofden-beleidsoverleg-sw",
        },
        "rnv-bestuurlijk": {"organization/rnv", "body/db", f"body/po-{WSA}", "body/stuurgroep-transities"},
        "rnv-ambtelijk": {
            "organization/rnv", f"body/clusteroverleg-{WSA}", "body/afstemming-rnv", "post/afstemming-rnv-domeinmanager",
        },
    }  # fmt: skip
    seats = {body for lane in lanes.values() for body in lane if body.startswith("body/")}
    placed = [
        one for one in region().relationships if one.type == "ABOUT" and "statement/baan-" in one.source and short(one.target) in seats
    ]
    assert {one.evidence for one in placed} == {Evidence.INFERRED}


def test_who_works_on_welfare_and_social_affairs() -> None:
    assert of("COVERS", f"topic/{WSA}") == {f"body/po-{WSA}", f"body/clusteroverleg-{WSA}"}
    assert of("PREPARES", f"body/po-{WSA}") == {f"body/clusteroverleg-{WSA}"}
    assert of("COVERS", "topic/transities") == {"body/stuurgroep-transities"}


def test_why_do_municipalities_cooperate() -> None:
    reasons = {place for part in of("PART_OF", "statement/waarom-samenwerken") for place in places(node(part)) if place.startswith("dia 2")}

    assert reasons == {f"dia 2 reden {number}" for number in range(1, 7)} | {"dia 2 tegenvraag"}
    assert of("PART_OF", "statement/drie-k") == {"statement/k-kwaliteit", "statement/k-kosten", "statement/k-continuiteit"}


def test_under_which_conditions_do_the_theses_hold() -> None:
    principles = statements(StatementKind.PRINCIPLE)
    theses = {one for one in statements(StatementKind.THESIS) if one.startswith("stelling")}

    conditions = {thesis: {part for part in principles if part.startswith(thesis)} for thesis in theses}
    assert {thesis: len(parts) for thesis, parts in conditions.items()} == {"stelling-1": 3, "stelling-2": 2, "stelling-3": 0}
    sides = Counter(part.split("/")[1].split("-")[0] for part in of("PART_OF", "statement/stelling-3"))
    assert sides == {"klacht": 5, "gebrek": 3}


@pytest.mark.parametrize("letter", list("abcdef"))
def test_which_pitfalls_are_there_and_what_is_advised(letter: str) -> None:
    answers = of("PART_OF", f"statement/valkuil-{letter}")

    assert node(f"statement/valkuil-{letter}").status is Status.ACTUAL
    assert answers == {f"statement/valkuil-{letter}-advies"} | ({"statement/valkuil-b-oorzaak"} if letter == "b" else set())
    assert node(f"statement/valkuil-{letter}-advies").status is Status.PROPOSED
    assert to("ABOUT", f"statement/valkuil-{letter}") == {"topic/samenwerking"}  # not of this region
    assert to("ABOUT", f"statement/valkuil-{letter}-advies") == {"topic/rol-van-de-raad"}


def test_where_does_a_council_have_a_role_of_its_own() -> None:
    topics = {name: to("ABOUT", f"statement/{name}") - {"topic/rol-van-de-raad"} for name in ("raad-direct", "raad-via-college")}

    assert topics == {
        "raad-direct": {"topic/beleid", "topic/uitvoering"},
        "raad-via-college": {"topic/bedrijfsvoering", "topic/uitvoering", "topic/rol-van-het-college"},
    }
    assert all("soms bij uitvoering" in (node(f"statement/{name}").name or "") for name in topics)


def test_who_spoke_and_when() -> None:
    meeting = node("meeting/bustour-slim-samenwerken")
    assert isinstance(meeting, Meeting)

    assert (meeting.date, meeting.place) == ("2012-01-18", None)
    assert to("HOLDS", "person/a") == {"post/rnv-directeur"}
    assert to("IN", "post/rnv-directeur") == {"organization/rnv"}


def test_who_sits_in_the_boards_and_how_often_do_they_meet_is_not_stated() -> None:
    boards = [node(f"body/{name}") for name in ("ab", "db", "secretarissenoverleg")]

    assert of("IN", "body/ab") == of("IN", "body/db") == set()
    assert all(isinstance(board, Body) and board.meetings_min is None for board in boards)
    assert {short(one.id) for one in region().nodes if isinstance(one, Post) and one.count is not None} == set()
