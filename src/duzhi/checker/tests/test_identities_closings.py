"""年末结余 ＝ 上年结余 ＋ 收入 − 支出; the two sides of a budget are equal."""

import pytest

from duzhi.checker.tests.asked import HOLDS, ROUNDED, WRONG, accused, answers

ROLLED = "上年结余{}，本年收入{}，本年支出{}，年末结余{}。"
BUDGET = (
    "一般公共预算收入14.15亿元，加上上级补助收入47.68亿元、调入资金5.5亿元后，收入总计67.33亿元。"
    "一般公共预算支出60亿元，加上上解支出{}亿元后，支出总计{}亿元{}。"
)


@pytest.mark.parametrize(
    ("opening", "income", "spent", "closing", "answer"),
    [
        ("1000万元", "5000万元", "4500万元", "1500万元", HOLDS),
        ("1000万元", "5000万元", "4500万元", "1501万元", ROUNDED),
        ("1.00亿元", "5.00亿元", "4.50亿元", "1.52亿元", ROUNDED),
        ("1000万元", "5000万元", "4500万元", "1600万元", WRONG),
        ("1000万元", "4500万元", "5000万元", "1500万元", WRONG),
    ],
)
def test_what_is_left_rolls_on(opening, income, spent, closing, answer):
    assert answers(ROLLED.format(opening, income, spent, closing), "closing") == [answer]


def test_the_two_sides_of_a_balanced_budget_are_equal():
    assert answers(BUDGET.format("7.33", "67.33", "，收支平衡"), "balance") == [HOLDS]


def test_sides_called_balanced_that_differ_are_wrong():
    assert answers(BUDGET.format("6.33", "66.33", "。收支平衡"), "balance") == [WRONG]


def test_what_is_carried_over_is_the_difference_of_the_sides():
    text = BUDGET.format("6.33", "66.33", "，结转下年1亿元")
    assert answers(text, "difference") == [HOLDS]
    assert accused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "养老保险基金收入5000万元，支出4500万元，年末滚存结余1500万元。",
        "上年结余*万元，本年收入5000万元，本年支出4500万元，年末结余1600万元。",
        "债务余额12亿元，当年新增债券3亿元，当年偿还2亿元。",
        BUDGET.format("6.33", "66.33", ""),
    ],
    ids=["no opening", "masked", "no closing", "nobody calls it balanced"],
)
def test_a_closing_without_its_opening_is_no_accusation(text):
    assert accused(text) == []
