"""One entry in one call does what the long way does, and leaves the caller's transaction alone."""

from datetime import date

import pytest
from django.db import connection, transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
from duzhi.kernel.period import Fiscal
from duzhi.ledger import api as ledger
from duzhi.ledger import single, write
from duzhi.ledger.models import BalanceRow, EntryRow, LimitRow, LineRow, Reservation, RollupRow
from duzhi.ledger.tests.conftest import QUOTA, ROAD, granted, paid, spent

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL takes an entry in one call"
)
HOLD = single.Hold("r:1#1", "Z001", "quota.available", "quota.reserved", QUOTA, 700)
FIELDS = {
    BalanceRow: ("account", "period", "key_id", "debit", "credit", "lines"),
    RollupRow: ("region", "account", "period", "subject", "level", "debit", "credit", "lines"),
    LimitRow: ("account", "control", "available", "over"),
    LineRow: ("no", "account", "key_id", "control", "amount", "period", "on"),
    Reservation: ("source", "control", "available", "reserved", "key_id", "amount", "remaining"),
    EntryRow: ("region", "period", "on", "source", "event", "by", "digest"),
}


def test_it_writes_what_the_long_way_writes(books, monkeypatch):
    entries = (granted("Z001", 5_000), spent("R1", 700), paid("V1", 90), paid("V2", 1, key=ROAD))
    for entry in entries:
        write.post_one(entry, **books)
    short = _written_anew(entries, books)
    monkeypatch.setattr(single, "book", lambda *_, **__: None)
    assert short == _written_anew(entries, books)
    assert not list(ledger.verify())


def test_what_is_unknown_or_there_already_goes_the_long_way(books):
    assert single.book(paid("V1", 90), **books) is None
    first = write.post_one(paid("V1", 90), **books)
    assert single.book(paid("V1", 90), **books) is None
    assert EntryRow.objects.count() == 1
    again = write.post_one(paid("V1", 90), **books)
    assert (again.id, again.new) == (first.id, False)
    assert single.book(paid("V2", 90), **books) is not None


def test_a_refusal_leaves_the_open_transaction_usable(books):
    ledger.post([granted("Z001", 100)], **books)
    ledger.post([spent("R1", 60)], **books)
    with transaction.atomic():
        with pytest.raises(Refused, match=r"Z001：需要0\.41元，可用指标只有0\.40元"):
            ledger.post([spent("R2", 41)], **books)
        ledger.post([spent("R3", 40)], **books)
    assert ledger.available("quota.available", "Z001") == 0
    assert {row.source for row in EntryRow.objects.all()} >= {"payments.request:R3#1"}
    assert not EntryRow.objects.filter(source="payments.request:R2#1").exists()
    assert not list(ledger.verify())


def test_a_closed_month_is_named_and_nothing_is_booked(books):
    ledger.post([paid("V1", 90)], **books)
    ledger.close_period("990181000", Fiscal(2023, 3), **books)
    with pytest.raises(Refused, match="990181000的2023年3月已结账"):
        ledger.post([paid("V2", 5)], **books)
    ledger.post([paid("V3", 5, on=date(2023, 4, 1))], **books)
    assert EntryRow.objects.filter(source__startswith="payments.voucher").count() == 2


def test_what_it_reserves_stands_beside_it(books):
    ledger.post([granted("Z001", 1_000)], **books)
    ledger.post([spent("R1", 1)], **books)
    ledger.reserve(
        source=Ref("r", "1"),
        accounts=("quota.available", "quota.reserved"),
        key=QUOTA,
        control="Z001",
        amount_fen=700,
        on=date(2023, 3, 1),
        **books,
    )
    assert ledger.remaining("r") == {"r:1#1": 700}


def _written_anew(entries, books):
    """Everything that the entries leave in the tables, on empty books with the same keys."""
    for model in (Reservation, LineRow, EntryRow, BalanceRow, RollupRow, LimitRow):
        model.objects.all().delete()
    for no, entry in enumerate(entries):
        write.post_one(entry, holds=(HOLD,) if no == 1 else (), **books)
    return {
        model: sorted(map(str, model.objects.values_list(*names)))
        for model, names in FIELDS.items()
    }
