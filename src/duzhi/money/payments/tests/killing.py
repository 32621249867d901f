"""Kills writers with SIGKILL at random moments and looks at what is left (for `test_killed.py`).

A moment is a statement chosen by chance and a fraction of a millisecond, so that a slow machine is
killed in the middle too. A file database of its own, SQLite; children are forked before anything
was opened, so that each has its own connection. After every kill the act is done again, as people
would after a restart.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.budget.queries import proofs as quotas
from duzhi.money.payments import flow
from duzhi.money.payments.actions import bank, requests
from duzhi.money.payments.models import (
    BankReturn,
    Batch,
    Payment,
    PaymentLine,
    PaymentRequest,
)
from duzhi.money.payments.queries import proofs
from duzhi.money.payments.tests import desk

TIMES, REQUESTS = 50, 3
STATEMENT_SECONDS = 0.001
"""So long after a statement began at most: in it, or before the next one."""
Act = Callable[[], None]


def main() -> int:
    """Exit code 0 when nothing was ever half done or done twice, and most kills came in time."""
    home = Path(settings.HOME)
    (home / "law").mkdir()
    value = "{from: 2018-01-01, value: own, basis: 本地方式, evidence: LOCAL}"
    text = f"payment_mode:\n  title: 支付方式\n  unit: choice\n  values:\n    - {value}\n"
    (home / "law" / "mode.yaml").write_text(text, encoding="utf-8")
    store, empty = home / "duzhi.sqlite3", home / "empty.sqlite3"
    assert waited(forked(migrated)) == 0
    shutil.move(store, empty)
    begun = [
        prepared(empty, store, ready, act)
        for ready, act in ((drafts, submit), (approved, sign), (signed, returns))
    ]
    chance = random.Random(5)  # noqa: S311 not for secrets
    cut = broken = 0
    for number in range(TIMES):
        path, act, beats = begun[number % len(begun)]
        restored(path, store)
        pid, heard = beating(act)
        os.read(heard, 1)
        for _ in range(chance.randrange(beats)):
            os.read(heard, 1)
        time.sleep(chance.random() * STATEMENT_SECONDS)
        os.kill(pid, signal.SIGKILL)
        cut += os.WIFSIGNALED(waited(pid))
        os.close(heard)
        broken += waited(forked(lambda act=act: (whole(), act(), finished(act)))) != 0
    print(f"killed {TIMES} times, {cut} in the middle, broken {broken}")  # noqa: T201 a report
    return int(broken > 0 or 2 * cut < TIMES)


def forked(act: Act) -> int:
    """A child that does it; its exit code says whether it came through."""
    pid = os.fork()
    if pid:
        return pid
    try:
        act()
    except BaseException as fault:  # noqa: BLE001 the child must end here, whatever happened
        print(repr(fault), file=sys.stderr)  # noqa: T201 a report
        os._exit(1)

    connections.close_all()
    os._exit(0)


def beating(act: Act) -> tuple[int, int]:
    """A child that writes one byte before every statement; where they can be read."""
    heard, said = os.pipe()

    def beat(execute, *words):
        os.write(said, b".")
        return execute(*words)

    def told() -> None:
        with connection.execute_wrapper(beat):
            act()

    pid = forked(told)
    os.close(said)
    return pid, heard


def waited(pid: int) -> int:
    """How it ended, as the system says it; 0 when it came through."""
    return os.waitpid(pid, 0)[1]


def prepared(empty: Path, store: Path, ready: Act, act: Act) -> tuple[Path, Act, int]:
    """The database before an act, and the number of statements it takes when undisturbed."""
    restored(empty, store)
    assert waited(forked(ready)) == 0
    path = store.with_name(f"{act.__name__}.sqlite3")
    shutil.copy(store, path)
    pid, heard = beating(act)
    with os.fdopen(heard, "rb") as beats:
        number = len(beats.read())
    assert waited(pid) == 0
    return path, act, number


def restored(path: Path, store: Path) -> None:
    """The database as it was before the act."""
    for one in store.parent.glob(f"{store.name}*"):
        one.unlink()
    shutil.copy(path, store)


def migrated() -> None:
    """Empty tables."""
    call_command("migrate", verbosity=0)


def drafts() -> None:
    """Requests that were only written down."""
    number = desk.quota()
    for _ in range(REQUESTS):
        desk.drafted(number)


def approved() -> None:
    """Requests with their vouchers."""
    number = desk.quota()
    for _ in range(REQUESTS):
        desk.approved(number)


def signed() -> None:
    """Requests whose file the bank has."""
    approved()
    ids = list(PaymentRequest.objects.values_list("pk", flat=True))
    bank.sign_batch(vouchers=ids, on=desk.ON, by="签章", at=desk.AT)


def submit() -> None:
    """Submit what is still a draft, one transaction each."""
    for row in PaymentRequest.objects.filter(state=flow.DRAFT):
        requests.submit_request(request=row.pk, on=desk.ON, by="经办", at=desk.AT)


def sign() -> None:
    """Sign everything that has a voucher, together."""
    rows = PaymentRequest.objects.filter(state=flow.VOUCHER)
    if ids := list(rows.values_list("pk", flat=True)):
        bank.sign_batch(vouchers=ids, on=desk.ON, by="签章", at=desk.AT)


def returns() -> None:
    """The bank's file; the same again changes nothing."""
    rows = PaymentRequest.objects.order_by("pk")
    said = [one for row in rows for one in desk.answers(row, failed=[1] if row.pk == 1 else [])]
    desk.answered(said)


def whole() -> None:
    """Nothing is half done: the books prove themselves, a batch went as one or not at all."""
    found = [*ledger.verify(), *proofs.proofs(), *quotas.proofs()]
    assert not found, found
    states = set(PaymentRequest.objects.values_list("state", flat=True))
    if states - {flow.DRAFT, flow.UNIT}:
        assert len(states - {flow.BOUNCED}) == 1, states
        assert (flow.SIGNED in states) == (
            Batch.objects.exists() and not BankReturn.objects.exists()
        )
    waits = PaymentLine.objects.filter(state="待付").exists()
    assert not (BankReturn.objects.exists() and waits)


def finished(act: Act) -> None:
    """Everything is done, and once."""
    whole()
    view = budget.quota_of(PaymentRequest.objects.first().quota)
    each = 10_000
    if act is returns:
        assert (view.reserved_fen, view.paid_fen) == (0, (REQUESTS - 1) * each)
        assert (Payment.objects.count(), BankReturn.objects.count()) == (REQUESTS - 1, 1)
    else:
        assert (view.reserved_fen, view.paid_fen) == (REQUESTS * each, 0)
        assert Batch.objects.count() == (act is sign)
