"""The region Arnhem-Nijmegen against its source: every number here was counted by hand in the text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TypeVar

import pytest

from orggraph import regions
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Arrangement, Body, Mandate, Meeting, Organization, Person, Product, Slot, Statement, Step, Topic
from orggraph.model.relationships import ParticipatesIn
from orggraph.model.terms import ArrangementForm, BodyKind, Difference, Evidence, MandateKind, StatementKind, Status, StepAction, Tier
from orggraph.sources.dataset_yaml import read_dataset, write_dataset

REGION = "arnhem-nijmegen"
SOURCE = f"{REGION}/source/004"
FORMS = ("stadsregio", "gemeenschappelijk-orgaan", "netwerk-alliantie")
YEAR = [
    "doorzenden-notitie", "input-raadsleden", "voorstellen-week", "atelier-bestuurders", "discussie-raadsleden", "uitwerking",
    "tweede-ronde", "regionale-oploop", "college-ontmoet", "afstemming-raadsleden", "besluit-raden",
]  # fmt: skip
QUESTIONED = re.compile(
    r"((principe|mandaat|inzet|ladder|agenda visie|vorm nieuw|vorm herhaald) \d|(principes|mandaat|agenda visie) kop"
    r"|(nieuwe opgaven|samenwerkingsagenda)( \d)?)"
)
"""Places that carry a question mark in the source, themselves or in the heading above them, and the ladder of the proposed form."""
M = TypeVar("M", bound=Node)


@pytest.fixture(scope="module")
def region() -> Dataset:
    return read_dataset(regions.path(REGION))


def short(identity: str) -> str:
    return identity.removeprefix(f"{REGION}/")


def slug(identity: str) -> str:
    return identity.rsplit("/", 1)[-1]


def all_of(region: Dataset, label: type[M]) -> dict[str, M]:
    return {slug(node.id): node for node in region.nodes if isinstance(node, label)}


def of(region: Dataset, kind: str, start: str | None = None, end: str | None = None) -> list[Relationship]:
    return [
        edge
        for edge in region.relationships
        if edge.type == kind and (start is None or short(edge.source) == start) and (end is None or short(edge.target) == end)
    ]


def targets(region: Dataset, kind: str, start: str) -> set[str]:
    return {short(edge.target) for edge in of(region, kind, start)}


def targets_slugs(region: Dataset, kind: str, start: str) -> set[str]:
    return {slug(one) for one in targets(region, kind, start)}


def starts(region: Dataset, kind: str, end: str) -> set[str]:
    return {short(edge.source) for edge in of(region, kind, end=end)}


def locators(record: Node | Relationship) -> set[str]:
    return {citation.locator for citation in record.sources}


def names(part: str, slugs: str) -> set[str]:
    return {f"{part}/{one}" for one in slugs.split()}


def test_three_forms_stand_side_by_side_in_time(region: Dataset) -> None:
    found = {
        name: (one.form, one.status, one.start_date, one.end_date, one.staff_fte, one.staff_about)
        for name, one in all_of(region, Arrangement).items()
    }

    assert found == {
        "stadsregio": (ArrangementForm.PLUSREGIO, Status.FORMER, "2006", "2015", 34, False),
        "gemeenschappelijk-orgaan": (ArrangementForm.JOINT_BODY, Status.ACTUAL, "2016", None, 0, False),
        "netwerk-alliantie": (
            ArrangementForm.NETWORK_ALLIANCE,
            Status.PROPOSED,
            None,
            None,
            10,
            False,
        ),  # ten: a question mark makes it a proposal, no estimate
    }


def test_the_first_form_ends_where_the_second_starts(region: Dataset) -> None:
    edges = {slug(edge.target): edge for edge in of(region, "GOVERNED_BY", f"cooperation/{REGION}")}

    assert set(edges) == set(FORMS)
    for name, arrangement in all_of(region, Arrangement).items():
        edge = edges[name]
        assert (edge.status, edge.start_date, edge.end_date) == (arrangement.status, arrangement.start_date, arrangement.end_date)
    assert edges["stadsregio"].row()["valid_before"] == edges["gemeenschappelijk-orgaan"].row()["valid_from"] == "2016-01-01"


def test_what_the_source_does_not_say_of_a_form_is_absent(region: Dataset) -> None:
    forms = all_of(region, Arrangement)

    assert [forms[name].powers_transferred for name in FORMS] == [None, False, False]
    assert [len(forms[name].powers) for name in FORMS] == [3, 0, 1]
    assert [name for name in FORMS if forms[name].means is None] == ["gemeenschappelijk-orgaan"]
    for name, word in zip(FORMS, ("bindend", "consensus", "raden"), strict=True):
        assert word in (forms[name].decides or "")


def test_each_form_has_its_own_bodies_and_only_two_a_bureau(region: Dataset) -> None:
    bodies = {name: {slug(one) for one in starts(region, "PART_OF", f"arrangement/{name}") if one.startswith("body/")} for name in FORMS}
    bureaus = {name for name, one in all_of(region, Body).items() if one.kind is BodyKind.BUREAU}

    assert bodies == {
        "stadsregio": {"regioraad", "bureau-stadsregio"},
        "gemeenschappelijk-orgaan": {"gemeenschappelijk-orgaan"},
        "netwerk-alliantie": {"regiocommissie", "bestuur", "radenplatform", "netwerkbureau"},
    }
    assert bureaus == {"bureau-stadsregio", "netwerkbureau"}


def test_a_body_has_the_standing_and_period_of_its_form(region: Dataset) -> None:
    for edge in region.relationships:
        body, form = region.by_id[edge.source], region.by_id[edge.target]
        if edge.type == "PART_OF" and isinstance(form, Arrangement):
            assert (body.status, edge.status, edge.start_date, edge.end_date) == (form.status, form.status, form.start_date, form.end_date)


def test_eighteen_councils_and_colleges_are_unnamed(region: Dataset) -> None:
    counted = {short(node.id): node.count for node in region.nodes if isinstance(node, Body | Organization) and node.count}

    assert counted == {"body/raden": 18, "body/colleges": 18, "organization/gemeenten": 18}
    assert [name for name, one in all_of(region, Organization).items() if one.kind == "municipality"] == ["gemeenten"]


def test_what_carries_a_question_mark_is_proposed(region: Dataset) -> None:
    records: tuple[Node | Relationship, ...] = (*region.nodes, *region.relationships)
    questioned = [
        one
        for one in records
        if one.sources
        and one.evidence is Evidence.STATED
        and not isinstance(one, Slot)
        and all(QUESTIONED.fullmatch(place) for place in locators(one))
    ]

    assert len({place for one in questioned for place in locators(one) if re.fullmatch(r"(principe|mandaat|inzet) \d", place)}) == 6 + 6 + 2
    assert [one.id for one in questioned if one.status is not Status.PROPOSED] == []


def test_fourteen_principles_are_proposed(region: Dataset) -> None:
    principles = Counter(one.status for one in all_of(region, Statement).values() if one.kind is StatementKind.PRINCIPLE)

    assert principles == {Status.PROPOSED: 14, Status.ACTUAL: 1}


def test_statements_counted_by_kind(region: Dataset) -> None:
    stated = Counter(one.kind for one in all_of(region, Statement).values() if one.evidence is Evidence.STATED)

    assert stated[StatementKind.PROBLEM] == 10 + 1
    assert stated[StatementKind.QUESTION] == 2 + 2
    assert stated[StatementKind.AMBITION] == 3
    assert stated[StatementKind.EXPERIENCE] == 1
    assert len(of(region, "PART_OF", end="statement/gemiste-kansen")) == 6  # the points of the slide, three of which say more than one


def test_the_ladder_has_seven_rungs_in_the_order_of_the_text(region: Dataset) -> None:
    *rungs, switch = [region.by_id[edge.source] for edge in of(region, "PART_OF", end="statement/raden-participatieladder")]

    assert (slug(switch.id), locators(switch)) == ("schakelen", {"ladder schakelen"})
    assert [slug(rung.id) for rung in rungs] == [f"trede-{number}" for number in range(1, 8)]
    assert [locators(rung) for rung in rungs] == [{f"ladder {number}"} for number in range(1, 8)]
    assert {rung.status for rung in rungs} == {Status.PROPOSED}


def test_the_ladder_runs_from_a_mandate_to_a_delegation(region: Dataset) -> None:
    mandates = all_of(region, Mandate)
    about = {rung: targets(region, "ABOUT", f"statement/trede-{rung}") for rung in (1, 7)}

    assert {name: one.kind for name, one in mandates.items()} == {
        "mandaat-in-opdrachten": MandateKind.MANDATE,
        "uitvoeringsmandaat": MandateKind.MANDATE,
        "overdracht-op-de-ladder": MandateKind.DELEGATION,
    }
    assert "mandate/uitvoeringsmandaat" in about[1]
    assert "mandate/overdracht-op-de-ladder" in about[7]
    assert {one.status for one in mandates.values()} == {Status.PROPOSED}


def test_the_year_has_eleven_steps_in_order(region: Dataset) -> None:
    of_year = targets_slugs(region, "HAS_STEP", "route/jaar-van-besluitvorming")
    steps = sorted((one for name, one in all_of(region, Step).items() if name in of_year), key=lambda step: step.number or 0)

    assert [slug(step.id) for step in steps] == YEAR
    assert [step.number for step in steps] == list(range(1, 12))
    assert [slug(step.id) for step in steps if step.action is StepAction.DECIDE] == ["besluit-raden"]
    assert [slug(step.id) for step in steps if step.optional] == ["tweede-ronde"]


def test_every_step_of_the_year_stands_under_one_heading(region: Dataset) -> None:
    headings = {slug(edge.target): locators(edge) for edge in of(region, "HAS_STEP", "route/jaar-van-besluitvorming")}
    under: dict[str, list[str]] = {}
    for name in YEAR:
        (heading,) = headings[name]
        under.setdefault(heading, []).append(name)

    assert under == {
        "colleges kop": ["doorzenden-notitie", "atelier-bestuurders", "college-ontmoet"],
        "radenbijeenkomsten": ["input-raadsleden", "discussie-raadsleden", "afstemming-raadsleden"],
        "weekwerk kop": ["voorstellen-week"],
        "ambtelijk kop": ["uitwerking", "tweede-ronde", "regionale-oploop"],
        "raden kop": ["besluit-raden"],
    }


def test_what_is_sent_and_what_is_discussed(region: Dataset) -> None:
    actions = {name: one.action for name, one in all_of(region, Step).items()}

    assert [name for name in actions if actions[name] is StepAction.SEND] == ["doorzenden-notitie"]
    assert [name for name in actions if actions[name] is StepAction.DISCUSS] == [
        "discussie-raadsleden", "college-ontmoet", "trede-6-oordeelsvorming",
    ]  # fmt: skip


def test_every_step_of_the_year_leads_to_the_decision(region: Dataset) -> None:
    order = {name: number for number, name in enumerate(YEAR)}
    nexts = [(slug(edge.source), slug(edge.target)) for edge in of(region, "NEXT") if slug(edge.source) in order]

    assert {one for one, _ in nexts} == set(YEAR) - {"besluit-raden"}
    assert all(order[one] < order[after] for one, after in nexts)
    assert {edge.evidence for edge in of(region, "NEXT")} == {Evidence.INFERRED}


def test_rung_six_is_a_route_of_its_own(region: Dataset) -> None:
    names_in_order = ["trede-6-beeldvorming", "trede-6-oordeelsvorming", "trede-6-besluit"]
    at = [targets(region, "AT", f"step/{name}") for name in names_in_order]

    assert targets_slugs(region, "HAS_STEP", "route/trede-6") == set(names_in_order)
    assert at == [{"body/regiocommissie"}, {"body/regiocommissie"}, {"body/raden"}]
    assert all(targets(region, "NEXT", f"step/{one}") == {f"step/{after}"} for one, after in pairwise(names_in_order))


def test_eleven_meetings_with_the_dates_of_the_text(region: Dataset) -> None:
    dates = {name: one.date for name, one in all_of(region, Meeting).items()}

    assert dates == {
        "elst-september": "2019-09",
        "radenbijeenkomst-1": "2019-10-21",
        "week-12-november": "2019-11-12",
        "week-13-november": "2019-11-13",
        "week-14-november": "2019-11-14",
        "week-15-november": "2019-11-15",
        "radenbijeenkomst-2": "2019-12-02",
        "oploop-januari": "2020-01",
        "college-ontmoet": "2020-01",
        "radenbijeenkomst-3": "2020-01-20",
        "raadsvergaderingen": None,
    }
    assert all_of(region, Meeting)["raadsvergaderingen"].as_stated == "maart/april 2020"


def test_cooperation_inside_and_outside_the_joint_body(region: Dataset) -> None:
    inside = names("topic", "economie wonen mobiliteit duurzaamheid")
    outside = names("topic", "afval milieu werkbedrijf sociaal-domein ict doelgroepenvervoer")

    assert starts(region, "PART_OF", "topic/samenwerking-binnen") == inside
    assert targets(region, "COVERS", "arrangement/gemeenschappelijk-orgaan") == inside
    assert starts(region, "PART_OF", "topic/samenwerking-buiten") == outside
    assert {edge.evidence for edge in of(region, "COVERS", "arrangement/gemeenschappelijk-orgaan")} == {Evidence.INFERRED}  # G.O.
    assert all_of(region, Topic)["samenwerking-buiten"].name == "Bestaande samenwerking"  # that it is outside is a reading


def test_tensions_are_side_by_side_and_no_contradictions(region: Dataset) -> None:
    tensions = {name: targets(region, "ABOUT", f"statement/{name}") for name in all_of(region, Statement) if name.startswith("spanning-")}

    assert tensions["spanning-overdracht"] >= {"statement/mandaat-4", "statement/trede-7"}
    assert tensions["spanning-raden-colleges"] >= {"statement/raden-accorderen", "statement/trede-1"}
    assert tensions["spanning-regiobestuur"] >= {"statement/mandaat-3", "role/regiobestuurder"}
    assert len(tensions) == 3
    assert {all_of(region, Statement)[name].evidence for name in tensions} == {Evidence.INFERRED}
    assert Difference.CONTRADICTS not in {slot.difference for slot in all_of(region, Slot).values()}


def test_nobody_is_named_and_no_organization_is_invented(region: Dataset) -> None:
    assert not all_of(region, Person)
    assert set(all_of(region, Organization)) == {
        "gemeenten", "overheidspartners", "maatschappelijke-partners", "provincie", "rijk", "europa",
    }  # fmt: skip
    assert {citation.source for node in region.nodes for citation in node.sources} == {SOURCE}


def test_only_repeated_captions_were_left_out() -> None:
    left = Counter(place.left_out for place in regions.coverages()[SOURCE].places if place.left_out)

    assert regions.coverages()[SOURCE].words == 623
    assert left == {"herhaald": 7}  # visie once; agenda and werkwijze on the drawing, agenda once and werkwijze three times above a slide


def test_round_trip_keeps_the_content(region: Dataset) -> None:
    assert read_dataset(write_dataset(region)).content_hash == region.content_hash


# Ten questions of somebody who has just read the text, answered from the data alone.


def test_question_1_what_is_missing_in_the_region_now(region: Dataset) -> None:
    about_links = starts(region, "ABOUT", "organization/provincie")

    assert about_links == {"statement/aansluiting"}
    assert targets(region, "ABOUT", "statement/aansluiting") >= names("organization", "provincie rijk europa")
    assert starts(region, "ABOUT", "arrangement/gemeenschappelijk-orgaan") == names("statement", "gericht-op-afstemming geen-daadkracht")


def test_question_2_who_may_take_part_in_the_alliance(region: Dataset) -> None:
    edges = {short(edge.source): edge for edge in of(region, "PARTICIPATES_IN", end="arrangement/netwerk-alliantie")}
    voluntary = {name for name, edge in edges.items() if isinstance(edge, ParticipatesIn) and edge.voluntary}

    assert set(edges) == names("organization", "gemeenten overheidspartners maatschappelijke-partners")
    assert voluntary == {"organization/gemeenten"}
    assert {edge.status for edge in edges.values()} == {Status.PROPOSED}


def test_question_3_who_commissions_in_the_alliance(region: Dataset) -> None:
    sides = {short(edge.target): edge.row().get("side") for edge in of(region, "COMMISSIONED_BY", "assignment/opdracht-in-programma")}

    assert sides == {"post/netwerk-alliantie-regionaal-portefeuillehouder": "political", "body/colleges": None, "body/raden": None}
    assert targets(region, "COMBINES_WITH", "role/regionaal-portefeuillehouder") == {"role/bestuurlijk-opdrachtgever"}


def test_question_4_what_may_a_regional_portfolio_holder_do(region: Dataset) -> None:
    granted = starts(region, "GRANTED_TO", "post/netwerk-alliantie-regionaal-portefeuillehouder")

    assert granted == {"mandate/mandaat-in-opdrachten"}
    scope = all_of(region, Mandate)["mandaat-in-opdrachten"].scope or ""
    assert all(word in scope.lower() for word in ("budgetten", "uitvoeringstaken", "lobby"))


def test_question_5_whom_does_the_regional_committee_advise(region: Dataset) -> None:
    committee = all_of(region, Body)["regiocommissie"]

    assert (committee.kind, committee.tier, committee.status) == (BodyKind.REGIONAL_COMMITTEE, Tier.POLITICAL, Status.PROPOSED)
    assert targets(region, "ADVISES", "body/regiocommissie") == {"body/raden", "body/bestuur", "post/bestuur-regiobestuurder"}


def test_question_6_when_do_councillors_have_their_say(region: Dataset) -> None:
    dates = {region.by_id[edge.source].row().get("date") for edge in of(region, "MEETING_OF", end="body/radenbijeenkomst")}
    at = starts(region, "AT", "body/radenbijeenkomst")

    assert dates == {"2019-10-21", "2019-12-02", "2020-01-20"}
    assert at == names("step", "input-raadsleden discussie-raadsleden afstemming-raadsleden")


def test_question_7_who_commissions_and_follows_the_process(region: Dataset) -> None:
    assert targets(region, "COMMISSIONED_BY", "assignment/versterking-samenwerking") == {"body/stuurgroep"}
    assert targets(region, "MONITORED_BY", "assignment/versterking-samenwerking") == {"body/stuurgroep"}
    assert targets(region, "PREPARES", "body/projectteam-duos") == names("body", "stuurgroep colleges raden")


def test_question_8_what_does_the_region_already_make_together(region: Dataset) -> None:
    inside = re.compile("(economie|wonen|mobiliteit|duurzaamheid) ")
    made = {name for name, one in all_of(region, Product).items() if any(inside.match(place) for place in locators(one))}

    assert made == {
        "investeringsagenda", "programma-werklocaties", "woonagenda", "samenwerkingsagenda-fiets", "actieplan-ov", "slim-en-scherp",
        "routekaart-energietransitie",
    }  # fmt: skip
    assert len(of(region, "COVERS", "product/investeringsagenda")) == 1 + 4 + 5


def test_question_9_which_new_tasks_are_named_and_is_the_list_closed(region: Dataset) -> None:
    tasks = names("topic", "energietransitie klimaatadaptatie woonopgave landschap-recreatie circulair-inclusief cultuur")
    topics = all_of(region, Topic)

    assert starts(region, "PART_OF", "topic/nieuwe-opgaven") == tasks
    assert {topics[slug(task)].status for task in tasks} == {Status.PROPOSED}
    assert "puntjes" in (topics["nieuwe-opgaven"].note or "")
    assert "puntjes" in (topics["samenwerking-buiten"].note or "")


def test_question_10_who_decides_in_the_end_and_when(region: Dataset) -> None:
    decision = region.by_id[f"{REGION}/decision/versterking-samenwerking"]

    assert targets(region, "TAKEN_BY", "decision/versterking-samenwerking") == {"body/raden"}
    assert targets(region, "ADOPTED_BY", "product/raadsvoorstel") == {"body/raden"}
    assert (decision.status, decision.as_stated) == (Status.PROPOSED, "maart/april 2020")
    assert targets(region, "FOLLOWS", "decision/versterking-samenwerking") == {"route/jaar-van-besluitvorming"}
