"""What an engine works out over columns is what NetworkX finds in the graph of the same records."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from orggraph import regions
from orggraph.columns import registry
from orggraph.columns._engines import Engine
from orggraph.model.dataset import Dataset
from orggraph.model.identity import SAME_AS
from orggraph.model.relationships_people import Holds
from orggraph.model.tables import Table, Tables, by_kind, to_tables
from orggraph.register.country import TAKES_PART
from orggraph.rules import rule_base
from orggraph.sources.dataset_yaml import read_dataset
from tests.columns.conftest import MEASURES, Written, by_engine, by_graph
from tests.conftest import SOAK
from tests.strategies import ID, datasets

MANY = 400 if SOAK else 50
WHEN = ("valid_from", "valid_before", "interrupted", "weaker", "standing")
"""What says when a record holds, beside its status."""


@pytest.fixture(scope="module")
def random_tables() -> Tables:
    """Many random datasets as one, whose records do not know each other; none that is another one too, which columns refuse."""
    made: list[Tables] = []

    @settings(max_examples=MANY, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(datasets(most=20))
    def gather(dataset: Dataset) -> None:
        made.append(to_tables(dataset))

    gather()
    nodes = [row for number, tables in enumerate(made) for table in tables.nodes for row in _apart(table, number, "label")]
    edges = [row for number, tables in enumerate(made) for table in tables.relationships for row in _apart(table, number, "type")]
    return Tables(by_kind(nodes, "label"), by_kind(edges, "type"), {ID: {"id": ID, "title": "Proef"}})


def _apart(table: Table, number: int, kind: str) -> list[dict[str, Any]]:
    """The rows of a table, with ids of their own."""

    def own(value: Any) -> Any:
        if isinstance(value, list):
            return [own(part) for part in value]
        return f"{ID}{number}/{value.removeprefix(ID + '/')}" if isinstance(value, str) and value.startswith(f"{ID}/") else value

    chance = random.Random(number)
    rows = []
    for row in table.rows() if table.kind != SAME_AS else ():
        kept = {name: own(value) for name, value in row.items() if name != "identifiers"} | {kind: table.kind}
        if chance.random() < 0.7:  # of days in twenty centuries hardly any is one on which two records hold
            kept = {name: value for name, value in kept.items() if name not in WHEN} | {"status": "actual"}
        rows.append(kept)
    return rows


@pytest.mark.parametrize("name", MEASURES)
def test_of_random_records(engine: Engine, written: Written, random_tables: Tables, name: str) -> None:
    measured = registry()[name]
    params: dict[str, Any] = {"role_overload": {"threshold": 1, "peer_score": 0.5}, "interlocks": {"share": 0.1, "least": 1}}.get(name, {})
    expected = by_graph(random_tables, measured, **params)
    assert expected or name != "role_overload"
    assert by_engine(engine, written(random_tables), measured, **params) == expected


@pytest.fixture(scope="module")
def busy_region() -> Tables:
    """The example region with people at random on more posts, some proposed, some over, some until a day."""
    region = read_dataset(regions.path("voorbeeldregio"))
    people, posts = ([node for node in region.nodes if node.label() == label] for label in ("Person", "Post"))
    chance = random.Random(13)
    times = (
        {},
        {},
        {},
        {"status": "proposed"},
        {"status": "former"},
        {"end_date": "2020"},
        {"start_date": "2030-05"},
        {"start_date": "2011"},
    )
    drawn = {(chance.choice(people).id, chance.choice(posts).id) for _ in range(3 * len(people))}
    taken = {(edge.source, edge.target) for edge in region.relationships if edge.type == "HOLDS"}
    more = [
        Holds(dataset=region.id, source=person, target=post, **chance.choice(times))  # type: ignore[arg-type]
        for person, post in sorted(drawn - taken)
    ]
    return to_tables(replace(region, relationships=(*region.relationships, *more)))


@pytest.mark.parametrize("name", ["role_overload", "role_conflicts", "interlocks"])
def test_of_people_with_posts_at_random(engine: Engine, written: Written, busy_region: Tables, name: str) -> None:
    measured = registry()[name]
    params = {"share": 0.05, "least": 1} if name == "interlocks" else {}
    expected = by_graph(busy_region, measured, **params)
    assert len(expected) > 20
    assert by_engine(engine, written(busy_region), measured, **params) == expected


@pytest.mark.parametrize("region", ["gooi-en-vechtstreek", *(["amersfoort"] if SOAK else [])])
def test_of_roles_that_a_source_puts_in_one_person(engine: Engine, written: Written, region: str) -> None:
    tables = to_tables(read_dataset(regions.path(region)))
    measured = registry()["role_conflicts"]
    expected = by_graph(tables, measured)
    assert {row[measured.columns.index("measure")] for row in expected} == {"roles"}
    assert by_engine(engine, written(tables), measured) == expected


@pytest.fixture(scope="module")
def busy_country(country_tables: Tables) -> Tables:
    """The register of the country in which some ended, some take part twice, and some by an organ that nobody states."""
    chance = random.Random(13)

    def changed(table: Table, key: str) -> Iterator[dict[str, Any]]:
        for row in table.rows():
            row[key] = table.kind
            draw = chance.random()
            if table.kind == TAKES_PART and draw < 0.2:
                yield row | {"id": f"{row['id']}-2", "organs": chance.sample(["council", "college", "mayor"], 2), "joined": "2011"}
            if table.kind == TAKES_PART and draw > 0.8:
                row.pop("organs", None)
            yield row | ({"valid_before": "2024-01-01"} if 0.4 < draw < 0.45 else {})

    nodes = [row for table in country_tables.nodes for row in changed(table, "label")]
    return Tables(
        by_kind(nodes, "label"),
        by_kind((row for table in country_tables.relationships for row in changed(table, "type")), "type"),
        country_tables.datasets,
    )


@pytest.mark.parametrize("name", [name for name in MEASURES if "-" in name])
def test_of_a_country(engine: Engine, written: Written, busy_country: Tables, name: str) -> None:
    measured = registry()[name]
    expected = by_graph(busy_country, measured)
    assert expected
    assert by_engine(engine, written(busy_country), measured) == expected


def test_a_rule_is_declared_once(engine: Engine, written: Written, busy_region: Tables) -> None:
    """A pair that is declared otherwise changes what both find."""
    base = rule_base()
    pair = base.pairs["region-municipality"]
    other = replace(base, pairs={pair.id: pair.model_copy(update={"second": (*pair.second, "local_portfolio_holder")})})
    measured = registry()["role_conflicts"]
    usual = by_graph(busy_region, measured, base=replace(base, pairs={pair.id: pair}))
    expected = by_graph(busy_region, measured, base=other)
    assert expected
    assert expected != usual
    assert by_engine(engine, written(busy_region), measured, base=other) == expected
