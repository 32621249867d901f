"""完成率: done over the budget, task or target printed beside it."""

import pytest

from duzhi.checker.tests.asked import (
    HOLDS,
    MASKED,
    OFF_BY_ONE,
    ROUNDED,
    WRONG,
    accused,
    answers,
)


@pytest.mark.parametrize(
    ("done", "budget", "percent", "answer"),
    [
        ("58700万元", "100000万元", "58.7", HOLDS),
        ("58712万元", "100000万元", "58.71", HOLDS),
        ("5.87亿元", "10亿元", "58.9", ROUNDED),
        ("58712万元", "100000万元", "58.72", OFF_BY_ONE),
        ("58712万元", "100000万元", "85.71", WRONG),
        ("5.87亿元", "100000万元", "58.7", HOLDS),
        ("*万元", "*万元", "58.7", MASKED),
        ("58712万元", "*万元", "58.7", MASKED),
    ],
    ids=["exact", "two digits", "rounded", "last digit", "swapped", "two units", "masked", "half"],
)
def test_a_completion_is_what_was_done_over_the_budget(done, budget, percent, answer):
    text = f"一般公共预算收入完成{done}，为年初预算{budget}的{percent}%。"
    assert answers(text, "completion") == [answer]


@pytest.mark.parametrize("words", ["占全年预算任务{}的", "完成年度目标{}的", "为调整预算{}的"])
def test_a_budget_goes_by_many_names(words):
    text = f"税收收入完成58700万元，{words.format('100000万元')}58.7%。"
    assert answers(text, "completion") == [HOLDS]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入完成58712万元，为年初预算的85.71%。",
        "一般公共预算收入完成58712万元，为年初预算的85.71%；政府性基金收入预算100000万元。",
        "完成年初预算的85.71%。",
    ],
)
def test_a_completion_of_a_budget_that_is_not_printed_is_no_accusation(text):
    assert accused(text) == []
