"""Two clerks, one quota: whatever they do at the same moment, it is never overspent."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

AT = datetime(2023, 3, 1, tzinfo=UTC)
QUOTAS = ("Z001", "Z002", "Z003")


def test_two_clerks_spend_the_last_of_a_quota_and_exactly_one_is_refused():
    ledger.post([_granted("Z001", 100)], by="预算股", at=AT)
    outcomes = _together([lambda n=n: _spend(f"R{n}", {"Z001": 100}) for n in range(2)])
    assert sorted(outcomes) == ["refused", "spent"]
    assert ledger.available("quota.available", "Z001") == 0
    assert not list(ledger.verify())


def test_many_clerks_with_the_same_quotas_in_any_order_never_deadlock():
    ledger.post([_granted(quota, 40) for quota in QUOTAS], by="预算股", at=AT)
    orders = [QUOTAS, QUOTAS[::-1], (QUOTAS[1], QUOTAS[0], QUOTAS[2])]
    acts = [lambda n=n: _spend(f"R{n}", dict.fromkeys(orders[n % 3], 10)) for n in range(12)]
    outcomes = _together(acts)
    assert outcomes.count("spent") == 4
    assert outcomes.count("refused") == 8
    assert {ledger.available("quota.available", quota) for quota in QUOTAS} == {0}
    assert not list(ledger.verify())


def test_the_same_document_from_two_clerks_is_booked_once():
    ledger.post([_granted("Z001", 100)], by="预算股", at=AT)
    outcomes = _together([lambda: _spend("R1", {"Z001": 60}) for _ in range(4)])
    assert outcomes == ["spent"] * 4
    assert ledger.available("quota.available", "Z001") == 40


def _granted(quota: str, fen: int) -> Entry:
    return _entry(
        Ref("budget.quota", quota), "下达", "quota.available", "quota.granted", {quota: fen}
    )


def _spend(number: str, amounts: dict[str, int]) -> str:
    source = Ref("payments.request", number)
    entry = _entry(source, "支付", "quota.spent", "quota.available", amounts)
    try:
        ledger.post([entry], by="支付中心", at=AT)
    except Refused:
        return "refused"
    return "spent"


def _entry(source: Ref, event: str, debit: str, credit: str, amounts: dict[str, int]) -> Entry:
    key = Key("990181000", "111", "2010101")
    lines = []
    for quota, fen in amounts.items():
        lines.append(dr(debit, key=key, amount_fen=fen, control=quota))
        lines.append(cr(credit, key=key, amount_fen=fen, control=quota))
    return Entry(source, event, date(2023, 3, 1), lines)


def _together(acts) -> list[str]:
    """Run every act in a thread of its own, all released at once."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act) -> None:
        try:
            start.wait()
            outcomes.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(outcomes) == len(acts)
    return outcomes
