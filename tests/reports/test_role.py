"""My role, as data: a person, a councillor, a role without people and a seat, each worked out by hand from the dataset files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orggraph import analyses
from orggraph.errors import NotFound
from orggraph.graph import project
from orggraph.model.tables import to_tables
from orggraph.reports import calendar, html, pdf
from orggraph.reports import page as data
from orggraph.reports.kinds.role.glossary import occurs
from orggraph.reports.kinds.role.hats import worn
from orggraph.reports.kinds.role.ways import next_day
from orggraph.reports.report import Request, get
from orggraph.sources.dataset_yaml import read_dataset
from tests.browser.hostile_region import hostile_region
from tests.reports.conftest import Made, region
from tests.reports.test_forms import Elements

EXAMPLE, GOOI, AMERSFOORT = "voorbeeldregio", "gooi-en-vechtstreek", "amersfoort"
ORDER = ["plek", "petten", "verwacht", "wie", "routes", "jaar", "raken", "open", "woorden"]


def section(page: data.Page, name: str) -> data.Section:
    return next(part for part in page.sections if part.id == name)


def texts(value: Any) -> str:
    """All that a part of a page says, as one text."""
    return json.dumps(data.as_data(value), ensure_ascii=False)


def blocks(page: data.Page, name: str, kind: type[data.Block]) -> Iterator[Any]:
    yield from (block for block in section(page, name).blocks if isinstance(block, kind))


def test_sections_stand_in_order_and_each_answers_a_question(made: Made) -> None:
    for dataset, subject in ((EXAMPLE, "berend-spijkerboer"), (GOOI, "bestuurder-regio"), (AMERSFOORT, "bo-wonen-lid")):
        page = made(dataset, subject)
        assert [part.id for part in page.sections] == ORDER
        assert all(part.question.endswith("?") and part.blocks for part in page.sections)


def test_an_alderman_has_five_hats_four_of_them_by_the_fifth(made: Made) -> None:
    page = made(EXAMPLE, "berend-spijkerboer")
    cards = {data.plain(card.title): dict(card.facts) for card in next(blocks(page, "petten", data.Cards)).cards}
    board = cards["Lid AB voor Eikerhout, uit het college"]

    assert len(cards) == 5
    assert data.plain(board["Stem"]) == "1 van 30"
    assert data.plain(board["Sinds"]).startswith("15 januari 2026 (vóór u Frank Duindam")
    assert data.plain(board["Namens"]) == "Gemeente Eikerhout"
    assert "niemand vervult die zetel" in data.plain(board["Vervanger"])
    by_post = [name for name, facts in cards.items() if "zolang u dit bent" in data.plain(facts["Tot"])]
    assert len(by_post) == 4 and not any(name.startswith("Wethouder") for name in by_post)


def test_each_own_body_tells_its_chair_and_secretary_or_that_nobody_wrote_it_down(made: Made) -> None:
    page = made(EXAMPLE, "berend-spijkerboer")
    cards = {data.plain(card.title): dict(card.facts) for card in next(blocks(page, "plek", data.Cards)).cards}

    assert len(cards) == 5
    assert data.plain(cards["Algemeen bestuur (AB)"]["Voorzitter"]).startswith("Hanneke Roskam")
    assert data.plain(cards["Algemeen bestuur (AB)"]["Secretaris"]) == "Yara Hoogeveld"
    assert data.plain(cards["Algemeen bestuur (AB)"]["Ook voor Eikerhout"]) == "Jacintha Grooten"
    assert all(
        any(words.open for words in facts[name]) or data.plain(facts[name])
        for facts in cards.values()
        for name in ("Voorzitter", "Secretaris")
    )


def test_the_counterpart_of_a_post_is_told_by_name(made: Made) -> None:
    rows = [row for table in blocks(made(EXAMPLE, "berend-spijkerboer"), "wie", data.Table) for row in table.rows]
    assert any("Lid PFHO Wonen" in data.plain(row[0]) and "Dennis Kuiperij" in data.plain(row[1]) for row in rows)


def test_the_year_has_the_first_meeting_its_items_and_the_views_of_the_own_council(made: Made) -> None:
    page = made(EXAMPLE, "berend-spijkerboer")
    days = [day for block in blocks(page, "jaar", data.Dates) for day in block.days]
    first = days[0]

    assert (first.iso, data.plain(first.what)) == ("2026-04-16", "Algemeen bestuur (AB)")
    assert "Wisseling van leden na de verkiezing" in " ".join(first.more)
    assert [day.iso for day in days] == sorted(day.iso for day in days)
    # sent on 8 April at the latest, and 84 days to think: 1 July
    assert ("2026-07-01", "Zienswijze van de raad op: Begroting van de Regio") in [
        (day.iso, data.plain(day.what)) for day in days if day.last
    ]
    assert {event.date for event in page.events} >= {day.iso for day in days}


def test_a_calendar_that_does_not_fit_is_a_question(made: Made) -> None:
    warnings = [block for block in blocks(made(EXAMPLE, "berend-spijkerboer"), "jaar", data.Prose) if block.tone == "warn"]
    text = " ".join(f"{block.lead} {data.plain(block.words)}" for block in warnings)
    assert "25 juni 2026" in text and "17 december 2026" in text  # two meetings on one day
    assert "Omgevingsdienst" in text and "26 juni 2026" in text  # the last view comes after the meeting that decides


def test_a_step_that_sends_is_no_turn_of_its_receivers(made: Made) -> None:
    page = made(EXAMPLE, "hilde-kamphorst")
    for ways in blocks(page, "routes", data.Ways):
        for way in ways.ways:
            assert not any(stage.mine and "toezenden" in data.plain(stage.what).lower() for stage in way.stages)


def test_findings_are_questions_and_no_count_of_what_comes_together(made: Made) -> None:
    page = made(EXAMPLE, "berend-spijkerboer")
    questions = [question for block in blocks(page, "raken", data.Questions) for question in block.questions]

    assert questions and all(question.question.endswith("?") for question in questions)
    assert {question.tag for question in questions} >= {"wet", "kaart"}
    assert "gremia 5 van" not in texts(questions)
    assert any("Wgr 16" in question.basis for question in questions)
    assert "PREFERS" not in texts(page) and "voorkeur" not in texts(page)


def test_open_matters_name_the_predecessor_and_the_empty_seat(made: Made) -> None:
    text = texts(section(made(EXAMPLE, "berend-spijkerboer"), "open"))
    assert "Frank Duindam" in text and "Plaatsvervangend lid AB voor Eikerhout" in text
    assert "Gezamenlijke woningbouwplanning maken" in text


def test_seven_hats_of_one_board_member_by_role(made: Made) -> None:
    page = made(GOOI, "bestuurder-regio")
    names = {
        "Bestuurder Regio",
        "Afgevaardigde gemeente",
        "Lid Dagelijks Bestuur met portefeuille",
        "Voorzitter PFHO",
        "Bestuurlijk trekker RVE",
        "Bestuurlijk opdrachtgever",
        "Lokaal portefeuillehouder",
    }
    cards = next(blocks(page, "petten", data.Cards)).cards
    sheet = next(blocks(page, "verwacht", data.Sheet))

    assert {data.plain(card.title) for card in cards} == names
    assert data.plain(cards[0].title) == "Bestuurder Regio"
    assert {data.plain(row) for row in sheet.rows} == names  # 0 of 20 roles are described: to fill in together
    assert page.notices == ("Per rol, zonder namen van mensen",)
    questions = [question for block in blocks(page, "raken", data.Questions) for question in block.questions]
    assert questions and {question.tag for question in questions} == {"onze regel"}
    open_text = texts(section(page, "open"))
    assert all(f"{n}. " in open_text for n in range(1, 9))  # the eight agreements


def test_a_seat_without_a_known_holder(made: Made) -> None:
    page = made(AMERSFOORT, "bo-wonen-lid")
    assert page.under == "Een functie zonder bekende vervuller"
    assert page.notices == ("Per rol, zonder namen van mensen",)
    assert section(page, "plek").silent


def test_what_sources_do_not_say_is_said_once_a_section(made: Made) -> None:
    for dataset, subject in ((EXAMPLE, "hilde-kamphorst"), (GOOI, "bestuurder-regio"), (AMERSFOORT, "bo-wonen-lid")):
        for part in made(dataset, subject).sections:
            assert len(part.silent) == len(set(part.silent))


def test_every_place_cited_is_listed_and_every_listed_place_cited(made: Made) -> None:
    page = made(EXAMPLE, "berend-spijkerboer")
    cited: set[int] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            cited.update(value.get("cites", ()))
            for part in value.values():
                collect(part)
        elif isinstance(value, list):
            for part in value:
                collect(part)

    collect(data.as_data(page))
    assert cited == set(range(1, len(page.sources) + 1))


def test_a_vote_has_no_total_where_some_members_state_none(made: Made) -> None:
    page = made(EXAMPLE, "hilde-kamphorst")
    cards = {data.plain(card.title): dict(card.facts) for card in next(blocks(page, "petten", data.Cards)).cards}
    council = cards["Raadslid van Sint-Aldert (zetel 1)"]
    assert data.plain(council.get("Stem", ())) in ("1", "")  # 27 members are not by name, and nobody says how many votes they have
    assert data.plain(cards["Lid AB voor Sint-Aldert, uit de raad"]["Stem"]) == "2 van 30"


def test_both_languages_are_whole(made: Made) -> None:
    english = texts(made(EXAMPLE, "berend-spijkerboer", "en"))
    for dutch in ("Waar zit ik", "niet opgeschreven", 'Voorzitter"', "uiterste dag", "De bronnen"):
        assert dutch not in english
    assert "not written down" in english and "Where do I sit" in english


def test_on_a_day_before_everything_the_page_says_so() -> None:
    early = project(to_tables(read_dataset(Path("orggraph/regions/voorbeeldregio.yaml"))), on="1950")
    page = get("role").page(Request(early, "nl", lambda: ()), "berend-spijkerboer")
    assert page.sections == ()
    assert "1 januari 1950" in texts(page.opening) and "2026" in texts(page.opening)
    assert pdf.render(page).startswith(b"%PDF-") and "1950" in html.render(page)


@pytest.mark.parametrize("name", ["niemand-van-dien-naam", "voorbeeldregio/body/ab"])
def test_who_is_no_person_post_or_role_is_refused(name: str) -> None:
    with pytest.raises(NotFound):
        get("role").page(Request(region(EXAMPLE), "nl"), name)


def test_hostile_names_stay_text() -> None:
    graph = project(to_tables(read_dataset(hostile_region())))
    subjects = [node for node, attributes in graph.nodes(data=True) if attributes["label"] in ("Person", "Post")]
    assert subjects
    for node in subjects[:4]:
        page = get("role").page(Request(graph, "nl", lambda: analyses.find(graph)), node)
        read = Elements()
        read.feed(html.render(page))
        assert not {"script", "img", "iframe"} & set(read.tags)
        assert pdf.render(page).startswith(b"%PDF-")
        assert calendar.render(page).startswith(b"BEGIN:VCALENDAR")


def test_hats_of_a_post_are_those_that_come_with_it() -> None:
    graph = region(EXAMPLE)
    me = worn(graph, "voorbeeldregio/post/ab-eikerhout-1")
    assert [hat.node.rsplit("/", 1)[-1] for hat in me.hats] == ["ab-eikerhout-1", "wethouder-eikerhout-1"]
    assert me.home == "voorbeeldregio/organization/eikerhout"


def test_a_day_of_the_year_comes_next_today_or_next_year() -> None:
    from datetime import date

    assert next_day("04-08", date(2026, 4, 8)) == date(2026, 4, 8)
    assert next_day("04-08", date(2026, 4, 9)) == date(2027, 4, 8)


def found(word: str, text: str) -> bool:
    return occurs((word,), text, text.casefold())


def test_a_short_word_in_capitals_is_found_only_so() -> None:
    assert found("AB", "lid van het AB.") and not found("AB", "abonnement ab")
    assert found("zienswijze", "Zienswijze van de raad") and not found("BO", "Bob")


Asked = tuple[str, str, tuple[str, ...]]
BY_NAME: tuple[Asked, ...] = (
    ("Who sits beside me for my own municipality?", "plek", ("Jacintha Grooten",)),
    ("Who chairs the general board, and who is its secretary?", "plek", ("Hanneke Roskam", "Yara Hoogeveld")),
    ("What is my vote worth?", "petten", ("1 van 30", "1 van de 30")),
    ("Until when do I sit here, and by which post?", "petten", ("zolang u dit bent", "Wethouder van Eikerhout")),
    ("Who replaces me?", "petten", ("niemand vervult die zetel",)),
    ("What am I answerable for in the general board?", "verwacht", ("Verantwoording aan de eigen raad",)),
    ("Who is my counterpart among the officials?", "wie", ("Dennis Kuiperij",)),
    ("Which way does the budget go, and when is it my turn?", "routes", ("Begroting vaststellen",)),
    ("When is my first meeting, and what is on the table?", "jaar", ("2026-04-16", "Startnotitie samenwerkingsagenda")),
    ("What did my predecessor leave me?", "open", ("Frank Duindam",)),
)
"""What a new member asks, the section where it is answered, and what the answer holds; each worked out from the dataset file."""
BY_ROLE: tuple[Asked, ...] = (
    ("In which bodies does this role bring me?", "plek", ("Algemeen Bestuur (AB)", "PFHO", "Dagelijks Bestuur", "RVE", "Colleges")),
    ("Who chairs these bodies?", "plek", ("silent", "wie AB, PFHO, Dagelijks Bestuur, RVE en Colleges voorzit")),
    (
        "Which hats come with it?",
        "petten",
        ("Afgevaardigde gemeente", "Voorzitter PFHO", "Bestuurlijk trekker RVE", "Lokaal portefeuillehouder"),
    ),
    ("By which post do I sit in the executive board?", "petten", ("zolang u dit bent", "Lid Algemeen Bestuur")),
    ("Who replaces me?", "petten", ("silent", "wie u vervangt in 6 van de 6 regionale zetels")),
    ("What is expected of me?", "verwacht", ("silent", "waar deze rollen voor zijn, en wat zij van elkaar verwachten")),
    ("Who is my counterpart among the officials?", "wie", ("Bestuurlijk opdrachtgever in de samenwerking", "Ambtelijk opdrachtgever")),
    ("What is not settled about deciding?", "routes", ("Hoe krijgt een besluit bindende kracht?", "Wie bewaakt besluiten en volgt ze op?")),
    ("Where do these hats pull apart?", "raken", ("Voorzitter PFHO", "Bestuurlijk opdrachtgever × Bestuurlijk trekker RVE")),
    ("Which agreements do I inherit?", "open", ("Besluitvormingsprocessen inzichtelijk maken", "Nog te bepalen")),
)
BY_SEAT: tuple[Asked, ...] = (
    ("In which body is this seat?", "plek", ("BO wonen",)),
    ("Who chairs it, and who is its secretary?", "plek", ("Voorzitter BO wonen", "Secretaris BO wonen", "geen vervuller bekend")),
    ("Who prepares it?", "plek", ("AO wonen", "bereidt voor: BO wonen")),
    ("For whom do I sit there?", "petten", ("Deelnemende gemeenten",)),
    ("Until when, and by which other post?", "petten", ("zolang u dit bent", "Portefeuillehouder van een deelnemende gemeente")),
    ("What is my vote worth?", "petten", ("silent", "hoe stemmen tellen in BO wonen")),
    ("What does my municipality expect of the other hat?", "verwacht", ("De inhoud van het onderwerp namens de eigen gemeente",)),
    ("Whom do I ask to invite somebody from outside?", "wie", ("Nodigt vertegenwoordigers van andere organisaties uit",)),
    ("When does it meet?", "jaar", ("silent", "wanneer BO wonen vergadert")),
    ("What do I arrange first?", "open", ("Wie u vervangt in", "Een beschrijving van")),
)
"""The same by role, where no holder is known, and by seat; what the sources do not say is an answer where the page says so once."""


@pytest.mark.parametrize(
    ("dataset", "subject", "questions"),
    [
        (EXAMPLE, "berend-spijkerboer", BY_NAME),
        ("gooi-en-vechtstreek", "bestuurder-regio", BY_ROLE),
        ("amersfoort", "bo-wonen-lid", BY_SEAT),
    ],
)
def test_ten_questions_of_a_new_member_are_answered_with_their_source(
    made: Made, dataset: str, subject: str, questions: tuple[Asked, ...]
) -> None:
    page = made(dataset, subject)
    unanswered = [question for question, where, answer in questions if not is_answered(section(page, where), answer)]
    assert len(questions) == 10
    assert len(unanswered) <= 1, unanswered


def is_answered(part: data.Section, answer: tuple[str, ...]) -> bool:
    """Whether a section holds an answer with a place that says it, or says that the sources do not."""
    if answer[0] == "silent":
        return any(answer[1] in text for text in part.silent)
    text = texts(part)
    return all(one in text for one in answer) and '"cites": [' in text.replace('"cites": []', "")
