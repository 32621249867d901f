"""Figures and statements of treasury cash."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.figures import api as figures
from duzhi.kernel.finding import Refused
from duzhi.money.treasury import api
from duzhi.money.treasury.documents import cash as documents
from duzhi.money.treasury.figures import IDENTITIES
from duzhi.money.treasury.tests.conftest import books_entry, day

END = date(2021, 2, 28)
REGIONS = ("990181000",)


@pytest.fixture
def months(opened, days):
    """January and February 2021, each reported on its first and last day."""
    books_entry("revenue.general", 2_000_000, date(2021, 1, 1))
    books_entry("spending.general", 3_000_000, date(2021, 2, 28))
    days(
        [
            day(date(2021, 1, 1), 46_340, general_revenue=20_000),
            day(date(2021, 1, 31), 66_340, remitted=10_000, advances_new=600),
        ]
    )
    days(
        [
            day(date(2021, 2, 1), 55_740, special_bonds=5_000),
            day(date(2021, 2, 28), 60_740, (4_000, 500, 200), general_spending=30_000),
        ]
    )


def exact(code: str, on: date = END, region: str = "990181"):
    return figures.value(f"treasury.{code}", on, region).exact


def test_cash_in_the_books_equals_the_report(months):
    assert exact("cash") == exact("reported") == 3_074_000
    evaluator = figures.Evaluator(END, "990181")
    assert {one.verdict for one in figures.check(IDENTITIES, evaluator)} == {figures.HOLDS}


def test_a_countys_own_code_means_its_whole_treasury(months):
    assert exact("cash", region="990181000") == exact("reported", region="990181000") == 3_074_000


def test_restricted_money_is_not_free(months):
    assert exact("restricted") == 470_000
    assert exact("free") == 3_074_000 - 470_000


def test_flows_are_summed_over_the_year_so_far(months):
    assert exact("inflow") == 2_500_000
    assert exact("outflow") == 4_060_000
    assert exact("inflow", date(2021, 1, 31)) == 2_000_000


def test_coverage_divides_by_the_average_of_whole_months(months):
    assert exact("outflow_average") == 2_030_000
    assert exact("coverage") == Fraction(3_074, 2_030)
    assert exact("coverage_net") == Fraction(2_674, 2_030)
    assert api.coverage(REGIONS, END) == (Fraction(3_074, 2_030), "闲置")


def test_january_needs_last_year_and_says_that_it_is_missing(months):
    assert exact("coverage", date(2021, 1, 31)) is None
    assert api.coverage(REGIONS, date(2021, 1, 31)) is None


def test_a_month_without_its_last_day_is_not_averaged(months, days):
    days([day(date(2021, 3, 1), 30_740, remitted=740)])
    assert exact("base_months", date(2021, 3, 30)) == 2
    assert exact("outflow_base", date(2021, 3, 31)) is None


def test_the_last_reported_day_of_the_month_stands_in(months):
    value = figures.value("treasury.reported", date(2021, 1, 30), "990181")
    assert (value.exact, value.reading.note) == (6_634_000, "数据截至 2021-01-01")
    assert exact("reported", date(2021, 3, 15)) is None


def test_advances_are_held_against_a_whole_years_spending(months):
    assert exact("advances") == 7_500_000
    assert exact("spending_base") is None
    assert exact("advances_share", date(2021, 12, 31)) == Fraction(75_000, 30_000)
    assert exact("advances_share", date(2022, 6, 30)) == Fraction(75_000, 30_000)


@pytest.mark.parametrize("code", ["cash", "reported", "inflow", "outflow_base", "base_months"])
def test_what_a_figure_is_made_of_adds_up_to_it(months, code):
    value = figures.value(f"treasury.{code}", END, "990181")
    assert sum(one.amount for one in value.sources()) == value.exact


def test_the_monthly_report_prints_balance_level_and_state(months):
    (table,) = documents.cash_report(END, "990181")
    january, february = (one.cells for one in table.rows)
    assert january[2:8] == ("1月", "2021-01-31", 4_634_000, 2_000_000, 1_060_000, 5_574_000)
    assert january[-2:] == ("", "")
    assert february[4:8] == (5_574_000, 500_000, 3_000_000, 3_074_000)
    assert february[8:] == (400_000, 50_000, 20_000, 2_604_000, "1.514", "闲置")
    assert "库款余额与校核账相符" in table.notes[-1]


def test_the_flow_statement_closes(months):
    (table,) = documents.flows(END, "990181")
    rows = {one.cells[0]: one.cells[1:] for one in table.rows}
    assert rows["期初余额"][:3] == (5_574_000, 4_634_000, None)
    assert rows["专项债券转贷"] == (500_000, 500_000, None, None, None)
    opening, inflow, outflow, closing = (
        rows[name][1] for name in ("期初余额", "流入合计", "流出合计", "期末余额")
    )
    assert opening + inflow - outflow == closing == 3_074_000
    assert table.notes == ("收支各列与国库收入日报、支付明细入账数相符",)


def test_a_difference_with_the_books_is_printed(months):
    books_entry("revenue.general", 100, date(2021, 2, 27), number="odd")
    (table,) = documents.flows(END, "990181")
    assert table.notes == ("一般公共预算收入比 IN-01 入账少 1.00 元",)
    (report,) = documents.cash_report(END, "990181")
    assert report.notes[-1].endswith("国库报表 30,740.00 元，校核账 30,741.00 元，差 -1.00 元")


@pytest.mark.parametrize("build", [documents.cash_report, documents.flows])
def test_without_a_report_there_is_nothing_to_print(county, build):
    with pytest.raises(Refused, match="没有库款日报"):
        build(END, "990181")
