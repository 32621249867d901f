"""保障水平, its bands and its months; the test vectors of the field's handbook."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.money.treasury.rules import cash

BANDS = (Fraction(1, 10), Fraction(3, 10), Fraction(8, 10))
FEN = 1_000_000


@pytest.mark.parametrize(
    ("balance", "average", "level"),
    [
        (600_000, 2_000_000, "正常"),
        (599_999, 2_000_000, "偏低"),
        (199_999, 2_000_000, "预警"),
        (200_000, 2_000_000, "偏低"),
        (1_600_000, 2_000_000, "正常"),
        (1_600_001, 2_000_000, "闲置"),
    ],
)
def test_boundaries_belong_to_the_better_band(balance, average, level):
    """Balance 6,000 and outflow 20,000 give 0.30 正常; 5,999.99 is 偏低."""
    assert cash.level(cash.coverage(balance, average, 1), BANDS) == level


def test_the_half_year_of_the_sample_county():
    assert round(float(cash.coverage(14_500 * FEN, 376_272 * FEN, 6)), 3) == 0.231
    assert round(float(cash.coverage(9_100 * FEN, 376_272 * FEN, 6)), 3) == 0.145


def test_without_outflow_there_is_no_level():
    assert cash.coverage(100, 0, 6) is None


@pytest.mark.parametrize(
    ("on", "base", "first", "last", "count"),
    [
        (date(2023, 6, 30), "this_year", (2023, 1), (2023, 6), 6),
        (date(2023, 6, 29), "this_year", (2023, 1), (2023, 5), 5),
        (date(2023, 2, 10), "this_year", (2023, 1), (2023, 1), 1),
        (date(2023, 1, 31), "this_year", (2022, 1), (2022, 12), 12),
        (date(2023, 6, 30), "twelve_months", (2022, 7), (2023, 6), 12),
        (date(2023, 1, 15), "twelve_months", (2022, 1), (2022, 12), 12),
    ],
)
def test_only_whole_months_are_averaged(on, base, first, last, count):
    months = cash.base_months(on, base)
    assert (months[0], months[-1], len(months)) == (first, last, count)


def test_an_unknown_base_is_refused():
    with pytest.raises(ValueError, match="this_year"):
        cash.base_months(date(2023, 6, 30), "quarter")


AMOUNT = st.integers(0, 10**14)


@given(st.integers(10**15, 10**16), st.lists(AMOUNT, min_size=16, max_size=16))
def test_a_day_that_adds_up_has_no_finding(opening, amounts):
    inflows, outflows = amounts[:7], amounts[7:]
    closing = opening + sum(inflows) - sum(outflows)
    row = cash.DayRow(
        "", 5, date(2023, 6, 1), opening, *inflows, sum(inflows), *outflows, sum(outflows),
        closing, None, None, None,
    )  # fmt: skip
    assert cash.check([row]) == []
    assert [one.code for one in cash.check([row._replace(closing=closing + 1)])] == [
        "treasury.identity"
    ]


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.integers(1, 12))
def test_more_cash_is_never_a_worse_level(closing, outflow, months):
    order = ["预警", "偏低", "正常", "闲置"]
    low = cash.level(cash.coverage(closing, outflow, months), BANDS)
    high = cash.level(cash.coverage(closing + 1, outflow, months), BANDS)
    assert order.index(low) <= order.index(high)
