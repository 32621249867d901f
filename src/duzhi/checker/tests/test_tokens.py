"""Which digits of a text are numbers, in which unit, and how sharply they are printed."""

from fractions import Fraction

import pytest

from duzhi.checker.plain import plain
from duzhi.checker.tokens import han, printed, tokens


def read(text):
    return [(one.number, one.unit) for one in tokens(plain(text).text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成120,199.5万元", [("120,199.5", "万元")]),
        ("完成12.5亿元，增长3％", [("12.5", "亿元"), ("3", "%")]),
        ("超进度8.7个百分点", [("8.7", "个百分点")]),
        ("是平均值的2.83倍", [("2.83", "倍")]),
        ("惠及群众157798人／次", [("157798", "人/次")]),
        ("收入5.3亿", [("5.3", "亿")]),
        ("全省第3名，全市第二位", [("3", "名"), ("二", "名")]),
        ("八个项目、十二家企业", [("八", "个"), ("十二", "家")]),
        ("为-5.2%", [("-5.2", "%")]),
        ("完成*万元，占*%", [("*", "万元"), ("*", "%")]),
    ],
)
def test_numbers_with_their_units(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2023年6月30日",
        "1－6月份",
        "财预〔2023〕12号",
        "第1批",
        "第三季度",
        "十四五规划",
        "12月底",
        "3岁以下",
        "8时30分",
        "二十大报告",
        "第一季度",
        "一个月",
        "两个维护",
        "四个意识",
        "GB18030",
    ],
)
def test_dates_document_numbers_and_ordinals_are_no_numbers(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("分别为8607.0、15004.3和9455.6亿元", ["亿元"] * 3),
        ("由上年同期的300减少到200万元", ["万元"]),
        ("占60、30和10%", ["%"] * 3),
        ("2022年120家", ["家"]),
    ],
)
def test_a_unit_written_once_is_that_of_all_it_follows(text, units):
    assert [unit for _, unit in read(text)] == units


def test_money_is_measured_in_yuan():
    one, other = tokens("收入1.5亿元，支出300万元")
    assert (one.value, one.half) == (Fraction(150_000_000), Fraction(5_000_000))
    assert (other.value, other.scale) == (Fraction(3_000_000), 10_000)


def test_heads_are_counted_without_doubt_and_fractions_of_units_with():
    heads, many = tokens("惠及4000人，覆盖1.2万户")
    assert heads.half == 0
    assert (many.value, many.half) == (Fraction(12, 10), Fraction(1, 20))


@pytest.mark.parametrize(
    ("digits", "value", "half"),
    [("58.70", "58.7", "0.005"), ("120,199", "120199", "0.5"), ("0.3", "0.3", "0.05")],
)
def test_printed_digits_round_at_the_last_one(digits, value, half):
    assert printed(digits) == (Fraction(value), Fraction(half))


def test_numerals_below_a_hundred():
    assert [han(one) for one in ("一", "两", "十", "十二", "二十", "九十九")] == [
        1,
        2,
        10,
        12,
        20,
        99,
    ]
