"""What holds in datasets asked together where records are one thing: the rows against the definition, and plain examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from orggraph.graph import project
from orggraph.model.dataset import Dataset
from orggraph.model.identity import one_id
from orggraph.model.joint import changes
from orggraph.model.periods import on_day
from orggraph.model.tables import to_tables
from orggraph.sources.dataset_yaml import read_dataset
from tests.holding import RANKS, JointHolding, regions_that_share

WEST = """
dataset: {{id: west, title: West, reference_date: 2024-01-01}}
Organization: [{{id: dorp, name: Dorp, kind: municipality, identifiers: ["cbs:GM9901"]{dorp}}}]
Body: [{{id: ab, name: AB, kind: general_board, tier: executive, identifiers: ["x:ab"]}}]
Post: [{{id: zetel, name: Zetel, in: body/ab, on_behalf_of: organization/dorp, identifiers: ["x:zetel"]}}]
Person: [{{id: p, name: P, holds: {{to: post/zetel{holds}}}}}]
"""
EAST = """
dataset: {{id: east, title: East, reference_date: 2024-01-01}}
Organization: [{{id: dorp, name: Dorp, kind: municipality, identifiers: ["cbs:GM9901"]{dorp}}}]
Body: [{{id: raad, name: Raad, kind: council, tier: political, part_of: organization/dorp}},
       {{id: ab, name: AB, kind: general_board, tier: executive, identifiers: ["x:ab"]}}]
Post: [{{id: raadslid, name: Raadslid, in: body/raad}}, {{id: zetel, name: Zetel, in: body/ab, identifiers: ["x:zetel"]}}]
Person: [{{id: q, name: Q, holds: {holds}}}]
"""


def regions(west: str = "", east: str = "", *, p: str = "", q: str = "post/raadslid") -> tuple[Dataset, Dataset]:
    return read_dataset(WEST.format(dorp=west, holds=p)), read_dataset(EAST.format(dorp=east, holds=q))


def there(datasets: tuple[Dataset, Dataset], day: str) -> set[str]:
    graph = project(to_tables(*datasets), on=day)
    return {node.split("/", 1)[1] for node in graph} | {
        f"{source[-1]} {target.rsplit('/', 1)[1]}" for source, target, kind in graph.edges(data="type") if kind == "HOLDS"
    }


@settings(max_examples=30, deadline=None)
@given(regions_that_share())
def test_each_record_holds_as_the_definition_says(pair: tuple[tuple[Dataset, Dataset], dict[str, str]]) -> None:
    datasets, same = pair
    tables = to_tables(*datasets)
    assert one_id(tables) == same
    holding, changed = JointHolding(datasets, same), changes(tables, same)
    standing = {rank: status.value for status, rank in RANKS.items()} | {None: None}
    for row in (row | changed.get(row["id"], {}) for dataset in datasets for row in dataset.node_rows):
        for day in holding.days:
            assert on_day(row, day.isoformat()) == standing[holding.record_on(row["id"], day)], (row["id"], day)


@pytest.mark.parametrize("swapped", [False, True])
def test_what_hangs_on_what_ended_in_the_other_dataset_ends_with_it(swapped: bool) -> None:
    west, east = regions(west=", end_date: 2023-01-01")
    datasets = (east, west) if swapped else (west, east)
    assert {"body/raad", "post/raadslid", "q raadslid", "organization/dorp"} <= there(datasets, "2022-12-31")
    assert not {"body/raad", "post/raadslid", "q raadslid", "post/zetel", "p zetel", "organization/dorp"} & there(datasets, "2023-01-01")
    assert "east/body/raad" in project(to_tables(east), on="2023-01-01")


def test_where_both_say_an_end_the_last_counts() -> None:
    datasets = regions(west=", end_date: 2022-12-31", east=", end_date: 2023-12-31")
    assert {"body/raad", "q raadslid", "organization/dorp"} <= there(datasets, "2023-06-01")
    assert "organization/dorp" not in there(datasets, "2024-01-01")


def test_a_successor_that_another_dataset_knows_ends_who_stays_until_there_is_one() -> None:
    stays = ", start_date: 2020-01-01, end_date: 2022-01-01, until_successor: true"
    datasets = regions(p=stays, q="{to: post/zetel, start_date: 2022-06-01}")
    assert {"p zetel"} <= there(datasets, "2022-05-31")
    assert "p zetel" not in there(datasets, "2022-06-01")
    assert {"p zetel"} <= there(regions(p=stays), "2022-06-01")


def test_a_body_that_got_another_name_goes_on_in_both_datasets() -> None:
    renamed = """
dataset: {id: west, title: West, reference_date: 2024-01-01}
Body:
  - {id: oud, name: Oud, kind: project, tier: official, end_date: 2020-01-01, identifiers: ["x:1"]}
  - {id: nieuw, name: Nieuw, kind: project, tier: official, start_date: 2019-12-01, same_as: body/oud}
"""
    silent = """
dataset: {id: east, title: East, reference_date: 2024-01-01}
Body: [{id: ook, name: Ook, kind: project, tier: official, identifiers: ["x:1"]}]
Post: [{id: lid, name: Lid, in: body/ook}]
"""
    datasets = read_dataset(renamed), read_dataset(silent)
    for day in ("2019-12-15", "2020-01-01", "2024-01-01"):
        assert {"body/ook", "post/lid"} <= there(datasets, day)


def test_a_thing_that_only_one_dataset_knows_is_as_it_was() -> None:
    tables = to_tables(*regions())
    assert changes(tables, one_id(tables)) == {}
