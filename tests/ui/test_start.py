"""Start: who you are, questions that are asked where they are opened, at most seven matters to discuss, counts as the quiet part."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest

from orggraph import queries
from orggraph.sources.names import read_names
from orggraph.ui.pages import start
from orggraph.workspace import Workspace
from tests.ui.conftest import Opener, written


def test_gooi_en_vechtstreek(opened: Opener) -> None:
    text = written(opened("", dataset="gooi-en-vechtstreek"))
    assert "Openbaar lichaam" in text
    assert "waarvan 7 uit het openbare register" in text
    assert "Bestuurlijk opdrachtgever: 0 van 8" in text
    assert "Rollen met beschreven doel: 0 van 20" in text  # of every kind one line before the second of any


def test_amersfoort_is_a_covenant_and_names_no_holder(opened: Opener) -> None:
    text = written(opened("", dataset="amersfoort"))
    assert "Bestuursconvenant" in text
    assert "vervuller bekend bij 0" in text


@pytest.mark.parametrize("dataset", ["amersfoort", "gooi-en-vechtstreek"])
def test_at_most_seven_matters_each_ending_in_a_question(opened: Opener, dataset: str) -> None:
    text = written(opened("", dataset=dataset))
    matters = re.findall(r'<article class="og-matter".*?</article>', text, re.DOTALL)
    assert 1 <= len(matters) <= 7
    for matter in matters:
        (asked,) = re.findall(r'<p class="og-ask">(.*?)</p>', matter)
        assert asked.endswith("?</bdi>")


def test_no_person_is_named_on_it(opened: Opener, tmp_path: Path) -> None:
    text = written(opened("", dataset="gooi-en-vechtstreek", names="1"))
    matters = "".join(re.findall(r'<article class="og-matter".*?</article>', text, re.DOTALL))
    names = read_names(["gooi-en-vechtstreek"], tmp_path)
    assert names
    assert not [name for name in names.values() if name in matters]
    assert "/person/" not in matters


def test_nothing_is_asked_of_the_store_before_it_is_looked_at(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Workspace, "query", lambda _work, name, **_: asked.append(name))
    text = written(opened("", dataset="voorbeeldregio"))
    assert asked == []
    questions = re.findall(r'<section class="og-asking">.*?</section>', text, re.DOTALL)[0]
    for _, names in start.TOPICS:
        for name in set(names) & set(queries.registry()):
            assert escape(queries.registry()[name].question["nl"]) in questions


def test_every_question_leads_somewhere(opened: Opener) -> None:
    names = [name for _, topic in start.TOPICS for name in topic]
    assert set(names) - {start.CONFLICTS} <= set(queries.registry())
    assert len(names) == len(set(names))
    text = written(opened("", dataset="voorbeeldregio"))
    assert "Welke petten botsen?" in text
    assert "/signalen?lang=nl&amp;dataset=voorbeeldregio&amp;kind=role_conflicts" in text


def test_who_one_is_leads_to_the_page_of_that_role(app: Opener) -> None:
    test = app(dataset="gooi-en-vechtstreek", date="2025")
    labels = test.selectbox(key="start_who").options
    assert len(labels) > 20
    test.selectbox(key="start_who").set_value("gooi-en-vechtstreek/person/a").run()
    asked = {name: test.query_params[name] for name in ("who", "id") if name in test.query_params}
    assert list(asked.values()) in (["gooi-en-vechtstreek/person/a"], [["gooi-en-vechtstreek/person/a"]])
    assert test.query_params["date"] in ("2025", ["2025"])


def test_counts_stand_last_and_quiet(opened: Opener) -> None:
    text = written(opened("", dataset="voorbeeldregio"))
    assert text.index("Te bespreken") < text.index('class="og-counts"') < text.index("vervuller bekend bij")


def test_it_says_what_it_is_not(opened: Opener) -> None:
    assert "Geen oordeel over personen" in written(opened("", dataset="amersfoort"))
    assert "/wat-dit-niet-is?" in written(opened("", dataset="amersfoort"))
    text = written(opened("wat-dit-niet-is", lang="en"))
    for words in ("No assessment of persons", "No legal advice", "No register", "A role is enough as a name"):
        assert words in text
