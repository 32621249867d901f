"""Many processes writing to one SQLite file: each gets its turn, nobody is told "locked"."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.stories.conftest import process

WRITERS, EACH = 4, 40
BODY = """
import sys
import django
django.setup()
from datetime import UTC, date, datetime
from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.ledger import api as ledger
who, count = sys.argv[1], int(sys.argv[2])
key = Key("990181000", "111", "2010101")
cash = Key("990181000", "11")
for number in range(count):
    debit = dr("spending.general", key=key, amount_fen=1)
    lines = (debit, cr("cash.treasury", key=cash, amount_fen=1))
    entry = Entry(Ref("test.voucher", f"{who}-{number}"), "支付", date(2023, 3, 1), lines)
    ledger.post([entry], by=who, at=datetime(2023, 3, 1, tzinfo=UTC))
"""


def test_writers_queue_and_nobody_starves(tmp_path: Path):
    env = {
        **os.environ,
        "DUZHI_HOME": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "duzhi.config.settings",
    }
    assert process("django", "migrate", "--verbosity", "0", **env).returncode == 0
    running = [
        subprocess.Popen([sys.executable, "-c", BODY, f"w{n}", str(EACH)], env=env)
        for n in range(WRITERS)
    ]
    assert [one.wait(timeout=120) for one in running] == [0] * WRITERS
    with sqlite3.connect(tmp_path / "duzhi.sqlite3") as books:
        rows = books.execute('SELECT "by" FROM ledger_entry ORDER BY id').fetchall()
        (balance,) = books.execute(
            "SELECT sum(debit) FROM ledger_balance WHERE account = 40"
        ).fetchone()
    assert len(rows) == balance == WRITERS * EACH
    first_half = {by for (by,) in rows[: len(rows) // 2]}
    assert len(first_half) > 1  # the queue let others in before the first was done
    assert process("verify", **env).returncode == 0
