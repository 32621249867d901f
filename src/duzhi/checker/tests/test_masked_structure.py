"""From the words of a report to its masked system: what binds two amounts, and what must not."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.checker.document import read
from duzhi.checker.masked.draft import System
from duzhi.checker.masked.solve import solve
from duzhi.checker.masked.structure import system_of
from duzhi.checker.masked.verdict import masked_of
from duzhi.checker.report import FEASIBLE, INFEASIBLE, Masked

DATA = Path(__file__).parents[4] / "tests" / "data"
SEED = (DATA / "seed-report.txt").read_text("utf-8")
REVENUE = (
    "1－6月份，全市一般公共预算收入完成*万元，占预算*万元的58.7％，同比下降19.38％。"
    "其中：税收收入完成*万元，占预算*万元的48.63％，同比下降8.17％；"
    "非税收入完成*万元，占预算*万元的69.7％，同比下降26.24％。"
)


def test_the_report_gives_away_the_tax_share_of_last_year_and_of_the_budget():
    found = masked_of(read(SEED))
    ranges = {one.name: one for one in found.ranges}
    before = ranges["上年税收收入占一般公共预算收入"]
    budget = ranges["预算中税收收入占一般公共预算收入"]
    assert found.status == FEASIBLE
    assert before.low <= Fraction("37.96") <= before.high
    assert budget.low <= Fraction("52.20") <= budget.high
    assert max(one.high - one.low for one in found.ranges) <= Fraction("0.3")


def test_a_wrong_tax_share_names_four_claims_each_of_which_counts():
    reading = read(SEED.replace("43.24％", "48.24％"))
    found = masked_of(reading)
    told = {claim.id: claim.text for claim in reading.claims}
    assert found.status == INFEASIBLE
    assert "48.24％" in [told[one] for one in found.conflict]
    assert "只要改正税收收入占全市一般公共预算收入48.24％就能同时成立" in found.message
    _each_counts(system_of(reading), found.conflict)


@pytest.mark.parametrize("wrong", ["59.7％", "57.7％"])
def test_one_point_off_in_a_completion_is_found_without_any_amount(wrong):
    found = masked_of(read(REVENUE.replace("58.7％", wrong)))
    assert found.status == INFEASIBLE
    assert wrong in found.message


def test_a_figure_said_again_later_is_the_same_amount_where_two_digits_agree():
    text = f"{REVENUE}\n全市一般公共预算收入同比下降19.38％，完成*万元，民生好转。"
    assert len(_names(system_of(read(text)), "本年")) == len(
        _names(system_of(read(REVENUE)), "本年")
    )


def test_a_month_beside_the_half_year_is_another_amount():
    text = (
        f"{REVENUE}\n6月份，全市一般公共预算收入完成*万元，同比增长3.21％。"
        "其中：税收收入完成*万元，同比增长5.11％；非税收入完成*万元，同比增长1.02％。"
    )
    assert masked_of(read(text)).status == FEASIBLE


def test_a_growth_on_a_comparable_base_does_not_bind_the_plain_last_year():
    text = REVENUE.replace(
        "非税收入完成*万元，占预算*万元的69.7％，同比", "非税收入完成*万元，同口径"
    )
    assert masked_of(read(text.replace("26.24％", "6.24％"))).status == FEASIBLE


def test_an_adjusted_budget_is_not_the_budget():
    text = REVENUE.replace("占预算*万元的69.7％", "为调整预算的9.7％")
    assert masked_of(read(text)).status == FEASIBLE


def test_a_percentage_that_is_only_about_right_binds_nothing():
    text = REVENUE.replace("占预算*万元的69.7％", "占预算*万元的9.7％左右")
    assert masked_of(read(text)).status == FEASIBLE
    assert masked_of(read(text.replace("左右", ""))).status == INFEASIBLE


def test_a_list_that_may_leave_something_out_makes_no_sum():
    text = REVENUE.replace("非税收入", "国有资源有偿使用收入")
    assert system_of(read(text)).sums == []


def test_a_list_whose_whole_could_be_either_of_two_makes_no_sum():
    text = REVENUE.replace("全市一般", "全市财政总收入完成*万元，增长2.2％；全市一般")
    either = text.replace("19.38％。其中：", "19.38％；其中：").replace("2.2％；", "2.2％，")
    assert system_of(read(either)).sums == []


def test_a_share_of_last_year_follows_from_the_points_it_rose_by():
    text = (
        "上半年，全市一般公共预算收入完成*万元，其中：税收收入完成*万元，"
        "占一般公共预算收入的43.24％，较上年提高5.28个百分点；非税收入完成*万元。"
    )
    [before] = [one for one in system_of(read(text)).ratios if len(one.claims) > 1]
    assert (before.low, before.high) == (Fraction("0.3795"), Fraction("0.3797"))


def test_what_is_left_after_the_review_and_a_multiple_are_ratios_of_two_amounts():
    system = system_of(read(SEED))
    found = {system.words[one.claims[0]]: (one.low, one.high) for one in system.ratios}
    assert found["审减率7.6％"] == (Fraction("0.9235"), Fraction("0.9245"))
    assert (Fraction("2.825"), Fraction("2.835")) in found.values()


def test_a_printed_amount_joins_those_that_are_masked():
    text = REVENUE.replace("收入完成*万元，占预算*万元的48", "收入完成5187万元，占预算*万元的48")
    wrong = text.replace("收入完成*万元，占预算*万元的58", "收入完成99999万元，占预算*万元的58")
    assert masked_of(read(text)).status == FEASIBLE
    assert masked_of(read(wrong)).status == INFEASIBLE


def test_a_text_that_masks_nothing_is_not_judged():
    text = REVENUE.replace("*", "12345")
    assert masked_of(read(text)) == Masked()


def test_what_is_printed_in_full_elsewhere_is_left_to_the_identities():
    full = REVENUE.replace("*", "12345").replace("全市", "市本级")
    assert masked_of(read(f"{full}\n一卡通发放补贴*万元。")).status == ""


def test_published_reports_agree_with_themselves_once_their_amounts_are_masked():
    texts = [path.read_text("utf-8") for path in sorted((DATA / "reports").glob("*.txt"))]
    assert texts
    assert {masked_of(read(_starred(text))).message for text in texts} == {""}


SUBJECTS = [
    "全市一般公共预算收入",
    "其中：税收收入",
    "非税收入",
    "送审金额",
    "审定金额",
    "是*亿元的",
]
AMOUNTS = ["完成*万元", "完成0万元", "为-3万元", "完成5187万元", "占预算*万元的"]
LEADS = ["为预算的", "同比增长", "同比下降", "占一般公共预算收入的", "较上年提高", "审减率"]
FIGURES = ["58.7％", "0％", "100％", "100.00％", "250％", "1.8个百分点", "2.83倍", "1"]
PIECES = [*SUBJECTS, *AMOUNTS, *LEADS, *FIGURES, "，", "；", "。", "（", "）", "\n"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_order_of_such_words_brings_it_down(text):
    found = masked_of(read(text))
    assert bool(found.conflict) == (found.status == INFEASIBLE)


def _names(system: System, what: str) -> set[str]:
    names = {name for one in system.ratios for name in (one.numerator, one.denominator)}
    return {name for name in names if name.endswith(what)}


def _each_counts(system: System, conflict: tuple[str, ...]) -> None:
    members = [one for one in system.ratios if set(one.claims) <= set(conflict)]
    assert solve(members, system.sums, [], []).status == INFEASIBLE
    for claim in conflict:
        left = [one for one in members if claim not in one.claims]
        assert solve(left, system.sums, [], []).status == FEASIBLE


def _starred(text: str) -> str:
    """With every amount of money replaced by a star."""
    return re.sub(r"\d[\d,.]*(?=\s*(?:亿元|万元|元|万|亿))", "*", text)
