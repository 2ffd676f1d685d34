"""The page Bijhouden: a change is shown before it is written, and who comes second is told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import orggraph
from orggraph.edits import registry
from tests.ui.conftest import Opener, written

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"
REGION = "proefregio"


@pytest.fixture
def trial(regions: Path) -> Iterator[str]:
    """The trial region in the store of the app, for one test."""
    with orggraph.connect(regions) as work:
        work.load(FILE)
        yield REGION
        work.remove(REGION)


def proposed(test: AppTest) -> AppTest:
    """A resignation that is filled in and shown."""
    test.selectbox("keep_edit").set_value("resign").run()
    test.selectbox("edit_resign_person").set_value(f"{REGION}/person/a")
    test.text_input("edit_resign_on").set_value("2024-06-01")
    return next(button for button in test.button if button.label == "Laat zien wat er verandert").click().run()


def test_a_change_is_shown_first_and_then_applied(opened: Opener, trial: str, regions: Path) -> None:
    test = proposed(opened("bijhouden", dataset=trial))
    assert "bestuurder A legt per 2024-06-01 neer: Lid DB uit Elzen (Dagelijks bestuur)." in written(test)
    test.text_input("keep_by").set_value("griffie")
    test.button("keep_apply").click().run()
    assert not test.exception
    assert "is nu versie 2" in "".join(str(box.value) for box in test.success)
    with orggraph.connect(regions) as work:
        (head,) = (head for head in work.datasets() if head["id"] == trial)
        assert (head["version"], head["loaded_by"]) == (2, "griffie")
        assert "bestuurder A" in work.versions(trial)[-1]["reason"]
        test.button("keep_undo").click().run()
        assert not test.exception
        assert [version["number"] for version in work.versions(trial)][-1] == 3
        assert work.dataset(trial).content_hash == work.at_version(trial, 1).content_hash


def test_what_is_not_applied_is_forgotten(opened: Opener, trial: str) -> None:
    test = proposed(opened("bijhouden", dataset=trial))
    test.button("keep_forget").click().run()
    assert not test.exception
    assert test.selectbox("keep_edit").value == "resign"


def test_who_comes_second_is_told(opened: Opener, trial: str, regions: Path) -> None:
    test = proposed(opened("bijhouden", dataset=trial))
    with orggraph.connect(regions) as work:
        before = work.dataset(trial)
        work.load(
            type(before)(before.info.model_copy(update={"publisher": "elders"}), before.nodes, before.relationships), by="iemand anders"
        )
    test.button("keep_apply").click().run()
    assert "iemand anders" in "".join(str(box.value) for box in test.error)


def test_what_is_wrong_is_said_beside_the_form(opened: Opener, trial: str) -> None:
    test = opened("bijhouden", dataset=trial)
    test.selectbox("keep_edit").set_value("resign").run()
    next(button for button in test.button if button.label == "Laat zien wat er verandert").click().run()
    assert "person" in "".join(str(box.value) for box in test.error)


@pytest.mark.parametrize(("edit", "lang"), zip(registry(), itertools.cycle(["nl", "en"])))
def test_every_edit_has_a_form(opened: Opener, lang: str, edit: str) -> None:
    test = opened("bijhouden", dataset="amersfoort", lang=lang, edit=edit)
    assert not test.exception
    labels = {widget.label for widget in (*test.selectbox, *test.text_input, *test.multiselect, *test.checkbox)}
    assert {param.about[lang] for param in registry()[edit].params.values() if param.about} <= labels  # type: ignore[index]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("show", ["attention", "ask"])
def test_what_asks_for_attention_has_its_denominator(opened: Opener, lang: str, show: str) -> None:
    test = opened("bijhouden", dataset="voorbeeldregio", lang=lang, show=show)
    assert not test.exception
    if show == "attention":
        assert "418" in "".join(str(text.value) for text in test.markdown)
    else:
        assert "Regio Zilverwaard" in test.text_area[0].value or "Region Zilverwaard" in test.text_area[0].value


def test_it_is_closed_in_the_presentation_mode(opened: Opener) -> None:
    test = opened("bijhouden", dataset="voorbeeldregio", present="1")
    assert test.info and not test.text_area and not test.button


TWICE = """
dataset: {id: dubbel, title: Dubbel, reference_date: 2026-01-01}
Person:
  - {id: een, name: Sanne van der Akker}
  - {id: twee, name: "Akker, Sanne van der"}
"""


@pytest.mark.parametrize("edit", ["same", "differ"])
def test_who_is_who_is_shown_and_decided(opened: Opener, regions: Path, tmp_path: Path, edit: str) -> None:
    file = tmp_path / "dubbel.yaml"
    file.write_text(TWICE)
    with orggraph.connect(regions) as work:
        work.load(file)
        try:
            test = opened("bijhouden", dataset="dubbel", show="who")
            assert "dezelfde voornaam" in written(test)
            test.button(f"who_{edit}_dubbel/person/een_dubbel/person/twee").click().run()
            assert ("zijn dezelfde" if edit == "same" else "zijn niet dezelfde") in written(test)
            test.button("keep_apply").click().run()
            assert not test.exception
            assert not [button for button in test.button if str(button.key).startswith("who_")], "a pair that is decided is not proposed"
        finally:
            work.remove("dubbel")
