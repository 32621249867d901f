"""`verify` names what somebody altered by hand."""

from datetime import date

import pytest
from django.db import connection

from duzhi.ledger import api as ledger
from duzhi.ledger.models import EntryRow
from duzhi.ledger.tests.conftest import AT, granted, paid, spent


@pytest.fixture
def sealed(books):
    ledger.post([paid("V1", 1_000), paid("V2", 20), granted("Z", 500), spent("R", 80)], **books)
    ledger.seal(date(2023, 6, 30), at=AT)
    ledger.post([paid("V3", 3)], **books)
    assert not list(ledger.verify())
    return EntryRow.objects.get(source="payments.voucher:V1#1").pk


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            "UPDATE ledger_line SET amount = amount + 1 WHERE entry_id = {0} AND no = 1",
            "verify.digest",
        ),
        (
            "UPDATE ledger_entry SET source = 'payments.voucher:VX#1' WHERE id = {0}",
            "verify.digest",
        ),
        ("UPDATE ledger_entry SET digest = {1} WHERE id = {0}", "verify.digest"),
        ("UPDATE ledger_entry SET \"by\" = '别人' WHERE id = {0}", "verify.seal"),
        ("UPDATE ledger_balance SET debit = debit + 1 WHERE debit = 1023", "verify.balance"),
        ("DELETE FROM ledger_balance WHERE debit = 1023", "verify.balance"),
        ("UPDATE ledger_rollup SET credit = credit + 1 WHERE credit = 1023", "verify.rollup"),
        ("UPDATE ledger_limit SET available = available + 1", "verify.limit"),
        ("UPDATE ledger_key SET subject = '2010101' WHERE subject = '2050202'", "verify.digest"),
        ("UPDATE ledger_seal SET count = count - 1", "verify.seal"),
    ],
)
def test_one_alteration_by_hand_is_found(sealed, statement, code):
    blob = r"'\x01'::bytea" if connection.vendor == "postgresql" else "x'01'"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sealed, blob))
        assert cursor.rowcount >= 1
    found = [one for one in ledger.verify() if one.code == code]
    assert found
    if code == "verify.digest":
        assert f"分录{sealed}（" in "".join(one.text for one in found)


def test_a_vanished_entry_breaks_the_seal(sealed):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_line WHERE entry_id = %s", [sealed])
        cursor.execute("DELETE FROM ledger_entry WHERE id = %s", [sealed])
    codes = {one.code for one in ledger.verify()}
    assert {"verify.seal", "verify.balance"} <= codes


def test_sealing_twice_without_new_entries_makes_no_seal(sealed):
    assert ledger.seal(date(2023, 7, 1), at=AT) is not None
    assert ledger.seal(date(2023, 7, 1), at=AT) is None
