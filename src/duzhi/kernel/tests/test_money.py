"""Money: exact in, half-up out, nothing lost in between."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.money import (
    allocate,
    decimal,
    growth,
    in_unit,
    parse_fen,
    rate,
    round_half_up,
    show,
    to_fen,
)

FEN = st.integers(-(10**17), 10**17)


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("1,234.5", "元", 123_450),
        ("１２３．４５", "元", 12_345),
        ("￥1,000", "元", 100_000),
        ("(88.8)", "元", -8_880),
        ("（88.8）", "元", -8_880),
        ("-0.01", "元", -1),
        ("117402", "万元", 117_402_000_000),
        ("2.87", "亿元", 28_700_000_000),
        ("1.5E3", "元", 150_000),
        ("0", "元", 0),
    ],
)
def test_an_amount_reads_as_people_write_it(text, unit, fen):
    assert parse_fen(text, unit) == fen


@pytest.mark.parametrize("text", ["", " ", "-", "—", "——", "/"])
def test_blank_is_not_zero(text):
    assert parse_fen(text, "元") is None


@pytest.mark.parametrize(
    "text", ["一百", "12.3.4", "1,23", "12元", "0.001", "99999999999999999999"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError, match=r"不是金额|不足一分|超出"):
        parse_fen(text, "元")


@given(FEN)
def test_what_is_shown_in_yuan_reads_back(fen):
    assert parse_fen(show(fen, "元", thousands=True), "元") == fen


@given(FEN, st.sampled_from(["元", "万元", "亿元"]), st.integers(0, 4))
def test_display_rounds_half_up_like_a_person(fen, unit, places):
    exact = in_unit(fen, unit)
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    expected = quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert Decimal(show(fen, unit, places)) == expected


@given(FEN.map(abs), st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any))
def test_parts_add_up_to_the_fen_and_stay_within_one_of_their_share(total, weights):
    parts = allocate(total, weights)
    assert sum(parts) == total
    whole = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, whole)) < 1


def test_weights_must_say_something():
    for weights in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError, match="权重"):
            allocate(100, weights)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("0.5", 0, "1"), ("-0.5", 0, "-1"), ("2.675", 2, "2.68"), ("-0.004", 2, "0.00")],
)
def test_half_goes_away_from_zero(value, places, text):
    assert decimal(Fraction(value), places) == text


def test_rounding_an_integer_changes_nothing():
    assert round_half_up(Fraction(7), 0) == 7


def test_growth_needs_a_positive_base():
    assert growth(80, 100) == Fraction(-1, 5)
    assert growth(1, 0) is None
    assert growth(1, -5) is None
    assert rate(1, 0) is None


def test_a_value_with_parts_of_a_fen_is_refused():
    with pytest.raises(ValueError, match="不足一分"):
        to_fen(Fraction(1, 3), "元")
