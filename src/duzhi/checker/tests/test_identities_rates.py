"""审减率, 资产负债率 and their kind: a rate beside the two figures that make it."""

import pytest

from duzhi.checker.tests.asked import HOLDS, MASKED, OFF_BY_ONE, WRONG, accused, answers

CUT = "完成项目评审80个，送审金额{}万元，审减{}万元，审减率{}%。"


@pytest.mark.parametrize(
    ("sent", "cut", "rate", "answer"),
    [
        ("12500", "1200", "9.6", HOLDS),
        ("12500", "1203", "9.6", HOLDS),
        ("12500", "1200", "9.5", OFF_BY_ONE),
        ("12500", "1200", "6.9", WRONG),
        ("12500", "1200", "10.62", WRONG),
        ("*", "*", "9.6", MASKED),
    ],
    ids=["exact", "rounded", "last digit", "swapped", "divided by what was approved", "masked"],
)
def test_the_rate_of_cuts_is_what_was_cut_over_what_was_sent(sent, cut, rate, answer):
    assert answers(CUT.format(sent, cut, rate), "rate_of") == [answer]


def test_debts_over_assets():
    text = "国有企业资产总额500亿元，负债总额300亿元，资产负债率{}%。"
    assert answers(text.format(60), "share") == [HOLDS]
    assert answers(text.format(65), "share") == [WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "审减金额1200万元，审减率6.9%。",
        "送审金额12500万元，审减率6.9%。",
        "投入专项资金12500万元，其中培训支出1200万元，群众满意率96%。",
        "国有企业负债总额300亿元，资产负债率65%。",
    ],
    ids=["nothing sent", "nothing cut", "another rate", "no assets"],
)
def test_a_rate_without_its_figures_is_no_accusation(text):
    assert accused(text) == []
