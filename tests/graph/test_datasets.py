"""What a dataset calls complete, and from when."""

from __future__ import annotations

import gc

import pytest

from orggraph.garbage import no_garbage_collection
from orggraph.graph import project
from orggraph.graph.datasets import complete_parts
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Topic
from orggraph.model.tables import to_tables
from orggraph.model.terms import BodyKind, Tier


@pytest.mark.parametrize(
    ("since", "reference_date", "on", "counts"),
    [
        (None, None, "1990", True),
        (None, "2024-03", None, True),
        (None, "2024-03", "2024-03-01", True),
        (None, "2024-03", "2024-02-29", False),
        ("2020", "2024-03", "2019-12-31", False),
        ("2020", "2024-03", "2020-01-01", True),
        ("2025", "2024-03", None, False),
    ],
)
def test_absence_counts_from_the_day_that_parts_are_complete(
    since: str | None, reference_date: str | None, on: str | None, counts: bool
) -> None:
    info = DatasetInfo(id="d", title="D", reference_date=reference_date, complete=("HOLDS",), complete_since=since)
    graph = project(to_tables(Dataset(info, (Topic(dataset="d", id="d/topic/a", name="A"),), ())), on=on)

    assert ("HOLDS" in complete_parts(graph, "d")) is counts


def test_one_body_may_be_complete_where_the_dataset_is_not() -> None:
    info = DatasetInfo(id="d", title="D", reference_date="2024")
    board = Body(
        dataset="d", id="d/body/ab", name="AB", kind=BodyKind.GENERAL_BOARD, tier=Tier.EXECUTIVE, complete=("IN",), complete_since="2020"
    )
    tables = to_tables(Dataset(info, (board,), ()))

    assert complete_parts(project(tables), "d") == frozenset()
    assert complete_parts(project(tables), "d", board.id) == {"IN"}
    assert complete_parts(project(tables, on="2019"), "d", board.id) == frozenset()


def test_the_search_for_garbage_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), no_garbage_collection():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
