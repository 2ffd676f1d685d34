"""The page Besluitroutes: a route drawn and told, and what it says where there is none."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Opener, written

ROUTE = "noord-veluwe/route/voorstel"


def drawn(test: AppTest) -> str:
    return str(json.loads(test.get("bidi_component")[0].proto.json)["body"])


def test_a_link_opens_a_route_drawn_and_told(opened: Opener) -> None:
    test = opened("besluitroutes", dataset="noord-veluwe", route=ROUTE)
    picture, text = drawn(test), written(test)
    assert picture.count("<svg") == 2
    assert "een van deze: AB, DB" in picture and "naar 5 (voorstel met impact)" in picture and "mag worden overgeslagen" in picture
    assert "Van voorstel tot besluit: tekening van 13 stappen" in picture
    assert "<strong><bdi>besluiten</bdi></strong>" in text
    assert "5 (voorstel met impact)" in text and "dia 10 blok 8 besluit" in text
    assert "niet vermeld" in text


def test_a_route_can_be_saved_as_bpmn(opened: Opener) -> None:
    test = opened("besluitroutes", dataset="noord-veluwe", route=ROUTE)
    (button,) = [element for element in test.get("download_button") if element.proto.id.endswith(f"routes_bpmn_{ROUTE}")]
    assert button.proto.label == "Bewaar als BPMN"


def test_it_opens_on_a_route_and_another_can_be_chosen(opened: Opener) -> None:
    test = opened("besluitroutes", dataset="noord-veluwe", lang="en")
    box = next(box for box in test.selectbox if str(box.key).startswith("routes_route"))
    assert len(box.options) == 3
    assert "any of these: AB, DB" in drawn(test), "the route with the most meetings"
    box.select_index(1).run()
    assert test.query_params["route"] != ROUTE
    assert "any of these: AB, DB" not in drawn(test)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"dataset": "noord-veluwe", "route": "noord-veluwe/route/voorstl"}, "Van voorstel tot besluit"),
        ({"dataset": "voorbeeldregio", "route": ROUTE}, "Noord-Veluwe"),
        ({"dataset": "noord-veluwe", "route": "<script>alert(1)</script>"}, "&lt;script&gt;"),
        ({"dataset": "gooi-en-vechtstreek"}, "geen route van een besluit"),
    ],
)
def test_what_is_not_here_gets_a_way_on(opened: Opener, asked: dict[str, str], answer: str) -> None:
    text = written(opened("besluitroutes", **asked))
    assert answer in text and "href=" in text
    assert "<script>" not in text


def test_a_route_is_timed_put_on_a_date_and_set_beside_other_forms(opened: Opener) -> None:
    route = "voorbeeldregio/route/woondeal"
    test = opened("besluitroutes", dataset="voorbeeldregio", route=route)
    text = written(test)
    assert "de helft van de voorstellen is na" in text and "De kortste weg kost" in text
    assert "besloten op 3 september 2026" in text
    assert "Het snelst via centrumgemeenteregeling" in text and "Iedere gemeente besluit zelf" in text
    test.text_input(key=f"route_meetings_{route}").set_value("db=nooit").run()
    assert any("geeft geen aantal vergaderingen" in warning.value.replace("\\", "") for warning in test.warning)
    test.text_input(key=f"route_start_{route}").set_value("31 maart").run()
    assert any("bestaat niet" in warning.value for warning in test.warning)
