"""The layouts: nothing overlaps, nothing is outside, nothing is lost, whatever the size of graph and screen."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import networkx as nx
import pytest

from orggraph.errors import NotFound
from orggraph.graph import Graph, neighbours, project
from orggraph.model.relationships import TYPES
from orggraph.model.tables import to_tables
from orggraph.picture import palette
from orggraph.picture.drawing import BADGE_HEIGHT, MIN_FONT, SMALL, Card, Drawing
from orggraph.picture.folding import GROUP, Choice
from orggraph.picture.layout import VIEWS, WIDTHS, View, draw, network, rings, swimlanes
from orggraph.picture.text_metrics import text_width, wrap
from orggraph.resources import package_path
from orggraph.sources.dataset_yaml import read_dataset
from tests.picture.graphs import agreements, consultations, hostile, large

GRAPHS: dict[str, Callable[[], nx.MultiDiGraph[str]]] = {
    "consultations": consultations,
    "agreements": agreements,
    "hostile": hostile,
    "115": lambda: large(115),
    "500": lambda: large(500),
    "2000": lambda: large(2000),
}
CENTRES = {"consultations": "test/body/board", "agreements": "test/person/a", "hostile": "test/body/h1"}


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    def box(card: Card) -> tuple[float, float, float, float]:
        below = BADGE_HEIGHT / 2 if card.badge else 0
        return card.x - card.width / 2, card.y - card.height / 2, card.x + card.width / 2, card.y + card.height / 2 + below

    boxes = [(card.name, box(card)) for card in drawing.cards]
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


@pytest.fixture(params=GRAPHS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "height"), [(WIDTHS[0], 440), (760, 480), (WIDTHS[-1], 760)])
def test_nothing_overlaps_and_nothing_is_cut_off(name: str, view: View, width: int, height: int) -> None:
    drawing = draw(view, GRAPHS[name](), width, height, centre=CENTRES.get(name, "test/body/b0"))
    assert drawing.cards
    assert overlaps(drawing) == []
    for card in drawing.cards:
        assert drawing.gutter <= card.x - card.width / 2, card.name
        assert card.x + card.width / 2 <= drawing.width, card.name
        assert card.y - card.height / 2 >= 0, card.name
        assert card.y + card.height / 2 + (BADGE_HEIGHT / 2 if card.badge else 0) <= drawing.height, card.name


@pytest.mark.parametrize("view", ["swimlanes", "network"])
def test_every_node_is_found_on_one_card(name: str, view: View) -> None:
    graph = GRAPHS[name]()
    drawing = draw(view, graph, 760, 480)
    assert set(drawing.stands_for) == set(graph)
    members = [member for card in drawing.cards for member in card.members]
    assert len(members) == len(set(members))


def test_the_drawing_fits_the_height_asked(name: str) -> None:
    assert swimlanes(GRAPHS[name](), 900, 480).height <= 480


def test_text_fits_its_card(name: str) -> None:
    for card in swimlanes(GRAPHS[name](), 640, 480).cards:
        assert max(text_width(line, 12.5) for line in card.lines) <= card.width - card.text_left
        assert text_width(card.sub, SMALL, 400) <= card.width - card.text_left


def test_smallest_text_is_readable() -> None:
    assert SMALL >= MIN_FONT


def test_lanes_stand_in_the_order_of_the_tiers() -> None:
    drawing = swimlanes(large(115), 900, 600)
    assert [band.id for band in drawing.bands][1:5] == ["political", "executive", "official", "delivery"]
    for card in drawing.cards:
        band = next(band for band in drawing.bands if band.id == card.lane)
        assert band.y0 <= card.y - card.height / 2 <= card.y + card.height / 2 <= band.y1


def test_bodies_stand_apart_and_municipalities_together() -> None:
    drawing = swimlanes(consultations(), 1060, 480)
    assert len([card for card in drawing.cards if card.label == "Body" and not card.group]) == 20
    assert [card.name for card in drawing.cards if card.label == "Organization"] == ["8 × gemeente"]
    assert [card.name for card in drawing.cards if card.label == "Topic"] == ["10 onderwerpen"]


def test_every_body_stands_apart_on_a_small_screen_too() -> None:
    drawing = swimlanes(consultations(), 900, 430)
    assert len([card for card in drawing.cards if card.label == "Body" and not card.group]) == 20
    assert overlaps(drawing) == []


def test_preparation_stands_below_what_it_prepares() -> None:
    drawing = swimlanes(consultations(), 1060, 480)
    far = [abs(drawing.place[f"test/body/ao-{i}"].x - drawing.place[f"test/body/bo-{i}"].x) for i in range(8)]
    assert sum(far) / len(far) < 150


def test_posts_are_counted_on_their_body() -> None:
    drawing = swimlanes(consultations(), 1060, 480)
    assert drawing.place["test/body/bo-0"].badge == "4"
    assert drawing.stands_for["test/post/bo-0-1"] == "test/body/bo-0"
    assert swimlanes(agreements(), 1060, 480).place["test/body/ab"].badge == "1/1"


def test_what_is_kept_stands_apart() -> None:
    drawing = swimlanes(consultations(), 760, 480, choice=Choice(keep=frozenset({"test/organization/town-3"})))
    assert drawing.stands_for["test/organization/town-3"] == "test/organization/town-3"
    assert "7 × gemeente" in [card.name for card in drawing.cards]


def test_an_expanded_group_and_an_expanded_body_unfold() -> None:
    graph = consultations()
    group = next(card.id for card in swimlanes(graph, 1060, 480).cards if card.label == "Organization")
    assert group.startswith(GROUP)
    opened = swimlanes(graph, 1060, 600, choice=Choice(frozenset({group})))
    assert len([card for card in opened.cards if card.label == "Organization"]) == 8
    posts = swimlanes(graph, 1060, 600, choice=Choice(frozenset({"test/body/bo-0"})))
    assert len([card for card in posts.cards if card.label == "Post"]) == 4
    assert overlaps(posts) == []


def test_a_large_expanded_group_shows_what_fits_and_counts_the_rest() -> None:
    graph = large(500)
    group = next(card.id for card in swimlanes(graph, 900, 480).cards if card.group and card.label == "Person")
    drawing = swimlanes(graph, 900, 480, choice=Choice(frozenset({group})))
    people = [card for card in drawing.cards if card.label == "Person"]
    assert len(people) > 2
    assert sum(1 for card in people if card.group) == 1
    assert drawing.height <= 480


def test_parallel_relations_are_one_line_that_keeps_all_ids() -> None:
    graph = consultations()
    drawing = swimlanes(graph, 1060, 480)
    pairs = [(line.source, line.target) for line in drawing.lines]
    assert len(pairs) == len({frozenset(pair) for pair in pairs})
    drawn = {key for line in drawing.lines for key in line.ids}
    expected = {
        key
        for source, target, key in graph.edges(keys=True)
        if drawing.stands_for[source] != drawing.stands_for[target]
    }  # fmt: skip
    assert drawn == expected


def test_the_number_of_lines_at_once_is_bounded(name: str) -> None:
    assert sum(not line.quiet for line in swimlanes(GRAPHS[name](), 1540, 760).lines) <= 26


def test_rings_stand_round_their_centre() -> None:
    drawing = rings(agreements(), "test/person/a", 900, 480)
    middle = drawing.place["test/person/a"]
    assert (middle.x, middle.y) == (450, 240)
    assert drawing.place["test/body/ab"].sub.startswith("Voorzitter")
    assert len(drawing.guides) == 2


def test_one_step_shows_neighbours_only() -> None:
    graph = agreements()
    drawing = rings(graph, "test/person/a", 900, 480, steps=1)
    assert set(drawing.stands_for) == {"test/person/a", "test/body/ab", "test/post/ab-chair"} | {
        f"test/assignment/{i}" for i in range(1, 9) if i != 4
    }


def test_an_unknown_centre_says_the_nearest() -> None:
    with pytest.raises(NotFound, match="test/person/a"):
        rings(agreements(), "test/person/aa", 900, 480)


def test_an_empty_graph_gives_an_empty_drawing() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert swimlanes(empty, 900, 480).cards == ()
    assert network(empty, 900, 480).cards == ()


def test_the_same_graph_gives_the_same_drawing(name: str) -> None:
    assert network(GRAPHS[name](), 900, 480) == network(GRAPHS[name](), 900, 480)
    assert swimlanes(GRAPHS[name](), 900, 480) == swimlanes(GRAPHS[name](), 900, 480)


def test_both_languages() -> None:
    assert "8 × municipality" in [card.name for card in swimlanes(consultations(), 760, 480, lang="en").cards]
    assert [band.title for band in swimlanes(consultations(), 760, 480, lang="nl").bands][1] == "Bestuurlijk"


@pytest.mark.parametrize("lane", palette.LANES, ids=lambda lane: lane.id)
def test_colours_have_contrast(lane: palette.LaneStyle) -> None:
    assert palette.contrast(lane.strong, palette.PAPER) >= 4.5
    assert palette.contrast(lane.strong, lane.soft) >= 4.5


def test_every_relation_has_a_look_and_those_of_one_colour_differ_in_dash() -> None:
    assert set(palette.RELATION) == set(TYPES)
    for style in palette.RELATION.values():
        assert palette.contrast(style.colour, palette.PAPER) >= 4.5
    coloured = [(style.colour, style.dash) for style in palette.RELATION.values() if style.colour != palette.MUTED]
    assert len(coloured) == len(set(coloured))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kort", ("kort",)),
        ("BO recreatie en toerisme", ("BO recreatie", "en toerisme")),
        ("Bestuursconvenant", ("Bestuurs", "convenant")),
        ("", ()),
    ],
)
def test_wrapping(text: str, expected: tuple[str, ...]) -> None:
    lines = wrap(text, 80, 12.5, 3)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(expected).replace(" ", "")
    assert all(text_width(line, 12.5) <= 88 for line in lines)


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    lines = wrap("heel veel woorden " * 20, 80, 12.5, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


@pytest.fixture(scope="module")
def example() -> Graph:
    return project(to_tables(read_dataset(package_path("regions", "voorbeeldregio.yaml"))))


@pytest.mark.parametrize("size", [(900, 430), (1540, 760)])
def test_of_many_bodies_those_of_other_cooperations_and_of_every_municipality_stand_together(example: Graph, size: tuple[int, int]) -> None:
    drawing = swimlanes(example, *size, lang="en")
    names = [card.name for card in drawing.cards]
    assert any(name.endswith("bodies of other cooperations") for name in names)
    assert "7 × council" in names
    assert "voorbeeldregio/body/ab" in drawing.place
    assert "voorbeeldregio/body/db" in drawing.place
    assert set(drawing.stands_for) >= {node for node, data in example.nodes(data=True) if data["label"] in ("Body", "Post", "Person")}
    assert sum(not line.quiet for line in drawing.lines) <= 26


def test_rings_of_a_person_show_the_seats_themselves(example: Graph) -> None:
    drawing = rings(example, "voorbeeldregio/person/hanneke-roskam", 1540, 760)
    seats = {edge.target for edge in neighbours(example, "voorbeeldregio/person/hanneke-roskam", "HOLDS")}
    bodies = {edge.target for post in seats for edge in neighbours(example, post, "IN") if example.nodes[edge.target]["label"] == "Body"}
    assert bodies
    assert bodies <= set(drawing.place)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Raadsadviescommissie", ("Raadsadvies-", "commissie")),
        ("Klankbordgroep", ("Klankbord-", "groep")),
        ("Gemeentesecretarissenoverleg", ("Gemeentese-", "cretarissen-", "overleg")),
        ("verantwoordelijkheid", ("verantwoorde-", "lijkheid")),
        ("bedrijfsvoeringsorganisatie", ("bedrijfsvoerings-", "organisatie")),
    ],
)
def test_a_long_word_breaks_where_dutch_hyphenates(word: str, parts: tuple[str, ...]) -> None:
    assert wrap(word, max(text_width(part, 12.5) for part in parts) + 9, 12.5, 4) == parts
