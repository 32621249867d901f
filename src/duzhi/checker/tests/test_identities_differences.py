"""增减额, 审减额, 净资产: a difference that is printed beside its two figures."""

import pytest

from duzhi.checker.tests.asked import HOLDS, ROUNDED, WRONG, accused, answers, found

LAST_YEAR = "一般公共预算收入{}，上年完成{}，增加{}。"


@pytest.mark.parametrize(
    ("level", "prior", "delta", "answer"),
    [
        ("141461万元", "130000万元", "11461万元", HOLDS),
        ("14.15亿元", "13.00亿元", "1.16亿元", ROUNDED),
        ("14.15亿元", "13.00亿元", "1.51亿元", WRONG),
        ("141461万元", "130000万元", "21461万元", WRONG),
        ("141461万元", "130000万元", "11461元", WRONG),
    ],
    ids=["to the yuan", "rounded", "swapped", "digit", "unit"],
)
def test_the_change_is_this_year_less_last_year(level, prior, delta, answer):
    assert answers(LAST_YEAR.format(level, prior, delta), "difference") == [answer]


def test_a_difference_one_unit_beyond_rounding_is_the_last_digit():
    (one,) = found(LAST_YEAR.format("14.15亿元", "13.00亿元", "1.17亿元"), "difference")
    assert (one.verdict, one.severity) == ("violated", "last_digit")
    assert "末位" in one.message


def test_what_was_cut_is_what_was_sent_less_what_was_approved():
    text = "送审金额12500万元，审定金额11300万元，审减{}万元。"
    assert answers(text.format(1200), "difference") == [HOLDS]
    assert answers(text.format(1300), "difference") == [WRONG]


def test_net_assets_are_assets_less_debts():
    text = "企业资产总额500亿元，负债总额300亿元，净资产{}亿元。"
    assert answers(text.format(200), "difference") == [HOLDS]
    assert answers(text.format(180), "difference") == [WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "国有企业资产总额500亿元，负债总额300亿元，国有资本权益180亿元。",
        "国有企业资产总额500亿元，负债总额300亿元，归属于母公司的权益180亿元。",
        "一般公共预算收入141461万元，上年完成*万元，增加21461万元。",
        "一般公共预算收入141461万元，增加21461万元。政府性基金收入130000万元。",
    ],
)
def test_what_only_looks_like_a_difference_is_no_accusation(text):
    assert accused(text) == []
