"""What growth and completion rates imply of last year and of the budget must add up, too."""

import pytest

from duzhi.checker.tests.asked import ASKED, ROUNDED, accused, answers

GROWN = (
    "一般公共预算收入完成37578万元，{}27.2%。"
    "其中：税收收入27605万元，同比下降{}%；非税收入9973万元，同比下降35.5%。"
)
DONE = (
    "一般公共预算收入完成117402万元，占年初预算的58.7%。"
    "其中：税收收入50768万元，占{}的{}%；非税收入66634万元，占年初预算的69.7%。"
)


@pytest.mark.parametrize(("tax", "answer"), [("23.7", ROUNDED), ("3.7", ASKED), ("73.7", ASKED)])
def test_last_years_parts_make_up_last_years_whole(tax, answer):
    assert answers(GROWN.format("同比下降", tax), "implied_prior_sum") == [answer]


@pytest.mark.parametrize(("tax", "answer"), [("48.63", ROUNDED), ("68.63", ASKED)])
def test_the_budgets_of_the_parts_make_up_the_budget(tax, answer):
    assert answers(DONE.format("年初预算", tax), "implied_budget_sum") == [answer]


def test_rates_of_different_measures_are_not_held_against_each_other():
    assert accused(GROWN.format("同口径下降", "3.7")) == []
    assert accused(DONE.format("调整预算", "68.63")) == []


def test_a_list_that_leaves_something_out_implies_nothing():
    text = GROWN.format("同比下降", "3.7").replace("非税收入9973", "非税收入1973")
    assert answers(text, "implied_prior_sum") == []


def test_a_fall_of_everything_implies_nothing():
    assert answers(GROWN.format("同比下降", "100"), "implied_prior_sum") == []
