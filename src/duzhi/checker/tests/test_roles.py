"""What the words before a figure make of it."""

import pytest

from duzhi.checker.claim import (
    AHEAD,
    AMOUNT,
    BUDGET,
    CHANGE,
    COMPLETION,
    COUNT,
    DELTA,
    GROWTH,
    LEVEL,
    MULTIPLE,
    PERCENT,
    POINTS,
    PRIOR,
    RATE,
    SHARE,
)
from duzhi.checker.plain import plain
from duzhi.checker.roles import LEVY, OTHER, OVER, RATIO, loose, role_of


def role(kind, near, after=""):
    one = role_of(kind, plain(near).text, plain(after).text)
    return one.name, one.sign


@pytest.mark.parametrize(
    ("near", "name", "sign"),
    [
        ("同比增长", GROWTH, 1),
        ("同比下降", GROWTH, -1),
        ("比上年增加了", GROWTH, 1),
        ("增幅为", GROWTH, 1),
        ("降幅达", GROWTH, -1),
        ("占年初预算的", COMPLETION, 1),
        ("完成调整预算的", COMPLETION, 1),
        ("完成率为", COMPLETION, 1),
        ("占一般公共预算收入的比重为", SHARE, 1),
        ("占比", SHARE, 1),
        ("审减率", RATE, 1),
        ("发放成功率达", RATE, 1),
        ("资产负债率为", RATE, 1),
        ("为上年的", RATIO, 1),
        ("超时间进度", AHEAD, 1),
        ("低于序时进度", AHEAD, -1),
        ("按", LEVY, 1),
        ("两年平均增长", OTHER, 1),
        ("环比增长", OTHER, 1),
    ],
)
def test_percentages(near, name, sign):
    assert role(PERCENT, near) == (name, sign)


@pytest.mark.parametrize(
    ("near", "name", "sign"),
    [
        ("超序时进度", AHEAD, 1),
        ("超进度", AHEAD, 1),
        ("落后序时进度", AHEAD, -1),
        ("占比较上年提高", CHANGE, 1),
        ("同比下降", CHANGE, -1),
        ("提高", OTHER, 1),
    ],
)
def test_points(near, name, sign):
    assert role(POINTS, near) == (name, sign)


@pytest.mark.parametrize(
    ("near", "name", "sign"),
    [
        ("一般公共预算收入完成", LEVEL, 1),
        ("同比增收", DELTA, 1),
        ("比上年同期减少", DELTA, -1),
        ("下降额为", DELTA, -1),
        ("上年同期为", PRIOR, 1),
        ("由", PRIOR, 1),
        ("较2022年的", PRIOR, 1),
        ("审减金额", LEVEL, 1),
        ("加上上年结转", LEVEL, 1),
        ("短收", OVER, -1),
        ("超收", OVER, 1),
        ("决算数大于预算数", OVER, 1),
        ("决算数小于预算数", OVER, -1),
    ],
)
def test_amounts(near, name, sign):
    assert role(AMOUNT, near, "。") == (name, sign)


def test_a_budget_is_told_by_what_stands_on_either_side():
    assert role(AMOUNT, "为年初预算", "的58.7％")[0] == BUDGET
    assert role(AMOUNT, "占全年预算任务", "的58.7％")[0] == BUDGET
    assert role(COUNT, "完成年度目标", "的80％")[0] == BUDGET


def test_a_multiple_grows_only_where_something_grew():
    assert role(MULTIPLE, "同比增长")[0] == GROWTH
    assert role(MULTIPLE, "是平均值的")[0] == OTHER


@pytest.mark.parametrize(
    ("near", "after"),
    [("近", ""), ("超过", ""), ("", "以上"), ("", "左右"), ("", "多"), ("不低于", "")],
)
def test_amounts_told_loosely_are_not_computed_with(near, after):
    assert loose(near, after)


def test_amounts_told_plainly_are():
    assert not loose("完成", "，同比增长")
