"""What a dataset calls complete, and from when; what stands for it as a whole."""

from __future__ import annotations

import gc

import pytest

from orggraph.garbage import no_garbage_collection
from orggraph.graph import project
from orggraph.graph.datasets import complete_parts, label_of, name_of, wholes
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Cooperation, Topic
from orggraph.model.tables import to_tables
from orggraph.model.terms import BodyKind, Status, Tier


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


@pytest.mark.parametrize(
    ("standings", "whole"),
    [
        ([], "d"),
        ([Status.ACTUAL], "d/cooperation/0"),
        ([Status.ACTUAL, Status.ACTUAL], "d"),
        ([Status.PROPOSED, Status.ACTUAL], "d/cooperation/1"),
        ([Status.PROPOSED], "d"),
    ],
)
def test_a_dataset_stands_for_itself_unless_it_has_one_cooperation(standings: list[Status], whole: str) -> None:
    info = DatasetInfo(id="d", title="De D")
    nodes = [Cooperation(dataset="d", id=f"d/cooperation/{n}", name=f"C{n}", status=status) for n, status in enumerate(standings)]
    body = Body(dataset="d", id="d/body/ab", name="AB", kind=BodyKind.GENERAL_BOARD, tier=Tier.EXECUTIVE)
    graph = project(to_tables(Dataset(info, (body, *nodes), ())))

    assert wholes(graph) == {"d": whole}
    assert (label_of(graph, "d"), name_of(graph, "d")) == ("Dataset", "De D")
    assert (label_of(graph, body.id), name_of(graph, body.id)) == ("Body", "AB")


def test_the_search_for_garbage_goes_on_after_an_error() -> None:
    with pytest.raises(KeyError), no_garbage_collection():
        assert not gc.isenabled()
        raise KeyError
    assert gc.isenabled()
