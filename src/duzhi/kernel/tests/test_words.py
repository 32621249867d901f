"""Findings, states, wording, codes, law."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.kernel import codes, wording
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Place, Refused, refuse
from duzhi.kernel.flow import Flow
from duzhi.kernel.law import Law, LawValue


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Fraction(-1938, 10_000), "下降19.38％"),
        (Fraction(99, 10_000), "增长0.99％"),
        (Fraction(4, 10_000), "持平"),
        (Fraction(-4, 10_000), "持平"),
        (Fraction(5, 10_000), "增长0.05％"),
    ],
)
def test_words_follow_numbers(change, text):
    assert wording.change(change) == text


def test_progress_reads_ahead_or_behind():
    assert wording.ahead(Fraction(87, 1000)) == "超进度"
    assert wording.ahead(Fraction(-1, 1000)) == "欠进度"
    assert wording.ahead(Fraction(0)) == "与序时进度持平"


def test_numbers_lose_only_zeros_behind_the_point():
    assert wording.trimmed(Fraction(100)) == "100"
    assert wording.trimmed(Fraction(1200)) == "1200"
    assert wording.percent(Fraction(1)) == "100％"


def test_a_subject_knows_its_ancestors_and_level():
    assert codes.ancestors("2050202") == ["205", "20502"]
    assert [codes.level(one) for one in ("205", "20502", "2050202")] == [1, 2, 3]
    with pytest.raises(ValueError, match="not in tuple"):
        codes.level("20")
    assert codes.within("2050202", ["208", "205"])
    assert not codes.within(codes.unclassified("2050202"), ["205"])


def test_six_digits_mean_the_levels_own_budget():
    assert codes.home("990181") == "990181000"
    assert codes.home("990181007") == "990181007"


def test_a_finding_names_its_place():
    place = Place("收入.xlsx", "日报", 7, "金额")
    assert str(Finding("x", "不是金额，请改正", place=place)) == (
        "收入.xlsx「日报」第7行「金额」：不是金额，请改正"
    )
    assert str(refuse("x", "不行")) == "不行"


def test_a_state_machine_says_what_is_possible():
    flow = Flow("付款申请", "草稿", {"草稿": {"提交": "待审"}, "待审": {"退回": "草稿"}})
    assert flow.after("草稿", "提交") == "待审"
    assert flow.states() == ("草稿", "待审")
    with pytest.raises(Refused, match="处于“草稿”，不能“退回”；可以：提交"):
        flow.after("草稿", "退回")


def test_law_is_read_as_of_a_day():
    law = Law(
        "cap",
        "上限",
        "％",
        (
            LawValue(date(2020, 1, 1), 30, "甲〔2020〕1号", "SRC"),
            LawValue(date(2023, 1, 1), 40, "甲〔2023〕1号", "SRC"),
        ),
    )
    assert law.at(date(2022, 12, 31)).value == 30
    assert law.at(date(2023, 1, 1)).value == 40
    with pytest.raises(LookupError, match="尚无生效"):
        law.at(date(2019, 12, 31))


def test_a_reference_survives_its_own_text():
    ref = Ref("receipts.day", "2300001/2023-06-30/11", 3)
    assert Ref.parse(str(ref)) == ref
