"""Numbers, fields, what is kept, and pages that contradict each other."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.finding import Refused
from duzhi.kernel.money import parse_fen
from duzhi.web import api as web
from duzhi.web import numbers, pages, screen, stamp


class Payment(forms.Form):
    amount = web.MoneyField(label="金额", unit="万元")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["元", "万元", "亿元"]))
def test_money_on_screen_reads_back_within_its_rounding(fen, unit):
    shown = parse_fen(numbers.money(fen, unit), unit)
    assert shown is not None
    assert abs(shown - fen) * 2 <= {"元": 0, "万元": 10_000, "亿元": 10**8}[unit]


@pytest.mark.parametrize(
    ("typed", "fen", "told"),
    [
        ("117,402", 117_402_000_000, ""),
        ("１２.５", 12_500_000, ""),
        ("-3", None, "不能为负数"),
        ("一百", None, "不是金额"),
        ("0.0000001", None, "不足一分"),
        ("9" * 12, None, "核对单位"),
        ("", None, "必填"),
    ],
)
def test_an_amount_is_taken_exactly_or_explained(typed, fen, told):
    form = Payment({"amount": typed})
    assert form.is_valid() is (fen is not None)
    assert form.cleaned_data.get("amount") == fen
    assert told in str(form.errors.get("amount", ""))


def test_an_answer_is_kept_until_something_changes():
    asked = []

    def make() -> int:
        asked.append(1)
        return len(asked)

    stamp.forget()
    assert [stamp.kept("x", (1, 1), make) for _ in range(3)] == [1, 1, 1]
    assert stamp.kept("x", (1, 2), make) == 2
    assert stamp.kept("y", (1, 2), make) == 3


def test_two_pages_of_one_address_are_a_fault():
    one = pages.page("office.password")
    other = web.Page("office.other", one.path, one.view, "另一页")
    with pytest.raises(ValueError, match="登记了两次"):
        pages.register_pages([other])


def test_a_page_outside_the_rail_is_a_fault():
    one = pages.page("office.password")
    with pytest.raises(ValueError, match="不在导航中"):
        pages.register_pages([web.Page("a.b", "a/b/", one.view, "页", group="杂项")])


@pytest.mark.parametrize("text", ["2023-13-01", "0001-01-01", "9999-01-01", "x", "../"])
def test_a_day_that_is_none_is_refused_with_the_next_step(text):
    with pytest.raises(Refused, match="请写成 2023-06-30"):
        screen.day_asked(text, None, screen.date(2026, 1, 1))


@pytest.mark.parametrize("text", ["99018", "abc", "９９０１８１", "990181;"])
def test_a_region_that_is_none_is_refused(text):
    with pytest.raises(Refused, match="应为6位或9位数字"):
        screen.region_asked(text, None)
