"""The page Gegevens: a file is checked before it goes in, the register gives a first region, and a region goes out again."""

from __future__ import annotations

from pathlib import Path

import pytest

import orggraph
from orggraph.sources.dataset_yaml import read_dataset
from tests.ui.conftest import Opener, written

FILE = Path(__file__).parents[1] / "data" / "proefregio.yaml"


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("show", ["here", "load", "begin"])
def test_every_part_opens(opened: Opener, lang: str, show: str) -> None:
    test = opened("gegevens", lang=lang, show=show)
    assert not test.exception
    if show == "here":
        assert written(test).count("<tr>") == 6
        assert test.button or test.selectbox("data_dataset").options
        forms = test.selectbox("data_form").options
        assert {"workbook (.xlsx)", "ameff (.xml)", "neo4j-csv (.zip)", "parquet (.zip)"} <= set(forms)


def test_a_file_is_shown_before_it_is_loaded(opened: Opener, regions: Path) -> None:
    test = opened("gegevens", show="load")
    test.file_uploader("data_file").upload("proefregio.yaml", FILE.read_bytes(), "text/yaml").run()
    assert not test.exception
    assert "Nieuw hier" in "".join(str(text.value) for text in test.markdown)
    with orggraph.connect(regions) as work:
        assert "proefregio" not in {head["id"] for head in work.datasets()}
        test.button("data_load").click().run()
        assert not test.exception
        assert work.dataset("proefregio").content_hash == read_dataset(FILE.read_text(encoding="utf-8")).content_hash
        work.remove("proefregio")


def test_a_file_with_mistakes_says_all_and_loads_nothing(opened: Opener, regions: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace("kind: municipality", "kind: dorpje").replace("tier: official", "tier: laag")
    test = opened("gegevens", show="load")
    test.file_uploader("data_file").upload("proefregio.yaml", text.encode(), "text/yaml").run()
    assert not test.exception
    assert written(test).count("<li>") >= 4
    assert "regel" in written(test)
    with orggraph.connect(regions) as work:
        assert "proefregio" not in {head["id"] for head in work.datasets()}


@pytest.mark.parametrize(("name", "content"), [("leeg.yaml", b""), ("raar.yaml", b"\xff\xfe\x00"), ("lijst.csv", b"naam;rol\nA;B\n")])
def test_what_is_no_dataset_is_said(opened: Opener, name: str, content: bytes) -> None:
    test = opened("gegevens", show="load")
    test.file_uploader("data_file").upload(name, content, "text/plain").run()
    assert not test.exception
    assert test.error


def test_the_register_gives_a_first_region(opened: Opener, regions: Path) -> None:
    test = opened("gegevens", show="begin")
    test.text_input("data_words").set_value("gooi en vechtstreek").run()
    assert not test.exception
    test.button("data_load").click().run()
    assert not test.exception
    with orggraph.connect(regions) as work:
        fresh = {head["id"] for head in work.datasets()} - {
            "amersfoort",
            "gooi-en-vechtstreek",
            "noord-veluwe",
            "arnhem-nijmegen",
            "voorbeeldregio",
        }
        assert len(fresh) == 1
        work.remove(fresh.pop())


def test_it_is_closed_in_the_presentation_mode(opened: Opener) -> None:
    test = opened("gegevens", present="1")
    assert test.info
    assert "data_dataset" not in {box.key for box in test.selectbox}
