"""Keys and entries of one town's books."""

from datetime import UTC, date, datetime

import pytest

from duzhi.kernel.entry import Entry, Key, Ref, cr, dr

AT = datetime(2023, 6, 30, 9, tzinfo=UTC)
WAGES = Key("990181000", "111", "2050202", "50101", "30101", "205001", "P1", "4", "", "2", "", "")
ROAD = Key("990181001", "111", "2140106", "50302", "31005", "214001", "P2", "5")
QUOTA = Key("990181000", "111", "2050202", agency="205001")


def cash(key: Key) -> Key:
    return Key(key.region, key.fund_type[:2])


def paid(
    number: str, fen: int, *, key: Key = WAGES, on: date = date(2023, 3, 15), revision: int = 1
):
    lines = (
        dr("spending.general", key=key, amount_fen=fen),
        cr("cash.treasury", key=cash(key), amount_fen=fen),
    )
    return Entry(Ref("payments.voucher", number, revision), "支付", on, lines)


def granted(number: str, fen: int, *, on: date = date(2023, 1, 10)):
    lines = (
        dr("quota.available", key=QUOTA, amount_fen=fen, control="Z001"),
        cr("quota.granted", key=QUOTA, amount_fen=fen, control="Z001"),
    )
    return Entry(Ref("budget.quota", number), "下达", on, lines)


def spent(number: str, fen: int, *, on: date = date(2023, 3, 15)):
    lines = (
        dr("quota.spent", key=QUOTA, amount_fen=fen, control="Z001"),
        cr("quota.available", key=QUOTA, amount_fen=fen, control="Z001"),
    )
    return Entry(Ref("payments.request", number), "支付", on, lines)


@pytest.fixture
def books(db):
    """By whom and when everything is booked."""
    return {"by": "张会计", "at": AT}
