"""Whether one slip of the pen explains a difference, and how likely that is by chance."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.checker import repair
from duzhi.checker.claim import AMOUNT, Claim
from duzhi.checker.tokens import SCALE, printed


def amount(number, unit="万元"):
    value, half = printed(number)
    return Claim(
        "c", number + unit, 0, 0, AMOUNT, number, unit, value * SCALE[unit], half * SCALE[unit]
    )


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("84148", "94148"),
        ("91448", "94148"),
        ("9448", "94148"),
        ("941448", "94148"),
        ("9.5", "9.6"),
    ],
    ids=["digit", "swapped", "lost", "doubled", "behind the point"],
)
def test_one_slip_of_the_pen(wrong, meant):
    assert repair.slips(amount(wrong), amount(meant).known, Fraction(0))


def test_a_lost_or_added_wan_is_a_slip():
    assert repair.slips(amount("94148", "元"), amount("94148").known, Fraction(0))
    assert repair.slips(amount("1.5", "亿元"), amount("1.5").known, Fraction(0))


@pytest.mark.parametrize("meant", ["94148", "49418", "95249", "80000"])
def test_two_slips_are_another_number(meant):
    assert not repair.slips(amount("94148"), amount(meant).known, Fraction(0)) or meant == "94148"


@given(st.integers(10_000, 999_999), st.data())
def test_every_changed_digit_can_be_changed_back(number, data):
    digits = str(number)
    at = data.draw(st.integers(1, len(digits) - 1))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[at]]))
    wrong = digits[:at] + other + digits[at + 1 :]
    assert repair.slips(amount(wrong), amount(digits).known, Fraction(0))


def test_a_slip_in_a_long_list_to_the_last_digit_is_hardly_chance():
    parts = [amount("84148"), amount("47313")]
    assert repair.chance(parts, amount("141461")) <= repair.RARE


def test_a_list_that_leaves_much_out_shows_no_slip():
    parts = [amount("151200"), amount("80300")]
    assert repair.chance(parts, amount("729850")) == 1


def test_short_figures_look_like_a_slip_by_chance():
    parts = [amount("5", "亿元"), amount("3", "亿元")]
    assert repair.chance(parts, amount("9", "亿元")) > repair.RARE


def test_a_list_within_a_few_units_of_its_whole_left_nothing_out():
    parts = [amount("94148"), amount("47313")]
    assert repair.close(parts, amount("141463"))
    assert not repair.close(parts, amount("151461"))
