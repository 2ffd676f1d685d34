from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orggraph.deviation import FAR, scores

NORMAL = 0.6744897501960817
"""The third quartile of the standard normal distribution."""


def test_by_hand() -> None:
    values = [1, 1, 2, 2, 3, 3, 10]  # median 2; apart 1 1 0 0 1 1 8, of which the median is 1

    found = scores(values)

    assert found == pytest.approx([-NORMAL, -NORMAL, 0, 0, NORMAL, NORMAL, 8 * NORMAL])
    assert [value for value, far in zip(values, found, strict=True) if far > FAR] == [10]


def test_where_most_are_alike_the_mean_deviation_takes_over() -> None:
    values = [10] * 7 + [100]  # MAD 0; mean absolute deviation 90/8

    assert scores(values) == pytest.approx([0] * 7 + [90 / (1.2533141373155 * 11.25)])


def test_where_all_are_alike_none_stands_far() -> None:
    assert scores([4] * 6) == [0] * 6
    assert scores([]) == []


@given(st.lists(st.integers(0, 50), max_size=30), st.integers(1, 20), st.integers(0, 100))
def test_unit_and_origin_make_no_difference(values: list[int], unit: int, origin: int) -> None:
    assert scores([unit * value + origin for value in values]) == pytest.approx(scores(values))


@given(st.lists(st.integers(0, 50), max_size=30))
def test_half_at_least_stands_at_or_below_the_median(values: list[int]) -> None:
    assert sum(far <= 0 for far in scores(values)) >= len(values) / 2
