"""Opening balances from the legal books, and the monthly comparison with them."""

from datetime import date

import pytest

from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
from duzhi.kernel.period import year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.treasury import api
from duzhi.money.treasury.documents import cash as documents
from duzhi.money.treasury.models import Reconciled
from duzhi.money.treasury.tests.conftest import (
    BOOKS,
    COUNTY,
    OPENING,
    books_entry,
    codes,
    day,
    standing,
    stock_rows,
)

START = date(2020, 12, 31)


def test_the_ledger_begins_with_the_legal_balance_sheet(opened):
    assert opened.status == "imported", opened.findings
    assert codes(opened) == []
    for account, yuan in {
        "cash.treasury": 46_340,
        "cash.special": 6_200,
        "advances": 74_400,
        "upper": 28_000,
        "custody": 7_500,
        "carried.general": 54_140,
        "carried.fund": 28_000,
        "carried.capital": 500,
        "stabilisation": 8_000,
        "working_capital": 800,
    }.items():
        assert standing(account, START) == yuan


def test_each_budget_opens_with_the_cash_of_its_carry_over(opened):
    assert standing("cash.treasury", START, "12") == 28_000
    assert standing("cash.treasury", START, "13") == 500
    assert standing("cash.treasury", START, "11") == 17_840
    assert not list(ledger.verify())


def test_a_balance_sheet_that_does_not_balance_opens_nothing(balances):
    result = balances(2020, 12, [*stock_rows(OPENING | {"1001": 46_341}), *stock_rows({"2022": 9})])
    assert codes(result) == ["opening_unbalanced"]
    assert result.status == "rejected"
    assert standing("advances", START) == 0


def test_a_corrected_opening_table_replaces_the_first(opened, balances):
    changed = OPENING | {"1001": 46_440, "3001": 54_240}
    assert balances(2020, 12, stock_rows(changed)).status == "imported"
    assert standing("cash.treasury", START) == 46_440
    assert not list(ledger.verify())


def test_a_ledger_that_has_begun_is_compared_not_opened(opened, balances):
    result = balances(2021, 12, stock_rows(OPENING | {"1036": 74_000}))
    assert standing("advances", date(2021, 12, 31)) == 74_400
    assert codes(result) == ["books_differ"]
    (text,) = [one.text for one in result.findings if one.code == "treasury.books_differ"]
    assert "总会计 74,000.00 元，校核账 74,400.00 元，差 -400.00 元" in text


def test_a_table_of_a_month_never_opens_the_ledger(balances):
    balances(2021, 3, stock_rows(OPENING))
    assert standing("cash.treasury", date(2021, 3, 31)) == 0


@pytest.fixture
def january(opened, days):
    """January 2021 in the ledger: revenue 500, spending 300, grants 900, returned 60, bonds 70."""
    on = date(2021, 1, 4)
    books_entry("revenue.general", 50_000, on)
    books_entry("spending.general", 30_000, on)
    flows = {"general_revenue": 500, "general_spending": 300, "dispatch": 900}
    days([day(on, 46_340, **flows, dispatch_returned=60, special_bonds=70, custody_paid=10)])
    return [
        ["1001", "国库存款", 46_340, 1_470, 370, 47_440],
        ["1004", "其他财政存款", 6_200, 0, 0, 6_200],
        ["1036", "其他应收款", 74_400, 0, 0, 74_400],
        ["2012", "与上级往来", 28_000, 60, 0, 27_940],
        ["2017", "应付代管资金", 7_500, 10, 0, 7_490],
        ["3001", "一般公共预算结转结余", 54_140, 0, 0, 54_140],
        ["3033", "预算周转金", 800, 0, 0, 800],
        ["4001", "一般公共预算本级收入", 0, 0, 500, 500],
        ["4011", "补助收入", 0, 0, 900, 900],
        ["4042", "债务转贷收入", 0, 0, 70, 70],
        ["5001", "一般公共预算本级支出", 0, 300, 0, 300],
        ["2015", "其他应付款", 12, 0, 0, 12],
    ]


def test_both_books_agree_on_balances_totals_and_movements(january, balances):
    result = balances(2021, 1, january)
    assert codes(result, "warning") == []
    assert codes(result, "info") == ["not_kept"]
    kept = {one.account: (one.legal, one.booked) for one in Reconciled.objects.all()}
    assert kept["upper"] == (84_000, 84_000)
    assert kept["bonds.on_lent"] == (7_000, 7_000)
    assert len(kept) == 15
    assert "carried.general" not in kept


def test_the_comparison_is_printed_as_the_books_are_now(january, balances):
    balances(2021, 1, january)
    books_entry("spending.general", 2_500, date(2021, 1, 29), number="late")
    (table,) = documents.reconciliation(date(2021, 1, 31), "990181")
    rows = {one.cells[0]: one.cells[1:] for one in table.rows}
    assert rows["一般公共预算支出"] == ("5001", "本年累计", 30_000, 32_500, -2_500, "不符")
    assert rows["与上级往来"][0] == "2012、4011"
    assert rows["一般公共预算结转结余"][1] == "不核对"
    assert rows["其他应付款"][1] == "未核算"
    assert "补助收入" not in rows


def test_a_december_that_was_closed_is_compared_as_it_stood_before(january, balances):
    books_entry("revenue.general", 10_000, date(2021, 12, 20), number="dec")
    closed = [
        ["1001", "国库存款", 47_440, 100, 0, 47_540],
        ["4001", "一般公共预算本级收入", 500, 600, 100, 0],
    ]
    result = balances(2021, 12, closed)
    off = [one.text for one in result.findings if one.code == "treasury.books_differ"]
    assert not [text for text in off if text.startswith(("库款", "一般公共预算收入"))]


def test_the_codes_of_the_2022_system_count_once(opened, balances):
    table = [["1001", "国库存款", 46_340, 0, 0, 46_340]]
    table += [["804101", "库款资金结存", 46_340, 0, 0, 46_340]]
    table += [["1031", "借出款项", 0, 0, 0, 0], ["1035", "其他应收款", 74_400, 0, 0, 74_400]]
    balances(2023, 1, table)
    kept = {one.account: one.legal for one in Reconciled.objects.all()}
    assert kept["cash.treasury"] == 4_634_000
    assert kept["advances"] == 7_440_000


def test_the_budget_side_stands_in_where_the_financial_side_is_missing(opened, balances):
    balances(2023, 1, [["804101", "库款资金结存", 46_340, 0, 0, 46_340]])
    assert Reconciled.objects.get(account="cash.treasury").legal == 4_634_000


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["1001", "国库存款", 100, 50, 0, 100], "account_arithmetic"),
        (["1001", "国库存款", 100, 0, 0, ""], "no_closing"),
    ],
)
def test_a_table_whose_arithmetic_is_wrong_goes_back(balances, row, code):
    result = balances(2021, 1, [row])
    assert result.status == "rejected"
    assert codes(result) == [code]


def test_without_a_table_there_is_nothing_to_print(county):
    with pytest.raises(Refused, match="没有总会计科目余额表"):
        documents.reconciliation(date(2021, 1, 31), "990181")


def test_opening_balances_lead_back_to_the_rows_of_their_table(opened):
    (entry,) = {
        one.source for one in ledger.postings(ledger.Selection(("advances",)), year_to_date(START))
    }
    assert entry == f"treasury.opening:{COUNTY}/2020#1"
    ref = Ref.parse(entry)
    keys = list(ledger.keys().values())
    answer = intake.layout("IN-11").origins([(ref, keys[0])])
    assert {one.text.split()[0] for one in answer[ref, keys[0]]} == set(OPENING)


def test_reconciling_again_keeps_one_result(january, balances):
    balances(2021, 1, january)
    assert [one.code for one in api.reconcile(region=COUNTY, period=202101, **BOOKS)] == [
        "treasury.not_kept"
    ]
    assert Reconciled.objects.filter(period=202101).count() == 15
