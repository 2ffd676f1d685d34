"""Files of the graph: every form is what it says, whole or not at all; a PNG without a browser."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import resvg_py
from PIL import Image

from orggraph import regions
from orggraph.errors import UnknownName
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.picture import export, layout, raster
from orggraph.picture.icons import ICONS
from orggraph.picture.text_metrics import FAMILY, font_family
from orggraph.sources.dataset_yaml import read_dataset
from tests.picture.graphs import hostile


def region(name: str) -> Graph:
    return project(to_tables(read_dataset(regions.path(name))))


def test_the_forms_are_those_that_are_promised() -> None:
    assert set(export.WRITERS) == {".html", ".svg", ".png", ".json", ".graphml", ".gexf"}


@pytest.mark.parametrize("name", ["amersfoort", "gooi-en-vechtstreek"])
def test_each_form_is_what_its_suffix_says(tmp_path: Path, name: str) -> None:
    graph = region(name)
    for suffix in export.WRITERS:
        export.write(graph, tmp_path / f"kaart{suffix}", "nl")
    assert len(json.loads((tmp_path / "kaart.json").read_text(encoding="utf-8"))["nodes"]) == len(graph)
    picture = (tmp_path / "kaart.svg").read_text(encoding="utf-8")
    assert picture.startswith("<svg ")
    assert "Stand van: " in picture
    assert json.loads((tmp_path / "kaart.json").read_text(encoding="utf-8"))["datasets"][0]["id"] == name
    assert Image.open(tmp_path / "kaart.png").width == 2 * export.WIDTH
    html = (tmp_path / "kaart.html").read_text(encoding="utf-8")
    assert "2025-10-16" in html if name == "gooi-en-vechtstreek" else "2024" in html
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"kaart{suffix}" for suffix in sorted(export.WRITERS)]


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"\.svg"):
        export.write(hostile(), tmp_path / "kaart.svgz", "nl")


def test_what_stood_there_stays_when_writing_fails(tmp_path: Path) -> None:
    folder = tmp_path / "kaart.svg"
    folder.mkdir()
    (folder / "inhoud").write_text("blijft", encoding="utf-8")
    with pytest.raises(export.CannotWrite, match="cannot be written"):
        export.write(hostile(), folder, "nl")
    with pytest.raises(export.CannotWrite, match="cannot be written"):
        export.write(hostile(), tmp_path / "geen" / "kaart.svg", "nl")
    assert [path.name for path in tmp_path.iterdir()] == ["kaart.svg"]
    assert (folder / "inhoud").read_text(encoding="utf-8") == "blijft"


@pytest.mark.parametrize("view", layout.VIEWS)
def test_a_picture_of_hostile_names_is_a_picture(view: layout.View) -> None:
    drawing = layout.draw(view, hostile(), 900, 500, centre="test/body/h1")
    picture = Image.open(io.BytesIO(raster.png(drawing)))
    assert picture.size[0] == 1800
    assert len(picture.getcolors(1 << 24) or ()) > 10


def test_the_picture_has_the_colours_of_the_drawing() -> None:
    drawing = layout.swimlanes(region("amersfoort"), 1200, 600)
    picture = Image.open(io.BytesIO(raster.png(drawing))).convert("RGB")
    for band in drawing.bands:
        found = picture.getpixel((6, round((band.y0 + band.y1) / 2) * raster.SCALE))
        assert "#{:02X}{:02X}{:02X}".format(*found) == band.strong  # type: ignore[misc]


def test_a_picture_holds_letters_beyond_latin_1_and_no_system_font() -> None:
    with_letters, without = (
        raster.png(layout.swimlanes(region("amersfoort"), 1200, 600), [("Bron", text)]) for text in ("Łódź Ĳssel", "\uffff\uffff\uffff")
    )
    assert with_letters != without
    assert font_family().startswith(FAMILY)


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_leaves_ink(name: str) -> None:
    path = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 -960 960 960"><path d="{ICONS[name]}"/></svg>'
    picture = Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=path))))
    assert picture.getchannel("A").getextrema()[1] == 255
