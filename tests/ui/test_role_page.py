"""The page Mijn rol: the choice, the page of a person, and what it says where there is nothing to show."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from orggraph.reports import html
from tests.ui.conftest import Opener, written

BEREND = "voorbeeldregio/person/berend-spijkerboer"


def sheet(test: AppTest) -> str:
    """The page that the component is given."""
    return str(json.loads(test.get("bidi_component")[0].proto.json)["body"])


def test_it_begins_with_a_choice_and_who_began_last(opened: Opener) -> None:
    test = opened("mijn-rol", dataset="voorbeeldregio")
    assert "Wie het laatst begon" in written(test) and "mijn-rol?" in written(test)
    options = test.selectbox(key="role_who_None").options
    assert any("Berend Spijkerboer" in option and "Gemeente Eikerhout" in option for option in options)
    assert any(option.startswith("Lid AB voor Eikerhout") for option in options)


def test_a_link_opens_the_page_of_a_person(opened: Opener) -> None:
    test = opened("mijn-rol", who=BEREND)
    body = sheet(test)
    assert "<h1>Berend Spijkerboer</h1>" in body and 'id="petten"' in body
    assert "/onderdeel?" in body and "dataset=voorbeeldregio" in body
    assert [button.proto.label for button in test.get("download_button")] == ["PDF", "HTML", "Agenda"]


def test_nothing_is_made_twice_at_a_rerun(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    whole = html.body
    monkeypatch.setattr(html, "body", lambda *given: made.append(given) or whole(*given))
    test = opened("mijn-rol", who=BEREND)
    first = sheet(test)
    test.run()
    assert len(made) == 1
    assert sheet(test) == first


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"who": "voorbeeldregio/person/berend-spijkerbor"}, "Berend Spijkerboer"),
        ({"who": "amersfoort/post/weg", "dataset": "voorbeeldregio"}, "hoort bij een andere regio"),
        ({"who": "<script>alert(1)</script>", "dataset": "voorbeeldregio"}, "&lt;script&gt;"),
    ],
)
def test_who_is_not_here_gets_a_way_on(opened: Opener, asked: dict[str, str], answer: str) -> None:
    test = opened("mijn-rol", **asked)
    assert answer in written(test)
    assert "<script>" not in written(test)
    assert len(test.selectbox) > 1  # the region, and the choice of another person


def test_a_post_without_holder_and_a_day_before_everything(opened: Opener) -> None:
    assert "Een functie zonder bekende vervuller" in sheet(opened("mijn-rol", who="voorbeeldregio/post/ab-plv-eikerhout"))
    early = sheet(opened("mijn-rol", who=BEREND, date="1950"))
    assert "1 januari 1950" in early and "15 april 2026" in early
