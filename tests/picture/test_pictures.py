"""SVG, the data of the browser's map, the page that stands alone, and the graph as JSON."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from orggraph.i18n import LANGUAGES, Lang
from orggraph.picture.browser import map_data, pyvis_network, standalone_html
from orggraph.picture.drawing import Drawing
from orggraph.picture.icons import ICONS
from orggraph.picture.layout import VIEWS, WIDTHS, View, draw, for_screens, swimlanes
from orggraph.picture.pictures import graph_json, svg
from tests.picture.graphs import HOSTILE, agreements, consultations, hostile, large

SVG = "{http://www.w3.org/2000/svg}"


def parsed(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)  # noqa: S314 - made a moment ago, by us


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in parsed(picture).iter(f"{SVG}text")]


def script_data(page: str) -> dict[str, object]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found.group(1))
    return data


@pytest.mark.parametrize("view", VIEWS)
def test_svg_shows_every_card_in_its_place(view: View) -> None:
    drawing = draw(view, agreements(), 900, 480, centre="test/person/a")
    written = texts(svg(drawing))
    for card in drawing.cards:
        assert set(card.lines) <= set(written)
        if card.badge:
            assert card.badge in written
    for band in drawing.bands:
        assert set(band.lines) <= set(written)


def test_svg_draws_visible_lines_and_explains_them() -> None:
    drawing = swimlanes(consultations(), 1060, 480)
    picture = svg(drawing)
    visible = [line for line in drawing.lines if not line.quiet]
    titles = [element.text for element in parsed(picture).iter(f"{SVG}title")]
    assert visible
    assert {line.about for line in visible} <= set(titles)
    assert "bereidt voor" in texts(picture)
    assert "bereidt voor" not in texts(svg(drawing, legend=False))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_svg_has_a_title_and_a_language(lang: Lang) -> None:
    root = parsed(svg(swimlanes(consultations(), 900, 480, lang=lang)))
    assert root.get("lang") == lang
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == {"nl": "Relatiekaart", "en": "Relation map"}[lang]


def test_svg_holds_hostile_names_as_text() -> None:
    picture = svg(swimlanes(hostile(), 1540, 760, title=HOSTILE[0]))
    tags = {element.tag.removeprefix(SVG) for element in parsed(picture).iter()}
    assert tags <= {"svg", "title", "rect", "g", "path", "text", "circle", "polygon", "polyline", "style", "defs"}
    assert "onerror" not in {name for element in parsed(picture).iter() for name in element.attrib}


def test_nothing_in_a_svg_is_fetched() -> None:
    picture = svg(swimlanes(consultations(), 900, 480))
    assert re.findall(r"https?://[^\"']+", picture) == ["http://www.w3.org/2000/svg"]
    assert "@import" not in picture


def test_the_model_of_the_map_is_a_directed_pyvis_network() -> None:
    drawing = swimlanes(consultations(), 1060, 480)
    net = pyvis_network(drawing)
    assert net.directed
    assert [node["id"] for node in net.nodes] == [card.id for card in drawing.cards]
    assert [(edge["from"], edge["to"]) for edge in net.edges] == [(line.source, line.target) for line in drawing.lines]


def test_the_data_of_the_map_is_json_and_small() -> None:
    for graph in (consultations(), large(2000)):
        data = map_data(for_screens("swimlanes", graph, 480), key="map", height=480, lang="nl")
        assert len(json.dumps(data, allow_nan=False)) < 600_000
        assert len(data["drawings"]) == len(WIDTHS)


def test_of_what_is_folded_only_what_is_selected_travels() -> None:
    drawings = for_screens("swimlanes", consultations(), 480)
    data = map_data(drawings, key="map", height=480, select="test/post/bo-1-2", lang="nl")
    wide = data["drawings"][-1]
    assert wide["standsFor"] == {"test/post/bo-1-2": "test/body/bo-1"}


def test_every_icon_that_is_used_is_there() -> None:
    for graph in (consultations(), agreements(), large(115)):
        assert {card.icon for card in swimlanes(graph, 1540, 760).cards} <= set(ICONS)


def test_the_page_that_stands_alone_allows_one_script_and_no_request() -> None:
    page = standalone_html(swimlanes(consultations(), 900, 480), facts=[("Bron", "versie 1")], lang="nl")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy.group(1).replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in rules
    assert not re.search(r"<(link|img|iframe|object|embed)\b|src=[\"']", page.split('<script type="module">')[0])
    assert page.count("<script") - page.count("<script id=") == 1
    assert "versie 1" in page


def test_the_page_that_stands_alone_escapes_what_it_shows() -> None:
    drawing = swimlanes(hostile(), 900, 480, title=HOSTILE[0])
    page = standalone_html(drawing, facts=[(HOSTILE[3], HOSTILE[1])], lang="en")
    own, _, _ = page.partition('<script type="module">')
    assert "<script>window" not in own
    assert "<img" not in own
    assert script_data(page)["title"] == HOSTILE[0]


def test_the_page_that_stands_alone_says_the_same_as_a_table() -> None:
    page = standalone_html(swimlanes(consultations(), 900, 480), lang="nl")
    assert "AO landelijk gebied bereidt voor BO landelijk gebied" in page.partition('<script type="module">')[0]
    assert page.count("<tr><td>") == len(swimlanes(consultations(), 900, 480).lines)


def test_the_graph_as_json_holds_every_node_and_edge() -> None:
    graph = agreements()
    found = json.loads(graph_json(graph))
    assert {node["id"] for node in found["nodes"]} == set(graph)
    assert len(found["edges"]) == graph.number_of_edges()
    assert all({"id", "source", "target", "type"} <= set(edge) for edge in found["edges"])
    assert graph_json(graph) == graph_json(agreements())


def test_a_drawing_is_plain_json() -> None:
    drawing = swimlanes(agreements(), 900, 480)
    assert isinstance(drawing, Drawing)
    assert json.loads(json.dumps(drawing.as_dict()))["width"] == 900
