"""The pages of kinds of report, My role and Handover: the choice, the document, and what they say where there is nothing to show."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from orggraph.reports import html
from orggraph.reports.report import registry as reports
from orggraph.ui import page as pages
from tests.ui.conftest import Opener, written

EXAMPLE = "voorbeeldregio"
BEREND = f"{EXAMPLE}/person/berend-spijkerboer"
PAGES = {"mijn-rol": "who", "overdracht": "id"}
"""The pages of documents, each with the parameter that names its subject."""


def sheet(test: AppTest) -> str:
    """The page that the component is given."""
    return str(json.loads(test.get("bidi_component")[0].proto.json)["body"])


def choices(test: AppTest) -> list[str]:
    """What can be chosen as subject."""
    return [option for box in test.selectbox if "_subject_" in str(box.key) for option in box.options]


def buttons(test: AppTest) -> list[str]:
    return [button.proto.label for button in test.get("download_button")]


def test_every_report_about_something_of_the_graph_has_a_page() -> None:
    titles = {page.title for page in pages.registry()}
    assert {page.path for page in pages.registry()} >= set(PAGES)
    assert {report.title for report in reports().values() if report.subjects} <= titles


@pytest.mark.parametrize("path", PAGES)
def test_it_begins_with_a_choice_and_who_began_last(opened: Opener, path: str) -> None:
    test = opened(path, dataset=EXAMPLE)
    assert "Wie het laatst begon" in written(test) and f"{path}?" in written(test)
    options = choices(test)
    assert any("Berend Spijkerboer" in option and "Gemeente Eikerhout" in option for option in options)
    assert any(option.startswith("Lid AB voor Eikerhout") for option in options)


def test_a_link_opens_the_page_of_a_person(opened: Opener) -> None:
    test = opened("mijn-rol", who=BEREND)
    body = sheet(test)
    assert "<h1>Berend Spijkerboer</h1>" in body and 'id="petten"' in body
    assert "/onderdeel?" in body and "dataset=voorbeeldregio" in body
    assert buttons(test) == ["PDF", "HTML", "Word", "Agenda"]


@pytest.mark.parametrize("subject", ["person/berend-spijkerboer", "post/ab-eikerhout-1", "body/ab", "topic/wonen"])
def test_a_dossier_opens_about_each_of_its_kinds_of_subject(opened: Opener, subject: str) -> None:
    test = opened("overdracht", id=f"{EXAMPLE}/{subject}")
    assert 'class="kind">Overdracht' in sheet(test)
    assert {"PDF", "HTML", "Word"} <= set(buttons(test))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_made_twice_at_a_rerun(opened: Opener, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    st.cache_resource.clear()  # what the tests before it made
    made = []
    whole = html.body
    monkeypatch.setattr(html, "body", lambda *given: made.append(given) or whole(*given))
    test = opened(path, **{PAGES[path]: BEREND, "dataset": EXAMPLE})
    first = sheet(test)
    test.run()
    assert len(made) == 1
    assert sheet(test) == first


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("asked", "dataset", "answer"),
    [
        (f"{EXAMPLE}/person/berend-spijkerbor", EXAMPLE, "Berend Spijkerboer"),
        ("amersfoort/post/weg", EXAMPLE, "hoort bij een andere regio"),
        ("<script>alert(1)</script>", EXAMPLE, "&lt;script&gt;"),
    ],
)
def test_who_is_not_here_gets_a_way_on(opened: Opener, path: str, asked: str, dataset: str, answer: str) -> None:
    test = opened(path, **{PAGES[path]: asked, "dataset": dataset})
    assert answer in written(test)
    assert "<script>" not in written(test)
    assert choices(test)


@pytest.mark.parametrize("path", PAGES)
def test_what_is_no_subject_is_said_with_what_would_be(opened: Opener, path: str) -> None:
    test = opened(path, **{PAGES[path]: f"{EXAMPLE}/route/begroting-ict", "dataset": EXAMPLE})
    assert "Traceback" not in written(test)
    assert choices(test) and not test.get("bidi_component")


def test_a_post_without_holder_and_a_day_before_everything(opened: Opener) -> None:
    assert "Een functie zonder bekende vervuller" in sheet(opened("mijn-rol", who=f"{EXAMPLE}/post/ab-plv-eikerhout"))
    early = sheet(opened("mijn-rol", who=BEREND, date="1950"))
    assert "1 januari 1950" in early and "15 april 2026" in early
    assert "1 januari 1950" in sheet(opened("overdracht", id=BEREND, date="1950"))


@pytest.mark.parametrize("path", PAGES)
def test_a_region_with_nobody_offers_what_there_is(opened: Opener, path: str) -> None:
    test = opened(path, dataset="amersfoort")
    assert "Bijvoorbeeld" in written(test)
    assert choices(test)


@pytest.mark.parametrize("path", PAGES)
def test_in_the_presentation_mode_the_page_of_a_person_is_closed_and_that_of_a_post_open(opened: Opener, path: str) -> None:
    test = opened(path, **{PAGES[path]: BEREND, "dataset": EXAMPLE, "present": "1"})
    assert "blijft de pagina van een persoon dicht" in written(test)
    assert not test.get("bidi_component") and not buttons(test)
    assert not any(option.startswith("Berend Spijkerboer") for option in choices(test))
    assert sheet(opened(path, **{PAGES[path]: f"{EXAMPLE}/post/ab-eikerhout-1", "dataset": EXAMPLE, "present": "1"}))
