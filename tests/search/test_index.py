"""What a search finds in a region that fits on one screen."""

from __future__ import annotations

from textwrap import dedent

import pytest

from orggraph import analyses, queries
from orggraph.graph import Graph, project
from orggraph.i18n import Bilingual
from orggraph.model.tables import to_tables
from orggraph.search import Index, PageEntry, build, results
from orggraph.search.entries import TAKES, vocabulary
from orggraph.search.words import words_of
from orggraph.sources.dataset_yaml import read_dataset

HOSTILE = "<script>alert(1)</script>"
REGION = f"""
    orggraph: 1
    dataset: {{id: klein, title: Klein, reference_date: 2025}}
    Organization:
      - {{id: oosterdam, name: Gemeente Oosterdam, kind: municipality}}
      - {{id: vreemd, name: "{HOSTILE}", kind: partner}}
    Body:
      - {{id: ab, name: Algemeen bestuur (AB), kind: general_board, tier: executive}}
      - {{id: raad, name: Gemeenteraad van Oosterdam, kind: council, tier: political, part_of: organization/oosterdam}}
      - {{id: wonen, name: PFHO Wonen en ruimte, kind: portfolio_council, tier: executive}}
    Topic:
      - {{id: afval, name: Afval en grondstoffen}}
    Role:
      - {{id: lid, name: Lid}}
    Post:
      - {{id: ab-lid, name: Lid AB voor Oosterdam, in: body/ab, has_role: role/lid}}
    Person:
      - {{id: a, name: wethouder A, holds: post/ab-lid}}
    Word:
      - {{id: rac, name: Raadsadviescommissie, abbreviation: RAC, also: [praattafel], name_en: Council advisory committee,
         meaning: "Adviseert de raden samen.", meaning_en: Advises the councils together.}}
      - {{id: lid, name: Gremiumlid, also: [aanschuiver], meaning: Wie in een gremium zit.}}
      - {{id: afkorting, name: Ambtelijk opdrachtgever, abbreviation: AO, meaning: Wie opdraagt.}}
"""
OTHER = """
    orggraph: 1
    dataset: {id: buren, title: De buren, title_en: The neighbours, reference_date: 2025}
    Organization:
      - {id: westerdam, name: Gemeente Westerdam, kind: municipality}
    Body:
      - {id: ab, name: Algemeen bestuur (AB), kind: general_board, tier: executive}
      - {id: raad, name: Gemeenteraad van Westerdam, kind: council, tier: political, part_of: organization/westerdam}
"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return project(to_tables(read_dataset(dedent(REGION))), names={"klein/person/a": "Sanne van der Akker"})


@pytest.fixture(scope="module")
def index(graph: Graph) -> Index:
    page = PageEntry("kaart", Bilingual("Relatiekaart", "Relation map"), "plaatje", {"id": TAKES["id"]})
    return build(graph, [page])


def first(index: Index, typed: str) -> str:
    return index.search(typed)[0].entry.key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Algemeen bestuur", "klein/body/ab"), ("ab", "klein/body/ab"), ("algem", "klein/body/ab"), ("algemen bestuur", "klein/body/ab"),
        ("oosterdam", "klein/organization/oosterdam"), ("Oosterdam gemeente", "klein/organization/oosterdam"),
        ("raad oosterdam", "klein/body/raad"), ("pfho ruimte", "klein/body/wonen"), ("vuilnis", "klein/topic/afval"),
        ("akker", "klein/person/a"), ("van der Aker", "klein/person/a"), ("wethouder a", "klein/person/a"), ("plaatje", "kaart"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_people_write_it(index: Index, typed: str, key: str) -> None:
    assert first(index, typed) == key


def test_a_question_takes_its_parameters_from_the_names_in_the_words(index: Index) -> None:
    match = index.search("wie vervangt er iemand in het AB")[0]
    assert (match.entry.kind, match.entry.key) == ("question", "deputies")
    assert {param: [name.id for name in names] for param, names in match.filled.items()} == {"body": ["klein/body/ab"]}


def test_the_council_of_a_municipality_is_meant_where_a_council_is_asked(index: Index) -> None:
    match = next(match for match in index.search("zienswijzen van Oosterdam") if match.entry.key == "views-due")
    assert [name.id for name in match.filled["council"]] == ["klein/body/raad"]


def test_a_page_that_takes_a_thing_is_opened_with_it(index: Index) -> None:
    match = next(match for match in index.search("plaatje van Oosterdam") if match.entry.kind == "page")
    assert [name.id for name in match.filled["id"]] == ["klein/organization/oosterdam"]


def test_an_analysis_is_asked_only_of_what_it_says_something_of(graph: Graph) -> None:
    silent = build(graph, findings=[])
    match = next(match for match in silent.search("botsende petten bij Oosterdam") if match.entry.key == "role_conflicts")
    assert match.filled == {}


def test_nothing_fits_then_what_resembles_it_is_marked(index: Index) -> None:
    matches = index.search("zwembad oostrmdam")
    assert all(match.near for match in index.search("oestorddamm"))
    assert matches[0].entry.key == "klein/organization/oosterdam"
    assert index.search("qqqqqqq") == []


@pytest.mark.parametrize("typed", ["", " ", "?", "a", "  -- "])
def test_too_little_asks_nothing(index: Index, typed: str) -> None:
    assert index.search(typed) == []


@pytest.mark.parametrize("typed", ["a" * 5000, "wie " * 400, "\u202e\u0000<b>ab</b>", "' OR 1=1 --", "🙂 ab", "ﬁets ß İ"])
def test_whatever_is_typed_gives_an_answer(index: Index, typed: str) -> None:
    assert len(index.search(typed)) <= 8


def test_a_search_gives_the_same_each_time(index: Index, graph: Graph) -> None:
    keys = [match.entry.key for match in index.search("lid oosterdam")]
    assert keys == [match.entry.key for match in build(graph).search("lid oosterdam") if match.entry.kind != "page"]


def test_a_result_says_what_it_is_and_which_command_gives_it(index: Index) -> None:
    question = results(index, "wie vervangt er iemand in het AB", "nl", options=["--date", "2025"])[0]
    person = results(index, "akker", "en")[0]

    assert question.about == "Vraag · Vervanging · voor Algemeen bestuur (AB)"
    assert (question.page, question.params) == ("cypher", {"query": "deputies", "param": ["body=klein/body/ab"]})
    assert question.command == "orggraph query deputies --param body=klein/body/ab --date 2025"
    assert (person.title, person.what) == ("Sanne van der Akker", "Person")
    assert person.about == "Person · wethouder A · Lid AB voor Oosterdam"
    assert person.command == "orggraph show klein/person/a"


def test_a_name_stays_the_text_that_it_is(index: Index) -> None:
    assert results(index, "script alert", "nl")[0].title == HOSTILE


def test_an_empty_graph_still_has_questions_and_pages() -> None:
    empty = build(project(to_tables()), [PageEntry("kaart", Bilingual("Relatiekaart", "Relation map"))])
    assert first(empty, "relatiekaart") == "kaart"
    assert first(empty, "lege stoelen") == "vacancies"


def test_the_words_that_ask_are_of_questions_and_analyses_that_exist() -> None:
    asked = vocabulary()
    assert set(asked["queries"]) <= set(queries.registry())
    assert set(asked["analyses"]) <= set(analyses.registry())
    assert set(asked["phrases"]) <= {*queries.registry(), *analyses.registry()}
    assert asked["queries"]


def test_the_words_that_a_dataset_explains_mean_the_same(index: Index) -> None:
    assert [match.entry.key for match in index.search("praattafel")][:1] == ["klein/word/rac"]
    assert first(index, "council advisory committee") == "klein/word/rac"
    assert results(index, "praattafel", "en")[0].about == "Word explained · Advises the councils together."
    assert results(index, "praattafel", "en")[0].title == "Council advisory committee"


def test_a_word_of_a_dataset_takes_no_abbreviation_from_another(index: Index) -> None:
    read = index.glossary.read
    short, long, explained = (read(words_of(words))[0][1] for words in ("AO", "ambtelijk overleg", "ambtelijk opdrachtgever"))
    assert short == long != explained
    assert explained


@pytest.fixture(scope="module")
def neighbours() -> Index:
    return build(project(to_tables(read_dataset(dedent(OTHER)))))


def test_what_only_another_region_has_is_offered_with_its_name(index: Index, neighbours: Index) -> None:
    result = results(index, "Westerdam", "nl", beyond=lambda: neighbours)[0]
    assert (result.title, result.about, result.dataset) == ("Gemeente Westerdam", "in De buren: Gemeente", "buren")
    assert result.command == "orggraph show buren/organization/westerdam --dataset buren"
    asked = results(index, "when can the council of Westerdam respond", "en", beyond=lambda: neighbours)
    assert [(one.params, one.about) for one in asked if one.dataset][:1] == [
        ({"query": "views-due", "param": ["council=buren/body/raad"]},
         "in The neighbours: Question · Views of the councils · for Gemeenteraad van Westerdam")
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["algemeen bestuur", "oosterdam", "lege stoelen", "raad", "wie zit in het AB"])
def test_what_this_region_has_asks_no_other(index: Index, typed: str) -> None:
    def beyond() -> Index:
        raise AssertionError(typed)

    assert all(result.dataset is None for result in results(index, typed, "nl", beyond=beyond))
