"""The balance formula and what a budget table must satisfy."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.kernel.finding import INFO, WARNING
from duzhi.money.budget.rules import balance as rules
from duzhi.money.budget.rules.balance import SOURCE, USE, Item, Versions

WAN = 1_000_000
NINGQIANG = (
    (SOURCE, "101", "一般公共预算收入", 8_552),
    (SOURCE, "11001", "返还性收入", 1_755),
    (SOURCE, "11002", "一般性转移支付收入", 157_252),
    (SOURCE, "11003", "专项转移支付收入", 141_252),
    (SOURCE, "110110101", "新增一般债券", 9_900),
    (SOURCE, "110110104", "再融资一般债券", 17_118),
    (SOURCE, "11008", "上年结转", 2_889),
    (SOURCE, "11009", "调入资金", 102),
    (SOURCE, "11015", "动用预算稳定调节基金", 1_074),
    (USE, "201", "一般公共预算支出", 302_509),
    (USE, "23006", "上解支出", 4_345),
    (USE, "2310301", "地方政府一般债券还本支出", 19_956),
    (USE, "2310302", "向外国政府借款还本支出", 39),
    (USE, "23015", "补充预算稳定调节基金", 1_809),
    (USE, "23009", "结转下年", 11_236),
)


def items(lines, budget=GENERAL):
    return [Item(budget, side, code, name, "4", wan * WAN) for side, code, name, wan in lines]


def test_the_balance_of_ningqiang_2023_comes_out_as_published():
    found = items(NINGQIANG)
    assert rules.totals(found, GENERAL) == (339_894 * WAN, 339_894 * WAN)
    carried = rules.built(found, GENERAL, USE)[-1]
    assert (carried.line.name, carried.amount_fen) == ("年终结转（结余）", 11_236 * WAN)
    uses = {part.line.name: part.amount_fen for part in rules.built(found, GENERAL, USE)}
    assert sum(uses.values()) - carried.amount_fen == 328_658 * WAN
    assert uses["债务还本支出"] == 19_995 * WAN


def test_new_and_refinancing_bonds_stand_apart_below_one_line():
    parts = rules.built(items(NINGQIANG), GENERAL, SOURCE)
    debt = next(part for part in parts if part.line.name == "债务（转贷）收入")
    assert debt.amount_fen == 27_018 * WAN
    assert debt.details == (("新增一般债券", 9_900 * WAN), ("再融资一般债券", 17_118 * WAN))


@pytest.mark.parametrize(
    ("budget", "side", "code", "line"),
    [
        (GENERAL, SOURCE, "10101", "一般公共预算收入"),
        (GENERAL, SOURCE, "?10199x", "一般公共预算收入"),
        (FUND, SOURCE, "1030148", "政府性基金预算收入"),
        (CAPITAL, SOURCE, "1030601", "国有资本经营预算收入"),
        (FUND, SOURCE, "11004", "政府性基金转移支付收入"),
        (GENERAL, SOURCE, "11099", "其他转移性收入"),
        (GENERAL, USE, "20801", "一般公共预算支出"),
        (GENERAL, USE, "23001", "补助下级支出"),
        (GENERAL, USE, "23016", "补充预算周转金"),
        (FUND, USE, "23104", "债务还本支出"),
        (GENERAL, USE, "?9", "待归类"),
    ],
)
def test_every_subject_has_its_line(budget, side, code, line):
    assert rules.line_of(budget, side, code).name == line


@given(st.lists(st.tuples(st.sampled_from([b[1] for b in NINGQIANG]), st.integers(-9, 9))))
def test_the_lines_of_a_side_always_add_up_to_it(amounts):
    found = [Item(GENERAL, SOURCE, code, code, "4", amount) for code, amount in amounts]
    parts = rules.built(found, GENERAL, SOURCE)
    assert sum(part.amount_fen for part in parts) == rules.totals(found, GENERAL)[0]


def test_a_budget_that_does_not_balance_is_named_with_both_totals():
    found = items([*NINGQIANG[:-1], (USE, "23009", "结转下年", 11_230)])
    (finding,) = rules.check_balance("决算", GENERAL, found)
    assert finding.severity == WARNING
    assert "339,894" in finding.text
    assert "339,888" in finding.text
    assert "差 6 万元" in finding.text


def test_a_version_with_only_one_side_is_not_judged():
    assert rules.check_balance("变动", GENERAL, items(NINGQIANG[-3:])) == []


@pytest.mark.parametrize(("reserve", "faults"), [(99, 1), (100, 0), (300, 0), (301, 1)])
def test_the_reserve_is_one_to_three_percent_of_own_spending(reserve, faults):
    found = items([(USE, "201", "支出", 10_000 - reserve), (USE, "227", "预备费", reserve)])
    found += items([(USE, "23006", "上解", 90_000)])
    findings = rules.check_reserve(found, Fraction(1, 100), Fraction(3, 100))
    assert len(findings) == faults
    assert all(one.basis == "《中华人民共和国预算法》第四十条" for one in findings)


def test_what_one_budget_gives_the_other_takes():
    given_away = items([(USE, "23008", "调出资金", 200)], FUND)
    taken = items([(SOURCE, "110090102", "从政府性基金预算调入", 150)])
    (finding,) = rules.check_moves("年初", [*given_away, *taken])
    assert "差 50 万元" in finding.text
    taken = items([(SOURCE, "11009", "调入资金", 350)])
    assert rules.check_moves("年初", [*given_away, *taken]) == []


def test_a_heading_above_its_own_subjects_is_counted_once_and_checked():
    lines = [("201", "一般公共服务", 30), ("20101", "人大", 10), ("20102", "政协", 19)]
    found = items([(USE, *line) for line in lines])
    assert rules.headings(item.subject for item in found) == {"201"}
    (finding,) = rules.check_headings(found)
    assert "差 1 万元" in finding.text


def test_an_adjusted_version_exists_only_where_it_differs():
    rows = [
        Versions("", 4, GENERAL, SOURCE, "10101", "增值税", "4", 100, 5, 105, None, None),
        Versions("", 5, GENERAL, SOURCE, "10104", "企业所得税", "4", 50, None, None, None, None),
        Versions("", 6, FUND, SOURCE, "1030148", "土地出让", "4", 70, 0, 70, None, None),
    ]
    found = rules.tables(rows, 1)
    assert set(found) == {("年初", GENERAL), ("调整1", GENERAL), ("年初", FUND)}
    assert [item.amount_fen for item in found["调整1", GENERAL]] == [105, 50]
    assert rules.check_rows(rows) == []
    wrong = rows[0]._replace(adjusted_fen=106)
    assert [one.place.column for one in rules.check_rows([wrong])] == ["调整预算"]


@pytest.mark.parametrize(
    ("on", "version"),
    [(date(2023, 6, 30), "年初"), (date(2023, 9, 28), "调整1"), (date(2023, 12, 31), "调整2")],
)
def test_the_denominator_is_the_latest_version_approved_by_the_day(on, version):
    approved = {1: date(2023, 9, 28), 2: date(2023, 12, 20), 3: date(2023, 12, 21)}
    assert rules.version_on(["年初", "调整1", "调整2"], approved, on) == version


def test_an_adjustment_without_approval_is_pointed_out():
    assert rules.check_approved("调整1", [1]) == []
    (finding,) = rules.check_approved("调整1", [])
    assert finding.severity == INFO
