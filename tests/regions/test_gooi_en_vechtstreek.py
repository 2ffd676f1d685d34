"""The region Gooi en Vechtstreek against its source: every number here was counted by hand in the text."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from orggraph import regions, resources
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Arrangement, Assignment, Body, Claim, Post, Product, Role, Slot, Statement
from orggraph.model.terms import ArrangementForm, Difference, Evidence, Side, StatementKind, Status
from orggraph.sources.dataset_yaml import read_dataset, write_dataset
from orggraph.yamltree import read_tree

REGION = "gooi-en-vechtstreek"
NAMES = Path(__file__).parents[2] / "names" / f"{REGION}.yaml"
POLITICAL = {
    "bestuurder-regio", "voorzitter-pfho", "lid-db", "bestuurlijk-trekker-rve", "bestuurlijk-opdrachtgever",
    "afgevaardigde-gemeente", "lokaal-portefeuillehouder",
}  # fmt: skip
OFFICIAL = {
    "voorzitter-secretarissenoverleg", "algemeen-directeur", "bestuurssecretaris", "rve-manager", "programmamanager",
    "programmasecretaris", "ambtelijk-opdrachtgever", "voorzitter-directieoverleg", "trekker-directieoverleg",
}  # fmt: skip


@pytest.fixture(scope="module")
def region() -> Dataset:
    return read_dataset(regions.path(REGION))


def slug(identity: str) -> str:
    return identity.rsplit("/", 1)[-1]


def short(identity: str) -> str:
    return identity.removeprefix(f"{REGION}/")


def of(region: Dataset, kind: str, start: str | None = None, end: str | None = None) -> list[Relationship]:
    return [
        relationship
        for relationship in region.relationships
        if relationship.type == kind
        and (start is None or short(relationship.source) == start)
        and (end is None or short(relationship.target) == end)
    ]


def targets(region: Dataset, kind: str, start: str) -> set[str]:
    return {short(relationship.target) for relationship in of(region, kind, start)}


def starts(region: Dataset, kind: str, end: str) -> set[str]:
    return {short(relationship.source) for relationship in of(region, kind, end=end)}


def node(region: Dataset, identity: str) -> Node:
    return region.by_id[f"{REGION}/{identity}"]


def locators(record: Node | Relationship) -> set[str]:
    return {citation.locator for citation in record.sources}


def status_of(region: Dataset, kind: str, assignment: int, prefix: str) -> list[Relationship]:
    return [edge for edge in of(region, kind, f"assignment/{assignment}") if short(edge.target).startswith(prefix)]


def test_eight_agreements_have_the_numbers_of_the_list(region: Dataset) -> None:
    found = {slug(item.id): item.number for item in region.nodes if isinstance(item, Assignment)}

    assert found == {str(number): number for number in range(1, 9)}


def test_one_commissioner_stands_at_seven_of_eight_and_one_at_four(region: Dataset) -> None:
    rows = [edge for edge in of(region, "COMMISSIONED_BY") if "/person/" in edge.target]
    at = {person: {slug(edge.source) for edge in rows if short(edge.target) == person} for person in {short(edge.target) for edge in rows}}

    assert at == {"person/b": {"1", "2", "3", "5"}, "person/c": {"1", "2", "3", "5", "6", "7", "8"}}
    assert {edge.side for edge in rows if hasattr(edge, "side")} == {Side.OFFICIAL}
    readings = {(short(edge.target), slug(edge.source)) for edge in rows if edge.evidence is Evidence.INFERRED}
    assert readings == {("person/c", "7"), ("person/c", "8")}  # in the others they stand in the column of commissioners
    assert {edge.inferred for edge in rows if edge.evidence is Evidence.STATED} == {("side",)}


def test_seven_political_commissioners_are_open_and_one_is_not_stated(region: Dataset) -> None:
    open_at = {}
    for number in range(1, 9):
        edges = status_of(region, "COMMISSIONED_BY", number, "post/")
        open_at[number] = [(short(edge.target), edge.status, edge.evidence) for edge in edges]

    assert open_at.pop(3) == []
    assert open_at == {
        number: [(f"post/afspraak-{number}-politiek-opdrachtgever", Status.OPEN, Evidence.STATED)] for number in (1, 2, 4, 5, 6, 7, 8)
    }


def test_agreement_four_is_carried_out_by_a_body_and_has_no_official_commissioner(region: Dataset) -> None:
    assert targets(region, "CARRIED_OUT_BY", "assignment/4") == {"body/secretarissenoverleg"}
    assert targets(region, "COMMISSIONED_BY", "assignment/4") == {"post/afspraak-4-politiek-opdrachtgever"}


def test_contractors_stand_at_three_and_three_and_the_last_is_inferred(region: Dataset) -> None:
    counted = Counter(short(edge.target) for edge in of(region, "CARRIED_OUT_BY"))

    assert counted == {"person/d": 3, "person/g": 3, "body/secretarissenoverleg": 1, "post/pfho-voorzitter": 1, "post/rve-manager": 1}
    assert {edge.evidence for edge in of(region, "CARRIED_OUT_BY", "assignment/8")} == {Evidence.INFERRED}
    assert {edge.evidence for edge in of(region, "CARRIED_OUT_BY") if slug(edge.source) != "8"} == {Evidence.STATED}


def test_open_posts_are_counted_and_held_by_nobody(region: Dataset) -> None:
    posts = {slug(item.id) for item in region.nodes if isinstance(item, Post) and item.status is Status.OPEN}

    political = {f"afspraak-{number}-politiek-opdrachtgever" for number in (1, 2, 4, 5, 6, 7, 8)}
    official = {f"afspraak-{number}-ambtelijk-betrokkene" for number in (1, 2, 8)}
    assert posts == political | official | {"afspraak-3-betrokkene"}
    assert len(posts) == 11
    assert not {slug(edge.target) for edge in of(region, "HOLDS")} & posts


def test_only_what_is_to_be_decided_is_open(region: Dataset) -> None:
    counted = Counter(edge.type for edge in region.relationships if edge.status is Status.OPEN)

    assert counted == {"COMMISSIONED_BY": 7, "INVOLVES": 4}


def test_open_officials_and_the_open_cell_are_linked_as_involved(region: Dataset) -> None:
    linked = {(slug(edge.source), slug(edge.target)) for edge in of(region, "INVOLVES") if edge.status is Status.OPEN}

    assert linked == {*((str(n), f"afspraak-{n}-ambtelijk-betrokkene") for n in (1, 2, 8)), ("3", "afspraak-3-betrokkene")}


def test_planning_is_open_for_six_and_has_a_day_without_year_for_two(region: Dataset) -> None:
    agreements = [item for item in region.nodes if isinstance(item, Assignment)]

    assert {item.number for item in agreements if "due" in item.open} == {1, 2, 3, 4, 5, 6}
    assert {item.number for item in agreements if "12 februari" in (item.due_as_stated or "")} == {7, 8}
    assert {item.due for item in agreements} == {None}


def test_seven_political_and_nine_official_roles_and_four_of_the_table(region: Dataset) -> None:
    roles = {slug(item.id): item for item in region.nodes if isinstance(item, Role)}

    assert {name for name, role in roles.items() if role.side is Side.POLITICAL} == POLITICAL
    assert {name for name, role in roles.items() if "lijst 3 kop" in locators(role)} == OFFICIAL
    assert set(roles) - POLITICAL - OFFICIAL == {
        "gemeentesecretaris", "manager-beleid-en-bestuur", "communicatiestrateeg", "ambtelijk-opdrachtnemer",
    }  # fmt: skip
    assert {role.side for name, role in roles.items() if name not in POLITICAL} == {Side.OFFICIAL}


def test_the_seven_political_roles_combine_in_all_pairs(region: Dataset) -> None:
    pairs = {frozenset((slug(edge.source), slug(edge.target))) for edge in of(region, "COMBINES_WITH")}

    assert pairs == {frozenset(pair) for pair in combinations(POLITICAL, 2)}
    assert len(of(region, "COMBINES_WITH")) == 21
    assert all("rollen 3" in locators(edge) for edge in of(region, "COMBINES_WITH"))


def test_every_role_has_a_post_but_the_contractor_column(region: Dataset) -> None:
    played = {slug(edge.target) for edge in of(region, "HAS_ROLE")}

    assert {slug(item.id) for item in region.nodes if isinstance(item, Role)} - played == {"ambtelijk-opdrachtnemer"}
    assert {item.id for item in region.nodes if isinstance(item, Post)} == {edge.source for edge in of(region, "IN")}


def test_list_and_table_differ_in_five_agreements_and_may_in_the_eighth(region: Dataset) -> None:
    slots = {slug(item.id): item.difference for item in region.nodes if isinstance(item, Slot) and item.id.endswith("-uitvoerder")}
    sides: dict[str, list[str]] = {}
    for item in region.nodes:
        if isinstance(item, Claim) and item.slot and item.slot.endswith("-uitvoerder"):
            sides.setdefault(slug(item.slot), []).extend(sorted({word.split()[0] for word in locators(item)}))

    contradicts = {f"afspraak-{number}-uitvoerder": Difference.CONTRADICTS for number in (1, 2, 3)}
    differs = {f"afspraak-{number}-uitvoerder": Difference.DIFFERS for number in (5, 7)}
    assert slots == contradicts | differs | {"afspraak-8-uitvoerder": Difference.READINGS}
    assert sides.pop("afspraak-8-uitvoerder") == ["lijst", *["tabel"] * 4]
    assert sides == {name: ["lijst", "tabel"] for name in contradicts | differs}


def test_what_comes_from_the_register_is_external_and_cites_only_it(region: Dataset) -> None:
    external = [record for record in (*region.nodes, *region.relationships) if record.evidence is Evidence.EXTERNAL]
    participants = of(region, "PARTICIPATES_IN", end="arrangement/regeling-2024")

    assert {slug(edge.source) for edge in participants} == {
        "blaricum", "eemnes", "gooise-meren", "hilversum", "huizen", "laren", "wijdemeren",
    }  # fmt: skip
    assert {getattr(edge, "organs", None) for edge in participants} == {("council", "college")}
    joined = Counter(getattr(edge, "joined", None) for edge in participants)
    assert joined == {"2013-07-01": 5, "2016-01-01": 2}
    assert {citation.source for record in external for citation in record.sources} == {f"{REGION}/source/roo"}
    assert not [edge for edge in participants if edge.evidence is not Evidence.EXTERNAL]


def test_that_it_is_this_region_is_inferred_and_the_title_says_so(region: Dataset) -> None:
    assert "afgeleid" in region.info.title
    assert "inferred" in (region.info.title_en or "")
    assert node(region, "cooperation/gooi-en-vechtstreek").evidence is Evidence.INFERRED
    arrangement = node(region, "arrangement/regeling-2024")
    assert isinstance(arrangement, Arrangement)
    assert arrangement.form is ArrangementForm.PUBLIC_BODY


def test_statements_counted_by_kind(region: Dataset) -> None:
    kinds = Counter(item.kind for item in region.nodes if isinstance(item, Statement))

    assert kinds[StatementKind.QUESTION] == 8 + 2
    assert kinds[StatementKind.PROBLEM] == 5
    assert kinds[StatementKind.EXPERIENCE] == 4


def test_no_name_of_a_person_is_in_the_dataset_or_the_package(region: Dataset) -> None:
    overlay = read_tree(NAMES).value
    words = set(regions.words_of(regions.path(REGION).read_text(encoding="utf-8")))
    surnames = {regions.words_of(entry["name"])[-1] for entry in overlay["names"]}
    people = {item.id for item in region.nodes if item.label() == "Person"}

    assert {f"{REGION}/{entry['id']}" for entry in overlay["names"]} == people
    assert len(surnames) == 7
    assert not surnames & words
    assert not NAMES.is_relative_to(resources.package_path("regions").parent)


def test_names_are_cited_from_places_of_the_source() -> None:
    known = {place.at for place in regions.coverages()[f"{REGION}/source/002"].places}
    cited = {place.removeprefix("002 ") for entry in read_tree(NAMES).value["names"] for place in entry["sources"]}

    assert cited <= known


def test_round_trip_keeps_the_content(region: Dataset) -> None:
    again = read_dataset(write_dataset(region))

    assert again.content_hash == region.content_hash


# Ten questions of somebody who has just read the text, answered from the data alone.


def test_question_1_which_hats_can_one_board_member_wear(region: Dataset) -> None:
    hats = {"bestuurder-regio"} | {slug(edge.target) for edge in of(region, "COMBINES_WITH", "role/bestuurder-regio")}

    assert hats == POLITICAL


def test_question_2_which_portfolios_are_there_in_the_executive_board(region: Dataset) -> None:
    assert targets(region, "COVERS", "post/db-lid") == {
        "topic/financien", "topic/personeel-en-organisatie", "topic/informatisering", "topic/data-en-privacy", "topic/rsa",
        "topic/bestuurszaken",
    }  # fmt: skip


def test_question_3_who_adopts_the_rsa_and_who_answers_for_the_transferred_tasks(region: Dataset) -> None:
    assert targets(region, "ADOPTED_BY", "product/rsa") == {"body/raden"}
    assert starts(region, "RESPONSIBLE_FOR", "topic/overgedragen-taken") == {"body/ab"}
    assert targets(region, "ABOUT", "statement/spanning-rsa") >= {"body/raden", "body/ab", "product/rsa-nieuw"}


def test_question_4_who_prepares_on_the_political_side_and_for_which_agreements(region: Dataset) -> None:
    prepared = {
        (slug(edge.source), slug(edge.target))
        for edge in of(region, "INVOLVES")
        if getattr(edge, "part", "") == "bestuurlijke voorbereiding"
    }

    assert prepared == {(number, person) for number in "124" for person in "ef"}


def test_question_5_which_example_elsewhere_is_asked_and_by_which_agreement(region: Dataset) -> None:
    assert targets(region, "AFFILIATED_WITH", "person/a") == {"organization/amersfoort"}
    assert starts(region, "INVOLVES", "person/a") == {"assignment/4"}


def test_question_6_which_questions_about_decisions_did_the_board_ask(region: Dataset) -> None:
    asked = {place for item in region.nodes if isinstance(item, Statement) for place in locators(item) if place.startswith("routes vraag")}

    assert asked == {f"routes vraag {number}" for number in range(1, 9)}


def test_question_7_when_does_the_board_see_the_first_proposals(region: Dataset) -> None:
    items = starts(region, "ITEM_OF", "meeting/ab-12-februari")

    assert {target for item in items for target in targets(region, "ABOUT", item)} == {"assignment/7", "assignment/8"}
    assert getattr(node(region, "meeting/ab-12-februari"), "date", "") is None


def test_question_8_what_has_been_proposed_for_the_councils(region: Dataset) -> None:
    proposed = {slug(item.id) for item in region.nodes if isinstance(item, Statement) and item.status is Status.PROPOSED}

    about = {slug(name) for name in starts(region, "ABOUT", "body/raden") | starts(region, "ABOUT", "body/raadscommissies")}
    assert proposed & about == {"inhoudelijk-profileren", "vast-agendapunt", "informeren-vanuit-opgaven"}
    assert node(region, "body/raadsmomenten").status is Status.PROPOSED


def test_question_9_what_does_each_agreement_deliver(region: Dataset) -> None:
    delivered = {slug(edge.source): edge.target for edge in of(region, "RESULTS_IN")}
    products = [region.by_id[target] for target in delivered.values()]

    assert set(delivered) == set("12345678")
    assert len({item.id for item in products}) == 8
    assert {item.status for item in products if isinstance(item, Product)} == {Status.PROPOSED}


def test_question_10_what_does_the_text_refer_to_without_showing_it(region: Dataset) -> None:
    paraplu = node(region, "product/paraplu")

    assert paraplu.open == ("description",)
    assert starts(region, "ABOUT", "product/paraplu") == {"assignment/1", "assignment/2", "statement/paraplu-uitwerken"}
    assert {slug(item.id) for item in region.nodes if isinstance(item, Body) and item.count is not None} == set()
