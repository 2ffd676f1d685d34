from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orggraph import regions
from orggraph.analyses import find
from orggraph.analyses._templates import read_templates, templates
from orggraph.errors import InvalidInput, WrongUsage
from orggraph.findings import Finding, Severity
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

Small = Callable[..., Graph]
EXECUTIVES = "consultation-of-executives"


def findings(graph: Graph, **params: float) -> dict[tuple[str, str, str | None], Finding]:
    """By subject without its dataset, measure and template."""
    return {(one.subjects[0].id.split("/", 1)[-1], one.measure, one.rule): one for one in find(graph, ["pairing"], params)}


def test_amersfoort_eight_of_ten_have_a_counterpart(amersfoort: Graph) -> None:
    found = findings(amersfoort)

    whole = found["cooperation/regio-amersfoort", "counterpart", EXECUTIVES]
    assert (whole.value, whole.denominator, whole.severity) == (8, 10, Severity.GAP)
    gaps = {subject for (subject, measure, _), one in found.items() if measure == "counterpart" and one.severity == Severity.GAP}
    assert gaps == {"cooperation/regio-amersfoort", "body/bo-regionale-energie-strategie", "body/bo-werk-en-inkomen"}
    assert {edge.attributes["type"] for edge in whole.edges} == {"PREPARES"}
    assert ("000", "lijst AO 8") in {(source.rsplit("/", 1)[-1], place) for source, place in whole.sources}


def test_amersfoort_the_counterpart_of_sociaal_domein_is_a_steering_group(amersfoort: Graph) -> None:
    one = findings(amersfoort)["body/bo-sociaal-domein", "counterpart", EXECUTIVES]

    assert (one.severity, one.value) == (Severity.INFO, 1)
    assert "stuurgroep, en niet ambtelijk overleg" in one.text.render("nl")
    assert "is inferred" in one.text.render("en")


def test_amersfoort_the_board_and_the_combined_consultation_are_not_assessable(amersfoort: Graph) -> None:
    one = findings(amersfoort)["cooperation/regio-amersfoort", "general", EXECUTIVES]

    assert not one.assessable
    assert {"amersfoort/body/bora", "amersfoort/body/gecombineerd-bo"} <= set(one.nodes)


def test_amersfoort_who_takes_the_chair_is_information(amersfoort: Graph) -> None:
    found = {subject: one for (subject, measure, _), one in findings(amersfoort).items() if measure == "seat_holder"}

    assert found.keys() == {"role/plaatsvervangend-voorzitter-arg", "role/voorzitter-ao", "role/voorzitter-bo"}
    assert {one.severity for one in found.values()} == {Severity.INFO}
    deputy, officials = found["role/plaatsvervangend-voorzitter-arg"], found["role/voorzitter-ao"]
    assert "is somebody who also has one of these seats: “Lid ARG”. Which of them is not said (1 of 1 seats)" in deputy.text.render("en")
    assert "afgesproken regel: “Een AO regelt zelf wie voorzit” (8 van 8 plaatsen)" in officials.text.render("nl")


def test_amersfoort_two_topics_overlap_by_name(amersfoort: Graph) -> None:
    overlaps = [one for (_, measure, _), one in findings(amersfoort).items() if measure == "overlap"]

    [one] = overlaps
    assert [subject.name for subject in one.subjects] == ["Ruimte en wonen", "Wonen"]
    assert one.severity == Severity.INFO


def test_amersfoort_every_seat_of_chair_and_secretary_is_there(amersfoort: Graph) -> None:
    counted = {key: (one.value, one.denominator) for key, one in findings(amersfoort).items() if key[1] in {"chair", "secretary"}}

    assert set(counted.values()) == {(1, 1), (8, 8), (11, 11)}
    assert counted["cooperation/regio-amersfoort", "chair", "consultation-of-officials"] == (8, 8)


@pytest.mark.parametrize("region", ["arnhem-nijmegen", "gooi-en-vechtstreek", "noord-veluwe"])
def test_what_a_text_leaves_out_is_no_gap(region: str) -> None:
    graph = project(to_tables(read_dataset(regions.path(region))))

    found = findings(graph).values()

    assert found
    assert {one.severity for one in found} == {Severity.INFO}


def test_noord_veluwe_one_of_one_and_the_general_name_is_not_assessable() -> None:
    found = findings(project(to_tables(read_dataset(regions.path("noord-veluwe")))))

    one = found["cooperation/noord-veluwe", "counterpart", "portfolio-holders-council"]
    assert (one.value, one.denominator) == (1, 1)
    assert "“PO”" in found["cooperation/noord-veluwe", "general", "portfolio-holders-council"].text.render("nl")


STAR = """
Cooperation:
  - {id: regio, name: Regio}
Topic:
  - {id: een, name: Een}
  - {id: twee, name: Twee}
  - {id: drie, name: Drie}
Body:
  - {id: bo-een, name: BO een, kind: political_consultation, tier: executive, covers: topic/een, part_of: cooperation/regio}
  - {id: bo-twee, name: BO twee, kind: political_consultation, tier: executive, covers: topic/twee}
  - {id: bo-drie, name: BO drie, kind: political_consultation, tier: executive, covers: topic/drie}
  - {id: ao-een, name: AO een, kind: official_consultation, tier: official, prepares: [body/bo-een, body/bo-twee]}
"""
WHOLE = ("cooperation/regio", "counterpart", EXECUTIVES)


def test_one_counterpart_may_serve_several(small: Small) -> None:
    found = findings(small(STAR))

    assert (found[WHOLE].value, found[WHOLE].denominator, found[WHOLE].severity) == (2, 3, Severity.GAP)
    assert ("body/bo-drie", "counterpart", EXECUTIVES) in found


def test_a_short_list_is_information_unless_the_dataset_declares_it_complete(small: Small) -> None:
    records = STAR.replace("prepares: [body/bo-een, body/bo-twee]", "paired_with: body/bo-een")

    short = findings(small(records))
    assert (short[WHOLE].value, short[WHOLE].severity) == (1, Severity.INFO)
    assert "Whether they mean to name all is not said" in short[WHOLE].text.render("en")
    assert not any(subject.startswith("body/") for subject, measure, _ in short if measure == "counterpart")
    assert findings(small(records), listed=0.3)[WHOLE].severity == Severity.GAP
    head = "orggraph: 1\ndataset: {id: klein, title: Klein, complete: [PREPARES]}\n"
    whole = project(to_tables(read_dataset(head + records)))
    assert findings(whole)[WHOLE].severity == Severity.GAP


def test_without_any_counterpart_there_is_nothing_to_assess(small: Small) -> None:
    found = findings(small(STAR.replace(", prepares: [body/bo-een, body/bo-twee]", "")))

    assert (found[WHOLE].assessable, found[WHOLE].value) == (False, None)


@pytest.mark.parametrize("status", ["proposed", "former"])
def test_what_is_not_actual_does_not_count(small: Small, status: str) -> None:
    records = STAR.replace("prepares: [body/bo-een, body/bo-twee]", f"prepares: [body/bo-een, {{to: body/bo-twee, status: {status}}}]")

    assert findings(small(records))[WHOLE].value == 1


def test_a_body_with_parts_of_its_kind_is_not_counted(small: Small) -> None:
    records = STAR + "  - {id: bo, name: BO, kind: political_consultation, tier: executive, covers: topic/een}\n"

    assert findings(small(records))[WHOLE].denominator == 4
    general = findings(small(records.replace("part_of: cooperation/regio", "part_of: body/bo")))
    assert general[WHOLE].denominator == 3


SEATS = (
    STAR
    + """
Role:
  - {id: voorzitter, name: Voorzitter}
Person:
  - {id: p, name: P, holds: post/v1}
Post:
  - {id: v1, name: V1, capacity: chair, in: body/bo-een, has_role: role/voorzitter}
  - {id: v2, name: V2, capacity: chair, in: body/bo-twee, has_role: role/voorzitter}
"""
)


def test_a_seat_that_two_of_three_have_is_asked_after_at_the_third(small: Small) -> None:
    found = findings(small(SEATS))

    one = found["cooperation/regio", "chair", EXECUTIVES]
    assert (one.value, one.denominator, one.severity) == (2, 3, Severity.GAP)
    assert found["body/bo-drie", "chair", EXECUTIVES].value == 0
    seats = found["cooperation/regio", "seats", None]
    assert not seats.assessable
    assert "secretary: consultations of executives (3)" in seats.text.render("en")


def test_a_seat_that_is_open_is_a_gap(small: Small) -> None:
    found = findings(small(SEATS.replace("name: V2,", "name: V2, status: open,")))

    assert "uitdrukkelijk nog te bepalen" in found["body/bo-twee", "chair", EXECUTIVES].text.render("nl")
    assert found["cooperation/regio", "chair", EXECUTIVES].value == 1


def test_who_holds_or_by_one_office_gets_a_seat_is_told(small: Small) -> None:
    one = findings(small(SEATS))["role/voorzitter", "seat_holder", EXECUTIVES]
    assert (one.value, one.denominator) == (1, 2)
    office = "  - {id: burgemeester, name: Burgemeester, in: cooperation/regio, qualifies_for: post/v2}\n"

    assert ("role/voorzitter", "seat_holder", EXECUTIVES) not in findings(small(SEATS + office))
    many = findings(small(SEATS + office.replace("name:", "per: municipality, name:")))["role/voorzitter", "seat_holder", EXECUTIVES]
    assert "also has one of these seats: “Burgemeester”. Which of them is not said" in many.text.render("en")


def test_two_bodies_on_one_topic_and_names_that_only_share_a_joining_word_do_not_overlap(small: Small) -> None:
    records = STAR.replace("name: Een}", "name: Zorg en werk}").replace("name: Twee}", "name: Bos en hei}")

    assert not [key for key in findings(small(records)) if key[1] == "overlap"]
    same = findings(small(records.replace("name: Drie}", "name: Werk}")))
    assert ("topic/een", "overlap", EXECUTIVES) in same


def test_a_region_without_consultations_says_nothing(small: Small) -> None:
    assert findings(small("Body:\n  - {id: raad, name: Raad, kind: council, tier: political}\n")) == {}


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_outside_its_range_is_refused(amersfoort: Graph, share: float) -> None:
    with pytest.raises(WrongUsage, match="share from 0 to 1"):
        find(amersfoort, ["pairing"], {"listed": share})


def test_each_template_names_itself_in_both_languages() -> None:
    assert all(one.title.nl and one.title.en and one.id == name for name, one in templates().items())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("templates: [{id: a, title: {nl: a, en: a}, bodies: [overleg]}]", "unknown_value"),
        ("templates: [{id: a, title: {nl: a}, bodies: [council]}]", "missing_field"),
        (
            (
                "templates: [{id: a, title: {nl: a, en: a}, bodies: [council],"
                " counterpart: {title: {nl: a, en: a}, kinds: [council], ways: [['<PREPARE']]}}]"
            ),
            "bad_value",
        ),
        (
            "templates: [{id: a, title: {nl: a, en: a}, bodies: [council]}, {id: a, title: {nl: a, en: a}, bodies: [council]}]",
            "bad_value",
        ),
        ("templates: []\nsjablonen: []", "unknown_field"),
        ("hats: []", "missing_field"),
        ("- een", "bad_value"),
    ],
)
def test_a_wrong_file_of_templates_says_where_and_what(tmp_path: Path, text: str, code: str) -> None:
    file = tmp_path / "sjabloon.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInput) as caught:
        read_templates(file)

    problem = caught.value.problems[0]
    assert problem.code == code
    assert problem.file == str(file)
    assert problem.line == (2 if code == "unknown_field" else 1)
