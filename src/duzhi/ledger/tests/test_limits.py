"""Limits: decisions stop at them, facts pass and leave a 差异; two phases hold in between."""

from datetime import date

import pytest

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.ledger.models import Difference, EntryRow
from duzhi.ledger.tests.conftest import QUOTA, granted, spent

PAIR = ("quota.available", "quota.reserved")
ON = date(2023, 3, 1)


def test_a_decision_beyond_the_quota_is_refused_with_the_numbers(books):
    ledger.post([granted("Z001", 10_000)], **books)
    with pytest.raises(Refused, match=r"Z001：需要100.01元，可用指标只有100.00元"):
        ledger.post([spent("R1", 10_001)], **books)
    assert ledger.available("quota.available", "Z001") == 10_000
    assert EntryRow.objects.count() == 1


def test_the_last_fen_of_a_quota_can_be_spent(books):
    ledger.post([granted("Z001", 10_000)], **books)
    ledger.post([spent("R1", 10_000)], **books)
    assert ledger.available("quota.available", "Z001") == 0


def test_an_imported_fact_passes_the_limit_and_leaves_a_difference(books):
    ledger.post([granted("Z001", 10_000)], **books)
    ledger.post([spent("R1", 12_500)], fact=True, **books)
    assert ledger.available("quota.available", "Z001") == -2_500
    assert Difference.objects.get().amount == 2_500
    assert not list(ledger.verify())


def test_new_quota_first_covers_what_facts_overdrew(books):
    ledger.post([spent("R1", 500)], fact=True, **books)
    ledger.post([granted("Z001", 800)], **books)
    assert ledger.available("quota.available", "Z001") == 300
    with pytest.raises(Refused):
        ledger.post([spent("R2", 301)], **books)


def test_what_is_reserved_counts_and_comes_back_when_released(books):
    ledger.post([granted("Z001", 1_000)], **books)
    first = Ref("payments.request", "R1")
    _reserve(first, 700, books)
    assert ledger.available("quota.available", "Z001") == 300
    with pytest.raises(Refused):
        _reserve(Ref("payments.request", "R2"), 301, books)
    ledger.release(first, source=Ref("payments.return", "T1"), amount_fen=200, on=ON, **books)
    assert ledger.available("quota.available", "Z001") == 500


def test_a_reservation_settles_once(books):
    ledger.post([granted("Z001", 1_000)], **books)
    first = Ref("payments.request", "R1")
    _reserve(first, 700, books)
    settle = {"spent": "quota.spent", "on": ON, **books}
    ledger.settle(first, source=Ref("payments.voucher", "V1"), amount_fen=700, **settle)
    again = ledger.settle(first, source=Ref("payments.voucher", "V1"), amount_fen=700, **settle)
    assert not again.new
    with pytest.raises(Refused):
        ledger.settle(first, source=Ref("payments.voucher", "V2"), amount_fen=1, **settle)
    assert ledger.available("quota.reserved", "Z001") == 0
    assert not list(ledger.verify())


def test_one_reservation_cannot_settle_from_another_of_the_same_quota(books):
    ledger.post([granted("Z001", 1_000)], **books)
    _reserve(Ref("payments.request", "R1"), 300, books)
    _reserve(Ref("payments.request", "R2"), 300, books)
    with pytest.raises(Refused, match=r"只占用了3.00元"):
        ledger.settle(
            Ref("payments.request", "R1"),
            source=Ref("payments.voucher", "V1"),
            spent="quota.spent",
            amount_fen=400,
            on=ON,
            **books,
        )
    assert ledger.available("quota.reserved", "Z001") == 600


def test_reserving_the_same_request_twice_holds_once(books):
    ledger.post([granted("Z001", 1_000)], **books)
    _reserve(Ref("payments.request", "R1"), 300, books)
    _reserve(Ref("payments.request", "R1"), 300, books)
    assert ledger.available("quota.available", "Z001") == 700


def _reserve(source: Ref, fen: int, books) -> None:
    ledger.reserve(
        source=source, accounts=PAIR, key=QUOTA, control="Z001", amount_fen=fen, on=ON, **books
    )
