"""The handover dossier: matters with both commissioners, what is open, who knows; rich where the sources are, plain where they are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from orggraph.errors import NotFound
from orggraph.reports import page as data
from orggraph.reports.page import plain
from tests.reports.conftest import Made, region

EXAMPLE, GOOI, AMERSFOORT = "voorbeeldregio", "gooi-en-vechtstreek", "amersfoort"


def section(page: data.Page, name: str) -> data.Section:
    return next(section for section in page.sections if section.id == name)


def cells(part: data.Section) -> list[list[str]]:
    return [[plain(cell) for cell in row] for block in part.blocks if isinstance(block, data.Table) for row in block.rows]


def tasks(part: data.Section) -> Sequence[str]:
    return [plain(task.what) for block in part.blocks if isinstance(block, data.Tasks) for task in block.tasks]


def test_a_matter_has_both_commissioners_contractor_state_and_day(made: Made) -> None:
    rows = cells(section(made(EXAMPLE, "ab", "nl", "handover"), "zaken"))
    saving = next(row for row in rows if row[0].startswith("1. Besparing"))
    assert saving == [
        "1. Besparing van twee procent uitwerken – afgesproken in een eigen vergadering",
        "Theo Kalsbergen (Lid DB, portefeuille financiën en bedrijfsvoering)",
        "Sjaak Roodhuizen (Concerncontroller)",
        "Brigitta Faasen (Manager beleid en bestuur)",
        "Voorstel ligt bij de secretarissen",
        "1 juni 2026",
    ]
    assert next(row for row in rows if row[0].startswith("5. Regiomonitor"))[1] == "nog te bepalen"
    assert next(row for row in rows if row[0].startswith("4. Nieuwe"))[5] == "1 maart 2026 (die dag is voorbij)"


def test_a_topic_has_what_is_on_it_and_the_decisions_that_led_there(made: Made) -> None:
    page = made(EXAMPLE, "jeugd", "en", "handover")
    matters, decided = cells(section(page, "zaken")), cells(section(page, "besluiten"))
    assert {row[0].split(".")[0] for row in matters} == {"7", "9", "10"}
    assert "Organisatie van de Regio Zilverwaard (side not stated)" in next(row for row in matters if row[0].startswith("9."))[1]
    assert {"Herindicatie door een uitvoerder", "Onderzoek uitstroom jeugdhulp uitzetten"} <= {row[0] for row in decided}
    assert "who owns a product (1 of 2)" in section(page, "besluiten").silent


def test_a_person_leaves_posts_a_predecessor_and_an_empty_seat(made: Made) -> None:
    page = made(EXAMPLE, "berend-spijkerboer", "nl", "handover")
    seat = next(row for row in cells(section(page, "functies")) if row[0] == "Lid AB voor Eikerhout, uit het college")
    assert seat[2:5] == ["15 januari 2026", "niet opgeschreven", "Frank Duindam, tot en met 31 december 2025"]
    assert "Plaatsvervangend lid AB voor Eikerhout." in tasks(section(page, "open"))
    known = {row[0]: row[2] for row in cells(section(page, "wie"))}
    assert known["Frank Duindam"] == "ging vooraf als: Lid AB voor Eikerhout, uit het college"
    assert "Berend Spijkerboer" not in known


def test_in_gooi_people_stand_by_function_and_what_is_to_be_decided_is_open(made: Made) -> None:
    page = made(GOOI, f"{GOOI}/person/b", "nl", "handover")
    assert "Mensen staan hier met hun functie" in page.notices
    assert [row[3] for row in cells(section(page, "zaken"))] == [*["programmamanager D"] * 3, "manager G"]
    assert any("nog te bepalen: opdrachtgever en betrokken" in text for text in tasks(section(page, "open")))
    assert section(page, "zaken").silent == ("de bestuurlijk opdrachtgever (1 van 4)", "hoe ver het is (4 van 4)")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_subject_of_a_region_that_says_little_has_a_dossier(made: Made, lang: data.Lang) -> None:
    graph = region(AMERSFOORT)
    subjects = [node for node, attributes in graph.nodes(data=True) if attributes["label"] in ("Post", "Body", "Topic")]
    assert len(subjects) > 100
    for node in subjects[::4]:
        page = made(AMERSFOORT, node, lang, "handover")
        assert all(part.blocks for part in page.sections)
        assert len(set(section(page, "zaken").silent)) == len(section(page, "zaken").silent)


def test_what_is_due_goes_into_a_calendar_and_an_unknown_subject_is_refused(made: Made) -> None:
    assert "2026-06-01" in {event.date for event in made(EXAMPLE, "ab", "nl", "handover").events}
    with pytest.raises(NotFound):
        made(EXAMPLE, "niemand-van-die-naam", "nl", "handover")
