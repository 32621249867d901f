"""Parts and their whole: 税收 ＋ 非税 ＝ 收入, and lists that are only part of it."""

import pytest

from duzhi.checker.tests.asked import (
    HOLDS,
    OFF_BY_ONE,
    ROUNDED,
    WRONG,
    accused,
    answers,
    found,
)

REVENUE = "全县一般公共预算收入{}，其中：税收收入{}，非税收入{}。"


@pytest.mark.parametrize(
    ("whole", "tax", "rest", "answer"),
    [
        ("141461万元", "94148万元", "47313万元", HOLDS),
        ("14.15亿元", "9.41亿元", "4.73亿元", ROUNDED),
        ("14.15亿元", "94148万元", "47313万元", HOLDS),
        ("141461万元", "94148万元", "47315万元", OFF_BY_ONE),
        ("141461万元", "84148万元", "47313万元", WRONG),
        ("141461万元", "91448万元", "47313万元", WRONG),
        ("141461万元", "9414万元", "47313万元", WRONG),
    ],
    ids=["to the yuan", "rounded", "two units", "last digit", "digit", "swapped", "lost digit"],
)
def test_tax_and_the_rest_make_up_the_revenue(whole, tax, rest, answer):
    assert answers(REVENUE.format(whole, tax, rest), "sum") == [answer]


def test_parts_that_all_fell_make_up_a_fall():
    text = "税收收入减少300万元，其中：增值税减少200万元，企业所得税减少100万元。"
    (one,) = found(text, "sum")
    assert (one.verdict, one.stated, one.working) == (
        *HOLDS[:1],
        "-300",
        "－200万元－100万元＝-300万元",
    )


@pytest.mark.parametrize(
    "text",
    [
        "全县一般公共预算支出729850万元，其中：教育支出151200万元，卫生健康支出80300万元。",
        "全县一般公共预算支出729850万元，其中教育支出等三项支出合计231500万元。",
        "税收收入94148万元，其中增值税40000万元，企业所得税12000万元，个人所得税3000万元。",
        "一般公共预算收入141461万元，其中：税收收入94148万元，其中增值税40000万元。",
        "收入141461万元，其中：一季度34000万元，二季度35000万元。",
        "发行债券50000万元，其中用于教育20000万元，用于医疗12000万元等。",
    ],
)
def test_a_list_that_names_only_some_parts_is_no_accusation(text):
    assert accused(text) == []


def test_parts_behind_a_total_are_added():
    text = "税收收入94148万元，非税收入47313万元，两项合计141461万元。"
    assert HOLDS in answers(text, "sum")


def test_what_is_added_makes_the_total_of_the_budget():
    text = (
        "一般公共预算收入14.15亿元，加上上级补助收入47.68亿元、调入资金5.5亿元后，收入总计{}亿元。"
    )
    assert answers(text.format("67.33"), "sum") == [HOLDS]
    assert answers(text.format("67.34"), "sum") == [ROUNDED]
    assert answers(text.format("76.33"), "sum") == [WRONG]


def test_a_list_that_ends_with_the_rest_leaves_nothing_out():
    text = "支出1000万元，其中：教育支出600万元，科技支出300万元，其他支出{}万元。"
    assert answers(text.format(100), "sum") == [HOLDS]
    assert answers(text.format(150), "sum") == [WRONG]


def test_masked_parts_are_no_sum():
    assert accused("全县一般公共预算收入*万元，其中：税收收入*万元，非税收入500万元。") == []
