"""Sums that nobody announced are verified, and never accused."""

import pytest

from duzhi.checker.tests.asked import HOLDS, accused, answers

PAIR = "教育支出{}万元，卫生健康支出{}万元。两项重点支出{}万元。"


def test_figures_side_by_side_that_make_another_to_the_last_digit_are_told():
    assert answers(PAIR.format("51253", "20144", "71397"), "sum") == [HOLDS]


@pytest.mark.parametrize(
    "figures",
    [
        ("51253", "20144", "71398"),
        ("51253", "20144", "71379"),
        ("50000", "20000", "80000"),
        ("5", "2", "7"),
        ("*", "20144", "71397"),
    ],
    ids=["last digit", "swapped", "round", "too short to tell", "masked"],
)
def test_figures_that_do_not_are_passed_over(figures):
    text = PAIR.format(*figures)
    assert answers(text, "sum") == []
    assert accused(text) == []
