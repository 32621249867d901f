"""Structural warnings: true of the sample county, silent where nothing is wrong or known."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from duzhi.areas.reports.rules.alerts import CHECKS, LEVELS, PARAMETERS, YEAR_END, Facts, alerts
from duzhi.registry import api as registry

JUNE = date(2023, 6, 30)
WAN = 1_000_000
SEED = {
    "time.progress": Fraction(1, 2),
    "receipts.fund_completion": Fraction(6390, 100_000),
    "payments.fund_completion": Fraction(89_120, 160_000),
    "receipts.fund_revenue": 6_390 * WAN,
    "payments.fund_spending": 89_120 * WAN,
    "receipts.nontax_share": Fraction(66_634, 117_402),
    "receipts.nontax": 66_634 * WAN,
    "receipts.nontax.10307": 44_924 * WAN,
    "payments.general_completion": Fraction(234_360, 620_000),
    "budget.general_spending": 620_000 * WAN,
    "receipts.tax_completion": Fraction(50_768, 104_400),
    "receipts.tax": 50_768 * WAN,
    "budget.tax": 104_400 * WAN,
    "treasury.coverage": Fraction(14_500 * 6, 376_272),
    "treasury.coverage_net": Fraction(9_100 * 6, 376_272),
    "treasury.advances_share" + YEAR_END: Fraction(71_300, 737_620),
    "treasury.advances" + YEAR_END: 71_300 * WAN,
    "treasury.advances": 73_900 * WAN,
}


@pytest.fixture
def facts(settings) -> Facts:
    return Facts(SEED, {code: registry.law_at(code, JUNE) for code in PARAMETERS})


def said(facts, **changes):
    return alerts(replace(facts, values={**facts.values, **changes}))


def test_the_sample_county_has_exactly_its_six_warnings(facts):
    assert [(one.word, one.text, one.context) for one in alerts(facts)] == [
        (
            "严重",
            "政府性基金收入 6.39%，支出已 55.70%",
            "收支差 82,730 万元，靠专项债券、上年结转等支撑",
        ),
        ("较重", "非税占比 56.76%，高于 50%", "国有资源（资产）有偿使用收入占非税 67.4%"),
        ("较重", "一般公共预算支出欠进度 12.20 个百分点", "按全年变动预算 620,000 万元计"),
        ("关注", "税收欠进度 1.37 个百分点", "余下月份需完成 53,632 万元，为累计的 1.056 倍"),
        ("关注", "库款保障水平 0.231，偏低", "扣除专项债券资金后 0.145"),
        (
            *("关注", "暂付款占两本预算支出 9.67%，高于 5%"),
            "上年末 71,300 万元，本年净增 2,600 万元",
        ),
    ]


def test_every_warning_names_its_figures_its_basis_and_how_far_it_was_checked(facts):
    for one in alerts(facts):
        assert one.figures
        assert one.basis
        assert one.mark in {"本地口径", "未核实"}
        assert not any(code.endswith(YEAR_END) for code in one.figures)


def test_a_county_in_order_has_no_warning(facts):
    fine = {
        "receipts.fund_completion": Fraction(50, 100),
        "payments.fund_completion": Fraction(60, 100),
        "receipts.nontax_share": Fraction(40, 100),
        "payments.general_completion": Fraction(50, 100),
        "receipts.tax_completion": Fraction(50, 100),
        "treasury.coverage": Fraction(30, 100),
        "treasury.advances_share" + YEAR_END: Fraction(5, 100),
    }
    assert said(facts, **fine) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_without_its_figure_a_check_is_silent(facts, check):
    codes = {one.code for one in said(facts, **dict.fromkeys(check.figures[:1]))}
    assert codes == {one.code for one in CHECKS} - {check.code}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_missing_context_does_not_stop_a_warning(facts, check):
    codes = {one.code for one in said(facts, **dict.fromkeys(check.beside))}
    assert check.code in codes


@pytest.mark.parametrize(
    ("k", "word"),
    [("9/100", "预警"), ("1/10", "偏低"), ("3/10", ""), ("8/10", ""), ("81/100", "闲置")],
)
def test_the_bands_of_treasury_cash_are_inclusive(facts, k, word):
    found = [one for one in said(facts, **{"treasury.coverage": Fraction(k)}) if "库款" in one.text]
    assert [one.text.partition("，")[2] for one in found] == ([word] if word else [])


@pytest.mark.parametrize(
    ("share", "level"), [("41/100", "关注"), ("51/100", "较重"), ("61/100", "严重"), ("40/100", "")]
)
def test_the_nontax_share_grows_graver_by_dated_bounds(facts, share, level):
    found = [
        one.word
        for one in said(facts, **{"receipts.nontax_share": Fraction(share)})
        if "非税占比" in one.text
    ]
    assert found == ([level] if level else [])


def test_the_gravest_comes_first(facts):
    order = list(LEVELS.values())
    ranks = [order.index(one.word) for one in alerts(facts)]
    assert ranks == sorted(ranks)


def test_the_year_end_share_of_advances_speaks_of_a_fall_too(facts):
    (one,) = [
        one for one in said(facts, **{"treasury.advances": 70_000 * WAN}) if "暂付" in one.text
    ]
    assert one.context == "上年末 71,300 万元，本年净减 1,300 万元"
