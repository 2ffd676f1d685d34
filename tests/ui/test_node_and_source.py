"""The page per node and per source."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

import orggraph
from orggraph import regions
from orggraph.i18n import LANGUAGES, Text
from orggraph.model.nodes import LABELS
from orggraph.ui.widgets import evidence, facts
from tests.ui.conftest import Opener, written


def test_a_body_has_its_posts_its_ties_and_what_sources_say_differently(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="amersfoort", id="amersfoort/body/bora"))
    assert "<h1><bdi>Bestuurlijk overleg Regio Amersfoort (BORA)</bdi></h1>" in text
    assert "3 tot 4" in text
    assert "Voorzitter BORA" in text
    assert "ondersteunt" in text
    assert "Wie zijn de leden van het BORA?" in text
    assert len(re.findall(r'class="og-side"', text)) == 2


def test_a_preferred_source_leaves_one_side(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="amersfoort", id="amersfoort/body/bora", prefer="001"))
    assert "Lid BORA, burgemeester" in text
    assert "Lid BORA, uit het college" not in text


def test_an_assignment_tells_what_is_open_and_what_is_inferred(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="gooi-en-vechtstreek", id="gooi-en-vechtstreek/assignment/8"))
    assert "nog te bepalen" in text
    assert "afgeleid uit de bron" in text
    assert "Wie voert afspraak 8 uit?" in text
    assert "bestuurlijk opdrachtgever" in text


def test_a_person_has_counts_with_denominators_and_no_judgement(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="gooi-en-vechtstreek", id="gooi-en-vechtstreek/person/c"))
    assert "7 van 8" in text
    assert "geen maat voor iemands werk" in text


def test_a_post_says_with_what_it_ends(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="voorbeeldregio", id="voorbeeldregio/post/projectleider-fiets"))
    assert re.search(r"Eindigt met.*?Project[^<]*\(31 augustus 2026\)", text, re.DOTALL)


def test_a_holding_says_that_it_lasts_until_there_is_a_successor() -> None:
    visit = cast(Any, SimpleNamespace(lang="nl", datasets=("voorbeeldregio",), say=lambda text: text.render("nl")))
    holding = {"type": "HOLDS", "status": "actual", "as_stated": "tot de opvolger er is", "marks": ["proposed", "until_successor"]}
    text = evidence.remarks(visit, holding)
    assert "“tot de opvolger er is”; voorgesteld; tot de opvolger" in text


def test_an_unknown_id_gives_a_clear_page_with_what_comes_near(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="amersfoort", id="amersfoort/body/borra"))
    assert "Dit onderdeel is hier niet" in text
    assert "id=amersfoort%2Fbody%2Fbora" in text


def test_an_id_of_another_region_leads_there(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="amersfoort", id="gooi-en-vechtstreek/body/ab"))
    assert "Kijk in Regio Gooi en Vechtstreek" in text
    assert "dataset=gooi-en-vechtstreek" in text


def test_a_point_of_difference_has_a_page(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="amersfoort", id="amersfoort/slot/ao-voor-elk-bo"))
    assert "Gaat aan elk BO een AO vooraf?" in text
    assert text.count('class="og-side"') == 2


def test_without_an_id_a_part_can_be_chosen(opened: Opener) -> None:
    test = opened("onderdeel", dataset="amersfoort")
    assert test.title[0].value == "Kies een onderdeel"
    assert len(test.selectbox[-1].options) == 181 + 1


@pytest.mark.parametrize("source", ["amersfoort/source/000", "amersfoort/source/001", "gooi-en-vechtstreek/source/002"])
def test_every_place_of_a_source_is_shown_with_what_it_became(opened: Opener, source: str) -> None:
    coverage = regions.coverages()[source]
    kept = [place for place in coverage.places if not place.left_out]
    text = written(opened("bron", dataset=source.split("/", maxsplit=1)[0], id=source))
    assert f"{len(kept)} van de {len(coverage.places)} plaatsen" in text
    rows = re.findall(r"<tr>(?=<td)(.*?)</tr>", text, re.DOTALL)
    assert len(rows) == len(coverage.places)
    assert sum("Weggelaten:" in row for row in rows) == len(coverage.places) - len(kept)
    assert "Niet bij deze keuze" not in text


def test_a_source_of_single_facts_says_so(opened: Opener) -> None:
    text = written(opened("bron", dataset="gooi-en-vechtstreek", id="gooi-en-vechtstreek/source/roo"))
    assert "niet plaats voor plaats opgenomen" in text
    assert "CC0 1.0" in text


def test_an_unknown_source_lists_those_that_are_there(opened: Opener) -> None:
    text = written(opened("bron", dataset="amersfoort", id="amersfoort/source/009"))
    assert "amersfoort/source/009" in text
    assert "id=amersfoort%2Fsource%2F000" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_has_a_title_in_both_languages(lang: str) -> None:
    visit = cast(Any, SimpleNamespace(lang=lang, say=lambda text: cast(Text, text).render(cast(Any, lang))))
    for model in LABELS.values():
        for field in model.model_fields:
            title = facts.title(visit, model, field)
            assert title
            assert "_" not in title


@pytest.mark.parametrize(
    ("label", "field", "value", "expected"),
    [
        ("Body", "end_date", "2024-06-01", "31 mei 2024"),
        ("Body", "end_date", "2024-06", "juni 2024"),
        ("Body", "complete_since", "2024-06-01", "1 juni 2024"),
        ("Assignment", "due", "2024-03", "maart 2024"),
        ("Body", "complete", ["Post", "IN"], "functies; zetelt in"),
        ("Body", "former_names", ["2015-03 Regio Noord"], "Regio Noord (tot maart 2015)"),
        ("Organization", "inhabitants_then", ["2015-01-01 9800"], "9800 (1 januari 2015)"),
        ("Act", "action", "send", "toezenden"),
    ],
)
def test_a_value_is_shown_by_its_type(label: str, field: str, value: Any, expected: str) -> None:
    visit = cast(Any, SimpleNamespace(lang="nl", say=lambda text: cast(Text, text).render("nl")))
    assert facts.words(visit, LABELS[label], field, value) == expected


@pytest.mark.usefixtures("regions")
def test_every_node_of_both_regions_has_facts_in_words() -> None:
    with orggraph.connect() as work:
        graph = work.graph()
    visit = cast(Any, SimpleNamespace(lang="nl", graph=graph, say=lambda text: cast(Text, text).render("nl")))
    told = [pair for _, data in graph.nodes(data=True) for pair in facts.facts(visit, data["label"], data)]
    assert len(told) > 100
    assert not [pair for pair in told if "_" in "".join(pair) and "tooi" not in pair[1]]


def test_a_citation_leads_to_its_place(opened: Opener) -> None:
    text = written(opened("onderdeel", dataset="amersfoort", id="amersfoort/body/bora"))
    assert "id=amersfoort%2Fsource%2F000&amp;place=BORA+1" in text
    text = written(opened("bron", dataset="amersfoort", id="amersfoort/source/000", place="BORA 1"))
    assert "De plaats van de link: BORA 1" in text


@pytest.mark.parametrize(
    ("lang", "name", "meaning"),
    [
        ("nl", "Algemeen bestuur", "Het hoogste bestuur van een openbaar lichaam."),
        ("en", "General board", "The highest board of a public body."),
    ],
)
def test_a_word_tells_what_it_means_and_leads_to_no_map(opened: Opener, lang: str, name: str, meaning: str) -> None:
    text = written(opened("onderdeel", dataset=regions.EXAMPLE, id=f"{regions.EXAMPLE}/word/algemeen-bestuur", lang=lang))
    assert f"<h1><bdi>{name}</bdi></h1>" in text
    assert meaning in text
    assert "relatiekaart" not in text
