"""What a cell means in each kind of column, and which cells are refused."""

from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.intake import api as intake
from duzhi.intake.tests.conftest import codes
from duzhi.kernel.money import UNIT_FEN, decimal, in_unit, show

CTX = intake.Context(unit="元", year=2023, codes=codes)
UNITS = st.sampled_from(sorted(UNIT_FEN))
DAYS = st.dates(date(1955, 1, 1), date(2110, 12, 31))
FEN = st.integers(-(10**14), 10**14)


def parse(kind, cell, ctx=CTX):
    return kind.parse(cell, ctx)


def fault(kind, cell, ctx=CTX):
    with pytest.raises(intake.CellError) as caught:
        kind.parse(cell, ctx)
    return caught.value


@pytest.mark.parametrize(
    "cell",
    [
        "2023-06-30",
        "20230630",
        "2023年6月30日",
        "2023年06月30日",
        "2023/6/30",
        "2023.6.30",
        "２０２３－０６－３０",
        "2023-06-30 14:05:00",
        "2023-06-30T00:00:00.000",
        "45107",
        45107.0,
        20230630.0,
        date(2023, 6, 30),
        datetime(2023, 6, 30, 14, 5, tzinfo=UTC),
    ],
)
def test_a_day_is_read_in_every_usual_notation(cell):
    assert parse(intake.Day(), cell) == date(2023, 6, 30)


@pytest.mark.parametrize(
    "cell", ["2023-02-30", "2023年6月", "六月三十日", "23-06-30", "2023-06.30", 12.5, True, time(8)]
)
def test_what_is_no_day_is_refused(cell):
    assert fault(intake.Day(), cell).code == "intake.day"


@given(DAYS)
def test_a_day_comes_back_from_every_notation_it_can_be_written_in(on):
    serial = (on - date(1899, 12, 30)).days
    written = [
        on.isoformat(),
        f"{on:%Y%m%d}",
        f"{on.year}年{on.month}月{on.day}日",
        f"{on.year}/{on.month}/{on.day}",
        f"{on.year}.{on.month}.{on.day}",
        float(serial),
        float(f"{on:%Y%m%d}"),
    ]
    assert {parse(intake.Day(), cell) for cell in written} == {on}


@given(FEN, UNITS)
def test_an_amount_comes_back_from_text_to_the_fen(fen, unit):
    ctx = intake.Context(unit=unit)
    plain = decimal(in_unit(fen, unit), 10)
    grouped = show(fen, unit, 10, thousands=True)
    full_width = plain.translate({ord(str(n)): ord("０") + n for n in range(10)})
    for text in (plain, grouped, f"￥{grouped}", f" {full_width} "):
        assert parse(intake.Amount(), text, ctx) == fen
    if fen < 0:
        assert parse(intake.Amount(), f"（{grouped.removeprefix('-')}）", ctx) == fen


@given(st.integers(-(10**13), 10**13), UNITS)
def test_an_amount_comes_back_from_a_float_to_the_fen(fen, unit):
    ctx = intake.Context(unit=unit)
    assert parse(intake.Amount(), fen / UNIT_FEN[unit], ctx) == fen


def test_binary_noise_of_a_sum_is_not_a_tail():
    assert parse(intake.Amount(), 0.1 + 0.2) == 30
    assert parse(intake.Amount(), 1234567.8900000025) == 123456789
    assert parse(intake.Amount(), 1e12 + 0.01) == 100_000_000_000_001


def test_an_empty_amount_is_not_zero():
    for blank in ("", "  ", "-", "—", "——", "/"):
        assert parse(intake.Amount(), blank) is None
    assert parse(intake.Amount(), "0") == 0
    assert parse(intake.Amount(), 0.0) == 0


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("4,870.00万", "混入了单位"),
        ("100元", "混入了单位"),
        ("约100", "请只填数字"),
        ("1,23.00", "请只填数字"),
        ("12.345", "不足一分"),
        (0.001, "不足一分"),
        ("1e999999999", "不是金额"),
        ("9" * 30, "超出"),
        ("=1+1", "像公式"),
        (True, "不是金额"),
        (date(2023, 6, 30), "不是金额"),
        (float("nan"), "不是金额"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_hint(cell, hint):
    assert hint in fault(intake.Amount(), cell).text


def test_ten_thousand_yuan_hold_six_decimals():
    ctx = intake.Context(unit="万元")
    assert parse(intake.Amount(), "117402.123456", ctx) == 117_402_123_456
    assert "不足一分" in fault(intake.Amount(), "0.0000001", ctx).text


def test_a_code_keeps_its_leading_zeros_and_loses_a_spreadsheet_tail():
    assert parse(intake.Code(), "00123") == "00123"
    assert parse(intake.Code(), 1010101.0) == "1010101"
    assert parse(intake.Code(), "1010101.0") == "1010101"
    assert parse(intake.Code(), " １０１ 01 ") == "10101"
    assert parse(intake.Code(), "91330182MA2ABCDE1X") == "91330182MA2ABCDE1X"


@pytest.mark.parametrize("cell", [330182199001011234.0, 1e15, "3.30182E+17", "1.71E+06", "1.71e06"])
def test_an_identity_number_that_became_a_number_is_refused(cell):
    for kind in (intake.Code(), intake.Subject(("revenue_general",))):
        assert "末几位已丢失" in fault(kind, cell).text
    if isinstance(cell, float):
        assert fault(intake.Text(), cell).code == "intake.code_lost"


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "@SUM(1)", "+cmd", "-2+3+cmd|x", "\t330182", "\r=1"],
)
def test_text_that_a_spreadsheet_would_run_is_refused(cell):
    for kind in (intake.Text(), intake.Code(), intake.Subject(("revenue_general",))):
        assert fault(kind, cell).code == "intake.formula"


@pytest.mark.parametrize("cell", ["-", "--", "-12.5", "+86 138-0000", "-1,000.00", "－某某"])
def test_signs_before_plain_numbers_are_no_formulas(cell):
    assert parse(intake.Text(), cell) == cell


def test_a_text_that_is_too_long_or_a_code_with_a_fraction_is_refused():
    assert "有 5 个字，最多 4 个" in fault(intake.Text(max=4), "一二三四五").text
    assert fault(intake.Code(), 12.5).code == "intake.code"
    assert fault(intake.Code(), "1" * 61).code == "intake.too_long"
    assert fault(intake.Text(max=400), "字" * 401).text.startswith("“" + "字" * 40 + "…”")


def test_a_choice_is_compared_without_spaces_and_widths():
    kind = intake.Choice({"正常支付": "pay", "（退款）": "refund", "0": "own"})
    assert parse(kind, "正常 支付") == "pay"
    assert parse(kind, "(退款)") == "refund"
    assert parse(kind, 0.0) == "own"
    assert parse(kind, "") is None
    assert "只能是：正常支付、（退款）、0" in fault(kind, "作废").text


def test_numbers_are_exact():
    assert parse(intake.Number(), "48.63％") == Fraction(4863, 10_000)
    assert parse(intake.Number(), "(1,234.5)") == Fraction(-2469, 2)
    assert parse(intake.Number(), 0.1) == Fraction(1, 10)
    assert parse(intake.Number(), "—") is None
    assert fault(intake.Number(), "1e999").code == "intake.number"
    assert fault(intake.Number(), cell=True).code == "intake.number"
    assert parse(intake.Whole(), "2023年") == 2023
    assert parse(intake.Whole(), 158527.0) == 158527
    assert fault(intake.Whole(), "1.5").code == "intake.whole"


def test_an_unknown_subject_is_kept_behind_a_question_mark():
    kind = intake.Subject(("revenue_general",))
    assert parse(kind, 1010101.0) == "1010101"
    assert parse(kind, "1030718") == "?1030718"
    assert parse(kind, "") == ""
