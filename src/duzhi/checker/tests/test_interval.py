"""Arithmetic over printed digits contains every value that they may stand for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.checker.claim import AMOUNT, Claim
from duzhi.checker.interval import Interval, exactly, of, total

NUMBERS = st.fractions(-1000, 1000, max_denominator=1000)
HALVES = st.fractions(0, 10, max_denominator=100)
WITHIN = st.fractions(-1, 1, max_denominator=10)


@st.composite
def doubted(draw):
    """An interval, and a value inside it."""
    middle, half = draw(NUMBERS), draw(HALVES)
    return Interval(middle - half, middle, middle + half), middle + half * draw(WITHIN)


def holds(one: Interval, value: Fraction) -> bool:
    return one.low <= value <= one.high


@given(doubted(), doubted())
def test_sums_and_differences_contain_every_corner(first, second):
    (one, a), (other, b) = first, second
    assert holds(one + other, a + b)
    assert holds(one - other, a - b)
    assert holds(-one, -a)
    assert holds(abs(one), abs(a))


@given(doubted(), doubted())
def test_a_quotient_contains_every_corner_or_is_refused(first, second):
    (one, a), (other, b) = first, second
    if other.low <= 0 <= other.high:
        with pytest.raises(ZeroDivisionError):
            one / other
    else:
        assert holds(one / other, a / b)
        assert (one / other).low <= (one / other).nominal <= (one / other).high


@given(doubted(), st.fractions(0, 100, max_denominator=10))
def test_a_factor_keeps_the_order(first, factor):
    one, a = first
    assert holds(one * factor, a * factor)


@given(st.lists(doubted(), max_size=6))
def test_a_total_is_the_sum_of_its_parts(parts):
    assert holds(total([one for one, _ in parts]), sum(a for _, a in parts))


@given(doubted(), doubted())
def test_intervals_meet_exactly_where_there_is_no_gap(first, second):
    one, other = first[0], second[0]
    assert one.meets(other) == (one.gap(other) == 0)
    assert one.gap(other) == other.gap(one)
    assert one.meets(one)


def test_a_printed_number_is_every_value_that_rounds_to_it():
    claim = Claim(
        "c1", "14.15亿元", 0, 6, AMOUNT, "14.15", "亿元", Fraction(1415, 100), Fraction(1, 200)
    )
    assert (of(claim).low, of(claim).high) == (Fraction(14145, 1000), Fraction(14155, 1000))
    assert exactly(3) == Interval(Fraction(3), Fraction(3), Fraction(3))


def test_a_masked_number_has_no_value():
    with pytest.raises(ValueError, match="遮住"):
        of(Claim("c1", "*万元", 0, 3, AMOUNT, "*", "万元", None))
