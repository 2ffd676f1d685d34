"""Partial dates: what is one, which days it covers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orggraph.model.dates import check_day_of_year, day_after, first_day, last_day

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 30))


@pytest.mark.parametrize(
    ("written", "first", "after"),
    [
        ("2015", "2015-01-01", "2016-01-01"),
        ("2015-01", "2015-01-01", "2015-02-01"),
        ("2015-12", "2015-12-01", "2016-01-01"),
        ("2016-02", "2016-02-01", "2016-03-01"),
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("1000", "1000-01-01", "1001-01-01"),
        ("2999", "2999-01-01", "3000-01-01"),
        ("2999-12-31", "2999-12-31", "2999-12-31"),
    ],
)
def test_the_days_that_a_partial_date_covers(written: str, first: str, after: str) -> None:
    assert first_day(written).isoformat() == first
    assert day_after(written).isoformat() == after


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "15", "201", "20155", "0999", "3000", "0000", "-2015", "2015-", "2015-1", "2015-13", "2015-00", "2015-01-", "2015-01-1",
        "2015-01-00", "2015-01-32", "2015-02-29", "1900-02-29", "2015-04-31", "2015/01/01", "01-01-2015", "20150101", "2015-01-01T00:00",
        "2015-01-01 ", " 2015", "2015\n", "12 februari", "najaar 2015", "n.t.b.", "9999-12-31", "²⁰¹⁵", "२०१५", "٢٠١٥", "２０１５",
        "2015-W01",
    ],
)  # fmt: skip
def test_what_is_no_date(written: str) -> None:
    for reading in (first_day, day_after, last_day):
        with pytest.raises(ValueError, match=r"."):
            reading(written)


def test_a_day_of_the_year_is_one_that_every_year_has() -> None:
    assert [check_day_of_year(day) for day in ("01-01", "04-30", "12-31")] == ["01-01", "04-30", "12-31"]


@pytest.mark.parametrize("written", ["", "4-30", "04-31", "02-29", "13-01", "00-10", "30-04", "04-30 ", "2015-04-30", "30 april"])
def test_what_is_no_day_of_the_year(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        check_day_of_year(written)


@given(DAYS)
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: date) -> None:
    written = day.isoformat()
    for shorter, longer in ((written[:7], written), (written[:4], written[:7])):
        assert first_day(shorter) <= first_day(longer) <= last_day(longer) <= last_day(shorter)


@given(DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(day: date) -> None:
    for length in (4, 7):
        written = day.isoformat()[:length]
        following = day_after(written)
        assert last_day(written) + timedelta(days=1) == following
        if following.year < 3000:
            assert first_day(following.isoformat()[:length]) == following


@given(DAYS)
def test_an_end_on_a_day_does_not_hold_that_day(day: date) -> None:
    assert day_after(day.isoformat()) == first_day(day.isoformat()) == last_day(day.isoformat()) == day


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_clear_refusal(text: str) -> None:
    try:
        first = first_day(text)
    except ValueError:
        return
    assert first.isoformat().startswith(text)
