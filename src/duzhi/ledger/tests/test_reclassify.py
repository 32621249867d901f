"""待归类: money under an unknown subject keeps the total and finds its place by entries."""

from datetime import date

import pytest

from duzhi.intake.models import ImportFile, Unclassified
from duzhi.kernel.codes import unclassified
from duzhi.kernel.entry import Entry, Ref, cr, dr
from duzhi.kernel.finding import Refused
from duzhi.kernel.period import Span
from duzhi.ledger import api as ledger
from duzhi.ledger.tests.conftest import AT, WAGES, cash

RAW, KNOWN = "2050299X", "2050299"
LISTS = ("expenditure_function",)
MARCH = Span(date(2023, 3, 1), date(2023, 4, 1))


def _paid(number: str, fen: int, subject: str, revision: int = 1) -> Entry:
    key = WAGES._replace(subject=subject)
    lines = (
        dr("spending.general", key=key, amount_fen=fen),
        cr("cash.treasury", key=cash(key), amount_fen=fen),
    )
    return Entry(Ref("payments.voucher", number, revision), "支付", date(2023, 3, 15), lines)


def _waiting() -> None:
    file = ImportFile.objects.create(
        sha256="0" * 64,
        name="三月.csv",
        layout="IN-09",
        status=ImportFile.STANDING,
        at=AT,
        size=1,
        rows=1,
    )
    Unclassified.objects.create(
        file=file, layout="IN-09", lists=",".join(LISTS), raw=RAW, rows=1, amount_fen=100
    )


def _under(subject: str) -> int:
    return ledger.turnover(ledger.Selection(("spending.general",), subjects=(subject,)), MARCH)


@pytest.fixture
def unknown(books):
    _waiting()
    ledger.post([_paid("V1", 100, unclassified(RAW)), _paid("V2", 7, KNOWN)], **books)
    return books


def _clear(books) -> int:
    return ledger.clear_unclassified(RAW, lists=LISTS, to=KNOWN, year=2023, **books)


def test_clearing_moves_the_money_and_keeps_the_total(unknown):
    assert _clear(unknown) == 1
    assert (_under(unclassified(RAW)), _under(KNOWN)) == (0, 107)
    assert not list(ledger.verify())


def test_an_unknown_target_is_refused_and_nothing_moves(unknown):
    with pytest.raises(Refused, match="科目表中没有9999999"):
        ledger.clear_unclassified(RAW, lists=LISTS, to="9999999", year=2023, **unknown)
    assert _under(unclassified(RAW)) == 100


def test_clearing_twice_says_that_nothing_waits(unknown):
    _clear(unknown)
    with pytest.raises(Refused, match="没有待归类"):
        _clear(unknown)


def test_reversing_a_cleared_entry_takes_the_money_from_where_it_stands_now(unknown):
    _clear(unknown)
    ledger.reverse([Ref("payments.voucher", "V1")], open_on=date(2023, 4, 1), **unknown)
    ledger.post([_paid("V1", 100, KNOWN, revision=2)], **unknown)
    assert (_under(unclassified(RAW)), _under(KNOWN)) == (0, 107)


def test_reversing_an_entry_that_still_waits_takes_it_from_the_unknown_subject(unknown):
    ledger.reverse([Ref("payments.voucher", "V1")], open_on=date(2023, 4, 1), **unknown)
    assert (_under(unclassified(RAW)), _under(KNOWN)) == (0, 7)


def test_clearing_a_spending_code_leaves_revenue_of_the_same_code_waiting(unknown):
    key = WAGES._replace(subject=unclassified(RAW))
    lines = (
        dr("cash.treasury", key=cash(key), amount_fen=40),
        cr("revenue.general", key=key, amount_fen=40),
    )
    received = Entry(Ref("receipts.day", "D1"), "国库收入", date(2023, 3, 15), lines)
    ledger.post([received], **unknown)
    _clear(unknown)
    revenue = ledger.Selection(("revenue.general",), subjects=(unclassified(RAW),))
    assert ledger.turnover(revenue, MARCH) == 40
    assert _under(KNOWN) == 107


def test_a_code_with_a_slash_is_found_again_when_its_entry_is_reversed(books):
    raw = "205/02"
    file = ImportFile.objects.create(
        sha256="1" * 64,
        name="四月.csv",
        layout="IN-09",
        status=ImportFile.STANDING,
        at=AT,
        size=1,
        rows=1,
    )
    Unclassified.objects.create(
        file=file, layout="IN-09", lists=",".join(LISTS), raw=raw, rows=1, amount_fen=9
    )
    ledger.post([_paid("V9", 9, unclassified(raw))], **books)
    ledger.clear_unclassified(raw, lists=LISTS, to=KNOWN, year=2023, **books)
    ledger.reverse([Ref("payments.voucher", "V9")], open_on=date(2023, 4, 1), **books)
    assert (_under(unclassified(raw)), _under(KNOWN)) == (0, 0)
