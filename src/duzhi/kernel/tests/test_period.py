"""Calendar and fiscal periods."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel import period
from duzhi.kernel.period import Fiscal, Span

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_every_period_holds_its_day_and_the_longer_holds_the_shorter(on):
    spans = [
        period.day,
        period.ten_days,
        period.month,
        period.quarter,
        period.half_year,
        period.year,
    ]
    found = [one(on) for one in spans]
    for span in found:
        assert on in span
    for inner, outer in pairwise(found):
        assert outer.start <= inner.start
        assert inner.end <= outer.end


@given(DAYS)
def test_a_month_is_three_ten_day_periods(on):
    month = period.month(on)
    days = [month.start + timedelta(days=n) for n in range((month.end - month.start).days)]
    assert len({period.ten_days(one) for one in days}) == 3


@pytest.mark.parametrize(
    ("on", "before"),
    [
        (date(2023, 6, 30), date(2022, 6, 30)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2023, 2, 28), date(2022, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2023, 6, 15), date(2022, 6, 15)),
    ],
)
def test_month_ends_compare_with_month_ends(on, before):
    assert period.same_day_last_year(on) == before


def test_time_progress_by_month_and_by_day():
    assert period.time_progress(date(2023, 6, 30)) == Fraction(1, 2)
    assert period.time_progress(date(2023, 6, 30), "day") == Fraction(181, 365)
    assert period.time_progress(date(2024, 12, 31), "day") == 1
    with pytest.raises(ValueError, match="口径"):
        period.time_progress(date(2023, 6, 30), "week")


def test_january_with_the_adjustment_flag_is_last_years_thirteenth_period():
    assert Fiscal.of(date(2023, 1, 8), adjustment=True) == Fiscal(2022, 13)
    assert Fiscal(2022, 13).code == 202213
    assert Fiscal.from_code(202213) == Fiscal(2022, 13)
    assert Fiscal.of(date(2023, 1, 8)) == Fiscal(2023, 1)


def test_year_to_date_includes_its_last_day():
    span = period.year_to_date(date(2023, 6, 30))
    assert span == Span(date(2023, 1, 1), date(2023, 7, 1))
    assert span.last == date(2023, 6, 30)
    assert "2023-06-30" not in span
