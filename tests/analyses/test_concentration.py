from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from orggraph.analyses import find, tables
from orggraph.graph import Graph
from orggraph.graph.shares import gini, herfindahl

Small = Callable[..., Graph]


def with_seats(seats: dict[str, int], *, chair: str | None = None) -> str:
    """An arrangement in which municipalities take part, with so many seats each in its board."""
    lines = ["Arrangement:", "  - {id: r, name: R, form: public_body}", "Body:"]
    lines += ["  - {id: ab, name: AB, kind: general_board, tier: executive, part_of: arrangement/r}", "Organization:"]
    lines += [f"  - {{id: {town}, name: {town.upper()}, kind: municipality, participates_in: arrangement/r}}" for town in seats]
    lines += ["Post:"] if any(seats.values()) else []
    for town, n in seats.items():
        for number in range(n):
            capacity = "chair" if town == chair and not number else "member"
            lines.append(
                f"  - {{id: {town}-{number}, name: Lid {number}, capacity: {capacity}, in: body/ab, on_behalf_of: organization/{town}}}"
            )
    return "\n".join(lines) + "\n"


def test_the_example_of_the_docs(small: Small) -> None:
    graph = small(with_seats({"a": 2, "b": 1, "c": 1, "d": 0}, chair="a"))
    per_form, per_town = tables(graph, "concentration")
    [row] = per_form.rows

    assert (row["seats_index"], row["seats_gini"], row["equal"]) == (0.375, 0.375, 0.25)
    assert (row["seats"], row["most"], row["most_share"], row["chairs"]) == (4, ["klein/organization/a"], 0.5, 1)
    assert [(line["seats"], line["chairs"]) for line in per_town.rows] == [(2, 1), (1, 0), (1, 0), (0, 0)]
    assert find(graph, ["concentration"]) == []


@pytest.mark.parametrize(("seats", "index", "unequal"), [({"a": 3}, 1, 0), (dict.fromkeys("abc", 1), 1 / 3, 0), ({"a": 2, "b": 0}, 1, 0.5)])
def test_corner_cases(small: Small, seats: dict[str, int], index: float, unequal: float) -> None:
    [row] = tables(small(with_seats(seats)), "concentration")[0].rows
    assert row["seats_index"] == pytest.approx(index)
    assert row["seats_gini"] == pytest.approx(unequal)


def test_without_any_known_seat_there_is_no_table(small: Small) -> None:
    assert tables(small(with_seats({"a": 0, "b": 0})), "concentration") == []


def test_gini_is_half_the_mean_difference_divided_by_the_mean() -> None:
    for values in ([1, 2, 3, 10], [0, 0, 5], [4.5]):
        mean = sum(values) / len(values)
        differences = [abs(first - second) for first, second in product(values, repeat=2)]
        assert gini(values) == pytest.approx(sum(differences) / len(differences) / 2 / mean)
    assert gini([0, 0]) is herfindahl([]) is None
