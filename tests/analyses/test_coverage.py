from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations

import pytest

from orggraph.analyses import find, tables
from orggraph.analyses.coverage import smallest
from orggraph.errors import WrongUsage
from orggraph.graph import Graph
from tests.analyses.conftest import seats

Small = Callable[..., Graph]


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(seats({"ann": "ab", "bas": "bc", "cas": "cd"}))
    [table] = tables(graph, "coverage")

    assert [(str(row["person"]).rsplit("/", 1)[-1], row["only_known"]) for row in table.rows] == [("ann", True), ("cas", True)]
    assert "2 of 3 people" in table.sentence.render("en")
    assert find(graph, ["coverage"]) == []


@pytest.mark.parametrize("seed", range(6))
def test_it_is_as_small_as_brute_force_finds(seed: int) -> None:
    drawn = random.Random(seed)
    people = [f"p{number}" for number in range(9)]
    reached = {f"b{number}": frozenset(drawn.sample(people, drawn.randint(1, 3))) for number in range(12)}
    fewest = next(
        n for n in range(1, 10) if any(all(there & set(group) for there in reached.values()) for group in combinations(people, n))
    )
    cover = smallest(reached)

    assert len(cover.people) == cover.least == fewest
    assert all(there & set(cover.people) for there in reached.values())


def test_corner_cases(small: Small) -> None:
    assert smallest({}).people == ()
    assert len(tables(small(seats({"ann": "abc"})), "coverage")[0].rows) == 1
    assert len(tables(small(seats(dict.fromkeys(("ann", "bas"), "abc"))), "coverage")[0].rows) == 1
    assert len(tables(small(seats({"ann": "ab", "bas": "cd"})), "coverage")[0].rows) == 2
    assert tables(small("Body:\n  - {id: a, name: A, kind: council, tier: political}\n"), "coverage") == []


def test_topics_are_reached_by_posts_and_by_bodies(small: Small) -> None:
    graph = small(
        """
Topic:
  - {id: wonen, name: Wonen}
  - {id: jeugd, name: Jeugd}
Body:
  - {id: a, name: A, kind: working_group, tier: official, covers: topic/wonen}
Post:
  - {id: lid, name: Lid, in: body/a}
  - {id: trekker, name: Trekker, covers: topic/jeugd}
Person:
  - {id: ann, name: Ann, holds: post/lid}
  - {id: bas, name: Bas, holds: post/trekker}
"""
    )
    assert len(tables(graph, "coverage")[1].rows) == 2


def test_no_time_is_refused(small: Small) -> None:
    with pytest.raises(WrongUsage, match="seconds"):
        tables(small(seats({"ann": "a"})), "coverage", {"seconds": 0})
