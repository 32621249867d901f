"""Was a 万 or an 亿 lost?"""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import unit_slip
from duzhi.checker.report import HARD, SOFT


def found(text):
    return list(unit_slip.find(read(text)))


@pytest.mark.parametrize(
    ("text", "odd", "instead"),
    [
        ("一季度收入完成3255元，同比增收120万元。", "3255元", "3255万元"),
        ("共安排专项资金36,980元，其中教育支出12,300万元。", "36,980元", "36,980万元"),
        ("税收收入完成3255元，为预算6500万元的50.1%。", "3255元", "3255万元"),
        ("全区收入14.15万元。其中：税收收入9.41亿元，非税收入4.74亿元。", "14.15万元", "14.15亿元"),
        ("本年支出合计1942.57万元。其中：基本支出1121.09亿元。", "1121.09亿元", "1121.09万元"),
        ("收入完成3万元，同比增收820万元。", "3万元", "3亿元"),
    ],
)
def test_a_lost_unit_is_certain_where_part_increase_or_percentage_prove_it(text, odd, instead):
    (remark,) = found(text)
    assert (remark.text, remark.instead, remark.severity) == (odd, instead, HARD)


def test_a_bare_yuan_among_ten_thousands_is_a_question():
    text = "增值税完成5123万元，企业所得税完成2310元，个人所得税完成880万元，契税完成1208万元。"
    (remark,) = found(text)
    assert (remark.text, remark.instead, remark.severity) == ("2310元", "2310万元", SOFT)
    assert "880万元" in remark.message


@pytest.mark.parametrize(
    ("text", "odd", "instead"),
    [
        ("公务接待费478万元，比上年减少38万元；公车费减少334亿元。", "334亿元", "334万元"),
        ("上解支出3.72亿元、还本支出6.11万元、结转3.5亿元。", "6.11万元", "6.11亿元"),
    ],
)
def test_an_amount_far_from_all_others_is_a_question(text, odd, instead):
    (remark,) = found(text)
    assert (remark.text, remark.instead, remark.severity) == (odd, instead, SOFT)


def test_an_odd_unit_in_a_list_of_lines_is_a_question():
    text = "教育支出780.3万元\n抚恤支出 380元\n协税经费300万元\n行政运行960.36万元\n"
    assert [(one.text, one.severity) for one in found(text)] == [("380元", SOFT)]
    numbered = "1.教育支出780万元；\n2.抚恤支出380元；\n3.协税经费300万元；\n4.行政运行960万元。"
    assert [one.text for one in found(numbered)] == ["380元"]


@pytest.mark.parametrize(
    "text",
    [
        "教育支出780.3万元\n抚恤支出每人380元\n协税经费300万元\n行政运行960.36万元\n",
        "拨付前期费500万元、征地费320万元，支持总投资120亿元的水库项目。",
        "支出合计26.35亿元，其中：援助其他地区支出820万元，债务还本支出6.11亿元。",
        "全县财政总收入10.91亿元，比上年增收3761万元，增长3.6%。",
        "城乡低保标准提高到每人每月640元，全年发放低保金3200万元、特困供养金560万元。",
        "基本公共卫生服务经费人均补助89元，安排资金4300万元，其中市级1200万元。",
        "拨付前期费500万元支持28个项目，其中某水库项目总投资12亿元。",
        "慰问困难党员每人1000元，拨付党建经费35万元、村级运转经费260万元。",
        "经营收入0万元，占0%；其他收入0万元，占0%。",
        "完成年初预算65200万元的96.57%，同比减952万元，减幅1.49%。",
        "使用安全饮水资金2000万元，单价3500元的设备120台，共42万元。",
        "1－6月份，全市收入累计完成*万元，占全年任务*万元的58.7％，盘活资产*亿元。",
    ],
)
def test_plausible_mixtures_are_left_alone(text):
    assert found(text) == []
