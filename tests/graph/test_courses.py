"""Routes read from a graph: Noord-Veluwe, compared with slide 10 by hand, and a small region with what is proposed and open."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from orggraph import regions
from orggraph.graph import Graph, project
from orggraph.graph.courses import courses
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset

REGION = """
    orggraph: 1
    dataset: {id: d, title: Klein, reference_date: 2025-06-01}
    Body:
      - {id: db, name: DB, kind: executive_board, tier: executive}
      - {id: raad, name: Raad, kind: council, tier: political}
    Post:
      - {id: vz, name: Voorzitter, in: body/db}
    Product:
      - {id: begroting, name: Begroting, kind: budget, owned_by: post/vz, adopted_by: body/db}
    Route:
      - id: weg
        name: Weg
        route_for: product/begroting
        has_step: [step/twee, step/een, {to: step/drie, status: proposed}, {to: step/oud, status: former}]
      - {id: leeg, name: Leeg}
      - {id: weleer, name: Weleer, status: former}
    Step:
      - {id: een, name: Voorstellen, number: 1, action: propose, at: post/vz, next: [step/twee, step/oud]}
      - {id: twee, name: Besluiten, number: 2, action: decide, at: [body/db, body/raad]}
      - {id: drie, name: Uitvoeren, number: 3, action: execute}
      - {id: oud, name: Oud, number: 9, action: advise}
"""


@pytest.fixture
def small(tmp_path: Path) -> Graph:
    file = tmp_path / "d.yaml"
    file.write_text(dedent(REGION), encoding="utf-8")
    return project(to_tables(read_dataset(file)))


def test_the_route_of_noord_veluwe_is_that_of_its_slide() -> None:
    graph = project(to_tables(read_dataset(regions.path("noord-veluwe"))))
    known = {each.route.rsplit("/", 1)[-1]: each for each in courses(graph)}
    assert {slug: len(each.stops) for slug, each in known.items()} == {
        "spoor-nieuwe-ontwikkelingen": 2,
        "spoor-strategie": 3,
        "voorstel": 13,
    }
    stops = known["voorstel"].stops
    assert [stop.number for stop in stops] == list(range(1, 14))
    assert [stop.number for stop in stops if stop.decides] == [12]
    assert [(stop.number, stop.tiers) for stop in stops if len(stop.tiers) > 1] == [(9, ("political", "executive"))]
    numbers = {stop.step: stop.number for stop in stops}
    ways = {
        stop.number: [(numbers[way.target], way.attributes.get("condition")) for way in stop.next] for stop in stops if len(stop.next) > 1
    }
    assert ways == {4: [(5, "voorstel met impact"), (6, "voorstel zonder impact")], 10: [(11, "eventueel"), (12, None)]}
    assert {purpose.node for purpose in known["voorstel"].purposes} == {
        "noord-veluwe/topic/strategie-en-beleid",
        "noord-veluwe/topic/spoor-beleidsagenda",
    }
    assert {stop.tiers for stop in known["spoor-strategie"].stops} == {("",)}


def test_what_is_former_is_left_out_and_what_is_proposed_says_so(small: Graph) -> None:
    empty, way = courses(small)
    assert (empty.route, empty.stops) == ("d/route/leeg", ())
    assert [(stop.number, stop.tiers, stop.settled) for stop in way.stops] == [
        (1, ("executive",), True), (2, ("political", "executive"), True), (3, ("",), False),
    ]  # fmt: skip
    assert [edge.target for edge in way.stops[0].next] == ["d/step/twee"]


def test_a_route_tells_who_owns_and_who_adopts_what_travels_it(small: Graph) -> None:
    (purpose,) = courses(small)[1].purposes
    assert purpose.node == "d/product/begroting"
    assert [edge.target for edge in purpose.owners] == ["d/post/vz"]
    assert [edge.target for edge in purpose.adopters] == ["d/body/db"]
