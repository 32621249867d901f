"""Which treasury rows count, whose they are, what does not tie."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.period import Span
from duzhi.money.receipts.rules import details, treasury
from duzhi.money.receipts.rules.details import Difference, Part, Tie
from duzhi.money.receipts.rules.treasury import DayRow, Item, Number, Running

ON = date(2023, 6, 30)
ROW = DayRow(
    *("日报", 4, ON, "9901810000", "199018100001", "0", "1", "1", "4", "0"),
    *("1010101", "国内增值税", 100, 300, 900, 900, 5000),
)
CAPITAL = frozenset({"10306", "1030601", "103060198"})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"kind": "6", "flag": "1"}, None),
        ({"scope": "1"}, "全辖行（已含本级和乡镇）"),
        ({"kind": "2"}, "报表种类2（退库）行"),
        ({"kind": "5"}, "报表种类5（共享分成）行"),
        ({"kind": "4"}, "报表种类4（总额分成）行"),
        ({"kind": "9", "flag": "1"}, "报表种类9（调整期共享分成）行"),
        ({"kind": "x"}, "报表种类x（未知）行"),
        ({"organ": "444444444444"}, "征收机关小计行"),
        ({"organ": "000000000000"}, "征收机关不分行"),
        ({"nature": "2"}, "预算种类2（预算外）行"),
    ],
)
def test_only_the_one_true_layer_counts(change, reason):
    assert treasury.why_skipped(ROW._replace(**change)) == reason


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"flag": "1"}, "receipts.adjustment"),
        ({"kind": "6"}, "receipts.flag"),
        ({"flag": "9"}, "receipts.flag"),
        ({"level": "6"}, "receipts.level"),
    ],
)
def test_flags_that_contradict_each_other_go_back_to_the_treasury(change, code):
    assert [one.code for one in treasury.check_rows([ROW._replace(**change)])] == [code]


@pytest.mark.parametrize(
    ("subject", "budget"),
    [
        ("1010101", "11"),
        ("103014801", "12"),
        ("1031006", "12"),
        ("103060198", "13"),
        ("1030606", "11"),
        ("1030705", "11"),
        ("?1030188", "12"),
    ],
)
def test_103_holds_three_budgets(subject, budget):
    assert treasury.budget_of(subject, CAPITAL) == budget


@given(
    st.integers(-(10**14), 10**14),
    st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any),
)
def test_the_levels_of_a_tax_add_up_to_it_to_the_fen(gross, weights):
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts = details.split(gross, shares)
    assert sum(parts) == gross
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - gross * share) < 1


def test_a_treasury_day_is_read_back_from_its_number():
    number = Number("9901810000", ON, "11", adjusted=True)
    assert str(number) == "9901810000/2023-06-30/11/adj"
    assert Number.parse(str(number)) == number


def test_organs_are_added_together_and_upper_levels_are_left_out():
    other = ROW._replace(organ="499018100001", day_fen=7)
    central = ROW._replace(level="1")
    assert treasury.booked([ROW, other, central], ("4", "5")) == {("1010101", "4"): 107}


@pytest.mark.parametrize(
    ("days", "scope"),
    [
        ((1, 15, 30), [Span(date(2023, 6, 1), date(2023, 7, 1))]),
        ((5, 12, 21), [Span(date(2023, 6, 1), date(2023, 7, 1))]),
        ((15,), [Span(date(2023, 6, 15), date(2023, 6, 16))]),
        ((1, 9), [Span(date(2023, 6, 1), date(2023, 6, 10))]),
    ],
)
def test_a_daily_file_answers_for_its_days_a_monthly_one_for_its_month(days, scope):
    assert treasury.scope(date(2023, 6, day) for day in days) == scope


def test_running_totals_that_differ_are_named_with_both_numbers():
    item = Item("9901810000", "199018100001", "4", "1010101", 2023, adjusted=False)
    (finding,) = treasury.check_running({item: ROW}, {item: Running(300, 900, 5100)})
    assert finding.code == "receipts.running"
    assert "年累计国库 50.00 元，账面 51.00 元，差 -1.00 元" in finding.text
    assert finding.place.column == "年累计"
    assert treasury.check_running({item: ROW}, {item: Running(None, None, None)}) == []


def test_only_a_dozen_differences_are_listed_and_the_rest_counted():
    printed = {
        Item("9901810000", "a", "4", f"10101{n:02}", 2023, adjusted=False): ROW for n in range(14)
    }
    counted = dict.fromkeys(printed, Running(300, 901, 5000))
    findings = treasury.check_running(printed, counted)
    assert len(findings) == 11
    assert "还有 4 项" in findings[-1].text


def part(level, fen, voucher="1"):
    return Part(voucher, "1010101", level, ON, fen)


def test_shared_taxes_follow_the_sharing_table():
    half = Fraction(1, 2)
    assert details.check_shares([part("1", 50), part("4", 51)], lambda *_: half) == []
    assert details.check_shares([part("4", 999)], lambda *_: half) == []
    assert details.check_shares([part("1", 1), part("4", 999)], lambda *_: None) == []
    wrong = [part("1", 20_000), part("4", 30_000), part("1", 5, "2"), part("4", 5, "2")]
    (finding,) = details.check_shares(wrong, lambda *_: half)
    assert finding.text.startswith("1 张税票")
    assert "按比例应为 250.00 元" in finding.text


def test_details_and_treasury_differ_by_day_item_and_level():
    tie = Tie(ON, "1010101", "4")
    other = tie._replace(level="5")
    found = details.differences({tie: 10, other: 3}, {tie: 10, other: 5})
    assert found == [Difference(other, 3, 5)]
    assert found[0].gap_fen == -2
    assert "乡级" in details.difference_finding("税收", found[0]).text


@pytest.mark.parametrize(
    ("period", "yearly", "scope"),
    [("", False, "2023-06"), ("2023-05", False, "2023-05"), ("2023-05", True, "2023")],
)
def test_a_file_of_details_answers_for_the_month_most_of_its_rows_fall_in(period, yearly, scope):
    days = [date(2023, 5, 31), ON, ON]
    assert details.file_scope(days, period, yearly=yearly) == scope


def test_a_taxpayer_number_is_never_shown_whole():
    assert details.mask_taxpayer("91410000MA40ABCD1X") == "9141**********CD1X"
    assert details.mask_taxpayer("12345678") == "****"
    assert details.mask_taxpayer("") == ""


def test_only_a_real_citizen_number_is_a_persons():
    assert details.is_person("11010519491231002X")
    assert not details.is_person("110105194912310021")
    assert not details.is_person("11010519491331002X")
    assert not details.is_person("91410000MA40ABCD1X")
    assert not details.is_person("")
