"""Regio Amersfoort: what its two pages say, counted by hand, and the questions that a reader could ask of them."""

from __future__ import annotations

from collections import Counter
from functools import cache

import networkx as nx
import pytest

from orggraph import regions
from orggraph.graph import Graph, edges_by_type, project, provenance
from orggraph.model.base import Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.nodes import Arrangement, Body, Claim, Person, Post, Slot
from orggraph.model.tables import to_tables
from orggraph.model.terms import ArrangementForm, BodyKind, Capacity, Difference, Evidence, Status, Tier
from orggraph.sources.dataset_yaml import read_dataset

LISTED_AO = {
    "wonen", "ruimte-en-wonen", "verkeer-en-vervoer", "recreatie-en-toerisme", "ontwikkelbeeld", "landelijk-gebied", "economische-zaken",
}  # fmt: skip
LISTED_BO = LISTED_AO | {"sociaal-domein", "regionale-energie-strategie", "werk-en-inkomen"}
BOS = {f"body/bo-{topic}" for topic in LISTED_BO}
AOS = {f"body/ao-{topic}" for topic in LISTED_AO} | {"body/stuurgroep-sociaal-domein"}


@cache
def region() -> Dataset:
    return read_dataset(regions.path("amersfoort"))


@cache
def world(*prefer: str) -> Graph:
    return project(to_tables(region()), prefer=prefer)


def records() -> tuple[Node | Relationship, ...]:
    return (*region().nodes, *region().relationships)


def short(identity: str) -> str:
    return identity.removeprefix("amersfoort/")


def to(kind: str, start: str, graph: Graph | None = None) -> set[str]:
    """Where the relationships of one type that start at a record end."""
    return {short(edge.target) for edge in edges_by_type(graph or world(), kind) if short(edge.source) == start}


def of(kind: str, end: str, graph: Graph | None = None) -> set[str]:
    """Where the relationships of one type that end at a record start."""
    return {short(edge.source) for edge in edges_by_type(graph or world(), kind) if short(edge.target) == end}


def places(identity: str) -> set[str]:
    """The places that a record cites, as ``source place``."""
    found = region().by_id[f"amersfoort/{identity}"].sources
    return {f"{citation.source.rsplit('/', 1)[-1]} {citation.locator}" for citation in found}


def posts(body: str, capacity: Capacity | None, graph: Graph | None = None) -> set[str]:
    """The seats of one capacity in a body."""
    seats = {post: region().by_id[f"amersfoort/{post}"] for post in of("IN", body, graph)}
    return {post for post, node in seats.items() if isinstance(node, Post) and node.capacity is capacity}


# Counted by hand.


def test_the_form_is_a_covenant_and_no_statutory_arrangement() -> None:
    forms = [node.form for node in region().nodes if isinstance(node, Arrangement)]

    assert forms == [ArrangementForm.COVENANT]
    assert to("GOVERNED_BY", "cooperation/regio-amersfoort") == {"arrangement/bestuursconvenant"}


def test_ten_political_and_eight_official_consultations_are_listed() -> None:
    listed = {short(node.id) for node in region().nodes if isinstance(node, Body)}

    assert (len(BOS), len(AOS)) == (10, 8)
    assert listed == {"body/bora", "body/arg", "body/bra", "body/gecombineerd-bo"} | BOS | AOS


def test_tiers_are_executive_for_boards_and_official_for_the_rest() -> None:
    tiers = Counter(node.tier for node in region().nodes if isinstance(node, Body))

    # BORA, ten BO's and the combined one; ARG, BRA and eight AO's
    assert tiers == {Tier.EXECUTIVE: 12, Tier.OFFICIAL: 10}


def test_two_topics_have_no_official_consultation_and_one_has_a_steering_group() -> None:
    prepared = {bo: of("PREPARES", bo) for bo in BOS}

    assert {bo for bo, by in prepared.items() if not by} == {"body/bo-regionale-energie-strategie", "body/bo-werk-en-inkomen"}
    assert prepared["body/bo-sociaal-domein"] == {"body/stuurgroep-sociaal-domein"}
    steering_group = region().by_id["amersfoort/body/stuurgroep-sociaal-domein"]
    assert isinstance(steering_group, Body)
    assert steering_group.kind is BodyKind.STEERING_GROUP
    preparing = [edge.attributes["evidence"] for edge in edges_by_type(world(), "PREPARES") if short(edge.target) in BOS]
    assert preparing == [Evidence.INFERRED.value] * 8  # by their names: the text says that each has one, not which


def test_each_topic_has_its_own_body_and_two_topics_share_a_word() -> None:
    topics = {short(node.id).removeprefix("topic/") for node in region().nodes if node.label() == "Topic"}

    assert topics == LISTED_BO | {"samenwerkingsonderwerpen"}
    assert all(to("COVERS", f"body/bo-{topic}") == {f"topic/{topic}"} for topic in LISTED_BO)
    assert to("COVERS", "body/bo-wonen") != to("COVERS", "body/bo-ruimte-en-wonen")


def test_every_seat_has_one_role_and_one_place() -> None:
    seats = [short(node.id) for node in region().nodes if isinstance(node, Post)]

    # 6 offices; 2 of the region, 5 BORA, 4 ARG, 3 + 10 BRA; 4 in each of 10 BO's and 8 AO's
    assert len(seats) == 6 + 2 + 5 + 4 + 13 + 40 + 32
    assert all(len(to("IN", seat)) == len(to("HAS_ROLE", seat)) == 1 for seat in seats)


def test_nothing_is_called_still_to_be_decided() -> None:
    assert [record.id for record in records() if record.status is not Status.ACTUAL] == []
    assert [node.id for node in region().nodes if node.open] == []


def test_no_person_is_named_and_none_is_external() -> None:
    assert [node.id for node in region().nodes if isinstance(node, Person)] == []
    assert [record.id for record in records() if record.evidence is Evidence.EXTERNAL] == []


def test_municipalities_are_not_counted_and_only_one_is_named() -> None:
    municipalities = {short(node.id): node for node in region().nodes if getattr(node, "kind", None) == "municipality"}

    assert set(municipalities) == {"organization/deelnemende-gemeenten", "organization/amersfoort", "organization/andere-gemeenten"}
    assert all(getattr(node, "count", None) is None for node in municipalities.values())


# Where the sources differ.


def test_six_points_of_difference_and_one_of_reading_with_their_sides() -> None:
    answers: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
    for record in records():
        if record.slot:
            sources = tuple(sorted({citation.source.rsplit("/", 1)[-1] for citation in record.sources}))
            answers.setdefault(short(record.slot), set()).add((record.id, sources))

    differences = {short(node.id): node.difference for node in region().nodes if isinstance(node, Slot)}
    assert differences == {
        "slot/samenstelling-bora": Difference.NARROWER,
        "slot/deelname-per-onderwerp": Difference.DIFFERS,
        "slot/ao-voor-elk-bo": Difference.CONTRADICTS,
        "slot/partners-bij-het-ao": Difference.DIFFERS,
        "slot/voorzitter-van-een-bo": Difference.NARROWER,
        "slot/arg-en-strategische-agenda": Difference.DIFFERS,
        "slot/vervanging-voorzitter-arg": Difference.READINGS,
    }
    sides = {slot: sorted(sources for _, sources in found) for slot, found in answers.items()}
    assert sides == {
        "slot/samenstelling-bora": [("000",), ("001",)],
        "slot/deelname-per-onderwerp": [("000",), ("001",)],
        "slot/ao-voor-elk-bo": [("000",), ("000",), ("001",)],
        "slot/partners-bij-het-ao": [("000",), ("001",)],
        "slot/voorzitter-van-een-bo": [("000",), ("001",)],
        "slot/arg-en-strategische-agenda": [("000",), ("001",)],
        "slot/vervanging-voorzitter-arg": [("000",), ("000",)],
    }


@pytest.mark.parametrize(
    ("prefer", "members"),
    [
        ((), {"post/bora-collegelid", "post/bora-burgemeester"}),
        (("000",), {"post/bora-collegelid"}),
        (("001",), {"post/bora-burgemeester"}),
    ],
)
def test_a_preferred_source_decides_who_is_in_the_bora(prefer: tuple[str, ...], members: set[str]) -> None:
    assert posts("body/bora", Capacity.MEMBER, world(*prefer)) == members
    assert of("QUALIFIES_FOR", "post/bo-wonen-voorzitter", world(*prefer)) == members


@pytest.mark.parametrize(("prefer", "voluntary"), [("000", [None]), ("001", [True])])
def test_a_preferred_source_decides_whether_taking_part_is_a_choice(prefer: str, voluntary: list[bool | None]) -> None:
    taking_part = [
        edge.attributes.get("voluntary")
        for edge in edges_by_type(world(prefer), "PARTICIPATES_IN")
        if short(edge.source) == "organization/deelnemende-gemeenten" and short(edge.target) == "topic/samenwerkingsonderwerpen"
    ]

    assert taking_part == voluntary


@pytest.mark.parametrize(("prefer", "claims"), [((), 9), (("000",), 6), (("001",), 5)])  # of the readings of 000 both stay
def test_a_preferred_source_decides_which_claims_stay(prefer: tuple[str, ...], claims: int) -> None:
    assert len(provenance(world(*prefer)).claims) == claims
    assert len([node for node in region().nodes if isinstance(node, Claim)]) == 9


# What a reader could ask.


def test_who_chairs_the_bora_and_why() -> None:
    chairs = {
        short(edge.target): edge.attributes["ex_officio"]
        for edge in edges_by_type(world(), "QUALIFIES_FOR")
        if short(edge.source) == "post/amersfoort-burgemeester"
    }

    assert posts("body/bora", Capacity.CHAIR) == {"post/bora-voorzitter"}
    assert chairs == {"post/bora-voorzitter": True, "post/regio-amersfoort-voorzitter": True}
    assert places("post/bora-voorzitter") == {"000 BORA 2", "001 BORA 3"}


def test_how_often_does_the_bora_meet_and_who_attends_without_being_a_member() -> None:
    bora = region().by_id["amersfoort/body/bora"]
    assert isinstance(bora, Body)
    assert (bora.meetings_min, bora.meetings_max) == (3, 4)
    assert posts("body/bora", None) == {"post/bora-voorzitter-arg"}
    assert of("QUALIFIES_FOR", "post/bora-voorzitter-arg") == {"post/arg-voorzitter"}
    # only the BORA's rhythm is stated
    assert [node.id for node in region().nodes if isinstance(node, Body) and node.meetings_min is not None] == [bora.id]


def test_who_manages_the_regional_secretary_and_what_does_the_secretary_do() -> None:
    assert to("REPORTS_TO", "post/bra-regiosecretaris") == {"post/amersfoort-gemeentesecretaris"}
    assert to("SUPERVISES", "post/bra-regiosecretaris") == {"body/bra"}
    secretary_of = {place for seat in to("QUALIFIES_FOR", "post/bra-regiosecretaris") for place in to("IN", seat)}
    assert secretary_of == {"cooperation/regio-amersfoort", "body/bora", "body/arg"}


def test_who_replaces_the_chair_of_the_arg() -> None:
    deputy = "post/arg-plaatsvervangend-voorzitter"

    assert to("DEPUTY_OF", deputy) == {"post/arg-voorzitter"}
    assert of("QUALIFIES_FOR", deputy) == {"post/arg-gemeentesecretaris"}  # a member; which one is not stated
    assert "Welk lid staat er niet" in str(region().by_id[f"amersfoort/{deputy}"].note)


def test_where_is_the_bureau_lodged_who_works_there_and_for_whom() -> None:
    assert to("HOSTED_BY", "body/bra") == {"organization/amersfoort"}
    assert to("ON_BEHALF_OF", "post/bra-gedetacheerde") == set()  # who lends people does not speak through them
    assert of("SUPPORTS", "body/bra") == {"organization/deelnemende-gemeenten", "organization/partners"}
    assert len([seat for seat in of("IN", "body/bra") if seat.startswith("post/bra-strategisch-adviseur-")]) == 10
    assert to("SUPPORTS", "body/bra") == {"cooperation/regio-amersfoort", "body/bora", "body/arg"} | BOS | AOS


def test_who_makes_the_strategic_agenda_who_finds_the_people_and_who_adopts_it() -> None:
    agenda = "product/strategische-agenda"
    parts = {
        (short(edge.source), edge.attributes["part"]): {source.rsplit("/", 1)[-1] for source in edge.attributes["sources"]}
        for edge in edges_by_type(world(), "RESPONSIBLE_FOR")
        if short(edge.target) == agenda
    }

    assert parts == {
        ("body/arg", "voorbereiding"): {"000"},
        ("body/arg", "ambtelijke opstelling"): {"001"},
        ("body/arg", "uitvoering"): {"000", "001"},
        ("post/deelnemende-gemeenten-gemeentesecretaris", "capaciteit in de eigen organisatie"): {"000"},
    }
    assert to("ADOPTED_BY", agenda) == set()  # neither page says who adopts it


@pytest.mark.parametrize("topic", sorted(LISTED_BO))
def test_who_sits_in_the_consultation_on_a_topic(topic: str) -> None:
    roles = {Capacity.CHAIR: "voorzitter", Capacity.MEMBER: "lid", Capacity.SECRETARY: "secretaris", Capacity.GUEST: "genodigde"}
    seats = {capacity: f"post/bo-{topic}-{role}" for capacity, role in roles.items()}

    assert all(posts(f"body/bo-{topic}", capacity) == {seat} for capacity, seat in seats.items())
    assert of("QUALIFIES_FOR", seats[Capacity.CHAIR]) == {"post/bora-collegelid", "post/bora-burgemeester"}
    assert of("QUALIFIES_FOR", seats[Capacity.MEMBER]) == {"post/deelnemende-gemeenten-portefeuillehouder"}
    assert of("QUALIFIES_FOR", seats[Capacity.SECRETARY]) == {f"post/bra-strategisch-adviseur-{topic}"}
    assert to("ON_BEHALF_OF", seats[Capacity.GUEST]) == {"organization/partners"}


def test_who_chairs_an_official_consultation() -> None:
    chairs = {seat for body in AOS for seat in posts(body, Capacity.CHAIR)}

    assert len(chairs) == 8
    assert {source for chair in chairs for source in of("QUALIFIES_FOR", chair)} == set()  # each settles that itself
    assert all(places(chair) == {"000 AO 6"} for chair in chairs)


def test_which_partners_are_named_and_where_do_they_sit() -> None:
    assert of("PART_OF", "organization/partners") == {"organization/swev", "organization/fbk"}
    bodies = {place for seat in of("ON_BEHALF_OF", "organization/partners") for place in to("IN", seat)}
    assert bodies == BOS | AOS


def test_who_else_may_join_and_why_this_form() -> None:
    others = {"organization/andere-gemeenten", "organization/partners"}

    assert to("ABOUT", "statement/aansluiten") == others | {"topic/samenwerkingsonderwerpen"}
    assert {one for other in others for one in to("PARTICIPATES_IN", other)} == set()  # they may; that they do is not said
    assert of("PARTICIPATES_IN", "topic/samenwerkingsonderwerpen") == {"organization/deelnemende-gemeenten"}
    assert of("ABOUT", "arrangement/bestuursconvenant") == {"statement/flexibele-vorm"}
    assert places("statement/vrijwilligheid") == {"001 deelname 4"}


def test_who_are_the_members_by_name_is_left_out_for_a_reason() -> None:
    left_out = {place.at: place.left_out for place in regions.coverages()["amersfoort/source/000"].places if place.left_out}

    assert left_out["BORA 6"] == left_out["BRA 10"] == "navigatie"  # both lists stand on other pages
    assert left_out["navigatie 4"] == "peiljaar"
    assert region().info.reference_date == "2024"


def test_how_does_the_municipality_reach_the_bora() -> None:
    graph = nx.Graph(world())
    path = nx.shortest_path(graph, "amersfoort/organization/amersfoort", "amersfoort/body/bora")
    by_office = {"organization/amersfoort", "post/amersfoort-burgemeester", "post/bora-voorzitter", "body/bora"}

    assert len(path) == 3  # through the bureau that it lodges
    assert nx.has_path(graph.subgraph(f"amersfoort/{one}" for one in by_office), path[0], path[-1])
    assert nx.is_connected(graph)


def test_which_roles_come_together_in_one_person() -> None:
    assert to("COMBINES_WITH", "role/burgemeester") == {"role/voorzitter-bora", "role/voorzitter-regio", "role/lid-bora"}
    assert to("COMBINES_WITH", "role/strategisch-adviseur") == {"role/secretaris-bo", "role/secretaris-ao"}
    assert "role/voorzitter-bo" in to("COMBINES_WITH", "role/lid-bora")
