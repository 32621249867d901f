"""Does the word for the change agree with its sign?"""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import growth_sign
from duzhi.checker.report import HARD, SOFT


def found(text):
    return list(growth_sign.find(read(text)))


@pytest.mark.parametrize(
    ("text", "printed", "instead"),
    [
        ("税收收入完成4.1亿元，同比增长-5.2%。", "增长-5.2%", "下降5.2%"),
        ("一般公共预算收入同比增长－19.38％。", "增长－19.38％", "下降19.38%"),
        ("支出同比增长−3%。", "增长−3%", "下降3%"),
    ],
)
def test_growth_before_a_minus_is_written_as_a_decline(text, printed, instead):
    (remark,) = found(text)
    assert (remark.text, remark.instead, remark.severity) == (printed, instead, SOFT)


@pytest.mark.parametrize(
    "text",
    [
        "非税收入下降-3%。",
        "增值税完成2.1亿元，同比增收1200万元，下降5.4%。",
        "契税比上年减收300万元，增长12.5%。",
        "契税增长12.5%，减收300万元。",
        "完成年初预算65200万元的96.57%，同比减952万元，增幅1.49%。",
        "较上年同期减少3475万元，为年初预算的43.13%，增长5.94%。",
        "支出下降2%，同比增支800万元。",
        "税收占比由58.7%提高到52.3%。",
        "债务率从102%下降到108%。",
    ],
)
def test_words_that_contradict_each_other_are_certain(text):
    (remark,) = found(text)
    assert remark.severity == HARD
    assert remark.text in text


def test_two_opposite_words_side_by_side_are_a_question():
    (remark,) = found("非税收入同比增长下降8.2%。")
    assert (remark.text, remark.severity) == ("增长下降", SOFT)


@pytest.mark.parametrize(
    "text",
    [
        "货物、工程、服务采购的增幅为6.7%、-4.5%和-21.7%。",
        "增值税增长率-4.5%。",
        "增速为-3.1%，降幅收窄2.3个百分点。",
        "比上年累计支出285万元下降34万元，下降12%。",
        "同比减收1070万元，下降4.2%；剔除留抵退税因素后增长3.1%。",
        "年均增长5-6%。",
        "税收占比由52.3%提高到58.7%，债务率从108%下降到102%。",
        "比年初预算减少1070万元，同比增长4.2%；贷款较年初减少3亿元，同比增长5%。",
        "环比减少5万元，同比增长3%；同口径减少5万元，增长2%。",
        "增速由-5.2%提高到-3.1%，税收由下降5.2%提高到增长3.1%。",
        "低保由每年8400元提高到每月750元。",
        "人均补助由8000元提高到1.2万元。",
        "排名由第5位上升到第2位。",
        "增收减支压力加大，收支矛盾突出。",
        "同比增收8348万元，增长6%，增幅位居全市第7位。",
        "支出比上年减支9240万元，下降7.9%。",
    ],
)
def test_normal_practice_is_left_alone(text):
    assert found(text) == []
