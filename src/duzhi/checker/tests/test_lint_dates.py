"""Dates, periods and meetings that cannot be meant."""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import dates
from duzhi.checker.report import HARD, SOFT

GIVEN_AND_PUT = """某县2022年决算报告
2023年8月17日在县十七届人大常委会第十三次会议上
现提请县十七届人大常委会第十四次会议审议。"""


def found(text):
    return [(one.text, one.severity) for one in dates.find(read(text))]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("截至6月31日，库款余额3亿元。", "6月31日"),
        ("2023年2月29日印发。", "2023年2月29日"),
        ("截至13月底，支出9亿元。", "13月"),
        ("自2023年15月1日起施行。", "2023年15月1日"),
    ],
)
def test_a_day_that_no_calendar_has(text, printed):
    assert (printed, HARD) in found(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("6－1月份，全市收入5亿元。", "6－1月"),
        ("202年，全市收入5亿元。", "202年"),
        ("20223年，全市收入5亿元。", "20223年"),
        ("某市2023年上半年财政情况\n2022年1－6月，收入5亿元，同比增长3%。", "2022"),
        ("某市2023年上半年财政情况\n1-5月份，全市收入5亿元，支出9亿元。", "1-5月"),
        (
            GIVEN_AND_PUT,
            "十七届人大常委会第十四次会议",
        ),
    ],
)
def test_what_is_probably_a_slip(text, printed):
    assert found(text) == [(printed, SOFT)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日印发，截至6月30日、12月31日。",
        "某市2020年决算和2021年上半年情况\n2021年1-6月，收入5亿元。",
        "某市2023年上半年财政情况\n2023年1-6月，收入5亿元，2022年同期4亿元。",
        "某市2023年上半年财政情况\n1-5月份收入4亿元，1-6月份收入5亿元。",
        "2022年11月-2023年1月，2023年11-12月。",
        "13个月的工资，第13月薪，工期24月，18-36月龄儿童。",
        "在县十七届人大常委会第十三次会议上\n县十七届人大二次会议批准的预算。",
        "到2035年基本实现现代化，2060年前实现碳中和。",
        "计划在2025年前完成，建党100周年。",
    ],
)
def test_dates_that_are_right_are_left_alone(text):
    assert found(text) == []
