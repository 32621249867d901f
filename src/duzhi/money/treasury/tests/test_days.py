"""From a daily report to the books: what is posted, what is only compared, what is refused."""

from datetime import date

import pytest

from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.treasury import api
from duzhi.money.treasury.rules.cash import FLOWS, IN, POSTED
from duzhi.money.treasury.tests.conftest import (
    books_entry,
    codes,
    column,
    day,
    run_of_days,
    standing,
)

ON = date(2023, 6, 1)
END = date(2023, 6, 30)


def moved(account: str, fund: str = "") -> int:
    chosen = ledger.Selection((account,), fund=fund)
    return ledger.turnover(chosen, year_to_date(END)) // 100


@pytest.mark.parametrize("flow", POSTED, ids=lambda flow: flow.field)
def test_a_flow_that_no_other_file_posts_moves_cash_and_its_account(days, flow):
    result = days([day(ON, 1_000, **{flow.field: 70})])
    assert result.status == "imported", result.findings
    sign = 1 if flow.way == IN else -1
    assert moved("cash.treasury", flow.fund_type) == sign * 70
    debit = ledger.account(flow.account).side == "debit"
    assert moved(flow.account, flow.fund_type) == (70 if debit == (flow.way != IN) else -70)


def test_bonds_of_the_two_budgets_stand_apart(days):
    days([day(ON, 1_000, general_bonds=82, special_bonds=722, special_repaid=74)])
    assert (moved("bonds.on_lent", "11"), moved("bonds.on_lent", "12")) == (82, 722)
    assert moved("debt.repaid", "12") == 74
    assert moved("cash.treasury", "12") == 648


def test_revenue_and_spending_are_never_posted_from_here(days):
    result = days([day(ON, 1_000, general_revenue=500, fund_spending=300)])
    assert moved("cash.treasury") == 0
    assert codes(result, "info") == ["not_yet_booked", "not_yet_booked"]


def test_columns_that_agree_with_their_own_files_say_nothing(days):
    books_entry("revenue.general", 50_000, ON)
    books_entry("spending.general", 30_000, ON)
    result = days([day(ON, 1_000, general_revenue=500, general_spending=300)])
    assert codes(result) == []


def test_a_column_that_differs_names_both_sums_and_the_first_day(days):
    books_entry("revenue.general", 50_000, ON)
    books_entry("revenue.general", 10_000, date(2023, 6, 2), number="2")
    rows = run_of_days(ON, 1_000, [{"general_revenue": 500}, {"general_revenue": 90}])
    result = days(rows)
    assert codes(result) == ["booked_differs"]
    (text,) = [one.text for one in result.findings if one.code == "treasury.booked_differs"]
    assert "日报合计 590.00 元，入账 600.00 元，差 -10.00 元" in text
    assert "首日 2023-06-02" in text


def test_money_of_earlier_years_counts_as_cash_though_not_as_spending(days):
    books_entry("spending.general", 30_000, ON)
    books_entry("carried.general", -4_000, ON)
    result = days([day(ON, 1_000, general_spending=260)])
    assert codes(result) == []


def test_a_negative_revenue_day_is_a_day_of_refunds(days):
    books_entry("revenue.general", -5_000, ON)
    assert codes(days([day(ON, 1_000, general_revenue=-50)])) == []


@pytest.mark.parametrize(
    ("title", "change", "expected"),
    [
        ("期末余额", 1, ["identity"]),
        ("流入合计", 1, ["total"]),
        ("流出合计", -1, ["total"]),
        ("上级调度款", 5, ["total", "identity"]),
        ("专项债券资金", 5_000, ["restricted"]),
    ],
)
def test_a_day_whose_sums_do_not_hold_is_named(days, title, change, expected):
    row = day(ON, 1_000, dispatch=70, remitted=20)
    row[column(title)] += change
    result = days([row])
    assert codes(result) == expected
    assert (result.status == "imported") == (expected == ["restricted"])
    assert moved("upper") == (70 if result.status == "imported" else 0)


def test_an_overdrawn_treasury_is_a_fault(days):
    assert codes(days([day(ON, 100, remitted=150)])) == ["negative"]


def test_a_day_opens_with_the_balance_the_day_before_closed_with(days):
    result = days([day(ON, 1_000), day(date(2023, 6, 2), 1_001)])
    assert codes(result) == ["gap"]
    assert result.status == "rejected"


def test_a_missing_day_is_pointed_out(days):
    result = days([day(ON, 1_000), day(date(2023, 6, 4), 1_000)])
    assert codes(result) == ["days_missing"]


def test_a_month_opens_with_the_balance_that_stands(days):
    days([day(date(2023, 5, 31), 900)])
    assert codes(days([day(ON, 1_000)])) == ["start"]
    assert codes(days([day(ON, 900)])) == []


def test_a_day_outside_the_month_of_the_caption_is_a_fault(days):
    assert codes(days([day(ON, 1_000)], "2023年05月")) == ["other_month"]


def test_the_total_row_is_no_day(days):
    result = days([day(ON, 1_000)])
    assert [(one.reason, one.count) for one in result.dropped] == [("小计、合计行", 1)]


def test_a_correcting_report_revises_withdraws_and_keeps(days):
    first = [{"dispatch": 70}, {"remitted": 20}, {"advances_new": 5}]
    days(run_of_days(ON, 1_000, first))
    result = days(run_of_days(ON, 1_000, [{"dispatch": 70}, {"remitted": 25}]))
    outcome = result.outcome
    assert (outcome.same, outcome.changed, outcome.withdrawn, outcome.added) == (1, 1, 1, 0)
    assert (moved("upper"), moved("remitted"), moved("advances")) == (70, 25, 0)
    assert moved("cash.treasury") == 45
    assert not list(ledger.verify())


def test_a_longer_report_of_the_month_only_adds_days(days):
    days(run_of_days(ON, 1_000, [{"dispatch": 70}]))
    outcome = days(run_of_days(ON, 1_000, [{"dispatch": 70}, {"remitted": 20}])).outcome
    assert (outcome.same, outcome.added) == (1, 1)


def test_a_day_that_comes_back_gets_a_new_revision(days):
    two = run_of_days(ON, 1_000, [{"dispatch": 70}, {"remitted": 20}])
    days(two)
    days(two[:1])
    days([*two, day(date(2023, 6, 3), 1_050)])
    standing_days = api.days(("990181000",), ON, END)
    assert [one.revision for one in standing_days] == [1, 2, 1]
    assert moved("remitted") == 20


def test_every_line_leads_back_to_its_own_cell(days):
    days([day(ON, 10_000, **{flow.field: 10 + at for at, flow in enumerate(POSTED)})])
    layout = intake.layout("IN-11")
    for account in {"cash.treasury", *(flow.account for flow in POSTED)}:
        found = list(ledger.postings(ledger.Selection((account,)), year_to_date(END)))
        keys = ledger.keys({one.key_id for one in found})
        asked = [(Ref.parse(one.source), keys[one.key_id]) for one in found]
        answer = layout.origins(asked)
        assert [answer[pair][0].amount_fen for pair in asked] == [one.amount_fen for one in found]
        assert {answer[pair][0].row for pair in asked} == {5}


def test_every_column_of_the_report_has_its_meaning():
    assert {flow.feed for flow in FLOWS} == {"", "IN-01", "IN-09"}
    assert all(flow.account in ledger.accounts() for flow in FLOWS)


def test_cash_in_the_books_follows_the_report(opened, days):
    books_entry("revenue.general", 50_000, date(2021, 1, 4))
    result = days([day(date(2021, 1, 4), 46_340, general_revenue=500, advances_new=40)])
    assert codes(result) == []
    assert standing("cash.treasury", date(2021, 1, 4)) == 46_800
