"""Posting: balanced, once, all or nothing; sums are kept on the way in."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duzhi.kernel.entry import Entry, Line, Ref, cr, dr
from duzhi.kernel.finding import Refused
from duzhi.kernel.period import Fiscal, Span
from duzhi.ledger import api as ledger
from duzhi.ledger.models import BalanceRow, EntryRow, LineRow, RollupRow
from duzhi.ledger.tests.conftest import ROAD, WAGES, cash, paid
from duzhi.office import api as office

YEAR = Span(date(2023, 1, 1), date(2024, 1, 1))
SPENT = ledger.Selection(("spending.general",))


def test_an_unbalanced_entry_cannot_be_built():
    lines = (
        dr("spending.general", key=WAGES, amount_fen=100),
        cr("cash.treasury", key=cash(WAGES), amount_fen=99),
    )
    with pytest.raises(ValueError, match="借贷不平"):
        Entry(Ref("payments.voucher", "1"), "支付", date(2023, 1, 1), lines)


def test_an_entry_balances_in_every_region_and_budget_apart():
    lines = (
        dr("spending.general", key=WAGES, amount_fen=100),
        cr("cash.treasury", key=cash(ROAD), amount_fen=100),
    )
    with pytest.raises(ValueError, match="借贷不平"):
        Entry(Ref("payments.voucher", "1"), "支付", date(2023, 1, 1), lines)


def test_posting_moves_lines_balances_and_rollup(books):
    first = ledger.post([paid("V1", 1_000), paid("V2", 50, key=ROAD)], **books)
    assert [one.new for one in first] == [True, True]
    assert ledger.turnover(SPENT, YEAR) == 1_050
    assert LineRow.objects.count() == 4
    assert sum(row.debit for row in BalanceRow.objects.all()) == 1_050
    assert sum(row.credit for row in RollupRow.objects.all()) == 1_050
    assert not list(ledger.verify())


def test_the_same_document_again_returns_the_first_entry(books):
    first = ledger.post([paid("V1", 1_000)], **books)[0]
    again = ledger.post([paid("V1", 1_000)], **books)[0]
    assert (again.id, again.new) == (first.id, False)
    assert ledger.turnover(SPENT, YEAR) == 1_000


def test_the_same_document_with_other_content_is_a_conflict_and_nothing_moves(books):
    ledger.post([paid("V1", 1_000)], **books)
    with pytest.raises(ledger.Conflict, match="内容不同"):
        ledger.post([paid("V2", 7), paid("V1", 1_001)], **books)
    assert EntryRow.objects.count() == 1
    assert ledger.turnover(SPENT, YEAR) == 1_000


def test_a_document_twice_in_one_batch_counts_once(books):
    tally = ledger.post_many(iter([paid("V1", 5), paid("V1", 5), paid("V2", 6)]), **books)
    assert (tally.new, tally.same) == (2, 1)
    assert ledger.turnover(SPENT, YEAR) == 11


@pytest.mark.parametrize("count", [3, 300])
def test_bulk_equals_one_by_one(books, count):
    entries = [paid(f"V{n}", n + 1, on=date(2023, 1 + n % 12, 1)) for n in range(count)]
    for entry in entries[: count // 2]:
        ledger.post([entry], **books)
    tally = ledger.post_many(entries, **books)
    assert (tally.new, tally.same) == (count - count // 2, count // 2)
    assert ledger.turnover(SPENT, YEAR) == count * (count + 1) // 2
    assert not list(ledger.verify())


def test_a_closed_period_refuses_and_a_reopened_one_accepts(books):
    ledger.close_period("990181000", Fiscal(2023, 3), **books)
    with pytest.raises(Refused, match="2023年3月已结账"):
        ledger.post([paid("V1", 1)], **books)
    ledger.post([paid("V2", 1, key=ROAD)], **books)
    ledger.reopen_period("990181000", Fiscal(2023, 3), reason="补记退库", **books)
    assert ledger.post([paid("V1", 1)], **books)[0].new


def test_a_period_that_is_open_cannot_be_reopened(books):
    with pytest.raises(Refused, match="没有结账"):
        ledger.reopen_period("990181000", Fiscal(2023, 3), reason="补记退库", **books)


def test_closing_and_reopening_stand_in_the_audit_trail_with_the_reason(books):
    ledger.close_period("990181000", Fiscal(2023, 3), **books)
    with pytest.raises(Refused, match="须写明理由"):
        ledger.reopen_period("990181000", Fiscal(2023, 3), reason=" ", **books)
    ledger.reopen_period("990181000", Fiscal(2023, 3), reason="补记退库", **books)
    trail = office.trail(Ref("ledger.period", "990181000/202303"))
    assert [(one.verb, one.note) for one in trail] == [("结账", ""), ("反结账", "补记退库")]


def test_the_adjustment_period_counts_in_the_old_year(books):
    late = paid("V1", 70, on=date(2024, 1, 5))
    adjusted = Entry(late.source, late.event, late.on, late.lines, adjustment=True)
    ledger.post([adjusted], **books)
    assert EntryRow.objects.get().period == 202313
    assert ledger.turnover(SPENT, YEAR) == 70
    assert ledger.turnover(SPENT, YEAR, adjustment=False) == 0
    assert ledger.turnover(SPENT, Span(date(2024, 1, 1), date(2024, 2, 1))) == 0


def test_reversing_returns_everything_to_where_it_was(books):
    ledger.post([paid("V1", 1_000), paid("V2", 5)], **books)
    reversed_ones = ledger.reverse(
        [Ref("payments.voucher", "V1")], open_on=date(2023, 4, 1), **books
    )
    assert len(reversed_ones) == 1
    assert ledger.turnover(SPENT, YEAR) == 5
    assert ledger.reverse([Ref("payments.voucher", "V1")], open_on=date(2023, 4, 1), **books) == []
    assert not list(ledger.verify())


def test_a_reversal_of_a_closed_period_is_booked_in_the_open_one(books):
    ledger.post([paid("V1", 1_000)], **books)
    ledger.close_period("990181000", Fiscal(2023, 3), **books)
    ledger.reverse([Ref("payments.voucher", "V1")], open_on=date(2023, 4, 1), **books)
    march, april = (
        Span(date(2023, 3, 1), date(2023, 4, 1)),
        Span(date(2023, 4, 1), date(2023, 5, 1)),
    )
    assert (ledger.turnover(SPENT, march), ledger.turnover(SPENT, april)) == (1_000, -1_000)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amounts=st.lists(
        st.tuples(st.integers(1, 10**12), st.integers(1, 12), st.integers(1, 28), st.booleans()),
        min_size=1,
        max_size=80,
    ),
    cut=st.dates(date(2023, 1, 1), date(2023, 12, 31)),
)
def test_any_set_of_payments_adds_up_to_any_day(books, amounts, cut):
    entries = [
        paid(f"V{n}", fen, key=WAGES if flag else ROAD, on=date(2023, month, day))
        for n, (fen, month, day, flag) in enumerate(amounts)
    ]
    EntryRow.objects.all().exists() and _empty()
    ledger.post_many(entries, **books)
    span = Span(date(2023, 1, 1), cut)
    expected = sum(entry.lines[0].amount_fen for entry in entries if entry.on in span)
    assert ledger.turnover(SPENT, span) == expected
    assert sum(one.amount_fen for one in ledger.postings(SPENT, span)) == expected
    by_region = ledger.grouped(SPENT, span, by=("region",))
    assert sum(by_region.values()) == expected


def _empty() -> None:
    for model in (LineRow, EntryRow, BalanceRow, RollupRow):
        model.objects.all().delete()


def test_a_line_names_a_known_account(books):
    lines = (Line("nowhere", WAGES, 5), Line("cash.treasury", cash(WAGES), -5))
    with pytest.raises(KeyError):
        ledger.post([Entry(Ref("x", "1"), "支付", date(2023, 1, 1), lines)], **books)
