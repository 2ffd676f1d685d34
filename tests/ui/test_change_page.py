"""The page Wisseling en verdeling: each part says its figure first, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import orggraph
from tests.ui.conftest import Opener, written

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"
REGION = "proefregio"
PATH = "wisseling"


@pytest.fixture
def trial(regions: Path) -> Iterator[str]:
    """The trial region in the store of the app, for one test."""
    with orggraph.connect(regions) as work:
        work.load(FILE)
        yield REGION
        work.remove(REGION)


def handed_out(test: AppTest) -> list[str]:
    """What can be taken along: the name of each button."""
    return [button.proto.label for button in test.get("download_button")]


def press(test: AppTest, label: str) -> AppTest:
    return next(button for button in test.button if button.label == label).click().run()


def test_a_scenario_is_shown_kept_and_put_beside_another(opened: Opener, trial: str, regions: Path) -> None:
    test = opened(PATH, dataset=trial)
    test.selectbox("change_edit").set_value("resign").run()
    test.selectbox("edit_resign_person").set_value(f"{REGION}/person/a")
    test.text_input("edit_resign_on").set_value("2024-06-01")
    press(test, "Voeg deze wijziging toe")
    assert not test.exception
    assert "signalen verdwijnen er 4 en veranderen er 0; er komen er 1 bij" in written(test).replace("\\", "")
    assert "44,69 van 40" in written(test)
    assert {"PDF", "Word"} <= {*handed_out(test)}
    test.text_input("change_name").set_value("Vertrek").run()
    test.button("change_keep").click().run()
    assert (regions / "scenarios" / "vertrek.yaml").exists()
    test.button("change_clear").click().run()
    test.multiselect("change_beside").set_value(["vertrek"]).run()
    assert "Vertrek, op 2024-06-01" in written(test).replace("\\", "")
    test.button("change_forget").click().run()
    assert not test.exception
    assert not (regions / "scenarios" / "vertrek.yaml").exists()


def test_a_change_that_cannot_be_is_said_beside_the_others(opened: Opener, trial: str) -> None:
    test = opened(PATH, dataset=trial, lang="en")
    test.selectbox("change_edit").set_value("resign").run()
    press(test, "Add this change")
    assert "person" in "".join(str(box.value) for box in test.error)


def test_what_falls_is_a_sentence_a_chain_and_a_table(opened: Opener) -> None:
    test = opened(PATH, dataset="voorbeeldregio", show="elections")
    test.text_input("change_day").set_value("2026-03-26")
    press(test, "Laat zien wat er wegvalt")
    assert not test.exception
    text = written(test)
    assert text.index("vervullingen") > 0 and "og-chains" in text
    assert "184 van 384" in text and "Wethouder van Eikerhout" in text
    test.text_input("change_day").set_value("")
    press(test, "Laat zien wat er wegvalt")
    assert test.error


def test_a_division_says_what_is_met_and_what_is_proven(opened: Opener) -> None:
    test = opened(PATH, dataset="voorbeeldregio", show="division")
    press(test, "Verdeel")
    assert "wens" in "".join(str(box.value) for box in test.error), "nobody wished anything yet"
    test.checkbox("change_division_recorded").set_value(True).run()
    press(test, "Verdeel")
    assert not test.exception
    assert "geen verdeling doet het beter" in written(test)
    assert handed_out(test) == ["PDF", "Word"]


def test_it_is_closed_in_the_presentation_mode(opened: Opener) -> None:
    test = opened(PATH, dataset="voorbeeldregio", present="1")
    assert test.error and not test.button
