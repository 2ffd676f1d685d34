"""Periods of holders against their seats: what certainly overlaps is told, what may fit is not."""

from __future__ import annotations

from typing import Any

import pytest

from orggraph.model.base import Node
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Person, Post
from orggraph.model.relationships import Holds

SEAT = "d/post/seat"


def problems_of(*holders: dict[str, Any], **post: Any) -> list[tuple[str, str]]:
    """Level and code of each problem of a post with holders; ``of`` says whose each is (default: each somebody else)."""
    people = {holder.get("of", str(number)) for number, holder in enumerate(holders)}
    nodes: list[Node] = [Person(dataset="d", id=f"d/person/p{name}", name="lid") for name in sorted(people)]
    nodes.append(Post(dataset="d", id=SEAT, name="zetel", **post))
    holds = tuple(
        Holds(dataset="d", source=f"d/person/p{holder.get('of', number)}", target=SEAT, **{k: v for k, v in holder.items() if k != "of"})
        for number, holder in enumerate(holders)
    )
    problems = check(Dataset(DatasetInfo(id="d", title="D"), tuple(nodes), holds))
    return [(problem.level, problem.code) for problem in problems]


TOO_MANY = [("warning", "too_many_holders")]
DAY_BETWEEN = [("warning", "day_between")]


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ([{"start_date": "2022"}, {"start_date": "2024-06-01"}], TOO_MANY),
        ([{}, {}], TOO_MANY),
        ([{"end_date": "2023"}, {"start_date": "2024"}], []),
        ([{"end_date": "2024"}, {"start_date": "2024"}], []),
        ([{"end_date": "2024-06-01"}, {"start_date": "2024-06-01"}], []),
        ([{"end_date": "2024-06-02"}, {"start_date": "2024-06-01"}], TOO_MANY),
        ([{}, {"acting": True}], []),
        ([{"share": 0.5}, {"share": 0.5}], []),
        ([{"share": 0.8}, {"share": 0.8}], TOO_MANY),
        ([{"share": 0.1}] * 10, []),
        ([{"share": 0.5}, {}], TOO_MANY),
        ([{}, {"status": "proposed"}], []),
        ([{}, {"status": "former"}], []),
    ],
)
def test_more_holders_than_one_seat(holders: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert problems_of(*holders) == expected
    assert problems_of(*reversed(holders)) == expected


def test_a_post_of_several_seats_has_so_many_holders() -> None:
    assert problems_of({}, {}, count=2) == []
    assert problems_of({}, {}, {}, count=2) == TOO_MANY
    assert problems_of({}, {}, {}, per="municipality") == []


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        ({"start_date": "2022", "end_date": "2026"}, {"start_date": "2024-01-01"}, ["error"]),
        ({"start_date": "2026-05-09"}, {"start_date": "2026-05-13"}, ["error"]),
        ({"start_date": "2022-03-30", "end_date": "2023-02-01"}, {"start_date": "2023-05-24"}, []),
        ({"start_date": "2018", "end_date": "2022"}, {"start_date": "2022"}, []),
    ],
)
def test_one_person_twice_on_a_seat(first: dict[str, Any], second: dict[str, Any], level: list[str]) -> None:
    assert [one for one, _code in problems_of({"of": "a", **first}, {"of": "a", **second})] == level


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("2024-05-31", "2024-06-01", DAY_BETWEEN),
        ("2023-12-31", "2024-01-01", DAY_BETWEEN),
        ("2024-05-31", "2024-06-02", []),
        ("2024-06-01", "2024-06-01", []),
        ("2024-05", "2024-06-01", []),
    ],
)
def test_a_day_between_two_holders(end: str, start: str, expected: list[tuple[str, str]]) -> None:
    assert problems_of({"end_date": end}, {"start_date": start}) == expected
    assert problems_of({"of": "a", "end_date": end}, {"of": "a", "start_date": start}) == expected


def test_a_day_on_which_somebody_else_holds_the_seat_is_no_gap() -> None:
    stand_in = {"start_date": "2024-05-01", "end_date": "2024-06-01", "acting": True}
    assert problems_of({"end_date": "2024-05-31"}, {"start_date": "2024-06-01"}, stand_in) == []


def test_a_period_of_no_day_is_probably_meant_otherwise() -> None:
    assert problems_of({"start_date": "2024-05-31", "end_date": "2024-05-31"}) == [("warning", "no_day")]
    assert problems_of({"start_date": "2024-05", "end_date": "2024-05"}) == []
