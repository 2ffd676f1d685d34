"""Files of the graph: every form is what it says, whole or not at all; a PNG without a browser."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from orggraph import regions
from orggraph.errors import UnknownName
from orggraph.graph import Graph, project
from orggraph.model.tables import to_tables
from orggraph.picture import export, layout, raster
from orggraph.picture.icons import ICONS
from orggraph.sources.dataset_yaml import read_dataset
from tests.picture.graphs import hostile


def region(name: str) -> Graph:
    return project(to_tables(read_dataset(regions.path(name))))


def test_the_forms_are_those_that_are_promised() -> None:
    assert set(export.WRITERS) == {".html", ".svg", ".png", ".json"}


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


def test_every_icon_can_be_drawn() -> None:
    for name, path in ICONS.items():
        outlines = raster.outlines(path)
        assert outlines, name
        assert all(len(outline) > 2 for outline in outlines), name
        assert all(-1 <= x <= 961 and -961 <= y <= 1 for outline in outlines for x, y in outline), name


def test_dashes_cover_their_share_of_a_line() -> None:
    parts = list(raster.dashed([(0.0, 0.0), (30.0, 0.0), (100.0, 0.0)], (8, 2)))
    assert len(parts) == 10
    assert sum(part[-1][0] - part[0][0] for part in parts) == pytest.approx(80)
    assert list(raster.dashed([(0.0, 0.0), (5.0, 0.0)], ())) == [[(0.0, 0.0), (5.0, 0.0)]]
