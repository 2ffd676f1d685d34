"""The content of a region for the map in the browser: everything once, small, and text stays text."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import networkx as nx
import pytest

from orggraph import resources
from orggraph.graph import project
from orggraph.graph.forms import forms
from orggraph.i18n import LANGUAGES, Lang
from orggraph.model.relationships import TYPES
from orggraph.model.tables import to_tables
from orggraph.picture.folding import Folded
from orggraph.picture.palette import SYMMETRIC
from orggraph.picture.region import content, first_sight
from orggraph.picture.region_page import one_script, region_page
from orggraph.picture.region_texts import templates
from orggraph.picture.relations import FROM_OTHER_END, TIES
from orggraph.sources.dataset_yaml import read_dataset
from tests.model.test_validity import RETURNED
from tests.picture.graphs import HOSTILE, Builder, agreements, consultations, hostile, large

MODULES = sorted(resources.package_path("picture", "static").glob("*.js"))


@pytest.fixture(scope="module")
def example() -> nx.MultiDiGraph[str]:
    return project(to_tables(read_dataset(resources.package_path("regions", "voorbeeldregio.yaml"))))


def node_of(made: dict[str, Any], node: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in made["nodes"] if row["i"] == node)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_region_travels_in_well_under_a_megabyte(example: nx.MultiDiGraph[str], lang: Lang) -> None:
    made = content(example, title="Regio", lang=lang)
    assert len(json.dumps(made, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()) < 500_000
    assert made == content(example, title="Regio", lang=lang)


def test_every_seat_comes_with_its_body_and_its_holder(example: nx.MultiDiGraph[str]) -> None:
    made = content(example)
    board = next(i for i, row in enumerate(made["nodes"]) if row["i"] == "voorbeeldregio/body/ab")
    seats = [row for row in made["nodes"] if row.get("of") == board]
    assert len(seats) == 31
    assert sum(1 for seat in seats if seat.get("h")) == 27
    assert all(made["nodes"][seat["h"][0][0]]["L"] == "Person" for seat in seats if seat.get("h"))


def test_every_node_that_is_drawn_stands_on_one_card_at_first_sight(example: nx.MultiDiGraph[str]) -> None:
    for graph in (example, consultations(), agreements(), large(400)):
        folded = Folded(graph)
        counted = Counter(node for item in first_sight(folded) for node in item.members)
        assert set(counted.values()) == {1}
        assert {node for node in folded.drawn if graph.nodes[node]["label"] == "Body"} <= set(counted)


def test_what_every_municipality_has_stands_together_and_a_pair_apart() -> None:
    make = Builder()
    for i in range(3):
        make.node("Body", f"raad-{i}", f"Raad {i}", kind="council", tier="political")
    for i in range(2):
        make.node("Body", f"college-{i}", f"College {i}", kind="college", tier="executive")
    make.node("Body", "db", "Dagelijks bestuur", kind="executive_board", tier="executive")
    cards = content(make.graph)["cards"]
    assert [(card["n"], len(card["m"])) for card in cards if "m" in card] == [("3 × gemeenteraad", 3)]
    assert sum(1 for card in cards if "at" in card) == 3


def test_many_bodies_of_one_kind_stand_together() -> None:
    make = Builder()
    for i in range(13):
        make.node("Body", f"p{i}", f"Project {i}", kind="project", tier="official")
    assert [len(card["m"]) for card in content(make.graph)["cards"]] == [13]


def test_an_empty_graph_has_no_card() -> None:
    made = content(nx.MultiDiGraph())
    assert (made["nodes"], made["edges"], made["cards"]) == ([], [], [])


def test_only_sources_that_name_all_holders_make_an_empty_seat_open(example: nx.MultiDiGraph[str]) -> None:
    assert content(example)["holders"] is True
    assert content(consultations())["holders"] is False


def test_signals_stand_with_what_they_are_about() -> None:
    made = content(consultations(), signals={"test/body/board": ["een", "twee"]})
    assert node_of(made, "test/body/board")["g"] == ["een", "twee"]
    assert made["signals"]
    assert not content(consultations())["signals"]


def test_every_relation_is_a_sentence_from_either_end() -> None:
    assert set(FROM_OTHER_END) == set(TYPES)
    for kind, text in FROM_OTHER_END.items():
        for lang in LANGUAGES:
            same = text.render(lang) == TYPES[kind].title[lang]
            assert same == (kind in SYMMETRIC), kind
    assert FROM_OTHER_END["PREPARES"].render("nl") == "wordt voorbereid door"
    assert all(types <= set(TYPES) for _, types in TIES.values())


def test_the_modules_ask_only_for_texts_that_there_are() -> None:
    known = set(templates("nl"))
    asked = {name for file in MODULES for name in re.findall(r'\bt\("(\w+)"', file.read_text(encoding="utf-8"))}
    assert len(asked) > 40
    assert asked <= known


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_keep_the_names_that_the_browser_fills_in(lang: Lang) -> None:
    texts = templates(lang)
    assert texts["seats"] == (["1 zetel", "{n} zetels"] if lang == "nl" else ["1 seat", "{n} seats"])
    assert "{name}" in texts["showAllOf"][0]


def test_modules_are_small_and_readable() -> None:
    for file in MODULES:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 400, file.name
        assert max(map(len, lines)) <= 190, file.name


def test_one_script_has_each_module_once_and_imports_nothing() -> None:
    script = one_script("page")
    assert not re.search(r"^(import|export) ", script, re.MULTILINE)
    assert script.count("const of_dom = ") == 1
    assert script.index("const of_dom") < script.index("const of_lanes") < script.index("const of_page")


def test_the_page_that_stands_alone_allows_one_script_and_no_request() -> None:
    page = region_page(content(consultations(), title="Regio"), facts=[("Bron", "versie 1")])
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = policy.group(1).replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in rules
    assert page.count("<script") - page.count("<script id=") == 1
    assert "versie 1" in page


def test_the_page_that_stands_alone_escapes_what_it_shows() -> None:
    page = region_page(content(hostile(), title=HOSTILE[0], lang="en"), facts=[(HOSTILE[3], HOSTILE[1])])
    own, _, _ = page.partition('<script type="module">')
    assert "<script>window" not in own
    assert "<img" not in own
    data = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert data
    assert json.loads(data.group(1))["title"] == HOSTILE[0]


def test_with_all_times_each_fact_says_when_it_holds() -> None:
    tables = to_tables(read_dataset(resources.package_path("regions", "voorbeeldregio.yaml")))
    today, always = content(project(tables)), content(project(tables, all_times=True), times=True)
    assert {row["i"] for row in today["nodes"]} < {row["i"] for row in always["nodes"]}
    on = always["on"]
    assert {row["i"] for row in always["nodes"] if row.get("a", "") <= on < row.get("z", "9999")} == {row["i"] for row in today["nodes"]}
    assert all(len(edge) == 6 for edge in always["edges"])
    assert all(len(edge) == 4 for edge in today["edges"])


def test_what_was_interrupted_says_when() -> None:
    made = content(project(to_tables(read_dataset(RETURNED)), all_times=True), times=True)
    seat = next(row for row in made["nodes"] if row["i"] == "d/post/zetel")
    gap = ["2016-01-01/2018-01-01"]
    assert seat["y"] == gap
    assert [held[4:] for held in seat["h"]] == [[gap]]


def test_a_form_of_cooperation_names_its_boards_and_who_takes_part(example: nx.MultiDiGraph[str]) -> None:
    made = content(example)
    names = [row["i"] for row in made["nodes"]]
    form = next(form for form in made["forms"] if names[form["at"]] == "voorbeeldregio/arrangement/regeling-2024")
    edges = example.in_edges(names[form["at"]], data="type")
    assert {names[i] for i in form["p"]} == {node for node, _, kind in edges if kind == "PARTICIPATES_IN"}
    assert {"voorbeeldregio/body/ab", "voorbeeldregio/body/db"} <= {names[i] for i in form["b"]}


def test_a_form_of_the_past_is_looked_at_on_its_last_day() -> None:
    tables = to_tables(read_dataset(resources.package_path("regions", "voorbeeldregio.yaml")))
    every, now = project(tables, all_times=True), project(tables)
    made = content(every, times=True, forms=forms(now, every))
    day = {made["nodes"][form["at"]]["i"]: form["on"] for form in made["forms"]}
    assert day["voorbeeldregio/arrangement/regeling-2015"] == "2023-12-31"
    assert day["voorbeeldregio/arrangement/regeling-2024"] == ""
