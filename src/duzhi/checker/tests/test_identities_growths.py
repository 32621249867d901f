"""增幅: from last year's figure, or from the change itself; 同口径 is another measure."""

import pytest

from duzhi.checker.tests.asked import HOLDS, MASKED, OFF_BY_ONE, WRONG, accused, answers, found

PRIOR = "一般公共预算收入完成{}万元，上年同期为{}万元，同比{}%。"
DELTA = "一般公共预算收入完成{}万元，比上年同期减少{}万元，下降{}%。"


@pytest.mark.parametrize(
    ("level", "prior", "growth", "answer"),
    [
        ("14000", "10000", "增长40", HOLDS),
        ("117402", "145624", "下降19.38", HOLDS),
        ("117402", "145624", "下降19.4", HOLDS),
        ("117402", "145624", "下降19.39", OFF_BY_ONE),
        ("117402", "145624", "下降91.38", WRONG),
        ("117402", "145624", "增长19.38", WRONG),
        ("*", "*", "下降19.38", MASKED),
        ("117402", "*", "下降19.38", MASKED),
    ],
)
def test_a_growth_is_this_year_over_last_year_less_one(level, prior, growth, answer):
    assert answers(PRIOR.format(level, prior, growth), "growth_from_prior") == [answer]


@pytest.mark.parametrize(
    ("level", "delta", "growth", "answer"),
    [
        ("117402", "28222", "19.38", HOLDS),
        ("117402", "28222", "19.4", HOLDS),
        ("117402", "28222", "19.37", OFF_BY_ONE),
        ("117402", "28222", "24.04", WRONG),
        ("*", "*", "19.38", MASKED),
    ],
    ids=["two digits", "one digit", "last digit", "divided by this year", "masked"],
)
def test_a_growth_is_the_change_over_last_year(level, delta, growth, answer):
    assert answers(DELTA.format(level, delta, growth), "growth_from_delta") == [answer]


def test_few_printed_digits_leave_room():
    """0.3 万元 may be 0.25 … 0.35, so 6 % and 7 % both hold, 12 % does not."""
    text = "税收收入完成5万元，同比增加0.3万元，增长{}%。"
    (one,) = found(text.format(6), "growth_from_delta")
    assert one.low < 6 < one.high
    assert answers(text.format(12), "growth_from_delta") == [WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算收入完成117402万元，上年同期为145624万元，同口径下降12.1%。",
        "一般公共预算收入完成117402万元，比上年同期减少28222万元，同口径下降12.1%。",
        "一般公共预算收入完成117402万元，上年同期为145624万元。税收收入同比下降12.1%。",
        "一般公共预算收入完成117402万元，上年同期为145624万元，两年平均下降12.1%。",
        "一般公共预算收入完成117402万元，上年同期为145624万元，环比下降12.1%。",
    ],
    ids=["同口径", "同口径 of a change", "another subject", "two years", "环比"],
)
def test_a_growth_of_another_measure_is_no_accusation(text):
    assert accused(text) == []
