"""A whole submit beside a bare conditional UPDATE + insert, a payroll batch, a bank's return file.

`python -m benchmarks.requests`: on PostgreSQL submit (every control, reserve, audit) by 1, 8 and 32
clients over 200 quotas, both sides with the same processes and threads. On both databases: 20,000
payroll lines checked and reserved, and a return file of 20,000 lines.
"""

import os
import sys
from dataclasses import replace

from benchmarks.clients import race, take_part
from benchmarks.installation import fresh, say, seconds
from benchmarks.quotas import AT, CLIENTS, ON, PROCESSES, QUOTAS, bare, prepare, view

SECONDS, DRAFTS, PAYEES = 4, 16_000, 500
LINES, UNITS = 20_000, 20


def main() -> None:
    """Prepare, measure, prove."""
    folder = fresh()
    (folder / "law").mkdir()
    value = "{from: 2018-01-01, value: own, basis: 本地方式, evidence: LOCAL}"
    text = f"payment_mode:\n  title: 支付方式\n  unit: choice\n  values:\n    - {value}\n"
    (folder / "law" / "mode.yaml").write_text(text, encoding="utf-8")
    from django.db import connection

    prepare()
    if connection.vendor == "postgresql":
        first = draft()
        for clients in CLIENTS:
            rates = {mode: run(mode, clients, first) for mode in ("bare", "submit")}
            first += DRAFTS // len(CLIENTS)
            say(
                f"submit, 200 quotas, {clients} clients",
                f"{rates['submit']:,.0f}/s, {rates['submit'] / rates['bare']:.1%} of "
                f"{rates['bare']:,.0f}/s",
                "≥ 4 %",
            )
    payroll(connection.vendor)
    prove()


def draft() -> int:
    """Requests that wait to be submitted, by quota and payee; the number of the first."""
    from duzhi.money.payments.models import PaymentRequest

    rows = [
        PaymentRequest(
            region="990181000", year=2023, agency=view(no % QUOTAS).agency, agency_name="单位",
            quota=no % QUOTAS + 1, quota_number=view(no % QUOTAS).number, fund_type="111",
            subject=view(no % QUOTAS).subject, purpose="办公用品", payee=f"供应商{no % PAYEES}",
            account_masked="****7890", account_digest=f"{no % PAYEES:064}", amount=100, due=ON,
            maker="maker", made_at=AT,
        )
        for no in range(DRAFTS)
    ]  # fmt: skip
    return PaymentRequest.objects.bulk_create(rows, batch_size=2_000)[0].pk


def run(mode: str, clients: int, first: int) -> float:
    """Acts a second over all clients."""
    processes = min(clients, PROCESSES)
    share = DRAFTS // len(CLIENTS) // processes
    words = [(mode, first + number * share, share) for number in range(processes)]
    return race("benchmarks.requests", words, clients // processes)[0]


def work(threads: int, mode: str, first: int, share: int) -> None:
    """A process of clients: each has drafts of its own, as many as its share allows."""
    import django

    django.setup()
    acts = {
        "bare": lambda _, done: bare(done * 7 % QUOTAS, ""),
        "submit": lambda own, done: submit(first + own + done * threads),
    }
    most = share // threads if mode == "submit" else sys.maxsize
    take_part(threads, acts[mode], seconds=SECONDS, most=most)


def submit(number: int) -> None:
    """What Duzhi does: every control, the state, the trail, the ledger."""
    from duzhi.money.payments.actions import requests

    requests.submit_request(request=number, on=ON, by="maker", at=AT)


def payroll(vendor: str) -> None:
    """A roster of 20,000 people in 20 units: checked and reserved; then the bank's answer."""
    from duzhi.intake import api as intake
    from duzhi.money.payments.actions import bank, payroll, requests, review
    from duzhi.money.payments.models import PaymentRequest

    wages, given = roster(), {"file": intake.FileRef(1, "名册"), "declared": intake.Declared()}
    taken = seconds(lambda: payroll.import_payroll(rows=wages, by="maker", now=AT, **given))
    rows = list(PaymentRequest.objects.filter(kind="工资").order_by("pk"))
    ids = [row.pk for row in rows]

    def reserve() -> None:
        for pk in ids:
            requests.submit_request(request=pk, on=ON, by="maker", at=AT)

    held = seconds(reserve)
    say(
        f"payroll of {LINES:,} lines, {vendor}",
        f"check and keep {taken:.1f} s, reserve {held:.1f} s",
        "≤ 5 s",
    )
    who = {"requests": ids, "at": AT}
    review.endorse_requests(**who, by="checker")
    review.review_requests(**who, by="first")
    review.approve_requests(**who, on=ON, by="second")
    bank.sign_batch(vouchers=ids, on=ON, by="signer", at=AT)
    answered = answers(rows)
    took = seconds(lambda: bank.import_returns(rows=answered, by="bank", now=AT, **given))
    say(f"return file of {LINES:,} lines, {vendor}", f"{took:.1f} s", "≤ 5 s")


def roster() -> list:
    """People of 20 units, each unit with a quota for wages."""
    from duzhi.money.budget.actions import quotas
    from duzhi.money.payments.rules.payroll import Wage

    for unit in range(UNITS):
        plan = replace(view(unit), number=f"GZ{unit:03}", payroll=True, guarantee="2")
        row = quotas.enter_quota(plan=plan, by="maker", at=AT)
        quotas.review_quota(quota=row.pk, by="checker", at=AT)
        quotas.issue_quotas(quotas=[row.pk], batch="wages", on=ON, by="checker", at=AT)
    return [
        Wage("", no, "990181000", 2023, view(no % UNITS).agency, f"GZ{no % UNITS:03}", "202306",
             f"职工{no}", "农商行", f"62170000{no:08}", 5_000_00)
        for no in range(LINES)
    ]  # fmt: skip


def answers(rows: list) -> list:
    """The bank's file: one line in a hundred bounced."""
    from duzhi.money.payments.models import PaymentLine
    from duzhi.money.payments.queries import requests as queries
    from duzhi.money.payments.rules.returns import FAILURE, SUCCESS, Answer

    names = {row.pk: queries.number(row) for row in rows}
    lines = PaymentLine.objects.filter(request_id__in=names).order_by("pk")
    return [
        Answer("", at, "HD1", "990181000", names[one.request_id], one.no, one.payee, one.amount,
               FAILURE if at % 100 == 0 else SUCCESS, "02" if at % 100 == 0 else "", "", "", ON)
        for at, one in enumerate(lines)
    ]  # fmt: skip


def prove() -> None:
    """The books, the quotas and the requests prove themselves."""
    from duzhi.ledger import api as ledger
    from duzhi.money.payments.models import PaymentLine, PaymentRequest
    from duzhi.money.payments.queries import proofs

    bare_rows = PaymentRequest.objects.exclude(kind="工资").filter(lines=None)
    PaymentLine.objects.bulk_create(
        PaymentLine(request=row, no=1, payee=row.payee, account_masked="****", account_digest="",
                    account_cipher="", amount=row.amount)
        for row in bare_rows
    )  # fmt: skip
    faults = [*ledger.verify(), *proofs.proofs()]
    assert not faults, faults[:3]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        threads, mode, first, share = sys.argv[1:]
        work(int(threads), mode, int(first), int(share))
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duzhi.config.settings")
        main()
