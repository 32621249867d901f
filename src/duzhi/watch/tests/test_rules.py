"""A rule that does not fit its rows is refused when it is declared; its words say what it does."""

from dataclasses import replace

import pytest

from duzhi.watch import rule, saving, wording
from duzhi.watch.expression import (
    GT,
    LEAST,
    LT,
    MONEY,
    RATIO,
    SUM,
    And,
    Const,
    Is,
    Law,
    Of,
    Plus,
    Share,
    Starts,
    Window,
)
from duzhi.watch.rule import Records
from duzhi.watch.tests.conftest import END, RECORDS, RULE, row

AMOUNT = Of("amount")
MISFITS = {
    "没有字段": Is(Of("amuont"), GT, Const(0, MONEY)),
    "比较的右边": Is(AMOUNT, GT, Const(1)),
    "比较符": Is(Of("agency"), LT, Const("1")),
    "条件应为": Plus(AMOUNT, AMOUNT),
    "并列条件是空的": And(()),
    "文字清单是空的": Starts(Of("agency"), ()),
    "同类字段": Is(Window(SUM, ("unit",), 3, AMOUNT), GT, AMOUNT),
    "没有说明合计什么": Is(Window(SUM, ("agency",), 3), GT, AMOUNT),
    "至少一天": Is(Window(SUM, ("agency",), 0, AMOUNT), GT, AMOUNT),
    "不能再有窗口": Is(
        Window(SUM, ("agency",), 3, Window(SUM, ("agency",), 3, AMOUNT)), GT, AMOUNT
    ),
    "不带条件": Is(
        Window(LEAST, ("agency",), 3, AMOUNT, Is(AMOUNT, GT, Const(0, MONEY))), GT, AMOUNT
    ),
    "比例应为": Share(AMOUNT, GT, Law("watch_split_limit", MONEY), AMOUNT),
}


@pytest.mark.parametrize("said", MISFITS)
def test_a_tree_that_does_not_fit_is_refused_when_it_is_declared(said):
    with pytest.raises(ValueError, match=said):
        replace(RULE, test=MISFITS[said])


def test_a_list_of_rows_needs_its_number_place_unit_day_and_amount():
    with pytest.raises(ValueError, match="amount"):
        Records("x", "缺列", "x", RECORDS.columns[:-1], RECORDS.read)


def test_words_come_from_the_tree():
    share = Share(AMOUNT, GT, Law("watch_split_share", RATIO), AMOUNT)
    assert wording.lines(RULE.test, RECORDS) == [
        "金额 > 100.00 元",
        "同一单位7天内的笔数 ≥ 3",
    ]
    assert wording.sentence(share, RECORDS) == "金额 > 金额 × 〔拆分支付单笔接近限额的比例〕"


def test_a_stop_is_an_error_when_the_record_is_saved():
    names = [column.name for column in RECORDS.columns]
    past = [dict(zip(names, row(no, END, 200), strict=True)) for no in range(3)]
    stop = replace(RULE, handling=rule.STOP)
    (found,) = saving.judged([stop], past[2], past)
    assert found.severity == "error"
    assert found.text == "一周三笔大额：金额 200.00 元，近七天笔数 3；请核对是否拆分"
    assert saving.judged([stop], past[2], past[1:]) == []
